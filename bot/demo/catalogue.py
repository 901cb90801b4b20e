"""The demo's products: a home and outdoor brand in three marketplaces, titles in the marketplace's language."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib import resources

BRAND = "Fjell & Hearth"
CURRENCY = {"US": "USD", "DE": "EUR", "JP": "JPY"}


@dataclass(frozen=True)
class Product:
    """`series` is how many real sales series make up the demand (1: a slow seller); `cvr` is units per 100 sessions."""

    marketplace: str
    asin: str
    title: str
    category: str
    price: float
    cvr: float
    series: int
    parent: str | None
    owner: str
    rating: float
    keywords: tuple[str, ...]

    @property
    def currency(self) -> str:
        return CURRENCY[self.marketplace]


def _read() -> tuple[Product, ...]:
    text = resources.files("bot.demo").joinpath("data/products.csv").read_text("utf-8")
    return tuple(
        Product(
            row["marketplace"], row["asin"], row["title"], row["category"], float(row["price"]), float(row["cvr"]),
            int(row["series"]), row["parent"] or None, row["owner"], float(row["rating"]),
            tuple(row["keywords"].split("|")),
        )
        for row in csv.DictReader(text.splitlines())
    )  # fmt: skip


PRODUCTS = _read()
"""One of the titles is hostile on purpose: it must come out as plain words wherever it is shown."""
