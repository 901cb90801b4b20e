"""The stock playbook on figures done by hand."""

from __future__ import annotations

from datetime import timedelta
from math import ceil, sqrt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playbook_facts import DAY, arguments, back, facts, section, words

from analytics.playbooks.stock import Supply, stock_playbook, supply_of
from analytics.playbooks.stock_all import stock_of_all
from bot.records.playbook import Benchmarks, Standing
from bot.records.text import Money, Number

A = "B0AAAAAAAA"


def _units(count: int = 60, asin: str = A) -> list[dict[str, Any]]:
    """8 and 12 units in turn: 10 a day with a spread of about 2."""
    return [{"date": back(k), "asin": asin, "units": 8 + 4 * (k % 2), "sales": 100.0} for k in range(count)]


def _stock(available: float, days: int = 60, asin: str = A, **more: float) -> list[dict[str, Any]]:
    return [{"date": back(k), "asin": asin, "available": available, **more} for k in range(days)]


def test_cover_and_the_stock_out_date_come_with_their_interval() -> None:
    tables = facts(products=[{"asin": A, "lead_time_days": 30.0}], traffic_daily=_units(), inventory_daily=_stock(200))
    supply = supply_of(tables, A)
    assert (supply.demand, supply.cover) == (10.0, 20.0)
    spread = 2.0 * sqrt(56 / 55)
    assert supply.spread == pytest.approx(spread)
    out = supply.out_on(DAY)
    assert out is not None
    reach = 1.645 * sqrt(200 * spread**2 / 1000 + 2.0**2 * spread**2 / 56)
    assert out == tuple(DAY + timedelta(days=1 + int(days)) for days in (20.0, 20.0 - reach, 20.0 + reach))


def test_the_reorder_point_date_and_quantity_follow_from_lead_time_and_spread() -> None:
    product = {"asin": A, "lead_time_days": 15.0, "lead_time_sd_days": 3.0}
    supply = supply_of(facts(products=[product], traffic_daily=_units(), inventory_daily=_stock(400)), A)
    spread = 2.0 * sqrt(56 / 55)
    point = 150 + 1.645 * sqrt(15 * spread**2 + 100 * 9)
    assert supply.order_point == pytest.approx(point)
    wait = (400 - point) / 10
    assert supply.order(DAY) == (DAY + timedelta(days=int(wait)), ceil(point + 300 - point - 1e-9))


def test_below_the_reorder_point_the_order_is_due_now_and_larger() -> None:
    product = {"asin": A, "lead_time_days": 30.0}
    found = stock_playbook(facts(products=[product], traffic_daily=_units(), inventory_daily=_stock(100)), A)
    order = section(found, "playbooks-stock-order")
    assert order.status is Standing.BAD
    assert arguments(order, "playbooks-stock-do-order-now")["day"] == DAY
    assert arguments(order, "playbooks-stock-do-order-now")["units"] > 500
    assert section(found, "playbooks-stock-cover").status is Standing.BAD


def test_units_on_their_way_count_towards_the_position_and_calm_the_cover() -> None:
    product = {"asin": A, "lead_time_days": 30.0}
    sent = [
        {"asin": A, "shipment_id": "S1", "units": 900, "shipped_on": back(5), "received_on": None},
        {"asin": A, "shipment_id": "S0", "units": 500, "shipped_on": back(50), "received_on": back(20)},
    ]
    found = stock_playbook(
        facts(products=[product], traffic_daily=_units(), inventory_daily=_stock(100), shipments=sent), A
    )
    assert arguments(section(found, "playbooks-stock-cover"), "playbooks-stock-units")["way"] == Number(900.0, 0)
    assert section(found, "playbooks-stock-cover").status is Standing.OK
    assert section(found, "playbooks-stock-order").status is Standing.OK


