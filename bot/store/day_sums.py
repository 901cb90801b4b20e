"""Sums that the database makes itself: a marketplace's days, an ASIN's sales over days, its pace while it had stock.

A sum is unknown (NaN, or left out) where one of its parts is: SQL's own sums would skip the part and look whole.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, Select, Table, and_, case, func, or_, select

from analytics.kpis import ADS, TRAFFIC
from bot.store.reading import Columns
from bot.store.schema.facts import FACTS

_TRAFFIC, _ADS, _STOCK = FACTS["traffic_daily"], FACTS["ads_daily"], FACTS["inventory_daily"]


def day_sums(
    connection: Connection,
    account: str,
    marketplace: str,
    first: date,
    last: date,
    asins: Collection[str] | None = None,
) -> tuple[Columns, Columns]:
    """(traffic, ads): a row for each day that has come, with sums over all ASINs or over `asins`; NaN is unknown.

    Amazon's ads reports leave out what had no impressions: on a day whose ads have come, ASINs without a row spent
    nothing. In the business report a missing row may also be a partial report: a day without one is left out.
    """
    here = {"account": account, "marketplace": marketplace}
    viewed = case((_TRAFFIC.c.page_views == 0, 0.0), else_=_TRAFFIC.c.page_views * _TRAFFIC.c.buy_box_pct / 100.0)
    sums = {name: _whole(_TRAFFIC.c[name]) for name in TRAFFIC} | {"featured_views": _whole(viewed)}
    traffic = _by_day(connection, _days(_TRAFFIC, sums, here, first, last, asins), tuple(sums))
    spent = {name: _whole(_ADS.c[name]) for name in ADS}
    ads = _by_day(connection, _days(_ADS, spent, here, first, last, asins), tuple(spent))
    if asins is not None:
        come = connection.execute(
            select(_ADS.c.date).distinct().where(*_inside(_ADS, here, first, last)).order_by(_ADS.c.date)
        ).scalars()
        ads = _with_days(ads, np.array(come.all(), dtype="datetime64[D]"))
    return traffic, ads


def sales_of_asins(connection: Connection, account: str, marketplace: str, first: date, last: date) -> dict[str, float]:
    """Each ASIN's sales from `first` to `last`, where every day of them is known."""
    here = {"account": account, "marketplace": marketplace}
    rows = connection.execute(
        select(_TRAFFIC.c.asin, func.sum(_TRAFFIC.c.sales))
        .where(*_inside(_TRAFFIC, here, first, last))
        .group_by(_TRAFFIC.c.asin)
        .having(func.count(_TRAFFIC.c.sales) == (last - first).days + 1)
    )
    return {asin: float(sales) for asin, sales in rows}


def pace_of_asins(
    connection: Connection, account: str, marketplace: str, last: date, days: int, asins: Sequence[str] | None = None
) -> dict[str, tuple[float, int]]:
    """(units sold, days) of each ASIN over those of the last `days` days on which its units are known and it was not
    known to be out of stock: days without stock say nothing about demand."""
    sold, held = _TRAFFIC.c, _STOCK.c
    same_day = and_(
        held.account == sold.account,
        held.marketplace == sold.marketplace,
        held.asin == sold.asin,
        held.date == sold.date,
    )
    here = {"account": account, "marketplace": marketplace}
    query = (
        select(sold.asin, func.sum(sold.units), func.count(sold.units))
        .select_from(_TRAFFIC.outerjoin(_STOCK, same_day))
        .where(
            *_inside(_TRAFFIC, here, last - timedelta(days=days - 1), last),
            sold.units.is_not(None),
            or_(held.available.is_(None), held.available > 0),
        )
        .group_by(sold.asin)
    )
    if asins is not None:
        query = query.where(sold.asin.in_(list(asins)))
    return {asin: (float(units), int(known)) for asin, units, known in connection.execute(query)}


def _whole(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The sum where every row has a value, else NULL."""
    return case((func.count(column) == func.count(), func.sum(column)), else_=None)


def _inside(table: Table, here: dict[str, str], first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    columns = table.c
    return (
        columns.account == here["account"],
        columns.marketplace == here["marketplace"],
        columns.date >= first,
        columns.date <= last,
    )


def _days(
    table: Table,
    sums: dict[str, ColumnElement[Any]],
    here: dict[str, str],
    first: date,
    last: date,
    asins: Collection[str] | None,
) -> Select[Any]:
    day = table.c.date
    query = select(day, *sums.values()).where(*_inside(table, here, first, last)).group_by(day).order_by(day)
    if asins is not None:
        query = query.where(table.c.asin.in_(list(asins)))
    return query


def _by_day(connection: Connection, query: Select[Any], names: Sequence[str]) -> Columns:
    rows = connection.execute(query).all()
    found: Columns = {"date": np.array([row[0] for row in rows], dtype="datetime64[D]")}
    for i, name in enumerate(names, start=1):
        found[name] = np.array([row[i] for row in rows], dtype=np.float64)
    return found


def _with_days(ads: Columns, days: np.ndarray) -> Columns:
    """`ads` on each of `days`, 0 where the ASINs have no row."""
    at = np.searchsorted(days, ads["date"])
    found: Columns = {"date": days}
    for name, values in ads.items():
        if name != "date":
            found[name] = np.zeros(len(days))
            found[name][at] = values
    return found
