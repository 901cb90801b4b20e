"""Opening the app's Home tab."""

from __future__ import annotations

from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from handlers.desk import Desk
from handlers.home import publish_home


def register(app: App, desk: Desk) -> None:
    @app.event("app_home_opened")
    def opened(event: dict[str, Any], client: WebClient) -> None:
        if event.get("tab", "home") == "home":
            desk.people.forget(event["user"])  # the language may have been changed since
            desk.homes.opened(event["user"])
            publish_home(desk, client, event["user"])
