"""Difference-in-differences of a rate: what changed on one ASIN beyond what changed on like ASINs at the same time.

With counts T and exposures E (days, or sessions) before and after, the effect is the change of the log rate of the
treated ASIN less that of all controls together. Its variance is the counts' own, φ(1/T₁ + 1/T₀) + φ(1/C₁ + 1/C₀), plus
what like ASINs drift apart anyway: τ²(1 + 1/n), with τ² the spread of the controls' own changes beyond their counts.
The interval is 95 % by Student's t with n − 1 degrees of freedom. Sources: Card and Krueger (1994) for the method,
Bertrand, Duflo and Mullainathan (2004) for why drift between units has to widen the interval.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

Floats = NDArray[np.float64]

LEAST_CONTROLS = 3
LEAST_DAYS = 14  # two whole weeks: every weekday twice
LEAST_COUNT = 20.0  # orders or units on each side below which a rate says little


@dataclass(frozen=True)
class Effect:
    """The change in percent beyond the controls', with its 95 % interval. `too_early`: fewer than 14 days after the
    start, or fewer than 20 units on a side: the figures may be looked at, but nothing is decided by them."""

    change: float
    low: float
    high: float
    controls: int
    days: int
    too_early: bool

    @property
    def sure(self) -> bool:
        """Whether the interval leaves out "no change", and it is not too early to say so."""
        return not self.too_early and (self.low > 0 or self.high < 0)


def dispersion(counts: Floats) -> float:
    """Median over rows of variance over mean of daily counts, at least 1 (Poisson); NaN days are left out."""
    found = []
    for row in counts:
        known = row[~np.isnan(row)]
        if len(known) > 2 and known.mean() > 0:
            found.append(float(known.var(ddof=1) / known.mean()))
    return max(1.0, float(np.median(found))) if found else 1.0


def difference(
    treated: tuple[float, float],
    treated_exposure: tuple[float, float],
    controls: tuple[Floats, Floats],
    control_exposure: tuple[Floats, Floats],
    *,
    phi: float,
    days: int,
) -> Effect | None:
    """The effect on the treated ASIN; each pair is (before, after), control arrays have one value an ASIN.

    Controls without counts on both sides are left out; None where fewer than three are left or the treated ASIN has no
    count or exposure on a side.
    """
    before, after = controls
    keep = (before > 0) & (after > 0) & (control_exposure[0] > 0) & (control_exposure[1] > 0)
    if int(keep.sum()) < LEAST_CONTROLS or min(*treated, *treated_exposure) <= 0:
        return None
    n = int(keep.sum())
    own = log(treated[1] / treated_exposure[1]) - log(treated[0] / treated_exposure[0])
    pooled = log(float(after[keep].sum() / control_exposure[1][keep].sum())) - log(
        float(before[keep].sum() / control_exposure[0][keep].sum())
    )
    each = np.log(after[keep] / control_exposure[1][keep]) - np.log(before[keep] / control_exposure[0][keep])
    by_count = phi * (1.0 / after[keep] + 1.0 / before[keep])
    drift = max(0.0, float(each.var(ddof=1) - by_count.mean()))
    variance = (
        phi * (1.0 / treated[0] + 1.0 / treated[1])
        + phi * (1.0 / float(before[keep].sum()) + 1.0 / float(after[keep].sum()))
        + drift * (1.0 + 1.0 / n)
    )
    reach = float(stdtrit(n - 1, 0.975)) * sqrt(variance)
    effect = own - pooled
    return Effect(
        change=100.0 * (exp(effect) - 1.0),
        low=100.0 * (exp(effect - reach) - 1.0),
        high=100.0 * (exp(effect + reach) - 1.0),
        controls=n,
        days=days,
        too_early=days < LEAST_DAYS or min(treated) < LEAST_COUNT,
    )
