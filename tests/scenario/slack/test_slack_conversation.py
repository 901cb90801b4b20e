"""Mentions, direct messages, dropped files, the message shortcut, App Home."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from slack_setup import DAY, NOW, SOLD_OUT, STEADY, Bot, words

from bot.app import build_app
from bot.clock import FixedClock
from bot.scheduler import Scheduler
from bot.store import jobs
from bot.store.transaction import writing

MENTION = "<@U0ASINWAT1>"
TRAFFIC = f"date,marketplace,asin,sessions,units,sales\n{DAY},US,{STEADY},100,11,220\n{DAY},US,{STEADY},x,11,220\n"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (f"why did {SOLD_OUT} drop?", "Out of stock"),
        (f"{SOLD_OUT} 为什么销量下滑", "断货"),
        (f"库存还能卖几天 {STEADY} 美国", "可售"),
        (f"how much did {STEADY} sell in the last 14 days in DE?", "Key figures · 14 days"),
        ("what can you do?", "What asinwatch can do"),
        ("colourless green ideas", "was not understood"),
        ("你好呀", "没有理解“你好呀”"),
        ("why did sales drop?", "For example: /diagnose B0ABCD1234"),
    ],
)
def test_a_mention_is_understood_and_answered_in_its_thread(bot: Bot, question: str, answer: str) -> None:
    asked = bot.slack.say("ana", "general", f"{MENTION} {question}", raw=True)
    thread = bot.posted("general", thread_ts=asked["ts"])
    assert answer in words(thread[0])
    assert thread[0]["thread_ts"] == asked["ts"]


@pytest.mark.parametrize(("said", "language"), [("colourless green ideas", "en"), ("你好呀", "zh")])
def test_what_is_not_understood_gets_three_commands(bot: Bot, said: str, language: str) -> None:
    asked = bot.slack.say("ana", "general", f"{MENTION} {said}", raw=True)
    answer = words(bot.posted("general", thread_ts=asked["ts"])[0])
    assert len([line for line in answer.split("\n") if line.startswith("• `/")]) == 3
    assert ("您是想用下面的命令吗" in answer) == (language == "zh")


def test_a_direct_message_is_answered_and_talk_in_a_channel_is_not(bot: Bot) -> None:
    bot.slack.say("ana", "general", f"why did {SOLD_OUT} drop?")
    bot.slack.say("tom", "dm", f"why did {SOLD_OUT} drop?")
    assert "Out of stock" in words(bot.posted("U0TOM00001")[0])
    assert not [message for message in bot.slack.messages("general") if message.get("bot_id")]


def test_a_dropped_export_is_imported_checked_and_answered(bot: Bot) -> None:
    dropped = bot.slack.upload_file("ana", "amazon-alerts", "traffic_daily.csv", TRAFFIC.encode())
    answer = words(bot.posted("amazon-alerts", thread_ts=dropped["ts"])[0])
    assert "2 rows read, 0 new, 1 changed, 0 unchanged, 1 refused" in answer
    assert "line 3, sessions" in answer
    assert "Checks ran" in answer


def test_an_unknown_file_says_so_and_a_picture_is_ignored(bot: Bot) -> None:
    bot.slack.upload_file("ana", "amazon-alerts", "holiday.png", b"\x89PNG")
    dropped = bot.slack.upload_file("ana", "amazon-alerts", "notes.csv", b"a,b\n1,2\n")
    answer = words(bot.posted("amazon-alerts", thread_ts=dropped["ts"])[0])
    assert "was not imported" in answer


def test_a_guest_may_not_import(bot: Bot) -> None:
    dropped = bot.slack.upload_file("gus", "amazon-alerts", "traffic_daily.csv", TRAFFIC.encode())
    assert "ask" in words(bot.posted("amazon-alerts", thread_ts=dropped["ts"])[0])


def test_the_shortcut_diagnoses_the_asin_in_a_message(bot: Bot) -> None:
    message = bot.slack.say("tom", "general", f"look at https://www.amazon.com/dp/{SOLD_OUT}?th=1 please")
    bot.slack.shortcut("tom", "diagnose_message", message["ts"])
    assert "Out of stock" in words(bot.next_whisper("tom", set()))


def test_home_follows_an_acknowledgement_and_the_language(bot: Bot) -> None:
    bot.check()
    bot.slack.open_home("ana")
    home = bot.wait(lambda: bot.slack.home("ana"))
    assert "1 alert waits in the team" in words(home)
    bot.slack.click_view("ana", "alert.ack", home=True)
    bot.wait(lambda: "acknowledged: <@U0ANA00001>" in words(bot.slack.home("ana")))
    bot.slack.click_view("ana", "home.language", "zh", home=True)
    bot.wait(lambda: "今日概览" in words(bot.slack.home("ana")))


def test_an_open_home_shows_what_others_did(bot: Bot) -> None:
    bot.check()
    bot.slack.open_home("tom")
    bot.wait(lambda: "1 alert waits" in words(bot.slack.home("tom") or {}))
    parent = bot.posted("amazon-alerts")[0]
    bot.slack.react("ana", parent["ts"], "eyes")
    bot.wait(lambda: "No alert waits" in words(bot.slack.home("tom")))


def test_an_open_home_is_shown_anew_after_a_check_but_not_twice_within_a_minute(bot: Bot) -> None:
    clock = bot.services.clock
    assert isinstance(clock, FixedClock)
    [tell] = bot.services.when_checked
    bot.slack.open_home("tom")
    bot.wait(lambda: bot.slack.home("tom"))
    bot.check()
    checked_at = clock.now()
    tell(checked_at)
    assert _published(bot) == 1  # it was shown this minute
    clock.at += timedelta(minutes=1)
    _until(lambda: "1 alert waits" in words(bot.slack.home("tom")), lambda: tell(checked_at))
    clock.at += timedelta(minutes=1)
    tell(checked_at)
    assert _published(bot) == 2


def test_a_home_that_was_open_before_a_restart_is_shown_anew_by_one_copy_alone(bot: Bot) -> None:
    clock = bot.services.clock
    assert isinstance(clock, FixedClock)
    bot.slack.open_home("tom")
    bot.wait(lambda: bot.slack.home("tom"))
    bot.check()
    clock.at += timedelta(minutes=1)
    checked_at = clock.now()
    copies = [replace(bot.services, when_checked=[]) for _ in range(2)]  # of the program, started after it ended
    for copy in copies:
        build_app(copy)

    def tell() -> None:
        for copy in copies:
            copy.when_checked[0](checked_at)

    _until(lambda: "1 alert waits" in words(bot.slack.home("tom")), tell)
    assert _published(bot) == 2


def test_a_home_that_slack_refuses_stops_nobody_elses_click(bot: Bot) -> None:
    bot.check()
    for user in ("tom", "wangmin"):
        bot.slack.open_home(user)
        bot.wait(lambda user=user: bot.slack.home(user))
    bot.slack.faults.add("views.publish", "error", code="user_not_found")
    bot.slack.react("ana", bot.posted("amazon-alerts")[0]["ts"], "eyes")
    bot.wait(lambda: _published(bot) == 4)
    assert bot.whispers("ana") == []


def test_a_home_that_slack_refuses_stops_neither_the_others_nor_the_clockwork(bot: Bot) -> None:
    clock = bot.services.clock
    assert isinstance(clock, FixedClock)
    [tell] = bot.services.when_checked
    for user in ("tom", "ana"):
        bot.slack.open_home(user)
        bot.wait(lambda user=user: bot.slack.home(user))
    clock.at += timedelta(minutes=1)
    bot.slack.faults.add("views.publish", "error", code="internal_error")
    _until(lambda: _published(bot) == 4, lambda: tell(clock.now()))


def _until(reached: Callable[[], bool], work: Callable[[], None]) -> None:
    """Works until it is so: the bot notes what it has shown a moment after Slack has it."""
    for _ in range(100):
        work()
        if reached():
            return
        time.sleep(0.05)
    raise AssertionError("it never came")


def _published(bot: Bot) -> int:
    return sum(call["method"] == "views.publish" for call in bot.slack.workspace.calls)


def test_the_clockwork_tells_when_the_last_check_ended(bot: Bot) -> None:
    told: list[datetime] = []
    bot.services.when_checked[:] = [told.append]
    scheduler = Scheduler(bot.services)
    scheduler._tell_checked()
    with writing(bot.services.engine) as connection:
        jobs.start(connection, "run", "check", NOW)
        jobs.finish(connection, "run", "ok", None, NOW + timedelta(minutes=1))
        jobs.start(connection, "later", "digest", NOW + timedelta(minutes=2))
        jobs.finish(connection, "later", "ok", None, NOW + timedelta(minutes=3))
    scheduler._tell_checked()
    assert told == [NOW + timedelta(minutes=1)]
