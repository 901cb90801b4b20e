"""Totals of longer periods, the salt for order ids, and the look-ups by which downloads find their ASIN."""

from __future__ import annotations

import secrets
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select, union
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.schema.facts import ARRIVALS, FACTS
from bot.store.schema.periods import PERIOD_TOTALS, SALTS


@dataclass(frozen=True)
class PeriodTotal:
    """One period's figures of one ASIN ("" for the whole account); None is unknown, `buy_box_pct` in percent."""

    account: str
    marketplace: str
    asin: str
    starts_on: date
    ends_on: date
    source: str
    campaign_id: str
    sessions: int | None
    page_views: int | None
    buy_box_pct: float | None
    orders: int | None
    units: int | None
    sales: float | None
    impressions: int | None
    clicks: int | None
    spend: float | None


def period_totals(connection: Connection, account: str, marketplace: str, asin: str = "") -> list[PeriodTotal]:
    """What is stored for one ASIN, or for the account with "", the latest period first."""
    c = PERIOD_TOTALS.c
    query = (
        select(PERIOD_TOTALS)
        .where(c.account == account, c.marketplace == marketplace, c.asin == asin)
        .order_by(c.ends_on.desc(), c.starts_on.desc(), c.source, c.campaign_id)
    )
    return [PeriodTotal(*row) for row in connection.execute(query)]


def salt(connection: Connection, name: str = "order_id") -> str:
    """The database's own random value, made at its first use in the caller's transaction.

    Of two transactions that make it at the same time, the later one takes the first one's.
    """
    query = select(SALTS.c.value).where(SALTS.c.name == name)
    found = connection.execute(query).scalar()
    if found is None:
        dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
        made = dialect.insert(SALTS).values(name=name, value=secrets.token_hex(32)).on_conflict_do_nothing()
        connection.execute(made)
        found = connection.execute(query).scalar_one()
    return str(found)


def campaign_ids(connection: Connection, account: str, marketplace: str) -> dict[str, str]:
    """Campaign name → id, for the names that only one campaign with an id of Amazon's has."""
    found: dict[str, set[str]] = defaultdict(set)
    parts = [
        select(t.c.campaign_name, t.c.campaign_id)
        .where(t.c.account == account, t.c.marketplace == marketplace, t.c.campaign_name.is_not(None))
        .distinct()
        for t in (FACTS["campaigns"], FACTS["ads_daily"])
    ]
    for name, campaign in connection.execute(union(*parts)):
        if not campaign.startswith("name:"):
            found[name].add(campaign)
    return {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}


def ads_days(connection: Connection, account: str, marketplace: str, ad_type: str) -> frozenset[date]:
    """The days of which the Ads API has reported ads of this type, every campaign with its id."""
    came, t = ARRIVALS.c, FACTS["ads_daily"].c
    arrived = select(came.date).where(
        came.account == account, came.marketplace == marketplace, came.source == "ads_daily"
    )
    query = select(t.date).where(
        t.account == account, t.marketplace == marketplace, t.ad_type == ad_type, ~t.campaign_id.startswith("name:"),
        t.date.in_(arrived),
    )  # fmt: skip
    return frozenset(connection.execute(query.distinct()).scalars())


def campaign_asins(connection: Connection, account: str, marketplace: str) -> dict[str, str]:
    """Campaign id → ASIN, for the campaigns that advertise one only."""
    t = FACTS["ads_daily"].c
    found: dict[str, set[str]] = defaultdict(set)
    query = select(t.campaign_id, t.asin).where(t.account == account, t.marketplace == marketplace).distinct()
    for campaign, asin in connection.execute(query):
        found[campaign].add(asin)
    return {campaign: next(iter(asins)) for campaign, asins in found.items() if len(asins) == 1}


def sku_asins(connection: Connection, account: str, marketplace: str) -> dict[str, str]:
    """SKU → ASIN as the product list has it."""
    t = FACTS["products"].c
    query = select(t.sku, t.asin).where(t.account == account, t.marketplace == marketplace, t.sku.is_not(None))
    return {str(sku): str(asin) for sku, asin in connection.execute(query)}
