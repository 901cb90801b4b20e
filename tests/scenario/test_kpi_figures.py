"""`/kpi` figures and freshness from stored rows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.records.figures import Compared
from bot.records.rules import default_rules, with_changes
from bot.records.sales_events import SalesEvent
from bot.records.text import Number, Percent, Say
from bot.reports.kpi import freshness, kpi
from bot.store.schema.facts import FACTS
from templates.words import say

DAY = date(2026, 3, 31)
NOON = datetime(2026, 4, 1, 20, tzinfo=UTC)
ASIN = "B0AAAAAAAA"


@pytest.fixture
def store(sqlite_engine: Engine) -> Engine:
    """80 days of one ASIN at 10 units a day, 12 in the last week; 5 % come back; 40 new ratings a month."""
    days = [DAY - timedelta(days=back) for back in range(80)]
    here: dict[str, Any] = {"account": "main", "marketplace": "US", "asin": ASIN}
    rows: dict[str, list[dict[str, Any]]] = {
        "products": [
            {
                "title": "Mug",
                "price": 20.0,
                "referral_fee_pct": 15.0,
                "fba_fee": 4.0,
                "inbound_cost": 1.0,
                "unit_cost": 5,
            }
        ],
        "traffic_daily": [
            {
                "date": d,
                "sessions": 100,
                "page_views": 120,
                "buy_box_pct": 95.0,
                "orders": 9,
                "units": n,
                "sales": n * 20.0,
            }
            for d in days
            for n in (12 if d > DAY - timedelta(days=7) else 10,)
        ],
        "ads_daily": [
            {
                "date": d,
                "campaign_id": "c",
                "impressions": 1000,
                "clicks": 10,
                "spend": 20.0,
                "orders": 4,
                "sales": 80.0,
            }
            for d in days
        ],
        "returns": [{"date": d, "quantity": 1} for d in days if d.day % 2],
        "inventory_daily": [{"date": DAY, "available": 105}],
        "ratings_daily": [
            {"date": DAY - timedelta(days=back), "rating": 4.5, "rating_count": 500 - back * 2} for back in range(15)
        ],
    }
    with sqlite_engine.begin() as connection:
        for table, some in rows.items():
            connection.execute(FACTS[table].insert(), [{**here, **row} for row in some])
    return sqlite_engine


def _one(engine: Engine, **asked: Any) -> Compared:
    with engine.connect() as connection:
        found = kpi(connection, now=NOON, **asked)
    assert len(found) == 1
    return found[0]


def _more(found: Compared) -> dict[str, Any]:
    return {row.label.key: row.after for row in found.more}


def test_the_last_week_stands_beside_the_week_before(store: Engine) -> None:
    found = _one(store, asin=ASIN, as_of=DAY)
    assert (found.after.values["units"], found.before.values["units"]) == (84.0, 70.0)
    assert found.change_pct("units") == pytest.approx(20.0)
    assert found.after.values["cvr"] == pytest.approx(12.0)
    assert found.after.values["acos"] == pytest.approx(25.0)
    assert found.after.values["featured_offer"] == pytest.approx(95.0)
    assert (found.after.first, found.before.last) == (date(2026, 3, 25), date(2026, 3, 24))
    assert len(found.days) == 14
    assert found.title == "Mug"


def test_an_asins_cover_break_even_rating_and_review_velocity_stand_beside(store: Engine) -> None:
    more = _more(_one(store, asin=ASIN, as_of=DAY))
    assert more["figures-break-even"] == Percent(35.0)
    assert more["metric-days-of-cover"] == Number(105 / (10 * 21 / 28 + 12 * 7 / 28))
    assert more["metric-rating"] == Number(4.5, 2)
    assert more["metric-review-velocity"] == Number(14.0)
    rate = more["metric-return-rate"]
    assert isinstance(rate, Percent)
    assert rate.value == pytest.approx(100 * 4 / 70, rel=0.1)  # 4 odd days in the week against about 70 units before


def test_without_an_asin_the_whole_marketplace_is_told(store: Engine) -> None:
    found = _one(store, as_of=DAY)
    assert (found.asin, found.after.values["units"]) == (None, 84.0)
    assert list(_more(found)) == ["metric-return-rate"]


def test_an_unknown_asin_or_marketplace_has_no_record(store: Engine) -> None:
    with store.connect() as connection:
        assert kpi(connection, now=NOON, asin="B0ZZZZZZZZ") == []
        assert kpi(connection, now=NOON, marketplace="DE") == []


def test_what_is_missing_for_the_break_even_is_named(store: Engine) -> None:
    with store.begin() as connection:
        connection.execute(FACTS["products"].update().values(fba_fee=None))
    more = _more(_one(store, asin=ASIN, as_of=DAY))
    assert more["figures-break-even"] == Say("figures-missing", {"fields": "fba_fee"})


def test_without_a_price_in_the_file_the_average_selling_price_stands_in(store: Engine) -> None:
    with store.begin() as connection:
        connection.execute(FACTS["products"].update().values(price=None))
    assert _more(_one(store, asin=ASIN, as_of=DAY))["figures-break-even"] == Percent(35.0)


def test_a_window_longer_than_the_history_is_unknown(store: Engine) -> None:
    found = _one(store, asin=ASIN, as_of=DAY, days=60)
    assert found.after.values["units"] == 60 * 10 + 14
    assert found.before.values["units"] is None


def test_freshness_counts_days_behind_the_marketplaces_own_last_day(store: Engine) -> None:
    with store.connect() as connection:
        found = {one.table: one for one in freshness(connection, NOON + timedelta(days=2))}
    assert (found["traffic_daily"].last_day, found["traffic_daily"].behind) == (DAY, 2)
    assert (found["offers"].last_day, found["offers"].behind) == (None, None)


def test_the_smallest_fall_that_can_be_seen_is_said(store: Engine) -> None:
    found = _one(store, asin=ASIN, as_of=DAY)
    assert [line.key for line in found.remarks] == ["figures-visible", "detection-ctr-steady"]
    english = say(found.remarks[0], "en")
    assert "within 7" in english
    assert say(found.remarks[0], "zh")
    strict = with_changes(default_rules(), {"sales_drop": {"chance": 1e-8}})
    assert say(_one(store, asin=ASIN, as_of=DAY, rules=strict).remarks[0], "en") != english
    sale = SalesEvent("Anniversary", DAY - timedelta(days=20), DAY - timedelta(days=10))
    traffic = FACTS["traffic_daily"]
    with store.begin() as connection:
        days = traffic.c.date.between(sale.first, sale.last)
        connection.execute(traffic.update().where(days).values(units=30, sales=600.0))
    sold = [_one(store, asin=ASIN, as_of=DAY, sales_events=known).remarks[0].args["demand"] for known in ((), (sale,))]
    assert (sold[0] != Number(10.0), sold[1]) == (True, Number(10.0))
    with store.begin() as connection:
        connection.execute(FACTS["products"].update().values(parent_asin="B0PARENT00"))
        sibling = {"account": "main", "marketplace": "US", "asin": "B0BBBBBBBB", "parent_asin": "B0PARENT00"}
        connection.execute(FACTS["products"].insert(), [sibling])
    assert [line.key for line in _one(store, asin=ASIN, as_of=DAY).remarks] == [
        "figures-visible",
        "figures-visible-family",
        "detection-ctr-steady",
    ]
