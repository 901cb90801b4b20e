"""The market and the season: what like ASINs, the searches, and last year's same weeks did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analytics.diagnosis.case import Floats, rows_in
from analytics.diagnosis.signal import Signal, line
from analytics.diagnosis.track import Step, make_track, weekday_factors
from analytics.diagnosis.view import View
from bot.records.text import Percent, Say

ALIKE = 0.9  # the others fell when their level is below this part of the one before
_FEW = 2
_MOST = 0.7  # a market's fall is one that this part of the like ASINs show
_VISITS_BACK = 0.75  # sessions below this part of what is usual are no normal week, however well it sold
_FURTHER = 1.8  # in logs: who fell this many times as far as we did has another trouble


@dataclass(frozen=True)
class Others:
    """What like ASINs did from a day on: the fall that most of them share, how many fell, how many there are."""

    ratio: float  # after/before, which at least seven in ten of them reach
    agree: float
    count: int
    z: float

    @property
    def weight(self) -> float:
        """How far they speak for a market (0-1): two or three may each have a trouble of their own on the same days."""
        return min(1.0, (self.count - 1) / 3)


def others_since(view: View, place: int, own: Step) -> Others | None:
    """Like ASINs' levels from `place` on against the weeks before; None with fewer than two that can be read.

    A fall of a few is no market, however deep: each may have a trouble of its own. So it is the fall that most share
    which counts, and those that fell much further than we did, as a closed offer does, are left out.
    """
    best: Others | None = None
    for metric in ("sessions", "units"):
        stack = view.case.peers.get(metric)
        if stack is None or not len(stack):
            continue
        week = weekday_factors(np.nansum(stack, axis=0), view.case.grid, view.first)
        start = max(0, view.first - 14)
        before, after = stack[:, start:place], stack[:, place:]
        e0 = np.where(np.isfinite(before), week[start:place], 0.0).sum(axis=1)
        e1 = np.where(np.isfinite(after), week[place:], 0.0).sum(axis=1)
        y0, y1 = np.nansum(before, axis=1), np.nansum(after, axis=1)
        ratios = np.full(len(stack), np.nan)
        usable = (y0 >= 15) & (e1 > 0) & (e0 > 0)
        ratios[usable] = (y1[usable] / e1[usable]) / (y0[usable] / e0[usable])
        alike = usable & (ratios > min(max(own.ratio, 0.0) ** _FURTHER, own.ratio - 0.2))
        if alike.sum() < _FEW:
            continue
        together = make_track(metric, np.nansum(stack[alike], axis=0), week, view.n).at(place)
        if together is None:
            continue
        levels = np.sort(ratios[alike])
        shared = float(levels[int(np.ceil(_MOST * len(levels))) - 1])
        found = Others(shared, float((levels < ALIKE + 0.03).mean()), len(levels), together.z)
        if best is None or found.z < best.z:
            best = found
    return best


def market_part(view: View, place: int, own: Step) -> tuple[float, Others | None]:
    """How much (0-1) of our own fall since `place` like ASINs show too."""
    others = others_since(view, place, own)
    if others is None or own.ratio >= 1 or others.ratio >= ALIKE or others.agree < 0.6:
        return 0.0, others
    part = float(np.log(max(others.ratio, 0.02)) / np.log(max(own.ratio, 0.02)))
    return (float(np.clip(part, 0.0, 1.0)) if others.z < (-1.6 if others.count > 2 else -2.0) else 0.0), others


def year_ago_step(view: View, place: int) -> Step | None:
    """Last year's step on the same day of the same weeks: ours, or like ASINs' together, whichever shows it best."""
    best: Step | None = None
    for metric in ("units", "sessions"):
        stack = view.case.year_ago.get(metric)
        if stack is None or not len(stack):
            continue
        for series in (stack[0], np.nansum(stack[1:], axis=0) if len(stack) > 1 else None):
            if series is None or np.isfinite(series[view.first :]).sum() < view.n:
                continue
            track = make_track("year ago", series, weekday_factors(series, view.case.grid, view.first), view.n)
            # A date of the calendar moves by a day against the weeks.
            near = [step for p in (place - 1, place, place + 1) if p < view.size and (step := track.at(p)) is not None]
            best = min([*near, *([best] if best else [])], key=lambda s: s.z, default=None)
    return best


def find(view: View) -> Iterator[Signal]:
    falls = [
        s
        for name in ("units", "sessions")
        if name in view.tracks
        for s in view.tracks[name].steps(view.first)
        if s.z < -1.0 and s.ratio < 0.93
    ]
    if not falls:
        return
    own = max(falls, key=lambda s: s.gain)
    part, others = market_part(view, own.place, own)
    year = year_ago_step(view, own.place)
    log_own = float(np.log(max(own.ratio, 0.02)))
    seasonal = 0.0
    if year is not None and year.ratio < 0.88 and year.z < -2.5:
        seasonal = float(np.clip(np.log(max(year.ratio, 0.02)) / log_own, 0.0, 1.0))
    since = view.case.day(own.place)
    evidence = []
    if others is not None and part > 0:
        basis = Say(f"diagnosis-basis-{view.case.peer_basis or 'marketplace'}")
        change = Percent(100 * (others.ratio - 1), signed=True)
        agree = Percent(100 * others.agree, digits=0)
        evidence.append(
            line(
                view,
                "market",
                "traffic_daily",
                own.place,
                basis=basis,
                count=others.count,
                change=change,
                agree=agree,
                since=since,
            )
        )
    if seasonal > 0.4 and year is not None:
        lines = [
            line(
                view,
                "year-ago",
                "traffic_daily",
                own.place,
                change=Percent(100 * (year.ratio - 1), signed=True),
                since=since,
            ),
            *evidence,
        ]
        yield Signal("seasonal", own.place, 0.9 * min(1.0, seasonal / 0.75), tuple(lines), part=seasonal, slack=0)
    elif part > 0.4 and others is not None:
        odd = odd_week_before(view)
        cause = "seasonal" if odd else "market_wide"
        strength = (0.5 + 0.45 * others.agree) * min(1.0, part / 0.7) * (0.6 + 0.4 * others.weight)
        yield Signal(cause, own.place, strength, tuple(evidence), part=part, slack=0)
    else:
        yield from _searches(view, own)


def _searches(view: View, own: Step) -> Iterator[Signal]:
    """The searches themselves fell: weekly volume of the same queries."""
    table = view.case.table("search_performance")
    if not rows_in(table) or "volume" not in table:
        return
    places = (table["date"] - view.case.grid[0]).astype(int)
    weeks: dict[int, float] = {}
    for place, volume in zip(places.tolist(), table["volume"].tolist(), strict=True):
        if 0 <= place < view.size and volume == volume:
            weeks[place] = weeks.get(place, 0.0) + volume
    late = [p for p in weeks if p >= view.size - view.n]
    early = sorted(p for p in weeks if p < min(late, default=0))[-4:]
    if not late or len(early) < _FEW:
        return
    before, after = float(np.median([weeks[p] for p in early])), weeks[max(late)]
    if before <= 0 or after > 0.85 * before:
        return
    part = float(np.clip(np.log(max(after / before, 0.02)) / np.log(max(own.ratio, 0.02)), 0.0, 1.0))
    evidence = line(view, "search-volume", "search_performance", own.place, before=round(before), after=round(after))
    yield Signal("market_wide", own.place, 0.8, (evidence,), part=part, slack=0)


def odd_week_before(view: View) -> bool:
    """Whether the window before was unusually high and the last one is what was normal in the weeks before both."""
    return is_odd(view.units, view.weekdays, view)


def is_odd(units: Floats, week: Floats, view: View) -> bool:
    """As `odd_week_before`, of any units. Where sessions are known they must be near their usual level again too."""
    past = slice(max(0, view.first - 35), view.first)
    usual, before, after = (_rate(units[w], week[w]) for w in (past, view.before, view.after))
    odd = np.isfinite([usual, before, after]).all() and usual > 0 and before > 1.2 * usual and after > 0.88 * usual
    visits, visits_now = (_rate(view.sessions[w], week[w]) for w in (past, view.after))
    return bool(odd) and not visits_now < _VISITS_BACK * visits


def _rate(values: Floats, exposure: Floats) -> float:
    known = np.isfinite(values)
    total = float(exposure[known].sum())
    return float(values[known].sum()) / total if total > 0 else float("nan")
