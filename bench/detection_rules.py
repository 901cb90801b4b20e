"""The drop rules that run side by side: what people write first, textbook methods, and asinwatch's own.

Each takes a window of counts `[n, 91]` that ends today (NaN = unknown), the weekday of each day and what the rest of
the
account did, and says for each row whether it would alert today.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.stats import poisson
from statsmodels.tsa.seasonal import STL

from analytics.detection.drops import WINDOWS, base_of, measure, thresholds
from analytics.detection.parameters import settings
from bot.records.rules import default_rules

LENGTH = 91
OWN = thresholds(settings(default_rules()["sales_drop"]))


@dataclass(frozen=True)
class Window:
    """What every rule sees of one day. `index` and `behind` are `rest_of_account`'s for these rows."""

    counts: np.ndarray
    weekday: np.ndarray
    index: np.ndarray
    behind: np.ndarray


Rule = Callable[[Window], np.ndarray]


def ratio(window: Window) -> np.ndarray:
    """7 days at most 70 % of the 7 days before."""
    now, past = np.nansum(window.counts[:, -7:], axis=1), np.nansum(window.counts[:, -14:-7], axis=1)
    return np.asarray((past > 0) & (now <= 0.7 * past))


def poisson_rule(window: Window) -> np.ndarray:
    """Poisson against the mean of the 28 days before the last 7, alpha 1e-3, no weekday."""
    past = window.counts[:, -35:-7]
    mean = np.nanmean(past, axis=1) * np.isfinite(window.counts[:, -7:]).sum(axis=1)
    return np.asarray(poisson.cdf(np.nansum(window.counts[:, -7:], axis=1), mean) < 1e-3)


def weekday_mad(window: Window) -> np.ndarray:
    """Sum of 7 days against the weekdays' medians of 8 weeks; alert below -3 robust standard deviations."""
    past, phase = window.counts[:, -63:-7], window.weekday[-63:-7]
    medians = np.full((len(past), 7), np.nan)
    for day in range(7):
        column = past[:, phase == day]
        known = np.isfinite(column).any(axis=1)
        medians[known, day] = np.nanmedian(column[known], axis=1)
    residual = past - medians[:, phase]
    spread = 1.4826 * np.nanmedian(np.abs(residual), axis=1)
    now = window.counts[:, -7:]
    known = np.isfinite(now)
    due = np.where(known, np.nan_to_num(medians[:, window.weekday[-7:]]), 0.0)
    gap = np.where(known, np.nan_to_num(now), 0.0).sum(axis=1) - due.sum(axis=1)
    return np.asarray(gap < -3.0 * np.maximum(spread, 0.5) * np.sqrt(np.maximum(known.sum(axis=1), 1)))


def cusum(window: Window) -> np.ndarray:
    """Downward CUSUM (k = 0.5, h = 5) of standardised days of the last 4 weeks against the 9 weeks before."""
    past, phase = window.counts[:, :-28], window.weekday[:-28]
    mean = np.stack([_mean(past[:, phase == day]) for day in range(7)], axis=1)
    spread = np.sqrt(np.maximum(_mean((past - mean[:, phase]) ** 2), 0.25))
    low = np.zeros(len(past))
    for k in range(28, 0, -1):
        score = (window.counts[:, -k] - mean[:, window.weekday[-k]]) / spread
        low = np.where(np.isfinite(score), np.maximum(0.0, low - score - 0.5), low)
    return np.asarray(low > 5.0)


def _mean(values: np.ndarray) -> np.ndarray:
    known = np.isfinite(values)
    return np.asarray(np.where(known, values, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1))


def robust_stl(window: Window) -> np.ndarray:
    """Robust STL (period 7) of the days before the last 7; their trend and season forecast those, alert below -3 sd."""
    alarms = np.zeros(len(window.counts), dtype=bool)
    for row, counts in enumerate(window.counts):
        past = counts[:-7]
        known = np.flatnonzero(np.isfinite(past))
        filled = np.interp(np.arange(len(past)), known, past[known])
        fit = STL(filled, period=7, robust=True).fit(inner_iter=1, outer_iter=3)
        due = np.mean(fit.trend[-7:]) + fit.seasonal[-7:]
        spread = max(1.4826 * float(np.median(np.abs(fit.resid))), 0.5)
        now = counts[-7:]
        seen = np.isfinite(now)
        alarms[row] = (now[seen] - due[seen]).sum() < -3.0 * spread * np.sqrt(max(seen.sum(), 1))
    return alarms


def own(window: Window) -> np.ndarray:
    """asinwatch's own, with its defaults (without the money floor: these counts have no price)."""
    usual = np.isfinite(window.counts)
    base = base_of(window.counts, usual, window.weekday, window.index)
    fired = np.zeros(len(window.counts), dtype=bool)
    for length in WINDOWS:
        fired |= measure(window.counts, base, window.weekday, length, OWN, window.index, window.behind).improbable
    return fired


RULES: Mapping[str, Rule] = {
    "7 days <= 70 % of 7 before": ratio,
    "Poisson 1e-3": poisson_rule,
    "weekday median + MAD": weekday_mad,
    "robust STL": robust_stl,
    "CUSUM": cusum,
    "asinwatch": own,
}
