"""`sales_drop`: fewer units than the ASIN's own weekday-adjusted past explains by chance, and money lost by it.

Windows of 3 and 7 days. What the rest of the account did moves the expectation; what that hides, the account's and the
categories' own check tells (`sales_groups`). ASINs of one parent that sell too little alone are watched together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.detection.clicks import click_line
from analytics.detection.counts import Baseline
from analytics.detection.day import PAST, Day
from analytics.detection.detectability import visible, visible_line
from analytics.detection.drops import WINDOW, WINDOWS, Drop, base_of, measure, thresholds
from analytics.detection.outcome import FIRING, UNKNOWN, WELL, Outcome, Settings
from bot.records.findings import Finding, Severity
from bot.records.text import Number, Percent, Say, Value

# A fall that is not alerted (any more) but is still this improbable and large is not well either: alerts do not flap.
_NOT_WELL_CHANCE, _NOT_WELL_PCT = 0.02, 15.0


@dataclass(frozen=True)
class Looked:
    """All that `sales_drop` worked out on a day: per window (`WINDOWS`) the drop, the money, and where it fires."""

    day: Day
    rule: Settings
    base: Baseline
    drops: tuple[Drop, ...]
    losses: tuple[np.ndarray, ...]
    fired: tuple[np.ndarray, ...]
    family: bool = False

    def best(self, at: int) -> int:
        """The firing window with the smaller chance."""
        on = [k for k in range(len(self.drops)) if self.fired[k][at]]
        return min(on, key=lambda k: (self.drops[k].chance[at], -self.drops[k].length))


def look(day: Day, units: np.ndarray, usual: np.ndarray, *, family: bool = False) -> Looked:
    """Both windows of `units` `[n, PAST]`, with what the rest of the account did."""
    rule = day.rule("sales_drop")
    index, behind = day.account_index
    limits = thresholds(rule)

    def measured() -> tuple[Baseline, tuple[Drop, ...]]:
        base = base_of(units, usual, day.weekday, index)
        return base, tuple(measure(units, base, day.weekday, k, limits, index, behind) for k in WINDOWS)

    base, drops = day.kept(f"sales:{family}", measured)
    drops = tuple(drop.under(limits) for drop in drops)
    losses = tuple((d.expected - d.observed) * day.price for d in drops)
    fired = tuple(fires(d, rule, loss, day) for d, loss in zip(drops, losses, strict=True))
    return Looked(day, rule, base, drops, losses, fired, family)


def fires(drop: Drop, rule: Settings, loss: np.ndarray, day: Day) -> np.ndarray:
    """Improbable, large enough, and dear enough (an unknown price passes the money test)."""
    account = float(np.nansum(drop.expected * day.price)) if len(drop.expected) == day.panel.n else 0.0
    least = max(day.floor(rule["money_floor"]), rule["account_share_pct"] / 100.0 * account)
    with np.errstate(invalid="ignore"):
        return np.asarray(drop.improbable & (~np.isfinite(loss) | (loss >= least)))


def sales_drop(day: Day) -> Outcome:
    """The rule for all ASINs, their families, the categories and the account."""
    from analytics.detection.sales_groups import groups

    blocked = day.gates.blocked("traffic_daily")
    if blocked or not day.panel.has(f"traffic_daily.{day.units_column}"):
        why = "detection-sales-blocked" if blocked else "detection-sales-no-data"
        return Outcome("sales_drop", np.zeros(day.panel.n, dtype=np.int8), look=lambda _: Say(why))
    mine = look(day, day.units, day.usual)
    state = np.where(np.logical_or.reduce([d.known for d in mine.drops]), WELL, UNKNOWN).astype(np.int8)
    for drop in mine.drops:
        with np.errstate(invalid="ignore"):
            state[drop.known & (drop.chance < _NOT_WELL_CHANCE) & (drop.fall_pct >= _NOT_WELL_PCT)] = UNKNOWN
    single = np.logical_or.reduce(mine.fired)
    state[single] = FIRING
    pooled = _families(day, mine, single)
    if pooled is not None:
        state[np.logical_or.reduce(pooled.fired) & ~single] = FIRING
    others, others_state = groups(day, mine)

    def build(at: int) -> Finding:
        return _finding(mine if single[at] or pooled is None else pooled, at)

    return Outcome("sales_drop", state, build, lambda at: _silent(mine, at), others, others_state)


def _families(day: Day, mine: Looked, single: np.ndarray) -> Looked | None:
    """Families looked at as one, each carried by its best-selling member, where that sells too little alone."""
    family = day.panel.families()
    if not day.panel.n or np.bincount(family).max() < 2:
        return None
    level = np.nan_to_num(mine.base.level, nan=0.0)
    order = np.lexsort((-level, family))
    first = np.ones(len(order), dtype=bool)
    first[1:] = family[order][1:] != family[order][:-1]
    carrier = np.zeros(len(family), dtype=bool)
    carrier[order[first]] = True
    some_fired = np.zeros(int(family.max()) + 1, dtype=bool)
    np.logical_or.at(some_fired, family, single)
    keep = carrier & (np.bincount(family)[family] > 1) & mine.drops[-1].blind & ~some_fired[family]
    if not keep.any():
        return None
    pooled = look(day, day.panel.pooled(day.units), _all_usual(day, family), family=True)
    fired = tuple(f & keep for f in pooled.fired)
    return Looked(day, pooled.rule, pooled.base, pooled.drops, pooled.losses, fired, True)


def _all_usual(day: Day, family: np.ndarray) -> np.ndarray:
    unusual = np.zeros((int(family.max()) + 1, day.usual.shape[1]), dtype=bool)
    np.logical_or.at(unusual, family, ~day.usual)
    return np.asarray(~unusual[family])


def numbers(drop: Drop, at: int, day: Day, loss: float) -> dict[str, Value]:
    """The figures that every text of the rule takes."""
    return {
        "observed": round(float(drop.observed[at])),
        "expected": Number(float(drop.expected[at]), 1),
        "fall": Percent(float(drop.fall_pct[at]), digits=0),
        "days": drop.length,
        "bound": max(round(drop.bound(at)), 0),
        "loss": day.money(loss),
    }


def severity_of(fall_pct: float) -> Severity:
    if fall_pct >= 70:
        return Severity.HIGH
    return Severity.MEDIUM if fall_pct >= 45 else Severity.LOW


def _finding(looked: Looked, at: int) -> Finding:
    day, k = looked.day, looked.best(at)
    drop = looked.drops[k]
    loss = float(looked.losses[k][at])
    args: dict[str, Value] = {**numbers(drop, at, day, loss), "who": day.name(at)}
    key = "detection-sales-headline" + ("-family" if looked.family else "") + ("" if np.isfinite(loss) else "-no-price")
    why = [Say("detection-sales-bound", args), _excluded(day, looked, at)]
    behind = float(day.account_index[1][at])
    why.append(visible_line(visible(looked.base, at, behind, thresholds(looked.rule)), family=looked.family))
    if (visitors := None if looked.family else _sessions(looked, drop, at)) is not None:
        why.append(visitors)
    if abs(float(drop.account[at]) - 1.0) >= 0.03:
        share = Percent(100.0 * float(drop.account[at]), digits=0)
        why.append(Say("detection-sales-account-adjusted", {"share": share}))
    if (clicks := click_line(day, at, fallen=True)) is not None:
        why.append(clicks)
    return Finding(
        day.about("sales_drop", at),
        severity_of(float(drop.fall_pct[at])),
        Say(key, args),
        float(drop.observed[at]),
        float(drop.expected[at]),
        drop.bound(at),
        day.window_of(drop.length),
        loss if np.isfinite(loss) else None,
        day.panel.currency,
        tuple(why),
        {"series": [None if np.isnan(v) else float(v) for v in day.units[at, -28:]], "family": looked.family},
    )


def _sessions(looked: Looked, drop: Drop, at: int) -> Say | None:
    """Whether visitors fell or fewer of them bought: the sessions of the same window by the same statistic. None where
    they are unknown or have not settled.
    """
    day, row = looked.day, [at]
    late = 0 if day.provisional_from is None else (day.last - day.provisional_from).days + 1
    index, behind = day.account_index
    sessions = day.traffic("sessions", PAST)[row]
    base = base_of(sessions, day.usual[row], day.weekday, index[row])
    seen = measure(sessions, base, day.weekday, drop.length, thresholds(looked.rule), index[row], behind[row])
    if late > 0 or not seen.known[0] or not seen.expected[0] > 0:
        return None
    fall = float(seen.fall_pct[0])
    fell = fall >= _NOT_WELL_PCT and bool(seen.chance[0] < _NOT_WELL_CHANCE)
    return Say(
        "detection-sales-sessions-fell" if fell else "detection-sales-sessions-held",
        {
            "observed": round(float(seen.observed[0])), "expected": round(float(seen.expected[0])),
            "change": Percent(-fall, signed=True, digits=0), "days": drop.length,
        },
    )  # fmt: skip


def _excluded(day: Day, looked: Looked, at: int) -> Say:
    span = slice(PAST - WINDOW - 56, PAST - WINDOW)
    out = day.sold_out[at, span]
    deals = day.deals[at, span] & ~out & ~day.usual[at, span]
    other = day.special[span] & ~deals & ~out & ~day.usual[at, span]
    return Say(
        "detection-sales-excluded",
        {
            "base": int(looked.base.days[at]),
            "deals": int(deals.sum()),
            "out": int(out.sum()),
            "calendar": int(other.sum()),
            "missing": int((~np.isfinite(day.units[at, span])).sum()),
        },
    )


def _silent(looked: Looked, at: int) -> Say:
    """Why the rule is silent for an ASIN, with the numbers of its 7-day window."""
    day, drop = looked.day, looked.drops[-1]
    if not np.isfinite(looked.base.level[at]):
        stop = PAST - WINDOW
        known = int((np.isfinite(day.units[at, :stop]) & day.usual[at, :stop]).sum())
        return Say("detection-sales-short", {"days": known, "needed": 14})
    if not drop.known[at]:
        return Say("detection-sales-gaps", {"known": int(np.isfinite(day.units[at, -7:]).sum())})
    args = numbers(drop, at, day, float(looked.losses[-1][at]))
    if drop.expected[at] <= 0:
        return Say("detection-sales-no-demand", args)
    if drop.blind[at]:
        return Say("detection-sales-too-few", args)
    if drop.fall_pct[at] < drop.least_pct:
        return Say("detection-sales-small", {**args, "least": Percent(drop.least_pct, digits=0)})
    if not drop.chance[at] < drop.limit[at]:
        return Say("detection-sales-chance", args)
    return Say("detection-sales-cheap", {**args, "floor": day.money(day.floor(looked.rule["money_floor"]))})
