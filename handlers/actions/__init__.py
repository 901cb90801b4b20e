"""Clicks: the buttons of alerts and of answers."""

from __future__ import annotations

from slack_bolt import App

from handlers.actions import alert_buttons, answer_buttons, change_buttons, home_settings, snooze_buttons
from handlers.desk import Desk


def register(app: App, desk: Desk) -> None:
    for part in (alert_buttons, answer_buttons, change_buttons, home_settings, snooze_buttons):
        part.register(app, desk)
