"""What people changed in Slack: who, when, before and after; a change can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from bot.store.schema.team import CHANGES


@dataclass(frozen=True)
class Change:
    """One change. `before` and `after` are JSON values, None where there was (is) nothing; `undoes` names the change
    that this one took back."""

    id: str
    at: datetime
    actor: str
    what: str
    key: str
    before: Any
    after: Any
    undoes: str | None = None


def record_change(connection: Connection, change: Change) -> None:
    connection.execute(insert(CHANGES).values(**change.__dict__))


def recent_changes(connection: Connection, most: int, actor: str | None = None) -> list[Change]:
    """The latest changes (of `actor`), newest first."""
    query = select(CHANGES).order_by(CHANGES.c.at.desc(), CHANGES.c.id.desc()).limit(most)
    if actor is not None:
        query = query.where(CHANGES.c.actor == actor)
    return [Change(**row._mapping) for row in connection.execute(query)]


def get_change(connection: Connection, change_id: str) -> Change | None:
    row = connection.execute(select(CHANGES).where(CHANGES.c.id == change_id)).first()
    return Change(**row._mapping) if row is not None else None


def is_undone(connection: Connection, change_id: str) -> bool:
    return connection.execute(select(CHANGES.c.id).where(CHANGES.c.undoes == change_id)).first() is not None


def last_on(connection: Connection, what: str, key: str) -> Change | None:
    """The latest change of one thing: only that one can be taken back without losing a later one."""
    query = select(CHANGES).where(CHANGES.c.what == what, CHANGES.c.key == key)
    row = connection.execute(query.order_by(CHANGES.c.at.desc(), CHANGES.c.id.desc()).limit(1)).first()
    return Change(**row._mapping) if row is not None else None
