"""The statistic beneath `sales_drop`: one window of counts against its baseline, for all rows at once. Pure arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from analytics.detection.account_index import MOST
from analytics.detection.counts import Baseline, baseline, chance_of_so_few, least_visible
from analytics.detection.outcome import Settings

WINDOW = 7  # the longest window; the baseline ends before it, which leaves the 3-day window a guard band of 4 days
WINDOWS = (3, 7)
LEAST_KNOWN = {3: 2, 7: 4}  # days of the window that must be known, the last one among them
_CHANCE = {3: 2.0, 7: 1.0}  # the 3-day window asks for a larger fall, and so may take twice the chance
# Where few units are expected, only a stop of nearly all can be told from chance; nothing is gained by more alarms
# there.
_FULL_CHANCE_FROM = {3: 20.0, 7: 40.0}
_LEAST_CHANCE = 0.1
_WORTH_LOOKING = 0.9


def chance_for(length: int, expected: np.ndarray, chance: float) -> np.ndarray:
    """The chance of a false alarm that a window may take, by the units expected in it: `chance` x (0.1 to 1 [2])."""
    share = np.clip((np.nan_to_num(expected, nan=0.0) / _FULL_CHANCE_FROM[length]) ** 1.5, _LEAST_CHANCE, 1.0)
    return np.asarray(chance * _CHANCE[length] * share)


def bounds(expected: np.ndarray, variance: np.ndarray, limit: np.ndarray, least_pct: float) -> np.ndarray:
    """The most units that would still alert: improbable and a fall of `least_pct`. -1: even none would be no news."""
    return np.asarray(
        np.minimum(least_visible(expected, variance, limit), np.floor(expected * (1 - least_pct / 100.0)))
    )


@dataclass(frozen=True)
class Drop:
    """One window for all rows: counts, expectation and its variance, the chance of so few, each `[n]`.

    `account` is what the rest of the account did in the window against the baseline's days (1 = as usual), `least_pct`
    and `limit` are the smallest fall and the largest chance that count.
    """

    length: int
    observed: np.ndarray
    expected: np.ndarray
    variance: np.ndarray
    chance: np.ndarray
    known: np.ndarray
    account: np.ndarray
    least_pct: float
    limit: np.ndarray

    def bound(self, at: int) -> float:
        """The most units that would still alert. -1: even none would be no news."""
        row = [at]
        return float(bounds(self.expected[row], self.variance[row], self.limit[row], self.least_pct)[0])

    def under(self, thresholds: Thresholds) -> Drop:
        """The same counts judged by other thresholds."""
        limit = chance_for(self.length, self.expected, thresholds.chance)
        return replace(self, limit=limit, least_pct=thresholds.least_pct[self.length])

    @cached_property
    def blind(self) -> np.ndarray:
        """bool `[n]`: even none at all could be chance."""
        none = chance_of_so_few(np.zeros(len(self.expected)), *_safe(self.expected, self.variance))
        return np.asarray(self.known & ~(none < self.limit))

    @cached_property
    def fall_pct(self) -> np.ndarray:
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(100.0 * (1.0 - self.observed / self.expected))

    @cached_property
    def improbable(self) -> np.ndarray:
        """bool `[n]`: large enough, and no chance."""
        with np.errstate(invalid="ignore"):
            return np.asarray(self.known & (self.chance < self.limit) & (self.fall_pct >= self.least_pct))


@dataclass(frozen=True)
class Thresholds:
    """How improbable (for 7 days) and how large a fall must be, by length of window in percent."""

    chance: float
    least_pct: Mapping[int, float]


def thresholds(rule: Settings) -> Thresholds:
    """Those of `sales_drop` as its rule has them."""
    return Thresholds(rule["chance"], {3: rule["min_drop_3_days_pct"], 7: rule["min_drop_pct"]})


def base_of(units: np.ndarray, usual: np.ndarray, weekday: np.ndarray, index: np.ndarray | None = None) -> Baseline:
    """The baseline before the longest window. `units` `[n, k]`, `usual` bool, `weekday` `[k]`, `index` `[n, k]`."""
    stop = units.shape[1] - WINDOW
    moved = None if index is None else index[:, :stop]
    return baseline(units[:, :stop], usual[:, :stop], weekday[:stop], index=moved, cautious=True)


def measure(
    units: np.ndarray,
    base: Baseline,
    weekday: np.ndarray,
    length: int,
    thresholds: Thresholds,
    index: np.ndarray | None = None,
    behind: np.ndarray | None = None,
) -> Drop:
    """The last `length` days of `units` `[n, k]` against `base`. `behind` `[n]`: units a day that the index rests
    on.
    """
    window = units[:, -length:]
    known_days = np.isfinite(window)
    alone = base.level[:, None] * base.profile[:, weekday[-length:]]
    per_day = alone if index is None else alone * np.minimum(index[:, -length:], MOST * _usual_index(index))
    expected = np.where(known_days, per_day, 0.0).sum(axis=1)
    own = np.where(known_days, alone, 0.0).sum(axis=1)
    observed = np.where(known_days, window, 0.0).sum(axis=1)
    known = (known_days.sum(axis=1) >= LEAST_KNOWN[length]) & known_days[:, -1] & np.isfinite(base.level)
    mean = np.where(known, expected, np.nan)
    units_behind = np.maximum(base.level * base.days, 1e-9)
    variance = base.phi * (mean + mean**2 / units_behind)
    if behind is not None:
        variance = variance + base.phi * mean**2 / np.maximum(behind * length, 1e-9)
    limit = chance_for(length, mean, thresholds.chance)
    odds = np.full(len(units), np.nan)
    fell = known & (mean > 0) & (observed < _WORTH_LOOKING * mean)  # a smaller fall never decides anything
    if fell.any():
        odds[fell] = chance_of_so_few(observed[fell], *_safe(mean[fell], variance[fell]))
    with np.errstate(invalid="ignore", divide="ignore"):
        account = np.where(own > 0, expected / own, 1.0)
    return Drop(length, observed, mean, variance, odds, known, account, thresholds.least_pct[length], limit)


def _usual_index(index: np.ndarray) -> np.ndarray:
    return np.asarray(index[:, :-WINDOW][:, -28:].mean(axis=1, keepdims=True))


def _safe(mean: np.ndarray, variance: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return np.nan_to_num(mean, nan=1.0), np.nan_to_num(variance, nan=1.0)
