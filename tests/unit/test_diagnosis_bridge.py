"""The money bridge: exact to the cent whatever the figures, order-free, with the contract's rules for the undefined."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.diagnosis.bridge import FACTORS, PLAIN_FACTORS, Totals, bridge, lmdi

counts = st.integers(0, 5000).map(float)
amounts = st.decimals(0, 100_000, places=2).map(float)


@st.composite
def windows(draw: st.DrawFn) -> Totals:
    sessions = draw(st.one_of(counts, st.just(math.nan)))
    orders = draw(st.one_of(counts, st.just(math.nan)))
    clicks = draw(st.one_of(counts, st.just(math.nan)))
    return Totals(sessions, clicks, orders, draw(counts), draw(amounts))


def shares(before: Totals, after: Totals) -> dict[str, float]:
    return {c.factor: c.change for c in bridge(before, after)}


@given(before=windows(), after=windows())
def test_the_shares_add_up_to_the_change_in_sales_to_the_cent(before: Totals, after: Totals) -> None:
    change = Decimal(str(round(after.sales, 2))) - Decimal(str(round(before.sales, 2)))
    assert sum(Decimal(str(c.change)) for c in bridge(before, after)) == change


@given(before=windows(), after=windows())
def test_turning_the_windows_round_turns_every_share_round(before: Totals, after: Totals) -> None:
    forth, back = shares(before, after), shares(after, before)
    assert forth.keys() == back.keys()
    assert all(forth[name] == pytest.approx(-back[name], abs=0.05) for name in forth)


def test_a_change_of_one_factor_alone_is_all_that_factors() -> None:
    before = Totals(1000, 300, 100, 110, 1100.0)
    assert shares(before, Totals(1000, 300, 100, 110, 990.0))["price"] == -110.0
    fewer_ads = shares(before, Totals(800, 100, 80, 88, 880.0))
    assert fewer_ads == {
        "ad_sessions": -220.0, "organic_sessions": 0.0, "conversion": 0.0, "units_per_order": 0.0, "price": 0.0,
    }  # fmt: skip


def test_two_factors_share_their_joint_effect_evenly() -> None:
    # 100 × 1 → 50 × 0.5 at price 1: −75 in all, by symmetry −37.5 each.
    found = shares(Totals(100, 0, 100, 100, 100.0), Totals(50, 0, 25, 25, 25.0))
    assert found["organic_sessions"] == found["conversion"] == -37.5


def test_a_factor_undefined_in_one_window_takes_the_others_value() -> None:
    found = shares(Totals(100, 20, 10, 10, 200.0), Totals(0, 0, 0, 0, 0.0))
    assert found["conversion"] == found["price"] == found["units_per_order"] == 0.0
    assert found["ad_sessions"] == -40.0
    assert found["organic_sessions"] == -160.0


def test_unknown_sessions_leave_units_and_price() -> None:
    found = bridge(Totals(math.nan, 5, 10, 10, 100.0), Totals(50, 5, 5, 5, 60.0))
    assert tuple(c.factor for c in found) == PLAIN_FACTORS


def test_ad_sessions_are_never_more_than_sessions() -> None:
    found = shares(Totals(100, 400, 10, 10, 100.0), Totals(50, 400, 5, 5, 50.0))
    assert found["ad_sessions"] == -50.0
    assert found["organic_sessions"] == 0.0


def test_corrections_without_units_are_told_apart() -> None:
    found = shares(Totals(100, 0, 10, 10, 100.0), Totals(100, 0, 0, 0, -12.5))
    assert found["corrections"] == -12.5


def test_lmdi_agrees_with_the_shares_where_it_is_defined() -> None:
    before, after = Totals(1000, 300, 100, 110, 1100.0), Totals(900, 250, 80, 90, 880.0)
    check = lmdi(before, after)
    assert check is not None
    found = shares(before, after)
    assert sum(check.values()) == pytest.approx(-220.0)
    assert check["sessions"] == pytest.approx(found["ad_sessions"] + found["organic_sessions"], abs=2.0)
    assert check["conversion"] == pytest.approx(found["conversion"], abs=2.0)
    assert lmdi(before, Totals(900, 250, 0, 0, 0.0)) is None


def test_the_interval_holds_the_share_and_is_the_same_each_time() -> None:
    before, after = Totals(1000, 300, 100, 110, 1100.0), Totals(900, 250, 80, 90, 880.0)
    first, second = bridge(before, after, seed=5), bridge(before, after, seed=5)
    assert first == second
    for part in first:
        assert part.factor in FACTORS
        assert part.low is not None
        assert part.high is not None
        assert part.low - 0.01 <= part.change <= part.high + 0.01


def test_yen_are_shared_out_in_whole_yen() -> None:
    before, after = Totals(1001, 300, 100, 110, 110_001.0), Totals(907, 250, 81, 90, 88_000.0)
    parts = bridge(before, after, minor_unit=1.0)
    assert all(part.change == round(part.change) for part in parts)
    assert sum(part.change for part in parts) == -22_001.0
