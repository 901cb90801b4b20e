"""Where an ASIN is, who is like it, and on which days reports came: look-ups that a diagnosis asks every time.

Each statement is put together once; SQLite must not choose its way by DISTINCT, so equal rows are dropped here.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, Table, bindparam, func, literal, select

from analytics.diagnosis.case import PEER_LIMIT
from bot.store.places import pairs_of
from bot.store.schema.facts import FACTS

HAPPENINGS = ("notices", "promotions", "reviews", "events", "returns")
_SIBLING_LIMIT = 30
_SIBLING_DAYS = 30
_PRODUCTS, _LISTINGS, _TRAFFIC = FACTS["products"], FACTS["listings"], FACTS["traffic_daily"]
_PARENTS: BindParameter[Any] = bindparam("parents", expanding=True)


def _here(table: Table, *columns: str) -> Select[Any]:
    """Columns of the rows of one account and marketplace."""
    wanted = select(*(table.c[name] for name in columns))
    return wanted.where(table.c.account == bindparam("account"), table.c.marketplace == bindparam("marketplace"))


_PLACES = select(_PRODUCTS.c.account, _PRODUCTS.c.marketplace).where(_PRODUCTS.c.asin == bindparam("asin"))
_SOLD = _here(_TRAFFIC, "asin").where(_TRAFFIC.c.asin == bindparam("asin")).limit(1)
_LAST_DAY = (
    _here(_TRAFFIC, "date").where(_TRAFFIC.c.date <= bindparam("upto")).order_by(_TRAFFIC.c.date.desc()).limit(1)
)
_OWN = _here(_PRODUCTS, "parent_asin", "category").where(_PRODUCTS.c.asin == bindparam("asin"))
_OTHERS = _here(_PRODUCTS, "asin").where(_PRODUCTS.c.asin != bindparam("asin")).order_by(_PRODUCTS.c.asin)
_OTHERS = _OTHERS.limit(bindparam("wanted"))
_ALIKE = _OTHERS.where(_PRODUCTS.c.category == bindparam("category"))
_CHILDREN = (_here(_PRODUCTS, "asin").where(_PRODUCTS.c.parent_asin.in_(_PARENTS)).order_by(_PRODUCTS.c.asin)).limit(
    _SIBLING_LIMIT
)
_SPELL = _LISTINGS.c.date.between(bindparam("first"), bindparam("last"))
_OWN_PARENTS = _here(_LISTINGS, "parent_asin").where(_LISTINGS.c.asin == bindparam("asin"), _SPELL)
_LISTED_CHILDREN = _here(_LISTINGS, "asin").where(_LISTINGS.c.parent_asin.in_(_PARENTS), _SPELL)
_ANY_ROWS = select(
    *(
        _here(FACTS[name])
        .add_columns(literal(1))
        .where(FACTS[name].c["starts_on" if name == "promotions" else "date"] <= bindparam("as_of"))
        .exists()
        .label(name)
        for name in HAPPENINGS
    )
)


def places_of(connection: Connection, asin: str) -> list[tuple[str, str]]:
    """Every (account, marketplace) that has the ASIN, in its products or in any row of traffic; sorted."""
    found = {(row[0], row[1]) for row in connection.execute(_PLACES, {"asin": asin})}
    for account, marketplace in pairs_of(connection, _TRAFFIC):
        here = {"account": account, "marketplace": marketplace, "asin": asin}
        if (account, marketplace) not in found and connection.execute(_SOLD, here).first() is not None:
            found.add((account, marketplace))
    return sorted(found)


def last_day_of_traffic(connection: Connection, account: str, marketplace: str, upto: date) -> date | None:
    """The latest day with traffic of any ASIN, not after `upto`; None where there is none."""
    here = {"account": account, "marketplace": marketplace, "upto": upto}
    day: date | None = connection.execute(_LAST_DAY, here).scalar()
    return day


def relatives(
    connection: Connection, account: str, marketplace: str, asin: str, first: date, as_of: date
) -> tuple[list[str], list[str]]:
    """(siblings by any parent of these weeks, like ASINs: the same category, else the same marketplace)."""
    here: dict[str, object] = {"account": account, "marketplace": marketplace}
    mine = {**here, "asin": asin}
    own = connection.execute(_OWN, mine).first()
    parents = set(connection.execute(_OWN_PARENTS, {**mine, "first": first, "last": as_of}).scalars())
    parents |= {own[0]} if own is not None else set()
    parents -= {None, ""}
    family: set[str] = set()
    if parents:
        named = {**here, "parents": sorted(parents)}
        near = {**named, "first": max(first, as_of - timedelta(days=_SIBLING_DAYS)), "last": as_of}
        family |= set(connection.execute(_CHILDREN, named).scalars())
        family |= set(sorted(set(connection.execute(_LISTED_CHILDREN, near).scalars()))[:_SIBLING_LIMIT])
    family -= {asin}
    mine["wanted"] = PEER_LIMIT + len(family)
    peers: list[str] = []
    if own is not None and own[1]:
        alike = connection.execute(_ALIKE, {**mine, "category": own[1]}).scalars()
        peers = [a for a in alike if a not in family]
    if len(peers) < 2:
        peers = [a for a in connection.execute(_OTHERS, mine).scalars() if a not in family]
    return sorted(family), peers[:PEER_LIMIT]


def connected(connection: Connection, account: str, marketplace: str, as_of: date) -> list[str]:
    """Tables of things that happen (notices, reviews …) that hold any row of the marketplace, not later than a day."""
    here = {"account": account, "marketplace": marketplace, "as_of": as_of}
    answers = connection.execute(_ANY_ROWS, here).one()
    return [name for name, answer in zip(HAPPENINGS, answers, strict=True) if answer]


def report_days(
    connection: Connection,
    table: str,
    account: str,
    marketplace: str,
    first: date,
    as_of: date,
    known: Collection[date],
) -> list[date]:
    """Days from `first` to `as_of` on which any ASIN has a row; `known` are days of which that was seen already.

    Only where these are not all, the others are found, by jumps along the index from one day to the next.
    """
    days = {day for day in known if first <= day <= as_of}
    if len(days) <= (as_of - first).days:
        here = {"account": account, "marketplace": marketplace, "first": first, "last": as_of}
        days |= {day for day in connection.execute(_DAYS[table], here).scalars() if day is not None}
    return sorted(days)


def _jumps(table: Table) -> Select[Any]:
    upto = table.c.date <= bindparam("last")
    day = func.min(table.c.date).label("day")
    here = _here(table).where(upto)
    days = here.add_columns(day).where(table.c.date >= bindparam("first")).cte("days", recursive=True)
    after = here.add_columns(func.min(table.c.date)).where(table.c.date > days.c.day).scalar_subquery()
    return select(days.union_all(select(after).where(days.c.day.is_not(None))).c.day)


_DAYS = {name: _jumps(FACTS[name]) for name in ("traffic_daily", "ads_daily")}
