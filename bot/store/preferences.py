"""Preferences of people and channels, and watch lists."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, insert, select

from bot.store.schema.team import PREFERENCES, WATCHED


def preference(connection: Connection, scope: str, scope_id: str, name: str) -> Any:
    """The stored value, None where nothing was chosen. `scope` is `user` or `channel`."""
    table = PREFERENCES.c
    query = select(table.value).where(table.scope == scope, table.scope_id == scope_id, table.name == name)
    return connection.execute(query).scalar()


def set_preference(connection: Connection, scope: str, scope_id: str, name: str, value: Any) -> None:
    """Keeps `value`; None forgets it."""
    table = PREFERENCES.c
    connection.execute(delete(PREFERENCES).where(table.scope == scope, table.scope_id == scope_id, table.name == name))
    if value is not None:
        connection.execute(insert(PREFERENCES).values(scope=scope, scope_id=scope_id, name=name, value=value))


def channel_language(connection: Connection, channel: str) -> str | None:
    """The language chosen in Slack for a channel, by its id or (as config files have it) by its name; None for none.

    The name is the one that the channel had when the language was chosen."""
    table = PREFERENCES.c
    wanted = channel.lstrip("#")
    named = connection.execute(
        select(table.scope_id, table.value).where(table.scope == "channel", table.name == "name")
    ).all()
    for scope_id in (wanted, *(row.scope_id for row in named if row.value == wanted)):
        found = preference(connection, "channel", scope_id, "language")
        if isinstance(found, str):
            return found
    return None


def watched(connection: Connection, user_id: str) -> list[tuple[str, str, str]]:
    """The (account, marketplace, asin) that a person watches."""
    table = WATCHED.c
    query = select(table.account, table.marketplace, table.asin).where(table.user_id == user_id)
    return [(row[0], row[1], row[2]) for row in connection.execute(query.order_by(table.marketplace, table.asin))]


def set_watched(connection: Connection, user_id: str, account: str, marketplace: str, asin: str, *, on: bool) -> None:
    """Puts an ASIN on a person's watch list, or takes it off."""
    key = {"user_id": user_id, "account": account, "marketplace": marketplace, "asin": asin}
    connection.execute(delete(WATCHED).filter_by(**key))
    if on:
        connection.execute(insert(WATCHED).values(**key))
