"""Reads what one diagnosis looks at, in short windows and few columns, so that it stays fast on millions of rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from sqlalchemy import Connection, and_, exists, func, select

from analytics.diagnosis.case import PEER_LIMIT, YEAR, Case, build_case, grid_days
from bot.store.places import pairs_of
from bot.store.reading import Columns, read_table
from bot.store.schema.facts import FACTS

# Columns that the playbook reads, besides the key; tables that are not named are not read.
_OWN: dict[str, tuple[str, ...]] = {
    "ads_daily": ("campaign_id", "campaign_name", "impressions", "clicks", "spend", "orders", "sales"),
    "search_performance": ("query", "volume", "impressions"),
    "keyword_ranks": ("keyword", "organic_rank"),
    "ranks": ("category", "rank"),
    "offers": (
        "our_price", "buy_box_price", "buy_box_is_ours", "featured_offer_status", "lowest_other_price", "other_offers",
        "competitive_price_threshold", "delivery_days",
    ),
    "competitors": ("competitor_asin", "price", "coupon_pct", "rating"),
    "reviews": ("rating",),
    "ratings_daily": ("rating", "rating_count"),
}  # fmt: skip
_FAMILY: dict[str, tuple[str, ...]] = {
    "inventory_daily": ("available", "fc_transfer"),
    "listings": (
        "status", "enforcement", "issue", "title", "category", "browse_node", "parent_asin", "bullets", "images",
        "main_image_hash", "video", "a_plus", "size_tier", "badges",
    ),
}  # fmt: skip
_TRAFFIC = ("sessions", "page_views", "buy_box_pct", "orders", "units", "sales")
_PRODUCT = ("asin", "parent_asin", "category", "price", "currency", "launched_on")
_HAPPENINGS = ("notices", "promotions", "reviews", "events", "returns")
_SIBLING_LIMIT = 30


def load_case(connection: Connection, account: str, marketplace: str, asin: str, as_of: date, days: int = 7) -> Case:
    """The case of one ASIN as of a day: its own rows, its siblings', its peers' traffic, last year's same weeks."""
    first = as_of - timedelta(days=grid_days(as_of, days) - 1)
    place = {"account": account, "marketplace": marketplace}
    family, peers = _relatives(connection, account, marketplace, asin, first, as_of)
    known = [asin, *family, *peers]
    tables: dict[str, Columns] = {
        "products": read_table(connection, "products", asins=known, columns=_PRODUCT, **place),  # type: ignore[arg-type]
        "traffic_daily": _traffic(connection, account, marketplace, known, first, as_of),
    }
    for names, asins in ((_OWN, [asin]), (_FAMILY, [asin, *family])):
        for table, columns in names.items():
            tables[table] = read_table(
                connection,
                table,
                asins=asins,
                start=first,
                end=as_of,
                columns=("date", "asin", *columns),
                **place,  # type: ignore[arg-type]
            )
    tables["promotions"] = read_table(connection, "promotions", asins=[asin], **place)  # type: ignore[arg-type]
    for table in ("notices", "events"):
        tables[table] = read_table(connection, table, asins=[asin, ""], start=first, end=as_of, **place)  # type: ignore[arg-type]
    # Returns have no index by ASIN: two windows of them are enough.
    near = as_of - timedelta(days=2 * days - 1)
    returned = ("date", "asin", "quantity")
    tables["returns"] = read_table(
        connection, "returns", asins=[asin], start=near, end=as_of, columns=returned, **place  # type: ignore[arg-type]
    )  # fmt: skip
    tables["campaigns"] = _campaigns(connection, account, marketplace, tables["ads_daily"], first, as_of)
    return build_case(
        tables, account, marketplace, asin, as_of, days,
        traffic_days=_days_with_rows(connection, "traffic_daily", account, marketplace, first, as_of),
        ads_days=_days_with_rows(connection, "ads_daily", account, marketplace, first, as_of),
        connected=_connected(connection, account, marketplace),
    )  # fmt: skip


def places_of(connection: Connection, asin: str) -> list[tuple[str, str]]:
    """Every (account, marketplace) that has the ASIN, in its products or in any row of traffic; sorted."""
    products, traffic = FACTS["products"], FACTS["traffic_daily"]
    found: set[tuple[str, str]] = set()
    markets = connection.execute(
        select(products.c.account, products.c.marketplace).where(products.c.asin == asin).distinct()
    )
    found.update((row[0], row[1]) for row in markets)
    for account, marketplace in pairs_of(connection, traffic):
        here = and_(traffic.c.account == account, traffic.c.marketplace == marketplace, traffic.c.asin == asin)
        if connection.execute(select(traffic.c.asin).where(here).limit(1)).first() is not None:
            found.add((account, marketplace))
    return sorted(found)


