"""One sync at a time on a database: two would ask Amazon for the same reports.

The lock is the operating system's or the server's own, so that it goes with the process, however that ends.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, text

_KEY = 0x61736E77  # any number that no other advisory lock of ours has


@contextmanager
def sync_lock(engine: Engine) -> Iterator[bool]:
    """Whether this process may sync now; the lock is held until the end. A database in memory has nobody else."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            mine = bool(connection.execute(text("select pg_try_advisory_lock(:key)"), {"key": _KEY}).scalar_one())
            try:
                yield mine
            finally:
                if mine:
                    connection.execute(text("select pg_advisory_unlock(:key)"), {"key": _KEY})
        return
    path = engine.url.database
    if not path or path == ":memory:":
        yield True
        return
    with open(f"{path}.sync-lock", "w", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
