"""Migrations: from every version to the current one, on both databases, and equal to the tables that the code uses."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

import bot.store
from bot.store.engine import open_engine, upgrade
from bot.store.schema import metadata

MIGRATIONS = Path(bot.store.__file__).parent / "migrations"
VERSIONS = [revision.revision for revision in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """A database without any table."""
    if request.param == "sqlite":
        return open_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    url: str = request.getfixturevalue("postgres_database")
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    return engine


def _to(engine: Engine, version: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_upgrades_to_the_current_one(empty_engine: Engine, version: str) -> None:
    _to(empty_engine, version)
    upgrade(empty_engine)
    upgrade(empty_engine)
    with empty_engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    assert found == VERSIONS[0]
    empty_engine.dispose()


def test_what_an_older_version_stored_is_kept(empty_engine: Engine) -> None:
    _to(empty_engine, "0005")
    rows = {
        "charges": ("kind, amount", "'FBA', 1.5"),
        "listings": ("asin, parent_asin", "'B0AAAAAAAA', NULL"),
        "returns": ("asin, quantity", "'B0AAAAAAAA', 2"),
    }
    with empty_engine.begin() as connection:
        for table, (columns, values) in rows.items():
            place = f"{table} (account, marketplace, date, {columns})"
            connection.execute(text(f"insert into {place} values ('main', 'US', '2026-03-01', {values})"))
    upgrade(empty_engine)
    with empty_engine.connect() as connection:
        assert connection.execute(text("select kind, amount, settlement from charges")).all() == [("FBA", 1.5, "")]
        assert connection.execute(text("select asin from listings")).all() == [("B0AAAAAAAA",)]
        assert connection.execute(text("select asin, quantity from returns")).all() == [("B0AAAAAAAA", 2)]
    empty_engine.dispose()


# Neither library can read an index over an expression back; the test below looks at it itself.
@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based index")
@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
def test_the_migrated_tables_are_those_that_the_code_uses(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_database_itself_refuses_a_second_open_alert_for_one_subject(engine: Engine) -> None:
    catalogue = {
        "sqlite": "select sql from sqlite_master where name = 'uq_alerts_open_subject'",
        "postgresql": "select indexdef from pg_indexes where indexname = 'uq_alerts_open_subject'",
    }
    with engine.connect() as connection:
        found = connection.execute(text(catalogue[engine.dialect.name])).scalar_one()
    assert "UNIQUE" in found
    assert "state <> 'resolved'" in found
