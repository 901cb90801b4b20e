"""What crosses the wall between import and store: what rows did, import runs, refused rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

# (account, marketplace, day); None stands for every one of them.
Scope: TypeAlias = tuple[str | None, str | None, date | None]


@dataclass(frozen=True)
class Span:
    """The days of one account and marketplace that rows spoke of; None where the table has no day."""

    account: str
    marketplace: str | None
    first: date | None
    last: date | None


@dataclass(frozen=True)
class Written:
    """Rows by what they did to the store. A row whose key comes again later among the same rows is unchanged."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class ImportRun:
    """One file's import. The four counts after `read` add up to it; `refusal` says why a whole file was refused."""

    id: str
    file: str
    format: str
    started_at: datetime
    read: int
    new: int
    changed: int
    unchanged: int
    refused: int
    refusal: str | None = None


@dataclass(frozen=True)
class RefusedRow:
    """One row that was not taken: its line in the file, the column (None: the row as a whole), why, and its text."""

    line: int
    column: str | None
    reason: str
    raw: str
