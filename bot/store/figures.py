"""Reads what digests, `/kpi` and playbooks need: daily rows, product facts, exchange rates, open alerts, freshness."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from sqlalchemy import Connection, case, func, or_, select

from bot.records.dataset import BY_NAME
from bot.records.text import Say, from_json
from bot.store.reading import Columns, read_table
from bot.store.schema.facts import FACTS
from bot.store.schema.sources import SOURCE_STATES

TRAFFIC = ("date", "asin", "sessions", "page_views", "buy_box_pct", "orders", "units", "sales")
ADS = ("date", "asin", "impressions", "clicks", "spend", "orders", "units", "sales")


def read_daily(
    connection: Connection,
    account: str,
    marketplace: str,
    first: date,
    last: date,
) -> tuple[Columns, Columns]:
    """Rows of `traffic_daily` and `ads_daily` from `first` to `last`."""
    traffic = read_table(
        connection, "traffic_daily", account=account, marketplace=marketplace, start=first, end=last, columns=TRAFFIC
    )
    ads = read_table(
        connection, "ads_daily", account=account, marketplace=marketplace, start=first, end=last, columns=ADS
    )  # fmt: skip
    return traffic, ads


def read_products(
    connection: Connection, account: str, marketplace: str, asins: Sequence[str] | None = None
) -> Columns:
    """All columns of the account's products in the marketplace, or of the named ones."""
    return read_table(connection, "products", account=account, marketplace=marketplace, asins=asins)


@dataclass(frozen=True)
class Read:
    """How much of a table to read: its last `days` days (None: all), of all ASINs where `of_all`, some columns."""

    days: int | None = None
    of_all: bool = False
    columns: tuple[str, ...] | None = None


def read_facts(
    connection: Connection,
    account: str,
    marketplace: str,
    day: date,
    wanted: Mapping[str, Read],
    asin: str | None = None,
) -> dict[str, Columns]:
    """Tables up to `day`, of `asin` alone where it is given and the table is not wanted of all."""
    found = {}
    for table, how in wanted.items():
        dated = "date" in BY_NAME[table].required
        found[table] = read_table(
            connection, table, account=account, marketplace=marketplace, columns=how.columns,
            asins=None if asin is None or how.of_all else [asin],
            start=day - timedelta(days=how.days - 1) if dated and how.days is not None else None,
            end=day if dated else None,
        )  # fmt: skip
    return found


def read_stock(connection: Connection, account: str, marketplace: str, day: date, within: int = 3) -> dict[str, float]:
    """Each ASIN's latest known `available` of the last `within` days up to `day`; an ASIN without one is left out."""
    rows = read_table(
        connection, "inventory_daily", account=account, marketplace=marketplace,
        start=day - timedelta(days=within - 1), end=day, columns=("date", "asin", "available"),
    )  # fmt: skip
    found: dict[str, float] = {}
    order = np.argsort(rows["date"], kind="stable")
    for asin, available in zip(rows["asin"][order], rows["available"][order].tolist(), strict=True):
        if available == available:  # not NaN
            found[asin] = available
    return found


def read_coming(connection: Connection, account: str, marketplace: str, day: date, within: int = 3) -> dict[str, float]:
    """Units of each ASIN on their way by `day`: the inventory report's inbound units or those of open shipments,
    whichever are more. An ASIN of which neither tells is left out."""
    rows = read_table(
        connection, "inventory_daily", account=account, marketplace=marketplace,
        start=day - timedelta(days=within - 1), end=day, columns=("date", "asin", "inbound", "inbound_working"),
    )  # fmt: skip
    found: dict[str, float] = {}
    for i in np.argsort(rows["date"], kind="stable"):
        if rows["inbound"][i] == rows["inbound"][i]:  # not NaN
            found[rows["asin"][i]] = float(rows["inbound"][i] + np.nan_to_num(rows["inbound_working"][i]))
    columns = FACTS["shipments"].c
    open_now = or_(columns.received_on.is_(None), columns.received_on > day)
    sent = connection.execute(
        select(columns.asin, func.sum(case((open_now, columns.units), else_=0)))
        .where(columns.account == account, columns.marketplace == marketplace)
        .where(or_(columns.shipped_on.is_(None), columns.shipped_on <= day))
        .group_by(columns.asin)
    )
    for asin, units in sent:
        found[asin] = max(found.get(asin, 0.0), float(units or 0.0))
    return found


def last_traffic_day(connection: Connection, account: str, marketplace: str, upto: date) -> date | None:
    """The last day up to `upto` with rows of `traffic_daily`."""
    table = FACTS["traffic_daily"]
    query = select(func.max(table.c.date)).where(
        table.c.account == account, table.c.marketplace == marketplace, table.c.date <= upto
    )
    day: date | None = connection.execute(query).scalar()
    return day


def has_rows(connection: Connection, table: str, account: str, marketplace: str) -> bool:
    """Whether anything of this table was ever stored for the account and marketplace."""
    columns = FACTS[table].c
    query = select(columns.account).where(columns.account == account, columns.marketplace == marketplace).limit(1)
    return connection.execute(query).first() is not None


def read_rates(connection: Connection, day: date, base: str, among: Collection[str] | None = None) -> dict[str, float]:
    """The latest known rate of each currency (of those `among`) up to `day`: units of `base` for one; `base` is 1."""
    table = FACTS["fx_rates"]
    query = select(table.c.currency, table.c.rate).where(table.c.date <= day).order_by(table.c.date)
    rows = connection.execute(query if among is None else query.where(table.c.currency.in_(sorted(among))))
    rates = {currency: float(rate) for currency, rate in rows if rate is not None}
    return {**rates, base: 1.0}


def family_of(connection: Connection, account: str, marketplace: str, asin: str) -> list[str]:
    """The ASIN and its siblings under one parent, sorted."""
    products = FACTS["products"].c
    here = (products.account == account, products.marketplace == marketplace)
    parent = connection.execute(select(products.parent_asin).where(*here, products.asin == asin)).scalar()
    if not parent:
        return [asin]
    others = connection.execute(select(products.asin).where(*here, products.parent_asin == parent)).scalars()
    return sorted({asin, *others})


def last_days(connection: Connection, account: str, marketplace: str) -> dict[str, date | None]:
    """The last day of each table that has days, None where it holds nothing for this account and marketplace."""
    found: dict[str, date | None] = {}
    for name, spec in BY_NAME.items():
        table = FACTS[name]
        if "date" not in spec.required or "marketplace" not in spec.required:
            continue
        query = select(func.max(table.c.date)).where(table.c.account == account, table.c.marketplace == marketplace)
        found[name] = connection.execute(query).scalar()
    return found


def source_failures(connection: Connection) -> list[tuple[str, str, str, datetime | None, Say]]:
    """Live sources whose last attempt failed: (account, marketplace, source, since when, what Amazon said)."""
    states = SOURCE_STATES.c
    rows = connection.execute(
        select(states.account, states.marketplace, states.source, states.failed_at, states.failure)
        .where(states.failure.is_not(None))
        .order_by(states.account, states.marketplace, states.source)
    )
    return [
        (account, marketplace, source, failed_at, from_json(failure))
        for account, marketplace, source, failed_at, failure in rows
        if failure is not None
    ]
