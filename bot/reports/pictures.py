"""The charts of a diagnosis, of a stock forecast and of the digest, from stored figures."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from sqlalchemy import Connection

from analytics.playbooks import Facts
from analytics.playbooks.stock import supply_of
from bot.records.dataset import MARKETPLACES
from bot.records.diagnosis import Diagnosis
from bot.records.digest import Digest
from bot.records.text import Say
from bot.store.figures import Read, read_facts
from bot.store.reading import read_table
from templates.charts.bridge import BridgeChart
from templates.charts.cover import CoverChart, cover_png
from templates.charts.sales import SalesPanel, sales_png
from templates.charts.together import diagnosis_png
from templates.charts.units import UnitsChart
from templates.words import say

SHOWN_DAYS = 28
LEARNED_DAYS = 56  # the days before that the band is taken from
LONGEST_FORECAST = 180  # days
_STOCK_TABLES = {
    "products": Read(),
    "traffic_daily": Read(90),
    "inventory_daily": Read(90),
    "shipments": Read(),
}
_SIGMAS = 1.645  # 90 % of a normal spread


def diagnosis_picture(connection: Connection, found: Diagnosis, lang: str) -> bytes | None:
    """Units a day with the expected band and the causes' days, and the money bridge; None without known units.

    The band is the mean of the same weekday over the 8 weeks before the explained window, ± 1.645 standard deviations
    of those days (Poisson's where they are steadier): what was usual, not a forecast.
    """
    window_from = found.as_of - timedelta(days=found.days - 1)
    first = found.as_of - timedelta(days=SHOWN_DAYS - 1)
    units = _units(connection, found, window_from - timedelta(days=LEARNED_DAYS), found.as_of)
    days = [first + timedelta(days=n) for n in range(SHOWN_DAYS)]
    if not any(day in units for day in days):
        return None
    low, high = zip(*(_band(units, day, window_from) for day in days), strict=True)
    chart = UnitsChart(
        days=days,
        units=[units.get(day) for day in days],
        low=low,
        high=high,
        window_from=window_from,
        marks=_marks(found, lang),
        title=say(Say("chart-units-title", {"asin": found.asin, "marketplace": found.marketplace}), lang),
        units_name=say(Say("chart-units"), lang),
        band_name=say(Say("chart-band"), lang),
    )
    return diagnosis_png(chart, _bridge(found, lang), lang)


def digest_picture(found: Digest, lang: str) -> bytes | None:
    """Sales of 14 days for each marketplace; None where nothing is known."""
    panels = [
        SalesPanel(
            f"{market.marketplace} ({market.currency})",
            [day.last for day in market.trend],
            [day.values["sales"] for day in market.trend],
        )
        for market in found.markets
    ]
    known = [panel for panel in panels if any(value is not None for value in panel.sales)]
    return sales_png(known, lang) if known else None


def cover_picture(
    connection: Connection, account: str, marketplace: str, asin: str, day: date, lang: str
) -> bytes | None:
    """The stock from `day` on at the pace of the stock playbook, with its 90 % interval; None where stock or pace is
    unknown, or nothing is left."""
    tables = read_facts(connection, account, marketplace, day, _STOCK_TABLES, asin)
    supply = supply_of(Facts(account, marketplace, MARKETPLACES[marketplace], day, tables, {}), asin)
    out, stock, pace = supply.out_on(day), supply.available, supply.demand
    if out is None or not stock or not pace:
        return None
    length = min(max((out[2] - day).days + 7, 14), LONGEST_FORECAST)
    days = [day + timedelta(days=n) for n in range(length)]
    ends = [max((moment - day).days, 1) for moment in out]

    def falling(end: int) -> list[float]:
        return [max(0.0, stock * (1 - n / end)) for n in range(length)]

    marks = [(out[0], say(Say("chart-out"), lang))]
    order = supply.order(day)
    if order is not None:
        marks.insert(0, (max(order[0], day), say(Say("chart-order"), lang)))
    chart = CoverChart(
        days=days,
        expected=falling(ends[0]),
        fast=falling(ends[1]),
        slow=falling(ends[2]),
        marks=marks,
        title=say(Say("chart-cover-title", {"asin": asin, "marketplace": marketplace, "day": day}), lang),
        stock_name=say(Say("chart-stock"), lang),
        band_name=say(Say("chart-pace"), lang),
    )
    return cover_png(chart, lang)


def _units(connection: Connection, found: Diagnosis, first: date, last: date) -> dict[date, float]:
    rows = read_table(
        connection, "traffic_daily", account=found.account, marketplace=found.marketplace, asins=[found.asin],
        start=first, end=last, columns=("date", "units", "orders"),
    )  # fmt: skip
    units = np.where(np.isfinite(rows["units"]), rows["units"], rows["orders"])
    return {day: value for day, value in zip(rows["date"].tolist(), units.tolist(), strict=True) if value == value}


def _band(units: dict[date, float], day: date, until: date) -> tuple[float | None, float | None]:
    """The usual range on the weekday of `day`, from days before `until`; unknown with fewer than three of them."""
    same = [
        units[past]
        for back in range(1, LEARNED_DAYS // 7 + 6)
        if (past := day - timedelta(days=7 * back)) in units and past < until
    ][: LEARNED_DAYS // 7]
    if len(same) < 3:
        return None, None
    mean = float(np.mean(same))
    spread = _SIGMAS * max(float(np.std(same)), mean**0.5)
    return max(0.0, mean - spread), mean + spread


def _marks(found: Diagnosis, lang: str) -> list[tuple[date, str]]:
    dated = [(cause.since, cause.cause) for cause in found.causes[:3] if cause.since is not None]
    return [(day, say(Say(f"cause-{cause.replace('_', '-')}"), lang)) for day, cause in sorted(dated)]


def _bridge(found: Diagnosis, lang: str) -> BridgeChart | None:
    before, after = found.sales.before, found.sales.after
    parts = [part for part in found.contributions if abs(part.change) >= 0.005]
    if before is None or after is None or not parts:
        return None
    return BridgeChart(
        before=before,
        after=after,
        parts=[(say(Say(f"factor-{part.factor.replace('_', '-')}"), lang), part.change) for part in parts],
        title=say(Say("chart-bridge-title", {"currency": found.currency or "–"}), lang),
        before_name=say(Say("chart-before", {"days": found.days}), lang),
        after_name=say(Say("chart-after", {"days": found.days}), lang),
    )
