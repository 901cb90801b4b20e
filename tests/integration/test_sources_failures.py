"""What goes wrong outside: each failure is one sentence, stops no other source, and is told to doctor."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sources_setup import START, account, know_products, run, secrets, services
from sqlalchemy import Engine, text
from standins import keepa as keepa_stand_in
from standins.server import running
from standins.services import Services

from bot.errors import UsageError
from bot.records.sources import SyncReport
from bot.sources import TABLES, Progress, check_access, sync
from bot.sources.sync import AlreadyRunning
from bot.store.sources import SourceLedger
from templates.words import say


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    secrets(monkeypatch)
    monkeypatch.setenv("T_KEEPA", keepa_stand_in.KEY)
    found = services()
    with running(found):
        yield found


def _key(report: SyncReport, source: str) -> str | None:
    found = next(result for result in report.results if result.source == source)
    return None if found.failure is None else found.failure.key


def test_a_lost_role_is_told_as_one_and_stops_no_other_source(sqlite_engine: Engine, state: Services) -> None:
    state.roles_lost = {"getCompetitiveSummary"}
    report = run(sqlite_engine, state, [account(state.base)])
    assert {result.source for result in report.failures} == {"pricing"}
    assert _key(report, "pricing") == "sources-access-lost"
    assert state.calls["getCompetitiveSummary"] == 1
    stands = {f.source: f for f in SourceLedger(sqlite_engine).freshness(TABLES)}
    assert stands["pricing"].failure is not None
    assert stands["traffic"].failure is None
    assert stands["traffic"].latest is not None

    state.roles_lost = set()
    run(sqlite_engine, state, [account(state.base)], "pricing")
    assert {f.source: f for f in SourceLedger(sqlite_engine).freshness(TABLES)}["pricing"].failure is None


def test_a_dead_refresh_token_names_its_variable_and_never_its_value(
    sqlite_engine: Engine, state: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("T_REFRESH_main", "Atzr|revoked-secret")
    report = run(sqlite_engine, state, [account(state.base)], "traffic")
    assert report.failures[0].failure is not None
    words = say(report.failures[0].failure, "en")
    assert "T_REFRESH_main" in words
    assert "revoked-secret" not in words


def test_a_missing_variable_is_named(sqlite_engine: Engine, state: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("T_SECRET")
    report = run(sqlite_engine, state, [account(state.base)], "traffic", "ads")
    assert {result.failure.args["variable"] for result in report.failures if result.failure} == {"T_SECRET"}


@pytest.mark.parametrize("status", [500, 503, 429])
def test_short_troubles_are_waited_out(sqlite_engine: Engine, state: Services, status: int) -> None:
    know_products(sqlite_engine, state)
    for operation in ("getReport", "getReportDocument", "getQuery", "login"):
        state.faults[operation] = [(status, {}), (status, {"Retry-After": 7})]
    report = run(sqlite_engine, state, [account(state.base)], "traffic")
    assert report.failures == ()
    assert state.throttled == {}


def test_a_lost_answer_to_create_report_makes_no_second_report(sqlite_engine: Engine, state: Services) -> None:
    def lose(operation: str) -> None:
        if operation == "createReport" and state.calls["createReport"] == 1:
            raise RuntimeError("the connection breaks after Amazon has taken the request")

    state.after = lose
    know_products(sqlite_engine, state)
    report = run(sqlite_engine, state, [account(state.base)], "traffic")
    assert report.failures == ()
    assert state.calls["createReport"] == len(state.reports) == 3
    assert state.calls["getReports"] >= 1


def test_a_rate_that_amazon_tells_replaces_the_documented_one(sqlite_engine: Engine, state: Services) -> None:
    state.told_rates = {"getCompetitiveSummary": "0.01"}
    state.world.catalog["main", "US"] = [f"B0000{n:05d}" for n in range(60)]
    times = []
    state.before = lambda op: times.append(state.clock.now()) if op == "getCompetitiveSummary" else None
    run(sqlite_engine, state, [account(state.base)], "listings", "pricing")
    assert len(times) == 3
    assert times[2] - times[1] >= timedelta(seconds=99)


def test_what_is_not_ready_in_time_is_pending_and_goes_on_with_the_next_sync(
    sqlite_engine: Engine, state: Services
) -> None:
    know_products(sqlite_engine, state)
    state.making = timedelta(hours=2)
    first = run(sqlite_engine, state, [account(state.base)], "traffic", hours=0.5)
    assert first.results[0].pending > 0
    assert first.failures == ()
    state.clock.move_to(START + timedelta(hours=3))
    second = run(sqlite_engine, state, [account(state.base)], "traffic", hours=3)
    assert second.results[0].pending == 0
    assert state.calls["createQuery"] == 1
    assert state.calls["createReport"] == 3


def test_an_answer_that_is_not_as_documented_fails_its_source_alone(sqlite_engine: Engine, state: Services) -> None:
    state.documents = _Broken()
    report = run(sqlite_engine, state, [account(state.base)], "health", "inventory")
    assert _key(report, "health") == "sources-unreadable"
    assert _key(report, "inventory") is None


class _Broken(dict[str, bytes]):
    """Every document reads like another service's."""

    def __getitem__(self, name: str) -> bytes:
        return json.dumps({"unexpected": []}).encode()


