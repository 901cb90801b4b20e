"""The alert service over random orders of checks, clicks, words, time and restarts, on a real database."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from alertworld import ANA, DAY, TOM, WANG, Checked, World, action, finding, subject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, select
from sqlalchemy.pool import StaticPool

from bot.alerts.policy import Policy
from bot.records.alerts import ActionKind, State
from bot.records.findings import Severity
from bot.store.schema import metadata
from bot.store.schema.alerts import ALERT_HISTORY, ALERTS
from bot.store.schema.delivery import MESSAGES, OUTBOX

SUBJECTS = (subject(), subject(kind="low_stock"), subject("B0TEST0002"), subject(kind="bad_review", what="R1"))
KINDS = (ActionKind.ACK, ActionKind.UNACK, ActionKind.SNOOZE, ActionKind.RESOLVE, ActionKind.NOTE, ActionKind.ASSIGN)

check = st.tuples(st.just("check"), st.lists(st.sampled_from(SUBJECTS), unique=True), st.sampled_from(Severity))
same = st.tuples(st.just("same check"), st.none(), st.none())
act = st.tuples(st.just("act"), st.integers(0, 9), st.tuples(st.sampled_from(KINDS), st.sampled_from([ANA, TOM, WANG])))
wait = st.tuples(st.just("wait"), st.integers(1, 60), st.none())
restart = st.tuples(st.just("restart"), st.none(), st.none())
steps = st.lists(check | check | act | act | same | wait | restart, max_size=30)


def _memory() -> Engine:
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    metadata.create_all(engine)
    return engine


def _state(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        tables = (ALERTS, ALERT_HISTORY, MESSAGES, OUTBOX)
        return [connection.execute(select(table)).all() for table in tables]


def _is_sound(engine: Engine) -> None:
    with engine.connect() as connection:
        alerts = connection.execute(select(ALERTS)).all()
        history = connection.execute(select(ALERT_HISTORY).order_by(ALERT_HISTORY.c.id)).all()
    live = Counter((a.asin, a.kind, a.subject) for a in alerts if a.state != "resolved")
    assert not [about for about, count in live.items() if count > 1]
    assert all(a.message_id for a in alerts)  # a channel is configured: whatever opened is shown
    for alert in alerts:
        mine = [h for h in history if h.alert_id == alert.id]
        assert mine[0].from_state is None
        assert all(later.from_state == earlier.to_state for earlier, later in pairwise(mine))
        assert mine[-1].to_state == alert.state


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps)
def test_any_order_of_checks_clicks_time_and_restarts_keeps_the_records_sound(order: list[tuple]) -> None:
    world = World(_memory())
    service, day, done = world.service, DAY, [Checked(DAY)]
    for what, first, second in order:
        if what == "check":
            day += timedelta(days=1)
            found = tuple(finding(about, second) for about in first)
            done.append(Checked(day, found))
            service.apply_check(done[-1], done[-3:-1])
        elif what == "same check":
            service.apply_check(done[-1], done[-3:-1])
            before = _state(world.engine)
            service.apply_check(done[-1], done[-3:-1])
            assert _state(world.engine) == before
        elif what == "act":
            alerts = service.open_alerts()
            if alerts:
                kind, actor = second
                until = world.clock.at + timedelta(hours=first) if kind is ActionKind.SNOOZE else None
                asked = action(kind, actor, reason="why" if first % 2 else None, until=until, assignee=TOM)
                chosen = alerts[first % len(alerts)]
                result = service.act(chosen.id, asked)
                assert result is not None
                if not result.changed:
                    assert service.get(chosen.id) == chosen
        elif what == "wait":
            world.later(hours=first)
            service.expire()
            assert all(a.until is None or a.until > world.clock.at for a in service.open_alerts())
        else:
            service = world.service  # a new process knows only what is stored
        _is_sound(world.engine)
    world.engine.dispose()


def test_of_two_people_who_click_at_the_same_moment_one_gets_it_and_the_other_is_told_who(engine: Engine) -> None:
    world = World(engine)
    alert = world.service.apply_check(Checked(findings=(finding(),))).opened[0]
    results, ready = [], threading.Barrier(4)

    def click(actor: str) -> None:
        ready.wait(10)
        results.append((actor, world.service.act(alert.id, action(ActionKind.ACK, actor))))

    threads = [threading.Thread(target=click, args=(actor,)) for actor in (ANA, TOM, WANG, "U0FOUR0001")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    winners = [actor for actor, result in results if result.changed]
    assert len(winners) == 1
    current = world.service.get(alert.id)
    assert current is not None
    assert (current.state, current.actor) == (State.ACKNOWLEDGED, winners[0])
    assert {r.answer.key for _, r in results if not r.changed} == {"alerts-answer-acked-already"}
    assert [entry.what for entry in world.service.history(alert.id)] == ["opened", "ack"]


def test_two_copies_that_check_the_same_day_at_once_open_each_alert_once(engine: Engine) -> None:
    world = World(engine)
    checked = Checked(findings=tuple(finding(subject(f"B0{n:08d}")) for n in range(8)))
    opened, ready = [], threading.Barrier(3)

    def copy() -> None:
        ready.wait(10)
        opened.extend(world.service.apply_check(checked).opened)

    threads = [threading.Thread(target=copy) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(opened) == 8
    assert len(world.service.open_alerts()) == 8


def test_an_older_day_checked_again_takes_nothing_back(engine: Engine) -> None:
    world = World(engine, Policy())
    world.service.apply_check(Checked(findings=(finding(severity=Severity.HIGH),)))
    older = [Checked(DAY - timedelta(days=ago)) for ago in (3, 2, 1)]
    assert world.service.apply_check(older[-1], older[:-1]).resolved == ()
    assert len(world.service.open_alerts()) == 1


def test_what_a_person_closed_stays_closed_until_it_was_well_or_is_worse(engine: Engine) -> None:
    world = World(engine)
    service, day = world.service, DAY
    alert = service.apply_check(Checked(day, (finding(),))).opened[0]
    service.act(alert.id, action(ActionKind.RESOLVE))
    days = [Checked(day + timedelta(days=n), (finding(),)) for n in range(1, 3)]
    assert [service.apply_check(d).opened for d in days] == [(), ()]
    worse = Checked(day + timedelta(days=3), (finding(severity=Severity.HIGH),))
    assert len(service.apply_check(worse).opened) == 1


def test_an_event_is_told_once_also_after_it_was_closed(engine: Engine) -> None:
    world = World(engine)
    about = subject(kind="bad_review", what="R1")
    review = replace(finding(about), extra={"events": ["R1"]})
    alert = world.service.apply_check(Checked(DAY, (review,))).opened[0]
    world.service.act(alert.id, action(ActionKind.RESOLVE))
    assert world.service.apply_check(Checked(DAY + timedelta(days=1), (review,))).opened == ()
