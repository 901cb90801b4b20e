"""Replays the live check day by day over stored data, each day seeing only what was known by then. Changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numpy as np

from analytics.detection import CheckedDay, run_checks_under
from analytics.detection.lifecycle import Change, Closed, OpenAlert, is_event_kind, plan
from analytics.detection.reviews import Topics
from analytics.panel import Panel
from bot.records.findings import Severity, Subject
from bot.records.rules import Rule, Sensitivity
from bot.records.text import Say

REAL_LOSS_PCT = 20.0  # units of the 7 days from the alert's day below the 28 before by this much: a real loss


@dataclass(frozen=True)
class ReplayedAlert:
    """An alert as the live check would have opened it. `resolved_on` is None while it is open at the replay's end."""

    kind: str
    account: str
    marketplace: str
    asin: str | None
    subject: str
    severity: Severity
    opened_on: date
    resolved_on: date | None
    headline: Say
    loss: float | None
    currency: str | None


@dataclass(frozen=True)
class RuleSummary:
    """One rule over the replay. `followed` of the `judged` alerts (those whose week after is known) came with a real
    loss of units; `caught` adds up the losses the alerts named, per currency."""

    kind: str
    sensitivity: Sensitivity
    alerts: int
    per_week: float
    followed: int
    judged: int
    caught: Mapping[str, float]


def replay(
    panel: Panel,
    first: date,
    last: date,
    rules: Mapping[str, Rule],
    *,
    topics: Topics | None = None,
    progress: Callable[[date], None] | None = None,
) -> list[ReplayedAlert]:
    """The alerts that checks on every day of `first` to `last` would have opened, in the order of opening.

    Starts without open alerts, as a team does that installs the bot on `first`. A day whose first arrival was recorded
    later is unknown until then. Deterministic: no clock, no chance.
    """
    return replays(panel, first, last, [rules], topics=topics, progress=progress)[0]


def replays(
    panel: Panel,
    first: date,
    last: date,
    rule_sets: Sequence[Mapping[str, Rule]],
    *,
    topics: Topics | None = None,
    progress: Callable[[date], None] | None = None,
) -> list[list[ReplayedAlert]]:
    """`replay` under several sets of rules side by side, which costs little more than one: see `run_checks_under`."""
    seen = replace(panel, honours_arrivals=True)
    lives = [_Life() for _ in rule_sets]
    # The two days before serve to judge whether a figure was well, as the live check recomputes them.
    for day in (first - timedelta(days=back) for back in (2, 1)):
        if _inside(seen, day):
            for life, checked in zip(lives, run_checks_under(seen, day, rule_sets, topics=topics), strict=True):
                life.recent.append(checked)
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        for life, checked in zip(lives, run_checks_under(seen, day, rule_sets, topics=topics), strict=True):
            life.live_through(checked)
        if progress is not None:
            progress(day)
    return [life.alerts() for life in lives]


@dataclass
class _Life:
    """The alerts of one set of rules while its days are replayed."""

    opened: dict[Subject, ReplayedAlert] = field(default_factory=dict)
    told: dict[Subject, frozenset[str]] = field(default_factory=dict)
    closed: dict[Subject, Closed] = field(default_factory=dict)
    done: list[ReplayedAlert] = field(default_factory=list)
    recent: list[CheckedDay] = field(default_factory=list)

    def live_through(self, today: CheckedDay) -> None:
        self.recent = [*self.recent[-2:], today]
        opened, told = self.opened, self.told
        alerts = [OpenAlert(a, r.severity, r.opened_on, told.get(a, frozenset())) for a, r in opened.items()]
        for change in plan(alerts, self.recent, self.closed):
            about, finding = change.about, change.finding
            if change.change is Change.RESOLVES:
                self.done.append(replace(opened.pop(about), resolved_on=today.day))
                if is_event_kind(about.kind):
                    events = told.pop(about, frozenset()) | self.closed.get(about, Closed()).events
                    self.closed[about] = Closed(events)
            elif change.change is Change.OPENS and finding is not None:
                opened[about] = ReplayedAlert(
                    about.kind, about.account, about.marketplace, about.asin, about.subject, finding.severity,
                    today.day, None, finding.headline, finding.loss, finding.currency,
                )  # fmt: skip
            elif change.change is Change.WORSENS and finding is not None:
                opened[about] = replace(opened[about], severity=finding.severity)
            if change.change is not Change.RESOLVES and change.events:
                told[about] = told.get(about, frozenset()) | change.events

    def alerts(self) -> list[ReplayedAlert]:
        found = [*self.done, *self.opened.values()]
        return sorted(found, key=lambda a: (a.opened_on, a.kind, a.asin or "", a.subject))


def _inside(panel: Panel, day: date) -> bool:
    return bool(panel.days[0] <= np.datetime64(day, "D") <= panel.days[-1])


def summary(
    panel: Panel, alerts: Iterable[ReplayedAlert], first: date, last: date, sensitivity: Sensitivity
) -> list[RuleSummary]:
    """Per rule: how many alerts, how many a week, how many came with a real loss, and the money they named."""
    weeks = max(((last - first).days + 1) / 7.0, 1 / 7)
    rows: dict[str, list[ReplayedAlert]] = {}
    for alert in alerts:
        rows.setdefault(alert.kind, []).append(alert)
    result = []
    for kind in sorted(rows):
        verdicts = [v for a in rows[kind] if (v := followed_by_loss(panel, a)) is not None]
        caught: dict[str, float] = {}
        for alert in rows[kind]:
            if alert.loss is not None and alert.currency is not None and alert.loss > 0:
                caught[alert.currency] = caught.get(alert.currency, 0.0) + alert.loss
        result.append(
            RuleSummary(
                kind, sensitivity, len(rows[kind]), len(rows[kind]) / weeks, sum(verdicts), len(verdicts), caught
            )
        )
    return result


def followed_by_loss(panel: Panel, alert: ReplayedAlert) -> bool | None:
    """Whether the ASIN sold at least 20 % less in the 7 days from the alert's day than its 28 days before led to
    expect (before the week that ended with it); None where an ASIN or the figures are unknown."""
    at = None if alert.asin is None else panel.index(alert.asin)
    units = panel.daily.get("traffic_daily.units", panel.daily.get("traffic_daily.orders"))
    if at is None or units is None:
        return None
    on = int((np.datetime64(alert.opened_on, "D") - panel.days[0]).astype(int))
    after, past = units[at, on : on + 7], units[at, max(0, on - 35) : max(0, on - 7)]
    if np.isfinite(after).sum() < 5 or np.isfinite(past).sum() < 14:
        return None
    usual = float(np.nanmean(past))
    return bool(usual > 0 and float(np.nanmean(after)) <= usual * (1 - REAL_LOSS_PCT / 100.0))


def sensitivities(
    panel: Panel, first: date, last: date, rules: Mapping[str, Rule], *, topics: Topics | None = None
) -> dict[Sensitivity, list[RuleSummary]]:
    """The summary at low, normal and high sensitivity."""
    levels = list(Sensitivity)
    replayed = replays(panel, first, last, [at_sensitivity(rules, level) for level in levels], topics=topics)
    return {level: summary(panel, alerts, first, last, level) for level, alerts in zip(levels, replayed, strict=True)}


def at_sensitivity(rules: Mapping[str, Rule], sensitivity: Sensitivity) -> dict[str, Rule]:
    """The rules, all of them at this sensitivity."""
    return {kind: replace(rule, sensitivity=sensitivity) for kind, rule in rules.items()}