def test_days_without_stock_say_nothing_about_demand() -> None:
    units = [{**row, "units": 0} if k < 20 else row for k, row in enumerate(_units())]
    stock = [{**row, "available": 0} if k < 20 else row for k, row in enumerate(_stock(50))]
    tables = facts(traffic_daily=units, inventory_daily=stock)
    assert supply_of(tables, A).demand == 10.0
    found = stock_playbook(tables, A)
    assert found.verdict.key == "playbooks-stock-out"
    outages = section(found, "playbooks-stock-outages")
    assert outages.status is Standing.BAD
    assert arguments(outages, "playbooks-stock-outages-line") == {"out": 20, "known": 60, "most": 7}
    lenient = stock_playbook(tables, A, Benchmarks(stockout_days_90=20))
    assert section(lenient, "playbooks-stock-outages").status is Standing.OK


def test_no_demand_is_not_unknown_demand() -> None:
    still = [{**row, "units": 0} for row in _units()]
    assert stock_playbook(facts(traffic_daily=still, inventory_daily=_stock(5)), A).verdict.key == (
        "playbooks-stock-no-demand"
    )
    few = facts(traffic_daily=_units(6), inventory_daily=_stock(5))
    assert stock_playbook(few, A).verdict.key == "playbooks-stock-demand-unknown"
    assert stock_playbook(facts(traffic_daily=_units()), A).verdict.key == "playbooks-stock-unknown"


def test_excess_aged_stock_and_ipi_are_told() -> None:
    found = stock_playbook(
        facts(
            traffic_daily=_units(),
            inventory_daily=_stock(1000),
            inventory_age=[{"date": back(2), "asin": A, "age_181_270": 30, "age_366_plus": 12, "storage_cost": 8.5}],
            account_health=[{"date": back(1), "ipi": 380.0}],
            listings=[{"date": DAY, "asin": A, "status": "INACTIVE"}],
        ),
        A,
    )
    excess = section(found, "playbooks-stock-excess")
    assert arguments(excess, "playbooks-stock-excess-line")["excess"] == Number(100.0, 0)
    assert arguments(excess, "playbooks-stock-aged-line") == {"aged": Number(42.0, 0), "cost": Money(8.5, "USD")}
    ipi = section(found, "playbooks-stock-ipi")
    assert ipi.status is Standing.BAD
    assert arguments(ipi, "playbooks-stock-stranded")["n"] == 1
    assert words(found)["zh"]


def test_over_all_asins_the_shortest_cover_comes_first() -> None:
    b, c = "B0BBBBBBBB", "B0CCCCCCCC"
    tables = facts(
        products=[{"asin": name, "lead_time_days": 20.0} for name in (A, b, c)],
        traffic_daily=_units() + _units(asin=b) + _units(asin=c),
        inventory_daily=_stock(150) + _stock(50, asin=b) + _stock(5000, asin=c),
    )
    found = stock_of_all(tables)
    assert [line.args["asin"] for line in section(found, "playbooks-stock-cover").lines] == [b, A]
    assert [line.args["asin"] for line in section(found, "playbooks-stock-order").actions] == [b, A]
    assert found.verdict.args == {"out": 0, "short": 2, "n": 3}
    assert section(found, "playbooks-stock-excess").lines[1].args["excess"] == Number(4100.0, 0)
    assert words(found)["zh"]


@given(
    st.floats(0, 5000), st.floats(0.1, 100), st.floats(0, 30), st.integers(7, 56), st.floats(1, 120), st.floats(0, 500)
)
def test_the_interval_holds_the_date_and_an_order_restores_the_position(
    stock: float, demand: float, spread: float, days: int, lead: float, way: float
) -> None:
    supply = Supply(stock, None, way, demand, spread, days, lead, None)
    out, order = supply.out_on(DAY), supply.order(DAY)
    assert out is not None
    assert out[1] <= out[0] <= out[2]
    assert order is not None
    when, units = order
    assert when >= DAY
    assert units >= 0
    assert supply.position is not None
    assert supply.order_point is not None
    if when == DAY and supply.position < supply.order_point:
        assert supply.position + units >= supply.order_point + 30 * demand - 1e-6
