"""The button that takes a recorded change back."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.store.changes import get_change
from handlers.changing import undo
from handlers.clicks import Click
from handlers.desk import Desk
from handlers.permissions import Right
from handlers.replies import OnlyToAsker, notice


def register(app: App, desk: Desk) -> None:
    @app.action("change.undo")
    def undone(ack: Ack, body: dict[str, Any], respond: Respond, client: WebClient) -> None:
        """Rules and settings are taken back by admins, everything else by who may act on alerts."""
        ack()
        click = Click.read(body)
        asker = desk.asker(click.user, click.channel)
        with desk.services.engine.connect() as connection:
            found = get_change(connection, click.value)
        right = Right.CHANGE if found is not None and found.what in ("rule", "setting") else Right.ACKNOWLEDGE
        refused = desk.refusal(asker.person, right, click.channel)
        reply = OnlyToAsker(respond, replace=True) if click.only_for_asker else click.reply(respond, client)
        if refused is not None:
            click.reply(respond, client).send(notice(asker.lang, refused))
            return
        reply.send(notice(asker.lang, undo(desk, click.user, click.value)))
