"""Slack messages that show alerts: where each stands, and what Slack has of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from bot.store.schema.delivery import MESSAGES, OUTBOX


class Role(StrEnum):
    ASIN = "asin"  # the alerts of one ASIN (or one account, or one family) in one check
    GROUP = "group"  # many ASINs of one kind
    STORM = "storm"  # many ASINs of many kinds
    PAGE = "page"  # a part of a group's list, in its thread


@dataclass(frozen=True)
class Message:
    """`channel` is as configured, `channel_id` and `ts` are Slack's own, None until it was posted."""

    id: str
    role: Role
    channel: str
    lang: str
    created_at: datetime
    parent_id: str | None = None
    page_no: int = 0
    channel_id: str | None = None
    ts: str | None = None
    posted_at: datetime | None = None
    outbox_id: str | None = None
    shown_hash: str | None = None
    plain: bool = False
    fault: str | None = None


def _message(row: Row[Any]) -> Message:
    values = dict(row._mapping)
    return Message(**{**values, "role": Role(values["role"])})


def add_message(connection: Connection, message: Message) -> None:
    connection.execute(insert(MESSAGES).values({**message.__dict__, "role": message.role.value}))


def get_message(connection: Connection, message_id: str) -> Message | None:
    row = connection.execute(select(MESSAGES).where(MESSAGES.c.id == message_id)).first()
    return None if row is None else _message(row)


def message_at(connection: Connection, channel_id: str, ts: str) -> Message | None:
    """The parent or page that stands at `ts` in a channel."""
    query = select(MESSAGES).where(MESSAGES.c.channel_id == channel_id, MESSAGES.c.ts == ts)
    row = connection.execute(query).first()
    return None if row is None else _message(row)


def message_of_line(connection: Connection, channel_id: str, ts: str) -> Message | None:
    """The parent whose thread has our line at `ts` (a line that is shown in the channel too can be reacted to)."""
    query = select(OUTBOX.c.message_id).where(
        OUTBOX.c.ts == ts, OUTBOX.c.channel_id == channel_id, OUTBOX.c.kind == "reply"
    )
    message_id = connection.execute(query).scalar()
    return None if message_id is None else get_message(connection, message_id)


def pages_of(connection: Connection, parent_id: str) -> list[Message]:
    query = select(MESSAGES).where(MESSAGES.c.parent_id == parent_id).order_by(MESSAGES.c.page_no)
    return [_message(row) for row in connection.execute(query)]


def parents_since(connection: Connection, channel: str, since: datetime) -> list[Message]:
    """Parents of one channel made after `since` (or due later), newest first."""
    query = select(MESSAGES).where(
        MESSAGES.c.channel == channel, MESSAGES.c.created_at > since, MESSAGES.c.role != Role.PAGE.value
    )
    return [_message(row) for row in connection.execute(query.order_by(MESSAGES.c.created_at.desc(), MESSAGES.c.id))]


def set_shown(
    connection: Connection,
    message_id: str,
    *,
    channel_id: str,
    ts: str,
    shown_hash: str,
    at: datetime,
    outbox_id: str | None = None,
    plain: bool = False,
) -> None:
    """Slack has the message now; `outbox_id` where it was posted rather than updated."""
    values: dict[str, Any] = {"channel_id": channel_id, "ts": ts, "shown_hash": shown_hash, "plain": plain}
    if outbox_id is not None:
        values |= {"outbox_id": outbox_id, "posted_at": at, "fault": None}
    connection.execute(update(MESSAGES).where(MESSAGES.c.id == message_id).values(values))


def set_gone(connection: Connection, message_id: str) -> None:
    """Slack no longer has the message: it is to be posted anew."""
    gone = {"ts": None, "shown_hash": None, "outbox_id": None}
    connection.execute(update(MESSAGES).where(MESSAGES.c.id == message_id).values(gone))


def set_fault(connection: Connection, message_id: str, fault: str) -> None:
    """The message cannot be posted in any form."""
    connection.execute(update(MESSAGES).where(MESSAGES.c.id == message_id).values(fault=fault))


def forget_shown(connection: Connection, message_id: str) -> None:
    """What Slack has of the message is not certain any more."""
    connection.execute(update(MESSAGES).where(MESSAGES.c.id == message_id).values(shown_hash=None))
