"""Bad input: short, empty and odd histories each have a stated outcome (docs/detection.md, "Bad input")."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from analytics.detection import detectability, explain, run_checks
from analytics.panel import Panel
from bot.records.findings import Standing, Subject
from bot.records.rules import default_rules
from tests.unit.detection_catalogue import LAST, Catalogue, quiet, texts

_SALES = "detection-sales-"


def _look(catalogue: Catalogue, asin: str, kind: str = "sales_drop") -> tuple[Standing, str]:
    day = catalogue.days[-1].astype(object)
    [look] = [x for x in explain(catalogue.panel(), day, default_rules(), asin) if x.kind == kind]
    return look.standing, look.reason.key


def _only_last(catalogue: Catalogue, days: int) -> Catalogue:
    for table, columns in catalogue.tables.items():
        if "date" in columns:
            catalogue.keep(table, columns["date"] > catalogue.days[-1] - days)
    return catalogue


@pytest.mark.parametrize("days", [0, 1, 6])
def test_a_history_of_a_few_days_alerts_nothing_and_says_how_many_are_needed(days: int) -> None:
    catalogue = _only_last(quiet(), days)
    assert catalogue.check().findings == ()
    standing, reason = _look(catalogue, catalogue.star)
    assert standing is Standing.UNKNOWN
    assert reason == (_SALES + "no-data" if days == 0 else _SALES + "short")


def test_a_panel_without_any_table_checks_to_nothing() -> None:
    panel = Panel.build({}, "main", "US", LAST - timedelta(days=30), LAST)
    assert run_checks(panel, LAST, default_rules()).findings == ()
    assert explain(panel, LAST, default_rules(), "B000000000") == []
    assert detectability(panel, LAST, "B000000000") is None


def test_all_zeros_are_no_demand_not_a_drop() -> None:
    catalogue = quiet()
    for column in ("units", "orders", "sales"):
        catalogue.grid(f"traffic_daily.{column}")[0] = 0
    assert _look(catalogue, catalogue.star) == (Standing.WELL, _SALES + "no-demand")
    assert catalogue.found("low_stock") == []


def test_gaps_in_the_last_week_leave_the_asin_unknown() -> None:
    catalogue = quiet()
    catalogue.grid("traffic_daily.units")[0, -6:-1] = np.nan
    catalogue.cut_sales(0.0, 1)
    assert _look(catalogue, catalogue.star) == (Standing.UNKNOWN, _SALES + "gaps")


def test_gaps_in_the_baseline_are_no_days_without_sales() -> None:
    catalogue = quiet()
    catalogue.grid("traffic_daily.units")[0, 60:110:2] = np.nan
    assert catalogue.found("sales_drop") == []


def test_a_product_launched_last_week_is_not_judged() -> None:
    catalogue = quiet()
    catalogue.grid("traffic_daily.units")[0, :-7] = np.nan
    catalogue.cut_sales(0.0, 3)
    assert _look(catalogue, catalogue.star) == (Standing.UNKNOWN, _SALES + "short")


def test_negative_money_corrections_do_not_move_the_price_or_the_count() -> None:
    catalogue = quiet()
    plain = quiet()
    plain.cut_sales(0.15, 3)
    catalogue.cut_sales(0.15, 3)
    catalogue.grid("traffic_daily.sales")[0, -20] = -5_000
    [with_correction], [without] = catalogue.found("sales_drop"), plain.found("sales_drop")
    assert with_correction.loss == pytest.approx(without.loss, rel=0.01)


def test_a_currency_that_is_not_the_marketplaces_leaves_the_price_unknown() -> None:
    catalogue = quiet().without("offers", "traffic_daily.sales")
    catalogue.tables["products"]["currency"] = texts(*["JPY"] * 12)
    for column in ("units", "orders"):
        catalogue.grid(f"traffic_daily.{column}")[0, -3:] = 0
    [finding] = catalogue.found("sales_drop")
    assert finding.loss is None
    assert finding.headline.key == _SALES + "headline-no-price"


def test_the_floor_is_fifty_dollars_worth_in_any_currency() -> None:
    for marketplace, price, alerts in (("JP", 100.0, 0), ("JP", 1_000.0, 1)):
        catalogue = quiet(last=date(2026, 6, 14))
        catalogue.marketplace = marketplace
        for name in ("offers.our_price", "offers.buy_box_price"):
            catalogue.grid(name)[0] = price
        catalogue.grid("traffic_daily.sales")[0] = catalogue.grid("traffic_daily.units")[0] * price
        catalogue.cut_sales(0.15, 3)
        assert len(catalogue.found("sales_drop")) == alerts


def test_one_asin_in_two_accounts_is_judged_in_each_by_its_own_figures() -> None:
    one, two = quiet(), quiet(seed=2)
    one.cut_sales(0.1, 3)
    tables = {}
    for name, columns in one.tables.items():
        other = two.tables[name]
        rows = len(next(iter(columns.values())))
        tables[name] = {c: np.concatenate([columns[c], other[c]]) for c in columns} | {
            "account": texts(*(["main"] * rows + ["second"] * len(next(iter(other.values())))))
        }
    first, last = one.days[0].astype(object), one.days[-1].astype(object)
    found = [
        finding.about
        for account in ("main", "second")
        for finding in run_checks(Panel.build(tables, account, "US", first, last), last, default_rules()).findings
    ]
    assert found == [Subject("main", "US", "sales_drop", one.star)]


@pytest.mark.parametrize("table", sorted(quiet().tables))
def test_any_missing_table_is_unknown_not_bad(table: str) -> None:
    assert quiet().without(table).check().findings == ()
