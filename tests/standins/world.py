"""The figures behind the stand-ins: made from names and days alone, so that a test can say what must be stored.

What is reported of a day changes as on Amazon: nothing until it has arrived, sessions 0 for two days, all of them after
72 hours, orders a little low at first, ad conversions for two weeks.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.records.dataset import MARKETPLACE_ZONES


@dataclass(frozen=True)
class Day:
    sessions: int
    page_views: int
    orders: int
    units: int
    sales: float
    buy_box: float
    clicks: int
    impressions: int
    spend: float
    ad_orders: int
    ad_sales: float


def roll(*parts: object) -> int:
    """A number that looks random, of these names alone."""
    return zlib.crc32("|".join(map(str, parts)).encode())


@dataclass
class World:
    """`catalog` maps (seller, marketplace) to its ASINs; `arrives` says how long after midnight a day is reported."""

    catalog: dict[tuple[str, str], list[str]]
    arrives: timedelta = timedelta(hours=6)
    late: dict[tuple[str, str, date], timedelta] = field(default_factory=dict)
    price: float = 20.0

    def asins(self, seller: str, marketplace: str) -> list[str]:
        return self.catalog.get((seller, marketplace), [])

    def true(self, seller: str, marketplace: str, asin: str, day: date) -> Day:
        """The figures when all is settled."""
        seed = roll(seller, marketplace, asin, day)
        sessions = 20 + seed % 80
        units = 1 + (seed >> 7) % 9
        orders = max(1, units - (seed >> 11) % 2)
        clicks = 5 + (seed >> 13) % 15
        ad_orders = (seed >> 17) % 3
        return Day(
            sessions=sessions,
            page_views=sessions + (seed >> 3) % 30,
            orders=orders,
            units=units,
            sales=round(units * self.price, 2),
            buy_box=90.0 + (seed >> 5) % 10,
            clicks=clicks,
            impressions=clicks * 40,
            spend=round(clicks * 0.5, 2),
            ad_orders=ad_orders,
            ad_sales=round(ad_orders * self.price, 2),
        )

    def age(self, marketplace: str, day: date, now: datetime) -> timedelta:
        """How long the day has been over."""
        zone = ZoneInfo(MARKETPLACE_ZONES[marketplace])
        return now - datetime.combine(day + timedelta(days=1), time(), zone)

    def reported(self, seller: str, marketplace: str, asin: str, day: date, now: datetime) -> Day | None:
        """What Amazon says of the day at `now`; None where it says nothing yet."""
        age = self.age(marketplace, day, now)
        if age < self.late.get((seller, marketplace, day), self.arrives):
            return None
        true = self.true(seller, marketplace, asin, day)
        sessions, views = true.sessions, true.page_views
        if age < timedelta(hours=48):
            sessions, views = 0, 0
        elif age < timedelta(hours=72):
            sessions, views = sessions * 9 // 10, views * 9 // 10
        young = age < timedelta(hours=24)
        ad_orders = true.ad_orders if age >= timedelta(days=5) else true.ad_orders // 2
        return Day(
            sessions=sessions,
            page_views=views,
            orders=max(1, true.orders - 1) if young else true.orders,
            units=max(1, true.units - 1) if young else true.units,
            sales=round((max(1, true.units - 1) if young else true.units) * self.price, 2),
            buy_box=true.buy_box,
            clicks=true.clicks,
            impressions=true.impressions,
            spend=true.spend,
            ad_orders=ad_orders,
            ad_sales=round(ad_orders * self.price, 2),
        )
