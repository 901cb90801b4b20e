"""Import runs and the rows they refused, kept to be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, desc, insert, select

from bot.records.imports import ImportRun, RefusedRow
from bot.store.schema.runs import IMPORT_RUNS, REFUSED_ROWS


def record(connection: Connection, run: ImportRun, refused: Sequence[RefusedRow]) -> None:
    """Writes the run and its refused rows in the caller's transaction, the one that writes the file's rows."""
    connection.execute(
        insert(IMPORT_RUNS),
        {
            "id": run.id,
            "file": run.file,
            "format": run.format,
            "started_at": run.started_at,
            "rows_read": run.read,
            "rows_new": run.new,
            "rows_changed": run.changed,
            "rows_unchanged": run.unchanged,
            "rows_refused": run.refused,
            "refusal": run.refusal,
        },
    )
    if refused:
        connection.execute(
            insert(REFUSED_ROWS),
            [
                {"import_run_id": run.id, "line": r.line, "column": r.column, "reason": r.reason, "raw": r.raw}
                for r in refused
            ],
        )


def latest(connection: Connection, limit: int = 20) -> list[ImportRun]:
    """The last runs, the newest first."""
    rows = connection.execute(select(IMPORT_RUNS).order_by(desc(IMPORT_RUNS.c.started_at)).limit(limit))
    return [ImportRun(*row) for row in rows]


def refused_rows(connection: Connection, run_id: str, limit: int = 100) -> list[RefusedRow]:
    """The refused rows of a run in the order of the file."""
    c = REFUSED_ROWS.c
    query = select(c.line, c.column, c.reason, c.raw).where(c.import_run_id == run_id).order_by(c.id).limit(limit)
    return [RefusedRow(*row) for row in connection.execute(query)]


def forget_before(connection: Connection, moment: datetime) -> int:
    """Deletes runs older than `moment` with their refused rows (they may quote a file's text); says how many."""
    ids = connection.execute(
        delete(IMPORT_RUNS).where(IMPORT_RUNS.c.started_at < moment).returning(IMPORT_RUNS.c.id)
    ).fetchall()
    return len(ids)
