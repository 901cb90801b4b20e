"""Reads what one diagnosis looks at, in short windows and few columns, so that it stays fast on millions of rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from sqlalchemy import Connection

from analytics.diagnosis.case import YEAR, Case, build_case, grid_days
from bot.records.dataset import MARKETPLACES
from bot.store.figures import read_rates
from bot.store.reading import Columns, read_table
from bot.store.relatives import connected, relatives, report_days

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
_COUNTS = ("sessions", "units")
_PRODUCT = (
    "asin", "parent_asin", "category", "price", "currency", "launched_on", "unit_cost", "cost_currency", "inbound_cost",
    "vat_pct", "referral_fee_pct", "fba_fee",
)  # fmt: skip


def load_case(
    connection: Connection,
    account: str,
    marketplace: str,
    asin: str,
    as_of: date,
    days: int = 7,
    currency: str = "USD",
) -> Case:
    """The case of one ASIN as of a day: its own rows, its siblings', its peers' traffic, last year's same weeks.

    `currency` is the one that `fx_rates` are in units of.
    """
    first = as_of - timedelta(days=grid_days(as_of, days) - 1)
    place = {"account": account, "marketplace": marketplace}
    family, peers = relatives(connection, account, marketplace, asin, first, as_of)
    known = [asin, *family, *peers]
    tables: dict[str, Columns] = {
        "products": read_table(connection, "products", asins=known, columns=_PRODUCT, **place),  # type: ignore[arg-type]
        "traffic_daily": _traffic(connection, account, marketplace, asin, [*family, *peers], first, as_of),
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
    # Returns are counted beside the reviews only: two windows of them are enough.
    near = as_of - timedelta(days=2 * days - 1)
    returned = ("date", "asin", "quantity")
    tables["returns"] = read_table(
        connection, "returns", asins=[asin], start=near, end=as_of, columns=returned, **place  # type: ignore[arg-type]
    )  # fmt: skip
    tables["campaigns"] = _campaigns(connection, account, marketplace, tables["ads_daily"], first, as_of)
    return build_case(
        tables, account, marketplace, asin, as_of, days,
        **{
            f"{name}_days": report_days(
                connection, f"{name}_daily", account, marketplace, first, as_of,
                np.unique(tables[f"{name}_daily"]["date"]).tolist(),
            )
            for name in ("traffic", "ads")
        },
        connected=connected(connection, account, marketplace, as_of),
        rates=_rates(connection, tables["products"], asin, marketplace, as_of, currency),
    )  # fmt: skip


def _traffic(
    connection: Connection, account: str, marketplace: str, asin: str, others: Sequence[str], first: date, as_of: date
) -> Columns:
    """Traffic of the grid and of last year's same weeks, in one; of the others, and of last year, fewer columns."""
    year = timedelta(days=YEAR)
    last_year = first - year, min(as_of - year, first - timedelta(days=1))
    parts = [
        read_table(
            connection, "traffic_daily", account=account, marketplace=marketplace, asins=asins, start=start, end=end,
            columns=("date", "asin", *columns),
        )
        for columns, asins, (start, end) in (
            (_COUNTS, [asin, *others], last_year), (_COUNTS, others, (first, as_of)), (_TRAFFIC, [asin], (first, as_of))
        )
    ]  # fmt: skip
    return {
        name: np.concatenate([part[name] if name in part else np.full(len(part["date"]), np.nan) for part in parts])
        for name in parts[-1]
    }


def _rates(
    connection: Connection, products: Columns, asin: str, marketplace: str, as_of: date, base: str
) -> dict[str, float]:
    """Exchange rates of the product's own currency and its cost's; none where these are the same."""
    own = products["asin"] == asin
    named = {name for column in ("currency", "cost_currency") for name in products[column][own].tolist() if name}
    wanted = named | ({MARKETPLACES[marketplace]} if marketplace in MARKETPLACES else set())
    return read_rates(connection, as_of, base, wanted) if len(wanted) > 1 else {}


def _campaigns(
    connection: Connection, account: str, marketplace: str, ads: Columns, first: date, as_of: date
) -> Columns:
    ids = sorted(set(ads["campaign_id"].tolist())) if len(ads["campaign_id"]) else []
    if not ids:
        return {}
    columns = ("date", "campaign_id", "state", "daily_budget", "out_of_budget_pct", "bid", "top_of_search_pct")
    # Days as a list, not as a span: then each (day, campaign) is found by its key among thousands of campaigns.
    days = [first + timedelta(days=i) for i in range((as_of - first).days + 1)]
    mine = {"date": days, "campaign_id": ids}
    return read_table(connection, "campaigns", account=account, marketplace=marketplace, columns=columns, among=mine)
