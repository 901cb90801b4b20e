"""Reads a cell of the dataset folder: ISO dates, plain numbers, percentages 0-100, `1`/`0`. Empty is unknown."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date
from typing import Any, TypeAlias

from bot.ingest.report import CellRefused, printable
from bot.records.dataset import MARKETPLACES, Column, Kind
from bot.records.text import Say

# A stripped, non-empty cell → its value; raises CellRefused.
Reader: TypeAlias = Callable[[str], Any]
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_ASIN = re.compile(r"[\w.-]{1,40}")
_LARGEST_COUNT = 10**15  # beyond it a count is no count, and floats no longer hold every whole number
_SHOWN = 60


class CachedCells(dict[Any, Any]):
    """A reader that remembers what it has read: dates, ASINs and small counts come again and again."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: Any) -> Any:
        value = self._read(cell)
        if len(self) > 50_000:
            self.clear()
        self[cell] = value
        return value


def cell_refused(key: str, cell: str, **more: Any) -> CellRefused:
    return CellRefused(Say(key, {"cell": printable(cell[:_SHOWN]), **more}))


def read_date(cell: str) -> str:
    """An ISO date, given back as it stands (the form in which it is stored)."""
    if _DATE.fullmatch(cell):
        try:
            date.fromisoformat(cell)
        except ValueError:
            raise cell_refused("ingest-no-such-day", cell) from None
        return cell
    raise cell_refused("ingest-not-a-date", cell)


def read_number(cell: str) -> float:
    if not _NUMBER.fullmatch(cell):
        raise cell_refused("ingest-not-a-number", cell)
    value = float(cell)
    if not math.isfinite(value):
        raise cell_refused("ingest-not-a-number", cell)
    return value


def read_size(cell: str) -> float:
    value = read_number(cell)
    if value < 0:
        raise cell_refused("ingest-below-zero", cell)
    return value


def read_count(cell: str) -> int:
    if len(cell) <= 15 and cell.isascii() and cell.isdigit():
        return int(cell)
    value = read_size(cell)
    if value != int(value):
        raise cell_refused("ingest-not-whole", cell)
    if value > _LARGEST_COUNT:
        raise cell_refused("ingest-too-large", cell)
    return int(value)


def read_percent(cell: str) -> float:
    value = read_size(cell)
    if value > 100:
        raise cell_refused("ingest-above-hundred", cell)
    return value


def read_stars(cell: str) -> float:
    value = read_number(cell)
    if not 1 <= value <= 5:
        raise cell_refused("ingest-not-a-rating", cell)
    return value


def read_yes_no(cell: str) -> int:
    if cell in ("1", "1.0"):
        return 1
    if cell in ("0", "0.0"):
        return 0
    raise cell_refused("ingest-not-yes-no", cell)


def read_marketplace(cell: str) -> str:
    code = cell.upper()
    if code not in MARKETPLACES:
        raise cell_refused("ingest-unknown-marketplace", cell)
    return code


def read_asin(cell: str) -> str:
    """An ASIN in capitals. Its length is not checked: what Amazon may add later is no reason to lose a row."""
    if not _ASIN.fullmatch(cell):
        raise cell_refused("ingest-not-an-asin", cell)
    return cell.upper()


def read_text(cell: str) -> str:
    return cell


def _choice(column: Column) -> Reader:
    legal = {choice.upper(): choice for choice in column.choices}

    def read(cell: str) -> str:
        value = legal.get(cell.upper())
        if value is None:
            raise cell_refused("ingest-unknown-value", cell, known=", ".join(column.choices))
        return value

    return read


_READERS: dict[Kind, Reader] = {
    Kind.TEXT: read_text,
    Kind.DATE: read_date,
    Kind.COUNT: read_count,
    Kind.NUMBER: read_number,
    Kind.SIZE: read_size,
    Kind.MONEY: read_number,
    Kind.PERCENT: read_percent,
    Kind.YES_NO: read_yes_no,
    Kind.MARKETPLACE: read_marketplace,
    Kind.ASIN: read_asin,
}


def reader_of(column: Column) -> Reader:
    """How a cell of this column is read."""
    if column.kind is Kind.ENUM:
        return _choice(column)
    if column.kind is Kind.PERCENT and column.open_ended:
        return read_size
    if column.stars:
        return read_stars
    return _READERS[column.kind]
