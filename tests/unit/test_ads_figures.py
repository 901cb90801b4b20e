"""Campaigns and search terms: what to promote, what to negate, and where a product stands."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.ads import Phase, Spent, by, conversion, phase, to_negate, to_promote, without_sales


def _term(name: str, clicks: float, orders: float, sales: float, spend: float = 10.0) -> Spent:
    return Spent(name, 1000.0, clicks, spend, orders, sales)


def test_rows_are_summed_by_name_and_an_unknown_figure_makes_its_sum_unknown() -> None:
    rows = {
        "campaign_id": np.array(["a", "b", "a"], dtype=object),
        "spend": np.array([1.0, 10.0, 2.0]),
        "sales": np.array([5.0, 20.0, np.nan]),
        "orders": np.array([1.0, 2.0, 0.0]),
        "clicks": np.array([3.0, 4.0, 5.0]),
    }
    assert by(rows, "campaign_id") == [
        Spent("b", None, 4.0, 10.0, 2.0, 20.0),
        Spent("a", None, 8.0, 3.0, 1.0, None),
    ]


def test_a_term_is_negated_when_its_clicks_should_have_brought_three_orders() -> None:
    rate = 0.1  # three orders are 30 clicks
    terms = [_term("enough", 30, 0, 0), _term("too few", 29, 0, 0), _term("sells", 300, 1, 20)]
    assert [one.name for one in to_negate(terms, rate)] == ["enough"]
    assert to_negate(terms, None) == []
    assert to_negate(terms, 0.0) == []


def test_a_term_is_promoted_with_two_orders_under_the_limit_and_no_exact_match_yet() -> None:
    terms = [
        _term("good", 20, 2, 50),  # ACOS 20
        _term("dear", 20, 2, 20),  # ACOS 50
        _term("once", 20, 1, 50),
        _term("there", 20, 5, 100),
    ]
    assert [one.name for one in to_promote(terms, 30.0, frozenset({"there"}))] == ["good"]


def test_the_conversion_of_ads_is_orders_over_clicks_of_all_terms() -> None:
    assert conversion([_term("a", 60, 6, 1), _term("b", 40, 0, 1)]) == pytest.approx(0.06)
    assert conversion([]) is None
    assert conversion([Spent("a", None, None, 1.0, 1.0, 1.0)]) is None


def test_only_what_is_known_to_have_brought_nothing_is_lost() -> None:
    unknown = Spent("u", None, None, 7.0, None, None)
    lost, where = without_sales([_term("none", 5, 0, 0, spend=4.0), unknown])
    assert (lost, [one.name for one in where]) == (4.0, ["none"])


@pytest.mark.parametrize(
    ("age", "exact", "expected"),
    [
        (89, 100.0, Phase.LAUNCH),
        (90, 100.0, Phase.GROWTH),
        (365, 50.0, Phase.MATURE),
        (365, 49.0, Phase.GROWTH),
        (200, None, Phase.GROWTH),
        (400, None, None),
        (None, 80.0, None),
    ],
)
def test_the_phase_comes_from_age_and_share_of_exact_spend(
    age: int | None, exact: float | None, expected: Phase | None
) -> None:
    assert phase(age, exact) is expected


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 100), st.one_of(st.none(), st.integers(0, 9))), max_size=20)
)
def test_sums_by_name_add_up_to_the_whole(rows: list[tuple[str, float, int | None]]) -> None:
    columns = {
        "name": np.array([row[0] for row in rows], dtype=object),
        "spend": np.array([row[1] for row in rows], dtype=np.float64),
        "orders": np.array([np.nan if row[2] is None else row[2] for row in rows], dtype=np.float64),
    }
    found = by(columns, "name")
    assert sum(one.spend for one in found) == pytest.approx(columns["spend"].sum())
    for one in found:
        mine = [row[2] for row in rows if row[0] == one.name]
        assert (one.orders is None) == (None in mine)
