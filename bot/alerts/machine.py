"""The one state machine of an alert: state and event in, the new alert or a kind refusal out. Pure.

`STEPS` is the whole machine. An event that is not in it for a state is refused: the alert stays exactly as it was, and
the answer says why and what to do instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from bot.records.alerts import Action, Alert, State
from bot.records.findings import FIGURE_KINDS, Finding, Severity
from bot.records.text import Mention, Say, Value

BOT = "asinwatch"


class Happening(StrEnum):
    """What can happen to an alert. The first eight are asked by people, the others come from checks and time."""

    ACK = "ack"
    UNACK = "unack"
    SNOOZE = "snooze"
    RESOLVE = "resolve"
    ASSIGN = "assign"
    NOTE = "note"
    NOT_USEFUL = "not_useful"
    USEFUL = "useful"
    SEEN = "seen"  # a check found it again, not worse
    WORSENED = "worsened"
    WELL = "well"  # the figure has been well for three days
    AGED = "aged"  # an event that nobody closed for 30 days
    SNOOZE_ENDED = "snooze_ended"
    ACK_ENDED = "ack_ended"


@dataclass(frozen=True)
class Event:
    """One happening. `finding` goes with SEEN and WORSENED, `day` (of data) with what a check says."""

    what: Happening
    at: datetime
    actor: str = BOT
    source: str = "check"
    reason: str | None = None
    until: datetime | None = None
    assignee: str | None = None
    finding: Finding | None = None
    day: date | None = None

    @classmethod
    def of(cls, action: Action, at: datetime) -> Event:
        return cls(
            Happening(action.kind.value), at, action.actor, action.source, action.reason, action.until, action.assignee
        )


@dataclass(frozen=True)
class Outcome:
    """`changed`: the alert is another than before (or something is to be recorded). `line` is what its thread is told,
    None where nothing is to be said; `loud` asks for the channel's attention; `answer` is for who asked."""

    alert: Alert
    changed: bool
    answer: Say
    line: Say | None = None
    loud: bool = False


OPEN, ACKED, SNOOZED, RESOLVED = State.OPEN, State.ACKNOWLEDGED, State.SNOOZED, State.RESOLVED
H = Happening
STEPS: Mapping[tuple[State, Happening], State] = {
    (OPEN, H.ACK): ACKED,
    (SNOOZED, H.ACK): ACKED,
    (ACKED, H.UNACK): OPEN,
    (SNOOZED, H.UNACK): OPEN,
    (OPEN, H.SNOOZE): SNOOZED,
    (ACKED, H.SNOOZE): SNOOZED,
    (SNOOZED, H.SNOOZE): SNOOZED,
    (OPEN, H.RESOLVE): RESOLVED,
    (ACKED, H.RESOLVE): RESOLVED,
    (SNOOZED, H.RESOLVE): RESOLVED,
    (OPEN, H.WELL): RESOLVED,
    (ACKED, H.WELL): RESOLVED,
    (SNOOZED, H.WELL): RESOLVED,
    (OPEN, H.AGED): RESOLVED,
    (ACKED, H.AGED): RESOLVED,
    (SNOOZED, H.AGED): RESOLVED,
    (OPEN, H.WORSENED): OPEN,
    (ACKED, H.WORSENED): OPEN,
    (SNOOZED, H.WORSENED): OPEN,
    (SNOOZED, H.SNOOZE_ENDED): OPEN,
    (ACKED, H.ACK_ENDED): OPEN,
    **{(state, H.SEEN): state for state in (OPEN, ACKED, SNOOZED)},
    **{(state, H.ASSIGN): state for state in (OPEN, ACKED, SNOOZED)},
    **{(state, what): state for state in State for what in (H.NOTE, H.NOT_USEFUL, H.USEFUL)},
}


def step(alert: Alert, event: Event) -> Outcome:
    """What `event` makes of `alert`. Never raises for an order of events; refusals change nothing."""
    to = STEPS.get((alert.state, event.what))
    if to is None:
        return _repeated_or_refused(alert, event)
    refusal = _fault(alert, event)
    if refusal is not None:
        return Outcome(alert, False, refusal)
    if event.what in (H.NOTE, H.NOT_USEFUL, H.USEFUL):
        return Outcome(alert, True, Say(f"alerts-answer-{_word(event)}"), line=_line(alert, event))
    if event.what is H.ASSIGN:
        return _assigned(alert, event)
    if event.what is H.SEEN:
        after = found_again(alert, event)
        return Outcome(after, after != alert, Say("alerts-answer-seen"))
    return _moved(alert, event, to)


