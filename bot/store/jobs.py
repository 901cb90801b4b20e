"""Job runs (what ran when, and how it ended) and claims (a job of a local day comes exactly once)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.schema.runs import IMPORT_RUNS, JOB_CLAIMS, JOB_RUNS


@dataclass(frozen=True)
class JobRun:
    """One run; `finished_at` and `outcome` (`ok`, `failed`) are None while it runs or where it was killed."""

    job: str
    started_at: datetime
    finished_at: datetime | None
    outcome: str | None
    detail: str | None


def claim(connection: Connection, job: str, day: date, now: datetime) -> bool:
    """True for the one caller that may do `job` for the local day `day`; the claim stands when its transaction does."""
    row = {"job": job, "local_date": day, "claimed_at": now}
    write = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    attempt = write(JOB_CLAIMS).values(row).on_conflict_do_nothing().returning(JOB_CLAIMS.c.job)
    return connection.execute(attempt).first() is not None


def start(connection: Connection, run_id: str, job: str, now: datetime) -> None:
    connection.execute(insert(JOB_RUNS).values(id=run_id, job=job, started_at=now))


def finish(connection: Connection, run_id: str, outcome: str, detail: str | None, now: datetime) -> None:
    change = update(JOB_RUNS).where(JOB_RUNS.c.id == run_id)
    connection.execute(change.values(finished_at=now, outcome=outcome, detail=detail))


def last_runs(connection: Connection) -> list[JobRun]:
    """The latest run of each job, by name."""
    newest = select(JOB_RUNS.c.job, func.max(JOB_RUNS.c.started_at).label("at")).group_by(JOB_RUNS.c.job).subquery()
    query = select(
        JOB_RUNS.c.job, JOB_RUNS.c.started_at, JOB_RUNS.c.finished_at, JOB_RUNS.c.outcome, JOB_RUNS.c.detail
    ).join(newest, (newest.c.job == JOB_RUNS.c.job) & (newest.c.at == JOB_RUNS.c.started_at))
    return [JobRun(*row) for row in connection.execute(query.order_by(JOB_RUNS.c.job))]


def last_success(connection: Connection, job: str) -> datetime | None:
    """When the latest run of `job` that ended well began."""
    query = select(func.max(JOB_RUNS.c.started_at)).where(JOB_RUNS.c.job == job, JOB_RUNS.c.outcome == "ok")
    found: datetime | None = connection.execute(query).scalar()
    return found


def forget_before(connection: Connection, moment: datetime) -> None:
    """Drops job runs and claims older than `moment`, so that the tables stay small."""
    connection.execute(JOB_RUNS.delete().where(JOB_RUNS.c.started_at < moment))
    connection.execute(JOB_CLAIMS.delete().where(JOB_CLAIMS.c.claimed_at < moment))


def newest_import(connection: Connection) -> datetime | None:
    """When the latest import that brought a new or changed row began; None where there was none."""
    brought = (IMPORT_RUNS.c.rows_new + IMPORT_RUNS.c.rows_changed) > 0
    found: datetime | None = connection.execute(select(func.max(IMPORT_RUNS.c.started_at)).where(brought)).scalar()
    return found
