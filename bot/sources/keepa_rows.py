"""Keepa's histories of changes as rows by day: ratings, offers, ranks, and what competitors ask.

A history lists (time, value) at each change; a value holds until the next one, up to Keepa's last look at the product.
Times are minutes since 2011-01-01 in Keepa's count: (t + 21564000) · 60 s is the Unix time. -1 is "none then".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.records.dataset import MARKETPLACE_ZONES, MARKETPLACES
from bot.records.sources import TableRows
from bot.sources.work import Work

RANK, NEW_OFFERS, RATING, REVIEWS, FEATURED = 3, 11, 16, 17, 18
_MINUTES = 21_564_000
_KEY = ("account", "marketplace", "asin", "date")


@dataclass(frozen=True)
class KeepaDay:
    """What held at a day's end: price in money, stars, counts; None where there was none or nothing is known."""

    day: date
    price: float | None
    offers: int | None
    stars: float | None
    ratings: int | None
    rank: int | None


def owners_of(pairs: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Competitor → the own ASINs that it is watched for, of own ASIN → its competitors."""
    found: dict[str, list[str]] = {}
    for own, others in sorted(pairs.items()):
        for asin in dict.fromkeys(others):
            found.setdefault(asin, []).append(own)
    return found


def by_day(work: Work, product: Mapping[str, Any], first: date, today: date) -> list[KeepaDay]:
    """The complete days from `first` at whose end Keepa had looked."""
    histories = product.get("csv") or []
    zone = ZoneInfo(MARKETPLACE_ZONES[work.marketplace])
    looked = instant(product["lastUpdate"])
    cents = 1 if MARKETPLACES[work.marketplace] == "JPY" else 100
    found = []
    for n in range((today - first).days):
        day = first + timedelta(days=n)
        end = datetime.combine(day + timedelta(days=1), time(), zone)
        if end > looked:
            break
        price, rating = value_at(histories, FEATURED, end), value_at(histories, RATING, end)
        found.append(
            KeepaDay(
                day,
                None if price is None else price / cents,
                value_at(histories, NEW_OFFERS, end),
                None if rating is None else rating / 10,
                value_at(histories, REVIEWS, end),
                value_at(histories, RANK, end),
            )
        )
    return found


def own_tables(work: Work, product: Mapping[str, Any], days: Sequence[KeepaDay]) -> list[TableRows]:
    """Ratings of an own product; offers and ranks only where Amazon's own do not come from its API."""
    here = (work.name, work.marketplace, product["asin"])
    ratings = [(*here, d.day, d.stars, d.ratings) for d in days if d.stars is not None or d.ratings is not None]
    tables = [TableRows("ratings_daily", (*_KEY, "rating", "rating_count"), ratings)]
    if work.account.selling_partner is None:
        offers = [(*here, d.day, d.price) for d in days if d.price is not None or d.offers is not None]
        ranks = [(*here, d.day, _category(product), float(d.rank)) for d in days if d.rank is not None]
        tables.append(TableRows("offers", (*_KEY, "buy_box_price"), offers))
        tables.append(TableRows("ranks", (*_KEY, "category", "rank"), ranks))
    return tables


def rival_tables(work: Work, asin: str, owners: Sequence[str], days: Sequence[KeepaDay]) -> list[TableRows]:
    """A competitor's days beside each own ASIN that it is watched for. Keepa's coupons are not read."""
    rows = [
        (work.name, work.marketplace, own, d.day, asin, d.price, d.stars, d.ratings, d.rank)
        for own in owners
        for d in days
        if any(value is not None for value in (d.price, d.stars, d.ratings, d.rank))
    ]
    columns = (*_KEY, "competitor_asin", "price", "rating", "rating_count", "rank")
    return [TableRows("competitors", columns, rows)] if rows else []


def instant(minutes: int) -> datetime:
    """Keepa's time as UTC."""
    return datetime.fromtimestamp((minutes + _MINUTES) * 60, UTC)


def value_at(histories: Sequence[Sequence[int] | None], index: int, at: datetime) -> int | None:
    """The value that held just before `at`, None where there was none or nothing is known.

    The Featured Offer's history has three numbers a change, time, price and shipping: the price is their sum.
    """
    history = histories[index] if index < len(histories) else None
    if not history:
        return None
    width = 3 if index == FEATURED else 2
    place = bisect_right(history[0::width], at.timestamp() / 60 - _MINUTES - 1e-9) - 1
    if place < 0:
        return None
    value = history[place * width + 1]
    if value < 0:
        return None
    return value + max(0, history[place * width + 2]) if width == 3 else value


def _category(product: Mapping[str, Any]) -> str:
    tree = product.get("categoryTree") or []
    return str(tree[0]["name"]) if tree else ""
