"""Reads and writes alerts, their history and what people thought of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Integer, Row, Select, cast, func, insert, or_, select, update

from bot.records.alerts import Alert, State
from bot.records.findings import Severity, Subject
from bot.records.rules import Route
from bot.records.text import from_json, to_json
from bot.store.schema.alerts import ALERT_FEEDBACK, ALERT_HISTORY, ALERTS

_CHUNK = 400


@dataclass(frozen=True)
class HistoryEntry:
    """One line of an alert's history. `actor` is a Slack user id or "asinwatch"."""

    alert_id: str
    at: datetime
    from_state: State | None
    to_state: State
    actor: str
    source: str
    what: str
    reason: str | None = None


def _finite(number: float | None) -> float | None:
    """Neither infinity nor "not a number" is a figure: both are unknown."""
    return float(number) if number is not None and math.isfinite(number) else None


def _values(alert: Alert) -> dict[str, Any]:
    return {
        "id": alert.id,
        "account": alert.about.account,
        "marketplace": alert.about.marketplace,
        "asin": alert.about.asin,
        "kind": alert.about.kind,
        "subject": alert.about.subject,
        "severity": alert.severity.value,
        "state": alert.state.value,
        "route": alert.route.value,
        "opened_on": alert.opened_on,
        "opened_at": alert.opened_at,
        "seen_on": alert.seen_on,
        "headline": to_json(alert.headline),
        "why": [to_json(line) for line in alert.why],
        "observed": _finite(alert.observed),
        "expected": _finite(alert.expected),
        "bound": _finite(alert.bound),
        "window_start": alert.window[0] if alert.window else None,
        "window_end": alert.window[1] if alert.window else None,
        "loss": _finite(alert.loss),
        "currency": alert.currency,
        "actor": alert.actor,
        "assignee": alert.assignee,
        "reason": alert.reason,
        "until": alert.until,
        "acted_at": alert.acted_at,
        "resolved_on": alert.resolved_on,
        "resolved_at": alert.resolved_at,
        "message_id": alert.message_id,
        "page_id": alert.page_id,
        "reminders": alert.reminders,
        "reminded_at": alert.reminded_at,
        "followed_up_at": alert.followed_up_at,
        "events": sorted(alert.events),
        "until_well": alert.until_well.value if alert.until_well else None,
        "extra": dict(alert.extra),
    }


def _alert(row: Row[Any]) -> Alert:
    return Alert(
        id=row.id,
        about=Subject(row.account, row.marketplace, row.kind, row.asin, row.subject),
        severity=Severity(row.severity),
        state=State(row.state),
        route=Route(row.route),
        headline=from_json(row.headline),
        opened_on=row.opened_on,
        opened_at=row.opened_at,
        seen_on=row.seen_on,
        why=tuple(from_json(line) for line in row.why),
        observed=row.observed,
        expected=row.expected,
        bound=row.bound,
        window=(row.window_start, row.window_end) if row.window_start and row.window_end else None,
        loss=row.loss,
        currency=row.currency,
        actor=row.actor,
        assignee=row.assignee,
        reason=row.reason,
        until=row.until,
        acted_at=row.acted_at,
        resolved_on=row.resolved_on,
        resolved_at=row.resolved_at,
        message_id=row.message_id,
        page_id=row.page_id,
        reminders=row.reminders,
        reminded_at=row.reminded_at,
        followed_up_at=row.followed_up_at,
        events=tuple(row.events),
        until_well=Severity(row.until_well) if row.until_well else None,
        extra=row.extra,
    )


def _fetch(connection: Connection, query: Select[Any]) -> list[Alert]:
    return [_alert(row) for row in connection.execute(query)]


def add_alerts(connection: Connection, alerts: Sequence[Alert]) -> None:
    if alerts:
        connection.execute(insert(ALERTS), [_values(alert) for alert in alerts])


def save_alert(connection: Connection, alert: Alert) -> None:
    connection.execute(update(ALERTS).where(ALERTS.c.id == alert.id).values(_values(alert)))


def get_alert(connection: Connection, alert_id: str, *, lock: bool = False) -> Alert | None:
    """The alert, None where there is none; `lock` keeps others from changing it until this transaction ends."""
    query = select(ALERTS).where(ALERTS.c.id == alert_id)
    row = connection.execute(query.with_for_update() if lock else query).first()
    return None if row is None else _alert(row)


