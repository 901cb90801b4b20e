"""Imports and syncs that write at the same time: they wait for each other, or are done again, and lose nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from bot.records.sources import Counts, TableRows
from bot.store.engine import open_engine
from bot.store.imports import FileTransaction, ImportLedger
from bot.store.periods import salt
from bot.store.sources import SourceLedger
from bot.store.transaction import ATTEMPTS, repeated

NOW = datetime(2026, 11, 20, tzinfo=UTC)
DAY = date(2026, 11, 19)
ADS = ("account", "marketplace", "asin", "date", "campaign_id", "clicks")
TRAFFIC = ("account", "marketplace", "asin", "date", "sessions")
PATIENCE = 60.0


@pytest.fixture
def engine(postgres_database: str) -> Iterator[Engine]:
    """SQLite has one writer at a time: there is nothing to wait for crosswise."""
    engine = open_engine(postgres_database)
    yield engine
    engine.dispose()


def _sync(engine: Engine) -> Counts:
    """A sync's rows, named in another order than that of an import."""
    parts = [
        TableRows("traffic_daily", TRAFFIC, [("main", "US", "B000000002", DAY, 5)]),
        TableRows("ads_daily", ADS, [("main", "US", "B000000002", DAY, "c", 5)]),
    ]
    return SourceLedger(engine).store(parts, NOW)


def _until_it_waits_for_a_lock(engine: Engine, work: Future[Counts]) -> None:
    waits = text(
        "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"
    )
    deadline = time.monotonic() + PATIENCE
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        while not connection.execute(waits).scalar_one() and not work.done():
            assert time.monotonic() < deadline
            time.sleep(0.02)


def _rows(engine: Engine, table: str) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text(f"select count(*) from {table}")).scalar_one())


def test_an_import_and_a_sync_at_once_take_their_tables_in_one_order(engine: Engine, postgres_database: str) -> None:
    # In a deadlock it would be the import that the server gives up, and that counts its attempts.
    patient = open_engine(f"{postgres_database}&options=-c%20deadlock_timeout%3D60s")
    attempts = 0
    with ThreadPoolExecutor(1) as pool:

        def import_file(transaction: FileTransaction) -> Future[Counts]:
            nonlocal attempts
            attempts += 1
            transaction.write_rows("ads_daily", ADS, [("main", "US", "B000000001", DAY, "c", 5)])
            sync = pool.submit(_sync, patient)
            _until_it_waits_for_a_lock(engine, sync)
            transaction.write_rows("traffic_daily", TRAFFIC, [("main", "US", "B000000001", DAY, 5)])
            return sync

        sync = ImportLedger(engine).for_file(import_file)
        assert sync.result(PATIENCE) == Counts(new=2)
    patient.dispose()
    assert attempts == 1
    assert (_rows(engine, "ads_daily"), _rows(engine, "traffic_daily")) == (2, 2)


def test_rows_that_lost_against_another_transaction_are_written_again(engine: Engine) -> None:
    with engine.connect() as other, ThreadPoolExecutor(1) as pool:
        other.execute(text("set deadlock_timeout = '60s'"))  # so that it is the sync which the server gives up
        other.execute(text("lock table traffic_daily in share row exclusive mode"))
        sync = pool.submit(_sync, engine)
        _until_it_waits_for_a_lock(engine, sync)
        other.execute(text("lock table ads_daily in share row exclusive mode"))
        assert not sync.done()
        other.commit()
        assert sync.result(PATIENCE) == Counts(new=2)
    assert (_rows(engine, "ads_daily"), _rows(engine, "traffic_daily")) == (1, 1)


def test_what_loses_every_time_ends_with_the_databases_error_and_another_error_at_once(engine: Engine) -> None:
    def losing(code: str) -> Callable[[object], None]:
        def work(connection: object) -> None:
            attempts.append(code)
            connection.execute(text(f"do $$ begin raise exception sqlstate '{code}'; end $$"))  # type: ignore[attr-defined]

        return work

    attempts: list[str] = []
    for code in ("40001", "53100"):
        with pytest.raises(OperationalError):
            repeated(engine.begin, losing(code))
    assert attempts == ["40001"] * ATTEMPTS + ["53100"]


def test_two_first_imports_at_once_make_one_salt(engine: Engine) -> None:
    with engine.begin() as first, ThreadPoolExecutor(1) as pool:
        mine = salt(first)

        def other() -> str:
            with engine.begin() as second:
                return salt(second)

        theirs = pool.submit(other)
        _until_it_waits_for_a_lock(engine, theirs)  # type: ignore[arg-type]
        first.commit()
        assert theirs.result(PATIENCE) == mine
