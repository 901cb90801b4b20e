"""Alerts in Slack: the buttons, the words of the thread, the reactions; and who may."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from slack_setup import SOLD_OUT, Bot, words

from bot.records.alerts import State
from bot.settings import TeamSettings


@pytest.fixture
def parent(bot: Bot) -> dict[str, Any]:
    """The message of the sold-out lamp's alerts."""
    bot.check()
    return next(message for message in bot.posted("amazon-alerts") if SOLD_OUT in words(message))


def _states(bot: Bot) -> dict[str, State]:
    return {alert.about.kind: alert.state for alert in bot.services.alerts.open_alerts(asin=SOLD_OUT)}


def _button(message: dict[str, Any], action: str) -> str:
    """The value of the first button with this action id."""
    return next(
        element["value"]
        for block in message["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
        if element["action_id"] == action
    )


def test_a_click_acknowledges_and_the_message_says_who(bot: Bot, parent: dict[str, Any]) -> None:
    alert_id = _button(parent, "alert.ack")
    bot.click("tom", parent, "alert.ack", alert_id)
    bot.wait(lambda: bot.services.alerts.get(alert_id).state is State.ACKNOWLEDGED)
    bot.deliver()
    shown = next(m for m in bot.slack.messages("amazon-alerts") if m["ts"] == parent["ts"])
    assert "<@U0TOM00001>" in words(shown)


@pytest.mark.parametrize(
    ("reply", "state"),
    [
        ("ack", State.ACKNOWLEDGED),
        ("收到", State.ACKNOWLEDGED),
        ("snooze 3d", State.SNOOZED),
        ("静音 3天", State.SNOOZED),
    ],
)
def test_a_word_in_the_thread_acts_on_all_alerts_of_the_message(
    bot: Bot, parent: dict[str, Any], reply: str, state: State
) -> None:
    bot.slack.say("wangmin", "amazon-alerts", reply, parent["ts"])
    bot.wait(lambda: set(_states(bot).values()) == {state})


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        ("snooze 0d", "is over already"),
        ("snooze -1d", "is over already"),
        ("snooze 90d", None),
        ("snooze 99999d", "90 days at most"),
        ("snooze until 2031-01-01", "90 days at most"),
        ("静音 999天", "静音最长 90 天"),
    ],
)
def test_a_snooze_of_a_length_that_cannot_be_is_refused_kindly(
    bot: Bot, parent: dict[str, Any], reply: str, says: str | None
) -> None:
    bot.slack.say("tom", "amazon-alerts", reply, parent["ts"])
    if says is None:
        bot.wait(lambda: set(_states(bot).values()) == {State.SNOOZED})
    else:
        assert says in words(bot.next_whisper("tom", set()))
        assert set(_states(bot).values()) == {State.OPEN}


def test_an_acknowledgement_takes_a_snoozed_alert_that_stands_alone(bot: Bot, parent: dict[str, Any]) -> None:
    bot.slack.say("wangmin", "amazon-alerts", "snooze 2h", parent["ts"])
    bot.wait(lambda: set(_states(bot).values()) == {State.SNOOZED})
    bot.slack.say("wangmin", "amazon-alerts", "ack", parent["ts"])
    bot.wait(lambda: set(_states(bot).values()) == {State.ACKNOWLEDGED})


def test_resolve_in_the_thread_and_a_check_mark_close_the_alerts(bot: Bot, parent: dict[str, Any]) -> None:
    bot.slack.react("ana", parent["ts"], "white_check_mark")
    bot.wait(lambda: not _states(bot))


def test_eyes_acknowledge_and_unack_takes_it_back(bot: Bot, parent: dict[str, Any]) -> None:
    bot.slack.react("ana", parent["ts"], "eyes")
    bot.wait(lambda: set(_states(bot).values()) == {State.ACKNOWLEDGED})
    bot.slack.say("ana", "amazon-alerts", "取消确认", parent["ts"])
    bot.wait(lambda: set(_states(bot).values()) == {State.OPEN})


def test_talk_in_the_thread_changes_nothing(bot: Bot, parent: dict[str, Any]) -> None:
    bot.slack.say("ana", "amazon-alerts", "resolved that with the forwarder yesterday?", parent["ts"])
    bot.slack.say("ana", "amazon-alerts", "ack", parent["ts"])
    bot.wait(lambda: State.ACKNOWLEDGED in _states(bot).values())
    assert State.RESOLVED not in _states(bot).values()


