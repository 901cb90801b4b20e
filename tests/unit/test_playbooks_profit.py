"""The profit playbook on figures done by hand."""

from __future__ import annotations

from typing import Any

import pytest
from playbook_facts import arguments, back, facts, section, words

from analytics.playbooks.profit import earned, profit_playbook
from analytics.playbooks.profit_all import profit_of_all
from bot.records.playbook import Standing
from bot.records.text import Money, Percent

A, B = "B0AAAAAAAA", "B0BBBBBBBB"
PRODUCT = {
    "asin": A, "title": "Bottle", "price": 99.0, "unit_cost": 5.0, "referral_fee_pct": 15.0, "fba_fee": 4.0,
    "inbound_cost": 1.0, "category": "Bottles",
}  # fmt: skip


def _traffic(asin: str = A, units: int = 10) -> list[dict[str, Any]]:
    return [{"date": back(k), "asin": asin, "units": units, "sales": units * 20.0} for k in range(90)]


def _ads(asin: str = A, spend: float = 20.0) -> list[dict[str, Any]]:
    return [{"date": back(k), "asin": asin, "campaign_id": "c", "spend": spend} for k in range(40)]


def _returns(asin: str = A, quantity: int = 1) -> list[dict[str, Any]]:
    return [{"date": back(k), "asin": asin, "quantity": quantity, "reason": "DEFECTIVE"} for k in range(90)]


def test_profit_a_unit_is_price_less_costs_fees_ads_and_returns() -> None:
    one = earned(facts(products=[PRODUCT], traffic_daily=_traffic(), ads_daily=_ads(), returns=_returns()), A)
    assert one is not None
    # price 20 (the average selling price, not the file's), before ads 7, ads 2, returns 10 % of 20 - 3 * 0.8
    assert one.return_rate == pytest.approx(10.0)
    assert one.unit.before_ads == pytest.approx(7.0)
    assert one.unit.profit == pytest.approx(7.0 - 2.0 - 1.76)
    assert one.total == pytest.approx(3.24 * 300)


def test_a_missing_cost_or_report_leaves_the_profit_unknown_and_is_named() -> None:
    found = profit_playbook(facts(products=[{**PRODUCT, "unit_cost": None}], traffic_daily=_traffic()), A)
    assert found.verdict.key == "playbooks-profit-unknown"
    assert section(found, "playbooks-profit-unit").status is Standing.UNKNOWN
    said = words(found)["en"]
    assert any("Profit lacks: unit_cost, ads_daily: spend, returns" in one for one in said)
    assert "− Ads unknown (unknown)" in said
    assert words(found)["zh"]


def test_an_asin_without_ads_rows_spent_nothing_where_the_reports_have_come() -> None:
    tables = facts(products=[PRODUCT], traffic_daily=_traffic(), ads_daily=_ads(B), returns=_returns())
    one = earned(tables, A)
    assert one is not None
    assert one.unit.ads == 0.0


def test_a_losing_unit_is_bad_and_says_where_to_begin() -> None:
    tables = facts(products=[PRODUCT], traffic_daily=_traffic(), ads_daily=_ads(spend=80.0), returns=_returns())
    found = section(profit_playbook(tables, A), "playbooks-profit-unit")
    assert found.status is Standing.BAD
    assert [one.key for one in found.actions] == ["playbooks-profit-do-ads"]


def test_a_charge_well_above_its_usual_month_is_unusual() -> None:
    usual = [{"date": back(k), "kind": "Storage", "amount": -30.0, "asin": A} for k in (35, 65, 95)]
    steady = [{"date": back(k), "kind": "Labels", "amount": -30.0, "asin": A} for k in (5, 35, 65, 95, 119)]
    now = [{"date": back(4), "kind": "Storage", "amount": -100.0, "asin": A}]
    tables = facts(products=[PRODUCT], traffic_daily=_traffic(), charges=usual + steady + now)
    found = section(profit_playbook(tables, A), "playbooks-profit-charges")
    assert found.status is Standing.BAD
    assert [one.args["kind"] for one in found.actions] == ["Storage"]
    assert found.actions[0].args == {"kind": "Storage", "now": Money(-100.0, "USD"), "usual": Money(-30.0, "USD")}


def test_without_a_month_of_history_no_charge_is_called_unusual() -> None:
    tables = facts(products=[PRODUCT], charges=[{"date": back(4), "kind": "Storage", "amount": -100.0, "asin": A}])
    found = section(profit_playbook(tables, A), "playbooks-profit-charges")
    assert (found.status, found.actions) == (Standing.UNKNOWN, ())


def test_the_return_rate_stands_beside_its_category() -> None:
    others = ["B0CCCCCCCC", "B0DDDDDDDD", "B0EEEEEEEE"]
    tables = facts(
        products=[PRODUCT, *({**PRODUCT, "asin": one} for one in others)],
        traffic_daily=[row for one in (A, *others) for row in _traffic(one)],
        returns=_returns(quantity=2) + [row for one in others for row in _returns(one)],
    )
    found = section(profit_playbook(tables, A), "playbooks-profit-returns-title")
    args = arguments(found, "playbooks-profit-rate")
    assert found.status is Standing.BAD
    assert isinstance(args["rate"], Percent)
    assert (args["rate"].value, args["usual"].value, args["n"]) == (pytest.approx(20.0), pytest.approx(10.0), 3)
    assert arguments(found, "playbooks-profit-reason") == {"reason": "DEFECTIVE", "n": 60}


def test_over_all_asins_those_that_lose_money_come_first_and_unknown_ones_are_counted() -> None:
    tables = facts(
        products=[PRODUCT, {**PRODUCT, "asin": B}, {"asin": "B0CCCCCCCC"}],
        traffic_daily=_traffic() + _traffic(B),
        ads_daily=_ads() + _ads(B, spend=100.0),
        returns=_returns() + _returns(B),
    )
    found = profit_of_all(tables)
    assert [line.args["asin"] for line in section(found, "playbooks-profit-losing").lines] == [B]
    assert (found.verdict.args["n"], found.verdict.args["losing"], found.verdict.args["unknown"]) == (2, 1, 1)
    assert words(found)["zh"]
