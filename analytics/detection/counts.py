"""Drops in counts: expectation from the own past, its noise, and how improbable so few are by chance.

Expected = mean of the 28 usable days before the guard band x weekday profile of 56 days x what the rest of the account
did. The count of a window is negative binomial with mean mu and variance phi*mu + phi*mu^2/(28*base): the first term is
the day-to-day noise (phi from 56 days, 1 to 50), the second the error of the baseline itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betainc, pdtr

BASE_DAYS, PROFILE_DAYS, LEAST_DAYS = 28, 56, 14


@dataclass(frozen=True)
class Baseline:
    """Per ASIN: `level` (a usual day's count), `profile` `[n, 7]` by position in the week (mean 1), `phi`, `days` used."""

    level: np.ndarray
    profile: np.ndarray
    phi: np.ndarray
    days: np.ndarray


def baseline(past: np.ndarray, usable: np.ndarray, phase: np.ndarray, least: int = LEAST_DAYS) -> Baseline:
    """From `past` `[n, k]` counts (NaN unknown), where `usable`, with `phase` `[k]` = weekday 0-6 of each column.

    The level is that of the last 28 usable days; fewer than `least` make the ASIN's level NaN.
    """
    good = usable & np.isfinite(past)
    later = np.cumsum(good[:, ::-1], axis=1)[:, ::-1]  # usable days from here to the end
    near, far = good & (later <= BASE_DAYS), good & (later <= PROFILE_DAYS)
    values = np.where(good, past, 0.0)
    weekday = (phase[:, None] == np.arange(7)[None, :]).astype(float)  # [k, 7]
    sums, counts = (values * far) @ weekday, far.astype(float) @ weekday
    total, days = sums.sum(axis=1), counts.sum(axis=1)
    mean = total / np.maximum(days, 1)
    # The profile is shrunk to flat by the noise of the few counts beneath it: k/(k + 7) of k units seen a weekday.
    with np.errstate(invalid="ignore", divide="ignore"):
        raw = np.where((counts > 0) & (mean[:, None] > 0), sums / np.maximum(counts, 1) / mean[:, None], 1.0)
    weight = (mean[:, None] * counts) / (mean[:, None] * counts + 7.0)
    profile = 1.0 + weight * (raw - 1.0)
    expected_share = (near.astype(float) @ weekday * profile).sum(axis=1)
    used = near.sum(axis=1)
    level = np.where(used >= least, (values * near).sum(axis=1) / np.maximum(expected_share, 1e-9), np.nan)
    return Baseline(level, profile, _dispersion(values, far, profile[:, phase] * mean[:, None]), used)


def _dispersion(values: np.ndarray, used: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Variance over mean of single days (Pearson), clipped to 1-50; bursts upward are cut to not hide drops."""
    scale = np.maximum(expected, 0.05)
    pearson = np.where(used, (values - scale) ** 2 / scale, 0.0)
    freedom = np.maximum(used.sum(axis=1) - 7, 7)
    return np.asarray(np.clip(pearson.sum(axis=1) / freedom, 1.0, 50.0))


def chance_of_so_few(observed: np.ndarray, mean: np.ndarray, variance: np.ndarray) -> np.ndarray:
    """P(X <= observed) of a negative binomial with this mean and variance (Poisson where the variance is the mean)."""
    mean = np.maximum(mean, 1e-9)
    extra = np.maximum(variance - mean, 0.0)
    spread = extra > 1e-6 * mean
    size = np.where(spread, mean**2 / np.maximum(extra, 1e-12), 1.0)
    share = np.where(spread, size / (size + mean), 0.5)
    negative = betainc(size, np.floor(observed) + 1.0, share)
    return np.asarray(np.where(spread, negative, pdtr(np.floor(observed), mean)))


def spread_of(mean: np.ndarray, phi: np.ndarray, level: np.ndarray, days: np.ndarray) -> np.ndarray:
    """Variance of a window's count with the baseline's own error."""
    base = np.maximum(level * np.maximum(days, 1), 1e-9)
    return np.asarray(phi * mean + phi * mean**2 / base)


def least_visible(mean: np.ndarray, variance: np.ndarray, chance: float) -> np.ndarray:
    """The largest count that would still alert: the bound below which a window's count is improbable (-1: none is)."""
    low, high = np.full(mean.shape, -1.0), np.ceil(mean)
    for _ in range(24):
        middle = np.floor((low + high + 1.0) / 2.0)
        fits = chance_of_so_few(middle, mean, variance) < chance
        low, high = np.where(fits, middle, low), np.where(fits, high, np.maximum(middle - 1.0, -1.0))
    return np.asarray(np.where(chance_of_so_few(np.zeros_like(mean), mean, variance) < chance, low, -1.0))