def alerts_of_messages(connection: Connection, message_ids: Sequence[str], *, lock: bool = False) -> list[Alert]:
    """The alerts whose log or listing is one of these messages, worst first."""
    query = select(ALERTS).where(or_(ALERTS.c.message_id.in_(message_ids), ALERTS.c.page_id.in_(message_ids)))
    query = query.order_by(ALERTS.c.id)
    return _fetch(connection, query.with_for_update() if lock else query)


def open_alerts(
    connection: Connection,
    *,
    account: str | None = None,
    marketplace: str | None = None,
    asin: str | None = None,
    kind: str | None = None,
    states: Sequence[State] = (State.OPEN, State.ACKNOWLEDGED, State.SNOOZED),
    lock: bool = False,
) -> list[Alert]:
    """Alerts that are not resolved (or in `states`), by opening time."""
    query = select(ALERTS).where(ALERTS.c.state.in_([state.value for state in states]))
    for column, value in (
        (ALERTS.c.account, account),
        (ALERTS.c.marketplace, marketplace),
        (ALERTS.c.asin, asin),
        (ALERTS.c.kind, kind),
    ):
        if value is not None:
            query = query.where(column == value)
    if lock:  # always in the order of ids, so that two who lock many do not wait for each other
        return _fetch(connection, query.order_by(ALERTS.c.id).with_for_update())
    return _fetch(connection, query.order_by(ALERTS.c.opened_at, ALERTS.c.id))


def closed_alerts(connection: Connection, account: str, marketplace: str, since: date) -> list[Alert]:
    """Resolved alerts of one marketplace that opened on or after `since`, or that wait until their figure is well."""
    query = select(ALERTS).where(
        ALERTS.c.state == State.RESOLVED.value,
        ALERTS.c.account == account,
        ALERTS.c.marketplace == marketplace,
        or_(ALERTS.c.opened_on >= since, ALERTS.c.resolved_on >= since, ALERTS.c.until_well.is_not(None)),
    )
    return _fetch(connection, query.order_by(ALERTS.c.resolved_at, ALERTS.c.id))


def alerts_between(connection: Connection, start: datetime, end: datetime) -> list[Alert]:
    """Alerts that opened, or whose state changed, in [start, end)."""
    opened = (ALERTS.c.opened_at >= start) & (ALERTS.c.opened_at < end)
    acted = (ALERTS.c.acted_at >= start) & (ALERTS.c.acted_at < end)
    return _fetch(connection, select(ALERTS).where(opened | acted).order_by(ALERTS.c.opened_at, ALERTS.c.id))


def forget_until_well(connection: Connection, about: Subject) -> None:
    connection.execute(update(ALERTS).where(*_is(about), ALERTS.c.until_well.is_not(None)).values(until_well=None))


def _is(about: Subject) -> tuple[Any, ...]:
    return (
        ALERTS.c.account == about.account,
        ALERTS.c.marketplace == about.marketplace,
        ALERTS.c.kind == about.kind,
        ALERTS.c.subject == about.subject,
        func.coalesce(ALERTS.c.asin, "") == (about.asin or ""),
    )


def unplaced_alerts(connection: Connection) -> list[Alert]:
    """Open alerts for Slack that no message shows yet (no channel was configured, or the hours were quiet)."""
    query = select(ALERTS).where(
        ALERTS.c.state != State.RESOLVED.value, ALERTS.c.route == "alert", ALERTS.c.message_id.is_(None)
    )
    return _fetch(connection, query.order_by(ALERTS.c.opened_at, ALERTS.c.id).with_for_update())


def ended_alerts(connection: Connection, now: datetime) -> list[Alert]:
    """Snoozes and acknowledgements whose end has come."""
    query = select(ALERTS).where(ALERTS.c.until <= now, ALERTS.c.state.in_(("acknowledged", "snoozed")))
    return _fetch(connection, query.order_by(ALERTS.c.id).with_for_update())


