"""What ads cost against the ASIN's own past: the figures beneath `acos_spike`, and the tests of click price and spend.

The past is the 28 known days that end 10 days before the last one judged. The click price (CPC) and the spend are
judged on a log scale against the median and the median absolute deviation of single days.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analytics.detection.ads import activity
from analytics.detection.day import Day
from analytics.detection.outcome import Settings
from analytics.detection.robust import quantile, spread

REACH, GUARD, REFERENCE = 45, 10, 28
LENGTHS = (7, 3)
_LEAST_SPREAD = 0.1  # a day's CPC or spend that never moves is not believed to be that steady
_SIGMAS = 4.0
_NEAR = 0.8  # a cost that is not even this far above its mean needs no median


@dataclass(frozen=True)
class Window:
    """Sums of the last `length` days per ASIN `[n]`, of days whose spend and ad sales are known; `a_day` is spend.

    `cpc` is of the days whose clicks are known, `ordered` the spend of those whose orders are. `cpc_rise` and
    `spend_rise` are times the mean of the past; `judged`: the past and the last day are known.
    """

    length: int
    spend: np.ndarray
    sales: np.ndarray
    orders: np.ndarray
    ordered: np.ndarray
    clicks: np.ndarray
    acos: np.ndarray
    cpc: np.ndarray
    a_day: np.ndarray
    judged: np.ndarray
    cpc_rise: np.ndarray
    spend_rise: np.ndarray


@dataclass(frozen=True)
class AdCosts:
    """Daily figures `[n, REACH]` and their past `[n]`: `base` says which days are the past's; `late` days are still
    unsettled and left out. `ordered` is the past's spend on days whose orders (`bought`) are known, `cpc` its mean.
    """

    late: int
    spend: np.ndarray
    sales: np.ndarray
    orders: np.ndarray
    clicks: np.ndarray
    both: np.ndarray
    base: np.ndarray
    spent: np.ndarray
    sold: np.ndarray
    bought: np.ndarray
    ordered: np.ndarray
    cpc: np.ndarray
    acos: np.ndarray
    known: np.ndarray
    windows: Mapping[int, Window]


@dataclass(frozen=True)
class Dearer:
    """Where one cost is far above its past: `fires` `[n]`, what it is `now`, what was `usual`, and the money above."""

    fires: np.ndarray
    now: np.ndarray
    usual: np.ndarray
    extra: np.ndarray


def ad_costs(day: Day) -> AdCosts:
    late = 0 if day.provisional_from is None else max(0, (day.last - day.provisional_from).days + 1)
    return day.kept("ad costs", lambda: _ad_costs(day, late))


def _ad_costs(day: Day, late: int) -> AdCosts:
    spend, sales, orders, clicks = (activity(day, c, REACH, late) for c in ("spend", "sales", "orders", "clicks"))
    both = np.isfinite(spend) & np.isfinite(sales)
    base = both.copy()
    base[:, -GUARD:] = False
    base &= np.cumsum(base[:, ::-1], axis=1)[:, ::-1] <= REFERENCE
    spent, sold = np.where(base, spend, 0).sum(axis=1), np.where(base, sales, 0).sum(axis=1)
    (bought, ordered), (clicked, paid) = (_with_spend(x, spend, base) for x in (orders, clicks))
    with np.errstate(invalid="ignore", divide="ignore"):
        usual, cpc_past = np.where(sold > 0, 100.0 * spent / sold, np.nan), paid / clicked
    known, base_days = (both[:, -7:].sum(axis=1) >= 5) & (base.sum(axis=1) >= 14), base.sum(axis=1)
    windows = {}
    for length in LENGTHS:
        w = both[:, -length:]
        s, r = (np.where(w, x[:, -length:], 0).sum(axis=1) for x in (spend, sales))
        (o, so), (k, sk) = (_with_spend(x[:, -length:], spend[:, -length:], w) for x in (orders, clicks))
        with np.errstate(invalid="ignore", divide="ignore"):
            now, cpc, a_day = np.where(r > 0, 100.0 * s / r, np.inf), sk / k, s / w.sum(axis=1)
            rises = cpc / cpc_past, a_day * base_days / spent
        windows[length] = Window(length, s, r, o, so, k, now, cpc, a_day, known & w[:, -1], *rises)
    return AdCosts(
        late, spend, sales, orders, clicks, both, base, spent, sold, bought, ordered, cpc_past, usual, known, windows
    )


def _with_spend(counts: np.ndarray, spend: np.ndarray, keep: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(the counts' sum, the spend) of the days to `keep` whose count is known: a day without one has no price."""
    keep = keep & np.isfinite(counts)
    return np.where(keep, counts, 0).sum(axis=1), np.where(keep, spend, 0).sum(axis=1)


