"""Whose App Home is open, and since when it shows what it shows: for every copy, and over restarts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from bot.store.outbox import insert_new
from bot.store.schema.team import HOMES


def home_opened(connection: Connection, user_id: str, now: datetime) -> None:
    """It shows nothing yet."""
    connection.execute(delete(HOMES).where(HOMES.c.user_id == user_id))
    insert_new(connection, HOMES, {"user_id": user_id, "opened_at": now})


def home_shown(connection: Connection, user_id: str, at: datetime) -> None:
    """It shows what was true `at`; nothing happens where it was never opened."""
    connection.execute(update(HOMES).where(HOMES.c.user_id == user_id).values(shown_at=at))


def take_home(connection: Connection, user_id: str, shown_at: datetime, now: datetime) -> bool:
    """True for the one copy that shows a Home anew which has shown what was true at `shown_at` until `now`."""
    mine = update(HOMES).where(HOMES.c.user_id == user_id, HOMES.c.shown_at == shown_at)
    return connection.execute(mine.values(shown_at=now)).rowcount == 1


def open_homes(connection: Connection, since: datetime, most: int) -> list[tuple[str, datetime | None]]:
    """(user, shown_at) of the `most` Homes that were opened last, not before `since`; the latest first."""
    query = select(HOMES.c.user_id, HOMES.c.shown_at).where(HOMES.c.opened_at >= since)
    rows = connection.execute(query.order_by(HOMES.c.opened_at.desc(), HOMES.c.user_id).limit(most))
    return [(row.user_id, row.shown_at) for row in rows]


def forget_homes(connection: Connection, before: datetime) -> None:
    connection.execute(delete(HOMES).where(HOMES.c.opened_at < before))
