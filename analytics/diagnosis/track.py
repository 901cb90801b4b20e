"""A daily count and its exposure: how well one step of its level on a given day fits, and how large the step is.

The step is fitted by quasi-Poisson likelihood (McCullagh and Nelder 1989): level a before the day, b from it on,
against one level throughout; the gain is divided by the dispersion that the series showed while nothing happened.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import log, sqrt

import numpy as np

from analytics.diagnosis.case import Array, Floats

# How much a week's level wanders by itself, relative: it widens every test. Conversion is steadier than traffic.
LEVEL_SD, CONVERSION_SD = 0.05, 0.035
BASE = 21  # days before the two windows in which the level before is read


@dataclass(frozen=True)
class Step:
    """A level's change on one day: `ratio` after/before, signed `z` (below 0: a fall), `gain` of the fit.

    `expected` and `actual` are sums over the days from `place` on.
    """

    place: int
    ratio: float
    z: float
    gain: float
    expected: float
    actual: float

    @property
    def lost(self) -> float:
        return self.expected - self.actual


@dataclass(frozen=True)
class Track:
    """`y` counts and `e` exposures, both [T]; a day on which either is unknown, or the exposure 0, does not count."""

    name: str
    y: Floats
    e: Floats
    start: int
    dispersion: float
    wander: float = LEVEL_SD

    def steps(self, first: int) -> list[Step]:
        """A step on every day from `first` to the last."""
        return [step for place in range(max(first, self.start + 3), len(self.y)) if (step := self.at(place))]

    def at(self, place: int, end: int | None = None, base: int | None = None) -> Step | None:
        """The step on one day (up to `end`, where the condition ended), None where either side has no known day.

        `base` is the first day of the level before, where it is not the track's own.
        """
        first = max(0, self.start if base is None else base)
        last = len(self.y) if end is None else end
        if not first < place < last:
            return None
        counts, exposures, days = self._sums
        y0, e0 = counts[place] - counts[first], exposures[place] - exposures[first]
        y1, e1 = counts[last] - counts[place], exposures[last] - exposures[place]
        after = days[last] - days[place]
        if days[place] == days[first] or not after or y0 <= 0:
            return None
        a, b, c = y0 / e0, y1 / e1, (y0 + y1) / (e0 + e1)
        gain = (y0 * log(a / c) + (y1 * log(b / c) if y1 > 0 else 0.0)) / self.dispersion
        expected = a * e1
        # The level wanders by itself: a step is judged against the counts' noise and that wandering together.
        noise = self.dispersion * (1 / max(expected, 1e-9) + 1 / y0)
        shrink = noise / (noise + self.wander**2 * (1 + 7 / after) / 2)
        z = sqrt(max(2 * gain, 0.0) * shrink)
        return Step(place, b / a, z if b >= a else -z, gain * shrink, expected, y1)

    @cached_property
    def _sums(self) -> tuple[list[float], list[float], list[float]]:
        """Running sums of counts, exposures and days over the known days; each has T + 1 places."""
        known = np.isfinite(self.y) & np.isfinite(self.e) & (self.e > 0)
        sums = (np.where(known, values, 0.0).cumsum() for values in (self.y, self.e, np.ones(len(self.y))))
        counts, exposures, days = ([0.0, *values.tolist()] for values in sums)
        return counts, exposures, days


def make_track(name: str, y: Floats, e: Floats, days: int) -> Track:
    """A track whose level before is read from the `BASE` days before the two windows on."""
    size = len(y)
    wander = CONVERSION_SD if name == "conversion" else LEVEL_SD
    return Track(name, y, e, max(0, size - 2 * days - BASE), dispersion(y, e, size - 2 * days), wander)


def dispersion(y: Floats, e: Floats, upto: int) -> float:
    """Variance over mean of the days before `upto` around their local level (7 days either side), at least 1."""
    known = np.isfinite(y) & np.isfinite(e) & (e > 0)
    known[upto:] = False
    if known.sum() < 15:
        return 1.5
    yk, ek = y[known], e[known]
    box = np.ones(15)
    level = np.convolve(yk, box, "same") / np.convolve(ek, box, "same")
    mean = level * ek
    good = mean > 0
    if good.sum() < 10:
        return 1.0
    squares = (yk[good] - mean[good]) ** 2 / mean[good]
    squares = np.minimum(squares, np.quantile(squares, 0.97) + 1e-9)  # one odd day is no wide noise
    return float(max(1.0, squares.mean() * 15 / 14))


def weekday_factors(y: Floats, grid: Array, upto: int) -> Floats:
    """What each weekday sells against the week's mean, [T], from the days before `upto`, shrunk towards 1."""
    size = len(y)
    weekday = (grid.astype("datetime64[D]").astype(np.int64) + 3) % 7
    factors = np.ones(7)
    past = y[:upto]
    if upto >= 14 and np.isfinite(past).sum() >= 14:
        filled = np.where(np.isfinite(past), past, np.nanmean(past))
        local = np.convolve(filled, np.ones(7) / 7, "same")
        inner = np.arange(upto)
        use = np.isfinite(past) & (local > 0) & (inner >= 3) & (inner < upto - 3)
        mean = float(local[use].mean()) if use.any() else 0.0
        # Four parts of prior for a week's mean level: a slow seller gets no weekdays from noise.
        prior = 4.0 * mean / max(1.0, mean / 4) if use.any() else 1.0
        for day in range(7):
            mine = use & (weekday[:upto] == day)
            counted = float(local[mine].sum())
            factors[day] = (float(past[mine].sum()) + prior) / (counted + prior) if counted + prior > 0 else 1.0
    result: Floats = factors[weekday] * np.ones(size)
    return result
