"""Writes the demo catalogue as the contract's dataset folder."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import holidays
import numpy as np

from bot.demo import offering, selling, voices
from bot.demo.catalogue import PRODUCTS
from bot.demo.funnel import Days, simulate
from bot.demo.planted import BY_LISTING, HARMLESS, INCIDENTS, Planted
from bot.demo.series import days_up_to, demand

DAYS = 120
SEED = 20260301
Row = dict[str, Any]


def make_dataset(folder: Path, last_day: date | Mapping[str, date], seed: int = SEED) -> list[Planted]:
    """Writes about 30 ASINs × 120 days in US, DE and JP into `folder` and gives what is planted in them.

    `last_day` is the last day with data, or one for each marketplace (a business day ends at other hours in Tokyo
    and in Seattle). The same `last_day` and `seed` give the same files.
    """
    rng = np.random.default_rng(seed)
    last_days = {m: last_day if isinstance(last_day, date) else last_day[m] for m in ("US", "DE", "JP")}
    tables: dict[str, list[Row]] = defaultdict(list)
    demands = demand([p.series for p in PRODUCTS], [last_days[p.marketplace] for p in PRODUCTS], DAYS, rng)
    for product, units in zip(PRODUCTS, demands, strict=True):
        dates = days_up_to(last_days[product.marketplace], DAYS)
        planted = BY_LISTING.get((product.marketplace, product.asin))
        quiet = _bank_holiday(product.marketplace, dates)
        units = np.where(quiet, rng.binomial(units, 0.7), units)
        weekend = np.array([day.weekday() >= 5 for day in dates])
        _add(tables, simulate(product, planted, units, weekend, rng), dates, rng)
    for marketplace, last in last_days.items():
        health, charges = voices.account(marketplace, days_up_to(last, DAYS))
        tables["account_health"] += health
        tables["charges"] += charges
    tables["fx_rates"] += voices.fx_rates(days_up_to(max(last_days.values()), DAYS), rng)
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        _write(folder / f"{name}.csv", rows)
    return [*INCIDENTS, *HARMLESS]


def _bank_holiday(marketplace: str, dates: list[date]) -> np.ndarray:
    """Germans shop less on the national holidays: a dip that nobody should be woken for."""
    if marketplace != "DE":
        return np.zeros(len(dates), dtype=bool)
    national = holidays.country_holidays("DE", years=sorted({day.year for day in dates}))
    return np.array([day in national for day in dates])


def _add(tables: dict[str, list[Row]], days: Days, dates: list[date], rng: np.random.Generator) -> None:
    product = days.product
    target = 75.0 if days.is_planted("launch_acos") else 28.0
    tables["products"].append(offering.product_row(product, dates[0] - timedelta(days=500), target))
    tables["traffic_daily"] += selling.traffic(days, dates, rng)
    parts: list[tuple[tuple[str, ...], tuple[list[Row], ...]]] = [
        (("ads_daily", "campaigns", "search_terms"), selling.ads(days, dates, rng)),
        (("keyword_ranks", "search_performance", "ranks"), selling.search(days, dates, rng)),
        (("inventory_daily", "inventory_age", "shipments"), offering.stock(days, dates)),
        (("reviews", "ratings_daily"), voices.reviews(days, dates, rng)),
    ]
    for names, made in parts:
        for name, rows in zip(names, made, strict=True):
            tables[name] += rows
    tables["offers"] += offering.offers(days, dates, rng)
    tables["competitors"] += offering.competitors(days, dates, rng)
    tables["listings"] += offering.listing(days, dates)
    tables["promotions"] += offering.promotions(days, dates)
    tables["returns"] += voices.returns(days, dates, rng)
    tables["notices"] += voices.notices(days, dates)
    tables["events"] += voices.events(days, dates)
    tables["documents"] += voices.documents(product, dates[-1])


def _write(path: Path, rows: Iterable[Row]) -> None:
    rows = list(rows)
    if not rows:
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
