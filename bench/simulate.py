"""A shop with known incidents, to measure diagnoses on: one ASIN with its family, peers, campaigns and last year.

The chain: rank and searches bring organic sessions, ads bring ad sessions, price, reviews, delivery and the Featured
Offer make them orders, stock allows all of it; sales rank is computed from sales. Demand follows real series (UCI Online
Retail, CC0, from `../shared/data`) where that file is there. `write_dataset` writes the contract's dataset folder.
The causes' doings are in `bench/incidents.py`; a second, independently styled shop is in `bench/simulate_other.py`.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from bot.records.dataset import BY_NAME, MARKETPLACES, Kind

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
    """A shop in which nothing happens yet; its last day is `as_of`, an incident would start `onset_ago` days from it."""
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


def emit(shop: Shop) -> None:
    """Draws the figures and writes the rows of every table."""
    _products(shop)
    for asin, series in [(TARGET, shop.own), *shop.others.items()]:
        _traffic(shop, asin, series)
    _states(shop)
    _search(shop)
    _reviews(shop)


def _products(shop: Shop) -> None:
    currency = MARKETPLACES[shop.marketplace]
    for asin, series in [(TARGET, shop.own), *shop.others.items()]:
        family = asin == TARGET or asin in shop.siblings
        shop.add(
            "products", marketplace=shop.marketplace, asin=asin, parent_asin=PARENT if family else None, sku=f"SKU-{asin}",
            title=f"Thing {asin}", brand="Acme", category="Kitchen", price=float(series.price[0]), currency=currency,
            unit_cost=round(float(series.price[0]) * 0.3, 2), target_acos=25.0, launched_on=date(2022, 5, 1),
        )  # fmt: skip


def _traffic(shop: Shop, asin: str, series: Series) -> None:
    random, size = shop.random, len(shop.days)
    organic = random.poisson(np.maximum(series.organic * series.level, 0))
    wanted = np.maximum(series.ads * series.level, 0)
    ads_total = np.zeros(size, dtype=int)
    campaigns = (
        shop.state["campaigns"] if asin == TARGET else [{"id": f"C-{asin}", "part": 1.0, "factor": np.ones(size)}]
    )
    for campaign in campaigns:
        clicks = random.poisson(wanted * campaign["part"] * campaign["factor"])
        ads_total += clicks
        _ads(shop, asin, campaign, clicks, series)
    sessions = organic + ads_total
    stocked = series.available > 0
    rate = np.clip(series.cvr * series.conversion, 0, 0.9) / series.per_order
    orders = random.binomial(sessions, np.where(stocked, rate, 0.0))
    units = orders + random.poisson(orders * (series.per_order - 1))
    discount = shop.state.get("discount", np.zeros(size)) if asin == TARGET else np.zeros(size)
    sales = np.round(units * series.price * (1 - discount), 2)
    for i, day in enumerate(shop.days):
        shop.add(
            "traffic_daily", date=day, marketplace=shop.marketplace, asin=asin, sessions=int(sessions[i]),
            page_views=int(sessions[i] * 1.35), buy_box_pct=round(float(np.clip(series.buy_box[i] + random.normal(0, 1.2), 0, 100)), 2),
            orders=int(orders[i]), units=int(units[i]), sales=float(sales[i]),
        )  # fmt: skip
    if asin == TARGET:
        shop.state["units"] = units
    flow = np.convolve(units, np.ones(7) / 7, "full")[:size] + 0.3
    rank = np.round(40000 / flow**0.9 * np.exp(random.normal(0, 0.06, size)))
    for i, day in enumerate(shop.days):
        if asin == TARGET:
            shop.add(
                "ranks", date=day, marketplace=shop.marketplace, asin=asin, category="Kitchen", rank=float(rank[i])
            )
        if asin == TARGET or asin in shop.siblings:
            level = series.available[i]
            left = int(level) if level > 0 else 0
            moving = int(shop.state.get("transfer", np.zeros(size))[i]) if asin == TARGET else 0
            shop.add(
                "inventory_daily", date=day, marketplace=shop.marketplace, asin=asin, available=left,
                reserved=moving + int(random.integers(0, 8)), fc_transfer=moving, inbound=200, unfulfillable=3,
            )  # fmt: skip


def _ads(shop: Shop, asin: str, campaign: Mapping[str, Any], clicks: np.ndarray, series: Series) -> None:
    random, rate = shop.random, campaign.get("rate", 0.008)
    cost = campaign.get("cost", np.full(len(clicks), 0.8))
    for i, day in enumerate(shop.days):
        if clicks[i] == 0 and campaign["factor"][i] == 0:
            if not shop.state.get("silent_rows", False):
                continue
            impressions = 0
        else:
            impressions = int(clicks[i] / rate * np.exp(random.normal(0, 0.05))) + int(random.integers(0, 20))
        orders = int(random.binomial(clicks[i], min(0.9, series.cvr * series.conversion[i])))
        shop.add(
            "ads_daily", date=day, marketplace=shop.marketplace, asin=asin, campaign_id=campaign["id"],
            campaign_name=f"Campaign {campaign['id']}", ad_type="SP", impressions=impressions, clicks=int(clicks[i]),
            spend=round(float(clicks[i] * cost[i] * np.exp(random.normal(0, 0.04))), 2), orders=orders, units=orders,
            sales=round(float(orders * series.price[i]), 2),
        )  # fmt: skip
        if asin == TARGET:
            shop.add(
                "campaigns", date=day, marketplace=shop.marketplace, campaign_id=campaign["id"], state=campaign.get("state", ["ENABLED"] * len(clicks))[i],
                targeting="MANUAL", daily_budget=campaign.get("budget", 100.0),
                out_of_budget_pct=float(campaign.get("short", np.zeros(len(clicks)))[i]), bid=float(campaign.get("bid", np.full(len(clicks), 1.1))[i]),
            )  # fmt: skip


def _states(shop: Shop) -> None:
    state, own, random = shop.state, shop.own, shop.random
    size = len(shop.days)
    listing, offer = state["listing"], state["offer"]
    for i, day in enumerate(shop.days):
        shop.add(
            "listings",
            date=day,
            marketplace=shop.marketplace,
            asin=TARGET,
            **{name: values[i] for name, values in listing.items()},
        )
        ours = float(own.price[i])
        other = offer["lowest"][i]
        status = offer["status"][i]
        shop.add(
            "offers", date=day, marketplace=shop.marketplace, asin=TARGET, our_price=ours,
            buy_box_price={"OURS": ours, "OTHER": other if other == other else ours * 0.97, "NONE": None}[status],
            buy_box_is_ours=int(status == "OURS"), featured_offer_status=status,
            lowest_other_price=None if other != other else round(float(other), 2), other_offers=int(offer["others"][i]),
            competitive_price_threshold=round(ours * 1.05, 2), delivery_days=float(max(1, round(offer["delivery"][i] + random.normal(0, 0.3)))),
        )  # fmt: skip
        for rival, prices in state["rivals"].items():
            shop.add(
                "competitors", date=day, marketplace=shop.marketplace, asin=TARGET, competitor_asin=rival,
                price=round(float(prices["price"][i]), 2), coupon_pct=float(prices["coupon"][i]), rating=4.4,
            )  # fmt: skip
    for sibling in shop.siblings:
        for i in range(0, size, 2):
            shop.add(
                "listings",
                date=shop.days[i],
                marketplace=shop.marketplace,
                asin=sibling,
                status="BUYABLE",
                parent_asin=PARENT,
            )


def _search(shop: Shop) -> None:
    ranks, random = shop.state["keyword_ranks"], shop.random
    for i, day in enumerate(shop.days):
        for word, places in ranks.items():
            rank = max(1.0, round(float(places[i] * np.exp(random.normal(0, 0.12)))))
            shop.add(
                "keyword_ranks", date=day, marketplace=shop.marketplace, asin=TARGET, keyword=word, organic_rank=rank
            )
        if day.weekday() == 5 and i >= 6:
            seen = float(shop.state["seen"][i - 6 : i + 1].mean())
            volume = int(40000 * float(shop.state["searches"][i - 6 : i + 1].mean()) * np.exp(random.normal(0, 0.03)))
            shop.add(
                "search_performance", date=day, marketplace=shop.marketplace, asin=TARGET, query="kitchen thing",
                volume=volume, impressions=int(volume * 0.3 * seen * np.exp(random.normal(0, 0.04))), clicks=300, purchases=20,
            )  # fmt: skip


def _reviews(shop: Shop) -> None:
    random, state = shop.random, shop.state
    for i, day in enumerate(shop.days):
        for n in range(int(random.poisson(state["review_rate"]))):
            stars = float(random.choice([1, 2, 3, 4, 5], p=[0.04, 0.03, 0.06, 0.2, 0.67]))
            shop.add(
                "reviews",
                review_id=f"R{i}-{n}",
                date=day,
                marketplace=shop.marketplace,
                asin=TARGET,
                rating=stars,
                title="ok",
                body="fine",
            )
        for n in range(int(state["bad"][i])):
            shop.add(
                "reviews",
                review_id=f"X{i}-{n}",
                date=day,
                marketplace=shop.marketplace,
                asin=TARGET,
                rating=float(random.choice([1, 1, 2])),
                title="bad",
                body="broke",
            )
        shop.add(
            "ratings_daily", date=day, marketplace=shop.marketplace, asin=TARGET, rating=round(float(state["rating"][i]), 1),
            rating_count=int(state["rating_count"][i]),
        )  # fmt: skip


def columns(rows: Mapping[str, list[dict[str, Any]]]) -> dict[str, dict[str, np.ndarray]]:
    """Rows as `bot.store.reading.read_table` would give them, every column of the contract in place."""
    result: dict[str, dict[str, np.ndarray]] = {}
    for table, its in rows.items():
        made: dict[str, np.ndarray] = {}
        for column in BY_NAME[table].columns:
            values = [row.get(column.name) for row in its]
            if column.name == "account":
                values = [v or "main" for v in values]
            if column.kind in _TEXTS:
                array = np.empty(len(its), dtype=object)
                array[:] = [None if v is None else str(v) for v in values]
                if column.name in BY_NAME[table].key:
                    array[:] = [v or "" for v in array]
                made[column.name] = array
            elif column.kind is Kind.DATE:
                made[column.name] = np.array(values, dtype="datetime64[D]")
            else:
                made[column.name] = np.array([np.nan if v is None else v for v in values], dtype=np.float64)
        result[table] = made
    return result


def write_dataset(scenario: Scenario, folder: Path) -> None:
    """The scenario as the contract's dataset folder; columns without any value are left out."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, its in scenario.tables.items():
        spec = BY_NAME[table]
        kept = [c for c in spec.columns if c.required or _any(its[c.name])]
        with (folder / spec.file).open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([c.name for c in kept])
            for row in zip(*(its[c.name] for c in kept), strict=True):
                writer.writerow([_cell(v, c.kind) for v, c in zip(row, kept, strict=True)])


def _any(values: np.ndarray) -> bool:
    return any(_cell(v, Kind.TEXT) != "" for v in values)


def _cell(value: Any, kind: Kind) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, float) and kind in (Kind.COUNT, Kind.YES_NO):
        return str(int(value))
    return str(value)