def _moved(alert: Alert, event: Event, to: State) -> Outcome:
    after = found_again(alert, event) if event.what is H.WORSENED else alert
    by_person = event.what in (H.ACK, H.SNOOZE, H.RESOLVE, H.UNACK)
    after = replace(
        after,
        state=to,
        acted_at=event.at if to is not alert.state or by_person else alert.acted_at,
        actor=None if to is OPEN else event.actor,
        reason=None if to is OPEN else event.reason,
        until=event.until if to in (ACKED, SNOOZED) else None,
        reminders=0 if to is OPEN else alert.reminders,
        reminded_at=None if to is OPEN else alert.reminded_at,
        resolved_at=event.at if to is RESOLVED else None,
        resolved_on=(event.day or alert.seen_on) if to is RESOLVED else None,
        until_well=alert.severity if event.what is H.RESOLVE and alert.about.kind in FIGURE_KINDS else None,
    )
    woken = event.what in (H.WORSENED, H.SNOOZE_ENDED, H.ACK_ENDED)
    loud = event.what is H.WORSENED or (woken and alert.severity is Severity.HIGH)
    return Outcome(after, True, Say(f"alerts-answer-{_word(event)}", _args(alert, event)), _line(alert, event), loud)


def found_again(alert: Alert, event: Event) -> Alert:
    """`alert` with the figures that the check saw this time."""
    finding = event.finding
    if finding is None:
        return alert
    return replace(
        with_finding(alert, finding),
        severity=max(alert.severity, finding.severity, key=lambda s: s.rank),  # it never falls while it is open
        seen_on=max(alert.seen_on, event.day or alert.seen_on),
    )


def with_finding(alert: Alert, finding: Finding) -> Alert:
    """`alert` with what a finding says, but for its severity."""
    return replace(
        alert,
        headline=finding.headline,
        why=finding.why,
        observed=finding.observed,
        expected=finding.expected,
        bound=finding.bound,
        window=finding.window,
        loss=finding.loss,
        currency=finding.currency,
        extra=finding.extra,
    )


def _assigned(alert: Alert, event: Event) -> Outcome:
    if event.assignee == alert.assignee:
        return Outcome(alert, False, Say("alerts-answer-assigned-already", {"who": Mention(event.assignee or BOT)}))
    after = replace(alert, assignee=event.assignee)
    return Outcome(after, True, Say("alerts-answer-assign", _args(alert, event)), line=_line(alert, event))


def _fault(alert: Alert, event: Event) -> Say | None:
    """What is wrong with the request itself."""
    if event.what is H.ASSIGN and not event.assignee:
        return Say("alerts-refuse-assign-nobody")
    if event.what is H.NOTE and not (event.reason or "").strip():
        return Say("alerts-refuse-note-empty")
    if event.what is H.SNOOZE and event.until is None:
        return Say("alerts-refuse-snooze-endless")
    if event.what in (H.ACK, H.SNOOZE) and event.until is not None and event.until <= event.at:
        return Say("alerts-refuse-until-past")
    ends = event.what in (H.SNOOZE_ENDED, H.ACK_ENDED)
    if ends and (alert.until is None or event.at < alert.until):
        return Say("alerts-refuse-not-yet")
    return None


def _repeated_or_refused(alert: Alert, event: Event) -> Outcome:
    who, since = Mention(alert.actor or BOT), alert.acted_at
    if (alert.state, event.what) == (ACKED, H.ACK):
        refined = (event.until or alert.until, event.reason or alert.reason)
        if event.actor == alert.actor and refined != (alert.until, alert.reason) and not _fault(alert, event):
            after = replace(alert, until=refined[0], reason=refined[1])
            return Outcome(after, True, Say("alerts-answer-ack", _args(alert, event)), line=_line(alert, event))
        return Outcome(alert, False, Say("alerts-answer-acked-already", {"who": who, "since": since}))
    if (alert.state, event.what) == (RESOLVED, H.RESOLVE):
        return Outcome(alert, False, Say("alerts-answer-resolved-already", {"who": who, "since": since}))
    if alert.state is RESOLVED:
        return Outcome(alert, False, Say("alerts-refuse-resolved", {"who": who, "since": since}))
    return Outcome(alert, False, Say("alerts-refuse-nothing-to-undo"))


def _word(event: Event) -> str:
    return event.what.value.replace("_", "-")


def _args(alert: Alert, event: Event) -> dict[str, Value]:
    """The arguments that the words of this event use (Fluent picks what it names)."""
    args: dict[str, Value] = {"who": Mention(event.actor), "until": event.until, "what": alert.headline}
    if event.what is H.ASSIGN:
        args["assignee"] = Mention(event.assignee or BOT)
    return args


def _line(alert: Alert, event: Event) -> Say | None:
    """The line in the thread: who did what, until when, why."""
    args = _args(alert, event)
    if event.what is H.WORSENED and event.finding is not None:
        args |= {"what": event.finding.headline, "severity": Say(f"severity-{event.finding.severity.value}")}
    until = event.until is not None and event.what is H.ACK
    key = f"alerts-line-{_word(event)}{'-until' if until else ''}"
    if event.reason and event.what is not H.NOTE:
        return Say("alerts-line-with-reason", {"line": Say(key, args), "reason": event.reason})
    return Say(key, args | {"note": event.reason or ""})


def ended(alert: Alert, at: datetime) -> Event | None:
    """The event of time that is due for `alert` at `at`, None where none is."""
    if alert.until is None or alert.until > at:
        return None
    what = {SNOOZED: H.SNOOZE_ENDED, ACKED: H.ACK_ENDED}.get(alert.state)
    return Event(what, at, source="clock") if what else None
