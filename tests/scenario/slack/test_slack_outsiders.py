"""Guests, bots and people of other organisations may look and never change anything, whatever way they try."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from slack_setup import SOLD_OUT, STEADY, Bot, words
from sqlalchemy import text

from bot.playground.people import User


class Stranger(User):
    """Somebody of another organisation in a shared channel (Slack Connect)."""

    def as_json(self, *, with_locale: bool = False) -> dict[str, Any]:
        return {**super().as_json(with_locale=with_locale), "team_id": "T0FORWARD1", "is_stranger": True}


OUTSIDERS = {
    "guest": User("U0GUEST002", "gina", "Gina", "en-US", is_restricted=True),
    "stranger": Stranger("U0STRANGE1", "lin", "Lin", "en-US"),
    "robot": User("U0ROBOT001", "robo", "Robo", "en-US", is_bot=True),
}
ASK = ("Please ask an admin of this workspace", "请联系 本工作区的管理员")
CSV = "date,marketplace,asin,sessions,units,sales\n2026-03-19,US,B0TENTPEG1,999,999,999\n"


@pytest.fixture(params=sorted(OUTSIDERS))
def outsider(request: pytest.FixtureRequest, bot: Bot) -> str:
    user = OUTSIDERS[request.param]
    bot.slack.users[user.id] = user
    for channel in bot.slack.workspace.channels.values():
        if not channel.is_im:
            channel.members.append(user.id)
    return user.name


@pytest.fixture
def parent(bot: Bot) -> dict[str, Any]:
    bot.check()
    return next(message for message in bot.posted("amazon-alerts") if SOLD_OUT in words(message))


def _everything(bot: Bot) -> dict[str, Any]:
    """What people could have changed."""
    tables = (
        "alerts", "alert_history", "alert_feedback", "asin_notes", "changes", "documents", "events", "import_runs",
        "overrides", "preferences", "products", "traffic_daily", "watched",
    )  # fmt: skip
    with bot.services.engine.connect() as connection:
        return {name: connection.execute(text(f"select * from {name}")).all() for name in tables}


def _alert_id(bot: Bot) -> str:
    return str(bot.services.alerts.open_alerts(asin=SOLD_OUT)[0].id)


Way = Callable[[Bot, str, dict[str, Any]], str]


def _heard(bot: Bot, who: str, act: Callable[[], Any]) -> str:
    before = {message["ts"] for message in bot.whispers(who)}
    act()
    return words(bot.next_whisper(who, before))


def _opens(action: str, command: str) -> Way:
    def act(bot: Bot, who: str, _parent: dict[str, Any]) -> str:
        shown = bot.command(who, "/asinwatch", command)
        heard = _heard(bot, who, lambda: bot.click(who, shown, action))
        assert bot.slack.modal(who) is None
        return heard

    return act


def _clicks(action: str) -> Way:
    return lambda bot, who, parent: _heard(bot, who, lambda: bot.click(who, parent, action, _alert_id(bot)))


def _says(word: str) -> Way:
    return lambda bot, who, parent: _heard(bot, who, lambda: bot.slack.say(who, "amazon-alerts", word, parent["ts"]))


def _reacts(name: str) -> Way:
    return lambda bot, who, parent: _heard(bot, who, lambda: bot.slack.react(who, parent["ts"], name))


def _drops(bot: Bot, who: str, _parent: dict[str, Any]) -> str:
    dropped = bot.slack.upload_file(who, "amazon-alerts", "traffic_daily.csv", CSV.encode())
    return words(bot.posted("amazon-alerts", thread_ts=dropped["ts"])[0])


def _commands(typed: str) -> Way:
    return lambda bot, who, _parent: words(bot.command(who, "/asinwatch", typed))


WAYS: dict[str, Way] = {
    "acknowledge": _clicks("alert.ack"),
    "snooze": _clicks("alert.snooze"),
    "resolve": _clicks("alert.resolve"),
    "the word ack": _says("ack"),
    "the word 静音": _says("静音 3天"),
    "a note": _says("note: I was here"),
    "assigning": _says("assign me"),
    "eyes": _reacts("eyes"),
    "a check mark": _reacts("white_check_mark"),
    "a file": _drops,
    "the modal of a rule": _opens("rule.open", "rules low stock"),
    "the modal of the settings": _opens("settings.open", "settings"),
    "the modal of an event": _opens("event.open", f"event {STEADY} us"),
    "the modal of the dossier": _opens("dossier.open", f"asin {STEADY} us"),
    "undo": _commands("undo"),
    "the watch list": _commands(f"watch {STEADY}"),
    "a language": _commands("language zh"),
    "the channel's language": _commands("language zh channel"),
    "an owner": _commands(f"owner asin {STEADY} none"),
}


def test_an_outsider_changes_nothing_and_is_told_whom_to_ask(bot: Bot, outsider: str, parent: dict[str, Any]) -> None:
    before = _everything(bot)
    heard = {way: act(bot, outsider, parent) for way, act in WAYS.items()}
    assert [way for way, said in heard.items() if not any(ask in said for ask in ASK)] == []
    assert _everything(bot) == before


def test_whoever_became_a_guest_while_a_modal_was_open_does_not_save_it(bot: Bot) -> None:
    shown = bot.command("tom", "/asinwatch", f"asin {STEADY} us")
    bot.click("tom", shown, "dossier.open")
    bot.wait(lambda: bot.slack.modal("tom"))
    before = _everything(bot)
    bot.slack.users["U0TOM00001"].is_restricted = True
    bot.services.clock.at += timedelta(minutes=11)  # what is known of people is asked anew
    seen = {message["ts"] for message in bot.whispers("tom")}
    bot.slack.submit_view("tom", {"note": "sold by me"})
    assert "change nothing" in words(bot.next_whisper("tom", seen))
    assert _everything(bot) == before
