"""What people do in Slack: each handler reads, calls one service, answers. `register` is the one entrance."""

from __future__ import annotations

from functools import partial

from slack_bolt import App

from bot.services import Services
from handlers import actions, commands, errors, events, inbox, shortcuts, views
from handlers.answering import ANSWERS
from handlers.desk import Desk
from handlers.home import refresh_after_checks
from handlers.homes import OpenHomes
from handlers.people import People


def register(app: App, services: Services) -> None:
    """Registers every listener on `app`."""
    people = People(services.client, services.clock, services.settings.language)
    desk = Desk(services, people, ANSWERS, OpenHomes(services.engine, services.clock))
    services.when_checked.append(partial(refresh_after_checks, desk))
    inbox.register(app, desk)
    errors.register(app, desk)
    commands.register(app, desk)
    actions.register(app, desk)
    events.register(app, desk)
    shortcuts.register(app, desk)
    views.register(app, desk)
