"""Applies one day's checks to the alerts, by the same lifecycle that the backtest uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from analytics.detection.lifecycle import Change, Closed, OpenAlert, Transition, is_event_kind, plan
from bot.alerts.machine import BOT, Event, Happening, Outcome, step, with_finding
from bot.alerts.policy import Loudness
from bot.alerts.recording import Line, Recorder
from bot.records.alerts import Alert, State
from bot.records.findings import DayChecked, Subject
from bot.records.rules import Route
from bot.records.text import Say
from bot.store import alerts as store

REMEMBERED = timedelta(days=120)
RECURS_WITHIN = timedelta(days=7)
_HAPPENS = {Change.STAYS: Happening.SEEN, Change.WORSENS: Happening.WORSENED}


@dataclass(frozen=True)
class Applied:
    """What one day's checks changed."""

    opened: tuple[Alert, ...] = ()
    worsened: tuple[Alert, ...] = ()
    resolved: tuple[Alert, ...] = ()

    def __add__(self, other: Applied) -> Applied:
        return Applied(self.opened + other.opened, self.worsened + other.worsened, self.resolved + other.resolved)


def apply_day(
    recorder: Recorder, checked: DayChecked, before: Sequence[DayChecked], routes: Mapping[str, Route]
) -> Applied:
    """Opens, worsens and resolves the alerts of one (account, marketplace). A day older than the last one that an
    alert was seen on changes nothing of that alert."""
    connection, day = recorder.connection, checked.day
    open_now = {
        alert.about: alert
        for alert in store.open_alerts(connection, account=checked.account, marketplace=checked.marketplace, lock=True)
    }
    closed = store.closed_alerts(connection, checked.account, checked.marketplace, day - REMEMBERED)
    earlier: dict[Subject, list[Alert]] = defaultdict(list)
    for alert in closed:
        earlier[alert.about].append(alert)
    changes = plan(
        [OpenAlert(a.about, a.severity, a.opened_on, frozenset(a.events)) for a in open_now.values()],
        [*before, checked],
        {about: _memory(alerts) for about, alerts in earlier.items()},
    )
    opened, worsened, resolved = [], [], []
    for change in changes:
        if change.change is Change.CLEARS:
            store.forget_until_well(connection, change.about)
        elif change.change is Change.OPENS:
            last = earlier[change.about][-1] if change.about in earlier else None
            if last is None or _may_open(change, last, day):
                opened.append(_opened(recorder, change, checked, last, routes))
        else:
            alert = open_now[change.about]
            outcome = _moved(recorder, alert, change, checked)
            if outcome is not None and change.change is Change.WORSENS:
                worsened.append(outcome.alert)
            elif outcome is not None and outcome.alert.state is State.RESOLVED:
                resolved.append(outcome.alert)
    return Applied(tuple(opened), tuple(worsened), tuple(resolved))


def _may_open(change: Transition, last: Alert, day: date) -> bool:
    """Not on a day older than what was closed; on the same day only what is new since (worse, or another event)."""
    closed_on = last.resolved_on or last.seen_on
    return closed_on < day or (closed_on == day and (bool(change.events) or not is_event_kind(change.about.kind)))


def _memory(alerts: Sequence[Alert]) -> Closed:
    waits = [alert.until_well for alert in alerts if alert.until_well is not None]
    return Closed(frozenset(event for alert in alerts for event in alert.events), waits[-1] if waits else None)


def _opened(
    recorder: Recorder, change: Transition, checked: DayChecked, last: Alert | None, routes: Mapping[str, Route]
) -> Alert:
    finding = change.finding
    assert finding is not None  # what opens has a finding
    recurs = last is not None and checked.day - (last.resolved_on or last.seen_on) <= RECURS_WITHIN
    bare = Alert(
        id=recorder.ids(),
        about=finding.about,
        severity=finding.severity,
        state=State.OPEN,
        route=routes.get(finding.about.kind, Route.ALERT),
        headline=finding.headline,
        opened_on=checked.day,
        opened_at=recorder.now,
        seen_on=checked.day,
        acted_at=recorder.now,
        assignee=last.assignee if last is not None and recurs else None,
        message_id=last.message_id if last is not None and recurs else None,
        page_id=last.page_id if last is not None and recurs else None,
        events=tuple(sorted(change.events)),
    )
    alert = with_finding(bare, finding)
    store.forget_until_well(recorder.connection, alert.about)
    store.add_alerts(recorder.connection, [alert])
    recorder.opened(alert)
    if last is not None and alert.message_id is not None:
        loud = alert.severity.rank > last.severity.rank or recorder.policy.loudness is Loudness.LOUD
        recorder.show(alert)
        said = Say("alerts-line-recurs", {"what": alert.headline, "since": last.resolved_on})
        recorder.say(alert, Line(said, loud=loud, needed=True))
    return alert


def _moved(recorder: Recorder, alert: Alert, change: Transition, checked: DayChecked) -> Outcome | None:
    if checked.day < alert.seen_on:
        return None
    what = _HAPPENS.get(change.change) or (
        Happening.WELL if change.reason.key == "detection-life-well" else Happening.AGED
    )
    event = Event(what, recorder.now, BOT, "check", finding=change.finding, day=checked.day)
    outcome = step(alert, event)
    if change.events:
        told = tuple(sorted({*alert.events, *change.events}))
        outcome = replace(outcome, alert=replace(outcome.alert, events=told), changed=True)
    if not outcome.changed:
        return None
    recorder.changed(alert, event, outcome, why=change.reason.key)
    return outcome