def dearer_clicks(day: Day, costs: AdCosts, length: int, rule: Settings) -> Dearer:
    """A click costs far more than it used to, by enough money to matter."""
    window, n = costs.windows[length], len(costs.known)
    rise, now = 1 + rule["min_cpc_rise_pct"] / 100.0, window.cpc
    near = window.judged & (window.cpc_rise >= _NEAR * rise) & (window.clicks >= rule["min_clicks"])
    fires, usual, extra = np.zeros(n, dtype=bool), np.full(n, np.nan), np.full(n, np.nan)
    if (rows := np.flatnonzero(near & np.isfinite(now))).size:
        with np.errstate(invalid="ignore", divide="ignore"):
            daily = np.where(costs.base[rows] & (costs.clicks[rows] > 0), costs.spend[rows] / costs.clicks[rows], 0.0)
        usual[rows], excess, days = _against(daily, now[rows])
        extra[rows] = window.clicks[rows] * (now[rows] - usual[rows])
        dear = extra[rows] >= day.floor(rule["money_floor"]) * length / 7.0
        fires[rows] = (days >= 10) & (now[rows] >= rise * usual[rows]) & (excess >= _SIGMAS) & dear
    return Dearer(fires, now, usual, extra)


def dearer_spend(day: Day, costs: AdCosts, length: int, rule: Settings) -> Dearer:
    """Far more is spent than used to be, and the sales through ads rose by less than half as much. Days of a deal or
    of a sales event are no measure.
    """
    window, n = costs.windows[length], len(costs.known)
    rise, now = 1 + rule["min_spend_rise_pct"] / 100.0, window.a_day
    near = window.judged & (window.spend_rise >= _NEAR * rise) & (window.clicks >= rule["min_clicks"])
    fires, usual, extra = np.zeros(n, dtype=bool), np.full(n, np.nan), np.full(n, np.nan)
    here = slice(-length - costs.late, day.special.size - costs.late)
    if near.any():
        near &= ~day.special[here].any() & ~day.deals[:, here].any(axis=1)
    if (rows := np.flatnonzero(near)).size:
        days_known, base_days = costs.both[rows, -length:].sum(axis=1), costs.base[rows].sum(axis=1)
        usual[rows], excess, days = _against(np.where(costs.base[rows], costs.spend[rows], 0.0), now[rows])
        extra[rows] = window.spend[rows] - usual[rows] * days_known
        dear = extra[rows] >= 2.0 * day.floor(rule["money_floor"]) * length / 7.0
        due = costs.sold[rows] / base_days * days_known
        with np.errstate(invalid="ignore", divide="ignore"):
            followed = window.sales[rows] >= due * (1.0 + 0.5 * (now[rows] / usual[rows] - 1.0))
        fires[rows] = (days >= 14) & (now[rows] >= rise * usual[rows]) & (excess >= _SIGMAS) & dear & ~followed
    return Dearer(fires, now, usual, extra)


def _against(daily: np.ndarray, now: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(median of the days above 0, how many robust standard deviations `now` lies above it on logarithms, days)."""
    with np.errstate(invalid="ignore", divide="ignore"):
        logs = np.where(daily > 0, np.log(daily), np.nan)
        middle = quantile(logs)
        noise = np.maximum(np.nan_to_num(spread(logs, middle), nan=1.0), _LEAST_SPREAD)
        return np.exp(middle), (np.log(now) - middle) / noise, np.isfinite(logs).sum(axis=1)
