"""Write transactions that read first: nothing may change between the reading and the writing."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction; on SQLite it holds the write lock from its start (PostgreSQL locks rows read for update)."""
    with engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection


def one_at_a_time(connection: Connection, name: str) -> None:
    """Lets one transaction on PostgreSQL at a time pass with this `name`; `writing` does so on SQLite for all."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": zlib.crc32(name.encode())})
