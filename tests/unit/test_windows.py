"""Windows of days: what has not arrived is unknown, what Amazon leaves out of a report that came is nothing."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from analytics.windows import sums_of, window
from bot.records.figures import FIGURES
from bot.records.text import Money, Percent

DAYS = (date(2026, 3, 1), date(2026, 3, 2))


def _columns(rows: list[tuple[date, str, float]], name: str) -> dict[str, np.ndarray]:
    return {
        "date": np.array([r[0] for r in rows], dtype="datetime64[D]"),
        "asin": np.array([r[1] for r in rows], dtype=object),
        name: np.array([r[2] for r in rows], dtype=np.float64),
    }


TRAFFIC = _columns([(DAYS[0], "A", 100.0), (DAYS[0], "B", 50.0), (DAYS[1], "B", 30.0)], "sales")
ADS = _columns([(DAYS[0], "A", 10.0), (DAYS[1], "A", 8.0)], "spend")


def test_a_window_sums_all_asins_or_the_named_ones() -> None:
    assert window(TRAFFIC, ADS, *DAYS, "USD").values["sales"] == 180.0
    assert window(TRAFFIC, ADS, *DAYS, "USD", asins={"B"}).values["sales"] == 80.0
    assert window(TRAFFIC, ADS, *DAYS, "USD").values["tacos"] == pytest.approx(10.0)


def test_a_day_without_a_row_of_the_asin_leaves_its_sales_unknown() -> None:
    assert window(TRAFFIC, ADS, *DAYS, "USD", asins={"A"}).values["sales"] is None


def test_a_day_that_has_not_arrived_leaves_the_window_unknown() -> None:
    found = window(TRAFFIC, ADS, DAYS[0], date(2026, 3, 3), "USD")
    assert (found.values["sales"], found.values["ad_spend"]) == (None, None)


def test_an_asin_without_ads_on_a_day_whose_ads_arrived_spent_nothing() -> None:
    assert window(TRAFFIC, ADS, *DAYS, "USD", asins={"B"}).values["ad_spend"] == 0.0


def test_without_any_ads_report_the_spend_is_unknown() -> None:
    none = {name: column[:0] for name, column in ADS.items()}
    found = window(TRAFFIC, none, *DAYS, "USD")
    assert found.values["ad_spend"] is None
    assert found.shown("tacos") is not None  # the reason stands in its place


def test_every_name_has_a_value_or_none_and_values_are_typed() -> None:
    found = window(TRAFFIC, ADS, *DAYS, "EUR")
    assert set(found.values) == set(FIGURES)
    assert found.shown("sales") == Money(180.0, "EUR")
    assert found.shown("tacos") == Percent(10.0)


def test_sums_in_another_currency_scale_money_alone() -> None:
    found = sums_of(window(TRAFFIC, ADS, *DAYS, "EUR"), 2.0)
    assert (found.sales, found.ad_spend, found.units) == (360.0, 36.0, None)