def unanswered_alerts(connection: Connection, severities: Sequence[Severity]) -> list[Alert]:
    """Open alerts that a message shows and nobody has taken."""
    query = select(ALERTS).where(
        ALERTS.c.state == State.OPEN.value,
        ALERTS.c.message_id.is_not(None),
        ALERTS.c.severity.in_([severity.value for severity in severities]),
    )
    return _fetch(connection, query.order_by(ALERTS.c.id).with_for_update())


def resolved_without_follow_up(connection: Connection, since: datetime) -> list[Alert]:
    """Resolved alerts with a thread that has not been told what the incident cost."""
    query = select(ALERTS).where(
        ALERTS.c.state == State.RESOLVED.value,
        ALERTS.c.resolved_at >= since,
        ALERTS.c.followed_up_at.is_(None),
        ALERTS.c.message_id.is_not(None),
        ALERTS.c.asin.is_not(None),
    )
    return _fetch(connection, query.order_by(ALERTS.c.id).with_for_update())


def place(connection: Connection, alert_ids: Sequence[str], message_id: str, page_id: str) -> None:
    """Says which message shows these alerts."""
    for first in range(0, len(alert_ids), _CHUNK):
        chosen = ALERTS.c.id.in_(alert_ids[first : first + _CHUNK])
        connection.execute(update(ALERTS).where(chosen).values(message_id=message_id, page_id=page_id))


def add_history(connection: Connection, entries: Iterable[HistoryEntry]) -> None:
    rows = [
        {
            "alert_id": entry.alert_id,
            "at": entry.at,
            "from_state": entry.from_state.value if entry.from_state else None,
            "to_state": entry.to_state.value,
            "actor": entry.actor,
            "source": entry.source,
            "reason": entry.reason,
            "detail": {"what": entry.what},
        }
        for entry in entries
    ]
    if rows:
        connection.execute(insert(ALERT_HISTORY), rows)


def history(connection: Connection, alert_id: str) -> list[HistoryEntry]:
    """What happened to one alert, oldest first."""
    table = ALERT_HISTORY
    rows = connection.execute(select(table).where(table.c.alert_id == alert_id).order_by(table.c.id))
    return [
        HistoryEntry(
            row.alert_id, row.at, State(row.from_state) if row.from_state else None, State(row.to_state),
            row.actor, row.source, row.detail["what"], row.reason,
        )
        for row in rows
    ]  # fmt: skip


def set_feedback(
    connection: Connection, alert_id: str, actor: str, at: datetime, useful: bool, reason: str | None
) -> None:
    """One vote a person and alert; the last one counts."""
    table = ALERT_FEEDBACK
    vote = {"at": at, "useful": useful, "reason": reason}
    mine = (table.c.alert_id == alert_id, table.c.actor == actor)
    if connection.execute(update(table).where(*mine).values(vote)).rowcount == 0:
        connection.execute(insert(table).values(alert_id=alert_id, actor=actor, **vote))


@dataclass(frozen=True)
class KindCounts:
    """How people treated one kind's alerts. `touched`: acknowledged, assigned or closed by a person, or voted on."""

    opened: int
    touched: int
    useful: int
    not_useful: int


def counts_by_kind(connection: Connection, since: datetime) -> Mapping[str, KindCounts]:
    """Counts of alerts opened since, by kind. An alert is not useful where anybody said so last."""
    votes = (
        select(ALERT_FEEDBACK.c.alert_id, func.min(cast(ALERT_FEEDBACK.c.useful, Integer)).label("useful"))
        .group_by(ALERT_FEEDBACK.c.alert_id)
        .subquery()
    )
    touched = (
        select(ALERT_HISTORY.c.alert_id)
        .where(ALERT_HISTORY.c.actor != "asinwatch")
        .group_by(ALERT_HISTORY.c.alert_id)
        .subquery()
    )
    query = (
        select(
            ALERTS.c.kind,
            func.count(),
            func.count(touched.c.alert_id),
            func.count().filter(votes.c.useful == 1),
            func.count().filter(votes.c.useful == 0),
        )
        .select_from(ALERTS)
        .outerjoin(votes, votes.c.alert_id == ALERTS.c.id)
        .outerjoin(touched, touched.c.alert_id == ALERTS.c.id)
        .where(ALERTS.c.opened_at >= since)
        .group_by(ALERTS.c.kind)
    )
    return {kind: KindCounts(*map(int, numbers)) for kind, *numbers in connection.execute(query)}
