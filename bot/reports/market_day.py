"""Which day a report tells of: the given one, or each marketplace's own last complete day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.clock import local_date
from bot.records.dataset import MARKETPLACE_ZONES
from bot.store.figures import last_traffic_day
from bot.store.panels import last_complete_day, last_day_of_data

SETTLING = timedelta(hours=72)  # Amazon fills sessions in for so long after the day has ended


def day_of(connection: Connection, account: str, marketplace: str, as_of: date | None, now: datetime) -> date | None:
    """`as_of` where anything is stored by then, else the last ended day whose traffic has come; None: no data."""
    if as_of is not None:
        return as_of if last_day_of_data(connection, account, marketplace, as_of) is not None else None
    return last_traffic_day(connection, account, marketplace, ended(marketplace, now)) or last_complete_day(
        connection, account, marketplace, now
    )


def ended(marketplace: str, now: datetime) -> date:
    """The marketplace's last business day that has ended."""
    return local_date(now, MARKETPLACE_ZONES[marketplace]) - timedelta(days=1)


def settling(marketplace: str, day: date, now: datetime) -> bool:
    """Whether sessions of the marketplace's `day` may still fill in: it ended less than 72 hours ago."""
    zone = ZoneInfo(MARKETPLACE_ZONES[marketplace])
    return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC) + SETTLING > now


def provisional_from(marketplace: str, now: datetime) -> date:
    """The first business day of the marketplace whose sessions may still fill in."""
    day = ended(marketplace, now)
    while settling(marketplace, day, now):
        day -= timedelta(days=1)
    return day + timedelta(days=1)
