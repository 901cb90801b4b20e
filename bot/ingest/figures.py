"""Numbers as people's downloads write them: `1.234,56 €`, `￥1,234`, `12.3%`, `="254…"`, `365+`, floats of a workbook.

Which sign is the decimal one is decided per column, from all its cells, before any is read. A cell that could be read
both ways where the column does not decide is refused; a column that contradicts itself refuses the file.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from bot.ingest.cells import cell_refused
from bot.ingest.names import currencies_of
from bot.ingest.report import FileRefused
from bot.records.text import Say

_UNKNOWN = {"", "-", "--", "---", "n/a", "na", "null", "none", "nan"}
_SHAPE = re.compile(r"(?P<before>[^\d.,+\-%()]*)(?P<sign>[+-]?)(?P<mid>[^\d.,+\-%()]*)(?P<digits>[\d.,' ]*\d|[.,]\d+)"
                    r"(?P<after>[^\d.,%()]*?)(?P<end>%|\+)?", re.ASCII)  # fmt: skip
_MINUS = str.maketrans(dict.fromkeys("−–‐", "-") | dict.fromkeys("\u00a0\u202f\u2009", " ") | {"’": "'"})


class Figure(Enum):
    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"  # in percent; a workbook's or a bare ratio of at most 1 is multiplied by 100
    NUMBER = "number"


@dataclass(frozen=True)
class _Parts:
    sign: float
    digits: str  # digits with their separators
    currency: str
    percent: bool


def is_unknown(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and cell.strip().casefold() in _UNKNOWN)


def unwrapped(cell: str) -> str:
    """`="254…"`, the way Excel is kept from rounding an id, as the id."""
    text = cell.strip()
    if text.startswith('="') and text.endswith('"') and len(text) > 2:
        return text[2:-1].replace('"', "").strip()
    return text


def _parts(cell: str) -> _Parts | None:
    text = unicodedata.normalize("NFKC", unwrapped(cell)).translate(_MINUS).strip()
    negative = text.startswith("(") and text.endswith(")")
    if negative:
        text = text[1:-1].strip()
    found = _SHAPE.fullmatch(text)
    if found is None:
        return None
    sign = -1.0 if negative or found["sign"] == "-" else 1.0
    currency = (found["before"].strip() or found["mid"].strip()) or found["after"].strip()
    if currency and not currencies_of(currency):
        return None
    return _Parts(sign, found["digits"], currency, found["end"] == "%")


def _decimal_of(digits: str) -> str | None:
    """The decimal sign that the cell proves, "" where it has none for sure, None where it could be read both ways."""
    signs = [c for c in digits if c in ".,"]
    if not signs:
        return ""
    if len(set(signs)) == 2:
        return signs[-1]
    if len(signs) > 1:
        return "." if signs[0] == "," else ","  # a thousands sign, so the other one is the decimal one
    before, after = digits.split(signs[0])
    if len(after) != 3 or not 1 <= len(before.replace(" ", "").replace("'", "")) <= 3 or before.startswith("0"):
        return signs[0]
    return None


def _well_grouped(digits: str, decimal: str) -> bool:
    """Whether the thousands signs stand where a number can have them (also India's groups of two)."""
    thousands = "," if decimal == "." else "."
    whole, _, rest = digits.partition(decimal)
    if decimal in rest or thousands in rest:
        return False
    groups = re.split(r"[ ']|" + re.escape(thousands), whole)
    return len(groups) == 1 or (
        1 <= len(groups[0]) <= 3 and len(groups[-1]) == 3 and all(len(g) in (2, 3) for g in groups[1:-1])
    )


@dataclass
class FigureColumn:
    """One column of figures: first it sees every cell, then it reads them."""

    name: str
    figure: Figure
    decimals: dict[str, tuple[int, str]] = field(default_factory=dict)  # decimal sign → the first cell that proves it
    above_one: bool = False
    signed_percent: bool = False
    currencies: dict[str, int] = field(default_factory=dict)  # sign → its first line
    _seen: set[str] = field(default_factory=set)

    def see(self, line: int, cell: Any) -> None:
        if isinstance(cell, str):
            if cell in self._seen:
                return
            if len(self._seen) < 50_000:
                self._seen.add(cell)
            parts = None if is_unknown(cell) else _parts(cell)
            if parts is None:
                return
            if parts.currency:
                self.currencies.setdefault(parts.currency, line)
            self.signed_percent |= parts.percent
            decimal = _decimal_of(parts.digits)
            if decimal and not (self.figure is Figure.COUNT and parts.digits.count(decimal) == 0):
                self.decimals.setdefault(decimal, (line, cell))
            if not parts.percent and self.figure is Figure.PERCENT:
                digits = parts.digits.replace(",", ".")
                self.above_one |= digits.count(".") <= 1 and _float(digits) > 1
        elif isinstance(cell, int | float):
            self.above_one |= cell > 1

    def decide(self) -> None:
        """Raises FileRefused where the column proves both decimal signs."""
        if len(self.decimals) > 1:
            (line, cell), (other_line, other) = (self.decimals[d] for d in (".", ","))
            raise FileRefused(
                Say(
                    "ingest-two-number-formats",
                    {"column": self.name, "cell": cell, "line": str(line), "other": other, "at": str(other_line)},
                )
            )

    def read(self, cell: Any) -> float | int | None:
        """The figure, None where it is unknown. Raises CellRefused."""
        if is_unknown(cell):
            return None
        if isinstance(cell, bool) or not isinstance(cell, str | int | float):
            raise cell_refused("ingest-not-a-figure", str(cell))
        value, percent = (float(cell), False) if not isinstance(cell, str) else self._from_text(cell)
        if not math.isfinite(value):
            raise cell_refused("ingest-not-a-figure", str(cell))
        return self._checked(value, percent, cell)

    def _from_text(self, cell: str) -> tuple[float, bool]:
        parts = _parts(cell)
        if parts is None:
            raise cell_refused("ingest-not-a-figure", cell)
        decimal = _decimal_of(parts.digits)
        if decimal is None:
            decimal = self._ambiguous(cell, parts)
        if not _well_grouped(parts.digits, decimal or "."):
            raise cell_refused("ingest-not-a-figure", cell)
        plain = "".join(c if c.isdigit() else "." for c in parts.digits if c.isdigit() or c == decimal)
        return parts.sign * _float(plain), parts.percent

    def _ambiguous(self, cell: str, parts: _Parts) -> str:
        """Decides `1,234`: as the column does; a count, or a currency without cents, has no decimals."""
        sign = next(c for c in parts.digits if c in ".,")
        if self.figure is Figure.COUNT or currencies_of(parts.currency) == ("JPY",):
            return "." if sign == "," else ","
        if not self.decimals:
            raise cell_refused("ingest-ambiguous-number", cell)
        return next(iter(self.decimals))

    def _checked(self, value: float, percent: bool, cell: Any) -> float | int:
        if self.figure is Figure.PERCENT:
            if not percent and not self.above_one:
                if isinstance(cell, str) and value != 0:
                    raise cell_refused("ingest-ratio-or-percent", cell)
                value *= 100  # a workbook keeps percentages as ratios
            return round(value, 6)
        if percent:
            raise cell_refused("ingest-not-a-figure", str(cell))
        if self.figure is Figure.COUNT:
            if value < 0:
                raise cell_refused("ingest-below-zero", str(cell))
            if value != int(value):
                raise cell_refused("ingest-not-whole", str(cell))
            if value > 10**15:
                raise cell_refused("ingest-too-large", str(cell))
            return int(value)
        return value


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan
