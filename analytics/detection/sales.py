"""`sales_drop`: fewer units than the ASIN's own weekday-adjusted past explains by chance, and money lost by it.

Windows of 3 and 7 days; the baseline ends a guard band before the longer window. The rest of the account lowers the
expectation where it fell too; what that hides, the account's and the categories' own check tells. ASINs of one parent
that sell too little alone are watched together.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analytics.detection.counts import Baseline, baseline, chance_of_so_few, least_visible, spread_of
from analytics.detection.day import GUARD, PAST, WINDOW, Day
from analytics.detection.outcome import FIRING, UNKNOWN, WELL, Outcome, Settings
from bot.records.findings import Finding, Severity
from bot.records.text import Number, Percent, Say, Value

WINDOWS = (3, 7)
LEAST_KNOWN = {3: 3, 7: 5}  # days of the window that must be known, the last one among them
FEW_ASINS = 5  # with fewer others the rest of the account says nothing
LEAST_MEMBERS = 5
_CAP = 0.2  # no ASIN counts for more than this share of the rest of the account


@dataclass(frozen=True)
class Drop:
    """One window for all rows: counts, expectation and its variance, the chance of so few, each `[n]`."""

    length: int
    observed: np.ndarray
    expected: np.ndarray
    variance: np.ndarray
    chance: np.ndarray
    known: np.ndarray
    account: np.ndarray
    limit: float

    def bound(self, at: int) -> float:
        """The most that would still be improbable: fewer alert. -1: even none would be no news."""
        return float(least_visible(self.expected[[at]], self.variance[[at]], self.limit)[0])

    @cached_property
    def blind(self) -> np.ndarray:
        """bool `[n]`: even none at all could be chance."""
        none = chance_of_so_few(np.zeros(len(self.expected)), *_safe(self.expected, self.variance))
        return np.asarray(self.known & ~(none < self.limit))

    @cached_property
    def fall_pct(self) -> np.ndarray:
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(100.0 * (1.0 - self.observed / self.expected))


def base_of(units: np.ndarray, usual: np.ndarray, weekday: np.ndarray) -> Baseline:
    """The baseline before the longest window and its guard band."""
    stop = units.shape[1] - WINDOW - GUARD
    return baseline(units[:, :stop], usual[:, :stop], weekday[:stop])


def _safe(mean: np.ndarray, variance: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return np.nan_to_num(mean, nan=1.0), np.nan_to_num(variance, nan=1.0)


def measure(
    units: np.ndarray, base: Baseline, weekday: np.ndarray, length: int, chance: float, *, adjust: bool = True
) -> Drop:
    """The drop of the last `length` days of `units` `[n, k]` against `base`."""
    window = units[:, -length:]
    known_days = np.isfinite(window)
    per_day = base.level[:, None] * base.profile[:, weekday[-length:]]
    expected = np.where(known_days, per_day, 0.0).sum(axis=1)
    observed = np.where(known_days, window, 0.0).sum(axis=1)
    known = (known_days.sum(axis=1) >= LEAST_KNOWN[length]) & known_days[:, -1] & np.isfinite(base.level)
    account = rest_of_account(observed, expected, known) if adjust else np.ones(len(units))
    mean = np.where(known, expected * account, np.nan)
    variance = spread_of(mean, base.phi, base.level, base.days)
    odds = np.full(len(units), np.nan)
    fell = known & (mean > 0) & (observed < mean)  # only where fewer came than expected is there a chance to compute
    if fell.any():
        odds[fell] = chance_of_so_few(observed[fell], *_safe(mean[fell], variance[fell]))
    return Drop(length, observed, mean, variance, odds, known, account, chance)


def rest_of_account(observed: np.ndarray, expected: np.ndarray, known: np.ndarray) -> np.ndarray:
    """min(1, what the other ASINs sold against what was expected of them), `[n]`; 1 with few others."""
    counted = known & (expected > 0)
    total = np.where(counted, expected, 0.0)
    if counted.sum() <= FEW_ASINS or total.sum() <= 0:
        return np.ones(len(observed))
    weight = np.minimum(total, _CAP * total.sum())
    ratio = np.where(counted, observed / np.maximum(expected, 1e-9), 0.0)
    others, sold = weight.sum() - weight, (weight * ratio).sum() - weight * ratio
    return np.asarray(np.minimum(1.0, np.where(others > 0, sold / np.maximum(others, 1e-9), 1.0)))


def fires(drop: Drop, rule: Settings, loss: np.ndarray, floor: float, account_sales: float) -> np.ndarray:
    """Improbable, large enough, and dear enough (an unknown price passes the money test)."""
    improbable = drop.chance < rule["chance"]
    large = drop.fall_pct >= rule["min_drop_pct"]
    least = max(floor, rule["account_share_pct"] / 100.0 * account_sales)
    dear = ~np.isfinite(loss) | (loss >= least)
    with np.errstate(invalid="ignore"):
        return np.asarray(drop.known & improbable & large & dear)


@dataclass(frozen=True)
class _Looked:
    """Everything that `sales_drop` worked out on a day."""

    day: Day
    rule: Settings
    base: Baseline
    drops: tuple[Drop, ...]
    losses: tuple[np.ndarray, ...]
    fired: tuple[np.ndarray, ...]
    family: bool

    def best(self, at: int) -> int:
        """The firing window with the smaller chance."""
        on = [k for k in range(len(self.drops)) if self.fired[k][at]]
        return min(on, key=lambda k: (self.drops[k].chance[at], -self.drops[k].length))


def look(day: Day, units: np.ndarray, usual: np.ndarray, *, adjust: bool = True, family: bool = False) -> _Looked:
    rule = day.rule("sales_drop")
    base = base_of(units, usual, day.weekday)
    drops = tuple(measure(units, base, day.weekday, k, rule["chance"], adjust=adjust) for k in WINDOWS)
    losses = tuple((d.expected - d.observed) * day.price for d in drops)
    floor = day.floor(rule["money_floor"])
    total = tuple(float(np.nansum(d.expected * day.price)) for d in drops)
    fired = tuple(fires(d, rule, loss, floor, t) for d, loss, t in zip(drops, losses, total, strict=True))
    return _Looked(day, rule, base, drops, losses, fired, family)


def sales_drop(day: Day) -> Outcome:
    """The rule for all ASINs, their families, the categories and the account."""
    blocked = day.gates.blocked("traffic_daily")
    n = day.panel.n
    if blocked or not day.panel.has(f"traffic_daily.{day.units_column}"):
        why = "detection-sales-blocked" if blocked else "detection-sales-no-data"
        return Outcome("sales_drop", np.zeros(n, dtype=np.int8), look=lambda _: Say(why))
    mine = look(day, day.units, day.usual)
    state = np.where(np.logical_or.reduce([d.known for d in mine.drops]), WELL, UNKNOWN).astype(np.int8)
    single = np.logical_or.reduce(mine.fired)
    state[single] = FIRING
    pooled = _families(day, mine, single)
    if pooled is not None:
        state[np.logical_or.reduce(pooled.fired) & ~single] = FIRING
    groups, groups_state = _groups(day)

    def build(at: int) -> Finding:
        if single[at] or pooled is None:
            return _finding(mine, at)
        return _finding(pooled, at)

    return Outcome(
        "sales_drop", state, build, lambda at: _silent(mine, at), groups, groups_state, others_else=UNKNOWN
    )


def _families(day: Day, mine: _Looked, single: np.ndarray) -> _Looked | None:
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
    size = np.bincount(family)[family]
    too_few = mine.drops[-1].blind
    pooled = look(day, day.panel.pooled(day.units), _all_usual(day, family), family=True)
    some_fired = np.zeros(size.size and int(family.max()) + 1, dtype=bool)
    np.logical_or.at(some_fired, family, single)
    keep = carrier & (size > 1) & too_few & ~some_fired[family]
    fired = tuple(f & keep for f in pooled.fired)
    return _Looked(day, pooled.rule, pooled.base, pooled.drops, pooled.losses, fired, True)


def _all_usual(day: Day, family: np.ndarray) -> np.ndarray:
    unusual = np.zeros((int(family.max()) + 1, day.usual.shape[1]), dtype=bool)
    np.logical_or.at(unusual, family, ~day.usual)
    return np.asarray(~unusual[family])


def _groups(day: Day) -> tuple[tuple[Finding, ...], dict[tuple[str | None, str], int]]:
    """The account's and the categories' own check: what the adjustment by the rest of the account hides."""
    everyone = np.ones(day.panel.n, dtype=bool)
    state: dict[tuple[str | None, str], int] = {}
    found = _group(day, everyone, "", state)
    if found is not None:
        return (found,), state
    names = day.panel.product("category")
    findings = []
    for name in sorted({str(c) for c in names if c}):
        member = np.array([c == name for c in names], dtype=bool)
        if member.sum() >= LEAST_MEMBERS and not member.all():
            part = _group(day, member, f"category:{name}", state)
            if part is not None:
                findings.append(part)
    return tuple(findings), state


def _group(day: Day, member: np.ndarray, subject: str, state: dict[tuple[str | None, str], int]) -> Finding | None:
    """Members with a complete window summed; fires where the sum fell and most of its members fell with it."""
    looked = look(day, day.units, day.usual, adjust=False) if "alone" not in day.__dict__ else day.__dict__["alone"]
    day.__dict__["alone"] = looked
    counted = member & np.logical_and.reduce([d.known for d in looked.drops])
    state[(None, subject)] = UNKNOWN
    if counted.sum() < LEAST_MEMBERS:
        return None
    state[(None, subject)] = WELL
    # A member without stock, or whose day is not an ordinary one, explains itself.
    counted &= ~day.sold_out[:, -WINDOW:].any(axis=1)
    if counted.sum() < LEAST_MEMBERS:
        return None
    total = np.where(counted[:, None], np.where(np.isfinite(day.units), day.units, 0.0), 0.0).sum(axis=0)[None, :]
    known = (np.isfinite(day.units) & counted[:, None]).sum(axis=0) >= 0.9 * counted.sum()
    known[-WINDOW:-1] &= ~day.special[-WINDOW:-1]
    total = np.where(known[None, :], total, np.nan)
    usual = (~day.special)[None, :]
    base = base_of(total, usual, day.weekday)
    rule, floor = looked.rule, day.floor(looked.rule["money_floor"])
    for index, length in reversed(list(enumerate(WINDOWS))):
        drop = measure(total, base, day.weekday, length, rule["chance"], adjust=False)
        each = looked.drops[index]
        fell = counted & (each.fall_pct >= rule["min_drop_pct"] / 2)
        wide = each.expected[fell].sum() >= 0.7 * each.expected[counted].sum() and fell.sum() >= 0.6 * counted.sum()
        loss = np.array([np.nansum((each.expected - each.observed)[counted] * day.price[counted])])
        if wide and bool(fires(drop, rule, loss, floor, 0.0)[0]):
            state[(None, subject)] = FIRING
            return _group_finding(day, drop, float(loss[0]), subject, int(fell.sum()), int(counted.sum()))
    return None


def _group_finding(day: Day, drop: Drop, loss: float, subject: str, fell: int, count: int) -> Finding:
    args = _numbers(drop, 0, day, loss)
    name = subject.partition(":")[2]
    who = Say("detection-sales-category", {"category": name}) if name else Say("detection-sales-account")
    headline = Say("detection-sales-group", {**args, "who": who, "fell": fell, "count": count})
    return Finding(
        day.about("sales_drop", None, subject),
        _severity(float(drop.fall_pct[0]), Severity.HIGH),
        headline,
        float(drop.observed[0]),
        float(drop.expected[0]),
        drop.bound(0),
        day.window_of(drop.length),
        loss,
        day.panel.currency,
        (Say("detection-sales-bound", args), Say("detection-sales-excluded-group")),
        {"fell": fell, "count": count},
    )


def _numbers(drop: Drop, at: int, day: Day, loss: float) -> dict[str, Value]:
    return {
        "observed": round(float(drop.observed[at])),
        "expected": Number(float(drop.expected[at]), 1),
        "fall": Percent(float(drop.fall_pct[at]), digits=0),
        "days": drop.length,
        "bound": round(drop.bound(at)),
        "loss": day.money(loss),
    }


def _severity(fall_pct: float, most: Severity) -> Severity:
    if fall_pct >= 70:
        return most
    return Severity.MEDIUM if fall_pct >= 45 else Severity.LOW


def _finding(looked: _Looked, at: int) -> Finding:
    day, k = looked.day, looked.best(at)
    drop = looked.drops[k]
    loss = float(looked.losses[k][at])
    args: dict[str, Value] = {**_numbers(drop, at, day, loss), "who": day.name(at)}
    key = "detection-sales-headline" + ("-family" if looked.family else "") + ("" if np.isfinite(loss) else "-no-price")
    why = [Say("detection-sales-bound", args), _excluded(day, looked, at)]
    if drop.account[at] < 0.97:
        share = Percent(100.0 * float(drop.account[at]), digits=0)
        why.append(Say("detection-sales-account-adjusted", {"share": share}))
    return Finding(
        day.about("sales_drop", at),
        _severity(float(drop.fall_pct[at]), Severity.HIGH),
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


def _excluded(day: Day, looked: _Looked, at: int) -> Say:
    stop = PAST - WINDOW - GUARD
    span = slice(stop - 56, stop)
    out = day.sold_out[at, span]
    deals = day.deals[at, span] & ~out
    other = day.special[span] & ~deals & ~out & ~day.usual[at, span]
    return Say(
        "detection-sales-excluded",
        {
            "base": int(looked.base.days[at]),
            "deals": int(deals.sum()),
            "out": int(out.sum()),
            "calendar": int(other.sum()),
            "missing": int((~np.isfinite(day.units[at, span])).sum()),
            "guard": GUARD,
        },
    )


def _silent(looked: _Looked, at: int) -> Say:
    """Why the rule is silent for an ASIN, with the numbers of its 7-day window."""
    day, drop = looked.day, looked.drops[-1]
    if not np.isfinite(looked.base.level[at]):
        stop = PAST - WINDOW - GUARD
        known = int((np.isfinite(day.units[at, :stop]) & day.usual[at, :stop]).sum())
        return Say("detection-sales-short", {"days": known, "needed": 14})
    if not drop.known[at]:
        return Say("detection-sales-gaps", {"known": int(np.isfinite(day.units[at, -7:]).sum())})
    args = _numbers(drop, at, day, float(looked.losses[-1][at]))
    if drop.expected[at] <= 0:
        return Say("detection-sales-no-demand", args)
    if drop.bound(at) < 0:
        return Say("detection-sales-too-few", args)
    if drop.fall_pct[at] < looked.rule["min_drop_pct"]:
        return Say("detection-sales-small", {**args, "least": Percent(looked.rule["min_drop_pct"], digits=0)})
    if not drop.chance[at] < looked.rule["chance"]:
        return Say("detection-sales-chance", args)
    return Say("detection-sales-cheap", {**args, "floor": day.money(day.floor(looked.rule["money_floor"]))})
