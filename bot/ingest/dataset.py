"""Reads one file of the dataset folder by its description in `bot.records.dataset`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import repeat
from typing import Any

from bot.ingest.cells import CachedCells, reader_of
from bot.ingest.privacy import order_hash
from bot.ingest.records import Batch
from bot.ingest.report import CellRefused, FileRefused, RefusalLog, column_at
from bot.records.dataset import Column, Kind, Table
from bot.records.imports import Scope
from bot.records.text import Say

_FREE_TEXT = ("title", "subject", "body", "comment", "note", "issue", "bullets", "reason", "search_term", "query")
_NO_PLACE: Scope = (None, None, None)


@dataclass(frozen=True)
class Defaults:
    """What the caller says where a file does not."""

    date: date | None = None
    marketplace: str | None = None
    account: str | None = None

    def value(self, column: str) -> str | None:
        match column:
            case "account":
                return self.account or "main"
            case "marketplace":
                return self.marketplace
            case "date":
                return self.date.isoformat() if self.date else None
        return None


@dataclass(frozen=True)
class _Cell:
    """How one column of the table is filled: from column `index` of the file (None: it has none) or with `default`."""

    name: str
    index: int | None
    default: str | None
    read: Callable[[str], Any]


def header_names(cells: Sequence[str]) -> list[str]:
    return [cell.strip().lower() for cell in cells]


def fits(table: Table, header: Sequence[str], defaults: Defaults) -> bool:
    """Whether the header holds every column that the table needs and that `defaults` does not fill in."""
    return not missing(table, header, defaults)


def missing(table: Table, header: Sequence[str], defaults: Defaults) -> list[str]:
    return [name for name in table.required if name not in header and defaults.value(name) is None]


class DatasetReader:
    """Turns records into rows of `table`: all its columns, in the order of `columns`, an absent one unknown."""

    def __init__(
        self,
        table: Table,
        header: Sequence[str],
        defaults: Defaults,
        log: RefusalLog,
        order_salt: str | None = None,
    ) -> None:
        """With an `order_salt`, order ids become hashes. Raises FileRefused where a required column is missing or a
        known one comes twice."""
        lacking = missing(table, header, defaults)
        if lacking:
            raise FileRefused(Say("ingest-missing-columns", {"n": len(lacking), "columns": ", ".join(lacking)}))
        twice = sorted({c.name for c in table.columns if header.count(c.name) > 1})
        if twice:
            raise FileRefused(Say("ingest-column-twice", {"n": len(twice), "columns": ", ".join(twice)}))
        self.columns = tuple(c.name for c in table.columns)
        self.read = 0
        self.adds_only: set[Scope] = set()  # the days of refused rows: nothing of them is replaced
        self._header = header
        self._width = len(header)
        self._table = table
        self._order_salt = order_salt
        self._log = log
        self._cells = [self._cell(column, header, defaults) for column in table.columns]
        given = [c for c in table.columns if c.name in header]
        free = {c.name for c in given if c.kind is Kind.TEXT and (c.name not in table.key or c.name in _FREE_TEXT)}
        self._spans = bool(free)  # where no column holds text, a quote that does not close is always a lost one
        self._one_line = [header.index(c.name) for c in given if c.name not in free]

    def rows(self, records: Iterable[Batch]) -> Iterator[tuple[Any, ...]]:
        """The good rows; the others go to the log."""
        for batch in records:
            for line, reason, text in batch.refused:
                bad = batch.bad_cells.get(line)
                self._refuse(line, None if bad is None else column_at(self._header, bad), reason, text, _NO_PLACE)
            if all(len(row) == self._width for row in batch.rows):
                try:
                    good = list(self._together(batch.rows))
                except CellRefused:
                    yield from self._one_by_one(batch)
                else:
                    self.read += len(good)
                    yield from good
            else:
                yield from self._one_by_one(batch)

    def may_span(self, cells: list[str]) -> bool:
        """Line breaks are plausible in text that is no key; a record of the wrong width is refused whole later on."""
        if len(cells) != self._width:
            return self._spans
        return self._spans and not any("\n" in cells[i] for i in self._one_line)

    def is_row(self, cells: list[str]) -> bool:
        if len(cells) != self._width:
            return False
        try:
            self._row(cells)
        except _BadCell:
            return False
        return True

    def _cell(self, column: Column, header: Sequence[str], defaults: Defaults) -> _Cell:
        default = defaults.value(column.name)
        read = reader_of(column)
        if column.name == "order_id" and self._order_salt is not None:
            read = partial(order_hash, self._order_salt)
        needed = column.required and column.name not in self._table.may_be_empty

        def read_cell(cell: str) -> Any:
            cell = cell.strip()
            if cell:
                return read(cell)
            if needed and default is None:
                raise CellRefused(Say("ingest-empty"))
            return default

        index = header.index(column.name) if column.name in header else None
        cached = column.name not in _FREE_TEXT
        return _Cell(column.name, index, default, CachedCells(read_cell).__getitem__ if cached else read_cell)

    def _together(self, rows: Sequence[list[str]]) -> Iterable[tuple[Any, ...]]:
        """A batch column by column, four times as fast as row by row."""
        if not rows:
            return ()
        given = list(zip(*rows, strict=True))
        return zip(
            *(
                repeat(cell.default, len(rows)) if cell.index is None else map(cell.read, given[cell.index])
                for cell in self._cells
            ),
            strict=True,
        )

    def _one_by_one(self, batch: Batch) -> Iterator[tuple[Any, ...]]:
        for line, text, cells in zip(batch.lines, batch.texts, batch.rows, strict=True):
            if not any(cells) and not text.strip():
                continue
            if len(cells) != self._width:
                reason = Say("ingest-wrong-width", {"cells": len(cells), "columns": self._width})
                self._refuse(line, column_at(self._header, len(cells)), reason, text, _NO_PLACE)
                continue
            try:
                row = self._row(cells)
            except _BadCell as bad:
                self._refuse(line, bad.column, bad.reason, text, self._place(cells))
            else:
                self.read += 1
                yield row

    def _row(self, cells: Sequence[str]) -> tuple[Any, ...]:
        values = []
        for cell in self._cells:
            try:
                values.append(cell.default if cell.index is None else cell.read(cells[cell.index]))
            except CellRefused as refused:
                raise _BadCell(cell.name, refused.reason) from None
        return tuple(values)

    def _place(self, cells: Sequence[str]) -> Scope:
        """The account, marketplace and day of a refused row, each None where it cannot be read."""
        found: dict[str, Any] = {}
        for cell in self._cells:
            if cell.name in ("account", "marketplace", "date"):
                try:
                    found[cell.name] = cell.default if cell.index is None else cell.read(cells[cell.index])
                except CellRefused:
                    found[cell.name] = None
        day = found.get("date")
        return found.get("account"), found.get("marketplace"), date.fromisoformat(day) if day else None

    def _refuse(self, line: int, column: str | None, reason: Say, text: str, place: Scope) -> None:
        self.read += 1
        self._log.add(line, column, reason, text)
        if self._table.multiset:
            self.adds_only.add(place)


class _BadCell(Exception):
    def __init__(self, column: str, reason: Say) -> None:
        super().__init__(column)
        self.column = column
        self.reason = reason
