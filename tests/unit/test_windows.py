"""Windows of days: what has not arrived is unknown, ratios come from the window's sums."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from analytics.windows import sums_of, window
from bot.records.figures import FIGURES
from bot.records.text import Money, Percent

DAYS = (date(2026, 3, 1), date(2026, 3, 2))


def _columns(days: list[date], **values: list[float]) -> dict[str, np.ndarray]:
    found = {name: np.array(some, dtype=np.float64) for name, some in values.items()}
    return {"date": np.array(days, dtype="datetime64[D]"), **found}


TRAFFIC = _columns(list(DAYS), sales=[150.0, 30.0], page_views=[100.0, 300.0], featured_views=[50.0, 300.0])
ADS = _columns(list(DAYS), spend=[10.0, 8.0])


def test_a_window_sums_its_days_and_takes_ratios_from_the_sums() -> None:
    found = window(TRAFFIC, ADS, *DAYS, "USD").values
    assert (found["sales"], found["ad_spend"]) == (180.0, 18.0)
    assert found["tacos"] == pytest.approx(10.0)
    assert found["featured_offer"] == pytest.approx(87.5)


def test_a_day_that_has_not_arrived_leaves_the_window_unknown() -> None:
    found = window(TRAFFIC, ADS, DAYS[0], date(2026, 3, 3), "USD")
    assert (found.values["sales"], found.values["ad_spend"]) == (None, None)


def test_a_day_with_an_unknown_sum_leaves_the_window_unknown() -> None:
    some = _columns(list(DAYS), sales=[150.0, np.nan])
    assert window(some, ADS, *DAYS, "USD").values["sales"] is None
    assert window(some, ADS, DAYS[0], DAYS[0], "USD").values["sales"] == 150.0


def test_without_any_ads_report_the_spend_is_unknown_and_the_ratio_says_why() -> None:
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
    assert (found.sales, found.ad_spend, found.page_views, found.units) == (360.0, 36.0, 400.0, None)
    assert found.featured_views == pytest.approx(350.0)
