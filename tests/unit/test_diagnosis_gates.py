"""Data gates: what is not there, or cannot be true, blocks a verdict; a real day without sales does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.records.diagnosis import Diagnosis, Status
from tests.unit.diagnosis_cases import ASIN, Shop, day, since, stepped


def without(shop: Shop, drop: Callable[[dict[str, Any]], bool]) -> Shop:
    shop.rows["traffic_daily"] = [row for row in shop.rows["traffic_daily"] if not drop(row)]
    return shop


def change(shop: Shop, ago: int, **values: Any) -> Shop:
    for row in shop.rows["traffic_daily"]:
        if row["date"] == day(ago) and row["asin"] == ASIN:
            row.update(values)
    return shop


def blocked(found: Diagnosis) -> bool:
    assert found.contributions == () or found.status is not Status.BLOCKED_BY_DATA
    return found.status is Status.BLOCKED_BY_DATA and [c.cause for c in found.causes] == ["data_incomplete"]


def test_a_report_that_has_not_come_for_anybody_blocks() -> None:
    assert blocked(without(Shop().traffic().peers(), lambda row: row["date"] > day(2)).diagnose())


def test_days_without_a_row_while_others_have_one_block() -> None:
    missing = lambda row: row["asin"] == ASIN and row["date"] in (day(1), day(0))  # noqa: E731
    assert blocked(without(Shop().traffic().peers(), missing).diagnose())


def test_a_hole_in_the_middle_of_a_window_blocks() -> None:
    assert blocked(
        without(Shop().traffic().peers(), lambda row: row["asin"] == ASIN and row["date"] == day(9)).diagnose()
    )


def test_the_reason_says_whether_a_day_is_missing_for_all_or_for_this_asin_alone() -> None:
    def why(gone: Callable[[dict[str, Any]], bool]) -> list[str]:
        (cause,) = without(Shop().traffic().peers(), gone).diagnose().causes
        return [evidence.text.key for evidence in cause.evidence]

    for ago in (0, 9):
        assert why(lambda row, ago=ago: row["date"] == day(ago)) == ["diagnosis-gate-late"]  # type: ignore[misc]
        alone = lambda row, ago=ago: row["asin"] == ASIN and row["date"] == day(ago)  # noqa: E731
        assert why(alone) == ["diagnosis-gate-missing"]  # type: ignore[arg-type]


def test_sales_that_are_known_are_told_though_the_rest_is_blocked() -> None:
    sessions = change(Shop().traffic().peers(), 1, sessions=0).diagnose()
    assert blocked(sessions)
    assert (sessions.sales.before, sessions.sales.after, sessions.sales.change) == (1410.0, 1370.0, -40.0)
    assert sessions.contributions == ()
    late = without(Shop().traffic().peers(), lambda row: row["date"] == day(0)).diagnose()
    assert (late.sales.before, late.sales.after, late.sales.change) == (1410.0, None, None)
    partial = Shop().traffic(stepped(20, 1, 1), stepped(200, 9, 1)).peers(stepped(30, 1, 1)).diagnose()
    assert (partial.sales.before, partial.sales.after) == (1410.0, None)


@pytest.mark.parametrize(
    "values",
    [
        {"sessions": 0},
        {"sessions": None},
        {"units": None, "orders": None, "sales": None},
        {"sales": 0.0},
        {"sessions": 4},
    ],
)
def test_figures_that_cannot_be_or_are_missing_block(values: dict[str, Any]) -> None:
    assert blocked(change(Shop().traffic().peers(), 1, **values).diagnose())


def test_a_day_on_which_everybody_collapses_is_a_partial_report() -> None:
    shop = Shop().traffic(stepped(20, 1, 1), stepped(200, 9, 1)).peers(stepped(30, 1, 1))
    assert blocked(shop.diagnose())


def test_a_partial_report_is_told_also_where_the_shelf_is_empty_on_its_day() -> None:
    shop = Shop().traffic(stepped(20, 2, 1), stepped(200, 20, 1)).peers(stepped(30, 3, 1))
    shop.daily("inventory_daily", lambda a: {"available": 0 if since(a, 3) else 20 * a})
    assert shop.diagnose().status is Status.BLOCKED_BY_DATA


def test_like_asins_that_stop_one_after_the_other_are_no_partial_report() -> None:
    shop = Shop().traffic(stepped(20, 8), stepped(200, 80))
    for n in range(3):
        shop.peers(stepped(30, 0, 3 + n), count=1, first=n)
    assert not blocked(shop.diagnose())


def test_one_large_seller_that_stopped_is_no_partial_report_for_the_small_ones() -> None:
    shop = Shop().traffic(lambda a: float(a % 3 == 0), lambda a: 8).peers(stepped(300, 0), count=1)
    shop.peers(lambda a: 1, first=1)
    assert shop.diagnose().status is Status.NO_DROP


def test_a_day_on_which_we_alone_collapse_is_data() -> None:
    shop = Shop().traffic(stepped(20, 0, 3), stepped(200, 9, 3)).peers()
    assert shop.diagnose().status is Status.INSUFFICIENT_EVIDENCE


def test_days_of_no_sales_with_rows_are_data() -> None:
    shop = Shop().traffic(stepped(20, 0), stepped(200, 0)).peers()
    shop.daily("inventory_daily", lambda a: {"available": 0 if since(a) else 80})
    assert shop.causes() == ["out_of_stock"]


def test_days_without_rows_after_a_stock_out_count_as_days_without_traffic() -> None:
    shop = Shop().traffic(stepped(20, 0)).peers()
    shop.daily("inventory_daily", lambda a: {"available": 0 if since(a) else 80})
    without(shop, lambda row: row["asin"] == ASIN and row["date"] > day(4))
    found = shop.diagnose()
    assert [c.cause for c in found.causes] == ["out_of_stock"]
    assert found.sales.after == pytest.approx(10 * sum(max(0, 20 + a % 5 - 2) for a in range(4, 7)))


def test_a_slow_seller_that_is_often_not_in_the_report_is_not_blocked() -> None:
    shop = Shop().traffic(lambda a: float(a % 3 == 0), lambda a: 8).peers()
    without(shop, lambda row: row["asin"] == ASIN and row["date"].toordinal() % 3 == 1)
    assert shop.diagnose().status is Status.NO_DROP


def test_sessions_that_were_never_told_leave_units_and_price() -> None:
    found = Shop().traffic(sessions=lambda a: None).diagnose()
    assert found.status is Status.NO_DROP
    assert [c.factor for c in found.contributions] == ["units", "price"]


def test_a_history_that_starts_within_the_windows_blocks() -> None:
    assert blocked(
        without(Shop().traffic().peers(), lambda row: row["asin"] == ASIN and row["date"] < day(9)).diagnose()
    )


def test_days_before_the_launch_count_as_no_sales() -> None:
    shop = without(Shop().traffic().peers(), lambda row: row["asin"] == ASIN and row["date"] < day(9))
    shop.rows["products"][0]["launched_on"] = day(9)
    found = shop.diagnose()
    assert found.status is Status.NO_DROP
    assert found.sales.before is not None


def test_an_asin_without_any_traffic_is_blocked() -> None:
    assert blocked(Shop().peers().diagnose())


def test_sales_that_are_not_told_are_estimated_from_units_and_price_and_this_is_said() -> None:
    shop = Shop().traffic()
    for row in shop.rows["traffic_daily"]:
        row["sales"] = None
    found = shop.diagnose()
    assert found.sales.after == pytest.approx(10.0 * sum(20 + a % 5 - 2 for a in range(7)))
    assert any(remark.key == "diagnosis-remark-estimated" for remark in found.remarks)
