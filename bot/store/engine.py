"""The database engine: SQLite (embedded) or PostgreSQL (teams), through the same code."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.errors import AsinwatchError, UsageError
from bot.store.bi_views import create_views

BUSY_TIMEOUT_MS = 30_000


def _prepare_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "synchronous=NORMAL",
        "temp_store=FILE",  # a file of millions of rows is staged in a temporary table: beyond its cache on disk
        "temp.cache_size=-32768",
        "cache_size=-65536",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def open_engine(url: str) -> Engine:
    """An engine for `url`; a plain `postgresql://` uses psycopg 3. Raises UsageError for a URL that is none, and for
    a database or a driver that is not installed."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise UsageError(
            "ASINWATCH_DATABASE_URL is not a database URL; write it like sqlite:///asinwatch.db or "
            "postgresql://user:password@host/name"
        ) from None
    if parsed.drivername in ("postgres", "postgresql"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    try:
        if parsed.get_backend_name() == "sqlite":
            engine = create_engine(parsed, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000})
            event.listen(engine, "connect", _prepare_sqlite)
            return engine
        return create_engine(parsed, pool_pre_ping=True, pool_size=10, max_overflow=10)
    except (NoSuchModuleError, ImportError):
        raise UsageError(
            f"ASINWATCH_DATABASE_URL asks for {parsed.drivername!r}, which is not installed here; "
            "write sqlite:///… or postgresql://…"
        ) from None


def upgrade(engine: Engine) -> None:
    """Brings the schema to the current version; does nothing where it is there already.

    Raises AsinwatchError for a file that is no database, and for a schema that this version does not know.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    name = engine.url.render_as_string(hide_password=True)
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            create_views(connection)
    except CommandError as error:
        raise AsinwatchError(
            f"{name} was written by another version of asinwatch ({error}); install the newest version"
        ) from None
    except DatabaseError as error:
        if isinstance(error.orig, sqlite3.OperationalError) or not isinstance(error.orig, sqlite3.DatabaseError):
            raise
        raise AsinwatchError(f"{name} cannot be read as a database ({error.orig}); name another file") from None
