"""Sales, traffic and ads through the stand-in of Amazon's APIs, over real HTTP and a real database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from sources_setup import START, account, know_products, run, secrets, services
from sqlalchemy import Engine, select
from standins import models
from standins.server import running
from standins.services import Services

from bot.store.reading import read_table
from bot.store.schema.facts import ARRIVALS, FACTS

TODAY = date(2026, 11, 20)


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    secrets(monkeypatch)
    found = services()
    with running(found):
        yield found
    assert found.broken_rules == []


def _traffic(engine: Engine) -> dict[tuple[str, date], tuple[object, ...]]:
    table = FACTS["traffic_daily"].c
    query = select(table.asin, table.date, table.sessions, table.page_views, table.orders, table.units, table.sales)
    with engine.connect() as connection:
        return {(row[0], row[1]): tuple(row[2:]) for row in connection.execute(query)}


def test_the_back_fill_and_the_last_days_are_stored_as_amazon_has_them(engine: Engine, state: Services) -> None:
    know_products(engine, state)
    report = run(engine, state, [account(state.base)], "traffic")

    assert report.failures == ()
    stored = _traffic(engine)
    asins = state.world.asins("main", "US")
    assert {day for _, day in stored} == {TODAY - timedelta(days=n) for n in range(1, 11)}
    for (asin, day), row in stored.items():
        true = state.world.true("main", "US", asin, day)
        if day < TODAY - timedelta(days=3):
            assert row == (true.sessions, true.page_views, true.orders, true.units, true.sales)
    assert len(stored) == 10 * len(asins)
    assert state.calls["createReport"] == 3
    assert state.calls["createQuery"] == 1
    assert state.throttled == {}


def test_sessions_that_have_not_come_in_are_unknown_and_fill_in_later(sqlite_engine: Engine, state: Services) -> None:
    know_products(sqlite_engine, state)
    run(sqlite_engine, state, [account(state.base)], "traffic")
    yesterday = TODAY - timedelta(days=1)
    assert all(row[0] is None for (_, day), row in _traffic(sqlite_engine).items() if day == yesterday)

    for n in range(1, 5):
        state.clock.move_to(START + timedelta(days=n))
        run(sqlite_engine, state, [account(state.base)], "traffic")
    for asin in state.world.asins("main", "US"):
        true = state.world.true("main", "US", asin, yesterday)
        assert _traffic(sqlite_engine)[asin, yesterday][:4] == (true.sessions, true.page_views, true.orders, true.units)


def test_a_second_sync_on_the_same_day_asks_for_nothing_again(sqlite_engine: Engine, state: Services) -> None:
    know_products(sqlite_engine, state)
    run(sqlite_engine, state, [account(state.base)])
    before = dict(state.calls)
    again = run(sqlite_engine, state, [account(state.base)])
    assert {name: count - before.get(name, 0) for name, count in state.calls.items() if count != before.get(name)} == {}
    assert all(result.counts.new == result.counts.changed == 0 for result in again.results)


def test_a_late_day_is_unknown_until_it_arrives(engine: Engine, state: Services) -> None:
    know_products(engine, state)
    yesterday = TODAY - timedelta(days=1)
    state.world.late["main", "US", yesterday] = timedelta(hours=14)

    first = run(engine, state, [account(state.base)], "traffic", hours=1)
    assert first.results[0].late == (yesterday,)
    assert first.results[0].failure is None
    assert yesterday not in {day for _, day in _traffic(engine)}

    state.clock.move_to(datetime(2026, 11, 20, 23, 0, tzinfo=UTC))
    second = run(engine, state, [account(state.base)], "traffic", hours=1)
    assert second.results[0].late == ()
    assert {asin for asin, day in _traffic(engine) if day == yesterday} == set(state.world.asins("main", "US"))
    with engine.connect() as connection:
        arrived = connection.execute(
            select(ARRIVALS.c.first_seen_at).where(ARRIVALS.c.source == "traffic_daily", ARRIVALS.c.date == yesterday)
        ).scalar_one()
    assert arrived >= datetime(2026, 11, 20, 23, 0, tzinfo=UTC)


@pytest.mark.parametrize("lost", [0, 2, 4])
def test_rows_that_do_not_fit_into_a_document_come_with_further_queries_each_asked_for_once(
    sqlite_engine: Engine, state: Services, lost: int
) -> None:
    """The answer to the `lost`th query breaks off (0: none)."""
    know_products(sqlite_engine, state)
    state.kiosk_rows = 5
    others = {
        f"other{n}": {"seller": "main", "query": "{other}", "first": 0, "at": START, "document": "doc", "more": False}
        for n in range(130)
    }

    def lose(operation: str) -> None:
        if operation == "createQuery" and state.calls["createQuery"] == lost:
            state.queries |= others  # another program's, so that ours stands on the second page of the list
            raise RuntimeError("the connection breaks after Amazon has taken the request")

    state.after = lose
    for _ in range(2):
        report = run(sqlite_engine, state, [account(state.base)], "traffic")
        assert report.failures == ()
        assert report.results[0].pending == 0
    ours = state.queries.keys() - others
    assert len(ours) == state.calls["createQuery"] == 5  # 3 products, 7 days, 5 rows a document
    assert set(_traffic(sqlite_engine)) == {
        (asin, TODAY - timedelta(days=n)) for asin in state.world.asins("main", "US") for n in range(1, 11)
    }


def test_the_sales_and_traffic_report_is_made_once_in_15_minutes_over_all_sellers_of_the_app(
    sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    sellers = ("a", "b", "c")
    secrets(monkeypatch, sellers)
    state = services(sellers=sellers)
    with running(state):
        run(sqlite_engine, state, [account(state.base, name) for name in sellers], "traffic", hours=4)
    times = sorted(report["at"] for report in state.reports.values())
    assert len(times) == 9
    assert all(later - earlier >= timedelta(minutes=15) for earlier, later in pairwise(times))
    assert state.throttled == {}


def test_ads_come_by_asin_and_campaign_and_their_conversions_are_restated(
    sqlite_engine: Engine, state: Services
) -> None:
    run(sqlite_engine, state, [account(state.base, days=40)], "ads")
    yesterday = TODAY - timedelta(days=1)
    assert sum(count for name, count in state.calls.items() if name == "ads/createReport") == 10

    def sales() -> dict[tuple[str, str], tuple[float, float]]:
        with sqlite_engine.connect() as connection:
            rows = read_table(connection, "ads_daily", start=yesterday, end=yesterday)
        pairs = zip(rows["spend"], rows["sales"], strict=True)
        return dict(zip(zip(rows["asin"], rows["campaign_id"], strict=True), pairs, strict=True))

    first = sales()
    assert ("B000000001", "9000000000001") in first
    state.clock.move_to(START + timedelta(days=8))
    run(sqlite_engine, state, [account(state.base, days=40)], "ads")
    settled = sales()
    for (asin, campaign), (spend, amount) in settled.items():
        true = state.world.true("main", "US", asin or "B000000000", yesterday)
        assert (spend, amount) == (true.spend, true.ad_sales), campaign
    assert first != settled
    assert ("", "6000000000000") in settled  # an ad for the brand, of no single product
    with sqlite_engine.connect() as connection:
        terms = read_table(connection, "search_terms", start=yesterday, end=yesterday)
    assert set(terms["search_term"]) == {"thing 0000", "thing 0001", "thing 0002"}


def test_a_back_fill_that_was_left_for_long_begins_anew(sqlite_engine: Engine, state: Services) -> None:
    state.making = timedelta(hours=9)
    left = run(sqlite_engine, state, [account(state.base, days=90)], "ads", hours=1)
    assert left.results[0].pending > 0
    state.making = timedelta(minutes=1)
    state.clock.move_to(START + timedelta(days=30))
    report = run(sqlite_engine, state, [account(state.base, days=90)], "ads")
    assert report.failures == ()
    assert report.results[0].pending == 0


def test_an_expired_token_is_renewed_and_the_call_made_again(sqlite_engine: Engine, state: Services) -> None:
    know_products(sqlite_engine, state)
    run(sqlite_engine, state, [account(state.base)], "traffic")
    state.tokens = {token: (seller, START) for token, (seller, _) in state.tokens.items()}
    state.clock.move_to(START + timedelta(days=1))
    report = run(sqlite_engine, state, [account(state.base)], "traffic")
    assert report.failures == ()
    assert state.calls["login"] >= 2


@pytest.mark.skipif(
    not models.available(), reason="Amazon's models are not beside the project (../shared/amazon/models)"
)
def test_the_stand_in_judges_requests_and_answers_by_amazons_models() -> None:
    found = models.operation("POST", "/reports/2021-06-30/reports")
    assert found is not None
    assert models.request_faults(found, {}, {"reportType": "X", "marketplaceIds": ["ATVPDKIKX0DER"]}) == []
    assert models.request_faults(found, {}, {"reportType": "X"}) != []
    assert models.request_faults(found, {"surprise": "1"}, None) == ["createReport: unknown parameter surprise"]
    assert models.response_faults(found, 202, {"reportId": "1"}) == []
    assert models.response_faults(found, 202, {"reportId": 1}) != []
    assert models.response_faults(found, 200, {"reportId": "1"}) != []
    assert models.document_faults("GET_SALES_AND_TRAFFIC_REPORT", b"{}") != []
