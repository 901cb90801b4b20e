"""Events of Slack that some copy of the bot has taken: none is worked on twice."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, select

from bot.store.outbox import insert_new
from bot.store.schema.delivery import SEEN_EVENTS


def first_time(connection: Connection, event_id: str, now: datetime) -> bool:
    """True for the one transaction that takes the event; it counts as taken when that transaction commits."""
    return insert_new(connection, SEEN_EVENTS, {"event_id": event_id, "seen_at": now})


def is_seen(connection: Connection, event_id: str) -> bool:
    return (
        connection.execute(select(SEEN_EVENTS.c.event_id).where(SEEN_EVENTS.c.event_id == event_id)).first() is not None
    )


def forget_seen(connection: Connection, before: datetime) -> None:
    """Drops what is older than Slack's last retry can be."""
    connection.execute(delete(SEEN_EVENTS).where(SEEN_EVENTS.c.seen_at < before))
