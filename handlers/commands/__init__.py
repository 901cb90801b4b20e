"""The slash commands: read, acknowledge, answer only to the asker."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.records.text import Say
from handlers.answers import Request
from handlers.commands.subcommands import find, read_subcommand
from handlers.desk import Desk
from handlers.home import refresh_homes
from handlers.replies import OnlyToAsker, answer, notice

COMMANDS = ("/diagnose", "/kpi", "/asinwatch")
SHOWN_IN_HOME = ("language", "watch", "unwatch", "undo")  # what they change stands in one's own Home


def register(app: App, desk: Desk) -> None:
    for name, word in (("/diagnose", "diagnose"), ("/kpi", "kpi")):
        subcommand = find(word)
        assert subcommand is not None
        app.command(name)(_command(desk, subcommand.read))
    app.command("/asinwatch")(_command(desk, read_subcommand))


def _command(desk: Desk, read: Callable[[str], Request | Say]) -> Callable[..., None]:
    def handle(ack: Ack, command: dict[str, Any], respond: Respond, client: WebClient) -> None:
        ack()
        asker = desk.asker(command["user_id"], command.get("channel_id"))
        asked = read(command.get("text") or "")
        reply = OnlyToAsker(respond)
        if isinstance(asked, Say):
            reply.send(notice(asker.lang, asked))
            return
        answer(reply, asker.lang, lambda: desk.answer(asked, asker).message)
        if asked.kind in SHOWN_IN_HOME:
            refresh_homes(desk, client, only=asker.person.id)

    return handle
