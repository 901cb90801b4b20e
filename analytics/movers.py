"""Which ASINs moved, and which will run out: the two lists of the morning digest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from analytics.kpis import change_pct

Floats = NDArray[np.float64]

DEMAND_DAYS = 28
LEAST_DAYS = 7  # days with stock from which a pace is known
LEAST_DEMAND = 3 / 28  # units a day below which nothing is at risk
SHORT_DAYS = 7.0  # days of cover that are too few whatever is on its way
LEAD_TIME_DAYS = 14.0  # where the product's own is unknown


@dataclass(frozen=True)
class Move:
    """Sales of one ASIN in two equally long windows, in the marketplace's currency."""

    asin: str
    before: float
    after: float
    change: float
    change_pct: float | None


@dataclass(frozen=True)
class Cover:
    """Stock of one ASIN against its demand; `out_on` is the first day without stock at this pace."""

    asin: str
    available: float
    units_a_day: float
    days_of_cover: float
    lead_time_days: float | None
    out_on: date


def movers(before: Mapping[str, float], after: Mapping[str, float], most: int = 5) -> list[Move]:
    """The ASINs whose sales in two equally long windows differ most, in money; the largest first, at most `most`.

    Both map an ASIN to its known sales: one that is unknown in a window has not moved, nor has one without a change.
    """
    found = [
        Move(asin, before[asin], now, now - before[asin], change_pct(before[asin], now))
        for asin, now in after.items()
        if asin in before and round(now - before[asin], 2) != 0
    ]
    found.sort(key=lambda move: (-abs(move.change), move.asin))
    return found[:most]


def daily_demand(pace: Mapping[str, tuple[float, int]], asins: Sequence[str]) -> Floats:
    """Units a day of each of `asins` from (units, days with stock), NaN where fewer than 7 days are known."""
    known = [pace.get(asin, (0.0, 0)) for asin in asins]
    return np.array([units / days if days >= LEAST_DAYS else np.nan for units, days in known], dtype=np.float64)


def stock_risks(
    asins: Sequence[str],
    available: Floats,
    coming: Floats,
    demand: Floats,
    lead_time: Floats,
    day: date,
    most: int = 20,
) -> list[Cover]:
    """ASINs that will run out before an order of today can arrive, the shortest cover first.

    At risk are less than 7 days of cover, and less than the lead time (14 days where unknown) with all that is on its
    way; where nothing tells what is on its way, the stock at hand alone is judged. Without demand (3 units in 28 days)
    there is no risk, and unknown stock or demand is not told as one. All arrays are one value an ASIN, NaN unknown.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        cover = np.where(demand >= LEAST_DEMAND, np.maximum(available, 0.0) / demand, np.nan)
        whole = cover + np.nan_to_num(coming) / np.where(demand > 0, demand, np.nan)
    limit = np.where(np.isnan(lead_time), LEAD_TIME_DAYS, lead_time)
    risky = np.flatnonzero((cover < SHORT_DAYS) | (whole < limit))
    order = risky[np.lexsort((-demand[risky], cover[risky]))][:most]
    return [
        Cover(
            asin=asins[i],
            available=float(available[i]),
            units_a_day=float(demand[i]),
            days_of_cover=float(cover[i]),
            lead_time_days=None if np.isnan(lead_time[i]) else float(lead_time[i]),
            out_on=day + timedelta(days=1 + int(cover[i])),
        )
        for i in order
    ]
