"""The button that takes a recorded change back."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.store.changes import get_change
from handlers.changing import undo, undo_refused
from handlers.clicks import Click
from handlers.desk import Desk
from handlers.home import refresh_homes
from handlers.inbox import finishing
from handlers.replies import notice


def register(app: App, desk: Desk) -> None:
    def undone(ack: Ack, body: dict[str, Any], respond: Respond, client: WebClient) -> None:
        ack()
        click = Click.read(body)
        asker = desk.asker(click.user, click.channel)
        with desk.services.engine.connect() as connection:
            found = get_change(connection, click.value)
        refused = undo_refused(desk, asker, found)
        reply = click.reply(respond, client)  # not in place: the message may offer to take more back
        if refused is not None:
            reply.send(notice(asker.lang, refused))
            return
        said = undo(desk, click.user, click.value)
        reply.send(notice(desk.asker(click.user, click.channel).lang, said))
        refresh_homes(desk, client)

    app.action("change.undo")(finishing(desk, undone))
