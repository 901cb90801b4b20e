"""Invariants of the statistic beneath `sales_drop`."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import nbinom, poisson

from analytics.detection.account_index import rest_of_account
from analytics.detection.counts import baseline, chance_of_so_few, least_visible

WEEKDAY = np.arange(91) % 7
counts = st.lists(st.integers(0, 400), min_size=91, max_size=91)


def test_the_chance_is_the_textbooks() -> None:
    observed, mean = np.array([3.0, 10.0]), np.array([9.0, 25.0])
    assert chance_of_so_few(observed, mean, mean) == pytest.approx(poisson.cdf(observed, mean))
    variance = 2.0 * mean
    expected = nbinom.cdf(observed, mean**2 / (variance - mean), mean / variance)
    assert chance_of_so_few(observed, mean, variance) == pytest.approx(expected)


@given(st.floats(0.5, 500), st.floats(1.0, 10.0), st.floats(1e-6, 0.05))
def test_the_bound_is_the_largest_improbable_count(mean: float, noise: float, chance: float) -> None:
    m, v = np.array([mean]), np.array([noise * mean])
    bound = least_visible(m, v, chance)
    if bound[0] >= 0:
        assert chance_of_so_few(bound, m, v)[0] < chance
    assert chance_of_so_few(bound + 1, m, v)[0] >= chance


@settings(max_examples=40)
@given(counts)
def test_a_baseline_is_never_negative_and_unknown_days_are_no_zeros(values: list[int]) -> None:
    past = np.array([values], dtype=float)
    usable = np.ones_like(past, dtype=bool)
    whole = baseline(past, usable, WEEKDAY)
    assert whole.level[0] >= 0
    assert (whole.profile >= 0).all()
    holes = past.copy()
    holes[0, 5:20] = np.nan
    marked = usable.copy()
    marked[0, 5:20] = False
    left_out, unknown = baseline(past, marked, WEEKDAY), baseline(holes, usable, WEEKDAY)
    assert left_out.level == pytest.approx(unknown.level)
    assert left_out.phi == pytest.approx(unknown.phi)


def test_too_few_days_have_no_level() -> None:
    past = np.full((1, 91), np.nan)
    past[0, -13:] = 5
    assert np.isnan(baseline(past, np.ones((1, 91), dtype=bool), WEEKDAY).level[0])


def _account(common: np.ndarray, seed: int = 3) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.poisson(rng.uniform(5, 30, 12)[:, None] * common[None, :]).astype(float)


def test_the_rest_of_the_account_shows_what_moved_all_and_not_the_noise() -> None:
    calm, usual = np.ones(91), np.ones((12, 91), dtype=bool)
    quiet, _ = rest_of_account(_account(calm), usual, np.zeros(91, dtype=bool))
    assert np.abs(quiet - 1).max() < 0.25
    moved = calm.copy()
    moved[-14:] = 0.5
    index, _ = rest_of_account(_account(moved), usual, np.zeros(91, dtype=bool))
    assert index[:, -14:].mean() / index[:, :-14].mean() == pytest.approx(0.5, abs=0.06)


def test_an_asin_does_not_move_its_own_index_and_a_small_account_moves_nothing() -> None:
    units, usual, special = _account(np.linspace(0.7, 1.3, 91)), np.ones((12, 91), dtype=bool), np.zeros(91, dtype=bool)
    before, _ = rest_of_account(units, usual, special)
    changed = units.copy()
    changed[0, -7:] = 0
    after, _ = rest_of_account(changed, usual, special)
    assert after[0] == pytest.approx(before[0], rel=0.02)
    few, _ = rest_of_account(units[:5], usual[:5], special)
    assert (few == 1).all()
