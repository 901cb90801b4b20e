"""What people ask of all alerts together: to do, hand-over, what each rule is worth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.alerts.grouping import ranked
from bot.alerts.policy import Policy
from bot.alerts.showing import products_of
from bot.records.alerts import Alert, State
from bot.records.text import Say
from bot.store import alerts as store

JUDGED_ENOUGH = 5
UNUSEFUL_QUIETER = 30.0
UNUSEFUL_DIGEST = 60.0
IGNORED_ENOUGH = 10


@dataclass(frozen=True)
class Todo:
    """Worst first. `unanswered`: open, nobody took it. `taken`: acknowledged. `due_today`: whose snooze or
    acknowledgement ends before midnight in the team's zone."""

    unanswered: tuple[Alert, ...]
    taken: tuple[Alert, ...]
    due_today: tuple[Alert, ...]


def todo(connection: Connection, policy: Policy, person: str | None, now: datetime) -> Todo:
    """Of everybody, or of `person`: what they took, what was assigned to them, and what they own."""
    alerts = store.open_alerts(connection)
    if person is not None:
        products = products_of(connection, alerts)
        alerts = [
            alert
            for alert in alerts
            if person in (alert.actor, alert.assignee) or policy.owner_of(alert, products[alert.id]) == person
        ]
    local = now.astimezone(ZoneInfo(policy.timezone))
    midnight = (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return Todo(
        ranked([alert for alert in alerts if alert.state is State.OPEN]),
        ranked([alert for alert in alerts if alert.state is State.ACKNOWLEDGED]),
        ranked([alert for alert in alerts if alert.until is not None and alert.until < midnight]),
    )


@dataclass(frozen=True)
class Handover:
    """For the next shift: what opened, what was taken and by whom, what was resolved since; what nobody has taken."""

    since: datetime
    opened: tuple[Alert, ...]
    taken: tuple[Alert, ...]
    resolved: tuple[Alert, ...]
    unanswered: tuple[Alert, ...]


def handover(connection: Connection, since: datetime, now: datetime) -> Handover:
    recent = store.alerts_between(connection, since, now + timedelta(seconds=1))
    return Handover(
        since,
        ranked([alert for alert in recent if alert.opened_at >= since]),
        ranked([alert for alert in recent if alert.state is State.ACKNOWLEDGED]),
        ranked([alert for alert in recent if alert.state is State.RESOLVED]),
        ranked(store.open_alerts(connection, states=(State.OPEN,))),
    )


@dataclass(frozen=True)
class RulePrecision:
    """One kind's alerts as people treated them. `precision_pct` is the share of judged alerts (touched or voted on)
    that nobody called not useful, None while fewer than five were judged; `proposal` is a change worth making."""

    kind: str
    opened: int
    judged: int
    useful: int
    not_useful: int
    precision_pct: float | None
    proposal: Say | None


def precision(connection: Connection, since: datetime) -> list[RulePrecision]:
    counted = store.counts_by_kind(connection, since)
    return [_precision(kind, counted[kind]) for kind in sorted(counted)]


def _precision(kind: str, counts: store.KindCounts) -> RulePrecision:
    judged, not_useful = counts.touched, counts.not_useful
    known = judged >= JUDGED_ENOUGH
    unuseful = 100.0 * not_useful / judged if known else 0.0
    proposal = None
    if unuseful >= UNUSEFUL_QUIETER:
        key = "alerts-rule-to-digest" if unuseful >= UNUSEFUL_DIGEST else "alerts-rule-quieter"
        proposal = Say(key, {"not_useful": not_useful, "judged": judged})
    elif judged == 0 and counts.opened >= IGNORED_ENOUGH:
        proposal = Say("alerts-rule-ignored", {"opened": counts.opened})
    return RulePrecision(
        kind, counts.opened, judged, counts.useful, not_useful, 100.0 - unuseful if known else None, proposal
    )
