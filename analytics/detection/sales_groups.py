"""The account's and the categories' own `sales_drop`: what the adjustment by the rest of the account hides."""

from __future__ import annotations

import numpy as np

from analytics.detection.day import Day
from analytics.detection.drops import WINDOW, WINDOWS, Drop, Thresholds, base_of, measure, thresholds
from analytics.detection.outcome import FIRING, UNKNOWN, WELL
from analytics.detection.sales import Looked, fires, numbers, severity_of
from bot.records.findings import Finding
from bot.records.text import Say

LEAST_MEMBERS = 5
_MOST_OF_SALES, _MOST_OF_MEMBERS = 0.7, 0.6

State = dict[tuple[str | None, str], int]


def groups(day: Day, mine: Looked) -> tuple[tuple[Finding, ...], State]:
    """A finding of the whole account, or else of its categories (subject `category:NAME`), and how each stands."""
    state: State = {}
    found = _group(day, mine, np.ones(day.panel.n, dtype=bool), "", state)
    if found is not None:
        return (found,), state
    names = day.panel.product("category")
    parts = []
    for name in sorted({str(c) for c in names if c}):
        member = np.array([c == name for c in names], dtype=bool)
        if member.sum() >= LEAST_MEMBERS and not member.all():
            parts.append(_group(day, mine, member, f"category:{name}", state))
    return tuple(part for part in parts if part is not None), state


def _group(day: Day, mine: Looked, member: np.ndarray, subject: str, state: State) -> Finding | None:
    """Members with a complete window summed; fires where the sum fell and most of its members fell with it."""
    state[(None, subject)] = UNKNOWN
    # A member that alerts alone, has no stock or no open offer is told already: the group is for what that hides.
    alone = np.logical_or.reduce(mine.fired) | day.sold_out[:, -WINDOW:].any(axis=1) | day.closed_now
    counted = member & mine.drops[-1].known & ~alone
    if counted.sum() < LEAST_MEMBERS:
        return None
    state[(None, subject)] = WELL
    limits = thresholds(mine.rule)
    for measured in day.kept(f"group:{counted.tobytes().hex()}", lambda: _measured(day, counted, limits)):
        drop = measured.under(limits)
        length = drop.length
        if not drop.improbable[0]:
            continue
        due = (mine.base.level[:, None] * mine.base.profile[:, day.weekday[-length:]]).sum(axis=1)
        sold = np.nansum(day.units[:, -length:], axis=1)
        fell = counted & (sold <= due * (1 - drop.least_pct / 200.0))
        wide = due[fell].sum() >= _MOST_OF_SALES * due[counted].sum() and fell.sum() >= _MOST_OF_MEMBERS * counted.sum()
        loss = np.array([np.nansum(((due - sold) * day.price)[counted])])
        if wide and bool(fires(drop, mine.rule, loss, day)[0]):
            state[(None, subject)] = FIRING
            return _finding(day, drop, float(loss[0]), subject, int(fell.sum()), int(counted.sum()))
    return None


def _measured(day: Day, counted: np.ndarray, limits: Thresholds) -> list[Drop]:
    """The windows of the members' sum, the longest first; days on which many of them are unknown are left out."""
    known_cells = np.isfinite(day.units) & counted[:, None]
    total = np.where(known_cells, day.units, 0.0).sum(axis=0)[None, :]
    known = known_cells.sum(axis=0) >= 0.9 * counted.sum()
    known[-WINDOW:-1] &= ~day.special[-WINDOW:-1]
    total = np.where(known[None, :], total, np.nan)
    base = base_of(total, (~day.special)[None, :], day.weekday)
    return [measure(total, base, day.weekday, length, limits) for length in reversed(WINDOWS)]


def _finding(day: Day, drop: Drop, loss: float, subject: str, fell: int, count: int) -> Finding:
    args = numbers(drop, 0, day, loss)
    name = subject.partition(":")[2]
    who = Say("detection-sales-category", {"category": name}) if name else Say("detection-sales-account")
    return Finding(
        day.about("sales_drop", None, subject),
        severity_of(float(drop.fall_pct[0])),
        Say("detection-sales-group", {**args, "who": who, "fell": fell, "count": count}),
        float(drop.observed[0]),
        float(drop.expected[0]),
        drop.bound(0),
        day.window_of(drop.length),
        loss,
        day.panel.currency,
        (Say("detection-sales-bound", args), Say("detection-sales-excluded-group")),
        {"fell": fell, "count": count},
    )
