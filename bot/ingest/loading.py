"""Loads one part into the store, in the caller's transaction: tells what it is, reads it, writes its rows."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.ingest.amazon import FORMATS
from bot.ingest.dataset import DatasetReader, Defaults, fits, header_names
from bot.ingest.formats import Context, Format, Load, header_of
from bot.ingest.ledger import FileLedger
from bot.ingest.parts import Part, readable
from bot.ingest.places import days_in_name
from bot.ingest.reading import SheetReader
from bot.ingest.records import Records
from bot.ingest.report import FileRefused, FileReport, Progress, RefusalLog
from bot.ingest.sheets import Sheet, text_sheets
from bot.ingest.workbooks import workbook_sheets
from bot.records.dataset import BY_NAME, TABLES, Table
from bot.records.imports import Written
from bot.records.text import Say

ZIP, GZIP, OLD_EXCEL = b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Loading:
    """What is the same for all parts of one import. `mapping` is a team's own format (see `bot.ingest.mapping`)."""

    now: datetime
    defaults: Defaults
    progress: Progress | None = None
    mapping: Format | None = None


def load(ledger: FileLedger, part: Part, loading: Loading) -> FileReport:
    """Loads one file that is no archive; a refused one gives a report that says why."""
    known = "unknown"
    try:
        start = readable(part)
        if start.startswith(OLD_EXCEL):
            raise FileRefused(Say("ingest-old-excel"))
        if not start.startswith(ZIP):
            header = _dataset_header(start)
            table = _dataset_table(part.name, header, loading)
            if table is not None:
                return _load_dataset(ledger, part, table, header, loading)
        sheets: Iterator[Sheet] = workbook_sheets(part) if start.startswith(ZIP) else text_sheets(part, start)
        formats = (loading.mapping,) if loading.mapping is not None else FORMATS
        for sheet in sheets:
            found = header_of(sheet.head, formats)
            if found is not None:
                known = found[0].name
                reader = SheetReader(sheet, *found, sheet.head[found[1] - 1])
                return _load_download(ledger, part, found[0], frozenset(found[2]), reader, loading)
        if not start.startswith(ZIP) and part.name.lower().removesuffix(".csv") in BY_NAME:
            return _load_dataset(ledger, part, BY_NAME[part.name.lower().removesuffix(".csv")], header, loading)
        raise FileRefused(Say("ingest-unknown-format"))
    except FileRefused as refused:
        return FileReport(part.label, known, refusal=refused.reason)


def _load_dataset(ledger: FileLedger, part: Part, table: Table, header: Sequence[str], loading: Loading) -> FileReport:
    log = RefusalLog(part.label)
    known = f"dataset:{table.name}"
    try:
        order_salt = ledger.order_salt() if "order_id" in header and table.name == "returns" else None
        reader = DatasetReader(table, header, loading.defaults, log, order_salt)
    except FileRefused as refused:
        read = sum(
            len(batch.refused) + sum(1 for text in batch.texts if text.strip())
            for batch in Records(part.chunks(), skip=1, may_span=lambda _cells: True)
        )
        return FileReport(part.label, known, read=read, refused=read, refusal=refused.reason)
    records = Records(part.chunks(_seen(part, loading)), skip=1, may_span=reader.may_span, is_row=reader.is_row)
    counts = ledger.write_rows(table.name, reader.columns, reader.rows(records), adds_only=reader.adds_only)
    return _report(part, known, reader.read, counts, log)


def _load_download(
    ledger: FileLedger, part: Part, known: Format, fields: frozenset[str], reader: SheetReader, loading: Loading
) -> FileReport:
    log, day = RefusalLog(part.label), loading.defaults.date
    context = Context(
        ledger=ledger,
        format=known.name,
        name=part.name,
        now=loading.now,
        defaults=loading.defaults,
        fields=fields,
        log=log,
        period=(day, day) if day is not None else days_in_name(part.name),
    )
    total = Written()
    try:
        reader.decide(context)
        rows = reader.rows(context, _seen(part, loading))
        # All tables' rows are made before the first is written: what refuses the file then leaves nothing half done.
        # One order of tables for all, so that two imports on PostgreSQL never wait for each other.
        for load in sorted(known.build(rows, context), key=lambda load: load.table):
            written = _write(ledger, load)
            if load.main:
                spans = (*total.spans, *written.spans)
                total = Written(total.new + written.new, total.changed + written.changed, 0, spans)
    except FileRefused as refused:
        read = context.read + log.count
        return FileReport(part.label, known.name, read=read, refused=read, refusal=refused.reason)
    return _report(part, known.name, context.read + log.count, total, log, tuple(context.notes))


def _write(ledger: FileLedger, load: Load) -> Written:
    if "settlement" in load.columns:
        return ledger.write_settlements(load.columns, load.rows, adds_only=bool(load.adds_only))
    return ledger.write_rows(
        load.table,
        load.columns,
        load.rows,
        adds_only=load.adds_only,
        keep_known=load.keep_known,
        only_where_unknown=load.only_where_unknown,
        has_campaign_ids=load.has_campaign_ids,
    )


def _report(
    part: Part, known: str, read: int, counts: Written, log: RefusalLog, notes: tuple[Say, ...] = ()
) -> FileReport:
    return FileReport(
        part.label,
        known,
        read=read,
        new=counts.new,
        changed=counts.changed,
        unchanged=read - log.count - counts.new - counts.changed,
        refused=log.count,
        refusals=tuple(sorted(log.kept, key=lambda refusal: refusal.line)),
        spans=counts.spans,
        notes=notes,
    )


def _seen(part: Part, loading: Loading) -> Callable[[int], None] | None:
    progress = loading.progress
    if progress is None:
        return None
    return lambda done: progress(part.label, done, part.size)


def _dataset_header(start: bytes) -> list[str]:
    """The names in the first line; a name that is not UTF-8 text is none of ours."""
    line = start.split(b"\n", 1)[0].rstrip(b"\r")
    try:
        return header_names(next(csv.reader([line.decode("utf-8-sig", "replace")]), []))
    except csv.Error:
        return []


def _dataset_table(name: str, header: Sequence[str], loading: Loading) -> Table | None:
    """The table of the dataset folder that the file is: by its name and columns, else by a header only one fits."""
    if loading.mapping is not None:
        return None
    named = BY_NAME.get(name.lower().removesuffix(".csv"))
    if named is not None:  # one that lacks a column is refused by its name, not taken for another table
        return named if fits(named, header, loading.defaults) else None
    if len(set(header)) < 3:
        return None
    known = [
        table
        for table in TABLES
        if fits(table, header, loading.defaults) and all(h in {c.name for c in table.columns} for h in header)
    ]
    return known[0] if len(known) == 1 else None
