"""Charts that come by themselves: below the digest, and below the message of a sales drop."""

from __future__ import annotations

from datetime import time
from typing import Any

from alertworld import Checked
from slack_setup import DAY, SOLD_OUT, Bot

from bot import digests
from bot.records.findings import Finding, Severity, Subject
from bot.records.text import Say

PLACE = digests.DigestPlace("digest", "amazon-digest", time(8), "UTC", "zh")


def _chart(bot: Bot, channel: str) -> dict[str, Any]:
    parent, *below = [message for message in bot.slack.messages(channel) if message.get("bot_id")]
    [chart] = [message for message in below if message.get("files")]
    assert chart["thread_ts"] == parent["ts"]
    content = bot.slack.workspace.files[chart["files"][0]["id"]].content
    assert content.startswith(b"\x89PNG")
    return chart


def test_the_digest_carries_the_sales_of_its_marketplaces_in_its_thread(bot: Bot) -> None:
    assert digests.post(bot.services, PLACE, DAY)
    bot.deliver()
    assert "销售额" in _chart(bot, "amazon-digest")["files"][0]["title"]


def test_a_sales_drop_carries_its_units_in_its_thread(bot: Bot) -> None:
    about = Subject("main", "US", "sales_drop", SOLD_OUT)
    headline = Say("alerts-product", {"asin": SOLD_OUT, "marketplace": "US"})
    bot.services.alerts.apply_check(Checked(findings=(Finding(about, Severity.HIGH, headline),)))
    bot.deliver()
    assert SOLD_OUT in _chart(bot, "amazon-alerts")["files"][0]["title"]
