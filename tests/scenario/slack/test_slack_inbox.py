"""What people do to alerts survives the death of the copy that heard it."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from slack_setup import Bot

from bot.alerts.service import AlertService
from bot.records.alerts import State
from handlers.events.reactions import REACTIONS
from handlers.inbox import KEPT_CLICKS, KEPT_REACTIONS, delivery_id, dispatch_left_over


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
    assert delivery_id({"command": "/kpi"}) is None


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
        assert died.wait(10)
    assert bot.services.alerts.get(alert.id).state is State.OPEN
    assert dispatch_left_over(bot.app, bot.services) == 0  # not old enough to be left over
    bot.services.clock.at += timedelta(minutes=1)
    assert dispatch_left_over(bot.app, bot.services) == 1
    bot.slack.wait_for(lambda: bot.services.alerts.get(alert.id).state is State.ACKNOWLEDGED)
    bot.services.clock.at += timedelta(minutes=1)
    bot.slack.wait_for(lambda: dispatch_left_over(bot.app, bot.services) == 0)
    assert [entry.what for entry in bot.services.alerts.history(alert.id)] == ["opened", "ack"]
