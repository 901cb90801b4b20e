"""What time does to alerts: snoozes end, nobody answered, an incident's cost becomes known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.alerts.cost import Cost, cost_of, known_from
from bot.alerts.machine import ended, step
from bot.alerts.policy import Loudness, Policy
from bot.alerts.recording import Line, Recorder
from bot.alerts.showing import products_of
from bot.records.alerts import Alert
from bot.records.findings import Severity
from bot.records.text import Mention, Money, Percent, Say, Value
from bot.store import alerts as store
from bot.store.products import last_traffic_day

FOLLOW_UP_WITHIN = timedelta(days=14)


def pass_time(recorder: Recorder) -> int:
    """Everything that is due now; gives the number of alerts that something happened to."""
    return end_pauses(recorder) + remind(recorder) + follow_up(recorder)


def end_pauses(recorder: Recorder) -> int:
    """Snoozes and acknowledgements whose time is over make the alert open again, and say so."""
    count = 0
    for alert in store.ended_alerts(recorder.connection, recorder.now):
        event = ended(alert, recorder.now)
        if event is not None and (outcome := step(alert, event)).changed:
            recorder.changed(alert, event, outcome)
            count += 1
    return count


def remind(recorder: Recorder) -> int:
    """High alerts that nobody took: within working hours say it again, then ask the owner, then the fallback, one step
    at a time (what opened at night begins with the first step in the morning); then one repeat each `repeat_after`."""
    policy = recorder.policy
    if not policy.is_working(recorder.now) or policy.is_quiet(recorder.now):
        return 0
    waiting = store.unanswered_alerts(recorder.connection, (Severity.HIGH,))
    due = [alert for alert in waiting if _is_due(alert, policy, recorder.now)]
    products = products_of(recorder.connection, due)
    for alert in due:
        repeats = alert.reminders >= len(_steps(policy))
        level = alert.reminders if repeats else alert.reminders + 1
        owner = policy.owner_of(alert, products[alert.id])
        store.save_alert(recorder.connection, replace(alert, reminders=level, reminded_at=recorder.now))
        line = Say("alerts-line-repeat", _what(alert)) if repeats else _reminder(alert, level, owner, policy)
        loud = policy.loudness is Loudness.LOUD or (not repeats and level == len(_steps(policy)))
        recorder.say(alert, Line(line, loud=loud, needed=True))
    return len(due)


def _steps(policy: Policy) -> tuple[timedelta, timedelta, timedelta]:
    return policy.remind_after, policy.owner_after, policy.fallback_after


def _is_due(alert: Alert, policy: Policy, now: datetime) -> bool:
    """Whether the next step (or repeat) has come: counted from the opening, and from the step before."""
    steps, opened = _steps(policy), alert.acted_at or alert.opened_at
    last = alert.reminded_at or opened
    if alert.reminders >= len(steps):
        return now - last >= policy.repeat_after
    after = steps[alert.reminders]
    since_last = after - (steps[alert.reminders - 1] if alert.reminders else timedelta(0))
    return now - opened >= after and now - last >= since_last


def _what(alert: Alert) -> dict[str, Value]:
    return {"since": alert.acted_at or alert.opened_at, "what": alert.headline}


def _reminder(alert: Alert, level: int, owner: str | None, policy: Policy) -> Say:
    asked = owner if level == 2 else policy.fallback if level == 3 else None
    if asked is None:
        return Say("alerts-line-remind", _what(alert))
    key = "alerts-line-remind-owner" if level == 2 else "alerts-line-remind-fallback"
    return Say(key, {**_what(alert), "owner": Mention(policy.people.get(asked, asked))})


def follow_up(recorder: Recorder) -> int:
    """After a resolve, with three days of sales known, the thread is told the cost and if sales are back."""
    count = 0
    last_days: dict[tuple[str, str], date | None] = {}
    for alert in store.resolved_without_follow_up(recorder.connection, recorder.now - FOLLOW_UP_WITHIN):
        place = (alert.about.account, alert.about.marketplace)
        if place not in last_days:
            last_days[place] = last_traffic_day(recorder.connection, *place)
        last = last_days[place]
        if last is None or last < known_from(alert):
            continue
        cost = cost_of(recorder.connection, alert)
        for line in lines_of(cost) if cost is not None else ():
            recorder.say(alert, Line(line))
        store.save_alert(recorder.connection, replace(alert, followed_up_at=recorder.now))
        count += 1
    return count


def lines_of(cost: Cost) -> list[Say]:
    """The cost in words."""
    if cost.usual is None:
        return [Say("alerts-line-cost-unknown")]
    days: dict[str, Value] = {"first": cost.first, "last": cost.last}
    lost = cost.lost or 0.0
    said = [
        Say("alerts-line-cost", {**days, "cost": Money(lost, cost.currency)})
        if lost > 0
        else Say("alerts-line-cost-none", days)
    ]
    if cost.back_pct is not None:
        key = "alerts-line-back" if cost.back else "alerts-line-not-back"
        said.append(Say(key, {"share": Percent(cost.back_pct, digits=0), "days": cost.after_days}))
    return said
