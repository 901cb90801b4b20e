"""Loads what the checks look at: one (account, marketplace) over a span of days, as an `analytics.panel.Panel`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from sqlalchemy import Connection, func, select

from analytics.panel import Column, Panel
from bot.clock import local_date
from bot.records.dataset import BY_NAME, MARKETPLACE_ZONES, TABLES
from bot.records.sales_events import SalesEvent, spans_of
from bot.store.coded import read_coded
from bot.store.places import pairs_of
from bot.store.reading import Columns, read_table
from bot.store.schema.facts import ARRIVALS, FACTS

# Tables whose rows say that a day of data exists.
DAILY_TABLES = ("traffic_daily", "ads_daily", "inventory_daily", "offers", "listings", "campaigns", "ratings_daily")
# Tables that no check reads.
_NOT_READ = ("search_terms", "search_performance", "keyword_ranks", "competitors", "inventory_age")
# Of the long tables the columns that the checks look at (a test holds them to it): each one costs time.
_LONG: Mapping[str, tuple[str, ...]] = {
    "traffic_daily": ("asin", "date", "sessions", "page_views", "buy_box_pct", "orders", "units", "sales"),
    "ads_daily": ("asin", "date", "campaign_id", "impressions", "clicks", "spend", "orders", "sales"),
    "campaigns": ("date", "campaign_id", "state", "daily_budget", "out_of_budget_pct"),
    "inventory_daily": ("asin", "date", "available", "reserved", "inbound", "inbound_working"),
    "ranks": ("asin", "date", "category", "rank"),
    "offers": (
        "asin", "date", "our_price", "buy_box_price", "buy_box_is_ours", "featured_offer_status",
        "lowest_other_price", "other_offers", "other_sellers", "competitive_price_threshold",
    ),
    "listings": (
        "asin", "date", "status", "enforcement", "issue", "title", "category", "browse_node", "parent_asin",
        "bullets", "images", "main_image_hash", "video", "a_plus", "size_tier", "badges",
    ),
    "ratings_daily": ("asin", "date", "rating", "rating_count"),
}  # fmt: skip
_DATED_OTHERWISE = {"products": None, "shipments": None, "promotions": None, "documents": None, "fx_rates": None}


def accounts_and_marketplaces(connection: Connection) -> list[tuple[str, str]]:
    """Every (account, marketplace) that has any row, sorted."""
    found: set[tuple[str, str]] = set()
    for spec in TABLES:
        if any(c.name == "marketplace" for c in spec.columns):
            found.update(pairs_of(connection, FACTS[spec.name]))
    return sorted(found)


def last_day_of_data(connection: Connection, account: str, marketplace: str, upto: date | None = None) -> date | None:
    """The latest day with a row in any daily table (not after `upto`), None where there is none."""
    found: list[date] = []
    for name in DAILY_TABLES:
        table = FACTS[name]
        query = select(func.max(table.c.date)).where(table.c.account == account, table.c.marketplace == marketplace)
        if upto is not None:
            query = query.where(table.c.date <= upto)
        day = connection.execute(query).scalar()
        if day is not None:
            found.append(day)
    return max(found, default=None)


def last_complete_day(connection: Connection, account: str, marketplace: str, now: datetime) -> date | None:
    """The last business day of the marketplace that has ended by `now` (UTC) and has data; None without any."""
    today = local_date(now, MARKETPLACE_ZONES.get(marketplace, "UTC"))
    return last_day_of_data(connection, account, marketplace, today - timedelta(days=1))


def load_panel(
    connection: Connection,
    account: str,
    marketplace: str,
    first: date,
    last: date,
    currency: str = "USD",
    sales_events: Sequence[SalesEvent] = (),
) -> Panel:
    """The panel of days `first` to `last`; tables without a date (products, shipments …) are read whole.

    `currency` is the one that `fx_rates` are in units of (`ASINWATCH_CURRENCY`), `sales_events` is the team's list.
    """
    tables: dict[str, Mapping[str, Column]] = {}
    for spec in TABLES:
        if spec.name in _NOT_READ:
            continue
        if spec.name in _LONG:
            tables[spec.name] = read_coded(
                connection, spec.name, account=account, marketplace=marketplace, start=first, end=last,
                columns=_LONG[spec.name],
            )  # fmt: skip
            continue
        dated = spec.name not in _DATED_OTHERWISE
        names = [c.name for c in spec.columns if c.name not in ("account", "marketplace")]
        tables[spec.name] = read_table(
            connection, spec.name, account=account, columns=names,
            start=first if dated else None, end=last if dated else None,
            marketplace=None if spec.name == "fx_rates" else marketplace,
        )  # fmt: skip
    tables["arrivals"] = _arrivals(connection, account, marketplace, first, last)
    return Panel.build(tables, account, marketplace, first, last, currency, spans_of(sales_events, marketplace))


def _arrivals(connection: Connection, account: str, marketplace: str, first: date, last: date) -> Columns:
    """When days first arrived, as days of the marketplace's own zone."""
    query = select(ARRIVALS.c.source, ARRIVALS.c.date, ARRIVALS.c.first_seen_at).where(
        ARRIVALS.c.account == account,
        ARRIVALS.c.marketplace == marketplace,
        ARRIVALS.c.date >= first,
        ARRIVALS.c.date <= last,
    )
    rows = connection.execute(query).all()
    if not rows:
        return {}
    zone = ZoneInfo(MARKETPLACE_ZONES.get(marketplace, "UTC"))
    source = np.empty(len(rows), dtype=object)
    source[:] = [row[0] for row in rows]
    return {
        "source": source,
        "date": np.array([row[1] for row in rows], dtype="datetime64[D]"),
        "first_seen_on": np.array([row[2].astimezone(zone).date() for row in rows], dtype="datetime64[D]"),
    }


assert all(name in BY_NAME for name in (*DAILY_TABLES, *_NOT_READ, *_DATED_OTHERWISE))
