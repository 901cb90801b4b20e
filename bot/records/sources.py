"""What crosses the walls between the live sources and the store: remembered requests, rows, results of a sync."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from bot.records.text import Say


class AskState(StrEnum):
    """How far a request has come. ASKING was written down before the call went out: its answer may be lost."""

    ASKING = "asking"
    ASKED = "asked"
    LATE = "late"  # an empty answer: not arrived yet, asked again from `not_before` on
    FAILED = "failed"  # the other side gave up; asked again from `not_before` on
    STORED = "stored"


@dataclass(frozen=True)
class Asked:
    """One remembered request. `hash` stands for all that was asked for; `detail` is what a restart needs to go on."""

    hash: str
    account: str
    marketplace: str
    source: str
    operation: str
    state: AskState
    asked_at: datetime
    remote_id: str | None = None
    not_before: datetime | None = None
    attempt: int = 1
    detail: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class TableRows:
    """Rows of one dataset table; `account` is the first of `columns`. Unknown is None, in a key the empty string.

    Columns that are not named keep what other sources know of them. `arrives` is False for rows that are not yet the
    day's own report (orders near live): they do not count as the arrival of the day.
    """

    table: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[object, ...]]
    arrives: bool = True


@dataclass
class Counts:
    """Rows as the store took them."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0

    def add(self, other: Counts) -> None:
        self.new += other.new
        self.changed += other.changed
        self.unchanged += other.unchanged


@dataclass(frozen=True)
class SourceFile:
    """A report that is the same file as a download. `day` is the day that it speaks of where it does not say one."""

    account: str
    marketplace: str
    name: str
    day: date
    content: bytes


# Imports a file; an error that it raises is the source's failure.
TakeFile: TypeAlias = Callable[[SourceFile], Counts]


@dataclass(frozen=True)
class Item:
    """One of the account's own products in a marketplace."""

    asin: str
    sku: str | None


@dataclass(frozen=True)
class Freshness:
    """How a source of an account stands, for `doctor`, the digest's foot and `data_stale`.

    `latest` is the last day that arrived, None where none has; `failure` is None while the source works.
    """

    account: str
    marketplace: str
    source: str
    latest: date | None
    succeeded_at: datetime | None
    failed_at: datetime | None
    failure: Say | None


@dataclass(frozen=True)
class SourceResult:
    """What one sync got from one source of an account in a marketplace ("" where the source has none).

    `pending` counts requests that are still being made or wait for a rate; the next sync goes on with them.
    `late` are the days that Amazon answered with an empty list: not arrived, never zero.
    """

    account: str
    marketplace: str
    source: str
    counts: Counts
    pending: int = 0
    late: tuple[date, ...] = ()
    latest: date | None = None
    failure: Say | None = None
    remarks: tuple[Say, ...] = ()


@dataclass(frozen=True)
class SyncReport:
    """One sync over all accounts and sources. Times are UTC."""

    started_at: datetime
    finished_at: datetime
    results: tuple[SourceResult, ...]

    @property
    def failures(self) -> tuple[SourceResult, ...]:
        return tuple(result for result in self.results if result.failure is not None)


@dataclass(frozen=True)
class Access:
    """One line of `doctor` about a service of an account: reachable or not, and how to mend it."""

    account: str
    service: str
    ok: bool
    finding: Say
