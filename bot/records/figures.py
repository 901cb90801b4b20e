"""Key figures of a window as people and programs get them: values by name, and the reason wherever there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.records.text import Money, Number, Percent, Say, Value

# Every figure's name and kind: money in the marketplace's currency, ratios in percent.
FIGURES: dict[str, str] = {
    "sales": "money", "units": "count", "orders": "count", "sessions": "count", "page_views": "count",
    "cvr": "percent", "order_cvr": "percent", "price": "money", "featured_offer": "percent",
    "impressions": "count", "clicks": "count", "ctr": "rate", "cpc": "money", "ad_spend": "money",
    "ad_sales": "money", "ad_orders": "count", "acos": "percent", "tacos": "percent",
}  # fmt: skip


def label(name: str) -> Say:
    """The figure's name in words."""
    own = {"featured_offer": "buy-box-pct", "price": "average-price"}
    return Say("metric-" + own.get(name, name).replace("_", "-"))


@dataclass(frozen=True)
class Figures:
    """Figures of the days `first` to `last`. `values` has every name of `FIGURES`, None where unknown.

    `reasons` says why a ratio is unknown ("no ad sales"). `provisional`: sessions of these days may still fill in.
    """

    first: date
    last: date
    currency: str
    values: Mapping[str, float | None]
    reasons: Mapping[str, Say] = field(default_factory=dict)
    provisional: bool = False

    def shown(self, name: str) -> Value:
        """The figure as an argument of a text: typed, and the reason where it cannot be given."""
        value = self.values[name]
        if value is None:
            return self.reasons.get(name)
        return typed(name, value, self.currency)


def typed(name: str, value: float, currency: str) -> Value:
    """`value` as the kind of figure that `name` is."""
    match FIGURES[name]:
        case "money":
            return Money(value, currency)
        case "percent":
            return Percent(value)
        case "rate":
            return Percent(value, digits=2)
    return Number(value, digits=0)


@dataclass(frozen=True)
class Row:
    """A further figure beside the one before; None or the reason in words where it is unknown."""

    label: Say
    before: Value
    after: Value


@dataclass(frozen=True)
class Compared:
    """One (account, marketplace), or one ASIN there: a window beside the one before it.

    `asin` is None for the whole marketplace; `days` are each of the last `2·N` days, oldest first, for a sparkline;
    `more` are return rate and, for an ASIN, cover, break-even ACOS, rating and review velocity.
    """

    account: str
    marketplace: str
    currency: str
    as_of: date
    after: Figures
    before: Figures
    asin: str | None = None
    title: str | None = None
    days: tuple[Figures, ...] = ()
    remarks: tuple[Say, ...] = ()
    more: tuple[Row, ...] = ()

    def change_pct(self, name: str) -> float | None:
        """The change in percent of the window before; None where one is unknown or nothing was there before."""
        before, after = self.before.values[name], self.after.values[name]
        if before is None or after is None or not before > 0:
            return None
        return 100.0 * (after - before) / before


@dataclass(frozen=True)
class TableFreshness:
    """How fresh one table of one (account, marketplace) is. `behind` counts the marketplace's own days from the last
    day of data to its last day that has ended (0 is current), None where there is no data."""

    account: str
    marketplace: str
    table: str
    last_day: date | None
    behind: int | None
