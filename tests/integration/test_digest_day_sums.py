"""Sums made by the database: unknown parts are not skipped, and both databases agree."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
from sqlalchemy import Engine

from bot.store.day_sums import day_sums, pace_of_asins, sales_of_asins
from bot.store.schema.facts import FACTS

DAY = date(2026, 3, 31)
A, B = "B0AAAAAAAA", "B0BBBBBBBB"


def _store(engine: Engine, table: str, rows: list[dict[str, Any]]) -> None:
    names = {name for row in rows for name in row}
    full = [{"account": "main", "marketplace": "US", **dict.fromkeys(names), **row} for row in rows]
    with engine.begin() as connection:
        connection.execute(FACTS[table].insert(), full)


def _back(days: int) -> date:
    return DAY - timedelta(days=days)


def test_a_day_is_summed_and_an_unknown_part_makes_its_sum_unknown(engine: Engine) -> None:
    _store(
        engine,
        "traffic_daily",
        [
            {"date": _back(1), "asin": A, "units": 3, "sales": 30.0, "page_views": 100, "buy_box_pct": 50.0},
            {"date": _back(1), "asin": B, "units": 4, "sales": None, "page_views": 0, "buy_box_pct": None},
            {"date": DAY, "asin": A, "units": 5, "sales": 50.0, "page_views": 10, "buy_box_pct": None},
            {"date": _back(9), "asin": A, "units": 9, "sales": 90.0},
        ],
    )
    with engine.connect() as connection:
        traffic, ads = day_sums(connection, "main", "US", _back(3), DAY)
    assert traffic["date"].astype(object).tolist() == [_back(1), DAY]
    assert traffic["units"].tolist() == [7.0, 5.0]
    np.testing.assert_array_equal(traffic["sales"], [np.nan, 50.0])
    np.testing.assert_array_equal(traffic["featured_views"], [50.0, np.nan])
    assert len(ads["date"]) == 0


def test_chosen_asins_without_ads_on_a_day_that_has_come_spent_nothing(engine: Engine) -> None:
    _store(
        engine,
        "ads_daily",
        [
            {"date": _back(2), "asin": A, "campaign_id": "1", "spend": 2.0, "sales": 8.0},
            {"date": _back(2), "asin": A, "campaign_id": "2", "spend": 3.0, "sales": 9.0},
            {"date": _back(1), "asin": B, "campaign_id": "1", "spend": 7.0, "sales": None},
        ],
    )
    with engine.connect() as connection:
        _, ads = day_sums(connection, "main", "US", _back(5), DAY, [A])
        _, whole = day_sums(connection, "main", "US", _back(5), DAY)
    assert ads["date"].astype(object).tolist() == [_back(2), _back(1)]
    assert (ads["spend"].tolist(), ads["sales"].tolist()) == ([5.0, 0.0], [17.0, 0.0])
    np.testing.assert_array_equal(whole["sales"], [17.0, np.nan])


def test_sales_of_an_asin_count_where_every_day_is_known(engine: Engine) -> None:
    _store(
        engine,
        "traffic_daily",
        [
            {"date": _back(1), "asin": A, "sales": 10.0},
            {"date": DAY, "asin": A, "sales": 20.0},
            {"date": DAY, "asin": B, "sales": 5.0},
            {"date": _back(1), "asin": B, "sales": None},
        ],
    )
    with engine.connect() as connection:
        assert sales_of_asins(connection, "main", "US", _back(1), DAY) == {A: 30.0}
        assert sales_of_asins(connection, "main", "US", DAY, DAY) == {A: 20.0, B: 5.0}
        assert sales_of_asins(connection, "main", "DE", DAY, DAY) == {}


def test_the_pace_leaves_out_days_without_stock_and_unknown_days(engine: Engine) -> None:
    _store(
        engine,
        "traffic_daily",
        [{"date": _back(k), "asin": A, "units": None if k == 0 else 0 if k < 5 else 10} for k in range(12)],
    )
    _store(engine, "inventory_daily", [{"date": _back(k), "asin": A, "available": 0 if k < 5 else 8} for k in range(8)])
    with engine.connect() as connection:
        assert pace_of_asins(connection, "main", "US", DAY, 10, [A]) == {A: (50.0, 5)}
        assert pace_of_asins(connection, "main", "US", DAY, 10, [B]) == {}
