"""Sales a day by marketplace, for Slack's own chart: in one currency where the rates are known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.records.digest import Digest, Market
from bot.records.text import Say

MOST_LINES = 5


@dataclass(frozen=True)
class SalesLines:
    """`series` has a value for each of `days` by marketplace, the largest first; none is unknown."""

    title: Say
    days: tuple[date, ...]
    series: dict[str, list[float]]


def sales_lines(found: Digest) -> SalesLines | None:
    """The days that all marketplaces have, of the last 14. A marketplace with an unknown day or no rate is left out
    (its row of bars shows the gap); None where none is left or fewer than two days."""
    markets = [market for market in found.markets if market.trend]
    if not markets:
        return None
    currency = found.total.currency if found.total else markets[0].currency
    rates = found.total.rates if found.total else {currency: 1.0}
    first = max(market.trend[0].last for market in markets)
    last = min(market.trend[-1].last for market in markets)
    days = tuple(first + timedelta(days=n) for n in range((last - first).days + 1))
    accounts = {market.account for market in markets}
    lines: dict[str, list[float]] = {}
    for market in markets:
        rate = rates.get(market.currency)
        sales = _sales(market, days)
        if rate is not None and sales is not None:
            name = market.marketplace if len(accounts) == 1 else f"{market.marketplace} {market.account}"
            lines[name] = [value * rate for value in sales]
    if not lines or len(days) < 2:
        return None
    largest = sorted(lines, key=lambda name: -sum(lines[name]))[:MOST_LINES]
    title = Say("home-chart", {"currency": currency, "first": days[0], "last": days[-1]})
    return SalesLines(title, days, {name: lines[name] for name in largest})


def _sales(market: Market, days: tuple[date, ...]) -> list[float] | None:
    by_day = {figures.last: figures.values["sales"] for figures in market.trend}
    known = [value for day in days if (value := by_day.get(day)) is not None]
    return known if len(known) == len(days) else None
