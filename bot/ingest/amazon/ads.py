"""Sponsored ads: advertised products (2019, classic, unified 2026), search terms, campaigns, the campaign console.

A row over several days is a period total and no daily figure. Files without campaign ids (all but the unified one) get
the id of the only known campaign of that name, else `name:` and the name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from bot.ingest.amazon.ads_fields import CONSOLE, CONTEXT, FIGURES, KEYS, PRODUCT, SEARCH, SETTINGS, UNIFIED
from bot.ingest.amazon.campaigns import build_campaigns
from bot.ingest.formats import Context, Format, Load, Row
from bot.ingest.places import Places
from bot.ingest.report import FileRefused
from bot.ingest.sums import Sums
from bot.records.text import Say

_ADS = ("impressions", "clicks", "spend", "orders", "units", "sales", "sales_same_sku")
_SEARCHED = ("impressions", "clicks", "spend", "orders", "sales")
_PERIOD = ("account", "marketplace", "asin", "source", "campaign_id", "starts_on", "ends_on")


class Campaigns:
    """The id of each row's campaign, and the only ASIN that a campaign advertises."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._ids: dict[str, Mapping[str, str]] = {}
        self._asins: dict[str, Mapping[str, str]] = {}
        self._days: dict[tuple[str, str], set[str]] = {}

    def id(self, row: Row, marketplace: str) -> str:
        if row["campaign_id"] is not None:
            return str(row["campaign_id"])
        if marketplace not in self._ids:
            found = self._context.ledger.campaign_ids(self._context.account, marketplace)
            self._ids[marketplace] = found
        name = str(row["campaign_name"])
        return self._ids[marketplace].get(name, f"name:{name}")

    def reported_by_id(self, campaign: str, marketplace: str, day: str, ad_type: str = "SP") -> bool:
        """Whether the Ads API has told all of the day's ads already, and nobody can say which of them this row is."""
        if not campaign.startswith("name:"):
            return False
        if (marketplace, ad_type) not in self._days:
            days = self._context.ledger.ads_days(self._context.account, marketplace, ad_type)
            self._days[marketplace, ad_type] = {told.isoformat() for told in days}
        return day in self._days[marketplace, ad_type]

    def asin(self, campaign: str, marketplace: str) -> str:
        if marketplace not in self._asins:
            found = self._context.ledger.campaign_asins(self._context.account, marketplace)
            self._asins[marketplace] = found
        return self._asins[marketplace].get(campaign, "")


def days_of(row: Row, context: Context) -> tuple[str, str]:
    """The first and last day of a row. Raises FileRefused where neither the file nor the caller says them."""
    if row["range"] is not None:
        first, last = row["range"]
        return str(first), str(last)
    first, last = row["date"] or row["start"], row["date"] or row["end"] or row["start"]
    if first is None or last is None:
        given = context.days()
        return given[0].isoformat(), given[1].isoformat()
    return first, last


def _products(rows: Iterator[Row], context: Context, days: int | None) -> Iterable[Load]:
    place, campaigns, account = Places(context), Campaigns(context), context.account
    figures = [name for name in _ADS if name in context.fields]
    daily, totals = Sums(), Sums()
    names: dict[str, str | None] = {}
    kinds: dict[str, str | None] = {}
    reported = 0
    for row in rows:
        market = place(row)
        first, last = days_of(row, context)
        campaign = campaigns.id(row, market)
        names[campaign], kinds[campaign] = row["campaign_name"], _ad_type(row["ad_type"]) or ("SP" if days else None)
        values = [row[name] for name in figures]
        if first == last and campaigns.reported_by_id(campaign, market, str(first), kinds[campaign] or "SP"):
            reported += 1
        elif first == last:
            daily.add((market, row["asin"], first, campaign), values)
        else:
            totals.add((market, row["asin"], campaign, first, last), values)
    if reported:
        context.notes.append(Say("ingest-ads-reported-by-id", {"n": reported}))
    columns = ["account", "marketplace", "asin", "date", "campaign_id", "campaign_name", *figures]
    given: list[object] = []
    if days is not None:
        columns += ["attribution_days"]
        given = [days]
    if any(kinds.values()):
        columns += ["ad_type"]
    typed = any(kinds.values())
    lines = (
        (
            account, market, asin, day, campaign, names[campaign], *values, *given,
            *([kinds[campaign]] if typed else []),
        )
        for (market, asin, day, campaign), values in daily.items()
    )  # fmt: skip
    if len(daily):
        yield Load("ads_daily", columns, lines, has_campaign_ids="campaign_id" in context.fields)
    yield from _periods(totals, figures, context)


