"""How small a fall can be seen at an ASIN's volume, in 3 and in 7 days, and how long a fall of half takes to show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from analytics.detection.counts import Baseline
from analytics.detection.day import Day
from analytics.detection.drops import Thresholds, base_of, bounds, chance_for, thresholds
from analytics.panel import Panel
from bot.records.rules import Rule, default_rules
from bot.records.text import Number, Percent, Say, Value

LONGEST_WEEKS = 26


@dataclass(frozen=True)
class Detectability:
    """`in_3_days`, `in_7_days`: the smallest fall (percent) that would alert with even odds, None where not even a
    stop.

    `weeks_for_half`: weeks until a fall of half shows, None where 26 are not enough. `demand`: units a day, None
    unknown.
    `family`: the same for the ASIN's family where it has one.
    """

    demand: float | None
    in_3_days: float | None
    in_7_days: float | None
    weeks_for_half: int | None
    family: Detectability | None = None


def detectability(panel: Panel, day: date, asin: str, rules: Mapping[str, Rule] | None = None) -> Detectability | None:
    """The smallest visible fall of `asin` as of `day`; None for an unknown ASIN."""
    at = panel.index(asin)
    if at is None:
        return None
    looked = Day(panel.upto(day), rules or default_rules())
    own = _of(looked, looked.units, looked.usual, at)
    families = panel.families()
    if (families == families[at]).sum() < 2:
        return own
    pooled = panel.pooled(looked.units)
    return Detectability(
        own.demand, own.in_3_days, own.in_7_days, own.weeks_for_half, _of(looked, pooled, looked.usual, at)
    )


def _of(day: Day, units: np.ndarray, usual: np.ndarray, at: int) -> Detectability:
    index, behind = day.account_index
    base = base_of(units[[at]], usual[[at]], day.weekday, index[[at]])
    return visible(base, 0, float(behind[at]), thresholds(day.rule("sales_drop")))


def visible(base: Baseline, at: int, behind: float, limits: Thresholds) -> Detectability:
    """What can be seen of row `at` of a baseline; `behind`: units a day that the index of the others rests on."""
    level, phi, days_behind = float(base.level[at]), base.phi[[at]], float(base.days[at])
    if not np.isfinite(level):
        return Detectability(None, None, None, None)

    if level <= 0:
        return Detectability(level, None, None, None)

    def smallest(days: np.ndarray, like: int) -> list[float | None]:
        mean = level * days
        variance = phi * (mean + mean**2 / max(level * days_behind, 1e-9) + mean**2 / (behind * days))
        most = bounds(mean, variance, chance_for(like, mean, limits.chance), limits.least_pct[like])
        return [None if bound < 0 else 100.0 * (1.0 - bound / due) for bound, due in zip(most, mean, strict=True)]

    by_week = smallest(7.0 * np.arange(1, LONGEST_WEEKS + 1), 7)
    weeks = next((k for k, fall in enumerate(by_week, 1) if fall is not None and fall <= 50.0), None)
    return Detectability(level, smallest(np.array([3.0]), 3)[0], by_week[0], weeks)


def visible_line(found: Detectability, *, family: bool = False) -> Say:
    """In words; the demand must be known."""
    never = Say("figures-visible-never")
    return Say(
        "figures-visible-family" if family else "figures-visible",
        {
            "demand": Number(found.demand or 0.0),
            "three": _fall(found.in_3_days),
            "seven": _fall(found.in_7_days),
            "half": never
            if found.weeks_for_half is None
            else Say("figures-visible-weeks", {"n": found.weeks_for_half}),
        },
    )


def _fall(percent: float | None) -> Value:
    return Say("figures-visible-none") if percent is None else Percent(percent, digits=0)
