"""The state machine of an alert over random orders of everything that can happen to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from alertworld import ANA, DAY, NOW, TOM, WANG, finding, subject
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.alerts.machine import STEPS, Event, Happening, ended, step
from bot.records.alerts import Alert, State
from bot.records.findings import Severity
from bot.records.rules import Route
from templates.words import say

PEOPLE = (ANA, WANG, TOM)
BY_PEOPLE = (Happening.ACK, Happening.UNACK, Happening.SNOOZE, Happening.RESOLVE, Happening.ASSIGN, Happening.NOTE)
BY_CHECKS = (Happening.SEEN, Happening.WORSENED, Happening.WELL, Happening.AGED)


def fresh(kind: str = "sales_drop") -> Alert:
    found = finding(subject(kind=kind))
    return Alert(
        "a1", found.about, found.severity, State.OPEN, Route.ALERT, found.headline, DAY, NOW, DAY, acted_at=NOW
    )


@st.composite
def events(draw: st.DrawFn) -> Event:
    what = draw(st.sampled_from(Happening))
    minutes = draw(st.integers(0, 10_000))
    at = NOW + timedelta(minutes=minutes)
    until = draw(st.none() | st.integers(-60, 5_000).map(lambda m: at + timedelta(minutes=m)))
    checked = what in BY_CHECKS
    found = finding(severity=draw(st.sampled_from(Severity))) if what in (Happening.SEEN, Happening.WORSENED) else None
    return Event(
        what,
        at,
        actor="asinwatch" if checked else draw(st.sampled_from(PEOPLE)),
        reason=draw(st.none() | st.sampled_from(["", "promo over", "<!channel>"])),
        until=until,
        assignee=draw(st.none() | st.sampled_from(PEOPLE)),
        finding=found,
        day=DAY + timedelta(days=minutes // 1440) if checked else None,
    )


def is_sound(alert: Alert) -> bool:
    """What holds in every state."""
    resolved = alert.state is State.RESOLVED
    return (
        (alert.resolved_at is not None) == resolved
        and (alert.resolved_on is not None) == resolved
        and (alert.state is not State.SNOOZED or alert.until is not None)
        and (alert.until is None or alert.state in (State.ACKNOWLEDGED, State.SNOOZED))
        and (alert.state is State.OPEN) == (alert.actor is None)
    )


@settings(deadline=None)
@given(st.lists(events(), max_size=25))
def test_any_order_of_events_leaves_a_sound_alert_and_refusals_leave_it_untouched(order: list[Event]) -> None:
    alert = fresh()
    for event in order:
        outcome = step(alert, event)
        assert is_sound(outcome.alert)
        if not outcome.changed:
            assert outcome.alert == alert
            assert outcome.line is None
        if alert.state is State.RESOLVED:
            assert replace(outcome.alert) == alert  # nothing brings a resolved alert back: a recurrence is a new one
        alert = outcome.alert


@settings(deadline=None)
@given(st.lists(events(), max_size=12), st.sampled_from(["en", "zh"]))
def test_every_answer_and_every_line_has_words_in_both_languages(order: list[Event], lang: str) -> None:
    alert = fresh()
    for event in order:
        outcome = step(alert, event)
        assert say(outcome.answer, lang)
        if outcome.line is not None:
            assert say(outcome.line, lang)
        alert = outcome.alert


@settings(deadline=None)
@given(st.lists(events(), max_size=15), st.sampled_from([Happening.ACK, Happening.RESOLVE]), st.sampled_from(PEOPLE))
def test_a_double_click_and_a_late_click_of_another_person_change_nothing_more(
    order: list[Event], what: Happening, other: str
) -> None:
    alert = fresh()
    for event in order:
        alert = step(alert, event).alert
    click = Event(what, NOW + timedelta(days=30), ANA, "button")
    once = step(alert, click).alert
    twice = step(once, click)
    assert twice.alert == once
    assert not twice.changed
    late = step(once, replace(click, actor=other))
    assert not late.changed


@settings(deadline=None)
@given(st.lists(events(), max_size=15))
def test_the_severity_never_falls_while_an_alert_is_open(order: list[Event]) -> None:
    alert = fresh()
    for event in order:
        after = step(alert, event).alert
        assert after.severity.rank >= alert.severity.rank
        alert = after


@pytest.mark.parametrize("state", [State.ACKNOWLEDGED, State.SNOOZED])
def test_what_gets_worse_speaks_up_again(state: State) -> None:
    quiet = replace(fresh(), state=state, actor=ANA, until=NOW + timedelta(days=3))
    outcome = step(quiet, Event(Happening.WORSENED, NOW, finding=finding(severity=Severity.HIGH), day=DAY))
    assert outcome.alert.state is State.OPEN
    assert outcome.alert.severity is Severity.HIGH
    assert outcome.loud
    assert outcome.line is not None


@pytest.mark.parametrize("kind", ["sales_drop", "bad_review"])
def test_a_figure_closed_by_a_person_stays_quiet_until_well_and_an_event_does_not_come_again(kind: str) -> None:
    closed = step(fresh(kind), Event(Happening.RESOLVE, NOW, ANA, "button")).alert
    assert closed.until_well is (Severity.MEDIUM if kind == "sales_drop" else None)


def test_a_snooze_ends_when_its_time_has_come_and_not_before() -> None:
    until = NOW + timedelta(hours=2)
    snoozed = step(fresh(), Event(Happening.SNOOZE, NOW, ANA, "thread", until=until)).alert
    assert ended(snoozed, until - timedelta(seconds=1)) is None
    early = step(snoozed, Event(Happening.SNOOZE_ENDED, until - timedelta(seconds=1)))
    assert not early.changed
    event = ended(snoozed, until)
    assert event is not None
    assert step(snoozed, event).alert.state is State.OPEN


def test_the_same_person_may_refine_an_acknowledgement_and_another_is_told_who_has_it() -> None:
    mine = step(fresh(), Event(Happening.ACK, NOW, ANA, "button")).alert
    until = NOW + timedelta(days=1)
    refined = step(mine, Event(Happening.ACK, NOW, ANA, "thread", reason="waiting for the carrier", until=until))
    assert (refined.alert.reason, refined.alert.until) == ("waiting for the carrier", until)
    other = step(mine, Event(Happening.ACK, NOW, TOM, "button"))
    assert not other.changed
    assert say(other.answer, "en").startswith(f"@{ANA} has it already")


@pytest.mark.parametrize(
    ("what", "more", "key"),
    [
        (Happening.SNOOZE, {}, "alerts-refuse-snooze-endless"),
        (Happening.SNOOZE, {"until": NOW}, "alerts-refuse-until-past"),
        (Happening.ACK, {"until": NOW - timedelta(days=1)}, "alerts-refuse-until-past"),
        (Happening.NOTE, {"reason": "  "}, "alerts-refuse-note-empty"),
        (Happening.ASSIGN, {}, "alerts-refuse-assign-nobody"),
        (Happening.UNACK, {}, "alerts-refuse-nothing-to-undo"),
    ],
)
def test_what_cannot_be_done_is_answered_kindly(what: Happening, more: dict[str, object], key: str) -> None:
    outcome = step(fresh(), Event(what, NOW, ANA, "thread", **more))  # type: ignore[arg-type]
    assert not outcome.changed
    assert outcome.answer.key == key


def test_every_request_of_a_person_is_either_a_step_or_a_refusal_in_every_state() -> None:
    stepless = {(state, what) for state in State for what in BY_PEOPLE if (state, what) not in STEPS}
    assert stepless == {
        (State.OPEN, Happening.UNACK),
        (State.ACKNOWLEDGED, Happening.ACK),
        *((State.RESOLVED, what) for what in BY_PEOPLE if what is not Happening.NOTE),
    }
