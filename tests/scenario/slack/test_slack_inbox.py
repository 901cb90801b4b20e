"""What people do to alerts survives the death of the copy that heard it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from typing import Any

import pytest
from slack_setup import STEADY, Bot, words

from bot.alerts.service import AlertService
from bot.ingest.importing import import_paths
from bot.playground.delivery import Delivery
from bot.records.alerts import State
from handlers import changing, dropped_files, inbox
from handlers.events.reactions import REACTIONS
from handlers.inbox import KEPT_CLICKS, KEPT_MODALS, KEPT_REACTIONS, TRIES, delivery_id, dispatch_left_over
from handlers.views.saving import Sent


def click(action_id: str) -> dict[str, object]:
    return {
        "type": "block_actions",
        "user": {"id": "U0ANA00001"},
        "actions": [{"action_id": action_id, "action_ts": "1.2", "value": "a1"}],
    }


def event(**content: object) -> dict[str, object]:
    return {"type": "event_callback", "event_id": "Ev1", "event": {"user": "U0ANA00001", **content}}


def test_what_changes_an_alert_is_kept_and_nothing_else_is() -> None:
    assert all(delivery_id(click(action_id)) for action_id in KEPT_CLICKS)
    assert delivery_id(click("alert.diagnose")) is None
    assert delivery_id(event(type="message", text="ack", thread_ts="1.1")) == "Ev1"
    assert delivery_id(event(type="message", text="静音 3天", thread_ts="1.1")) == "Ev1"
    assert delivery_id(event(type="message", text="we should talk about this", thread_ts="1.1")) is None
    assert delivery_id(event(type="message", text="ack")) is None
    assert delivery_id(event(type="reaction_added", reaction="eyes::skin-tone-2")) == "Ev1"
    assert delivery_id(event(type="reaction_added", reaction="tada")) is None
    assert delivery_id(event(type="message", files=[{"id": "F1", "name": "traffic_daily.CSV"}])) == "Ev1"
    assert delivery_id(event(type="message", files=[{"id": "F1", "name": "holiday.png"}])) is None
    assert delivery_id({"command": "/kpi"}) is None
    sent = {"type": "view_submission", "user": {"id": "U0ANA00001"}, "trigger_id": "13.1", "view": {"id": "V1"}}
    assert delivery_id(sent | {"view": {"id": "V1", "callback_id": "rule"}}) == "modal 13.1 U0ANA00001 rule"
    assert delivery_id(sent | {"view": {"id": "V1", "callback_id": "diagnose"}}) is None


def test_the_kept_reactions_are_those_that_act() -> None:
    assert frozenset(REACTIONS) == KEPT_REACTIONS


def test_a_click_whose_copy_died_after_slack_heard_received_is_done_later_and_only_once(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot.check()
    (parent, *_) = bot.posted("amazon-alerts")
    alert = bot.services.alerts.open_alerts()[0]
    died = threading.Event()

    def dies(*_: object) -> None:
        died.set()
        raise SystemExit  # the thread ends as if the process had been killed

    with monkeypatch.context() as patch:
        patch.setattr(AlertService, "act", dies)
        bot.click("ana", parent, "alert.ack", alert.id)
        assert died.wait(60)
    assert bot.services.alerts.get(alert.id).state is State.OPEN
    assert dispatch_left_over(bot.app, bot.services) == 0  # not old enough to be left over
    bot.services.clock.at += timedelta(minutes=1)
    assert dispatch_left_over(bot.app, bot.services) == 1
    bot.wait(lambda: bot.services.alerts.get(alert.id).state is State.ACKNOWLEDGED)
    bot.services.clock.at += timedelta(minutes=1)
    bot.wait(lambda: dispatch_left_over(bot.app, bot.services) == 0)
    assert [entry.what for entry in bot.services.alerts.history(alert.id)] == ["opened", "ack"]


def test_a_click_that_fails_every_time_is_told_at_most_twice_and_given_up(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot.check()
    (parent, *_) = bot.posted("amazon-alerts")
    tried: list[int] = []

    def fails(*_: object) -> None:
        tried.append(1)
        time.sleep(0.1)  # bolt forgets an acknowledgement that it has not seen when the listener raises
        raise RuntimeError

    monkeypatch.setattr(AlertService, "act", fails)
    bot.click("ana", parent, "alert.ack", bot.services.alerts.open_alerts()[0].id)
    for times in range(1, TRIES + 2):
        bot.wait(lambda times=times: len(tried) == times and not inbox._in_work)
        bot.services.clock.at += timedelta(minutes=1)
        dispatch_left_over(bot.app, bot.services)
    assert _kept(bot) == 0
    assert len(tried) == TRIES + 1
    bot.app.listener_runner.listener_executor.shutdown(wait=True)
    assert 1 <= sum("reference" in words(message) for message in bot.whispers("ana")) <= 2


def _kept(bot: Bot) -> int:
    with bot.services.engine.connect() as connection:
        return int(connection.exec_driver_sql("select count(*) from inbox").scalar_one())


@pytest.fixture
def dying(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Any, str], AbstractContextManager[threading.Event]]]:
    """Has the copy die where `name` of `owner` is called, as far as one thread can: nothing after it is done."""

    @contextmanager
    def context(owner: Any, name: str) -> Iterator[threading.Event]:
        died = threading.Event()

        def dies(*_: object, **__: object) -> None:
            died.set()
            raise SystemExit

        with monkeypatch.context() as patch:
            patch.setattr(owner, name, dies)
            yield died

    return context


def _left_over_is_done(bot: Bot) -> None:
    """Another copy finds what the dead one left, once it is old enough."""
    assert _kept(bot) == 1

    def taken() -> bool:  # the thread that dies here may not have ended yet
        bot.services.clock.at += timedelta(minutes=1)
        return dispatch_left_over(bot.app, bot.services) == 1

    bot.wait(taken)
    bot.wait(lambda: _kept(bot) == 0)


MODALS = {
    "snooze": ({"day": "2026-03-25"}, AlertService, "act"),
    "assign": ({"person": "U0WANGMIN1"}, AlertService, "act"),
    "note": ({"text": "container is late"}, AlertService, "act"),
    "rule": ({"sensitivity": "high", "owner": "U0TOM00001"}, changing, "record_change"),
    "settings": ({"quiet_from": "22:00", "quiet_to": "07:00", "loudness": "loud"}, changing, "record_change"),
    "dossier": ({"target": "25", "note": "sells with tents"}, changing, "record_change"),
    "event": ({"kind": "price_change", "day": "2026-03-18"}, changing, "record_change"),
}
OPENED_BY = {
    "snooze": "snooze.choose", "assign": "alert.assign", "note": "alert.note", "rule": "rule.open",
    "settings": "settings.open", "dossier": "dossier.open", "event": "event.open",
}  # fmt: skip
ASKED = {
    "rule": "rules low stock",
    "settings": "settings",
    "dossier": f"asin {STEADY} us",
    "event": f"event {STEADY} us",
}


def _open_modal(bot: Bot, name: str) -> str | None:
    """Opens the modal of this name for Ana as she would; gives the alert's id where it is about one."""
    alert_id = None
    if name in ASKED:
        asked = bot.command("ana", "/asinwatch", ASKED[name])
    else:
        bot.check()
        alert_id = bot.services.alerts.open_alerts()[0].id
        asked = bot.command("ana", "/asinwatch", "alerts")
        if name == "snooze":
            before = {message["ts"] for message in bot.whispers("ana")}
            bot.click("ana", asked, "alert.snooze", alert_id)
            asked = bot.next_whisper("ana", before)
    bot.wait(lambda: _kept(bot) == 0)
    bot.click("ana", asked, OPENED_BY[name], alert_id)
    bot.wait(lambda: bot.slack.modal("ana"))
    return alert_id