def test_a_guest_is_refused_and_told_whom_to_ask(bot: Bot, parent: dict[str, Any]) -> None:
    bot.click("gus", parent, "alert.ack", _button(parent, "alert.ack"))
    answer = bot.next_whisper("gus", set())
    assert "ask an admin of this workspace" in words(answer)
    assert set(_states(bot).values()) == {State.OPEN}


def test_the_snooze_button_snoozes_till_the_morning_and_offers_longer(bot: Bot, parent: dict[str, Any]) -> None:
    alert_id = _button(parent, "alert.snooze")
    bot.click("tom", parent, "alert.snooze", alert_id)
    answer = bot.next_whisper("tom", set())
    first = bot.services.alerts.get(alert_id).until
    bot.click("tom", answer, "snooze.week")
    bot.wait(lambda: bot.services.alerts.get(alert_id).until > first)
    assert (bot.services.alerts.get(alert_id).until - first).days in (5, 6)


def test_another_day_is_chosen_in_a_modal(bot: Bot, parent: dict[str, Any]) -> None:
    alert_id = _button(parent, "alert.snooze")
    bot.click("tom", parent, "alert.snooze", alert_id)
    answer = bot.next_whisper("tom", set())
    bot.click("tom", answer, "snooze.choose")
    bot.wait(lambda: bot.slack.modal("tom"))
    bot.slack.submit_view("tom", {"day": "2025-01-01"})
    bot.wait(lambda: bot.slack.modal("tom").get("errors"))
    bot.slack.submit_view("tom", {"day": "2026-04-01", "reason": "goods on the way"})
    bot.wait(lambda: bot.services.alerts.get(alert_id).until.date().isoformat() == "2026-04-01")
    assert bot.services.alerts.get(alert_id).reason == "goods on the way"


def test_the_diagnosis_of_an_alert_stands_in_its_thread(bot: Bot, parent: dict[str, Any]) -> None:
    bot.click("ana", parent, "alert.diagnose", _button(parent, "alert.diagnose"))
    thread = bot.wait(
        lambda: [m for m in bot.slack.messages("amazon-alerts", thread_ts=parent["ts"]) if "Out of stock" in words(m)]
    )
    assert thread[-1]["thread_ts"] == parent["ts"]


class TestWhereChannelsAreSet:
    @pytest.fixture
    def team(self) -> TeamSettings:
        return TeamSettings.model_validate({"permissions": {"channels": ["finance"], "admins": ["U0ANA00001"]}})

    def test_a_change_from_another_channel_is_refused(self, bot: Bot, parent: dict[str, Any]) -> None:
        bot.slack.say("tom", "amazon-alerts", "ack", parent["ts"])
        assert "#finance" in words(bot.next_whisper("tom", set()))
        assert set(_states(bot).values()) == {State.OPEN}


def _chosen(bot: Bot, parent: dict[str, Any], user: str, word: str) -> str:
    """Chooses in the menu of the message's first alert, and gives the alert's id."""
    alert_id = _button(parent, "alert.ack")
    bot.slack.click(user, parent["ts"], "alert.more", f"{word} {alert_id}", block_id=f"alert.{alert_id}")
    return alert_id


def test_an_alert_is_assigned_and_noted_from_the_menu_of_its_own_message(bot: Bot, parent: dict[str, Any]) -> None:
    alert_id = _chosen(bot, parent, "ana", "assign")
    bot.wait(lambda: bot.slack.modal("ana"))
    bot.slack.submit_view("ana", {"person": "U0WANGMIN1"})
    bot.wait(lambda: bot.services.alerts.get(alert_id).assignee == "U0WANGMIN1")
    bot.wait(lambda: bot.slack.modal("ana") is None)
    _chosen(bot, parent, "ana", "note")
    bot.wait(lambda: bot.slack.modal("ana"))
    bot.slack.submit_view("ana", {"text": "container is late"})
    bot.wait(lambda: any(entry.reason == "container is late" for entry in bot.services.alerts.history(alert_id)))


def test_not_useful_in_the_menu_is_kept_until_it_is_done_and_counts_against_the_rule(
    bot: Bot, parent: dict[str, Any]
) -> None:
    alert = bot.services.alerts.get(_chosen(bot, parent, "tom", "not_useful"))
    assert alert is not None

    def judged() -> bool:
        counted = bot.services.alerts.precision(bot.services.clock.now() - timedelta(days=1))
        return any(rule.kind == alert.about.kind and rule.not_useful == 1 for rule in counted)

    bot.wait(judged)
