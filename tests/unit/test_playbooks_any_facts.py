"""Whatever is missing or odd in the facts, every playbook answers, in words of both languages, and calls nothing well
that it could not look at."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from playbook_facts import back, facts, words

from analytics.playbooks import Facts
from analytics.playbooks.ads import ads_playbook
from analytics.playbooks.ads_all import ads_of_all
from analytics.playbooks.experiment import experiment_playbook
from analytics.playbooks.launch import launch_playbook
from analytics.playbooks.listing import listing_playbook
from analytics.playbooks.profit import profit_playbook
from analytics.playbooks.profit_all import profit_of_all
from analytics.playbooks.reviews import reviews_playbook
from analytics.playbooks.stock import stock_playbook
from analytics.playbooks.stock_all import stock_of_all
from bot.records.dataset import BY_NAME, Kind
from bot.records.playbook import Playbook, Standing

A = "B0AAAAAAAA"
ASINS = (A, "B0BBBBBBBB", "B0CCCCCCCC", "B0DDDDDDDD", "B0EEEEEEEE")
TABLES = (
    "products", "traffic_daily", "ads_daily", "search_terms", "campaigns", "keyword_ranks", "inventory_daily",
    "inventory_age", "shipments", "account_health", "listings", "reviews", "ratings_daily", "events", "returns",
    "charges", "ranks",
)  # fmt: skip
KEYS = {"date", "asin", "campaign_id", "search_term", "keyword", "marketplace", "account", "kind", "review_id"}
HOLES = sorted({c.name for t in TABLES for c in BY_NAME[t].columns} - KEYS)


def _cell(name: str, kind: Kind, choices: tuple[str, ...], random: Random, day: int) -> Any:
    match kind:
        case Kind.ENUM:
            return random.choice(choices)
        case Kind.DATE:
            return back(day + random.randint(-3, 60))
        case Kind.COUNT | Kind.YES_NO:
            return random.choice((0, 1, random.randint(0, 300)))
        case Kind.PERCENT:
            return random.choice((0.0, random.uniform(0, 100)))
        case Kind.MONEY | Kind.NUMBER:
            return random.choice((0.0, random.uniform(-5, 80)))
        case Kind.SIZE:
            return random.choice((0.0, random.uniform(0, 40)))
    return random.choice(("", "Acme", "steel bottle", "EXACT", "a|b|c", "12", "1", "no", '["x"]', "<!channel>"))


@cache
def _shop(seed: int) -> Facts:
    random = Random(seed)
    tables: dict[str, list[dict[str, Any]]] = {}
    for table in TABLES:
        rows = []
        for asin in ASINS:
            for day in range(0, 100, 1 if table in ("traffic_daily", "ads_daily", "inventory_daily") else 9):
                row = {c.name: _cell(c.name, c.kind, c.choices, random, day) for c in BY_NAME[table].columns}
                row |= {"date": back(day), "asin": asin, "campaign_id": f"c{random.randint(0, 2)}"}
                if table == "events":
                    row["kind"] = random.choice(("experiment_start", "experiment_end", "price_change", "note"))
                rows.append(row)
                if table == "products":
                    break
        tables[table] = rows
    return facts("DE", "EUR", {"EUR": 1.1}, **tables)


def _answers(of: Facts) -> list[Playbook]:
    one = (ads_playbook, stock_playbook, reviews_playbook, profit_playbook, listing_playbook, launch_playbook,
           experiment_playbook)  # fmt: skip
    return [*(playbook(of, A) for playbook in one), ads_of_all(of), stock_of_all(of), profit_of_all(of)]


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 3), st.sets(st.sampled_from(TABLES)), st.sets(st.sampled_from(HOLES), max_size=12))
def test_every_playbook_answers_in_both_languages(seed: int, dropped: set[str], holes: set[str]) -> None:
    whole = _shop(seed)
    tables = {}
    for name, some in whole.tables.items():
        if name in dropped:
            continue
        tables[name] = {
            column: (np.full(len(values), None if values.dtype == object else np.nan, dtype=values.dtype)
                     if column in holes else values)
            for column, values in some.items()
        }  # fmt: skip
    for found in _answers(replace(whole, tables=tables, _places={})):
        said = words(found)
        assert len(said["en"]) == len(said["zh"])


def test_without_any_fact_nothing_is_called_well() -> None:
    for found in _answers(facts()):
        assert Standing.OK not in {section.status for section in found.sections}
        assert words(found)["zh"]
