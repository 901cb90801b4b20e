"""The ads' click rate (CTR): clicks of the impressions of 7 days against the ASIN's own 28 days before.

Beta-binomial on the counts beneath. Single impressions are not independent (placements, days), so both counts are
divided by the overdispersion of the past's days first. It is no alert of its own: a fall is named as evidence beside
`acos_spike` and `sales_drop`, in `/kpi` and in `/asinwatch why`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.detection.ads import activity
from analytics.detection.counts import chance_of_so_low_a_rate
from analytics.detection.day import Day
from bot.records.text import Percent, Say, Value

_WINDOW, _REFERENCE = 7, 28
_LEAST_FALL_PCT, _CHANCE = 20.0, 1e-3
_LEAST_IMPRESSIONS, _LEAST_CLICKS, _LEAST_DAYS = 1000, 30, 10  # in the window; in the past; known days of the past
_LEAST_DISPERSION = 1.5


@dataclass(frozen=True)
class ClickRate:
    """Impressions and clicks of 7 days and of the 28 before, `[n]`; `daily` are the past's `[n, 28]` of each."""

    shown_now: np.ndarray
    clicked_now: np.ndarray
    shown_past: np.ndarray
    clicked_past: np.ndarray
    daily: tuple[np.ndarray, np.ndarray]
    judged: np.ndarray

    def now(self, at: int) -> float:
        return _rate(self.clicked_now[at], self.shown_now[at])

    def usual(self, at: int) -> float:
        return _rate(self.clicked_past[at], self.shown_past[at])

    def shown(self, at: int) -> Value:
        return _percent(self.now(at))

    def shown_usual(self, at: int) -> Value:
        return _percent(self.usual(at))

    def fall_pct(self, at: int) -> float:
        """By how much the rate fell, in percent; NaN where either is unknown."""
        usual = self.usual(at)
        return 100.0 * (1.0 - self.now(at) / usual) if usual > 0 else float("nan")

    def chance(self, at: int) -> float:
        """How probable so few clicks would be by chance alone."""
        shown, clicked = (values[at] for values in self.daily)
        usual = self.usual(at) / 100.0
        due = shown * usual
        days = due > 0
        misses = max(1.0 - usual, 1e-9)  # where every impression was clicked, no day differs from the others
        pearson = ((clicked[days] - due[days]) ** 2 / (due[days] * misses)).sum() / max(int(days.sum()) - 1, 1)
        size = max(float(pearson), _LEAST_DISPERSION)
        now = int(self.clicked_now[at] / size), max(int(self.shown_now[at] / size), 1)
        return chance_of_so_low_a_rate(
            *now, self.clicked_past[at] / size, (self.shown_past[at] - self.clicked_past[at]) / size
        )

    def fell(self, at: int) -> bool:
        """Enough was shown, the rate fell by a fifth or more, and it is no chance."""
        return bool(self.judged[at]) and self.fall_pct(at) >= _LEAST_FALL_PCT and self.chance(at) < _CHANCE


def click_rate(day: Day) -> ClickRate:
    """The ASINs' click rates as of the day. Days on which either count is unknown are left out."""
    return day.kept("click rate", lambda: _click_rate(day))


def _click_rate(day: Day) -> ClickRate:
    reach = _WINDOW + _REFERENCE
    return rate_of(activity(day, "impressions", reach), activity(day, "clicks", reach))


def rate_of(shown: np.ndarray, clicked: np.ndarray, least_days: int = _LEAST_DAYS) -> ClickRate:
    """The click rates of impressions and clicks `[n, k]`, NaN unknown: the last 7 days against the days before, of
    which `least_days` must be known.
    """
    known = np.isfinite(shown) & np.isfinite(clicked) & (clicked <= shown)
    shown, clicked = np.where(known, shown, 0.0), np.where(known, clicked, 0.0)
    now, past = slice(-_WINDOW, None), slice(0, -_WINDOW)
    (shown_now, clicked_now), (shown_past, clicked_past) = (
        (shown[:, part].sum(axis=1), clicked[:, part].sum(axis=1)) for part in (now, past)
    )
    judged = (shown_now >= _LEAST_IMPRESSIONS) & (clicked_past >= _LEAST_CLICKS)
    judged &= (known[:, past].sum(axis=1) >= least_days) & (known[:, now].sum(axis=1) >= 4)
    daily = shown[:, past], clicked[:, past]
    return ClickRate(shown_now, clicked_now, shown_past, clicked_past, daily, judged)


def click_line(day: Day, at: int, *, fallen: bool = False) -> Say | None:
    """The click rate of the ASIN's ads in words, and whether it fell by more than chance. None where there is too
    little to say (with `fallen`: where it did not fall).
    """
    return said(click_rate(day), at, fallen=fallen)


def said(rate: ClickRate, at: int, *, fallen: bool = False) -> Say | None:
    """Row `at` in words: see `click_line`."""
    if not rate.judged[at] or (fallen and not rate.fell(at)):
        return None
    args: dict[str, Value] = {
        "now": rate.shown(at), "usual": rate.shown_usual(at), "days": _WINDOW,
        "fall": Percent(-rate.fall_pct(at), signed=True, digits=0),
    }  # fmt: skip
    return Say("detection-ctr-fell" if rate.fell(at) else "detection-ctr-steady", args)


def _rate(clicks: float, impressions: float) -> float:
    return 100.0 * float(clicks) / float(impressions) if impressions > 0 else float("nan")


def _percent(value: float) -> Value:
    return Percent(value, digits=2) if np.isfinite(value) else None
