"""What an incident cost: sales during it against the usual level before it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

BEFORE_DAYS = 28
AFTER_DAYS = 3
ENOUGH_DAYS = 14
BACK_PCT = 90.0


@dataclass(frozen=True)
class IncidentSales:
    """Money in the series' own currency. `usual` is the median day before, by weekday where known twice or more;
    `lost` the shortfall over the known days (days above the usual level make up for others; never below 0); `back_pct`
    the level after it in percent of the usual. None is unknown."""

    usual: float | None
    lost: float | None
    back_pct: float | None
    known_days: int

    @property
    def back(self) -> bool:
        return self.back_pct is not None and self.back_pct >= BACK_PCT


def incident_sales(days: np.ndarray, sales: np.ndarray, first: np.datetime64, last: np.datetime64) -> IncidentSales:
    """`days` (datetime64[D], ascending) and `sales` (float64, NaN unknown) of equal length; [first, last] the incident.

    Looks at the 28 days before `first` and the 3 days after `last`; with fewer than 14 known days before, or none
    within, nothing is said.
    """
    known = ~np.isnan(sales)
    before = known & (days >= first - BEFORE_DAYS) & (days < first)
    during = known & (days >= first) & (days <= last)
    after = known & (days > last) & (days <= last + AFTER_DAYS)
    if before.sum() < ENOUGH_DAYS or not during.any():
        return IncidentSales(None, None, None, int(during.sum()))
    weekday = (days.astype(np.int64) + 3) % 7
    usual = float(np.median(sales[before]))
    expected = np.full(len(days), usual)
    for day in range(7):
        same = before & (weekday == day)
        if same.sum() >= 2:
            expected[weekday == day] = np.median(sales[same])
    lost = max(float((expected - sales)[during].sum()), 0.0)
    level = float(expected[after].sum())
    back = None if after.sum() < AFTER_DAYS or level <= 0 else 100.0 * float(sales[after].sum()) / level
    return IncidentSales(usual, lost, back, int(during.sum()))
