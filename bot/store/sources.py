"""The live sources' side of the store: remembered requests, rates, cursors, arrivals, how each source stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, Table, and_, func, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.records.sources import Asked, AskState, Counts, Freshness, Item, TableRows
from bot.records.text import Say, from_json, to_json
from bot.store import named_campaigns
from bot.store.facts import write_rows
from bot.store.schema.facts import ARRIVALS, FACTS
from bot.store.schema.sources import RATE_BUCKETS, SOURCE_NOTES, SOURCE_REQUESTS, SOURCE_STATES
from bot.store.sync_lock import sync_lock
from bot.store.transaction import one_at_a_time, repeated, writing


class SourceLedger:
    """Everything a sync remembers. Each method is one transaction; nothing is held open while a source waits."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Whether no other sync runs on this database; keeps others out until the end."""
        with sync_lock(self._engine) as mine:
            yield mine

    def forget(self, before: datetime) -> None:
        """Forgets requests of before then: nothing asks for the same any more."""
        with writing(self._engine) as connection:
            connection.execute(SOURCE_REQUESTS.delete().where(SOURCE_REQUESTS.c.asked_at < before))

    def recall(self, hash: str) -> Asked | None:
        """The remembered request with this hash."""
        with self._engine.connect() as connection:
            row = connection.execute(select(SOURCE_REQUESTS).where(SOURCE_REQUESTS.c.hash == hash)).mappings().first()
        return None if row is None else _asked(row)

    def remember(self, asked: Asked) -> None:
        """Writes a request down, or its new state."""
        with writing(self._engine) as connection:
            _put(connection, SOURCE_REQUESTS, asdict(asked))

    def asked_ids(self, account: str, operation: str) -> frozenset[str]:
        """The other side's ids of all remembered requests of an operation."""
        table = SOURCE_REQUESTS.c
        query = select(table.remote_id).where(
            table.account == account, table.operation == operation, table.remote_id.is_not(None)
        )
        with self._engine.connect() as connection:
            return frozenset(connection.execute(query).scalars())

    def store(
        self,
        rows: Sequence[TableRows],
        now: datetime,
        asked: Asked | None = None,
        notes: Sequence[tuple[str, str, str, object]] = (),
    ) -> Counts:
        """Writes rows, the first arrival of their days, the request's new state and notes, all or nothing."""
        # The order of tables is that of an import, so that the two never wait for each other on PostgreSQL.
        parts = sorted(rows, key=lambda part: part.table)

        def write(connection: Connection) -> Counts:
            counts = Counts()
            for part in parts:
                written = write_rows(connection, part.table, part.columns, part.rows)
                counts.add(Counts(written.new, written.changed, written.unchanged))
                if part.table in named_campaigns.TABLES:
                    named_campaigns.make_way(connection, part.table, written.spans, complete=True)
                if part.arrives:
                    _arrive(connection, part, now)
            if asked is not None:
                _put(connection, SOURCE_REQUESTS, asdict(asked))
            for account, marketplace, name, value in notes:
                _put(connection, SOURCE_NOTES, _note(account, marketplace, name, value))
            return counts

        return repeated(partial(writing, self._engine), write)

    def take(self, bucket: str, rate: float, burst: float, now: datetime) -> float:
        """Takes a token and answers 0, or takes none and answers the seconds to wait.

        The bucket is one number, the time when it is full again (see `bot.sources.limits`, which has the formula).
        """
        at = now.timestamp()
        with writing(self._engine) as connection:
            one_at_a_time(connection, bucket)
            row = connection.execute(select(RATE_BUCKETS).where(RATE_BUCKETS.c.bucket == bucket)).mappings().first()
            told = None if row is None else row["rate"]
            rate = rate if told is None else told
            full_at = at if row is None else row["full_at"]
            wait: float = max(0.0, (full_at - at) - (burst - 1) / rate)  # exactly 0 for a full bucket, however rounded
            if wait > 0:
                return wait
            _put(connection, RATE_BUCKETS, {"bucket": bucket, "full_at": max(full_at, at) + 1 / rate, "rate": told})
        return 0.0

    def learn_rate(self, bucket: str, rate: float) -> None:
        """What Amazon's answer said of the bucket's rate; from now on it counts."""
        changed = and_(RATE_BUCKETS.c.bucket == bucket, RATE_BUCKETS.c.rate.is_distinct_from(rate))
        with self._engine.connect() as connection:
            if connection.execute(select(RATE_BUCKETS.c.bucket).where(changed)).first() is None:
                return
        with writing(self._engine) as connection:
            connection.execute(RATE_BUCKETS.update().where(changed).values(rate=rate))

    def empty_bucket(self, bucket: str, burst_seconds: float, until: datetime) -> None:
        """No call before `until`; `burst_seconds` is how long the empty bucket takes to fill."""
        full_at = until.timestamp() + burst_seconds
        with writing(self._engine) as connection:
            known = connection.execute(
                select(RATE_BUCKETS.c.full_at).where(RATE_BUCKETS.c.bucket == bucket)
            ).scalar_one_or_none()
            if known is not None and known < full_at:
                connection.execute(RATE_BUCKETS.update().where(RATE_BUCKETS.c.bucket == bucket).values(full_at=full_at))

    def note(self, account: str, marketplace: str, name: str) -> Any:
        """The noted value, None where there is none."""
        where = _where(SOURCE_NOTES, account=account, marketplace=marketplace, name=name)
        with self._engine.connect() as connection:
            return connection.execute(select(SOURCE_NOTES.c.value).where(where)).scalar_one_or_none()

    def write_note(self, account: str, marketplace: str, name: str, value: object) -> None:
        """Notes a plain JSON value."""
        with writing(self._engine) as connection:
            _put(connection, SOURCE_NOTES, _note(account, marketplace, name, value))

    def items(self, account: str, marketplace: str) -> list[Item]:
        """The account's own products, by ASIN."""
        products = FACTS["products"]
        query = select(products.c.asin, products.c.sku).where(
            _where(products, account=account, marketplace=marketplace)
        )
        with self._engine.connect() as connection:
            return [Item(asin, sku) for asin, sku in connection.execute(query.order_by(products.c.asin))]

    def arrived(self, account: str, marketplace: str, table: str, since: date) -> frozenset[date]:
        """The days of a table, from `since` on, that have arrived."""
        where = _where(ARRIVALS, account=account, marketplace=marketplace, source=table)
        with self._engine.connect() as connection:
            return frozenset(
                connection.execute(select(ARRIVALS.c.date).where(where, ARRIVALS.c.date >= since)).scalars()
            )

    def latest(self, account: str, marketplace: str, table: str) -> date | None:
        """The last day of a table that arrived."""
        where = _where(ARRIVALS, account=account, marketplace=marketplace, source=table)
        with self._engine.connect() as connection:
            return connection.execute(select(func.max(ARRIVALS.c.date)).where(where)).scalar_one_or_none()

    def settle(self, account: str, marketplace: str, source: str, now: datetime, failure: Say | None) -> None:
        """Writes down how a source stands after a sync; a failure keeps the time of the last success."""
        values: dict[str, Any] = {"account": account, "marketplace": marketplace, "source": source}
        if failure is None:
            values |= {"succeeded_at": now, "failure": None}
        else:
            values |= {"failed_at": now, "failure": to_json(failure)}
        with writing(self._engine) as connection:
            _put(connection, SOURCE_STATES, values)

    def freshness(self, tables: dict[str, str]) -> list[Freshness]:
        """How every source that was ever asked stands; `tables` names the dataset table that tells its latest day."""
        with self._engine.connect() as connection:
            states = connection.execute(
                select(SOURCE_STATES).order_by(*SOURCE_STATES.primary_key.columns)
            ).mappings().all()  # fmt: skip
            newest = connection.execute(
                select(ARRIVALS.c.account, ARRIVALS.c.marketplace, ARRIVALS.c.source, func.max(ARRIVALS.c.date))
                .group_by(ARRIVALS.c.account, ARRIVALS.c.marketplace, ARRIVALS.c.source)
            )  # fmt: skip
            latest = {(account, marketplace, table): day for account, marketplace, table, day in newest}
        return [
            Freshness(
                account=state["account"],
                marketplace=state["marketplace"],
                source=state["source"],
                latest=latest.get((state["account"], state["marketplace"], tables.get(state["source"], ""))),
                succeeded_at=state["succeeded_at"],
                failed_at=state["failed_at"],
                failure=None if state["failure"] is None else from_json(state["failure"]),
            )
            for state in states
        ]


