"""The settings in App Home."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from handlers.changing import changed
from handlers.clicks import Click
from handlers.desk import Desk
from handlers.home import publish_home
from handlers.inbox import finishing
from handlers.replies import notice


def register(app: App, desk: Desk) -> None:
    def choose_language(ack: Ack, body: dict[str, Any], respond: Respond, client: WebClient) -> None:
        ack()
        click = Click.read(body)
        refused = desk.outsider(desk.people.person(click.user))
        if refused is not None:
            asker = desk.asker(click.user, None)
            click.reply(respond, client).send(notice(asker.lang, refused))
            return
        changed(desk, click.user, "language", click.user, None if click.value == "slack" else click.value)
        publish_home(desk, client, click.user)

    app.action("home.language")(finishing(desk, choose_language))
