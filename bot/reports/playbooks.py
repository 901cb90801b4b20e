"""Loads what a playbook looks at and runs it: one record for each account and marketplace that has the ASIN.

With `asin` None it is one for each marketplace, where the playbook answers for all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from analytics.playbooks import NAMES, OF_ALL, Facts
from analytics.playbooks.ads import ads_playbook
from analytics.playbooks.ads_all import ads_of_all
from analytics.playbooks.experiment import experiment_playbook
from analytics.playbooks.launch import launch_playbook
from analytics.playbooks.listing import listing_playbook
from analytics.playbooks.profit import profit_playbook
from analytics.playbooks.profit_all import profit_of_all
from analytics.playbooks.reviews import Topic, bad_reviews, reviews_playbook
from analytics.playbooks.stock import stock_playbook
from analytics.playbooks.stock_all import stock_of_all
from bot.errors import UsageError
from bot.records.dataset import MARKETPLACES
from bot.records.playbook import Benchmarks, Playbook
from bot.reports.market_day import day_of
from bot.store.figures import read_facts, read_rates
from bot.store.panels import accounts_and_marketplaces

Classify = Callable[[Sequence[str], Sequence[float | None]], Sequence[Topic]]

# What each playbook reads: a table and how many days of it (None: all); "*" marks one that it needs of all ASINs.
_READS: dict[str, dict[str, int | None]] = {
    "ads": {"products": None, "ads_daily*": 40, "traffic_daily": 40, "search_terms": 40, "campaigns*": 14,
            "keyword_ranks": 14},
    "stock": {"products": None, "traffic_daily*": 90, "inventory_daily*": 90, "inventory_age": 45, "shipments": None,
              "account_health*": 45, "listings*": 7},
    "reviews": {"products": None, "reviews": None, "ratings_daily": 100, "events*": 60, "listings": 60},
    "profit": {"products*": None, "traffic_daily*": 90, "ads_daily*": 40, "returns*": 90, "charges": 120},
    "listing": {"products": None, "listings": 90, "search_terms": 60, "events*": 60},
    "launch": {"products": None, "traffic_daily": 500, "ads_daily": 500, "ratings_daily": 500, "ranks": 500},
    "experiment": {"products*": None, "events*": None, "traffic_daily*": 150, "inventory_daily*": 150},
}  # fmt: skip


def playbooks(
    connection: Connection,
    name: str,
    asin: str | None,
    *,
    now: datetime,
    account: str | None = None,
    marketplace: str | None = None,
    as_of: date | None = None,
    benchmarks: Benchmarks | None = None,
    currency: str = "USD",
    classify: Classify | None = None,
) -> list[Playbook]:
    """The answers of one playbook; empty where the ASIN is not known. `currency` is what `fx_rates` are in units of.

    `classify` reads review texts for their topics (`analytics.reviews.classify`). Raises UsageError for a name that is
    none, or for all ASINs where the playbook is about one.
    """
    if name not in NAMES:
        raise UsageError(f"there is no playbook {name!r}; there are {', '.join(NAMES)}")
    if asin is None and name not in OF_ALL:
        raise UsageError(f"the playbook {name!r} is about one ASIN: name it")
    found = []
    for here, market in accounts_and_marketplaces(connection):
        if (account or here) != here or (marketplace or market) != market:
            continue
        day = day_of(connection, here, market, as_of, now)
        if day is None:
            continue
        tables = read_facts(connection, here, market, day, _READS[name], asin)
        rates = read_rates(connection, day, currency)
        facts = Facts(here, market, MARKETPLACES[market], day, tables, rates)
        if asin is not None and not (facts.rows("products", asin) or facts.rows("traffic_daily", asin)):
            continue
        found.append(_run(facts, name, asin, benchmarks, classify))
    return found


def _run(
    facts: Facts, name: str, asin: str | None, benchmarks: Benchmarks | None, classify: Classify | None
) -> Playbook:
    if asin is None:
        match name:
            case "ads":
                return ads_of_all(facts, benchmarks)
            case "stock":
                return stock_of_all(facts, benchmarks)
        return profit_of_all(facts)
    match name:
        case "ads":
            return ads_playbook(facts, asin, benchmarks)
        case "stock":
            return stock_playbook(facts, asin, benchmarks)
        case "reviews":
            return reviews_playbook(facts, asin, _topics(facts, asin, classify))
        case "profit":
            return profit_playbook(facts, asin)
        case "listing":
            return listing_playbook(facts, asin)
        case "launch":
            return launch_playbook(facts, asin)
    return experiment_playbook(facts, asin)


def _topics(facts: Facts, asin: str, classify: Classify | None) -> Sequence[Topic] | None:
    rows = bad_reviews(facts, asin)
    if classify is None:
        return None
    if not rows:
        return []
    texts = ["\n".join(part for part in both if part) for both in zip(rows["title"], rows["body"], strict=True)]
    return classify(texts, [float(stars) for stars in rows["rating"]])
