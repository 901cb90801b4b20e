"""Which ASINs moved, and which will run out: the two lists of the morning digest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from analytics.kpis import change_pct

Columns = Mapping[str, np.ndarray]
Floats = NDArray[np.float64]

DEMAND_DAYS = 28
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


def movers(traffic: Columns, last: date, days: int = 1, most: int = 5) -> list[Move]:
    """The ASINs whose sales of the `days` up to `last` differ most, in money, from those a week (or `days`) before.

    One day is set beside the same weekday a week before, longer windows beside the window before them. An ASIN counts
    where its sales of every day of both windows are known; no change is no move. The largest first, at most `most`.
    """
    back = 7 if days == 1 else days
    asins, codes = np.unique(traffic["asin"].astype(str), return_inverse=True)
    after = _sum_of(traffic, codes, len(asins), last, days)
    before = _sum_of(traffic, codes, len(asins), last - timedelta(days=back), days)
    change = after - before
    order = np.argsort(-np.abs(change), kind="stable")
    found = []
    for i in order[:most]:
        if np.isnan(change[i]) or round(float(change[i]), 2) == 0:
            break  # unknown sorts last, and so do those that did not move
        one, other = float(before[i]), float(after[i])
        found.append(Move(str(asins[i]), one, other, other - one, change_pct(one, other)))
    return found


def daily_demand(traffic: Columns, asins: list[str], last: date, days: int = DEMAND_DAYS) -> Floats:
    """Mean units a day of each of `asins` over the known days of the last `days`, NaN where fewer than 7 are known.

    Days without stock tell nothing about demand; leave their rows out before.
    """
    index = {asin: i for i, asin in enumerate(asins)}
    recent = traffic["date"] > np.datetime64(last - timedelta(days=days), "D")
    keep = recent & (traffic["date"] <= np.datetime64(last, "D")) & ~np.isnan(traffic["units"])
    codes = np.array([index.get(asin, -1) for asin in traffic["asin"][keep]], dtype=np.int64)
    units = traffic["units"][keep][codes >= 0]
    codes = codes[codes >= 0]
    count = np.bincount(codes, minlength=len(asins)).astype(np.float64)
    total = np.bincount(codes, weights=units, minlength=len(asins))
    return np.where(count >= 7, total / np.maximum(count, 1), np.nan)


def stock_risks(
    asins: list[str], available: Floats, demand: Floats, lead_time: Floats, day: date, most: int = 20
) -> list[Cover]:
    """ASINs whose stock lasts less than their lead time (14 days where unknown), the shortest cover first.

    Without demand there is no risk, and unknown stock or demand is not told as one.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        cover = np.where(demand > 0, np.maximum(available, 0.0) / demand, np.nan)
    limit = np.where(np.isnan(lead_time), LEAD_TIME_DAYS, lead_time)
    risky = np.flatnonzero(cover < limit)
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


def _sum_of(traffic: Columns, codes: np.ndarray, count: int, last: date, days: int) -> Floats:
    """Sales of each ASIN over `days` days up to `last`; NaN where a day is missing or unknown."""
    first = np.datetime64(last - timedelta(days=days - 1), "D")
    keep = (traffic["date"] >= first) & (traffic["date"] <= np.datetime64(last, "D"))
    seen = np.bincount(codes[keep], minlength=count)
    sums = np.bincount(codes[keep], weights=traffic["sales"][keep], minlength=count)
    return np.where(seen == days, sums, np.nan)
