"""The slash commands: read, acknowledge, answer only to the asker."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, Respond

from bot.records.text import Say
from handlers.answers import Request
from handlers.commands.subcommands import find, read_subcommand
from handlers.desk import Desk
from handlers.replies import OnlyToAsker, answer, notice

COMMANDS = ("/diagnose", "/kpi", "/asinwatch")


def register(app: App, desk: Desk) -> None:
    for name, word in (("/diagnose", "diagnose"), ("/kpi", "kpi")):
        subcommand = find(word)
        assert subcommand is not None
        app.command(name)(_command(desk, subcommand.read))
    app.command("/asinwatch")(_command(desk, read_subcommand))


def _command(desk: Desk, read: Callable[[str], Request | Say]) -> Callable[..., None]:
    def handle(ack: Ack, command: dict[str, Any], respond: Respond) -> None:
        ack()
        asker = desk.asker(command["user_id"], command.get("channel_id"))
        asked = read(command.get("text") or "")
        reply = OnlyToAsker(respond)
        if isinstance(asked, Say):
            reply.send(notice(asker.lang, asked))
            return
        answer(reply, asker.lang, lambda: desk.answer(asked, asker).message)

    return handle
