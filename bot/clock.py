"""Time and ids, injected so that tests are exact. All times are UTC and aware."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    def now(self) -> datetime: ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass
class FixedClock:
    """A clock that stands still until it is moved."""

    at: datetime

    def now(self) -> datetime:
        return self.at


_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no letters that people mistake for one another


def new_id(length: int = 12) -> str:
    """A random id for alerts, messages and outbox items: 12 characters of 31 are 59 bits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


@dataclass
class CountedIds:
    """Ids in order (`a1`, `a2`, …) for tests."""

    prefix: str = "a"
    count: int = field(default=0)

    def __call__(self) -> str:
        self.count += 1
        return f"{self.prefix}{self.count}"


Ids = Callable[[], str]


def local_date(now: datetime, zone: str) -> date:
    """The calendar day of `now` in `zone`."""
    return now.astimezone(ZoneInfo(zone)).date()
