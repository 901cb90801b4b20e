"""`/asinwatch why ASIN`: which rules looked at the ASIN on its last day, and why each spoke or was silent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from analytics.detection import LOOK_BACK_DAYS, RuleLook, explain
from bot.records.rules import Rule
from bot.records.sales_events import SalesEvent
from bot.reports.market_day import provisional_from
from bot.store.panels import last_complete_day, load_panel
from bot.store.relatives import places_of


@dataclass(frozen=True)
class Explained:
    """One account and marketplace: what every rule said of the ASIN on `day`."""

    account: str
    marketplace: str
    asin: str
    day: date
    looks: tuple[RuleLook, ...]


def explain_asin(
    connection: Connection,
    asin: str,
    rules: Mapping[str, Rule],
    *,
    now: datetime,
    currency: str,
    account: str | None = None,
    marketplace: str | None = None,
    as_of: date | None = None,
    sales_events: Sequence[SalesEvent] = (),
) -> list[Explained]:
    """One record for each account and marketplace that has the ASIN; empty for an unknown one. Only reads."""
    found = []
    for here, market in places_of(connection, asin):
        if (account or here, marketplace or market) != (here, market):
            continue
        day = as_of or last_complete_day(connection, here, market, now)
        if day is None:
            continue
        first = day - timedelta(days=LOOK_BACK_DAYS)
        panel = load_panel(connection, here, market, first, day, currency, sales_events)
        unsettled = None if as_of else provisional_from(market, now)  # as the live check sees it
        looks = explain(panel, day, rules, asin, provisional_from=unsettled)
        found.append(Explained(here, market, asin, day, tuple(looks)))
    return found
