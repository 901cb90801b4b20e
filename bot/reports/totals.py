"""Totals over marketplaces in one currency, where the exchange rates are known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy import Connection

from analytics.kpis import Sums
from analytics.profit import exchange
from analytics.windows import figures, sums_of
from bot.records.digest import Market, Totals
from bot.records.figures import Figures
from bot.store.figures import read_rates


def totals(connection: Connection, markets: Sequence[Market], currency: str, day: date) -> Totals | None:
    """All `markets` together in `currency`, both compared days at the latest rates up to `day`, so that a change is one
    of sales and not of money. Marketplaces without a known rate are left out and their currencies named; None where no
    marketplace is left. A figure that is unknown in one marketplace is unknown in the total."""
    rates = read_rates(connection, day, currency)
    known: list[tuple[Market, float]] = []
    without: list[str] = []
    for market in markets:
        rate = exchange(rates, market.currency, currency)
        if rate is None:
            without.append(market.currency)
        else:
            known.append((market, rate))
    if not known:
        return None

    def together(pick: Callable[[Market], Figures]) -> Figures:
        parts = [(pick(market), rate) for market, rate in known]
        total: Sums | None = None
        for part, rate in parts:
            one = sums_of(part, rate)
            total = one if total is None else total + one
        return figures(
            total or Sums(),
            min(part.first for part, _ in parts),
            max(part.last for part, _ in parts),
            currency,
            provisional=any(part.provisional for part, _ in parts),
        )

    return Totals(
        currency=currency,
        day=together(lambda market: market.day),
        week_ago=together(lambda market: market.week_ago),
        week=together(lambda market: market.week),
        week_before=together(lambda market: market.week_before),
        without=tuple(sorted(set(without))),
        rates={market.currency: rate for market, rate in known},
    )
