"""The views for BI tools, on both databases."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Engine, text

from bot.store.bi_views import VIEWS, create_views
from bot.store.facts import write_rows

KEY = ("main", "US", "B0AAAAAAAA", date(2026, 3, 1))


def test_a_day_is_one_row_with_ads_added_up_and_the_unknown_left_empty(engine: Engine) -> None:
    key = ["account", "marketplace", "asin", "date"]
    with engine.begin() as connection:
        write_rows(connection, "traffic_daily", [*key, "units"], [(*KEY, 3)])
        write_rows(connection, "ads_daily", [*key, "campaign_id", "spend"], [(*KEY, "c1", 1.5), (*KEY, "c2", 2.0)])
        rows = connection.execute(text("SELECT units, ad_spend, sessions, title FROM bi_daily")).all()
        assert [tuple(row) for row in rows] == [(3, 3.5, None, None)]
        assert connection.execute(text("SELECT count(*) FROM bi_alerts")).scalar() == 0


def test_making_them_again_changes_nothing(engine: Engine) -> None:
    with engine.begin() as connection:
        create_views(connection)
        for name in VIEWS:
            connection.execute(text(f"SELECT * FROM {name}"))
