"""Write transactions that read first: nothing may change between the reading and the writing."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TypeVar

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_random_exponential

T = TypeVar("T")
ATTEMPTS = 5
# PostgreSQL's serialization_failure and deadlock_detected: nothing of the transaction stands, and it may be done again.
_AGAIN = ("40001", "40P01")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction; on SQLite it holds the write lock from its start (PostgreSQL locks rows read for update)."""
    with engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection


def repeated(begin: Callable[[], AbstractContextManager[Connection]], work: Callable[[Connection], T]) -> T:
    """Does `work` in one transaction of `begin`, and all of it anew where PostgreSQL gave it up for another one's sake.

    `work` changes nothing but the database, so that a second time finds all as the first did. The last error is raised
    when five times were not enough.
    """

    def once() -> T:
        with begin() as connection:
            return work(connection)

    again = retry_if_exception(_given_up)
    waiting = wait_random_exponential(multiplier=0.1, max=2)
    return Retrying(retry=again, stop=stop_after_attempt(ATTEMPTS), wait=waiting, reraise=True)(once)


def _given_up(error: BaseException) -> bool:
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in _AGAIN


def one_at_a_time(connection: Connection, name: str) -> None:
    """Lets one transaction on PostgreSQL at a time pass with this `name`; `writing` does so on SQLite for all."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": zlib.crc32(name.encode())})
