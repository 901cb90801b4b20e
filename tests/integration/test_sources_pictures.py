"""What is pulled of the present: products, stock, offers, ranks, campaigns, health, search, promotions, Keepa."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sources_setup import START, account, run, secrets, services
from sqlalchemy import Engine, select
from standins import keepa as keepa_stand_in
from standins.pictures import _stock
from standins.server import running
from standins.services import Services
from standins.world import roll

from bot.store.schema import metadata

TODAY = date(2026, 11, 20)
PICTURE = date(2026, 11, 19)  # at 08:30 a picture of the present is the closing state of the day before


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    secrets(monkeypatch)
    monkeypatch.setenv("T_KEEPA", keepa_stand_in.KEY)
    found = services(asins=60)
    with running(found):
        yield found
    assert found.broken_rules == []
    assert found.throttled == {}


def _rows(engine: Engine, table: str, *columns: str) -> list[tuple[Any, ...]]:
    source = metadata.tables[table].c
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(select(*(source[name] for name in columns)))]


def test_listings_come_page_by_page_and_tell_products_states_and_prices(sqlite_engine: Engine, state: Services) -> None:
    state.suppressed = {"B000000007"}
    report = run(sqlite_engine, state, [account(state.base)], "listings")
    assert report.failures == ()
    rows = {
        row[0]: row[1:] for row in _rows(sqlite_engine, "listings", "asin", "date", "status", "enforcement", "issue")
    }
    assert len(rows) == 60
    assert rows["B000000001"] == (PICTURE, "BUYABLE", None, None)
    assert rows["B000000007"][1:3] == ("SUPPRESSED", "LISTING_SUPPRESSED")
    assert ("B000000003", "SKU-B000000003", 20.0, "USD") in _rows(
        sqlite_engine, "products", "asin", "sku", "price", "currency"
    )
    assert state.calls["searchListingsItems"] == 3


def test_from_noon_on_a_picture_is_of_the_day_itself(sqlite_engine: Engine, state: Services) -> None:
    state.clock.sleep(4 * 3600)
    run(sqlite_engine, state, [account(state.base)], "inventory")
    assert {row[0] for row in _rows(sqlite_engine, "inventory_daily", "date")} == {TODAY}


def test_stock_is_summed_over_the_new_units_of_an_asins_skus(sqlite_engine: Engine, state: Services) -> None:
    run(sqlite_engine, state, [account(state.base)], "inventory")
    rows = {
        row[0]: row[1:]
        for row in _rows(sqlite_engine, "inventory_daily", "asin", "available", "reserved", "fc_transfer")
    }
    first, second = (_stock(roll("main", "B000000004", suffix)) for suffix in ("", "-B"))
    assert rows["B000000004"] == (
        first["fulfillableQuantity"] + second["fulfillableQuantity"],
        sum(part["reservedQuantity"]["totalReservedQuantity"] for part in (first, second)),
        6,
    )
    assert len(rows) == 60
    assert state.calls["getInventorySummaries"] == 2


def test_pages_of_stock_are_read_again_where_the_token_died_between_them(
    sqlite_engine: Engine, state: Services
) -> None:
    slept = []

    def late(operation: str) -> None:
        if operation == "getInventorySummaries" and not slept:
            slept.append(state.clock.sleep(40))

    state.after = late
    report = run(sqlite_engine, state, [account(state.base)], "inventory")
    assert report.failures == ()
    assert state.calls["getInventorySummaries"] == 4
    assert len(_rows(sqlite_engine, "inventory_daily", "asin")) == 60


def test_offers_say_who_holds_the_featured_offer(sqlite_engine: Engine, state: Services) -> None:
    state.lost_offers = {"B000000002"}
    run(sqlite_engine, state, [account(state.base)], "listings", "pricing")
    rows = {
        row[0]: row[1:]
        for row in _rows(
            sqlite_engine, "offers", "asin", "our_price", "buy_box_price", "buy_box_is_ours", "featured_offer_status",
            "lowest_other_price", "other_offers", "other_sellers", "competitive_price_threshold",
        )
    }  # fmt: skip
    assert rows["B000000001"] == (20.5, 20.5, 1, "OURS", 19.5, 1, "ACOMPETITOR1", 21.0)
    assert rows["B000000002"] == (20.5, 19.5, 0, "OTHER", 19.5, 1, "ACOMPETITOR1", 21.0)


def test_ranks_and_the_product_page_come_from_the_catalogue(sqlite_engine: Engine, state: Services) -> None:
    run(sqlite_engine, state, [account(state.base)], "listings", "catalog")
    rank = 100 + roll("B000000001") % 5000
    ranks = _rows(sqlite_engine, "ranks", "asin", "category", "rank")
    assert {("B000000001", "Luggage", float(rank)), ("B000000001", "Carry-Ons", float(rank // 10))} <= set(ranks)
    pages = _rows(
        sqlite_engine, "listings", "asin", "status", "title", "parent_asin", "variation_theme", "images", "bullets"
    )
    assert ("B000000001", "BUYABLE", "Thing B000000001", "B0PARENT00", "COLOR_NAME", 2, "Light\nStrong") in pages


def test_orders_fill_the_days_whose_report_has_not_come_and_leave_their_traffic_unknown(
    sqlite_engine: Engine, state: Services
) -> None:
    run(sqlite_engine, state, [account(state.base)], "listings", "orders")
    yesterday = TODAY - timedelta(days=1)
    true = state.world.true("main", "US", "B000000001", yesterday)
    rows = _rows(sqlite_engine, "traffic_daily", "asin", "date", "sessions", "orders", "units", "sales")
    assert ("B000000001", yesterday, None, true.orders, true.units, true.sales) in rows
    assert _rows(sqlite_engine, "arrivals", "date") == [
        (PICTURE,)
    ]  # that of the listings; orders are not the day's report


def test_campaigns_tell_state_and_budget_and_for_how_long_a_budget_was_spent(
    sqlite_engine: Engine, state: Services
) -> None:
    state.budgets_spent = {"9000000000001"}
    run(sqlite_engine, state, [account(state.base)], "campaigns")
    columns = ("campaign_id", "state", "targeting", "daily_budget", "out_of_budget_pct")
    rows = {row[0]: row[1:] for row in _rows(sqlite_engine, "campaigns", *columns)}
    assert rows["9000000000000"] == ("ENABLED", "AUTO", 25.0, 0.0)
    assert rows["9000000000001"] == ("ENABLED", "MANUAL", 25.0, 64.6)  # spent at 08:30: 15.5 of 24 hours are left
    assert rows["6000000000001"] == ("PAUSED", None, 40.0, None)
    assert rows["7000000000000"] == ("ENABLED", None, 15.0, None)


def test_account_health_is_in_percent_and_of_this_marketplace(sqlite_engine: Engine, state: Services) -> None:
    run(sqlite_engine, state, [account(state.base)], "health")
    assert _rows(sqlite_engine, "account_health", "date", "order_defect_rate", "late_shipment_rate", "status") == [
        (PICTURE, 0.4545, 3.0, "AT_RISK")
    ]


def test_search_performance_comes_by_week_and_the_last_complete_ones(sqlite_engine: Engine, state: Services) -> None:
    run(sqlite_engine, state, [account(state.base, days=14)], "listings", "search_performance")
    rows = _rows(sqlite_engine, "search_performance", "asin", "date", "query", "volume", "impressions", "purchases")
    assert ("B000000001", date(2026, 11, 14), "carry on luggage", 15000, 700, 5) in rows
    assert {row[1] for row in rows} == {date(2026, 11, 14), date(2026, 11, 7)}
    assert len(rows) == 60 * 2 * 2
    catalog = _rows(sqlite_engine, "search_catalog", "asin", "date", "impressions", "purchases", "sales")
    assert ("B000000001", date(2026, 11, 7), 900, 9, 180.0) in catalog
    assert state.calls["createReport"] == 10  # 60 ASINs, 18 a report, and the catalogue, for two weeks


def test_coupons_become_promotions_in_the_marketplaces_own_days(sqlite_engine: Engine, state: Services) -> None:
    report = run(sqlite_engine, state, [account(state.base)], "listings", "promotions")
    assert report.failures == ()
    rows = _rows(
        sqlite_engine, "promotions", "asin", "promotion_id", "kind", "starts_on", "ends_on", "discount_pct", "spent"
    )
    assert ("B000000001", "C1", "coupon", date(2026, 11, 10), date(2026, 11, 24), 10.0, 42.29) in rows
    assert ("B000000000", "D1", "deal", date(2026, 11, 12), date(2026, 11, 18), None, 31.5) in rows
    states = dict(_rows(sqlite_engine, "promotions", "promotion_id", "state"))
    assert states == {"C1": None, "D1": "APPROVED", "D2": "CANCELED"}  # codes are for those who have them
    assert state.broken_rules == []


def test_review_topics_are_stored_without_customers_words(sqlite_engine: Engine, state: Services) -> None:
    run(sqlite_engine, state, [account(state.base)], "listings", "feedback")
    rows = _rows(
        sqlite_engine, "review_topics", "asin", "date", "tone", "topic", "mentions", "share_pct", "star_impact"
    )
    assert ("B000000001", date(2026, 11, 15), "negative", "Zipper", 36, 17.3, -0.4) in rows
    assert "zip" not in repr(_rows(sqlite_engine, "source_requests", "detail"))


def test_keepas_histories_become_ratings_by_day_and_its_tokens_are_waited_for(
    sqlite_engine: Engine, state: Services
) -> None:
    state.keepa_tokens, state.keepa_at = 20.0, START.timestamp()
    keepa = {"key_env": "T_KEEPA", "endpoint": state.base}
    own = account(state.base, keepa=keepa)
    report = run(sqlite_engine, state, [own], "listings", "keepa")
    assert report.failures == ()
    rows = {
        (row[0], row[1]): row[2:]
        for row in _rows(sqlite_engine, "ratings_daily", "asin", "date", "rating", "rating_count")
    }
    assert rows["B000000001", date(2026, 11, 14)] == (4.5, 1000)
    assert rows["B000000001", date(2026, 11, 15)] == (4.4, 1003)
    assert ("B000000001", TODAY) not in rows
    assert state.calls["keepa/product"] == 1


def test_keepa_alone_gives_offers_and_ranks_too(sqlite_engine: Engine, state: Services) -> None:
    run(sqlite_engine, state, [account(state.base)], "listings")
    state.keepa_tokens, state.keepa_at = 300.0, START.timestamp()
    alone = account(state.base, ads=False, selling_partner=None, keepa={"key_env": "T_KEEPA", "endpoint": state.base})
    run(sqlite_engine, state, [alone], "keepa")
    prices = {(row[0], row[1]): row[2] for row in _rows(sqlite_engine, "offers", "asin", "date", "buy_box_price")}
    assert prices["B000000001", date(2026, 11, 14)] == 19.99
    assert prices["B000000001", date(2026, 11, 16)] == 25.99
    assert prices["B000000001", date(2026, 11, 18)] is None
    assert ("B000000001", date(2026, 11, 16), "Luggage", 1700.0) in _rows(
        sqlite_engine, "ranks", "asin", "date", "category", "rank"
    )


def test_competitors_are_those_that_are_configured_beside_each_product_that_they_are_watched_for(
    sqlite_engine: Engine, state: Services
) -> None:
    state.keepa_tokens, state.keepa_at = 300.0, START.timestamp()
    rivals = {"us": {"B000000001": ["B0RIVAL001", "b0rival002"], "B000000002": ["B0RIVAL001"]}}
    watching = account(state.base, keepa={"key_env": "T_KEEPA", "endpoint": state.base, "competitors": rivals})
    run(sqlite_engine, state, [watching], "listings", "keepa")
    columns = ("asin", "competitor_asin", "date", "price", "coupon_pct", "rating", "rating_count", "rank")
    rows = _rows(sqlite_engine, "competitors", *columns)
    assert {row[:2] for row in rows} == {
        ("B000000001", "B0RIVAL001"), ("B000000001", "B0RIVAL002"), ("B000000002", "B0RIVAL001"),
    }  # fmt: skip
    assert ("B000000002", "B0RIVAL001", date(2026, 11, 14), 19.99, None, 4.5, 1000, 1500.0) in rows
    assert ("B000000002", "B0RIVAL001", date(2026, 11, 18), None, None, 4.4, 1003, 1700.0) in rows
    for table in ("ratings_daily", "products"):
        assert not any("RIVAL" in row[0] for row in _rows(sqlite_engine, table, "asin"))


def test_a_product_that_comes_later_gets_its_whole_history_once(sqlite_engine: Engine, state: Services) -> None:
    state.keepa_tokens, state.keepa_at = 300.0, START.timestamp()
    keepa = {"key_env": "T_KEEPA", "endpoint": state.base}
    run(sqlite_engine, state, [account(state.base, days=30, keepa=keepa)], "listings", "keepa")
    state.clock.sleep(86400)
    later = {**keepa, "competitors": {"US": {"B000000001": ["B0RIVAL001"]}}}
    for _ in range(2):
        run(sqlite_engine, state, [account(state.base, days=30, keepa=later)], "keepa")
    days = [row[0] for row in _rows(sqlite_engine, "competitors", "date")]
    assert (len(days), min(days)) == (30, TODAY + timedelta(days=1) - timedelta(days=30))
    assert state.calls["keepa/product"] == 3  # the 60 products on both days, the competitor alone
    state.clock.sleep(86400)
    run(sqlite_engine, state, [account(state.base, days=30, keepa=later)], "keepa")
    assert state.calls["keepa/product"] == 4


def test_one_sync_of_everything_makes_no_call_twice(sqlite_engine: Engine, state: Services) -> None:
    state.keepa_tokens, state.keepa_at = 300.0, START.timestamp()
    everything = account(state.base, days=8, keepa={"key_env": "T_KEEPA", "endpoint": state.base})
    first = run(sqlite_engine, state, [everything])
    assert first.failures == ()
    assert [result.source for result in first.results if result.pending] == []
    calls = [
        entry
        for _, entry in state.log
        if "getReport " not in entry and "ads/" not in entry and "getQuery " not in entry
    ]
    creates = [entry for entry in calls if entry.startswith("create")]
    others = [entry for entry in calls if not entry.startswith(("create", "getCompetitiveSummary"))]
    assert len(others) == len(set(others))
    assert len(creates) == len(state.reports) + len(state.queries)