def _asked(row: RowMapping) -> Asked:
    return Asked(**{**row, "state": AskState(row["state"])})


def _note(account: str, marketplace: str, name: str, value: object) -> dict[str, object]:
    return {"account": account, "marketplace": marketplace, "name": name, "value": value}


def _where(table: Table, **values: str) -> Any:
    return and_(*(table.c[name] == value for name, value in values.items()))


def _put(connection: Connection, table: Table, values: dict[str, Any]) -> None:
    """Inserts a row or, where its key is there, updates the given columns."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    key = [column.name for column in table.primary_key.columns]
    insert = dialect.insert(table).values(values)
    others = {name: insert.excluded[name] for name in values if name not in key}
    connection.execute(insert.on_conflict_do_update(index_elements=key, set_=others))


def _arrive(connection: Connection, part: TableRows, now: datetime) -> None:
    if not {"account", "marketplace", "date"} <= set(part.columns):
        return
    places = [part.columns.index(name) for name in ("account", "marketplace", "date")]
    days = sorted({tuple(row[place] for place in places) for row in part.rows})
    if not days:
        return
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    insert = dialect.insert(ARRIVALS).on_conflict_do_nothing()
    connection.execute(
        insert,
        [
            {"account": account, "marketplace": marketplace, "source": part.table, "date": day, "first_seen_at": now}
            for account, marketplace, day in days
        ],
    )
