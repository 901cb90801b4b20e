"""One case to one diagnosis: gates, bridge, causes, status."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import date
from math import isfinite

import numpy as np

from analytics.diagnosis import bridge as money
from analytics.diagnosis import gate, steps
from analytics.diagnosis.case import Case
from analytics.diagnosis.evidence.market import is_odd
from analytics.diagnosis.evidence.price import promoted_days
from analytics.diagnosis.figures import metrics
from analytics.diagnosis.rules import RULES, seller_central
from analytics.diagnosis.scoring import Weighed, weigh_all
from analytics.diagnosis.track import BASE, Step
from analytics.diagnosis.view import View
from bot.records.diagnosis import Cause, Contribution, Diagnosis, Evidence, Sales, Status
from bot.records.text import Link, Money, Percent, Say, Value

SURE_Z = -3.4  # a fall without evidence is told only when noise alone cannot be it
SURE_FALL = 0.18
MOST = BASE - 7  # days of the weeks before that may be left out
FEW = 10  # units that were expected since the fall: of fewer, none is sure
# What touches others as well, or nobody knows: no reason to name it where the ASIN's own sales did not fall.
_NEEDS_A_FALL = ("market_wide", "seasonal", "unexplained")
_NO_CENTS = ("JPY",)
_DOUBT_SALES = ("diagnosis-gate-everybody", "diagnosis-gate-zero-sales", "diagnosis-gate-no-units")


def diagnose(case: Case, *, days: int = 7) -> Diagnosis:
    """Why sales of the case's ASIN fell in the last `days` days against the `days` before.

    Money is in the marketplace's currency, ratios in percent; unknown figures are None. Never raises for what the data
    lacks: that gives the status `blocked_by_data`. `days` must be the case's own.
    """
    if days != case.days:
        raise ValueError(f"the case was built for windows of {case.days} days, not {days}")
    problems, zero = gate.check(case)
    view = View(case, zero)
    if not problems and not all(isfinite(view.totals(w).sales) for w in (view.before, view.after)):
        problems = [Say("diagnosis-gate-unknown-sales")]
    if problems:
        return _blocked(case, problems)
    figures = metrics(view)
    old, new = view.totals(view.before), view.totals(view.after)
    unit = 1.0 if case.currency in _NO_CENTS and _whole(old.sales) and _whole(new.sales) else 0.01
    contributions = money.bridge(old, new, minor_unit=unit, seed=zlib.crc32(f"{case.asin}{case.as_of}".encode()))
    causes, others = weigh_all(view)
    if new.sales >= old.sales:
        causes = [weighed for weighed in causes if weighed.signal.cause not in _NEEDS_A_FALL]
    status, named = _status(view, causes, fell=new.sales < old.sales)
    sales = _sales(old.sales, new.sales)
    return Diagnosis(
        case.account, case.marketplace, case.asin, case.as_of, case.days, status, sales, case.currency, figures,
        contributions, named, steps.walk(view, figures, [*causes, *others]),
        tuple(steps.could_not_check(view, {name: rule.tables for name, rule in RULES.items()})),
        tuple(_remarks(view, status, sales, causes)),
        {"lmdi": money.lmdi(old, new), "largest_factor": _largest(contributions)},
    )  # fmt: skip


def _blocked(case: Case, problems: Sequence[Say]) -> Diagnosis:
    evidence = tuple(
        Evidence(problem, "traffic_daily", (case.day(case.size - 2 * case.days), case.as_of)) for problem in problems
    )
    cause = Cause(
        "data_incomplete", 1.0, None, evidence, _action(case, "data_incomplete"), RULES["data_incomplete"].owner
    )
    return Diagnosis(
        case.account,
        case.marketplace,
        case.asin,
        case.as_of,
        case.days,
        Status.BLOCKED_BY_DATA,
        _known_sales(case, problems),
        case.currency,
        {},
        (),
        (cause,),
        steps.blocked(problems),
    )


def _known_sales(case: Case, problems: Sequence[Say]) -> Sales:
    """Sales of each window, as far as every day of it is told and believed."""
    sales = case.daily("traffic_daily", "sales")
    doubted = {day for problem in problems if problem.key in _DOUBT_SALES for day in _days_of(case, problem)}
    amounts = [
        None if not np.isfinite(sales[window]).all() or doubted & set(range(*window.indices(case.size)))
        else round(float(sales[window].sum()), 2)
        for window in (slice(-2 * case.days, -case.days), slice(case.size - case.days, case.size))
    ]  # fmt: skip
    before, after = amounts
    if before is None or after is None:
        return Sales(before, after, None, None)
    return _sales(before, after)


def _days_of(case: Case, problem: Say) -> range:
    first, last = problem.args["first"], problem.args["last"]
    assert isinstance(first, date)
    assert isinstance(last, date)
    return range(case.place(first), case.place(last) + 1)


def _whole(amount: float) -> bool:
    return amount == round(amount)


def _sales(before: float, after: float) -> Sales:
    old, new = round(before, 2), round(after, 2)
    return Sales(old, new, round(new - old, 2), round(100 * (new - old) / old, 2) if old > 0 else None)


def _status(view: View, weighed: Sequence[Weighed], *, fell: bool) -> tuple[Status, tuple[Cause, ...]]:
    if weighed:
        return Status.DIAGNOSED, tuple(_cause(view, w) for w in weighed)
    fall = _sure_fall(view) if fell else None
    if fall is None:
        return Status.NO_DROP, ()
    evidence = Evidence(
        Say(
            "diagnosis-evidence-unexplained",
            {"since": view.case.day(fall.place), "expected": round(fall.expected), "actual": round(fall.actual)},
        ),
        "traffic_daily",
        (view.case.day(fall.place), view.case.as_of),
    )
    rule = RULES["unexplained"]
    cause = Cause(
        "unexplained", 0.2, view.case.day(fall.place), (evidence,), _action(view.case, "unexplained"), rule.owner
    )
    return Status.INSUFFICIENT_EVIDENCE, (cause,)


def _sure_fall(view: View) -> Step | None:
    """The fall of units since the day of a break that noise cannot be (in units, sessions or conversion).

    None where there is none, or where an odd week before made it one. Days under a promotion that was over before the
    windows are no level to fall from, where enough others are left.
    """
    if is_odd(view.units, view.weekdays, view):
        return None
    promoted = promoted_days(view)
    if promoted[view.first - BASE : view.first].any() and not promoted[view.first - BASE : view.first].sum() > MOST:
        view = View(view.case, view.zero, promoted)
    falls = [
        step
        for name in ("units", "sessions", "conversion")
        if name in view.tracks
        for step in view.tracks[name].steps(view.first + 1)
        if step.z <= SURE_Z and step.place <= view.size - 2  # one odd day is no fall yet
    ]
    real = [
        (step.gain, loss.step)
        for step in falls
        if (loss := view.loss_since(step.place))
        and loss.relative >= SURE_FALL
        and loss.step.z <= -2.5
        and loss.step.expected >= FEW
    ]
    return max(real, key=lambda pair: pair[0], default=(0.0, None))[1]


def _cause(view: View, w: Weighed) -> Cause:
    case, rule = view.case, w.rule
    return Cause(
        w.signal.cause,
        w.score,
        case.day(max(0, w.signal.place)),
        w.signal.evidence,
        _action(case, w.signal.cause),
        rule.owner,
        round(w.explains, 2),
        w.signal.against,
    )


def _action(case: Case, cause: str) -> Say:
    rule = RULES[cause]
    args: dict[str, Value] = {
        "owner": Say(f"diagnosis-owner-{rule.owner.replace('_', '-')}"),
        "page": Link(seller_central(case.marketplace, rule.page)),
    }
    return Say(f"diagnosis-action-{cause.replace('_', '-')}", args)


def _remarks(view: View, status: Status, sales: Sales, causes: Sequence[Weighed]) -> list[Say]:
    noise = view.tracks["units"].dispersion
    usual = float(view.units[view.before].sum())
    width = 100 * 1.645 * (2 * noise / usual) ** 0.5 if usual > 0 else None
    remarks = [Say("diagnosis-remark-noise", {"width": None if width is None else Percent(width)})]
    if is_odd(view.units, view.weekdays, view):
        remarks.append(Say("diagnosis-remark-odd-week"))
    if causes and status is Status.DIAGNOSED:
        lost = max(w.loss.money for w in causes)
        left = lost - min(lost, sum(w.explains for w in causes))
        if lost > 0 and left > 0.15 * lost:
            remarks.append(
                Say(
                    "diagnosis-remark-left",
                    {"money": Money(left, view.case.currency or "USD"), "part": Percent(100 * left / lost, digits=0)},
                )
            )
    if view.sales_estimated:
        remarks.append(Say("diagnosis-remark-estimated"))
    return remarks


def _largest(contributions: Sequence[Contribution]) -> str | None:
    return min(contributions, key=lambda c: c.change).factor if contributions else None
