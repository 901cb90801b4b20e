"""Modals: what people fill in and send."""

from __future__ import annotations

from slack_bolt import App

from handlers.desk import Desk
from handlers.views import dossier, event, rule, snooze


def register(app: App, desk: Desk) -> None:
    for part in (dossier, event, rule, snooze):
        part.register(app, desk)
