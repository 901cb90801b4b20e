"""A shop with known incidents, to measure diagnoses on: one ASIN with its family, peers, campaigns and last year.

The chain: rank and searches bring organic sessions, ads bring ad sessions, price, reviews, delivery and the Featured
Offer make them orders, stock allows all of it; sales rank is computed from sales. Demand follows real series (UCI
Online Retail, CC0, from `../shared/data`) where that file is there. `bench/shop_rows.py` draws the figures and writes
the contract's dataset folder, `bench/incidents.py` has the causes, `bench/scenarios.py` puts cases together. A second
shop of another style is in `bench/simulate_other.py`.
"""

from __future__ import annotations

import csv
import gzip
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from bot.records.dataset import Kind

UCI = Path(__file__).parents[2] / "shared" / "data" / "uci_online_retail_daily.csv.gz"
TARGET, PARENT = "B0TARGET01", "B0PARENT01"
HISTORY = 84
YEAR = 364
_TEXTS = (Kind.TEXT, Kind.ENUM, Kind.MARKETPLACE, Kind.ASIN)


@dataclass
class Scenario:
    """One simulated case and its truth: `causes` in order of their share; empty where nothing is wrong."""

    name: str
    seed: int
    account: str
    marketplace: str
    asin: str
    as_of: date
    status: str
    causes: tuple[str, ...]
    onset: date | None
    tables: dict[str, dict[str, np.ndarray]]
    notes: tuple[str, ...] = ()
    visible: bool = (
        True  # by design: expected units fell by 15 % or more, and by three standard deviations of their count
    )


def seen_fall(expected: np.ndarray, at: int, base: int, price: np.ndarray | float = 1.0) -> bool:
    """Whether a fall of the expected units a day, [days], from `at` on against the days from `base` can be seen at all.

    The money (units times `price`) fell by 15 % or more, the units by three standard deviations of their count.
    """
    money = expected * price
    if float(money[at:].mean()) > 0.85 * float(money[base:at].mean()):
        return False
    before, after, days = float(expected[base:at].mean()), float(expected[at:].mean()), len(expected) - at
    return bool((before - after) * days >= 3 * np.sqrt(before * days))


@dataclass
class Series:
    """One ASIN's driving series over the days: multipliers that incidents change."""

    level: float
    organic: np.ndarray
    conversion: np.ndarray
    price: np.ndarray
    ads: np.ndarray
    available: np.ndarray
    buy_box: np.ndarray
    per_order: float
    ad_part: float
    cvr: float


@dataclass
class Shop:
    """The whole small world while it is built. Arrays are [days]; `at` is the index of the onset."""

    random: np.random.Generator
    days: list[date]
    marketplace: str
    own: Series
    others: dict[str, Series]
    siblings: list[str]
    peers: list[str]
    at: int
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    state: dict[str, Any] = field(default_factory=dict)

    def add(self, table: str, **row: Any) -> None:
        self.rows.setdefault(table, []).append(row)

    def u(self, low: float, high: float) -> float:
        return float(self.random.uniform(low, high))

    def chance(self, p: float) -> bool:
        return bool(self.random.random() < p)


@cache
def real_shapes() -> tuple[np.ndarray, ...]:
    """Smooth demand shapes [days] around 1 from the real series of products that sell on most days."""
    if not UCI.exists():
        return ()
    by_sku: dict[str, list[float]] = {}
    with gzip.open(UCI, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            by_sku.setdefault(row["sku"], []).append(float(row["orders"]))
    shapes = []
    for values in by_sku.values():
        series = np.array(values[:330])
        if len(series) < 330 or series.mean() < 4:
            continue
        smooth = np.convolve(series, np.ones(28) / 28, "valid")
        if smooth.min() > 0.35 * smooth.mean():
            shapes.append(smooth / smooth.mean())
    return tuple(shapes)


def week_shape(random: np.random.Generator) -> np.ndarray:
    shape = np.exp(random.normal(0, random.uniform(0.02, 0.2), 7))
    return np.asarray(shape / shape.mean())


def wander(random: np.random.Generator, size: int, sd: float) -> np.ndarray:
    """Autocorrelated noise around 1."""
    steps, value, result = random.normal(0, sd * 0.6, size), 0.0, np.empty(size)
    for i in range(size):
        value = 0.7 * value + steps[i]
        result[i] = value
    return np.exp(result)


def _series(random: np.random.Generator, size: int, level: float, week: np.ndarray, start: date, sd: float) -> Series:
    weekday = np.array([week[(start + timedelta(days=i)).weekday()] for i in range(size)])
    trend = np.exp(np.arange(size) * random.uniform(-0.0012, 0.004))
    shapes = real_shapes()
    real = np.ones(size)
    if shapes and random.random() < 0.5:
        shape = shapes[int(random.integers(len(shapes)))]
        offset = int(random.integers(0, len(shape) - size)) if len(shape) > size else 0
        real = np.sqrt(np.resize(shape[offset : offset + size], size))
    ads = random.uniform(0.15, 0.5)
    demand = weekday * trend * real * wander(random, size, sd)
    return Series(
        level, demand * (1 - ads), np.ones(size), np.full(size, round(float(np.exp(random.uniform(2.1, 4.2))), 2)),
        demand * ads, np.full(size, float(random.integers(300, 3000))), np.full(size, random.uniform(88, 99.5)),
        random.uniform(1.02, 1.35), ads, random.uniform(0.05, 0.2),
    )  # fmt: skip


def new_shop(seed: int, *, onset_ago: int, level: float | None = None, as_of: date | None = None) -> Shop:
    """A shop in which nothing happens yet; an incident would start `onset_ago` days before the end of `as_of`."""
    random = np.random.default_rng(seed)
    last = as_of or date(2026, 1, 31) + timedelta(days=int(random.integers(0, 250)))
    size = HISTORY
    days = [last - timedelta(days=size - 1 - i) for i in range(size)]
    week = week_shape(random)
    sd = random.uniform(0.04, 0.1)
    level = level or float(np.exp(random.uniform(np.log(60), np.log(1500))))
    own = _series(random, size, level, week, days[0], sd)
    siblings = [f"B0SIBLING{i}" for i in range(int(random.integers(1, 4)))]
    peers = [f"B0PEER{i:04d}" for i in range(int(random.integers(5, 12)))]
    others = {
        asin: _series(random, size, float(np.exp(random.uniform(np.log(60), np.log(1200)))), week, days[0], sd)
        for asin in [*siblings, *peers]
    }
    market = str(random.choice(["US", "DE", "JP", "UK"]))
    return Shop(random, days, market, own, others, siblings, peers, size - onset_ago)


def expected_units(shop: Shop) -> np.ndarray:
    """Units a day that the target sells on average, without the noise of counting."""
    own = shop.own
    shown = sum(c["part"] * c["factor"] for c in shop.state["campaigns"])
    sessions = own.level * (own.organic + own.ads * shown)
    return np.asarray(sessions * own.cvr * own.conversion * (own.available > 0))


def paid(shop: Shop) -> np.ndarray:
    """What a buyer pays for a unit, by day."""
    return np.asarray(shop.own.price * (1 - shop.state.get("discount", 0.0)))
