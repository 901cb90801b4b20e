"""The morning digests in Slack: each channel at its own time, in its own language, of its own products."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from slack_setup import SOLD_OUT, Bot, words

from bot import digests
from bot.settings import TeamSettings

MONDAY = datetime(2026, 3, 23, 9, 30, tzinfo=UTC)
TEAM = TeamSettings.model_validate(
    {
        "digests": [
            {"channel": "customer-service", "at": "08:30", "timezone": "Asia/Shanghai", "language": "zh"},
            {"channel": "general", "at": "18:00", "timezone": "America/New_York", "marketplaces": ["DE"]},
        ]
    }
)


def _post_what_is_due(bot: Bot) -> list[str]:
    """Runs the clockwork's step once; the channels whose digest came."""
    now = bot.services.clock.now()
    came = []
    for place in digests.places(bot.services.settings):
        day = digests.due(place, now)
        if day is not None and digests.post(bot.services, place, day):
            came.append(place.channel)
    bot.deliver()
    return came


def _digest(bot: Bot, channel: str) -> dict[str, Any]:
    return [message for message in bot.posted(channel) if message.get("blocks")][-1]


@pytest.mark.parametrize("team", [TEAM])
def test_each_channel_has_its_digest_at_its_own_hour_in_its_own_language_and_of_its_own_marketplaces(bot: Bot) -> None:
    bot.services.clock.at = datetime(2026, 3, 20, 0, 29, tzinfo=UTC)
    assert _post_what_is_due(bot) == ["general"]  # 20:29 of the day before in New York; 08:29 in Shanghai
    bot.services.clock.at = datetime(2026, 3, 20, 0, 30, tzinfo=UTC)
    assert _post_what_is_due(bot) == ["customer-service"]
    assert _post_what_is_due(bot) == []
    chinese = words(_digest(bot, "customer-service"))
    assert "每日简报" in chinese
    assert "US" in chinese
    bot.services.clock.at = datetime(2026, 3, 20, 22, 0, tzinfo=UTC)
    assert _post_what_is_due(bot) == ["general"]
    german = words(_digest(bot, "general"))
    assert german == ":white_check_mark: *Quiet day.* DE 2026-03-19: €200.00 (0.0%)"  # nothing of the US


@pytest.mark.parametrize("team", [TEAM])
def test_the_edition_of_monday_compares_weeks(bot: Bot) -> None:
    bot.services.clock.at = MONDAY
    assert _post_what_is_due(bot) == ["customer-service"]
    assert "每周简报" in words(_digest(bot, "customer-service"))
    bot.services.clock.at = MONDAY.replace(day=24)
    assert _post_what_is_due(bot) == ["customer-service"]
    assert "每日简报" in words(_digest(bot, "customer-service"))


@pytest.mark.parametrize("team", [TEAM])
def test_alerts_and_digests_speak_the_language_chosen_for_their_channel_in_slack(bot: Bot) -> None:
    assert "Chinese" not in words(bot.command("ana", "/asinwatch", "language zh channel", channel="amazon-alerts"))
    bot.command("ana", "/asinwatch", "language en channel", channel="customer-service")
    bot.check()
    alert = next(message for message in bot.posted("amazon-alerts") if SOLD_OUT in words(message))
    assert "库存不足" in words(alert)
    bot.slack.say("tom", "amazon-alerts", "ack", alert["ts"])
    bot.wait(lambda: bot.services.alerts.open_alerts(asin=SOLD_OUT)[0].actor)
    bot.deliver()
    thread = bot.posted("amazon-alerts", 2, thread_ts=alert["ts"])
    assert "已接手处理" in words(thread[-1])
    bot.services.clock.at = datetime(2026, 3, 21, 0, 30, tzinfo=UTC)
    assert "customer-service" in _post_what_is_due(bot)
    assert "Morning digest" in words(_digest(bot, "customer-service"))


def test_long_answers_are_paged_in_place(bot: Bot) -> None:
    first = bot.command("ana", "/asinwatch", "stock all")
    assert "Page 1 of 2" in words(first)
    bot.click("ana", first, "answer.next")
    bot.wait(lambda: "Page 2 of 2" in words(bot.whispers("ana")[-1]))
    second = bot.whispers("ana")[-1]
    assert second["ts"] == first["ts"]
    bot.click("ana", second, "answer.previous")
    bot.wait(lambda: "Page 1 of 2" in words(bot.whispers("ana")[-1]))
