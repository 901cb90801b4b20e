"""How fresh each report is, in words."""

from __future__ import annotations

from datetime import date, timedelta

from bot.records.figures import TableFreshness
from handlers.freshness import reports

YESTERDAY = date(2026, 3, 19)


def _table(name: str, last: date | None, behind: int | None) -> TableFreshness:
    return TableFreshness("main", "US", name, last, behind)


def test_a_report_of_the_day_that_has_not_ended_stands_by_its_own_day() -> None:
    today = YESTERDAY + timedelta(days=1)
    (place,) = reports(
        [
            _table("traffic_daily", YESTERDAY, 0),
            _table("ads_daily", YESTERDAY - timedelta(days=3), 3),
            _table("offers", today, 0),
            _table("listings", None, None),
        ]
    )
    shown = [(one.day.args, [source.key for source in one.sources]) for one in place.daily]
    assert shown == [
        ({"day": today, "behind": 0}, ["fresh-source-offers"]),
        ({"day": YESTERDAY, "behind": 0}, ["fresh-source-traffic-daily"]),
        ({"day": YESTERDAY - timedelta(days=3), "behind": 3}, ["fresh-source-ads-daily"]),
    ]
    assert place.stale
