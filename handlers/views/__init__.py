"""Modals: what people fill in and send."""

from __future__ import annotations

from slack_bolt import App

from handlers.desk import Desk
from handlers.views import snooze


def register(app: App, desk: Desk) -> None:
    snooze.register(app, desk)
