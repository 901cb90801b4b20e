"""`launch ASIN`: the first 90 days against the plan: reviews, conversion, TACOS path, rank path."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from analytics.playbooks.facts import Facts, by_day, missing, number, percent, share, unknown
from bot.records.playbook import Benchmarks, Playbook, Section, Standing
from bot.records.text import Number, Percent, Say

LAUNCH_DAYS = 90
MONTHS = 3


def launch_playbook(facts: Facts, asin: str, benchmarks: Benchmarks | None = None) -> Playbook:
    """The playbook of one ASIN; what lies after its 90th day is left out."""
    goal = benchmarks or Benchmarks()
    product = facts.product(asin)
    launched, title = product.get("launched_on"), product.get("title")

    def answer(verdict: Say, sections: tuple[Section, ...], lacking: tuple[Say, ...] = ()) -> Playbook:
        return Playbook("launch", facts.account, facts.marketplace, asin, facts.as_of, verdict, sections, lacking,
                        title if isinstance(title, str) else None)  # fmt: skip

    if not isinstance(launched, date):
        return answer(Say("playbooks-launch-unknown"), (), (missing("products", ("launched_on",)),))
    age = (facts.as_of - launched).days + 1
    if age < 1:
        return answer(Say("playbooks-launch-not-yet", {"day": launched}), ())
    month = min((age - 1) // 30, MONTHS - 1)
    sections = (
        _reviews(facts, asin, launched, age, goal.launch_ratings),
        _conversion(facts, asin, min(age, LAUNCH_DAYS), age),
        _tacos(facts, asin, launched, age, goal.launch_tacos),
        _rank(facts, asin, launched, age),
    )
    bad = [section for section in sections if section.status is Standing.BAD]
    known = [section for section in sections if section.status is not Standing.UNKNOWN]
    if not known:
        return answer(Say("playbooks-launch-no-data", {"day": launched, "age": age}), sections)
    key = "playbooks-launch-over" if age > LAUNCH_DAYS else "playbooks-launch-day"
    verdict = Say(key, {"age": age, "n": len(bad), "month": month + 1, "unknown": len(sections) - len(known)})
    return answer(verdict, sections)


def planned(path: Sequence[float], age: int) -> float:
    """The plan's value on day `age`: straight lines from 0 over the ends of the months for a count that grows."""
    return float(np.interp(age, [0.0, 30.0, 60.0, 90.0], [0.0, *path]))


def _reviews(facts: Facts, asin: str, launched: date, age: int, path: Sequence[float]) -> Section:
    counts = facts.daily("ratings_daily", "rating_count", asin, min(age, LAUNCH_DAYS), max(age - LAUNCH_DAYS, 0))
    known = counts[~np.isnan(counts)]
    if not len(known):
        return unknown("playbooks-launch-reviews", missing("ratings_daily"))
    goal = planned(path, min(age, LAUNCH_DAYS))
    reached = float(known[-1])
    line = Say("playbooks-launch-reviews-line", {"now": number(reached, 0), "plan": number(goal, 0), "day": launched})
    bad = reached < goal
    actions = (Say("playbooks-launch-do-reviews"),) if bad else ()
    return Section(Say("playbooks-launch-reviews"), Standing.BAD if bad else Standing.OK, (line,), actions)


def _conversion(facts: Facts, asin: str, days: int, age: int) -> Section:
    back = max(age - LAUNCH_DAYS, 0)
    window = min(days, 30)
    units = facts.daily("traffic_daily", "units", asin, window, back)
    sessions = facts.daily("traffic_daily", "sessions", asin, window, back)
    both = ~np.isnan(units) & ~np.isnan(sessions)
    cvr = share(float(units[both].sum()), float(sessions[both].sum())) if both.any() else None
    benchmark = facts.number(asin, "cvr_benchmark")
    line = Say("playbooks-launch-cvr-line", {"cvr": percent(cvr), "benchmark": percent(benchmark), "days": window})
    title = Say("playbooks-launch-cvr")
    if cvr is None or benchmark is None:
        lacking = missing("products", ("cvr_benchmark",)) if benchmark is None else missing("traffic_daily")
        return Section(title, Standing.UNKNOWN, (line, lacking))
    # Below by more than chance: the benchmark's own expectation less 1.64 standard deviations of a Poisson count.
    expected = benchmark / 100.0 * float(sessions[both].sum())
    bad = float(units[both].sum()) < expected - 1.64 * np.sqrt(expected)
    actions = (Say("playbooks-launch-do-cvr"),) if bad else ()
    return Section(title, Standing.BAD if bad else Standing.OK, (line,), actions)


def _tacos(facts: Facts, asin: str, launched: date, age: int, path: Sequence[float]) -> Section:
    lines, last = [], None
    for month in range(min((age + 29) // 30, MONTHS)):
        end = launched + timedelta(days=min(30 * (month + 1), age) - 1)
        days = (end - launched).days - 30 * month + 1
        rows = facts.rows("traffic_daily", asin)
        sales = by_day(rows, "sales", end, days)
        ads = by_day(facts.rows("ads_daily", asin), "spend", end, days)
        spend = float(np.nansum(ads)) if not np.isnan(ads).all() else None
        value = None if np.isnan(sales).any() else share(spend, float(sales.sum()))
        lines.append(Say("playbooks-launch-tacos-line", {"month": month + 1, "tacos": percent(value),
                                                         "plan": Percent(path[month], digits=0)}))  # fmt: skip
        last = (value, path[month])
    title = Say("playbooks-launch-tacos")
    if last is None or last[0] is None:
        return Section(title, Standing.UNKNOWN, (*lines, missing("ads_daily")))
    bad = last[0] > last[1]
    actions = (Say("playbooks-launch-do-tacos"),) if bad else ()
    return Section(title, Standing.BAD if bad else Standing.OK, tuple(lines), actions)


def _rank(facts: Facts, asin: str, launched: date, age: int) -> Section:
    rows = facts.rows("ranks", asin)
    if not rows:
        return unknown("playbooks-launch-rank", missing("ranks"))
    names, counts = np.unique(np.array([name or "" for name in rows["category"]]).astype(str), return_counts=True)
    category = str(names[np.argmax(counts)])
    mine = {name: column[rows["category"] == category] for name, column in rows.items()} if category else rows
    points = []
    for week in range(0, min(age, LAUNCH_DAYS), 7):
        end = launched + timedelta(days=min(week + 6, age - 1))
        values = by_day(mine, "rank", end, 7)
        if not np.isnan(values).all():
            points.append((end, float(np.nanmedian(values))))
    title = Say("playbooks-launch-rank")
    if not points:
        return Section(title, Standing.UNKNOWN, (missing("ranks"),))
    shown = [points[0], points[len(points) // 2], points[-1]] if len(points) > 2 else points
    lines = tuple(
        Say("playbooks-launch-rank-line", {"day": day, "rank": Number(rank, 0), "category": category or "—"})
        for day, rank in shown
    )
    bad = len(points) > 2 and points[-1][1] > points[0][1]
    actions = (Say("playbooks-launch-do-rank"),) if bad else ()
    return Section(title, Standing.BAD if bad else Standing.OK, lines, actions)
