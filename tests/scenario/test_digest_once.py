"""The morning digest comes once a local day: through restarts and clock changes, and not before there is data."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import Engine, text

from bot import app, digests
from bot.clock import CountedIds, FixedClock
from bot.services import Services
from bot.settings import Settings
from bot.store.facts import write_rows

PLACE = digests.DigestPlace("digest", "amazon-digest", time(2, 30), "Europe/Berlin", "en")


def _services(engine: Engine, at: datetime) -> Services:
    settings = Settings(_env_file=None)  # type: ignore[call-arg]
    return app.build_services(settings, engine, FixedClock(at), CountedIds(f"{at:%m%d%H%M}-"))


def _store_a_day(engine: Engine) -> None:
    with engine.begin() as connection:
        columns = ("account", "date", "marketplace", "asin", "units")
        write_rows(connection, "traffic_daily", columns, [("main", date(2026, 3, 1), "DE", "B0LAMP0001", 3)])


@pytest.mark.parametrize("change", [date(2026, 3, 29), date(2026, 10, 25)], ids=["spring", "autumn"])
def test_each_local_day_has_one_digest_through_clock_changes_and_restarts(sqlite_engine: Engine, change: date) -> None:
    _store_a_day(sqlite_engine)
    posted: list[date] = []
    at = datetime(change.year, change.month, change.day, tzinfo=UTC) - timedelta(days=1, hours=6)
    while at < datetime(change.year, change.month, change.day, tzinfo=UTC) + timedelta(days=2, hours=6):
        services = _services(sqlite_engine, at)  # a new process each time: nothing is remembered but what is stored
        day = digests.due(PLACE, at)
        if day is not None and digests.post(services, PLACE, day):
            posted.append(day)
        at += timedelta(minutes=30)
    assert posted == [change + timedelta(days=back) for back in (-2, -1, 0, 1, 2)]
    with sqlite_engine.connect() as connection:
        waiting = connection.execute(text("select count(*) from outbox where kind = 'post'")).scalar_one()
    assert waiting == len(posted)


def test_a_day_without_any_data_is_not_used_up(sqlite_engine: Engine) -> None:
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert not digests.post(_services(sqlite_engine, at), PLACE, at.date())
    _store_a_day(sqlite_engine)
    assert digests.post(_services(sqlite_engine, at), PLACE, at.date())
    assert not digests.post(_services(sqlite_engine, at), PLACE, at.date())
