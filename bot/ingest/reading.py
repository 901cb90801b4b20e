"""Reads a sheet by its format, in two passes: the first decides how each column writes figures and days."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from bot.ingest.cells import CachedCells, cell_refused, read_asin
from bot.ingest.days import DayColumn
from bot.ingest.figures import Figure, FigureColumn, is_unknown, unwrapped
from bot.ingest.formats import Context, Format, Read, Row
from bot.ingest.names import currencies_of, marketplace_code
from bot.ingest.report import CellRefused, column_at
from bot.ingest.sheets import Sheet, SheetRow
from bot.records.dataset import MARKETPLACE_ZONES
from bot.records.text import Say

_FIGURES = {
    Read.COUNT: Figure.COUNT,
    Read.MONEY: Figure.MONEY,
    Read.PERCENT: Figure.PERCENT,
    Read.NUMBER: Figure.NUMBER,
}


class SheetReader:
    """The rows of one sheet. After `decide` (the first pass) `currencies` tells what the signs beside amounts mean."""

    def __init__(
        self, sheet: Sheet, known: Format, header_line: int, columns: Mapping[str, int], header: Sequence[Any]
    ) -> None:
        self._sheet = sheet
        self._known = known
        self._skip = header_line
        self._columns = columns
        self._header = header
        self._width = len(header)
        self._figures: dict[str, FigureColumn] = {}
        self._days: dict[str, DayColumn] = {}

    def decide(self, context: Context) -> None:
        """Raises FileRefused where a column contradicts itself."""
        zone = MARKETPLACE_ZONES.get(context.defaults.marketplace or "")
        latest = context.now.date() + timedelta(days=1)  # it is already tomorrow in some marketplaces
        for name, index in self._columns.items():
            read, title = self._known.fields[name].read, str(self._header[index]).strip()
            if read in _FIGURES:
                self._figures[name] = FigureColumn(title, _FIGURES[read])
            elif read in (Read.DAY, Read.RANGE, Read.MOMENT):
                self._days[name] = DayColumn(title, latest, context.defaults.date, zone)
        columns: dict[str, FigureColumn | DayColumn] = {**self._figures, **self._days}
        for figures in self._figures.values():
            if self._known.decimal is not None:
                figures.decimals[self._known.decimal] = (self._skip, str(self._known.decimal))
        for days in self._days.values():
            if self._known.date_order is not None:
                days.proofs[self._known.date_order] = (self._skip, self._known.date_order)
        seeing = [(self._columns[name], column.see) for name, column in columns.items()]
        for row in self._sheet.rows(self._skip):
            if row.refused is None and self._fits(row):
                for index, see in seeing:
                    see(row.line, row.cells[index])
        for column in columns.values():
            column.decide()
        possible = [set(currencies_of(sign)) for column in self._figures.values() for sign in column.currencies]
        if possible:
            context.currencies = tuple(sorted(set.intersection(*possible)))

    def rows(self, context: Context, seen: Callable[[int], None] | None = None) -> Iterator[Row]:
        """The good rows; the others go to the context's log."""
        readers = [
            (name, self._columns[name], self._reader(name), self._known.fields[name].needed) for name in self._columns
        ]
        for row in self._sheet.rows(self._skip, seen):
            if row.refused is not None:
                named = None if row.bad_cell is None else column_at(self._header, row.bad_cell)
                context.log.add(row.line, named, row.refused, self._shown(row))
                continue
            if not self._fits(row):
                reason = Say("ingest-wrong-width", {"cells": len(row.cells), "columns": self._width})
                context.log.add(row.line, column_at(self._header, len(row.cells)), reason, self._shown(row))
                continue
            values: dict[str, Any] = {}
            try:
                for name, index, read, needed in readers:
                    value = read(row.cells[index])
                    if needed and value is None:
                        raise CellRefused(Say("ingest-empty"))
                    values[name] = value
            except CellRefused as refused:
                context.log.add(row.line, str(self._header[index]).strip(), refused.reason, self._shown(row))
            else:
                context.read += 1
                yield Row(row.line, values, "" if self._known.personal else row.text)

    def _shown(self, row: SheetRow) -> str:
        """The row as it stood; of a file about people only the columns that are read, and none of a broken row."""
        if not self._known.personal:
            return row.text
        if len(row.cells) != self._width:
            return ""
        return ", ".join(
            f"{self._header[index]}={row.cells[index]}"
            for name, index in self._columns.items()
            if name not in self._known.personal
        )

    def _fits(self, row: SheetRow) -> bool:
        if len(row.cells) == self._width:
            return True
        # A title row above the header makes some exports pad every row: empty cells at the end say nothing.
        cells = row.cells
        while len(cells) > self._width and is_unknown(cells[-1]):
            cells.pop()
        return len(cells) == self._width

    def _reader(self, name: str) -> Callable[[Any], Any]:
        """Reads a cell; what it gave is remembered, since campaigns, days and small figures come again and again."""
        read = self._uncached(name)
        return read if read is _read_text else CachedCells(read).__getitem__

    def _uncached(self, name: str) -> Callable[[Any], Any]:
        read = self._known.fields[name].read
        if name in self._figures:
            return self._figures[name].read
        if read is Read.DAY:
            return self._days[name].read
        if read is Read.MOMENT:
            return self._days[name].read_moment
        if read is Read.RANGE:
            return self._days[name].read_range
        return {Read.ID: _read_id, Read.ASIN: _read_asin, Read.PLACE: _read_place}.get(read, _read_text)


def _read_text(cell: Any) -> str | None:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))  # a workbook keeps a campaign called 2026 as a float
    text = str(cell).strip() if cell is not None else ""
    return text or None


def _read_id(cell: Any) -> str | None:
    """An id as digits: a workbook keeps it as a float, which holds at most 15 of them for sure."""
    if isinstance(cell, float) and cell == int(cell):
        if abs(cell) > 2**53:
            raise cell_refused("ingest-rounded-id", str(cell))
        return str(int(cell))
    text = unwrapped(str(cell)) if cell is not None else ""
    if "E+" in text.upper() and text.replace(".", "").upper().replace("E+", "").isdigit():
        raise cell_refused("ingest-rounded-id", text)
    return text or None


def _read_asin(cell: Any) -> str | None:
    text = _read_id(cell)
    if text is None or is_unknown(text):
        return None
    return str(read_asin(text))


def _read_place(cell: Any) -> str | None:
    text = _read_text(cell)
    if text is None or is_unknown(text):
        return None
    code = marketplace_code(text)
    if code is None:
        raise cell_refused("ingest-unknown-marketplace", text)
    return code
