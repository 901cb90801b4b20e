"""What is known of products: titles, brands, owners."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, func, select

from bot.store.schema.facts import FACTS

ProductKey = tuple[str, str, str]
_CHUNK = 400
_NAMES = ("title", "brand", "category", "parent_asin", "owner")


def product_facts(connection: Connection, keys: Iterable[ProductKey]) -> dict[ProductKey, dict[str, str | None]]:
    """By (account, marketplace, asin): title, brand, category, parent_asin, owner (None where unknown). Products that
    are not in the database are left out."""
    table = FACTS["products"]
    asins: dict[tuple[str, str], list[str]] = defaultdict(list)
    for account, marketplace, asin in dict.fromkeys(keys):
        asins[account, marketplace].append(asin)
    found = {}
    for (account, marketplace), wanted in asins.items():
        for first in range(0, len(wanted), _CHUNK):
            query = select(table.c.asin, *(table.c[name] for name in _NAMES)).where(
                table.c.account == account,
                table.c.marketplace == marketplace,
                table.c.asin.in_(wanted[first : first + _CHUNK]),
            )
            for asin, *values in connection.execute(query):
                found[account, marketplace, asin] = dict(zip(_NAMES, values, strict=True))
    return found


def spelled(connection: Connection, column: str, name: str) -> str | None:
    """How the catalogue writes an `asin`, a `brand` or a `category`, whatever the case of `name`; `name` itself where
    it has that beside others; None where no product has it."""
    known = FACTS["products"].c[column]
    written = connection.execute(select(known).distinct().where(known.is_not(None))).scalars()
    alike = [found for found in written if found.casefold() == name.casefold()]
    return name if name in alike else min(alike, default=None)


def last_traffic_day(connection: Connection, account: str, marketplace: str) -> date | None:
    """The last day of which any traffic is stored."""
    table = FACTS["traffic_daily"].c
    query = select(func.max(table.date)).where(table.account == account, table.marketplace == marketplace)
    return connection.execute(query).scalar()
