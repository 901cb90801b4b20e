"""The morning digest as data: what `digest --json` prints and what the Slack message and the plain text are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.records.alerts import Alert
from bot.records.figures import Figures
from bot.records.text import Say


@dataclass(frozen=True)
class Mover:
    """An ASIN whose sales changed most against the compared day (or week), in the marketplace's currency."""

    account: str
    marketplace: str
    asin: str
    title: str | None
    currency: str
    before: float
    after: float
    change: float
    change_pct: float | None  # None where there were no sales before


@dataclass(frozen=True)
class StockRisk:
    """An ASIN that will be out of stock before a new delivery can come, or is already (`days_of_cover` 0)."""

    account: str
    marketplace: str
    asin: str
    title: str | None
    available: float
    days_of_cover: float
    units_a_day: float
    lead_time_days: float | None
    out_on: date | None = None


@dataclass(frozen=True)
class Market:
    """One (account, marketplace). `day` is beside `week_ago`, the same weekday a week before; `week` are the 7 days up
    to `as_of` and `week_before` the 7 before them; `trend` is each of the 14 days, oldest first.

    `holidays` are public holidays of `as_of` or `week_ago` in the marketplace: (day, name per language).
    """

    account: str
    marketplace: str
    currency: str
    as_of: date
    day: Figures
    week_ago: Figures
    week: Figures
    week_before: Figures
    trend: tuple[Figures, ...]
    movers: tuple[Mover, ...] = ()
    stock_risks: tuple[StockRisk, ...] = ()
    holidays: tuple[tuple[date, Mapping[str, str]], ...] = ()
    remarks: tuple[Say, ...] = ()


@dataclass(frozen=True)
class Totals:
    """All marketplaces in one currency, at the latest known `rates` (what one of each currency is worth in `currency`);
    `without` are currencies whose rate is unknown and whose marketplaces are therefore left out (then the totals are of
    the others, and the text says so)."""

    currency: str
    day: Figures
    week_ago: Figures
    week: Figures
    week_before: Figures
    without: tuple[str, ...] = ()
    rates: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Digest:
    """`as_of` is the latest of the marketplaces' days, None where nothing is stored. `open_alerts` counts all that are
    not resolved; `by_kind` counts them by kind; `listed` are those routed to the digest, new and severe ones first.

    `quiet`: nothing open, no stock risk, no failure, and sales near last week's: one line says it all.
    """

    as_of: date | None
    markets: tuple[Market, ...] = ()
    open_alerts: int = 0
    by_kind: Mapping[str, int] = field(default_factory=dict)
    listed: tuple[Alert, ...] = ()
    total: Totals | None = None
    failures: tuple[Say, ...] = ()
    weekly: bool = False
    quiet: bool = False
    filtered: bool = False  # only some owners', brands' or marketplaces' products
