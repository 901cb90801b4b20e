"""One leader among copies, taken over soon after it dies or stands still; events taken by one copy alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from alertworld import NOW, World
from sqlalchemy import Engine, text

from bot.clock import FixedClock, SystemClock
from bot.store.engine import open_engine
from bot.store.leader import Leadership
from bot.store.seen import first_time, forget_seen

LEADER = """
import sys, time
from datetime import timedelta
from bot.clock import SystemClock
from bot.store.engine import open_engine
from bot.store.leader import Leadership
mine = Leadership(open_engine(sys.argv[1]), SystemClock(), "first", lease=timedelta(seconds=1.5))
assert mine.hold()
print("leads", flush=True)
while mine.hold():
    time.sleep(0.1)
print("lost it", flush=True)
"""


def _lead(url: str) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", LEADER, url], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "leads\n"
    return process


def _wait_for_lead(second: Leadership, seconds: float) -> float:
    start = time.monotonic()
    while not second.hold():
        assert time.monotonic() - start < seconds
        time.sleep(0.05)
    return time.monotonic() - start


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP])
def test_a_leader_that_dies_or_stands_still_is_followed_by_another(database_url: str, how: signal.Signals) -> None:
    process = _lead(database_url)
    engine = open_engine(database_url)
    second = Leadership(engine, SystemClock(), "second", lease=timedelta(seconds=1.5))
    try:
        assert not second.hold()
        process.send_signal(how)
        assert _wait_for_lead(second, 10) < 5
        if how is signal.SIGSTOP:
            process.send_signal(signal.SIGCONT)
            assert process.communicate(timeout=10)[0] == "lost it\n"
            assert second.hold()
    finally:
        second.release()
        engine.dispose()
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
        process.communicate(timeout=10)


def test_a_released_lead_is_free_at_once(engine: Engine) -> None:
    first, second = (Leadership(engine, FixedClock(NOW), name) for name in ("first", "second"))
    assert first.hold()
    assert first.hold()
    assert not second.hold()
    first.release()
    assert second.hold()
    second.release()


def test_a_clock_set_back_an_hour_does_not_leave_the_copies_without_a_leader(sqlite_engine: Engine) -> None:
    clock = FixedClock(NOW)
    first, second = (Leadership(sqlite_engine, clock, name) for name in ("first", "second"))
    assert first.hold()
    clock.at -= timedelta(hours=1)
    assert second.hold()
    assert not first.hold()


def test_an_event_is_taken_once_and_again_only_if_its_work_was_undone(engine: Engine) -> None:
    with engine.begin() as connection:
        assert first_time(connection, "Ev1", NOW)
        assert not first_time(connection, "Ev1", NOW)
    with engine.connect() as connection:
        assert first_time(connection, "Ev2", NOW)
        connection.rollback()
    with engine.begin() as connection:
        assert first_time(connection, "Ev2", NOW)
        forget_seen(connection, NOW + timedelta(days=1))
        assert connection.execute(text("select count(*) from seen_events")).scalar() == 0


def test_an_action_of_one_event_is_done_by_one_copy_only(engine: Engine) -> None:
    from alertworld import Checked, action, finding

    from bot.records.alerts import ActionKind

    world = World(engine)
    (alert,) = world.service.apply_check(Checked(findings=(finding(),))).opened
    done = [world.service.act(alert.id, action(ActionKind.NOTE, reason="seen"), "Ev3") for _ in range(2)]
    assert [result.changed for result in done if result] == [True, False]
    assert [entry.what for entry in world.service.history(alert.id)] == ["opened", "note"]