def _periods(totals: Sums, figures: list[str], context: Context, *, main: bool = True) -> Iterable[Load]:
    if not len(totals):
        return
    kept = [name for name in figures if name != "sales_same_sku"]
    lines = [
        (
            context.account, market, asin, context.format, campaign, first, last,
            *(v for name, v in zip(figures, values, strict=True) if name in kept),
        )
        for (market, asin, campaign, first, last), values in totals.items()
    ]  # fmt: skip
    if main:
        context.notes.append(Say("ingest-rows-kept-as-period", {"n": len(lines)}))
    yield Load("period_totals", [*_PERIOD, *kept], lines, main=main)


def _searches(rows: Iterator[Row], context: Context) -> Iterable[Load]:
    """Search terms by day. The file names no ASIN: it is that of a campaign that advertises one only, else ""."""
    place, campaigns, account = Places(context), Campaigns(context), context.account
    figures = [name for name in _SEARCHED if name in context.fields]
    sums, reported = Sums(), 0
    for row in rows:
        market = place(row)
        first, last = days_of(row, context)
        if first != last:
            context.refuse(row, None, Say("ingest-longer-than-a-day", {"first": first, "last": last}))
            continue
        campaign = campaigns.id(row, market)
        if campaigns.reported_by_id(campaign, market, str(first)):
            reported += 1
            continue
        match = row["match_type"] or ""
        asin = row["asin"] or campaigns.asin(campaign, market)
        key = (market, asin, first, campaign, row["search_term"], "" if match == "-" else match.upper())
        sums.add(key, [row[name] for name in figures])
    if reported:
        context.notes.append(Say("ingest-ads-reported-by-id", {"n": reported}))
    columns = ["account", "marketplace", "asin", "date", "campaign_id", "search_term", "match_type", *figures]
    yield Load("search_terms", columns, [(account, *key, *values) for key, values in sums.items()])


def _console(rows: Iterator[Row], context: Context) -> Iterable[Load]:
    first, last = context.days()
    if first != last:
        raise FileRefused(Say("ingest-needs-date", {"file": context.name}))
    return build_campaigns(rows, context, Places(context), Campaigns(context).id, lambda _row: last.isoformat())


def _campaigns(rows: Iterator[Row], context: Context) -> Iterable[Load]:
    """State and budget are those of the download, so they count for the last day of the file's range; the figures of
    campaigns without ASIN (brands) are kept as totals."""
    place, campaigns, totals = Places(context), Campaigns(context), Sums()
    figures = [name for name in _ADS if name in context.fields]

    def told() -> Iterator[Row]:
        for row in rows:
            market = place(row)
            first, last = days_of(row, context)
            totals.add((market, "", campaigns.id(row, market), first, last), [row[name] for name in figures])
            yield row

    yield from build_campaigns(told(), context, place, campaigns.id, lambda row: days_of(row, context)[1])
    yield from _periods(totals, figures, context, main=False)


def _ad_type(text: str | None) -> str | None:
    name = (text or "").strip().upper().replace(" ", "_")
    return {"SPONSORED_PRODUCTS": "SP", "SPONSORED_BRANDS": "SB", "SPONSORED_DISPLAY": "SD"}.get(
        name, name if name in ("SP", "SB", "SD") else None
    )


ADS = (
    Format(
        "amazon:ads_advertised_product",
        {**CONTEXT, **KEYS, **PRODUCT, **FIGURES},
        ("asin", "campaign_name", "spend", "clicks"),
        partial(_products, days=7),
        without=("search_term",),
    ),
    Format(
        "amazon:ads_advertised_product_unified",
        {**CONTEXT, **UNIFIED},
        ("asin", "campaign_id", "spend", "clicks"),
        partial(_products, days=None),
    ),
    Format(
        "amazon:ads_search_term",
        {**CONTEXT, **KEYS, **SEARCH, **FIGURES},
        ("search_term", "campaign_name", "spend", "clicks"),
        _searches,
    ),
    Format(
        "amazon:ads_campaign",
        {**CONTEXT, **KEYS, **SETTINGS, **FIGURES, **PRODUCT, "sales": replace(FIGURES["sales"], required=False)},
        ("campaign_name", "daily_budget", "spend"),
        _campaigns,
        without=("asin", "search_term"),
    ),
    Format(
        "amazon:ads_campaign_console",
        CONSOLE,
        ("campaign_name", "state", "daily_budget"),
        _console,
    ),
)
