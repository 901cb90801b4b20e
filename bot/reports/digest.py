"""The morning digest: each marketplace's last complete day beside the same weekday a week before.

`digest` gathers the record, `to_json` prints it as the contract's `digest --json`, `to_text` as plain text in either
language; the Slack message is made of the record by the templates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

import numpy as np
from sqlalchemy import Connection

from analytics.kpis import change_pct
from bot.records.digest import Digest, Market
from bot.records.text import Say
from bot.reports.digest_json import to_json
from bot.reports.digest_market import read_market
from bot.reports.digest_text import to_text
from bot.reports.market_day import day_of, ended, settling
from bot.reports.totals import totals
from bot.store.alerts import open_alerts
from bot.store.figures import read_products, source_failures
from bot.store.panels import accounts_and_marketplaces
from bot.store.reading import Columns

__all__ = ["digest", "to_json", "to_text"]

QUIET_CHANGE = 25.0  # percent of last week's sales within which a day without alerts is called quiet


def digest(
    connection: Connection,
    *,
    now: datetime,
    as_of: date | None = None,
    currency: str = "USD",
    owners: Sequence[str] = (),
    brands: Sequence[str] = (),
    marketplaces: Sequence[str] = (),
    weekly: bool = False,
) -> Digest:
    """The digest of all accounts and marketplaces, or of the products of `owners` or `brands`, or of `marketplaces`.

    With `as_of` that day is everybody's last and counts as settled; without it each marketplace has its own last
    complete day by `now`, and sessions younger than 72 hours are provisional. Totals are in `currency`.
    `weekly` asks for the edition that compares 7 days: its movers are the week's.
    """
    chosen = set(marketplaces)
    markets = []
    mine: dict[tuple[str, str], frozenset[str]] = {}
    for account, marketplace in accounts_and_marketplaces(connection):
        if chosen and marketplace not in chosen:
            continue
        day = day_of(connection, account, marketplace, as_of, now)
        if day is None:
            continue
        products = read_products(connection, account, marketplace)
        asins = _asins_of(products, owners, brands)
        if asins is not None:
            mine[account, marketplace] = asins
            if not asins:
                continue
        provisional = as_of is None and settling(marketplace, day, now)
        behind = 0 if as_of else (ended(marketplace, now) - day).days
        markets.append(read_market(connection, account, marketplace, day, products, asins, provisional, weekly, behind))
    last = max((market.as_of for market in markets), default=as_of)
    filtered = bool(owners or brands or chosen)
    listed = [
        alert
        for alert in open_alerts(connection)
        if (as_of is None or alert.opened_on <= as_of)
        and (not chosen or alert.about.marketplace in chosen)
        and (
            not (owners or brands)
            or alert.about.asin in mine.get((alert.about.account, alert.about.marketplace), frozenset())
        )
    ]
    failures = tuple(
        Say("figures-source-failed", {"account": a, "marketplace": m, "source": s, "since": at, "what": what})
        for a, m, s, at, what in source_failures(connection)
        if not chosen or not m or m in chosen
    )
    routed = [alert for alert in listed if alert.route == "digest"]
    routed.sort(key=lambda alert: (-alert.opened_on.toordinal(), -alert.severity.rank, -(alert.loss or 0.0)))
    total = totals(connection, markets, currency, last) if last is not None and len(markets) > 1 else None
    return Digest(
        as_of=last,
        markets=tuple(markets),
        open_alerts=len(listed),
        by_kind=dict(Counter(alert.about.kind for alert in listed).most_common()),
        listed=tuple(routed),
        total=total,
        failures=failures,
        weekly=weekly,
        quiet=bool(markets) and not listed and not failures and all(map(_is_quiet, markets)),
        filtered=filtered,
    )


def _asins_of(products: Columns, owners: Sequence[str], brands: Sequence[str]) -> frozenset[str] | None:
    """The products of these owners and brands; None for all."""
    if not owners and not brands:
        return None
    keep = np.ones(len(products["asin"]), dtype=bool)
    for column, wanted in (("owner", owners), ("brand", brands)):
        if wanted:
            keep &= np.isin(products[column].astype(str), list(wanted))
    return frozenset(products["asin"][keep])


def _is_quiet(market: Market) -> bool:
    change = change_pct(market.week_ago.values["sales"], market.day.values["sales"])
    return not market.stock_risks and not market.remarks and change is not None and abs(change) <= QUIET_CHANGE
