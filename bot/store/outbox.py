"""The outbox: what is to be sent, written in the transaction that made it true, and taken lane by lane.

A lane is a channel (or a person). The lane's row carries the lease and the pace, so that the order within a channel and
the pause between its messages hold across threads and copies. Times that lie further ahead than they can (the clock was
set back) count as past.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.clock import Ids
from bot.store.schema.delivery import LANES, MESSAGES, OUTBOX

LONGEST_PAUSE = timedelta(minutes=20)
SKEW = timedelta(seconds=30)  # by which the clocks of copies may differ


@dataclass(frozen=True)
class OutboxItem:
    """One thing to send. `attempted_at` is set where an earlier attempt began and its outcome is not known."""

    position: int
    id: str
    lane: str
    kind: str
    message_id: str | None
    payload: Mapping[str, Any]
    created_at: datetime
    due_at: datetime
    tries: int
    attempted_at: datetime | None
    first_attempt_at: datetime | None
    channel_id: str | None


_COLUMNS = tuple(OUTBOX.c[name] for name in OutboxItem.__dataclass_fields__)


def _item(row: Row[Any]) -> OutboxItem:
    return OutboxItem(**row._mapping)


def insert_new(connection: Connection, table: Any, values: Mapping[str, Any]) -> bool:
    """Inserts the row unless its key is there already; tells whether it was inserted."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    key = next(iter(table.primary_key.columns))
    attempt = dialect.insert(table).values(values).on_conflict_do_nothing().returning(key)
    return connection.execute(attempt).first() is not None  # PostgreSQL gives no row count here


def add_item(
    connection: Connection,
    *,
    item_id: str,
    lane: str,
    kind: str,
    now: datetime,
    message_id: str | None = None,
    payload: Mapping[str, Any] | None = None,
    due_at: datetime | None = None,
    key: str | None = None,
    in_place: bool = False,
) -> bool:
    """Puts one item at the end of its lane, before all posts where it changes a message `in_place`. False where an item
    with this `key` was there already."""
    insert_new(connection, LANES, {"lane": lane})
    values = {
        "id": item_id, "lane": lane, "kind": kind, "message_id": message_id, "payload": dict(payload or {}),
        "key": key, "state": "pending", "created_at": now, "due_at": due_at or now, "in_place": in_place,
    }  # fmt: skip
    if key is None:
        connection.execute(insert(OUTBOX).values(values))
        return True
    return insert_new(connection, OUTBOX, values)


def add_show(
    connection: Connection,
    message_id: str,
    lane: str,
    ids: Ids,
    now: datetime,
    due_at: datetime | None = None,
    *,
    soon: bool = False,
) -> None:
    """Has the message shown as the database has it when it is sent; one item not yet begun serves all changes. `soon`:
    a message that stands in Slack is changed before all that waits to be posted."""
    waiting = select(OUTBOX.c.position).where(
        OUTBOX.c.message_id == message_id,
        OUTBOX.c.kind == "show",
        OUTBOX.c.state == "pending",
        OUTBOX.c.attempted_at.is_(None),
    )
    posted = select(MESSAGES.c.ts).where(MESSAGES.c.id == message_id)
    in_place = soon and connection.execute(posted).scalar() is not None
    position = connection.execute(waiting.with_for_update()).scalar()
    if position is not None and in_place:
        connection.execute(update(OUTBOX).where(OUTBOX.c.position == position).values(in_place=True))
    elif position is None:
        add_item(
            connection,
            item_id=ids(),
            lane=lane,
            in_place=in_place,
            kind="show",
            now=now,
            message_id=message_id,
            due_at=due_at,
        )


def _due(now: datetime) -> ColumnElement[bool]:
    """What was not put off on purpose is always due, also after the clock was set back."""
    return or_(OUTBOX.c.due_at <= now, OUTBOX.c.due_at <= OUTBOX.c.created_at)


