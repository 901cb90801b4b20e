"""Break-even ACOS and unit economics on sums done by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.profit import break_even_acos, break_even_array, exchange, margins, unit_economics

GERMAN = {
    "marketplace": "DE", "price": 23.80, "unit_cost": 40.0, "referral_fee_pct": 15.0, "fba_fee": 3.10,
    "inbound_cost": 0.50, "vat_pct": 19.0, "cost_currency": "CNY",
}  # fmt: skip
RATES = {"EUR": 1.10, "CNY": 0.14, "USD": 1.0}


def test_break_even_counts_vat_fees_inbound_and_the_cost_in_its_own_currency() -> None:
    found = break_even_acos(**GERMAN, rates=RATES)  # type: ignore[arg-type]
    # net 20.00, referral 3.57, fulfilment 3.10, inbound 0.50, cost 40 CNY * 0.14 / 1.10 = 5.0909 EUR
    margin = 20.0 - 3.57 - 3.10 - 0.50 - 40 * 0.14 / 1.10
    assert found.margin == pytest.approx(margin)
    assert found.acos == pytest.approx(100 * margin / 23.80)
    assert found.missing == ()


def test_an_american_price_has_no_vat_in_it_so_an_empty_vat_is_none() -> None:
    found = break_even_acos(
        marketplace="US", price=20, unit_cost=5, referral_fee_pct=15, fba_fee=4, inbound_cost=1, vat_pct=None
    )
    assert found.acos == pytest.approx(35.0)


def test_a_product_that_loses_money_without_ads_has_a_negative_break_even() -> None:
    found = break_even_acos(
        marketplace="US", price=10, unit_cost=8, referral_fee_pct=15, fba_fee=4, inbound_cost=0, vat_pct=None
    )
    assert found.acos == pytest.approx(-35.0)


@pytest.mark.parametrize("field", ["price", "unit_cost", "referral_fee_pct", "fba_fee", "inbound_cost", "vat_pct"])
def test_a_missing_part_makes_it_unknown_and_is_named(field: str) -> None:
    found = break_even_acos(**{**GERMAN, field: None}, rates=RATES)  # type: ignore[arg-type]
    assert (found.acos, found.margin) == (None, None)
    assert found.missing == (field,)


def test_a_missing_rate_is_named_with_its_currency() -> None:
    assert break_even_acos(**GERMAN, rates={"EUR": 1.1}).missing == ("fx_rates: CNY",)  # type: ignore[arg-type]


def test_a_price_of_zero_is_a_placeholder_and_unknown() -> None:
    assert break_even_acos(**{**GERMAN, "price": 0.0}, rates=RATES).missing == ("price",)  # type: ignore[arg-type]


def test_an_empty_cost_currency_is_the_marketplaces_own() -> None:
    found = break_even_acos(**{**GERMAN, "cost_currency": None, "unit_cost": 5.0})  # type: ignore[arg-type]
    assert found.margin == pytest.approx(20.0 - 3.57 - 3.10 - 0.50 - 5.0)


def test_exchange_goes_over_the_common_currency_and_is_unknown_without_a_rate() -> None:
    assert exchange(RATES, "CNY", "EUR") == pytest.approx(0.14 / 1.10)
    assert exchange({}, "EUR", "EUR") == 1.0
    assert exchange(RATES, "JPY", "EUR") is None


numbers = st.one_of(st.none(), st.floats(0, 200))


@given(st.lists(st.tuples(numbers, numbers, st.one_of(st.none(), st.floats(0, 40)), numbers, numbers), max_size=8))
def test_the_vectorised_form_agrees_with_the_scalar_one(rows: list[tuple[float | None, ...]]) -> None:
    names = ("price", "unit_cost", "referral_fee_pct", "fba_fee", "inbound_cost")
    products = {
        name: np.array([np.nan if row[i] is None else row[i] for row in rows], dtype=np.float64)
        for i, name in enumerate(names)
    }
    products["vat_pct"] = np.full(len(rows), 19.0)
    found = break_even_array(products, "DE", {})
    for i, row in enumerate(rows):
        one = break_even_acos(marketplace="DE", vat_pct=19.0, **dict(zip(names, row, strict=True)))  # type: ignore[arg-type]
        assert np.isnan(found[i]) == (one.acos is None) == bool(one.missing)
        if one.acos is not None:
            assert found[i] == pytest.approx(one.acos)


@given(st.floats(1, 500), st.floats(0, 25), st.floats(0, 30), st.floats(0, 20), st.floats(0, 20), st.floats(0, 20))
def test_ads_at_break_even_leave_a_profit_of_nothing(
    price: float, vat: float, referral: float, fba: float, inbound: float, cost: float
) -> None:
    products = {
        "price": np.array([price]), "vat_pct": np.array([vat]), "referral_fee_pct": np.array([referral]),
        "fba_fee": np.array([fba]), "inbound_cost": np.array([inbound]), "unit_cost": np.array([cost]),
    }  # fmt: skip
    margin = margins(products, "DE", {})
    spend = float(margin.break_even[0]) / 100 * price * 40  # 40 units, all through ads
    found = unit_economics(margin, 0, units=40, ad_spend=spend, return_rate=0.0)
    assert found.profit == pytest.approx(0.0, abs=1e-6)


def test_unit_economics_after_ads_and_returns_by_hand() -> None:
    products = {
        "price": np.array([20.0]), "referral_fee_pct": np.array([15.0]), "fba_fee": np.array([4.0]),
        "inbound_cost": np.array([1.0]), "unit_cost": np.array([5.0]),
    }  # fmt: skip
    margin = margins(products, "US", {})
    found = unit_economics(margin, 0, units=100, ad_spend=300.0, return_rate=5.0)
    # before ads 7.00; ads 3.00; a return costs 20 - 3 * 0.8 = 17.60, times 5 % = 0.88
    assert (found.before_ads, found.ads) == (pytest.approx(7.0), pytest.approx(3.0))
    assert found.returns == pytest.approx(0.88)
    assert found.profit == pytest.approx(3.12)
    assert found.profit_pct == pytest.approx(15.6)


def test_unknown_ad_spend_or_returns_leave_the_profit_unknown_and_are_named() -> None:
    margin = margins({"price": np.array([20.0])}, "US", {})
    found = unit_economics(margin, 0, units=0, ad_spend=3.0, return_rate=None)
    assert found.profit is None
    assert found.missing == (
        "referral_fee_pct", "fba_fee", "inbound_cost", "unit_cost", "traffic_daily: units", "returns",
    )  # fmt: skip
