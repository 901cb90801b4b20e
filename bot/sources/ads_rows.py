"""Rows of the Ads API's reports as rows of the dataset. Campaign ids are numbers in reports and strings in lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.records.sources import TableRows

AD_GROUPS = "ads.ad_groups"  # ad group id → the ASINs that it advertises
_ADS = (
    "account", "marketplace", "asin", "date", "campaign_id", "campaign_name", "ad_type", "impressions", "clicks",
    "spend", "orders", "units", "sales", "sales_same_sku", "attribution_days",
)  # fmt: skip
_TERMS = (
    "account", "marketplace", "asin", "date", "campaign_id", "search_term", "match_type", "impressions", "clicks",
    "spend", "orders", "sales",
)  # fmt: skip
_MATCHES = ("BROAD", "PHRASE", "EXACT")


@dataclass(frozen=True)
class _Fields:
    """The columns of one ad type: sellers' sponsored products count 7 days, Display and Brands 14.

    A Sponsored Brands ad is for the brand, not for one ASIN: its rows have the ASIN "".
    """

    asin: str | None
    orders: str
    units: str
    sales: str
    same_sku: str
    days: int


_FIELDS = {
    "SP": _Fields("advertisedAsin", "purchases7d", "unitsSoldClicks7d", "sales7d", "attributedSalesSameSku7d", 7),
    "SD": _Fields("promotedAsin", "purchases", "unitsSold", "sales", "salesPromotedClicks", 14),
    "SB": _Fields(None, "purchases", "unitsSold", "sales", "salesPromoted", 14),
}


def performance(account: str, marketplace: str, rows: Sequence[Mapping[str, Any]], ad_type: str) -> TableRows:
    """`ads_daily` by ASIN, day and campaign; several ads and ad groups of a campaign are added up."""
    fields = _FIELDS[ad_type]
    counted = ("impressions", "clicks", "cost", fields.orders, fields.units, fields.sales, fields.same_sku)
    sums: dict[tuple[str, str, str], list[float | None]] = {}
    names: dict[str, str | None] = {}
    for row in rows:
        asin = "" if fields.asin is None else str(row.get(fields.asin) or "")
        if fields.asin is not None and not asin:
            continue
        campaign = str(row["campaignId"])
        names[campaign] = row.get("campaignName")
        key = (asin, row["date"], campaign)
        sums[key] = _added(sums.get(key), [row.get(name) for name in counted])
    found = []
    for (asin, day, campaign), values in sorted(sums.items()):
        impressions, clicks, spend, orders, units, sales, same_sku = values
        found.append(
            (account, marketplace, asin, date.fromisoformat(day), campaign, names[campaign], ad_type,
             _count(impressions), _count(clicks), _money(spend), _count(orders), _count(units), _money(sales),
             _money(same_sku), fields.days)
        )  # fmt: skip
    return TableRows("ads_daily", _ADS, found)


def shares(account: str, marketplace: str, rows: Sequence[Mapping[str, Any]]) -> TableRows:
    """`campaigns`: the share of top-of-search impressions, in percent, of the days with impressions.

    A report's other settings (state, budget) are today's, whatever its days: they come from the lists of campaigns.
    Amazon gives the share as a fraction or in percent; a whole report without a value above 1 has fractions.
    """
    told = [row for row in rows if row.get("topOfSearchImpressionShare") is not None]
    factor = 100 if all(row["topOfSearchImpressionShare"] <= 1 for row in told) else 1
    found = [
        (account, marketplace, date.fromisoformat(row["date"]), str(row["campaignId"]), row.get("campaignName"),
         min(100.0, round(factor * float(row["topOfSearchImpressionShare"]), 4)))
        for row in told
    ]  # fmt: skip
    columns = ("account", "marketplace", "date", "campaign_id", "campaign_name", "top_of_search_pct")
    return TableRows("campaigns", columns, found, arrives=False)


def asins_of_ad_groups(rows: Sequence[Mapping[str, Any]], known: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Which ASINs each ad group advertises, with what was known before."""
    found = {group: set(asins) for group, asins in known.items()}
    for row in rows:
        if row.get("advertisedAsin"):
            found.setdefault(str(row["adGroupId"]), set()).add(row["advertisedAsin"])
    return {group: sorted(asins) for group, asins in sorted(found.items())}


def search_terms(
    account: str, marketplace: str, rows: Sequence[Mapping[str, Any]], groups: Mapping[str, Sequence[str]]
) -> TableRows:
    """`search_terms` of the ad groups that advertise one ASIN: for the others nobody can say which was clicked.

    Kinds of targeting (`TARGETING_EXPRESSION…`) are no match type: in downloads they are "-", stored as "".
    """
    sums: dict[tuple[str, str, str, str, str], list[float | None]] = {}
    for row in rows:
        asins = groups.get(str(row["adGroupId"]), ())
        if len(asins) != 1 or not row.get("searchTerm"):
            continue
        match = row.get("matchType")
        key = (asins[0], row["date"], str(row["campaignId"]), row["searchTerm"], match if match in _MATCHES else "")
        counted = [row.get(name) for name in ("impressions", "clicks", "cost", "purchases7d", "sales7d")]
        sums[key] = _added(sums.get(key), counted)
    found = []
    for (asin, day, campaign, term, match), (impressions, clicks, spend, orders, sales) in sorted(sums.items()):
        found.append(
            (account, marketplace, asin, date.fromisoformat(day), campaign, term, match, _count(impressions),
             _count(clicks), _money(spend), _count(orders), _money(sales))
        )  # fmt: skip
    return TableRows("search_terms", _TERMS, found)


def _added(sums: list[float | None] | None, values: Sequence[float | None]) -> list[float | None]:
    """Sums in which a part that is unknown makes the whole unknown."""
    if sums is None:
        return list(values)
    return [None if a is None or b is None else a + b for a, b in zip(sums, values, strict=True)]


def _count(value: float | None) -> int | None:
    return None if value is None else int(value)


def _money(value: float | None) -> float | None:
    return None if value is None else round(float(value), 2)
