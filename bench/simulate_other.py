"""Draws the figures of the second simulated shop (its assumptions and causes are in `bench/ways.py`)."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from bench.shop_rows import columns
from bench.simulate import Scenario, seen_fall
from bench.ways import ASIN, FAMILY, WAYS, Booth
from bot.records.dataset import MARKETPLACES


def make_other(cause: str, seed: int) -> Scenario:
    """One scenario of the second shop."""
    b = Booth(seed)
    WAYS[cause](b)
    with_ads = bool(b.rows.pop("_ads", None)) or b.r.random() < 0.5
    year = b.rows.pop("_year", None) is not None
    _traffic(b, with_ads)
    _neighbours(b, year)
    status = {"nothing": "no_drop", "unexplained": "insufficient_evidence"}.get(cause, "diagnosed")
    truth = () if cause == "nothing" else (cause,)
    part = b.ad_part if with_ads else 0.0
    expected = b.visits * b.market_level * ((1 - part) * b.organic + part * b.ads) * b.rate * b.convert
    visible = seen_fall(expected, b.at, max(0, b.at - (5 if cause == "promotion_ended" else 14)), b.paid)
    return Scenario(
        f"other:{cause}",
        seed,
        "main",
        b.market,
        ASIN,
        b.last,
        status,
        truth,
        b.days[b.at],
        columns(b.rows),
        (),
        visible,
    )


def _traffic(b: Booth, with_ads: bool) -> None:
    part = b.ad_part if with_ads else 0.0
    for i, day in enumerate(b.days):
        level = b.visits * b.week[day.weekday()] * b.market_level[i]
        clicks = round(max(0.0, level * part * b.ads[i] * b.r.normal(1, b.noise)))
        organic = round(max(0.0, level * (1 - part) * b.organic[i] * b.r.normal(1, b.noise)))
        sessions = organic + clicks
        mean = sessions * b.rate * b.convert[i]
        orders = max(0, round(b.r.normal(mean, np.sqrt(mean + 1e-9)))) if mean > 0 else 0
        units = orders + (int(b.r.integers(0, 2)) if orders > 3 else 0)
        box = min(100.0, max(0.0, 96 * b.box[i] + b.r.normal(0, 1)))
        b.tell(
            "traffic_daily",
            i,
            sessions=sessions,
            page_views=round(sessions * 1.2),
            buy_box_pct=round(box, 1),
            orders=orders,
            units=units,
            sales=round(units * b.price * b.paid[i], 2),
        )
        if with_ads and (clicks or b.ads[i] > 0):
            b.tell(
                "ads_daily",
                i,
                campaign_id="K1",
                campaign_name="main",
                ad_type="SP",
                impressions=clicks * 120 + int(b.r.integers(0, 50)),
                clicks=clicks,
                spend=round(clicks * 0.9, 2),
                orders=round(clicks * b.rate * b.convert[i]),
                sales=round(clicks * b.rate * b.convert[i] * b.price, 2),
            )


def _neighbours(b: Booth, year: bool) -> None:
    for asin, parent in ((ASIN, FAMILY), ("B0AAAAAA02", FAMILY)):
        b.tell(
            "products", asin=asin, parent_asin=parent, price=b.price, currency=MARKETPLACES[b.market], category="Toys"
        )
    for n in range(int(b.r.integers(3, 7))):
        asin, size = f"B0NEIGHB{n:02d}", float(np.exp(b.r.uniform(np.log(60), np.log(1500))))
        b.tell("products", asin=asin, price=20.0, category="Toys" if b.r.random() < 0.8 else "Garden")
        for i, day in enumerate(b.days):
            sessions = round(max(0.0, size * b.week[day.weekday()] * b.market_level[i] * b.r.normal(1, b.noise)))
            units = int(b.r.binomial(sessions, 0.1))
            b.tell("traffic_daily", i, asin=asin, sessions=sessions, units=units, orders=units, sales=units * 20.0)
    if not year and b.r.random() < 0.7:
        return
    for i, day in enumerate(b.days):
        past = day - timedelta(days=364)
        fall = b.market_level[i] if year else 1.0
        sessions = round(max(0.0, b.visits * 0.8 * b.week[past.weekday()] * fall * b.r.normal(1, b.noise)))
        units = int(b.r.binomial(sessions, b.rate))
        b.tell(
            "traffic_daily",
            asin=ASIN,
            date=past,
            sessions=sessions,
            units=units,
            orders=units,
            sales=round(units * b.price, 2),
        )
