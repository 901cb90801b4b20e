"""Import runs with their refused rows, job runs, and the claims that make a job come exactly once a day."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, ForeignKey, Index, Integer, Table, Text

from bot.store.schema.base import UtcDateTime, metadata

IMPORT_RUNS = Table(
    "import_runs",
    metadata,
    Column("id", Text, primary_key=True),
    Column("file", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("rows_read", BigInteger, nullable=False),
    Column("rows_new", BigInteger, nullable=False),
    Column("rows_changed", BigInteger, nullable=False),
    Column("rows_unchanged", BigInteger, nullable=False),
    Column("rows_refused", BigInteger, nullable=False),
    Column("refusal", Text),  # why the whole file was refused
)

REFUSED_ROWS = Table(
    "refused_rows",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("import_run_id", Text, ForeignKey("import_runs.id", ondelete="CASCADE"), nullable=False),
    Column("line", BigInteger, nullable=False),
    Column("column", Text),
    Column("reason", Text, nullable=False),
    Column("raw", Text, nullable=False),
)
Index(None, REFUSED_ROWS.c.import_run_id)

JOB_RUNS = Table(
    "job_runs",
    metadata,
    Column("id", Text, primary_key=True),
    Column("job", Text, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    Column("outcome", Text),  # ok, failed
    Column("detail", Text),
)
Index(None, JOB_RUNS.c.job, JOB_RUNS.c.started_at)

JOB_CLAIMS = Table(
    "job_claims",
    metadata,
    Column("job", Text, primary_key=True),
    Column("local_date", Date, primary_key=True),
    Column("claimed_at", UtcDateTime, nullable=False),
)
