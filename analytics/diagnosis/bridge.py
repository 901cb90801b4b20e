"""The money bridge: what each factor did to sales between two windows, exact to the cent.

Sales = (ad sessions + organic sessions) × conversion × units per order × price. The change is shared out by Shapley
values (Shapley 1953; the mean over all orders in which the factors could have changed), which need no order and no
factor above zero. Beside it LMDI-I (Ang 2005) as a check where every factor is above zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import factorial, isfinite, log

import numpy as np

from analytics.diagnosis.case import Floats
from bot.records.diagnosis import Contribution

FACTORS = ("ad_sessions", "organic_sessions", "conversion", "units_per_order", "price")
PLAIN_FACTORS = ("units", "price")
_DRAWS = 400
_LOW, _HIGH = 5.0, 95.0  # a 90 % interval


@dataclass(frozen=True)
class Totals:
    """One window's sums; NaN is unknown. `clicks` is NaN where the ASIN has no ad data at all."""

    sessions: float
    clicks: float
    orders: float
    units: float
    sales: float

    @property
    def counted(self) -> bool:
        return isfinite(self.sessions)


def bridge(before: Totals, after: Totals, *, minor_unit: float = 0.01, seed: int = 0) -> tuple[Contribution, ...]:
    """Contributions in money that add up to `round(after.sales) - round(before.sales)` exactly, each to `minor_unit`.

    A factor that is undefined in one window (no sessions, no orders, no units) takes the other window's value, so it
    contributes nothing. Where sessions are unknown in a window the factors are units and price. The bounds are the 5th
    and 95th percentile over Poisson draws of the counts. Sales in both windows must be known.
    """
    names, old, new = _factors(before, after)
    total = _minor(after.sales, minor_unit) - _minor(before.sales, minor_unit)
    shares = _shapley(names, old, new)
    residual = (after.sales - before.sales) - float(sum(shares))
    if abs(residual) > 0.5 * minor_unit:  # corrections without units: money that no factor carries
        names, shares = (*names, "corrections"), np.append(shares, residual)
    parts = _largest_remainder(np.asarray(shares) / minor_unit, total)
    low, high = _bounds(before, after, names, seed)
    return tuple(
        Contribution(
            name,
            round(part * minor_unit, 2),
            None if low is None else round(float(low[i]), 2),
            None if high is None else round(float(high[i]), 2),
        )
        for i, (name, part) in enumerate(zip(names, parts, strict=True))
    )


def lmdi(before: Totals, after: Totals) -> dict[str, float] | None:
    """LMDI-I shares by factor, None where a factor or sales are not above zero (the logarithm has no value there)."""
    names, old, new = _factors(before, after)
    if names != FACTORS or before.sales <= 0 or after.sales <= 0:
        return None
    start = {"sessions": old[0] + old[1], "conversion": old[2], "units_per_order": old[3], "price": old[4]}
    end = {"sessions": new[0] + new[1], "conversion": new[2], "units_per_order": new[3], "price": new[4]}
    if min(min(start.values()), min(end.values())) <= 0:
        return None
    weight = _log_mean(after.sales, before.sales)
    return {name: weight * log(end[name] / start[name]) for name in start}


def _log_mean(a: float, b: float) -> float:
    return a if a == b else (a - b) / log(a / b)


def _factors(before: Totals, after: Totals) -> tuple[tuple[str, ...], list[float], list[float]]:
    """Names and values of the factors in both windows, the undefined ones filled from the other window."""
    if not (before.counted and after.counted):
        old, new = _fill(
            [before.units, _ratio(before.sales, before.units)], [after.units, _ratio(after.sales, after.units)]
        )
        return PLAIN_FACTORS, old, new
    rows = []
    # Orders that contradict the units (none beside units sold) cannot split them: then conversion is units a session.
    by_orders = all(isfinite(w.orders) and (w.orders > 0 or w.units == 0) for w in (before, after))
    for window in (before, after):
        orders = window.orders if by_orders else window.units
        ads = min(window.clicks, window.sessions) if isfinite(window.clicks) else 0.0
        rows.append(
            [
                ads,
                window.sessions - ads,
                _ratio(orders, window.sessions),
                _ratio(window.units, orders),
                _ratio(window.sales, window.units),
            ]
        )
    old, new = _fill(rows[0], rows[1])
    return FACTORS, old, new


