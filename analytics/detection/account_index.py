"""What the rest of the account did, day by day: the common part of demand (weather, season, traffic) that no ASIN's own
past foretells.

Each ASIN counts by its usual level, none for more than a fifth; days on which it was out of stock or in a deal are left
out, and so is the ASIN that the index is for. The index is believed only as far as the account's weeks moved more than
the chance of their counts explains (shrunk towards 1), so that a small account's noise moves nobody's expectation.
"""

from __future__ import annotations

import numpy as np

FEW_ASINS = 5  # with fewer others the rest of the account says nothing
_CAP = 0.2
_NOISE = 1.4  # variance of a count over its mean that is taken as chance
MOST = 1.5  # the rest of the account never raises the expectation by more than half


def rest_of_account(units: np.ndarray, usual: np.ndarray, special: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(index `[n, k]`, mean 1 over the days; units a day behind it `[n]`) of everybody but the ASIN itself.

    `units` `[n, k]` with NaN = unknown, `usual` where they count, `special` `[k]` calendar days, on which the index
    never raises an expectation. All 1 where fewer than FEW_ASINS others are known.
    """
    n, k = units.shape
    good = usual & np.isfinite(units)
    days = good.sum(axis=1)
    level = np.where(good, units, 0.0).sum(axis=1) / np.maximum(days, 1)
    counted = (level > 0) & (days >= 14)
    flat = np.ones((n, k)), np.full(n, np.inf)
    if counted.sum() <= FEW_ASINS:
        return flat
    weight = np.where(counted, np.minimum(level, _CAP * level[counted].sum()), 0.0)
    share = good * weight[:, None]
    sold = share * np.where(good, units, 0.0) / np.where(counted, level, 1.0)[:, None]
    due, came = share.sum(axis=0), sold.sum(axis=0)
    believed = _believed(due, came)
    if believed <= 0:
        return flat
    others_due, others_came = due[None, :] - share, came[None, :] - sold
    known = others_due > 0.5 * (weight.sum() - weight)[:, None]
    raw = np.where(known, others_came / np.maximum(others_due, 1e-9), 1.0)
    index = 1.0 + believed * (raw - 1.0)
    index = np.where(special[None, :], np.minimum(index, 1.0), np.minimum(index, 2 * MOST))
    return np.maximum(index, 0.02), (weight.sum() - weight) / believed


def _believed(due: np.ndarray, came: np.ndarray) -> float:
    """0-1: how far the account's weeks moved more than chance (1 - noise/observed variance of 7-day sums)."""
    weeks = len(due) // 7
    d = due[len(due) - weeks * 7 :].reshape(weeks, 7).sum(axis=1)
    c = came[len(came) - weeks * 7 :].reshape(weeks, 7).sum(axis=1)
    full = d > 0.5 * np.median(d)
    if full.sum() < 4:
        return 0.0
    ratio = c[full] / d[full]
    observed = float(np.var(ratio, ddof=1))
    noise = float(np.mean(_NOISE / d[full]))
    return float(np.clip(1.0 - 1.5 * noise / observed, 0.0, 1.0)) if observed > 0 else 0.0