def test_an_unknown_source_is_wrong_usage(sqlite_engine: Engine, state: Services) -> None:
    with pytest.raises(UsageError, match="weather"):
        run(sqlite_engine, state, [account(state.base)], "weather")


def test_no_secret_is_stored_or_logged(
    sqlite_engine: Engine, state: Services, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    own = account(state.base, keepa={"key_env": "T_KEEPA", "endpoint": state.base})
    state.keepa_tokens, state.keepa_at = 300.0, START.timestamp()
    run(sqlite_engine, state, [own])
    with sqlite_engine.connect() as connection:
        dump = "\n".join(connection.connection.driver_connection.iterdump())  # type: ignore[union-attr]
        assert connection.execute(text("select count(*) from source_requests")).scalar_one() > 5
    for secret in (
        "Atzr|main",
        "a-secret-of-the-app",
        "amzn1.application-oa2-client.test",
        "Atza|",
        keepa_stand_in.KEY,
    ):
        assert secret not in dump
        assert secret not in caplog.text


def test_doctor_learns_what_is_reachable_and_how_to_mend_the_rest(
    sqlite_engine: Engine, state: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = account(state.base, keepa={"key_env": "T_KEEPA", "endpoint": state.base})
    ledger = SourceLedger(sqlite_engine)
    found = check_access(ledger, state.clock, [own], sleep=state.clock.sleep)
    assert {(line.service, line.ok) for line in found} == {("selling_partner", True), ("ads", True), ("keepa", True)}
    for line in found:
        assert say(line.finding, "en")
        assert say(line.finding, "zh")

    monkeypatch.setenv("T_KEEPA", "wrong")
    wrong = own.model_copy(update={"marketplaces": ("US", "DE")})
    state.clock.sleep(100)
    found = check_access(ledger, state.clock, [wrong], sleep=state.clock.sleep)
    assert {(line.service, line.ok, line.finding.key) for line in found} == {
        ("selling_partner", False, "sources-check-marketplaces"),
        ("ads", True, "sources-check-ads"),
        ("keepa", False, "sources-keepa-key"),
    }


def test_a_sync_that_is_woken_ends_and_the_next_goes_on(sqlite_engine: Engine, state: Services) -> None:
    know_products(sqlite_engine, state)
    woken = sync(
        SourceLedger(sqlite_engine), state.clock, [account(state.base)], ["traffic"], sleep=lambda seconds: True
    )
    assert woken.failures == ()
    assert woken.results[0].pending > 0
    report = run(sqlite_engine, state, [account(state.base)], "traffic")
    assert report.results[0].pending == 0
    assert state.calls["createQuery"] == 1


def test_two_syncs_never_run_on_one_database(engine: Engine, state: Services) -> None:
    inner: list[str] = []

    def another(operation: str) -> None:
        if not inner:
            inner.append("")
            with pytest.raises(AlreadyRunning):
                run(engine, state, [account(state.base)], "inventory")
            inner.append("refused")

    state.before = another
    assert run(engine, state, [account(state.base)], "inventory").failures == ()
    assert inner == ["", "refused"]
    assert run(engine, state, [account(state.base)], "health").failures == ()


def test_progress_of_a_back_fill_is_told(sqlite_engine: Engine, state: Services) -> None:
    told: list[Progress] = []
    know_products(sqlite_engine, state)
    sync(
        SourceLedger(sqlite_engine), state.clock, [account(state.base)], ["traffic"], told.append,
        patience=timedelta(hours=5), sleep=state.clock.sleep,
    )  # fmt: skip
    assert told[-1].done == told[-1].planned == 4
    assert [p.done for p in told] == sorted(p.done for p in told)
