"""The digest against a naive reckoning in plain Python over a shop of random figures with holes, day by day."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.reports.digest import digest, to_json
from bot.store.schema.facts import FACTS

FIRST, DAYS = date(2026, 1, 1), 40
NOW = datetime(2026, 6, 1, tzinfo=UTC)
Rows = list[dict[str, Any]]


def _shop(seed: int) -> dict[str, Rows]:
    """Two marketplaces, five ASINs; a row in 50 is missing, a cell in 33 unknown, a day in 20 has no ads report."""
    chance = random.Random(seed)
    rows: dict[str, Rows] = {"traffic_daily": [], "ads_daily": []}
    for marketplace in ("US", "JP"):
        for k in range(DAYS):
            day = FIRST + timedelta(days=k)
            ads_came = chance.random() > 0.05
            for i in range(5):
                here = {"account": "main", "marketplace": marketplace, "asin": f"B00000000{i}", "date": day}
                units = chance.randint(0, 12)
                traffic = {
                    **here, "sessions": units * 8 + chance.randint(0, 9), "page_views": units * 10, "orders": units,
                    "buy_box_pct": 90.0, "units": units, "sales": round(units * 19.99, 2),
                }  # fmt: skip
                if chance.random() < 0.03:
                    traffic[chance.choice(("sessions", "units", "sales"))] = None
                if chance.random() > 0.02:
                    rows["traffic_daily"].append(traffic)
                if ads_came and chance.random() > 0.2:
                    rows["ads_daily"].append(
                        {**here, "campaign_id": "c", "impressions": 100, "clicks": 9, "orders": 1, "units": 1,
                         "spend": round(chance.random() * 20, 2), "sales": round(chance.random() * 60, 2)}
                    )  # fmt: skip
    return rows


def _sum(rows: Rows, marketplace: str, day: date, column: str) -> float | None:
    values = [row[column] for row in rows if row["marketplace"] == marketplace and row["date"] == day]
    return None if not values or None in values else sum(values)


def _ratio(top: float | None, bottom: float | None) -> float | None:
    return None if top is None or not bottom else 100 * top / bottom


@pytest.mark.parametrize("seed", [1, 2])
def test_every_figure_of_every_day_equals_the_naive_one(sqlite_engine: Engine, seed: int) -> None:
    shop = _shop(seed)
    with sqlite_engine.begin() as connection:
        for table, rows in shop.items():
            connection.execute(FACTS[table].insert(), rows)
    traffic, ads = shop["traffic_daily"], shop["ads_daily"]
    unknown = 0
    with sqlite_engine.connect() as connection:
        for k in range(8, DAYS, 3):
            day = FIRST + timedelta(days=k)
            found = to_json(digest(connection, now=NOW, as_of=day))
            for market in found["marketplaces"]:
                for figures, when in ((market, day), (market["week_ago"], day - timedelta(days=7))):
                    name = market["marketplace"]
                    sold = {c: _sum(traffic, name, when, c) for c in ("sales", "units", "orders", "sessions")}
                    spend, ad_sales = _sum(ads, name, when, "spend"), _sum(ads, name, when, "sales")
                    expected = {
                        **sold,
                        "ad_spend": spend,
                        "ad_sales": ad_sales,
                        "cvr": _ratio(sold["units"], sold["sessions"]),
                        "acos": _ratio(spend, ad_sales),
                        "tacos": _ratio(spend, sold["sales"]),
                    }
                    for figure, value in expected.items():
                        assert figures[figure] == (None if value is None else pytest.approx(value, abs=0.006)), figure
                        unknown += value is None
            sales = {(r["marketplace"], r["asin"], r["date"]): r["sales"] for r in traffic}
            for move in found["movers"]:
                now = sales[move["marketplace"], move["asin"], day]
                before = sales[move["marketplace"], move["asin"], day - timedelta(days=7)]
                assert move["change"] == pytest.approx(now - before, abs=0.006)
                assert move["change_pct"] == (
                    None if not before else pytest.approx(100 * (now - before) / before, abs=0.01)
                )
    assert unknown > 5  # the holes were met
