from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Engine

from bot.store import jobs

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def test_a_job_of_a_day_is_claimed_once_and_again_the_next_day(engine: Engine) -> None:
    with engine.begin() as connection:
        assert jobs.claim(connection, "digest", date(2026, 3, 1), NOW)
    with engine.begin() as connection:
        assert not jobs.claim(connection, "digest", date(2026, 3, 1), NOW)
        assert jobs.claim(connection, "digest", date(2026, 3, 2), NOW)
        assert jobs.claim(connection, "digest-2", date(2026, 3, 1), NOW)


def test_a_claim_is_gone_when_its_transaction_fails(engine: Engine) -> None:
    with engine.connect() as connection:
        assert jobs.claim(connection, "digest", date(2026, 3, 1), NOW)
        connection.rollback()
    with engine.begin() as connection:
        assert jobs.claim(connection, "digest", date(2026, 3, 1), NOW)


def test_the_last_run_of_each_job_is_told_with_its_outcome(engine: Engine) -> None:
    with engine.begin() as connection:
        jobs.start(connection, "1", "check", NOW)
        jobs.finish(connection, "1", "ok", None, NOW)
        jobs.start(connection, "2", "check", NOW + timedelta(hours=1))
        jobs.finish(connection, "2", "failed", "no data", NOW + timedelta(hours=1))
        jobs.start(connection, "3", "digest", NOW)
        runs = jobs.last_runs(connection)
        assert [(run.job, run.outcome, run.detail) for run in runs] == [
            ("check", "failed", "no data"),
            ("digest", None, None),
        ]
        assert jobs.last_success(connection, "check") == NOW
        assert jobs.last_success(connection, "digest") is None
        jobs.forget_before(connection, NOW + timedelta(minutes=30))
        assert [run.job for run in jobs.last_runs(connection)] == ["check"]
