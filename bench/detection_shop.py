"""A simulated catalogue as `read_table` gives it: sizes from 1 to 40 units a day, overdispersed, weekly rhythm, ads,
stock that is refilled, offers, listings, ratings, ranks. Nothing is wrong in it. Seeded."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

Tables = dict[str, dict[str, np.ndarray]]
LAST = date(2026, 6, 14)
_WEEK = np.array([1.0, 1.0, 0.95, 1.0, 1.1, 1.2, 1.15]) / (7.4 / 7)


def shop(n: int, length: int, seed: int, last: date = LAST) -> tuple[Tables, date]:
    """(tables, first day); flat columns, ASIN by ASIN."""
    rng = np.random.default_rng(seed)
    first = last - timedelta(days=length - 1)
    days = np.arange(np.datetime64(first), np.datetime64(last) + 1)
    asins = np.array([f"B0{i:08d}" for i in range(n)], dtype=object)
    size = np.exp(rng.uniform(np.log(1), np.log(40), n))
    price = np.round(np.exp(rng.uniform(np.log(12), np.log(60), n)), 2)[:, None]
    conversion = rng.uniform(0.06, 0.18, n)[:, None]
    mean = size[:, None] * _WEEK[(days.astype(int) + 3) % 7][None, :]
    units = rng.negative_binomial(mean / 0.4, 1 / 1.4).astype(float)  # variance 1.4 times the mean
    sessions = units + rng.poisson(mean * (1 / conversion - 1))
    clicks = rng.poisson(np.maximum(mean / conversion * 0.35, 1)).astype(float)
    orders = rng.binomial(clicks.astype(int), np.broadcast_to(conversion, clicks.shape)).astype(float)
    stock, held = np.zeros((n, length)), size * 70
    for day in range(length):
        held = held - units[:, day]
        held = np.where(held < size * 40, size * 75, held)
        stock[:, day] = np.round(held)

    def flat(values: np.ndarray | float) -> np.ndarray:
        return np.array(np.broadcast_to(np.asarray(values, dtype=float), (n, length))).reshape(-1)

    def word(value: str) -> np.ndarray:
        return np.array([value] * (n * length), dtype=object)

    who, when = np.repeat(asins, length), np.tile(days, n)
    campaign = np.repeat(np.array([f"C{i}" for i in range(n)], dtype=object), length)
    titles = np.array([f"Thing {i}" for i in range(n)], dtype=object)
    return {
        "products": {
            "asin": asins, "title": titles, "price": price[:, 0], "unit_cost": price[:, 0] * 0.25,
            "referral_fee_pct": np.full(n, 15.0), "fba_fee": np.full(n, 4.0), "inbound_cost": np.full(n, 0.5),
            "lead_time_days": np.full(n, 30.0),
        },
        "traffic_daily": {
            "asin": who, "date": when, "sessions": flat(sessions), "page_views": flat(np.round(sessions * 1.3)),
            "buy_box_pct": flat(np.clip(rng.normal(96, 2, (n, length)), 80, 100)),
            "orders": flat(np.round(units * 0.95)),
            "units": flat(units), "sales": flat(units * price),
        },
        "ads_daily": {
            "asin": who, "date": when, "campaign_id": campaign, "impressions": flat(clicks * 200),
            "clicks": flat(clicks),
            "spend": flat(clicks * rng.uniform(0.5, 1.2, n)[:, None] * np.exp(rng.normal(0, 0.05, (n, length)))),
            "orders": flat(orders), "units": flat(orders), "sales": flat(orders * price),
        },
        "campaigns": {
            "date": when, "campaign_id": campaign, "state": word("ENABLED"), "daily_budget": flat(size[:, None] * 5),
            "out_of_budget_pct": flat(rng.choice([0.0, 0.0, 0.0, 5.0], (n, length))),
        },
        "inventory_daily": {
            "asin": who, "date": when, "available": flat(stock), "reserved": flat(np.round(stock * 0.05)),
            "inbound": flat(np.round(size * 30)[:, None]),
        },
        "offers": {
            "asin": who, "date": when, "our_price": flat(price), "buy_box_price": flat(price),
            "buy_box_is_ours": flat(1.0),
            "featured_offer_status": word("OURS"), "other_offers": flat(0.0),
        },
        "listings": {"asin": who, "date": when, "status": word("BUYABLE"), "title": np.repeat(titles, length)},
        "ratings_daily": {
            "asin": who, "date": when, "rating": flat(np.round(rng.uniform(4.1, 4.8, n), 1)[:, None]),
            "rating_count": flat(rng.integers(50, 2000, n)[:, None]),
        },
        "ranks": {
            "asin": who, "date": when, "category": word("Home"),
            "rank": flat(np.exp(9 - np.log(mean) * 0.8 + rng.normal(0, 0.1, (n, length)))),
        },
    }, first  # fmt: skip
