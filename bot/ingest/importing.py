"""Imports paths: finds the files, tells what each one is, and writes each in one transaction with its import run."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date as Date
from pathlib import Path

from sqlalchemy import Connection, Engine

from bot.clock import Clock, Ids
from bot.errors import UsageError
from bot.ingest.dataset import DatasetReader, Defaults, fits, header_names
from bot.ingest.parts import NoPart, Part, find_parts, readable
from bot.ingest.records import Records
from bot.ingest.report import FileRefused, FileReport, Progress, RefusalLog
from bot.records.dataset import BY_NAME, MARKETPLACES, TABLES, Table
from bot.records.text import Say
from bot.store import import_runs
from bot.store.facts import write_rows
from templates.words import say


def import_paths(
    engine: Engine,
    clock: Clock,
    ids: Ids,
    paths: Sequence[Path],
    *,
    date: Date | None = None,
    marketplace: str | None = None,
    account: str | None = None,
    progress: Progress | None = None,
) -> list[FileReport]:
    """One report per file found under `paths`, in the order of import. A file that is refused, whole or in rows, stops
    no other. `date`, `marketplace`, `account` fill in what a file does not say. Raises UsageError for an unknown
    marketplace; an error of the database leaves the files before it imported and its own untouched."""
    if marketplace is not None and marketplace.upper() not in MARKETPLACES:
        raise UsageError(f"unknown marketplace {marketplace!r}: give one of {', '.join(sorted(MARKETPLACES))}")
    defaults = Defaults(date, marketplace.upper() if marketplace else None, account or None)
    return [_import(engine, clock, ids, part, defaults, progress) for part in find_parts(paths)]


def _import(
    engine: Engine, clock: Clock, ids: Ids, part: Part | NoPart, defaults: Defaults, progress: Progress | None
) -> FileReport:
    started_at = clock.now()
    with engine.begin() as connection:
        if isinstance(part, NoPart):
            report = FileReport(part.label, "unknown", refusal=part.reason)
        else:
            report = _import_part(connection, part, defaults, progress)
        run = import_runs.ImportRun(
            id=ids(),
            file=report.file,
            format=report.format,
            started_at=started_at,
            read=report.read,
            new=report.new,
            changed=report.changed,
            unchanged=report.unchanged,
            refused=report.refused,
            refusal=say(report.refusal, "en") if report.refusal else None,
        )
        rows = [import_runs.RefusedRow(r.line, r.column, say(r.reason, "en"), r.raw) for r in report.refusals]
        import_runs.record(connection, run, rows)
    return report


def _import_part(connection: Connection, part: Part, defaults: Defaults, progress: Progress | None) -> FileReport:
    try:
        start = readable(part)
        header = _header(start)
        table = _dataset_table(part.name, header, defaults)
        if table is None:
            raise FileRefused(Say("ingest-unknown-format"))
    except FileRefused as refused:
        return FileReport(part.label, "unknown", refusal=refused.reason)
    log = RefusalLog(part.label)
    try:
        reader = DatasetReader(table, header, defaults, log)
    except FileRefused as refused:
        read = _count(part)
        return FileReport(part.label, f"dataset:{table.name}", read=read, refused=read, refusal=refused.reason)

    def seen(done: int) -> None:
        if progress is not None:
            progress(part.label, done, part.size)

    records = Records(part.chunks(seen), skip=1, may_span=reader.may_span, is_row=reader.is_row)
    counts = write_rows(connection, table.name, reader.columns, reader.rows(records), adds_only=reader.adds_only)
    return FileReport(
        part.label,
        f"dataset:{table.name}",
        read=reader.read,
        new=counts.new,
        changed=counts.changed,
        unchanged=counts.unchanged,
        refused=log.count,
        refusals=tuple(sorted(log.kept, key=lambda refusal: refusal.line)),
        spans=counts.spans,
    )


def _header(start: bytes) -> list[str]:
    line = start.split(b"\n", 1)[0].rstrip(b"\r")
    if b"\x00" in start:
        line = line.replace(b"\x00", b"")
    try:
        return header_names(next(csv.reader([line.decode("utf-8-sig")]), []))
    except UnicodeDecodeError:
        raise FileRefused(Say("ingest-header-not-text")) from None


def _dataset_table(name: str, header: Sequence[str], defaults: Defaults) -> Table | None:
    """The table of the dataset folder that the file is: by its name, else by a header that only one table fits."""
    named = BY_NAME.get(name.lower().removesuffix(".csv"))
    if named is not None:
        return named
    known = [
        table
        for table in TABLES
        if fits(table, header, defaults) and all(h in {c.name for c in table.columns} for h in header)
    ]
    return known[0] if len(known) == 1 else None


def _count(part: Part) -> int:
    """The rows below the header."""
    return sum(
        len(batch.refused) + sum(1 for text in batch.texts if text.strip())
        for batch in Records(part.chunks(), skip=1, may_span=lambda _cells: True)
    )
