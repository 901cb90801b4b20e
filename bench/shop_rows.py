"""The simulated shop's figures drawn and written as the contract's tables, in memory or as a dataset folder."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from bench.simulate import PARENT, TARGET, Scenario, Series, Shop
from bot.records.dataset import BY_NAME, MARKETPLACES, Kind

_TEXTS = (Kind.TEXT, Kind.ENUM, Kind.MARKETPLACE, Kind.ASIN)


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
            "products",
            marketplace=shop.marketplace,
            asin=asin,
            parent_asin=PARENT if family else None,
            sku=f"SKU-{asin}",
            title=f"Thing {asin}",
            brand="Acme",
            category="Kitchen",
            price=float(series.price[0]),
            currency=currency,
            unit_cost=round(float(series.price[0]) * 0.3, 2),
            target_acos=25.0,
            launched_on=date(2022, 5, 1),
        )


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
            "traffic_daily",
            date=day,
            marketplace=shop.marketplace,
            asin=asin,
            sessions=int(sessions[i]),
            page_views=int(sessions[i] * 1.35),
            buy_box_pct=round(float(np.clip(series.buy_box[i] + random.normal(0, 1.2), 0, 100)), 2),
            orders=int(orders[i]),
            units=int(units[i]),
            sales=float(sales[i]),
        )
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
                "campaigns",
                date=day,
                marketplace=shop.marketplace,
                campaign_id=campaign["id"],
                state=campaign.get("state", ["ENABLED"] * len(clicks))[i],
                targeting="MANUAL",
                daily_budget=campaign.get("budget", 100.0),
                out_of_budget_pct=float(campaign.get("short", np.zeros(len(clicks)))[i]),
                bid=float(campaign.get("bid", np.full(len(clicks), 1.1))[i]),
            )


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
            "offers",
            date=day,
            marketplace=shop.marketplace,
            asin=TARGET,
            our_price=ours,
            buy_box_price={"OURS": ours, "OTHER": other if other == other else ours * 0.97, "NONE": None}[status],
            buy_box_is_ours=int(status == "OURS"),
            featured_offer_status=status,
            lowest_other_price=None if other != other else round(float(other), 2),
            other_offers=int(offer["others"][i]),
            competitive_price_threshold=round(ours * 1.05, 2),
            delivery_days=float(max(1, round(offer["delivery"][i] + random.normal(0, 0.3)))),
        )
        for rival, prices in state["rivals"].items():
            shop.add(
                "competitors",
                date=day,
                marketplace=shop.marketplace,
                asin=TARGET,
                competitor_asin=rival,
                price=round(float(prices["price"][i]), 2),
                coupon_pct=float(prices["coupon"][i]),
                rating=4.4,
            )
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
                "search_performance",
                date=day,
                marketplace=shop.marketplace,
                asin=TARGET,
                query="kitchen thing",
                volume=volume,
                impressions=int(volume * 0.3 * seen * np.exp(random.normal(0, 0.04))),
                clicks=300,
                purchases=20,
            )


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
            "ratings_daily",
            date=day,
            marketplace=shop.marketplace,
            asin=TARGET,
            rating=round(float(state["rating"][i]), 1),
            rating_count=int(state["rating_count"][i]),
        )


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