def _ratio(a: float, b: float) -> float:
    return a / b if b else float("nan")


def _fill(old: list[float], new: list[float]) -> tuple[list[float], list[float]]:
    pairs = [
        (a if isfinite(a) else (b if isfinite(b) else 0.0), b if isfinite(b) else (a if isfinite(a) else 0.0))
        for a, b in zip(old, new, strict=True)
    ]
    return [a for a, _ in pairs], [b for _, b in pairs]


def _value(names: Sequence[str], factors: Mapping[str, Floats | float]) -> Floats | float:
    if tuple(names) == PLAIN_FACTORS:
        return factors["units"] * factors["price"]
    sessions = factors["ad_sessions"] + factors["organic_sessions"]
    return sessions * factors["conversion"] * factors["units_per_order"] * factors["price"]


def _shapley(names: Sequence[str], old: Sequence[Floats | float], new: Sequence[Floats | float]) -> Floats:
    """Shapley values of each factor, [factors] or [factors, draws] where the factors are arrays of draws."""
    n = len(names)
    values: dict[frozenset[int], Floats | float] = {}
    for size in range(n + 1):
        for group in combinations(range(n), size):
            chosen = {name: new[i] if i in group else old[i] for i, name in enumerate(names)}
            values[frozenset(group)] = _value(names, chosen)
    shares = []
    for i in range(n):
        others = [j for j in range(n) if j != i]
        share: Floats | float = 0.0
        for size in range(n):
            weight = factorial(size) * factorial(n - size - 1) / factorial(n)
            for group in combinations(others, size):
                share = share + weight * (values[frozenset((*group, i))] - values[frozenset(group)])
        shares.append(share)
    return np.array(shares, dtype=np.float64)


def _minor(amount: float, unit: float) -> int:
    return round(amount / unit)


def _largest_remainder(amounts: Floats, total: int) -> list[int]:
    """Whole numbers near `amounts` that add up to `total`: floors first, then one more to the largest remainders."""
    floors = np.floor(amounts)
    missing = int(total - floors.sum())
    order = np.argsort(-(amounts - floors), kind="stable")
    parts = floors.astype(np.int64)
    for step in range(abs(missing)):
        parts[order[step % len(order)]] += 1 if missing > 0 else -1
    return [int(part) for part in parts]


def _bounds(before: Totals, after: Totals, names: Sequence[str], seed: int) -> tuple[Floats | None, Floats | None]:
    """Percentiles of each share when clicks, other sessions, orders and units are drawn from Poisson laws."""
    if tuple(names) not in (FACTORS, PLAIN_FACTORS) or before.units + after.units == 0:
        return None, None
    random = np.random.default_rng(seed)
    _, old, new = _factors(before, after)
    drawn = [_draw(random, names, values) for values in (old, new)]
    shares = _shapley(names, drawn[0], drawn[1])
    bounds = np.percentile(shares, [_LOW, _HIGH], axis=1)
    return bounds[0], bounds[1]


def _draw(random: np.random.Generator, names: Sequence[str], values: Sequence[float]) -> list[Floats]:
    if tuple(names) == PLAIN_FACTORS:
        return [random.poisson(max(values[0], 0.0), _DRAWS).astype(np.float64), np.full(_DRAWS, values[1])]
    ads, organic, conversion, per_order, price = values
    ad_draws = random.poisson(max(ads, 0.0), _DRAWS).astype(np.float64)
    organic_draws = random.poisson(max(organic, 0.0), _DRAWS).astype(np.float64)
    orders = random.poisson(max((ads + organic) * conversion, 0.0), _DRAWS)
    sessions = np.maximum(ad_draws + organic_draws, 1.0)
    return [ad_draws, organic_draws, orders / sessions, np.full(_DRAWS, per_order), np.full(_DRAWS, price)]
