"""The digest from stored rows to the contract's JSON and to plain text, on both databases."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.records.alerts import Alert, State
from bot.records.findings import Severity, Subject
from bot.records.rules import Route
from bot.records.text import Say
from bot.records.text import to_json as text_to_json
from bot.reports.digest import digest, to_json, to_text
from bot.store.alerts import add_alerts
from bot.store.schema.facts import FACTS
from bot.store.schema.sources import SOURCE_STATES

DAY = date(2026, 3, 11)
NOON = datetime(2026, 3, 12, 20, tzinfo=UTC)  # in every marketplace here the 11th has ended


def _store(engine: Engine, table: str, rows: list[dict[str, Any]]) -> None:
    with engine.begin() as connection:
        connection.execute(FACTS[table].insert(), [{"account": "main", **row} for row in rows])


def _traffic(marketplace: str, asin: str, day: date, units: int, price: float = 20.0) -> dict[str, Any]:
    return {
        "date": day, "marketplace": marketplace, "asin": asin, "sessions": units * 10, "page_views": units * 12,
        "buy_box_pct": 99.0, "orders": units, "units": units, "sales": units * price,
    }  # fmt: skip


def _ads(marketplace: str, asin: str, day: date, spend: float, sales: float) -> dict[str, Any]:
    return {
        "date": day, "marketplace": marketplace, "asin": asin, "campaign_id": "c", "impressions": 1000, "clicks": 20,
        "spend": spend, "orders": 1, "units": 1, "sales": sales,
    }  # fmt: skip


@pytest.fixture
def store(sqlite_engine: Engine) -> Engine:
    return _filled(sqlite_engine)


@pytest.fixture
def both(engine: Engine) -> Engine:
    """The same on SQLite and on PostgreSQL."""
    return _filled(engine)


def _filled(engine: Engine) -> Engine:
    """Two ASINs in the US for 28 days, 10 and 5 a day, one of which doubles on the last day; one ASIN in Germany."""
    days = [DAY - timedelta(days=back) for back in range(28)]
    us = [_traffic("US", "B0AAAAAAAA", day, 20 if day == DAY else 10) for day in days]
    us += [_traffic("US", "B0BBBBBBBB", day, 5) for day in days]
    _store(engine, "traffic_daily", us + [_traffic("DE", "B0AAAAAAAA", day, 4, 25.0) for day in days])
    _store(engine, "ads_daily", [_ads("US", "B0AAAAAAAA", day, 30.0, 120.0) for day in days])
    _store(
        engine,
        "inventory_daily",
        [
            {"date": DAY, "marketplace": "US", "asin": "B0AAAAAAAA", "available": 5000},
            {"date": DAY, "marketplace": "US", "asin": "B0BBBBBBBB", "available": 20},
        ],
    )
    _store(
        engine,
        "products",
        [
            {"marketplace": "US", "asin": "B0AAAAAAAA", "title": "Mug <@U1>", "brand": "One", "owner": "Lin"},
            {"marketplace": "US", "asin": "B0BBBBBBBB", "title": "Lamp", "brand": "Two", "owner": "Wu"},
            {"marketplace": "DE", "asin": "B0AAAAAAAA", "title": "Becher", "brand": "One", "owner": "Lin"},
        ],
    )
    return engine


def _market(found: dict[str, Any], marketplace: str) -> dict[str, Any]:
    return next(one for one in found["marketplaces"] if one["marketplace"] == marketplace)


def test_the_json_has_each_marketplaces_day_beside_the_same_weekday_a_week_before(both: Engine) -> None:
    with both.connect() as connection:
        found = to_json(digest(connection, now=NOON, as_of=DAY))
    assert json.loads(json.dumps(found)) == found
    assert found["as_of"] == "2026-03-11"
    assert [one["marketplace"] for one in found["marketplaces"]] == ["DE", "US"]
    american = _market(found, "US")
    assert {key: value for key, value in american.items() if key != "week_ago"} == {
        "account": "main", "marketplace": "US", "as_of": "2026-03-11", "provisional": False, "currency": "USD",
        "sales": 500.0, "units": 25, "orders": 25, "sessions": 250, "cvr": 10.0, "ad_spend": 30.0, "ad_sales": 120.0,
        "acos": 25.0, "tacos": 6.0,
    }  # fmt: skip
    assert american["week_ago"]["as_of"] == "2026-03-04"
    assert (american["week_ago"]["sales"], american["week_ago"]["tacos"]) == (300.0, 10.0)
    german = _market(found, "DE")
    assert (german["currency"], german["sales"], german["ad_spend"], german["acos"]) == ("EUR", 100.0, None, None)
    assert found["movers"] == [
        {"account": "main", "marketplace": "US", "asin": "B0AAAAAAAA", "change": 200.0, "change_pct": 100.0}
    ]
    assert found["stock_risks"] == [
        {"account": "main", "marketplace": "US", "asin": "B0BBBBBBBB", "days_of_cover": 4.0}
    ]
    assert found["open_alerts"] == 0


def test_without_as_of_each_marketplace_has_its_own_day_and_young_sessions_are_provisional(store: Engine) -> None:
    morning = datetime(2026, 3, 12, 1, tzinfo=UTC)  # 9 in Beijing: the 11th has ended in Germany, in the US it has not
    with store.connect() as connection:
        found = to_json(digest(connection, now=morning))
        later = to_json(digest(connection, now=morning + timedelta(days=4)))
    assert (_market(found, "US")["as_of"], _market(found, "DE")["as_of"]) == ("2026-03-10", "2026-03-11")
    assert found["as_of"] == "2026-03-11"
    assert _market(found, "US")["provisional"] is True
    assert _market(found, "US")["week_ago"]["provisional"] is False
    assert _market(later, "US")["provisional"] is False


def test_nothing_after_as_of_is_looked_at(store: Engine) -> None:
    with store.connect() as connection:
        found = to_json(digest(connection, now=NOON, as_of=DAY - timedelta(days=1)))
        before = to_json(digest(connection, now=NOON, as_of=date(2020, 1, 1)))
    assert _market(found, "US")["sales"] == 300.0
    assert found["movers"] == []
    assert (before["as_of"], before["marketplaces"]) == ("2020-01-01", [])


def test_a_day_that_has_not_come_is_unknown_and_not_zero(store: Engine) -> None:
    with store.connect() as connection:
        found = to_json(digest(connection, now=NOON + timedelta(days=3), as_of=DAY + timedelta(days=2)))
    american = _market(found, "US")
    assert [american[name] for name in ("sales", "units", "sessions", "cvr", "ad_spend", "acos")] == [None] * 6
    assert found["movers"] == []


def test_one_unknown_cell_makes_the_sum_unknown(store: Engine) -> None:
    _store(store, "traffic_daily", [{"date": DAY, "marketplace": "US", "asin": "B0CCCCCCCC", "units": 1, "sales": 9.0}])
    with store.connect() as connection:
        american = _market(to_json(digest(connection, now=NOON, as_of=DAY)), "US")
    assert (american["sales"], american["sessions"], american["cvr"]) == (509.0, None, None)


def test_an_empty_database_gives_an_empty_digest_in_both_forms(sqlite_engine: Engine) -> None:
    with sqlite_engine.connect() as connection:
        found = digest(connection, now=NOON)
    assert to_json(found) == {"as_of": None, "marketplaces": [], "open_alerts": 0, "movers": [], "stock_risks": []}
    assert "asinwatch import" in to_text(found, "en")
    assert "asinwatch import" in to_text(found, "zh")


def _alert(number: int, route: Route, state: State = State.OPEN, opened: date = DAY) -> Alert:
    about = Subject("main", "US", "rank_drop", "B0BBBBBBBB", str(number))
    return Alert(str(number), about, Severity.LOW, state, route, Say("kind-rank-drop"), opened, NOON, opened)


def test_open_alerts_are_counted_and_those_routed_to_the_digest_are_listed(store: Engine) -> None:
    with store.begin() as connection:
        add_alerts(
            connection,
            [
                _alert(1, Route.ALERT, State.ACKNOWLEDGED),
                _alert(2, Route.DIGEST),
                _alert(3, Route.DIGEST, State.RESOLVED),
                _alert(4, Route.DIGEST, opened=DAY + timedelta(days=1)),
            ],
        )
        found = digest(connection, now=NOON, as_of=DAY)
        others = digest(connection, now=NOON, as_of=DAY, owners=["Lin"])
    assert (found.open_alerts, found.by_kind, [alert.id for alert in found.listed]) == (2, {"rank_drop": 2}, ["2"])
    assert others.open_alerts == 0


def test_a_digest_of_an_owner_holds_the_owners_products_alone(store: Engine) -> None:
    with store.connect() as connection:
        found = digest(connection, now=NOON, as_of=DAY, owners=["Wu"])
        brand = digest(connection, now=NOON, as_of=DAY, brands=["One"], marketplaces=["DE"])
    assert [market.marketplace for market in found.markets] == ["US"]
    assert found.markets[0].day.values["sales"] == 100.0
    assert [(market.marketplace, market.day.values["sales"]) for market in brand.markets] == [("DE", 100.0)]


def test_totals_are_in_one_currency_and_name_what_has_no_rate(store: Engine) -> None:
    with store.connect() as connection:
        without = digest(connection, now=NOON, as_of=DAY).total
    assert without is not None
    assert (without.day.values["sales"], without.without) == (500.0, ("EUR",))
    _store(store, "fx_rates", [{"date": DAY, "currency": "EUR", "rate": 1.2}])
    with store.connect() as connection:
        known = digest(connection, now=NOON, as_of=DAY).total
    assert known is not None
    assert (known.day.values["sales"], known.week_ago.values["sales"]) == (620.0, 420.0)
    assert known.day.values["ad_spend"] is None  # Germany's is unknown, so the total is


def test_a_quiet_day_is_one_line(store: Engine) -> None:
    with store.connect() as connection:
        found = digest(connection, now=NOON, as_of=DAY, marketplaces=["DE"])
    assert found.quiet
    assert to_text(found, "en") == ("2026-03-11: a quiet day. Sales DE €100.00, nothing open, no stock at risk.")
    assert "\n" not in to_text(found, "zh")


def test_both_languages_carry_the_same_figures(store: Engine) -> None:
    with store.connect() as connection:
        found = digest(connection, now=NOON, as_of=DAY)
        weekly = digest(connection, now=NOON, as_of=DAY, weekly=True)
    for one in (found, weekly):
        english, chinese = to_text(one, "en"), to_text(one, "zh")
        assert len(english.splitlines()) == len(chinese.splitlines())
        for figure in ("500.00", "25.0%", "2026-03-11") if one is found else ("2,300.00", "2026-03-11"):
            assert figure in english
            assert figure in chinese


def test_holidays_of_the_compared_days_are_named(store: Engine) -> None:
    _store(store, "traffic_daily", [_traffic("US", "B0AAAAAAAA", date(2026, 7, 4), 3)])
    with store.connect() as connection:
        found = digest(connection, now=NOON + timedelta(days=300), as_of=date(2026, 7, 4), marketplaces=["US"])
    assert any(day == date(2026, 7, 4) and "Independence" in names["en"] for day, names in found.markets[0].holidays)


def test_an_asin_out_of_stock_for_weeks_is_still_at_risk_at_its_former_pace(store: Engine) -> None:
    days = [DAY - timedelta(days=back) for back in range(60)]
    _store(store, "traffic_daily", [_traffic("US", "B0GONE0000", d, 0 if k < 26 else 6) for k, d in enumerate(days)])
    here = {"marketplace": "US", "asin": "B0GONE0000"}
    _store(store, "inventory_daily", [{**here, "date": d, "available": 0 if k < 26 else 9} for k, d in enumerate(days)])
    with store.connect() as connection:
        found = digest(connection, now=NOON, as_of=DAY).markets[1].stock_risks
    assert [(risk.asin, risk.days_of_cover, risk.units_a_day) for risk in found] == [
        ("B0GONE0000", 0.0, 6.0),
        ("B0BBBBBBBB", 4.0, 5.0),
    ]


def test_a_day_with_far_fewer_asins_than_a_week_ago_is_called_partial(store: Engine) -> None:
    more = [_traffic("US", f"B0MORE000{i}", DAY - timedelta(days=7), 1) for i in range(3)]
    _store(store, "traffic_daily", more)
    with store.connect() as connection:
        found = digest(connection, now=NOON, as_of=DAY).markets[1]
    assert [(remark.key, remark.args["n"], remark.args["usual"]) for remark in found.remarks] == [
        ("figures-partial", 2, 5)
    ]


def test_a_source_that_fails_stands_at_the_foot(store: Engine) -> None:
    failure = {"account": "main", "marketplace": "US", "source": "ads", "failed_at": NOON,
               "failure": text_to_json(Say("kind-data-stale"))}  # fmt: skip
    with store.begin() as connection:
        connection.execute(SOURCE_STATES.insert(), [failure])
        found = digest(connection, now=NOON, as_of=DAY)
        german = digest(connection, now=NOON, as_of=DAY, marketplaces=["DE"])
    assert "main US ads has failed since 2026-03-12 20:00 UTC: Data late" in to_text(found, "en").splitlines()[-1]
    assert german.failures == ()


def test_units_on_their_way_calm_a_cover_below_the_lead_time_but_not_one_of_a_few_days(store: Engine) -> None:
    def risky(available: int, **more: int) -> list[str]:
        here = {"marketplace": "US", "asin": "B0BBBBBBBB", "date": DAY}
        with store.begin() as connection:
            connection.execute(FACTS["inventory_daily"].delete().where(FACTS["inventory_daily"].c.asin == here["asin"]))
        _store(store, "inventory_daily", [{**here, "available": available, **more}])
        with store.connect() as connection:
            return [risk.asin for risk in digest(connection, now=NOON, as_of=DAY).markets[1].stock_risks]

    assert risky(50) == ["B0BBBBBBBB"]  # 10 days of 5, the lead time is 14 where it is unknown
    assert risky(50, inbound=500) == []
    assert risky(20, inbound=500) == ["B0BBBBBBBB"]
    assert risky(80) == []
    sent = {"marketplace": "US", "asin": "B0BBBBBBBB", "shipment_id": "S1", "units": 30, "shipped_on": DAY}
    _store(store, "shipments", [sent])
    assert risky(50) == []
    with store.begin() as connection:
        connection.execute(FACTS["shipments"].update().values(received_on=DAY))
    assert risky(50) == ["B0BBBBBBBB"]
