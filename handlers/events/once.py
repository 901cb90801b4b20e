"""Slack tells an event again when it heard no answer in time, and may tell it to another copy of the bot."""

from __future__ import annotations

from typing import Any

from bot.store.seen import first_time
from handlers.desk import Desk


def is_first(desk: Desk, body: dict[str, Any]) -> bool:
    """True for the one copy of the bot that takes this event."""
    event_id = body.get("event_id")
    if not event_id:
        return True
    with desk.services.engine.begin() as connection:
        return first_time(connection, event_id, desk.services.clock.now())
