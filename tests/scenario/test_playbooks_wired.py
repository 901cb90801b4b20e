"""Every playbook from stored rows to words."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from analytics.playbooks import NAMES, OF_ALL
from bot.cli import main
from bot.errors import UsageError
from bot.records.sources import TableRows
from bot.reports.playbook_text import to_text
from bot.reports.playbooks import playbooks
from bot.store.schema.facts import FACTS
from bot.store.sources import SourceLedger

DAY = date(2026, 3, 31)
NOON = datetime(2026, 4, 1, 20, tzinfo=UTC)
A = "B0AAAAAAAA"


@pytest.fixture
def store(sqlite_engine: Engine) -> Engine:
    return _filled(sqlite_engine)


def _filled(engine: Engine) -> Engine:
    """Two ASINs in the US and one of them in Germany, with 60 days of figures."""
    days = [DAY - timedelta(days=back) for back in range(60)]
    rows: dict[str, list[dict[str, Any]]] = {
        "products": [],
        "traffic_daily": [],
        "ads_daily": [],
        "inventory_daily": [],
    }
    for marketplace, asin in (("US", A), ("US", "B0BBBBBBBB"), ("DE", A)):
        here: dict[str, Any] = {"account": "main", "marketplace": marketplace, "asin": asin}
        rows["products"].append(
            {**here, "title": "Bottle & <lid>", "price": 20.0, "unit_cost": 5.0, "referral_fee_pct": 15.0,
             "fba_fee": 4.0, "inbound_cost": 1.0, "lead_time_days": 20.0, "launched_on": days[-1]}
        )  # fmt: skip
        rows["traffic_daily"] += [
            {**here, "date": day, "sessions": 100, "orders": 10, "units": 10, "sales": 200.0} for day in days
        ]
        rows["ads_daily"] += [
            {**here, "date": day, "campaign_id": "c", "campaign_name": "All", "ad_type": "SP", "impressions": 900,
             "clicks": 10, "spend": 10.0, "orders": 2, "sales": 40.0}
            for day in days
        ]  # fmt: skip
        rows["inventory_daily"] += [{**here, "date": day, "available": 300} for day in days]
    with engine.begin() as connection:
        for table, some in rows.items():
            connection.execute(FACTS[table].insert(), some)
        connection.execute(
            FACTS["reviews"].insert(),
            [{"account": "main", "marketplace": "US", "asin": A, "review_id": "r1", "date": DAY, "rating": 1.0,
              "title": "Bad", "body": "It leaks"}],
        )  # fmt: skip
    return engine


@pytest.mark.parametrize("name", NAMES)
def test_each_playbook_answers_for_each_marketplace_that_has_the_asin(store: Engine, name: str) -> None:
    with store.connect() as connection:
        found = playbooks(connection, name, A, now=NOON)
        here = playbooks(connection, name, A, now=NOON, marketplace="US", as_of=DAY)
    assert [(one.marketplace, one.as_of) for one in found] == [("DE", DAY), ("US", DAY)]
    assert [one.marketplace for one in here] == ["US"]
    for one in found:
        english, chinese = to_text(one, "en"), to_text(one, "zh")
        assert A in english
        assert len(english.splitlines()) == len(chinese.splitlines())


@pytest.mark.parametrize("name", OF_ALL)
def test_a_whole_marketplace_can_be_asked_for(store: Engine, name: str) -> None:
    with store.connect() as connection:
        found = playbooks(connection, name, None, now=NOON)
    assert [(one.marketplace, one.asin) for one in found] == [("DE", None), ("US", None)]
    assert all(to_text(one, "zh") for one in found)


def test_the_same_asin_has_its_own_figures_in_each_marketplace(store: Engine) -> None:
    with store.connect() as connection:
        german, american = playbooks(connection, "profit", A, now=NOON)
    assert american.verdict.key == "playbooks-profit-unknown"  # no return was ever stored
    assert any("vat_pct" in str(line.args) for line in german.could_not_check)
    assert not any("vat_pct" in str(line.args) for line in american.could_not_check)


def test_topics_of_bad_reviews_come_from_the_classifier_that_is_given(store: Engine) -> None:
    class Leak:
        topic, safety, snippet = "leak", False, "It leaks"

    asked: list[object] = []

    def classify(texts: object, stars: object) -> list[Leak]:
        asked.append((texts, stars))
        return [Leak()]

    with store.connect() as connection:
        found = playbooks(connection, "reviews", A, now=NOON, marketplace="US", classify=classify)
    assert asked == [(["Bad\nIt leaks"], [1.0])]
    assert "It leaks" in to_text(found[0], "en")


def test_an_unknown_asin_has_no_answer_and_a_wrong_name_is_told(store: Engine) -> None:
    with store.connect() as connection:
        assert playbooks(connection, "ads", "B0ZZZZZZZZ", now=NOON) == []
        with pytest.raises(UsageError, match="there are ads, stock"):
            playbooks(connection, "sales", A, now=NOON)
        with pytest.raises(UsageError, match="name it"):
            playbooks(connection, "listing", None, now=NOON)


def test_every_playbook_reads_from_both_databases(engine: Engine) -> None:
    with _filled(engine).connect() as connection:
        for name in NAMES:
            assert len(playbooks(connection, name, A, now=NOON)) == 2


def test_the_program_prints_a_playbook_as_text_and_as_json(
    store: Engine, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASINWATCH_DATABASE_URL", sqlite_url)
    asked = ["playbook", "stock", A.lower(), "--marketplace", "US", "--as-of", "2026-03-31"]
    text = CliRunner().invoke(main, [*asked, "--lang", "zh"])
    printed = CliRunner().invoke(main, [*asked, "--json"])
    assert (text.exit_code, printed.exit_code) == (0, 0)
    assert text.stdout.startswith("库存：B0AAAAAAAA（US），截至 2026-03-31")
    found = json.loads(printed.stdout)
    assert (found["playbook"], found["asin"], found["verdict"]) == (
        "stock", A, "Lasts 30.0 days, out of stock on 2026-05-01"
    )  # fmt: skip
    assert {section["status"] for section in found["sections"]} <= {"ok", "bad", "unknown"}
    assert CliRunner().invoke(main, ["playbook", "ads", "all", "--json"]).stdout.count("\n") == 2
    unknown = CliRunner().invoke(main, ["playbook", "ads", "B0ZZZZZZZZ"])
    assert (unknown.exit_code, unknown.stdout) == (2, "")


def test_what_a_sync_learned_from_amazon_stands_in_the_playbooks_of_both_databases(engine: Engine) -> None:
    _filled(engine)
    here, weeks = ("main", "US", A), [DAY - timedelta(weeks=n) for n in range(-1, 3)]  # one week is not yet known
    topics = [(*here, day, "negative", f"Zipper {day}", 36, 17.3, -0.4) for day in weeks]
    searches = [(*here, day, 9000, 900, 90, 9, 180.0) for day in weeks]
    names = ("account", "marketplace", "asin", "date")
    SourceLedger(engine).store(
        [
            TableRows("review_topics", (*names, "tone", "topic", "mentions", "share_pct", "star_impact"), topics),
            TableRows("search_catalog", (*names, "impressions", "clicks", "cart_adds", "purchases", "sales"), searches),
        ],
        NOON,
    )
    with engine.connect() as connection:
        said = [
            to_text(playbooks(connection, name, A, now=NOON, marketplace="US", as_of=DAY)[0], lang)
            for name in ("reviews", "listing")
            for lang in ("en", "zh")
        ]
    assert "Amazon's topics, week of 2026-03-31" in said[0]
    assert "Complaint “Zipper 2026-03-31”: 36 mentions, 17.3% of reviews, -0.40 stars" in said[0]
    assert said[0].count("Zipper") == said[1].count("Zipper") == 1
    assert "Seen 9,000 times, clicked 900 (10.00%), bought 9 (1.0% of clicks)" in said[2]
    assert "A week of the 2 before" in said[2]
    assert "9,000" in said[3]