def anything_due(connection: Connection, now: datetime) -> bool:
    """Whether something waits to be sent (a cheap look before a lane is taken)."""
    query = select(OUTBOX.c.position).where(OUTBOX.c.state == "pending", _due(now)).limit(1)
    return connection.execute(query).first() is not None


def take(connection: Connection, now: datetime, token: str, lease: timedelta) -> OutboxItem | None:
    """Leases one lane that may send now and marks the attempt on its first due item; None where nothing is to be done.

    The item comes back as it was before: its `attempted_at` tells of an earlier attempt without a known outcome.
    """
    heads = (
        select(OUTBOX.c.lane, func.min(OUTBOX.c.position).label("position"))
        .where(OUTBOX.c.state == "pending", _due(now))
        .group_by(OUTBOX.c.lane)
        .subquery()
    )
    free = or_(LANES.c.leased_until.is_(None), LANES.c.leased_until <= now, LANES.c.leased_until > now + lease + SKEW)
    paced = or_(LANES.c.next_at.is_(None), LANES.c.next_at <= now, LANES.c.next_at > now + LONGEST_PAUSE)
    lane = connection.execute(
        select(LANES.c.lane)
        .where(LANES.c.lane.in_(select(heads.c.lane)), free, paced)
        .order_by(LANES.c.next_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).scalar()
    if lane is None:
        return None
    row = connection.execute(
        select(*_COLUMNS)
        .where(OUTBOX.c.lane == lane, OUTBOX.c.state == "pending", _due(now))
        .order_by(OUTBOX.c.in_place.desc(), OUTBOX.c.position)
        .limit(1)
        .with_for_update()
    ).first()
    if row is None:
        return None
    item = _item(row)
    connection.execute(update(LANES).where(LANES.c.lane == lane).values(lease=token, leased_until=now + lease))
    connection.execute(
        update(OUTBOX)
        .where(OUTBOX.c.position == item.position)
        .values(tries=item.tries + 1, attempted_at=now, first_attempt_at=item.first_attempt_at or now)
    )
    return item


def holds(connection: Connection, lane: str, token: str, *, lock: bool = False) -> bool:
    """Whether the lane is still leased to `token`."""
    query = select(LANES.c.lease).where(LANES.c.lane == lane)
    return connection.execute(query.with_for_update() if lock else query).scalar() == token


def renew(connection: Connection, lane: str, token: str, until: datetime) -> bool:
    """Makes the lease last until then; False where the lane is leased to another by now."""
    query = update(LANES).where(LANES.c.lane == lane, LANES.c.lease == token).values(leased_until=until)
    return connection.execute(query).rowcount == 1


def told_at(connection: Connection, lane: str) -> datetime | None:
    return connection.execute(select(LANES.c.told_at).where(LANES.c.lane == lane)).scalar()


def free_lane(
    connection: Connection, lane: str, token: str, next_at: datetime, blocked: str | None, now: datetime
) -> None:
    """Gives the lane back, to be taken again from `next_at`; `blocked` is the error that people must mend."""
    since = func.coalesce(LANES.c.blocked_since, now) if blocked else None
    told = LANES.c.told_at if blocked else None
    connection.execute(
        update(LANES)
        .where(LANES.c.lane == lane, LANES.c.lease == token)
        .values(lease=None, leased_until=None, next_at=next_at, blocked=blocked, blocked_since=since, told_at=told)
    )


def set_sent(connection: Connection, item: OutboxItem, channel_id: str | None, ts: str | None, now: datetime) -> None:
    done = {"state": "sent", "attempted_at": None, "channel_id": channel_id, "ts": ts, "sent_at": now, "error": None}
    connection.execute(update(OUTBOX).where(OUTBOX.c.position == item.position).values(done))


def set_failed(connection: Connection, item: OutboxItem, error: str, now: datetime) -> None:
    """Given up: the item will not be sent."""
    values = {"state": "failed", "attempted_at": None, "error": error, "sent_at": now}
    connection.execute(update(OUTBOX).where(OUTBOX.c.position == item.position).values(values))


def set_again(connection: Connection, item: OutboxItem, error: str, *, outcome_unknown: bool) -> None:
    """To be tried again. With an unknown outcome the attempt's mark stays: the next try looks first."""
    values: dict[str, Any] = {"error": error}
    if not outcome_unknown:
        values |= {"attempted_at": None, "first_attempt_at": None}
    connection.execute(update(OUTBOX).where(OUTBOX.c.position == item.position).values(values))


def put_off(connection: Connection, item: OutboxItem, due_at: datetime) -> None:
    """Not before `due_at`; its lane goes on meanwhile."""
    connection.execute(update(OUTBOX).where(OUTBOX.c.position == item.position).values(due_at=due_at))


def move_behind(connection: Connection, item: OutboxItem, message_id: str, now: datetime) -> None:
    """Puts the item at the end of its lane, due no earlier than the message that it waits for is shown."""
    shows = select(func.max(OUTBOX.c.due_at)).where(
        OUTBOX.c.message_id == message_id, OUTBOX.c.kind == "show", OUTBOX.c.state == "pending"
    )
    due = connection.execute(shows).scalar() or now
    row = connection.execute(select(OUTBOX).where(OUTBOX.c.position == item.position)).one()
    fresh = {"attempted_at": None, "first_attempt_at": None, "created_at": now, "due_at": max(due, now)}
    values = {**row._mapping, **fresh}
    del values["position"]
    connection.execute(delete(OUTBOX).where(OUTBOX.c.position == item.position))
    connection.execute(insert(OUTBOX).values(values))


def sent_ts(connection: Connection, item_id: str) -> str | None:
    """The `ts` under which the item was recorded as sent."""
    return connection.execute(select(OUTBOX.c.ts).where(OUTBOX.c.id == item_id, OUTBOX.c.state == "sent")).scalar()


@dataclass(frozen=True)
class LaneStanding:
    """For `doctor` and the metrics: what waits in a lane, and the error that holds it up."""

    lane: str
    waiting: int
    oldest: datetime | None
    blocked: str | None
    blocked_since: datetime | None
    told_at: datetime | None


def lanes(connection: Connection) -> list[LaneStanding]:
    """Lanes with something waiting or an error."""
    waiting = (
        select(OUTBOX.c.lane, func.count().label("n"), func.min(OUTBOX.c.created_at).label("oldest"))
        .where(OUTBOX.c.state == "pending")
        .group_by(OUTBOX.c.lane)
        .subquery()
    )
    query = (
        select(LANES.c.lane, waiting.c.n, waiting.c.oldest, LANES.c.blocked, LANES.c.blocked_since, LANES.c.told_at)
        .outerjoin(waiting, waiting.c.lane == LANES.c.lane)
        .where(or_(waiting.c.n > 0, LANES.c.blocked.is_not(None)))
        .order_by(LANES.c.lane)
    )
    return [LaneStanding(row[0], int(row[1] or 0), *row[2:]) for row in connection.execute(query)]


def set_told(connection: Connection, lane: str, now: datetime) -> None:
    """The admins were told of the lane's error."""
    connection.execute(update(LANES).where(LANES.c.lane == lane).values(told_at=now))


def forget_sent(connection: Connection, before: datetime) -> None:
    """Drops what was sent or given up long ago; keyed items stay, so that none comes a second time."""
    done = (OUTBOX.c.state != "pending", OUTBOX.c.sent_at < before, OUTBOX.c.key.is_(None))
    connection.execute(delete(OUTBOX).where(*done))


def counts(connection: Connection) -> dict[str, int]:
    """Items by state."""
    rows = connection.execute(select(OUTBOX.c.state, func.count()).group_by(OUTBOX.c.state))
    return {state: int(count) for state, count in rows}
