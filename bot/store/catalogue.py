"""Which products there are: by ASIN, SKU or a part of the title."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, select, union

from bot.store.schema.facts import FACTS


@dataclass(frozen=True)
class Product:
    """One ASIN in one account and marketplace. `title` and `sku` are outside text, None where unknown."""

    account: str
    marketplace: str
    asin: str
    title: str | None = None
    sku: str | None = None
    brand: str | None = None
    owner: str | None = None


def products(
    connection: Connection, *, asin: str | None = None, marketplace: str | None = None, account: str | None = None
) -> list[Product]:
    """Every product, also those of which only daily traffic is known; ordered by marketplace and ASIN."""
    wanted = {"asin": asin, "marketplace": marketplace, "account": account}
    facts, traffic = FACTS["products"].c, FACTS["traffic_daily"].c
    described = select(
        facts.account, facts.marketplace, facts.asin, facts.title, facts.sku, facts.brand, facts.owner
    )  # fmt: skip
    keys = union(
        _narrowed(select(facts.account, facts.marketplace, facts.asin), "products", **wanted),
        _narrowed(select(traffic.account, traffic.marketplace, traffic.asin).distinct(), "traffic_daily", **wanted),
    )
    known = {
        (row.account, row.marketplace, row.asin): Product(*row)
        for row in connection.execute(_narrowed(described, "products", **wanted))
    }
    found = [known.get((row[0], row[1], row[2])) or Product(row[0], row[1], row[2]) for row in connection.execute(keys)]
    return sorted(found, key=lambda product: (product.marketplace, product.asin, product.account))


def search(found: Sequence[Product], query: str) -> list[Product]:
    """The products that `query` means: an exact SKU, else all its words in the title, best fit first."""
    wanted = query.casefold().strip()
    if not wanted:
        return []
    exact = [product for product in found if (product.sku or "").casefold() == wanted]
    if exact:
        return exact
    words = wanted.split()
    fits = [product for product in found if all(word in _searched(product) for word in words)]
    return sorted(fits, key=lambda product: (wanted not in _searched(product), len(_searched(product))))


def nearest_asins(found: Sequence[Product], asin: str, most: int = 3) -> list[str]:
    """Known ASINs that look like a mistyped `asin`."""
    return difflib.get_close_matches(asin, sorted({product.asin for product in found}), n=most, cutoff=0.7)


def _searched(product: Product) -> str:
    return f"{product.title or ''} {product.sku or ''}".casefold()


def _narrowed(query: Select[Any], table: str, **wanted: str | None) -> Select[Any]:
    for name, value in wanted.items():
        if value is not None:
            query = query.where(FACTS[table].c[name] == value)
    return query
