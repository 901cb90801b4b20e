"""Clicks: the buttons of alerts and of answers."""

from __future__ import annotations

from slack_bolt import App

from handlers.actions import alert_buttons, answer_buttons, snooze_buttons
from handlers.desk import Desk


def register(app: App, desk: Desk) -> None:
    alert_buttons.register(app, desk)
    answer_buttons.register(app, desk)
    snooze_buttons.register(app, desk)