def last_day_of_traffic(connection: Connection, account: str, marketplace: str, upto: date) -> date | None:
    """The latest day with traffic of any ASIN, not after `upto`; None where there is none."""
    traffic = FACTS["traffic_daily"]
    query = (
        select(traffic.c.date)
        .where(traffic.c.account == account, traffic.c.marketplace == marketplace, traffic.c.date <= upto)
        .order_by(traffic.c.date.desc())
        .limit(1)
    )
    return connection.execute(query).scalar()


def _traffic(
    connection: Connection, account: str, marketplace: str, asins: Sequence[str], first: date, as_of: date
) -> Columns:
    """Traffic of the grid and of last year's same weeks, in one."""
    year = timedelta(days=YEAR)
    parts = [
        read_table(
            connection,
            "traffic_daily",
            account=account,
            marketplace=marketplace,
            asins=list(asins),
            start=start,
            end=end,
            columns=("date", "asin", *_TRAFFIC),
        )
        for start, end in ((first - year, min(as_of - year, first - timedelta(days=1))), (first, as_of))
    ]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _relatives(
    connection: Connection, account: str, marketplace: str, asin: str, first: date, as_of: date
) -> tuple[list[str], list[str]]:
    """(siblings by any parent of these weeks, like ASINs: the same category, else the same marketplace)."""
    products, listings = FACTS["products"], FACTS["listings"]
    here = and_(products.c.account == account, products.c.marketplace == marketplace)
    own = connection.execute(
        select(products.c.parent_asin, products.c.category).where(here, products.c.asin == asin)
    ).first()
    spell = and_(
        listings.c.account == account,
        listings.c.marketplace == marketplace,
        listings.c.date >= first,
        listings.c.date <= as_of,
    )
    parents = {own[0]} if own is not None and own[0] else set()
    parents |= set(
        connection.execute(select(listings.c.parent_asin).where(spell, listings.c.asin == asin)).scalars()
    )
    parents -= {None, ""}
    family: set[str] = set()
    if parents:
        query = select(products.c.asin).where(here, products.c.parent_asin.in_(sorted(parents))).limit(_SIBLING_LIMIT)
        family |= set(connection.execute(query).scalars())
        # Rows, not distinct ASINs: only so does SQLite take the index by parent instead of reading all listings.
        near = and_(spell, listings.c.date >= as_of - timedelta(days=30), listings.c.parent_asin.in_(sorted(parents)))
        family |= set(sorted(set(connection.execute(select(listings.c.asin).where(near)).scalars()))[:_SIBLING_LIMIT])
    family -= {asin}
    peers: list[str] = []
    if own is not None and own[1]:
        query = select(products.c.asin).where(here, products.c.category == own[1], products.c.asin != asin)
        peers = [a for a in connection.execute(query.limit(PEER_LIMIT + len(family))).scalars() if a not in family]
    if len(peers) < 2:
        query = select(products.c.asin).where(here, products.c.asin != asin)
        peers = [a for a in connection.execute(query.limit(PEER_LIMIT + len(family))).scalars() if a not in family]
    return sorted(family), peers[:PEER_LIMIT]


def _campaigns(
    connection: Connection, account: str, marketplace: str, ads: Columns, first: date, as_of: date
) -> Columns:
    campaigns = FACTS["campaigns"]
    ids = sorted(set(ads["campaign_id"].tolist())) if len(ads["campaign_id"]) else []
    if not ids:
        return {}
    columns = ("date", "campaign_id", "state", "daily_budget", "out_of_budget_pct", "bid", "top_of_search_pct")
    # Days as a list, not as a span: then each (day, campaign) is found by its key among thousands of campaigns.
    days = [first + timedelta(days=i) for i in range((as_of - first).days + 1)]
    mine = and_(campaigns.c.date.in_(days), campaigns.c.campaign_id.in_(ids))
    return read_table(connection, "campaigns", account=account, marketplace=marketplace, columns=columns, where=mine)


def _connected(connection: Connection, account: str, marketplace: str) -> list[str]:
    """Tables of things that happen (notices, reviews …) that hold any row of the marketplace."""
    sources = [FACTS[name] for name in _HAPPENINGS]
    asked = [
        exists().where(source.c.account == account, source.c.marketplace == marketplace).label(source.name)
        for source in sources
    ]
    answers = connection.execute(select(*asked)).one()
    return [name for name, answer in zip(_HAPPENINGS, answers, strict=True) if answer]


def _days_with_rows(
    connection: Connection, table: str, account: str, marketplace: str, first: date, as_of: date
) -> list[date]:
    """Days on which any ASIN has a row, found by jumps along the index from one day to the next."""
    source = FACTS[table]
    here = and_(source.c.account == account, source.c.marketplace == marketplace, source.c.date <= as_of)
    days = select(func.min(source.c.date).label("day")).where(here, source.c.date >= first).cte("days", recursive=True)
    after = select(func.min(source.c.date)).where(here, source.c.date > days.c.day).scalar_subquery()
    days = days.union_all(select(after).where(days.c.day.is_not(None)))
    return [day for day in connection.execute(select(days.c.day)).scalars() if day is not None]
