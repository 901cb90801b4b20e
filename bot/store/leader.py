"""One leader among the copies that share a database: it alone runs the scheduled jobs.

PostgreSQL: an advisory lock of a session that stays open, which the server drops the moment the process dies. A process
that stands still keeps its session, so the leader also leaves a beat (in the database's own time); whoever finds the
beat too old ends that session and takes over. SQLite: a row with a lease, renewed by each beat.
"""

from __future__ import annotations

import logging
import zlib
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, func, select, text, update
from sqlalchemy.exc import DBAPIError

from bot.clock import Clock
from bot.store.outbox import insert_new
from bot.store.schema.delivery import LEADERS
from bot.store.transaction import writing

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=20)


class Leadership:
    """`hold()` every few seconds: True while this copy is the leader. `holder` tells copies apart (any unique text)."""

    def __init__(
        self, engine: Engine, clock: Clock, holder: str, name: str = "scheduler", lease: timedelta = LEASE
    ) -> None:
        self._engine, self._clock, self._holder, self._name, self._lease = engine, clock, holder, name, lease
        self._session: Connection | None = None
        self._key = zlib.crc32(f"asinwatch {name}".encode())

    def hold(self) -> bool:
        """Takes the lead if nobody has it, and leaves a beat. False where another copy leads, or where the database
        cannot be reached: then this copy must not act as leader either."""
        try:
            return self._hold_row() if self._engine.dialect.name == "sqlite" else self._hold_lock()
        except DBAPIError as error:
            log.warning("leadership cannot be told: %s", type(error).__name__)
            self._drop_session()
            return False

    def release(self) -> None:
        """Gives the lead up, so that another copy can take it at once."""
        try:
            if self._engine.dialect.name == "sqlite":
                with writing(self._engine) as connection:
                    mine = (LEADERS.c.name == self._name, LEADERS.c.holder == self._holder)
                    connection.execute(LEADERS.delete().where(*mine))
        except DBAPIError as error:
            log.warning("leadership cannot be given up: %s", type(error).__name__)
        self._drop_session()

    def _hold_row(self) -> bool:
        with writing(self._engine) as connection:
            now = self._clock.now()
            row = connection.execute(select(LEADERS).where(LEADERS.c.name == self._name)).first()
            # A beat further ahead than the lease is from before the clock was set back.
            fresh = row is not None and timedelta(0) <= now - row.beat_at < self._lease
            ahead = row is not None and timedelta(0) < row.beat_at - now <= self._lease
            if row is not None and row.holder != self._holder and (fresh or ahead):
                return False
            self._beat(connection, now, None)
            return True

    def _hold_lock(self) -> bool:
        if self._session is None:
            session = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            if not session.execute(text("select pg_try_advisory_lock(:key)"), {"key": self._key}).scalar():
                self._end_stale(session)
                session.close()
                return False
            self._session = session
        backend, now = self._session.execute(text("select pg_backend_pid(), clock_timestamp()")).one()
        self._beat(self._session, now, backend)
        return True

    def _beat(self, connection: Connection, now: datetime, backend: int | None) -> None:
        values: dict[str, Any] = {"holder": self._holder, "backend": backend, "beat_at": now}
        if not insert_new(connection, LEADERS, {"name": self._name, **values}):
            connection.execute(update(LEADERS).where(LEADERS.c.name == self._name).values(values))

    def _end_stale(self, session: Connection) -> None:
        """Ends the session of a leader that stands still; the next `hold` finds the lock free."""
        stale = select(LEADERS.c.backend).where(
            LEADERS.c.name == self._name,
            LEADERS.c.backend.is_not(None),
            LEADERS.c.beat_at < func.clock_timestamp() - self._lease,
        )
        backend = session.execute(stale).scalar()
        if backend is not None:
            log.warning("the leader's session %s is silent: it is ended", backend)
            held = text("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and pid = :pid")
            session.execute(held, {"pid": backend})

    def _drop_session(self) -> None:
        if self._session is not None:
            session, self._session = self._session, None
            session.invalidate()
            session.close()