def _changes(bot: Bot) -> list[tuple[str, str]]:
    with bot.services.engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql("select what, key from changes")]


def test_every_modal_that_changes_something_is_kept() -> None:
    assert MODALS.keys() == KEPT_MODALS


@pytest.mark.parametrize("name", sorted(MODALS))
def test_what_a_modal_asked_for_is_done_by_another_copy_and_once(bot: Bot, name: str, dying: Any) -> None:
    written, owner, where = MODALS[name]
    alert_id = _open_modal(bot, name)
    history = len(bot.services.alerts.history(alert_id)) if alert_id else 0
    with dying(owner, where) as died:
        bot.slack.submit_view("ana", written)
        assert died.wait(60)
    assert _changes(bot) == []  # all or nothing
    _left_over_is_done(bot)
    if alert_id is not None:
        assert len(bot.services.alerts.history(alert_id)) == history + 1
        return
    changed = _changes(bot)
    assert len(changed) == len(set(changed)) == {"event": 1}.get(name, 2)


@pytest.mark.parametrize("name", ["note", "rule"])
def test_a_copy_that_died_after_it_had_done_what_a_modal_asked_for_leaves_nothing_to_be_doubled(
    bot: Bot, name: str, dying: Any
) -> None:
    written, _, _ = MODALS[name]
    alert_id = _open_modal(bot, name)
    with dying(Sent, "tell" if name == "note" else "tell_saved") as died:
        bot.slack.submit_view("ana", written)
        assert died.wait(60)
    changed, history = _changes(bot), bot.services.alerts.history(alert_id or "")
    assert changed or len(history) == 2
    _left_over_is_done(bot)
    assert (_changes(bot), bot.services.alerts.history(alert_id or "")) == (changed, history)


