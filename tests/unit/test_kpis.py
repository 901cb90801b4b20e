"""Key figures on sums done by hand, and what must hold for any figures."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.kpis import (
    RETURN_DELAY,
    Kpis,
    Ratio,
    Sums,
    change_pct,
    days_of_cover,
    featured_views,
    kpis,
    return_rate,
    review_velocity,
    sums,
    total,
)
from templates.words import LANGUAGES, say

NAN = float("nan")


def _rows(**columns: list[float]) -> dict[str, np.ndarray]:
    return {name: np.array(values, dtype=np.float64) for name, values in columns.items()}


def test_ratios_come_from_sums_and_not_from_the_mean_of_ratios() -> None:
    traffic = _rows(
        sessions=[100, 900], page_views=[200, 1800], buy_box_pct=[50, 100], orders=[9, 40], units=[10, 45],
        sales=[200.0, 900.0],
    )  # fmt: skip
    ads = _rows(
        impressions=[10000, 30000],
        clicks=[50, 150],
        spend=[40.0, 60.0],
        orders=[2, 8],
        units=[2, 8],
        sales=[50.0, 350.0],
    )
    found = kpis(sums(traffic, ads))
    assert found.cvr.value == pytest.approx(5.5)
    assert found.order_cvr.value == pytest.approx(4.9)
    assert found.ctr.value == pytest.approx(0.5)
    assert found.cpc.value == pytest.approx(0.5)
    assert found.acos.value == pytest.approx(25.0)
    assert found.tacos.value == pytest.approx(100 * 100 / 1100)
    assert found.featured_offer.value == pytest.approx(95.0)
    assert found.price.value == pytest.approx(20.0)


def test_acos_without_sales_is_no_sales_and_neither_zero_nor_infinite() -> None:
    found = kpis(Sums(ad_spend=12.0, ad_sales=0.0))
    assert found.acos.value is None
    assert found.acos.reason is not None
    assert say(found.acos.reason, "en") == "no ad sales"
    assert say(found.acos.reason, "zh") == "没有广告销售额"


def test_an_unknown_figure_is_named_and_is_not_called_none() -> None:
    found = kpis(Sums(ad_spend=12.0, ad_sales=None))
    assert found.acos.reason is not None
    assert say(found.acos.reason, "en") == "ad sales unknown"


def test_one_unknown_row_makes_the_sum_unknown_and_no_rows_are_unknown_too() -> None:
    assert total(np.array([1.0, NAN])) is None
    assert total(np.array([])) is None
    assert total(np.array([0.1] * 10)) == 1.0


def test_a_featured_offer_share_may_be_empty_where_nobody_came() -> None:
    assert featured_views(np.array([0.0, 10.0]), np.array([NAN, 40.0])).tolist() == [0.0, 4.0]


def test_sales_below_zero_by_corrections_give_no_acos() -> None:
    assert kpis(Sums(ad_spend=3.0, ad_sales=-5.0)).acos.value is None


def test_cover_without_demand_is_no_demand_and_with_unknown_stock_unknown() -> None:
    assert days_of_cover(50.0, 2.5) == Ratio(20.0)
    assert [say(r.reason, "en") for r in (days_of_cover(5.0, 0.0), days_of_cover(None, 2.0)) if r.reason] == [
        "no demand",
        "stock unknown",
    ]


def test_the_return_rate_of_a_steady_product_is_its_returns_over_its_units() -> None:
    days = 7 + len(RETURN_DELAY) - 1
    found = return_rate(np.full(days, 0.5), np.full(days, 10.0), 7)
    assert found.value == pytest.approx(5.0)


def test_a_week_of_low_sales_does_not_look_like_bad_quality() -> None:
    units = np.full(80, 20.0)
    units[-7:] = 2.0
    returned = np.full(80, 1.0)  # 5 % of the 20 a day of before
    found = return_rate(returned, units, 7)
    assert found.value is not None
    assert 5.0 <= found.value < 6.0  # returns over the week's own units would be 50 %


def test_the_return_rate_by_hand_with_two_days_of_delay() -> None:
    delay = np.array([0.0, 0.5, 0.5])
    # returns on the last day come half from 10 units (a day ago) and half from 30 (two days ago): 2 of 20
    found = return_rate(np.array([0.0, 0.0, 2.0]), np.array([30.0, 10.0, 99.0]), 1, delay)
    assert found.value == pytest.approx(10.0)


def test_a_short_history_or_an_unknown_day_leaves_the_return_rate_unknown() -> None:
    short = return_rate(np.ones(10), np.ones(10), 7)
    assert short.value is None
    assert short.reason is not None
    assert "52" in say(short.reason, "en")
    units = np.ones(80)
    units[-20] = NAN
    assert return_rate(np.ones(80), units, 7).value is None


def test_review_velocity_is_new_ratings_in_thirty_days() -> None:
    counts = np.array([NAN, 100.0, NAN, NAN, 106.0, NAN])
    assert review_velocity(counts).value == pytest.approx(60.0)
    assert review_velocity(np.array([NAN, 5.0])).value is None


def test_a_change_from_nothing_has_no_percentage() -> None:
    assert change_pct(200.0, 150.0) == -25.0
    assert change_pct(0.0, 10.0) is None
    assert change_pct(None, 10.0) is None


maybe = st.one_of(st.none(), st.integers(0, 10**6).map(float))
some_sums = st.builds(Sums, **{f.name: maybe for f in fields(Sums)})


@given(some_sums, some_sums)
def test_unknown_propagates_and_sums_add_up(first: Sums, second: Sums) -> None:
    both = first + second
    for field in fields(Sums):
        a, b = getattr(first, field.name), getattr(second, field.name)
        assert getattr(both, field.name) == (None if a is None or b is None else a + b)


@given(some_sums)
def test_every_ratio_has_either_a_value_or_a_reason_with_words_in_each_language(of: Sums) -> None:
    found = kpis(of)
    for field in fields(Kpis):
        one = getattr(found, field.name)
        assert (one.value is None) != (one.reason is None)
        if one.reason is not None:
            assert all(say(one.reason, lang) for lang in LANGUAGES)


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 1000)), min_size=1, max_size=20))
def test_a_ratio_of_sums_lies_between_the_rows_own_ratios(rows: list[tuple[int, int]]) -> None:
    units = np.array([min(a, b) for a, b in rows], dtype=np.float64)
    sessions = np.array([max(a, b) for a, b in rows], dtype=np.float64)
    found = kpis(sums({"units": units, "sessions": sessions}, {})).cvr.value
    own = [100 * a / b for a, b in zip(units.tolist(), sessions.tolist(), strict=True) if b > 0]
    if found is None:
        assert own == []
    else:
        assert min(own) - 1e-9 <= found <= max(own) + 1e-9
