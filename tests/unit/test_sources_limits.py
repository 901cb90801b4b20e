"""Rates: a bucket never lets more through than Amazon allows, also across restarts and threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from bot.sources.backoff import backoff_seconds
from bot.sources.limits import rates
from bot.store.engine import open_engine
from bot.store.sources import SourceLedger

START = datetime(2026, 11, 20, tzinfo=UTC)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rate=st.floats(0.01, 20),
    burst=st.integers(1, 20),
    gaps=st.lists(st.floats(0, 30), min_size=1, max_size=25),
    name=st.uuids(),
)
def test_no_stretch_of_time_sees_more_calls_than_burst_and_rate_allow(
    sqlite_engine: Engine, rate: float, burst: int, gaps: list[float], name: object
) -> None:
    now, taken = START, []
    for gap in gaps:
        now += timedelta(seconds=gap)
        ledger = SourceLedger(sqlite_engine)  # a new one each time: nothing is remembered outside the database
        wait = ledger.take(str(name), rate, burst, now)
        if wait == 0:
            taken.append(now)
        else:
            later = now + timedelta(seconds=wait + 0.001)
            assert ledger.take(str(name), rate, burst, later) == 0
            taken.append(later)
            now = later
    for i, first in enumerate(taken):
        for j in range(i, len(taken)):
            assert j - i + 1 <= burst + rate * ((taken[j] - first).total_seconds() + 0.01) + 1e-3


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rate=st.floats(0.001, 50), seconds=st.floats(0, 2e9))
def test_a_full_bucket_lets_a_call_through_at_once(sqlite_engine: Engine, rate: float, seconds: float) -> None:
    now = datetime.fromtimestamp(seconds, UTC)
    assert SourceLedger(sqlite_engine).take(f"{rate} {seconds}", rate, 1, now) == 0


def test_two_processes_share_one_bucket(database_url: str) -> None:
    engines = [open_engine(database_url) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        counts = list(
            pool.map(lambda e: sum(SourceLedger(e).take("b", 0.01, 15, START) == 0 for _ in range(20)), engines)
        )
    assert sum(counts) == 15
    for engine in engines:
        engine.dispose()


def test_a_bucket_emptied_by_an_answer_429_lets_nothing_through_until_then(sqlite_engine: Engine) -> None:
    ledger = SourceLedger(sqlite_engine)
    ledger.take("b", 2, 15, START)
    ledger.empty_bucket("b", 14 / 2, START + timedelta(seconds=30))
    assert ledger.take("b", 2, 15, START) == pytest.approx(30)
    assert ledger.take("b", 2, 15, START + timedelta(seconds=30.1)) == 0


def test_the_rates_are_amazons_own(amazon_rates: dict[str, tuple[str, str]]) -> None:
    for operation, rate in rates().items():
        if operation in amazon_rates and "?" not in amazon_rates[operation]:
            assert (rate.rate, rate.burst) == tuple(map(float, amazon_rates[operation]))


@pytest.fixture
def amazon_rates() -> dict[str, tuple[str, str]]:
    from standins.models import MODELS

    path = MODELS / "RATE_LIMITS.tsv"
    if not path.exists():
        pytest.skip("Amazon's models are not beside the project (../shared/amazon/models)")
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return {row[1]: (row[4], row[5]) for row in rows}


def test_backoff_grows_and_stays_within_a_minute() -> None:
    for attempt in range(1, 12):
        assert all(0.5 <= backoff_seconds(attempt) <= 60 for _ in range(50))
    assert max(backoff_seconds(6) for _ in range(50)) > max(backoff_seconds(1) for _ in range(50))
