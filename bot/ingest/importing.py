"""Imports paths: finds the files, opens archives, and loads each file in one transaction with its import run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date as Date
from pathlib import Path

from bot.clock import Clock, Ids
from bot.errors import UsageError
from bot.ingest.archives import members_of_zip, unpacked_gzip
from bot.ingest.dataset import Defaults
from bot.ingest.formats import Format
from bot.ingest.ledger import FileLedger, Ledger
from bot.ingest.loading import GZIP, ZIP, Loading, load
from bot.ingest.parts import NoPart, Part, find_parts, readable
from bot.ingest.report import FileRefused, FileReport, Progress
from bot.ingest.workbooks import is_workbook
from bot.records.dataset import MARKETPLACES
from bot.records.imports import ImportRun, RefusedRow
from bot.records.text import Say
from templates.words import say


def import_paths(
    ledger: Ledger,
    clock: Clock,
    ids: Ids,
    paths: Sequence[Path],
    *,
    date: Date | None = None,
    marketplace: str | None = None,
    account: str | None = None,
    progress: Progress | None = None,
    mapping: Format | None = None,
) -> list[FileReport]:
    """Imports into `ledger` (`bot.store.imports.ImportLedger`): one report per file found under `paths`, in order.

    A file that is refused, whole or in rows, stops no other. `date`, `marketplace`, `account` fill in what a file does
    not say; `mapping` reads files of another tool. Raises UsageError for an unknown marketplace; an error of the
    database leaves the files before it imported and its own untouched.
    """
    if marketplace is not None and marketplace.upper() not in MARKETPLACES:
        raise UsageError(f"unknown marketplace {marketplace!r}: give one of {', '.join(sorted(MARKETPLACES))}")
    defaults = Defaults(date, marketplace.upper() if marketplace else None, account or None)
    loading = Loading(clock.now(), defaults, progress, mapping)
    return [
        _import(ledger, clock, ids, unpacked, loading) for part in find_parts(paths) for unpacked in _unpacked(part)
    ]


def _unpacked(part: Part | NoPart, *, inner: bool = False) -> Iterator[Part | NoPart]:
    """The part itself, or what an archive holds; an archive within an archive is refused."""
    if isinstance(part, NoPart):
        yield part
        return
    try:
        start = readable(part)
        packed = start.startswith(GZIP) or (start.startswith(ZIP) and not is_workbook(part))
        if not packed:
            yield part
        elif inner:
            yield NoPart(part.label, Say("ingest-nested-archive"))
        elif start.startswith(GZIP):
            yield from _unpacked(unpacked_gzip(part), inner=True)
        else:
            for member in members_of_zip(part):
                yield from _unpacked(member, inner=True)
    except FileRefused as refused:
        yield NoPart(part.label, refused.reason)


def _import(ledger: Ledger, clock: Clock, ids: Ids, part: Part | NoPart, loading: Loading) -> FileReport:
    started_at, run_id = clock.now(), ids()

    def whole(transaction: FileLedger) -> FileReport:
        if isinstance(part, NoPart):
            report = FileReport(part.label, "unknown", refusal=part.reason)
        else:
            report = load(transaction, part, loading)
        run = ImportRun(
            id=run_id,
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
        rows = [RefusedRow(r.line, r.column, say(r.reason, "en"), r.raw) for r in report.refusals]
        transaction.record(run, rows)
        return report

    return ledger.for_file(whole)
