"""Medians and streaks along the days, NaN = unknown, without Python loops over ASINs."""

from __future__ import annotations

import numpy as np


def quantile(values: np.ndarray, share: float = 0.5) -> np.ndarray:
    """The `share` quantile of the known values of each row (the nearest value above), NaN where none is known."""
    if not values.shape[1]:
        return np.full(values.shape[0], np.nan)
    ordered = np.sort(values, axis=1)  # NaN sorts last
    count = np.isfinite(values).sum(axis=1)
    at = np.clip((share * (count - 1) + 0.5).astype(int), 0, np.maximum(count - 1, 0))
    return np.asarray(np.where(count > 0, ordered[np.arange(len(ordered)), at], np.nan))


def spread(values: np.ndarray, middle: np.ndarray) -> np.ndarray:
    """Median absolute deviation x 1.4826 around `middle`: a standard deviation that outliers do not move."""
    return np.asarray(1.4826 * quantile(np.abs(values - middle[:, None])))


def known_sum(values: np.ndarray) -> np.ndarray:
    """Sum of the known values of each row; NaN where none is known."""
    known = np.isfinite(values)
    return np.asarray(np.where(known.any(axis=1), np.where(known, values, 0.0).sum(axis=1), np.nan))


def streak(holds: np.ndarray, known: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each row the run of days at its end on which `holds`, unknown days passed over.

    Gives (days of the run, index of its first day); 0 and the row's length where the last known day does not hold.
    """
    n, length = holds.shape
    count, first = np.zeros(n, dtype=np.int64), np.full(n, length)
    if n and length:
        rows = np.flatnonzero(holds[np.arange(n), _last(known)])  # most rows have no run: nothing to count there
        count[rows], first[rows] = _runs(holds[rows], known[rows])
    return count, first


def _runs(holds: np.ndarray, known: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    length = holds.shape[1]
    breaks = known & ~holds
    after = np.where(breaks.any(axis=1), length - np.argmax(breaks[:, ::-1], axis=1), 0)
    inside = holds & known & (np.arange(length)[None, :] >= after[:, None])
    count = inside.sum(axis=1)
    first = np.where(count > 0, np.argmax(inside, axis=1), length)
    return count, first


def before(first: np.ndarray, length: int, reach: int) -> np.ndarray:
    """bool `[n, length]`: the up to `reach` columns before column `first` of each row."""
    column = np.arange(length)[None, :]
    return np.asarray((column < first[:, None]) & (column >= first[:, None] - reach))


def share_of(holds: np.ndarray, known: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(share of the known days of each row on which `holds`, how many are known); the share is NaN without any."""
    count = known.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(count > 0, (holds & known).sum(axis=1) / np.maximum(count, 1), np.nan), count


def days_needed(share: np.ndarray, known: np.ndarray, chance: float = 0.002) -> np.ndarray:
    """How many days in a row something must last to be no chance, that was so on `share` of `known` days: at least 1.

    One day is enough for what never happened; else the share is taken as (hits + 1) / (days + 2), at most 0.9.
    """
    hits = np.nan_to_num(share, nan=0.0) * known
    usual = np.clip((hits + 1.0) / (known + 2.0), 1e-9, 0.9)
    return np.asarray(np.where(hits < 0.5, 1, np.maximum(np.ceil(np.log(chance) / np.log(usual) - 1e-9), 1))).astype(
        int
    )


def log_excess(past: np.ndarray, now: float, least_noise: float = 0.1) -> float:
    """How many robust standard deviations `now` lies above `past` on logarithms (amounts above 0; NaN without any)."""
    logs = np.log(past[past > 0])
    if not len(logs) or not now > 0:
        return float("nan")
    middle = float(np.median(logs))
    return (float(np.log(now)) - middle) / max(1.4826 * float(np.median(np.abs(logs - middle))), least_noise)


def _last(known: np.ndarray) -> np.ndarray:
    """The last known column of each row; the last of all where none is known."""
    at = np.full(len(known), known.shape[1] - 1)
    rows = np.flatnonzero(~known[:, -1])  # few: the last day is known nearly everywhere
    at[rows] -= np.argmax(known[rows, ::-1], axis=1)
    return at


def last_known(values: np.ndarray) -> np.ndarray:
    """The last known value of each row, NaN where none is."""
    found = values[np.arange(len(values)), _last(np.isfinite(values))]
    return np.asarray(np.where(np.isfinite(found), found, np.nan))


def last_code(codes: np.ndarray) -> np.ndarray:
    """The last known text code of each row, -1 where none is."""
    return np.asarray(np.maximum(codes[np.arange(len(codes)), _last(codes >= 0)], -1))