def test_what_was_left_over_when_the_clock_was_set_back_does_not_wait_for_its_hour(bot: Bot, dying: Any) -> None:
    _open_modal(bot, "event")
    with dying(changing, "record_change") as died:
        bot.slack.submit_view("ana", MODALS["event"][0])
        assert died.wait(60)
    bot.wait(lambda: not inbox._in_work)  # the thread that died has ended
    bot.services.clock.at -= timedelta(hours=1)
    assert dispatch_left_over(bot.app, bot.services) == 1
    bot.wait(lambda: len(_changes(bot)) == 1)


def test_a_modal_with_a_mistake_leaves_nothing_and_its_correction_counts(bot: Bot) -> None:
    _open_modal(bot, "rule")
    bot.slack.submit_view("ana", {"param_cover_days": "9000"})
    bot.wait(lambda: bot.slack.modal("ana").get("errors"))
    bot.wait(lambda: _kept(bot) == 0)
    bot.slack.submit_view("ana", {"param_cover_days": "9"})
    bot.wait(lambda: _changes(bot) == [("rule", "low_stock")])


FILE = "date,marketplace,asin,units,sales\n2026-03-19,US,B0NEWASIN1,3,60\n"


@pytest.mark.parametrize("where", ["import_paths", "check"])
def test_a_file_whose_copy_died_over_it_is_imported_by_another(bot: Bot, where: str, dying: Any) -> None:
    with dying(dropped_files, where) as died:
        message = bot.slack.upload_file("ana", "amazon-alerts", "traffic_daily.csv", FILE.encode())
        assert died.wait(60)
    _left_over_is_done(bot)
    (answer,) = bot.posted("amazon-alerts", thread_ts=message["ts"])
    assert "traffic_daily.csv" in words(answer)
    with bot.services.engine.connect() as connection:
        rows = connection.exec_driver_sql("select count(*) from traffic_daily where asin = 'B0NEWASIN1'").scalar_one()
    assert rows == 1


def test_what_a_living_copy_works_on_for_long_is_not_left_over_and_slacks_retry_is_not_a_second_file(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, times = threading.Event(), threading.Event(), []

    def slow(*arguments: Any, **more: Any) -> Any:
        times.append(1)
        begun.set()
        assert go_on.wait(60)
        return import_paths(*arguments, **more)

    monkeypatch.setattr(dropped_files, "import_paths", slow)
    bot.slack.upload_file("ana", "amazon-alerts", "traffic_daily.csv", FILE.encode())
    assert begun.wait(60)
    for _ in range(3):
        bot.services.clock.at += timedelta(seconds=20)
        assert dispatch_left_over(bot.app, bot.services) == 0
    told = next(d for d in bot.slack.courier.deliveries if d.payload.get("event", {}).get("files"))
    again = bot.slack.courier.deliver(Delivery("events_api", told.payload)).wait(60)
    assert again.outcome == "acked"
    go_on.set()
    bot.wait(lambda: _kept(bot) == 0)
    assert bot.slack.courier.deliver(Delivery("events_api", told.payload)).wait(60).outcome == "acked"
    bot.app.listener_runner.listener_executor.shutdown(wait=True)
    assert times == [1]


def test_a_file_that_cannot_be_imported_is_answered_once_and_not_tried_again(bot: Bot) -> None:
    message = bot.slack.upload_file("ana", "amazon-alerts", "notes.csv", b"a,b\n1,2\n")
    bot.posted("amazon-alerts", thread_ts=message["ts"])
    bot.wait(lambda: _kept(bot) == 0)
