"""What the sources need of the store, which they do not import: `bot.store.sources.SourceLedger` is it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Any, Protocol

from bot.records.sources import Asked, Counts, Item, TableRows
from bot.records.text import Say


class Ledger(Protocol):
    def alone(self) -> AbstractContextManager[bool]:
        """Whether no other sync runs on this database; keeps others out until the end."""

    def forget(self, before: datetime) -> None:
        """Forgets requests of before then."""

    def recall(self, hash: str) -> Asked | None:
        """The remembered request."""

    def remember(self, asked: Asked) -> None:
        """Writes a request down, or its new state."""

    def asked_ids(self, account: str, operation: str) -> frozenset[str]:
        """The other side's ids of all remembered requests of an operation."""

    def store(
        self,
        rows: Sequence[TableRows],
        now: datetime,
        asked: Asked | None = None,
        notes: Sequence[tuple[str, str, str, object]] = (),
    ) -> Counts:
        """Writes rows, the arrival of their days, the request's new state and notes, all or nothing."""

    def take(self, bucket: str, rate: float, burst: float, now: datetime) -> float:
        """Takes a token and answers 0, or takes none and answers the seconds to wait."""

    def learn_rate(self, bucket: str, rate: float) -> None:
        """What `x-amzn-RateLimit-Limit` said; it replaces the documented rate of the bucket."""

    def empty_bucket(self, bucket: str, burst_seconds: float, until: datetime) -> None:
        """No call before `until` (an answer 429); `burst_seconds` is how long an empty bucket takes to fill."""

    def note(self, account: str, marketplace: str, name: str) -> Any:
        """The noted value, None where there is none."""

    def write_note(self, account: str, marketplace: str, name: str, value: object) -> None: ...

    def items(self, account: str, marketplace: str) -> Sequence[Item]:
        """The account's own products, by ASIN."""

    def arrived(self, account: str, marketplace: str, table: str, since: date) -> frozenset[date]:
        """The days of a table that have arrived."""

    def settle(self, account: str, marketplace: str, source: str, now: datetime, failure: Say | None) -> None:
        """How the source stands after a sync."""

    def latest(self, account: str, marketplace: str, table: str) -> date | None:
        """The last day of a table that arrived."""
