"""Slack user ids by e-mail address, as Slack gave them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, select

from bot.store.outbox import insert_new
from bot.store.schema.delivery import PEOPLE


def known_person(connection: Connection, email: str, since: datetime) -> str | None:
    """The remembered id ("" where Slack knew nobody), None where it was not looked up since."""
    query = select(PEOPLE.c.user_id).where(PEOPLE.c.email == email, PEOPLE.c.looked_up_at >= since)
    return connection.execute(query).scalar()


def remember_person(connection: Connection, email: str, user_id: str, now: datetime) -> None:
    connection.execute(delete(PEOPLE).where(PEOPLE.c.email == email))
    insert_new(connection, PEOPLE, {"email": email, "user_id": user_id, "looked_up_at": now})
