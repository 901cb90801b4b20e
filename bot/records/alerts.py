"""Alerts as they are stored and shown, and the outbox items that carry them to Slack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.records.findings import Severity, Subject
from bot.records.rules import Route
from bot.records.text import Say


class State(StrEnum):
    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"


@dataclass(frozen=True)
class Alert:
    """One alert. Times are UTC; `opened_on`, `seen_on`, `resolved_on` are days of data (the marketplace's own)."""

    id: str
    about: Subject
    severity: Severity
    state: State
    route: Route
    headline: Say
    opened_on: date
    opened_at: datetime
    seen_on: date  # the last day of data on which the check fired
    why: tuple[Say, ...] = ()
    observed: float | None = None
    expected: float | None = None
    bound: float | None = None
    window: tuple[date, date] | None = None
    loss: float | None = None
    currency: str | None = None
    actor: str | None = None  # who acknowledged, snoozed or resolved it: a Slack user id, or "asinwatch"
    assignee: str | None = None
    reason: str | None = None
    until: datetime | None = None  # a snooze's or an acknowledgement's end
    resolved_on: date | None = None
    resolved_at: datetime | None = None
    acted_at: datetime | None = None  # when the present state began
    message_id: str | None = None  # the parent message (alerts of one ASIN in one check share one)
    page_id: str | None = None  # the message that lists it: the parent, or a page in its thread
    reminders: int = 0
    reminded_at: datetime | None = None
    followed_up_at: datetime | None = None
    events: tuple[str, ...] = ()  # of an event kind: which events it told, so that none is told twice
    until_well: Severity | None = None  # a person closed it while it fired: quiet until well, or worse than this
    extra: Mapping[str, object] = field(default_factory=dict)


class ActionKind(StrEnum):
    ACK = "ack"
    UNACK = "unack"
    SNOOZE = "snooze"
    RESOLVE = "resolve"
    ASSIGN = "assign"
    NOTE = "note"
    NOT_USEFUL = "not_useful"
    USEFUL = "useful"


@dataclass(frozen=True)
class Action:
    """What a person asks of an alert. `actor` is a Slack user id; `until` is UTC; `source` is button, thread …"""

    kind: ActionKind
    actor: str
    source: str
    reason: str | None = None
    until: datetime | None = None
    assignee: str | None = None


@dataclass(frozen=True)
class ActionResult:
    """`changed` is False where the alert already was so (a double click); `answer` tells the asker either way."""

    alert: Alert
    changed: bool
    answer: Say
