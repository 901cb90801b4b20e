"""The settings in App Home."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.store.preferences import set_preference
from handlers.clicks import Click
from handlers.desk import Desk
from handlers.home import publish_home


def register(app: App, desk: Desk) -> None:
    @app.action("home.language")
    def choose_language(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        click = Click.read(body)
        with desk.services.engine.begin() as connection:
            value = None if click.value == "slack" else click.value
            set_preference(connection, "user", click.user, "language", value)
        publish_home(desk, client, click.user)
