"""A signal: a condition that changed within the two windows and may have brought a drop; and how changes are dated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from analytics.diagnosis.case import Floats
from analytics.diagnosis.view import View, carried
from bot.records.diagnosis import Evidence
from bot.records.text import Say, Value

CHRONIC = 0.35  # a condition that was so on more than this part of the days before is no change
LOOKBACK = 28
STATE_DAYS = 60  # a state (listing, campaign) may be told only when it changes


@dataclass(frozen=True)
class Signal:
    """`place` is the day of the grid on which the condition began, `end` the one on which it was over (None: it lasts).

    `strength` (0-1) is how far the condition changed. `part` is how much of its factor it can account for at most.
    `slack` is how many days the effect may come after it.
    """

    cause: str
    place: int
    strength: float
    evidence: tuple[Evidence, ...]
    end: int | None = None
    part: float = 1.0
    slack: int = 1
    against: tuple[Say, ...] = ()
    base: int | None = None  # the first day of the state that ended (a promotion): the level before is read from there
    hard: bool = False  # a state that stops sales by itself: needs no significance, only a fall


@dataclass(frozen=True)
class Shift:
    """A figure's change of level: medians before and from `place` on."""

    place: int
    before: float
    after: float

    @property
    def change(self) -> float:
        return self.after - self.before

    @property
    def relative(self) -> float:
        return self.after / self.before - 1.0 if self.before else float("nan")


def line(view: View, key: str, table: str, place: int | None = None, /, **args: Value) -> Evidence:
    """A line of evidence that cites its table and the days from `place` to the last one."""
    first = view.case.day(max(place, 0)) if place is not None else view.case.day(view.first)
    return Evidence(Say(f"diagnosis-evidence-{key}", args), table, (first, view.case.as_of))


def began(bad: Floats, view: View, carry: int = 7) -> tuple[int, int | None] | None:
    """(first day, end) of the run of bad days (1 bad, 0 well, NaN unknown) that touches the last window.

    None where nothing is bad there, where it was so before already (chronic), or where the days before are unknown.
    Gaps of one well day do not end a run.
    """
    state = carried(bad, carry)
    size, first = view.size, view.first - 3
    places = np.flatnonzero(state == 1.0)
    places = places[places >= first]
    if not len(places):
        return None
    runs: list[list[int]] = [[int(places[0]), int(places[0])]]
    for place in places[1:]:
        between = state[runs[-1][1] + 1 : place]
        if (between == 0.0).sum() <= 1:
            runs[-1][1] = int(place)
        else:
            runs.append([int(place), int(place)])
    runs = [run for run in runs if run[1] >= size - view.n or not (state[run[1] + 1 :] == 0.0).any()]
    if not runs:
        return None
    start, last = max(runs, key=lambda run: run[1] - run[0])
    past = state[max(0, start - LOOKBACK) : start]
    known = past[np.isfinite(past)]
    if not len(known) or known.mean() > CHRONIC or (start == first and known[-1] == 1.0):
        return None
    over = np.flatnonzero(state[last + 1 :] == 0.0)  # told to be well again, not merely told no more
    return start, (last + 1 + int(over[0]) if len(over) else None)


def shift(
    values: Floats,
    view: View,
    sign: int,
    enough: Callable[[float], float],
    carry: int = 14,
    steady: bool = False,
    noise: float = 3.5,
) -> Shift | None:
    """The change of level in the direction `sign` (+1 up, -1 down) by at least `enough(before)`; None where none.

    The day is the one at which two medians fit the last weeks best (least absolute deviations). `steady` is for figures
    that somebody sets (a price): they have no noise that a change would have to stand out from by `noise` times.
    """
    level = carried(values, carry)
    start = max(0, view.first - 21)
    known = [(place, value) for place, value in enumerate(level.tolist()) if place >= start and value == value]
    earliest = max(start + 1, view.first - 3)
    old = [value for place, value in known if place < earliest]
    recent = [sign * value for place, value in known if place >= earliest]
    if not recent or len(known) < 3:
        return None
    usual = median(old) if old else known[0][1]
    if max(recent) - sign * usual < 0.5 * enough(usual) and max(recent) - min(recent) < 0.5 * enough(usual):
        return None  # nothing moved: most figures on most days
    best: tuple[float, Shift] | None = None
    for place in range(earliest, view.size):
        before = [value for at, value in known if at < place]
        after = [value for at, value in known if at >= place]
        if not before or not after:
            continue
        new, middle = median(after), median(before)
        cost = sum(abs(value - middle) for value in before) + sum(abs(value - new) for value in after)
        if best is None or cost < best[0] - 1e-9:
            best = cost, Shift(place, median(before[-14:]), new)
    if best is None:
        return None
    found = best[1]
    spread = [value for at, value in known if found.place - 21 <= at < found.place]
    centre = median(spread)
    around = median([abs(value - centre) for value in spread])
    change = sign * found.change
    return found if change > 0 and change >= max(enough(found.before), 0.0 if steady else noise * around) else None


def median(values: Sequence[float]) -> float:
    """As numpy's, without its price for a handful of numbers. Needs at least one."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def as_date(value: object) -> date | None:
    """A numpy day as a date, None for NaT."""
    day = np.datetime64(value, "D")  # type: ignore[call-overload]
    return None if np.isnat(day) else day.astype(object)
