"""Puts a finished message (a digest, an answer) into the outbox, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.clock import Ids
from bot.store.outbox import add_item


def enqueue(
    connection: Connection,
    *,
    channel: str,
    message: Mapping[str, Any],
    ids: Ids,
    now: datetime,
    key: str | None = None,
    thread_ts: str | None = None,
    due_at: datetime | None = None,
) -> bool:
    """`channel` is an id, a name, a person's id or e-mail address (a direct message); `message` is what
    `templates.render` gives (`text`, `blocks`). With a `key` it comes at most once ever: False where it was there."""
    payload = {"message": dict(message), "thread_ts": thread_ts}
    return add_item(
        connection, item_id=ids(), lane=channel, kind="post", now=now, payload=payload, due_at=due_at, key=key
    )
