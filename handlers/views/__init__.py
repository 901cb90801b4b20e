"""Modals: what people fill in and send."""

from __future__ import annotations

from slack_bolt import App

from handlers.desk import Desk
from handlers.views import alert, dossier, event, rule, settings, snooze


def register(app: App, desk: Desk) -> None:
    for part in (alert, dossier, event, rule, settings, snooze):
        part.register(app, desk)
