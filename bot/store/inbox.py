"""What people did in Slack, kept before Slack is told that it was heard, until it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, or_, select, update

from bot.store.outbox import SKEW, insert_new
from bot.store.schema.delivery import INBOX


def keep_delivery(connection: Connection, delivery_id: str, body: Mapping[str, Any], now: datetime) -> bool:
    """Keeps one of Slack's payloads; False where it is kept already (Slack told it again)."""
    return insert_new(connection, INBOX, {"id": delivery_id, "body": dict(body), "kept_at": now})


def drop_delivery(connection: Connection, delivery_id: str) -> None:
    """The payload has been dealt with."""
    connection.execute(delete(INBOX).where(INBOX.c.id == delivery_id))


def touch_deliveries(connection: Connection, ids: Sequence[str], now: datetime) -> None:
    """They are being worked on: nobody else takes them for left over."""
    if ids:
        connection.execute(update(INBOX).where(INBOX.c.id.in_(ids)).values(kept_at=now))


def take_left_over(
    connection: Connection, before: datetime, now: datetime, most: int = 20
) -> list[tuple[str, Any, int]]:
    """Payloads that nobody has finished since `before`: (id, body, how often they were taken before). Taking one keeps
    other copies from it until it is old again. One of a time to come was kept before the clock was set back."""
    old = or_(INBOX.c.kept_at < before, INBOX.c.kept_at > now + SKEW)
    query = select(INBOX.c.id, INBOX.c.body, INBOX.c.tries).where(old).order_by(INBOX.c.kept_at)
    rows = connection.execute(query.limit(most).with_for_update(skip_locked=True)).all()
    for row in rows:
        connection.execute(update(INBOX).where(INBOX.c.id == row.id).values(kept_at=now, tries=row.tries + 1))
    return [(row.id, row.body, int(row.tries)) for row in rows]
