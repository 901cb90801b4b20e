"""What happens in Slack: messages in alert threads, mentions and DMs, reactions, App Home, files."""

from __future__ import annotations

from slack_bolt import App

from handlers.desk import Desk
from handlers.events import home_opened, messages, reactions

EVENTS = ("app_home_opened", "app_mention", "message.channels", "message.groups", "message.im", "reaction_added")


def register(app: App, desk: Desk) -> None:
    messages.register(app, desk)
    reactions.register(app, desk)
    home_opened.register(app, desk)
