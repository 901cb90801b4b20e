"""Reads the sales around an alert and has its cost computed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from sqlalchemy import Connection

from analytics.incidents import AFTER_DAYS, BEFORE_DAYS, incident_sales
from bot.records.alerts import Alert
from bot.records.dataset import MARKETPLACES
from bot.records.findings import EVENT_KINDS
from bot.store.reading import read_table


@dataclass(frozen=True)
class Cost:
    """An incident's cost in `currency` over [first, last]; None is unknown. `back`: sales are at 90 % of the usual."""

    first: date
    last: date
    currency: str
    usual: float | None
    lost: float | None
    back_pct: float | None
    back: bool
    after_days: int = AFTER_DAYS


def _span(alert: Alert) -> tuple[date, date]:
    """The incident's days. A figure that resolved by itself was well on its last three days already: the incident
    ended before them."""
    first = min(alert.opened_on, alert.window[0] if alert.window else alert.opened_on)
    last = alert.resolved_on or alert.seen_on
    if alert.actor in (None, "asinwatch") and alert.about.kind not in EVENT_KINDS:
        last = max(last - timedelta(days=AFTER_DAYS), first)
    return first, last


def known_from(alert: Alert) -> date:
    """The day of data from which on the cost of a resolved alert can be told."""
    return _span(alert)[1] + timedelta(days=AFTER_DAYS)


def cost_of(connection: Connection, alert: Alert) -> Cost | None:
    """What a resolved alert cost; None while the days after it are not known, or where it has no ASIN."""
    if alert.about.asin is None or alert.resolved_on is None:
        return None
    first, last = _span(alert)
    read = read_table(
        connection,
        "traffic_daily",
        account=alert.about.account,
        marketplace=alert.about.marketplace,
        asins=[alert.about.asin],
        start=first - timedelta(days=BEFORE_DAYS),
        end=last + timedelta(days=AFTER_DAYS),
        columns=["date", "sales"],
    )
    days, sales = read["date"], read["sales"]
    if not len(days) or days[-1] < np.datetime64(last + timedelta(days=AFTER_DAYS), "D"):
        return None
    found = incident_sales(days, sales, np.datetime64(first, "D"), np.datetime64(last, "D"))
    currency = alert.currency or MARKETPLACES.get(alert.about.marketplace, "USD")
    return Cost(first, last, currency, found.usual, found.lost, found.back_pct, found.back)
