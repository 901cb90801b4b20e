"""Drops in counts: expectation from the own past, its noise, and how improbable so few are by chance.

Expected = usual level x weekday profile of 56 days x index of the rest of the account. The level is the mean of the 28
usable days before the window, or of the last 14 of them where that is less (what has come down already is no news). The
count of a window is negative binomial with mean mu and variance phi*mu + phi*mu^2/base: the first term is the
day-to-day
noise (phi from 56 days, drawn towards the median of all ASINs), the second the error of the baseline itself (`base` =
units behind it).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betainc, betaln, pdtr

BASE_DAYS, SHORT_DAYS, PROFILE_DAYS, LEAST_DAYS = 28, 14, 56, 14
LEAST_NOISE, MOST_NOISE = 1.4, 50.0
_SHRINK = 7.0  # a weekday's share is believed by k/(k + 7) for the k units seen on it
_POOL_DAYS = 100.0  # the median noise of all ASINs weighs like so many days


@dataclass(frozen=True)
class Baseline:
    """Per ASIN: `level` (a usual day's count), `profile` `[n, 7]` by weekday (mean about 1), `phi`, `days` used."""

    level: np.ndarray
    profile: np.ndarray
    phi: np.ndarray
    days: np.ndarray


def baseline(
    past: np.ndarray,
    usable: np.ndarray,
    phase: np.ndarray,
    *,
    index: np.ndarray | None = None,
    least: int = LEAST_DAYS,
    cautious: bool = False,
) -> Baseline:
    """From `past` `[n, k]` counts (NaN unknown), where `usable`, with `phase` `[k]` = weekday 0-6 of each column.

    `index` `[n, k]`: what the rest of the account did on each day (1 = usual). `cautious`: the lower one of the levels
    of 28 and of 14 days. Fewer than `least` usable days make the level NaN.
    """
    good = usable & np.isfinite(past)
    moved = np.ones(past.shape) if index is None else index
    later = np.cumsum(good[:, ::-1], axis=1)[:, ::-1]  # usable days from here to the end
    near, far = good & (later <= BASE_DAYS), good & (later <= PROFILE_DAYS)
    values = np.where(good, past, 0.0)
    weekday = (phase[:, None] == np.arange(7)[None, :]).astype(float)  # [k, 7]
    sums, weight = (values * far) @ weekday, (moved * far) @ weekday
    mean = sums.sum(axis=1) / np.maximum(weight.sum(axis=1), 1e-9)
    expected = mean[:, None] * weight
    with np.errstate(invalid="ignore", divide="ignore"):
        raw = np.where(expected > 0, sums / np.maximum(expected, 1e-9), 1.0)
    profile = 1.0 + expected / (expected + _SHRINK) * (raw - 1.0)
    per_day = profile[:, phase] * moved
    level = _level(values, per_day, near)
    if cautious:
        level = np.minimum(level, _level(values, per_day, good & (later <= SHORT_DAYS)))
    used = near.sum(axis=1)
    phi = _noise(values, far, per_day * _level(values, per_day, far)[:, None])
    return Baseline(np.where(used >= least, level, np.nan), profile, phi, used)


def _level(values: np.ndarray, per_day: np.ndarray, days: np.ndarray) -> np.ndarray:
    return np.asarray((values * days).sum(axis=1) / np.maximum((per_day * days).sum(axis=1), 1e-9))


def _noise(values: np.ndarray, used: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Variance over mean of single days (Pearson), drawn towards the median ASIN's, 1.4 to 50."""
    scale = np.maximum(expected, 0.05)
    pearson = np.where(used, (values - scale) ** 2 / scale, 0.0).sum(axis=1)
    days = used.sum(axis=1)
    own = pearson / np.maximum(days - 7, 7)
    enough = days >= LEAST_DAYS
    common = float(np.median(own[enough])) if enough.any() else LEAST_NOISE
    return np.asarray(np.clip((days * own + _POOL_DAYS * common) / (days + _POOL_DAYS), LEAST_NOISE, MOST_NOISE))


def chance_of_so_few(observed: np.ndarray, mean: np.ndarray, variance: np.ndarray) -> np.ndarray:
    """P(X <= observed) of a negative binomial with this mean and variance (Poisson where the variance is the mean)."""
    mean = np.maximum(mean, 1e-9)
    extra = np.maximum(variance - mean, 0.0)
    spread = extra > 1e-6 * mean
    size = np.where(spread, mean**2 / np.maximum(extra, 1e-12), 1.0)
    share = np.where(spread, size / (size + mean), 0.5)
    negative = betainc(size, np.floor(observed) + 1.0, share)
    return np.asarray(np.where(spread, negative, pdtr(np.floor(observed), mean)))


def chance_of_so_low_a_rate(hits: int, tries: int, past_hits: float, past_misses: float) -> float:
    """P(X <= hits of tries) of a beta-binomial: the rate is as uncertain as the past's hits and misses leave it.

    The sum of the mass function C(n, k) B(k + a, n - k + b) / B(a, b) with a, b half a try above the past (Jeffreys).
    """
    a, b = past_hits + 0.5, past_misses + 0.5
    k = np.arange(min(hits, tries) + 1)
    logs = betaln(k + a, tries - k + b) - betaln(a, b) - betaln(tries - k + 1, k + 1) - np.log(tries + 1)
    return float(np.exp(logs).sum())


def least_visible(mean: np.ndarray, variance: np.ndarray, chance: float | np.ndarray) -> np.ndarray:
    """The largest count that would still alert: the bound below which a window's count is improbable (-1: none is)."""
    low, high = np.full(mean.shape, -1.0), np.ceil(mean)
    while (low < high).any():
        middle = np.floor((low + high + 1.0) / 2.0)
        fits = chance_of_so_few(middle, mean, variance) < chance
        low, high = np.where(fits, middle, low), np.where(fits, high, np.maximum(middle - 1.0, -1.0))
    return np.asarray(np.where(chance_of_so_few(np.zeros_like(mean), mean, variance) < chance, low, -1.0))
