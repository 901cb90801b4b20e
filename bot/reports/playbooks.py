"""Loads what a playbook looks at and runs it: one record for each account and marketplace that has the ASIN.

With `asin` None it is one for each marketplace, where the playbook answers for all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from analytics.playbooks import NAMES, OF_ALL, Facts
from analytics.playbooks.ads import ads_playbook
from analytics.playbooks.ads_all import ads_of_all
from analytics.playbooks.experiment import experiment_playbook
from analytics.playbooks.launch import launch_playbook
from analytics.playbooks.listing import listing_playbook
from analytics.playbooks.profit import profit_playbook
from analytics.playbooks.profit_all import profit_of_all
from analytics.playbooks.reviews import Topic, bad_reviews, reviews_playbook
from analytics.playbooks.stock import stock_playbook
from analytics.playbooks.stock_all import stock_of_all
from analytics.reviews import classify as classify_reviews
from bot.errors import UsageError
from bot.records.dataset import MARKETPLACES
from bot.records.playbook import Benchmarks, Playbook
from bot.reports.market_day import day_of
from bot.store.figures import Read, read_facts, read_rates
from bot.store.insights import read_insights
from bot.store.panels import accounts_and_marketplaces
from bot.store.relatives import places_of

Classify = Callable[[Sequence[str], Sequence[float | None]], Sequence[Topic]]

_SOLD = ("date", "asin", "sessions", "units", "sales")
_SPENT = (
    "date",
    "asin",
    "campaign_id",
    "campaign_name",
    "ad_type",
    "impressions",
    "clicks",
    "spend",
    "orders",
    "sales",
)
_HELD = ("date", "asin", "available", "reserved", "inbound")
_FAMILY = ("asin", "parent_asin", "title", "category")

# What each playbook reads for one ASIN.
_READS: dict[str, dict[str, Read]] = {
    "ads": {
        "products": Read(), "ads_daily": Read(40, columns=_SPENT), "traffic_daily": Read(40, columns=_SOLD),
        "search_terms": Read(40), "campaigns": Read(14, of_all=True), "keyword_ranks": Read(14),
    },
    "stock": {
        "products": Read(), "traffic_daily": Read(90, columns=_SOLD), "inventory_daily": Read(90, columns=_HELD),
        "inventory_age": Read(45), "shipments": Read(), "account_health": Read(45, of_all=True), "listings": Read(7),
    },
    "reviews": {
        "products": Read(), "reviews": Read(), "ratings_daily": Read(100), "events": Read(60, of_all=True),
        "listings": Read(60),
    },
    "profit": {
        "products": Read(of_all=True), "traffic_daily": Read(90, of_all=True, columns=_SOLD),
        "ads_daily": Read(40, of_all=True, columns=("date", "asin", "spend")), "returns": Read(90, of_all=True),
        "charges": Read(120, of_all=True),
    },
    "listing": {
        "products": Read(), "listings": Read(90), "search_terms": Read(60), "events": Read(60, of_all=True),
        "search_performance": Read(60),
    },
    "launch": {
        "products": Read(), "traffic_daily": Read(500, columns=_SOLD), "ads_daily": Read(500, columns=_SPENT),
        "ratings_daily": Read(500), "ranks": Read(500),
    },
    "experiment": {
        "products": Read(of_all=True, columns=_FAMILY), "events": Read(of_all=True),
        "traffic_daily": Read(150, of_all=True, columns=("date", "asin", "sessions", "units")),
        "inventory_daily": Read(150, of_all=True, columns=("date", "asin", "available")),
    },
}  # fmt: skip

# What Amazon alone knows of the ASIN, beside them.
_INSIGHTS = {"reviews": "review_topics", "listing": "search_catalog"}


def playbooks(
    connection: Connection,
    name: str,
    asin: str | None,
    *,
    now: datetime,
    account: str | None = None,
    marketplace: str | None = None,
    as_of: date | None = None,
    benchmarks: Benchmarks | None = None,
    currency: str = "USD",
    classify: Classify | None = classify_reviews,
) -> list[Playbook]:
    """The answers of one playbook; empty where the ASIN is not known. `currency` is what `fx_rates` are in units of.

    `classify` reads review texts for their topics (None: they are not read). Raises UsageError for a name that is
    none, or for all ASINs where the playbook is about one.
    """
    if name not in NAMES:
        raise UsageError(f"there is no playbook {name!r}; there are {', '.join(NAMES)}")
    if asin is None and name not in OF_ALL:
        raise UsageError(f"the playbook {name!r} is about one ASIN: name it")
    found = []
    for here, market in accounts_and_marketplaces(connection) if asin is None else places_of(connection, asin):
        if (account or here) != here or (marketplace or market) != market:
            continue
        day = day_of(connection, here, market, as_of, now)
        if day is None:
            continue
        tables = read_facts(connection, here, market, day, _READS[name], asin)
        if asin is not None and name in _INSIGHTS:
            tables |= read_insights(connection, _INSIGHTS[name], here, market, asin, day)
        rates = read_rates(connection, day, currency)
        facts = Facts(here, market, MARKETPLACES[market], day, tables, rates)
        found.append(_run(facts, name, asin, benchmarks, classify))
    return found


def _run(
    facts: Facts, name: str, asin: str | None, benchmarks: Benchmarks | None, classify: Classify | None
) -> Playbook:
    if asin is None:
        match name:
            case "ads":
                return ads_of_all(facts, benchmarks)
            case "stock":
                return stock_of_all(facts, benchmarks)
        return profit_of_all(facts)
    match name:
        case "ads":
            return ads_playbook(facts, asin, benchmarks)
        case "stock":
            return stock_playbook(facts, asin, benchmarks)
        case "reviews":
            return reviews_playbook(facts, asin, _topics(facts, asin, classify))
        case "profit":
            return profit_playbook(facts, asin)
        case "listing":
            return listing_playbook(facts, asin)
        case "launch":
            return launch_playbook(facts, asin, benchmarks)
    return experiment_playbook(facts, asin)


def _topics(facts: Facts, asin: str, classify: Classify | None) -> Sequence[Topic] | None:
    rows = bad_reviews(facts, asin)
    if classify is None:
        return None
    if not rows:
        return []
    texts = ["\n".join(part for part in both if part) for both in zip(rows["title"], rows["body"], strict=True)]
    return classify(texts, [float(stars) for stars in rows["rating"]])
