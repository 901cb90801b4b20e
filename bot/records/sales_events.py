"""Sales events that a team knows of, beyond the built-in calendar: their days are no measure of ordinary ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class SalesEvent:
    """`first` to `last`, both inclusive, in `marketplaces` (empty: in all of them)."""

    name: str
    first: date
    last: date
    marketplaces: tuple[str, ...] = ()


def spans_of(events: Iterable[SalesEvent], marketplace: str) -> tuple[tuple[date, date], ...]:
    """First and last day of the events that a marketplace takes part in."""
    return tuple((e.first, e.last) for e in events if not e.marketplaces or marketplace in e.marketplaces)
