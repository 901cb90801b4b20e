"""Panels from the store, on both databases: what was written comes back placed by ASIN and day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import pytest
from sqlalchemy import Connection, Engine, insert

from bot.store.panels import accounts_and_marketplaces, last_complete_day, last_day_of_data, load_panel
from bot.store.schema.facts import ARRIVALS, FACTS

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 10)


def _write(connection: Connection, table: str, *rows: dict[str, object]) -> None:
    connection.execute(insert(FACTS[table]), [{"account": "main", "marketplace": "US", **row} for row in rows])


@pytest.fixture
def filled(engine: Engine) -> Engine:
    with engine.begin() as connection:
        _write(
            connection, "traffic_daily",
            {"asin": "B000000001", "date": date(2026, 3, 9), "units": 3, "sales": 30.5, "sessions": None},
            {"asin": "B000000001", "date": date(2026, 3, 10), "units": 0, "sales": 0.0, "sessions": 9},
        )  # fmt: skip
        other = {"asin": "B000000001", "date": date(2026, 3, 10), "units": 99, "account": "other"}
        _write(connection, "traffic_daily", other)
        for campaign, spend in (("C1", 2.5), ("C2", 1.5)):
            _write(
                connection, "ads_daily",
                {"asin": "B000000002", "date": date(2026, 3, 10), "campaign_id": campaign, "spend": spend},
            )  # fmt: skip
        _write(connection, "products", {"asin": "B000000003", "title": "Lamp", "price": 12.0})
        _write(connection, "notices", {"asin": "", "date": date(2026, 3, 10), "kind": "NEWS", "subject": "Fees"})
        _write(connection, "listings", {"asin": "B000000001", "date": date(2026, 3, 10), "status": "BUYABLE"})
        connection.execute(
            insert(ARRIVALS),
            {
                "account": "main", "marketplace": "US", "source": "traffic_daily", "date": date(2026, 3, 9),
                "first_seen_at": datetime(2026, 3, 13, 7, tzinfo=UTC),  # midnight of the 13th in Los Angeles
            },
        )  # fmt: skip
    return engine


def test_figures_lie_where_their_asin_and_day_say_and_the_rest_is_unknown(filled: Engine) -> None:
    with filled.connect() as connection:
        panel = load_panel(connection, "main", "US", FIRST, LAST)
    assert list(panel.asins) == ["B000000001", "B000000002", "B000000003"]
    units = panel.daily["traffic_daily.units"]
    assert units.shape == (3, 10)
    assert list(units[0, -2:]) == [3.0, 0.0]
    assert np.isnan(units[0, :-2]).all()
    assert np.isnan(units[1:]).all()
    assert np.isnan(panel.window("traffic_daily.sessions", 2)[0, 0])
    assert panel.daily["ads_daily.spend"][1, -1] == 4.0
    assert list(panel.campaigns.ids) == ["C1", "C2"]
    assert panel.title(2) == "Lamp"
    assert panel.rows["notices"]["at"][0] == -1


def test_a_view_shows_nothing_later_and_shares_the_arrays(filled: Engine) -> None:
    with filled.connect() as connection:
        panel = load_panel(connection, "main", "US", FIRST, LAST)
    view = panel.upto(date(2026, 3, 9))
    assert view.window("traffic_daily.units", 2)[0, -1] == 3.0
    assert np.shares_memory(view.window("traffic_daily.units", 2), panel.daily["traffic_daily.units"])
    assert list(view.recent("notices", 14)["date"]) == []
    assert view.window("traffic_daily.units", 30).shape == (3, 30)


def test_a_day_that_arrived_late_is_hidden_where_arrivals_are_honoured(filled: Engine) -> None:
    with filled.connect() as connection:
        panel = load_panel(connection, "main", "US", FIRST, LAST)
    late = panel.upto(LAST, honour_arrivals=True).window("traffic_daily.units", 2)[0]
    assert np.isnan(late[0])
    assert late[1] == 0.0
    assert panel.upto(LAST).window("traffic_daily.units", 2)[0, 0] == 3.0


def test_accounts_marketplaces_and_their_last_days(filled: Engine) -> None:
    with filled.connect() as connection:
        assert accounts_and_marketplaces(connection) == [("main", "US"), ("other", "US")]
        assert last_day_of_data(connection, "main", "US") == date(2026, 3, 10)
        assert last_day_of_data(connection, "main", "US", date(2026, 3, 9)) == date(2026, 3, 9)
        # at 09:00 in Beijing the 11th has begun there, but the 10th is not over in Los Angeles
        assert last_complete_day(connection, "main", "US", datetime(2026, 3, 11, 1, tzinfo=UTC)) == date(2026, 3, 9)
        assert last_complete_day(connection, "main", "US", datetime(2026, 3, 11, 8, tzinfo=UTC)) == date(2026, 3, 10)
        assert last_complete_day(connection, "nobody", "US", datetime(2026, 3, 11, 8, tzinfo=UTC)) is None
