"""What an import says about each file: how many rows did what, and every refusal with its place and reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from bot.ingest.privacy import without_order_ids
from bot.records.imports import Span
from bot.records.text import Say

MAX_KEPT = 100_000  # refusals kept with their text; further ones are only counted, so that memory stays bounded
_MAX_RAW = 1_000  # characters of a refused row that are kept

# (file, bytes read so far, bytes in all)
Progress: TypeAlias = Callable[[str, int, int], None]


class FileRefused(Exception):
    """Nothing of the file can be taken; `reason` says why."""

    def __init__(self, reason: Say) -> None:
        super().__init__(reason.key)
        self.reason = reason


class CellRefused(ValueError):
    """A cell cannot be read; `reason` says why."""

    def __init__(self, reason: Say) -> None:
        super().__init__(reason.key)
        self.reason = reason


def printable(text: str) -> str:
    """Outside text for a terminal or a store: what does not print, control sequences above all, becomes a dot."""
    return "".join(c if c.isprintable() else "·" for c in text)


def column_at(header: Sequence[object], index: int) -> str | None:
    """The name of the column with this index; the last one's for a cell that stands after them all."""
    name = header[min(index, len(header) - 1)]
    return None if name is None else str(name).strip() or None


@dataclass(frozen=True)
class Refusal:
    """One refused row. `line` is the line in the file on which the row starts, the header being line 1 of a dataset
    file; `column` is None where the row as a whole is wrong. `raw` is the row as it stood, cut at 1,000 characters."""

    file: str
    line: int
    column: str | None
    reason: Say
    raw: str


@dataclass
class RefusalLog:
    """The refusals of one file as it is being read."""

    file: str
    count: int = 0
    kept: list[Refusal] = field(default_factory=list)

    def add(self, line: int, column: str | None, reason: Say, raw: str) -> None:
        self.count += 1
        if len(self.kept) < MAX_KEPT:
            shown = without_order_ids(raw[: 2 * _MAX_RAW])[:_MAX_RAW]
            shown = shown.replace("\x00", "␀")  # PostgreSQL cannot store a NUL
            self.kept.append(Refusal(self.file, line, column, reason, shown))


@dataclass(frozen=True)
class FileReport:
    """One file's import. new + changed + unchanged + refused = read; a file that is refused whole (`refusal` says why)
    counts all its rows as refused. `spans` are the days that its rows spoke of, for the checks to run on."""

    file: str
    format: str
    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    refusals: tuple[Refusal, ...] = ()
    refusal: Say | None = None
    spans: tuple[Span, ...] = ()
    notes: tuple[Say, ...] = ()

    @property
    def clean(self) -> bool:
        return self.refusal is None and not self.refused

    def touched(self) -> set[tuple[str, str, date | None]]:
        """(account, marketplace, last day) where this file changed anything."""
        if not self.new and not self.changed:
            return set()
        return {(s.account, s.marketplace, s.last) for s in self.spans if s.marketplace is not None}

    def to_json(self) -> dict[str, object]:
        """The contract's object: counts, the last four adding up to `read`."""
        return {
            "file": self.file,
            "format": self.format,
            "read": self.read,
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "refused": self.refused,
        }
