"""What people changed in Slack, laid over the config file."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from bot.store.schema.alerts import OVERRIDES


def overrides(connection: Connection, prefix: str = "") -> dict[str, object]:
    """Key → JSON value, of all keys that start with `prefix`."""
    rows = connection.execute(select(OVERRIDES.c.key, OVERRIDES.c.value).order_by(OVERRIDES.c.key))
    return {key: value for key, value in rows if key.startswith(prefix)}


def set_override(connection: Connection, key: str, value: object, by: str, now: datetime) -> None:
    """Changes one setting; None takes the change back, so that the config file counts again."""
    if value is None:
        connection.execute(delete(OVERRIDES).where(OVERRIDES.c.key == key))
        return
    values = {"value": value, "changed_by": by, "changed_at": now}
    if connection.execute(update(OVERRIDES).where(OVERRIDES.c.key == key).values(values)).rowcount == 0:
        connection.execute(insert(OVERRIDES).values(key=key, **values))
