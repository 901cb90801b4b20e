"""Evidence that is there though faint: what was bad already and got worse, and a factor that fell beyond doubt."""

from __future__ import annotations

import numpy as np

from analytics.diagnosis.view import View
from tests.unit.diagnosis_cases import Shop, day, since, stepped
from tests.unit.test_diagnosis_causes import ads


def crowd(shop: Shop, more: int) -> Shop:
    return shop.traffic(stepped(20, 10)).daily(
        "offers",
        lambda a: {
            "our_price": 10, "buy_box_is_ours": 1, "lowest_other_price": 9.2, "other_offers": 2 + more * since(a)
        },
    )  # fmt: skip


def test_more_sellers_where_others_were_always_cheaper_undercut_us() -> None:
    assert crowd(Shop(), 3).causes() == ["price_undercut"]
    assert crowd(Shop(), 0).causes() == ["unexplained"]


def short(ago: int, now: float) -> dict[str, object]:
    return {"out_of_budget_pct": (now if since(ago) else 55.0) + ago % 5}


def test_a_campaign_that_always_ran_out_of_budget_and_now_does_so_much_earlier_is_the_cause() -> None:
    assert ads(Shop(), stepped(100, 25), lambda a: short(a, 75.0)).causes() == ["ads_out_of_budget"]
    assert ads(Shop(), stepped(100, 25), lambda a: short(a, 55.0)).causes() == ["ads_weakened"]
    assert ads(Shop(), lambda a: 100, lambda a: short(a, 75.0)).causes() == []


def test_few_units_in_transfer_that_sell_well_are_a_late_delivery_and_no_stock_out() -> None:
    shop = Shop().traffic(stepped(60, 30), stepped(600, 600))
    shop.daily("inventory_daily", lambda a: {"available": 0 if since(a) else 90, "fc_transfer": 12 if since(a) else 1})
    assert shop.causes() == ["delivery_slow"]


def test_a_sold_out_sibling_is_named_where_chance_hides_half_of_what_it_cost() -> None:
    shop = Shop().traffic(stepped(20, 18.6, 3), stepped(400, 250, 3))
    shop.add("products", asin="B0SIBLING1", parent_asin="B0PARENT00", category="Toys")
    shop.daily("traffic_daily", lambda a: {"asin": "B0SIBLING1", "units": 9, "sessions": 90, "sales": 90.0})
    shop.daily("inventory_daily", lambda a: {"asin": "B0SIBLING1", "available": 0 if since(a, 3) else 50})
    assert shop.causes() == ["sibling_out_of_stock"]


def test_a_week_in_which_few_came_is_no_normal_week_after_an_odd_one() -> None:
    shop = Shop().traffic(lambda a: 26 if 7 <= a < 14 else 20, stepped(200, 80, 7))
    shop.peers(lambda a: 12 if since(a, 7) else 30)
    assert shop.causes() == ["market_wide"]


def ranks_then_offer(ranks: int, offer: int) -> Shop:
    """Keyword places lost `ranks` days ago, the Featured Offer `offer` days ago."""
    sessions = stepped(200, 90, ranks)
    shop = Shop().traffic(lambda a: sessions(a) / 10 * (0.4 if since(a, offer) else 1.0), sessions)
    for word in ("kettle", "tea kettle"):
        shop.daily("keyword_ranks", lambda a, w=word: {"keyword": w, "organic_rank": 30 if since(a, ranks) else 6})  # type: ignore[misc]
    return shop.daily(
        "offers",
        lambda a: {"our_price": 10, "featured_offer_status": "OTHER" if since(a, offer) else "OURS"},
    )


def test_a_rank_that_was_lost_days_before_the_featured_offer_is_named_beside_it() -> None:
    assert set(ranks_then_offer(6, 3).causes()) == {"buy_box_lost", "rank_lost"}
    assert ranks_then_offer(4, 4).causes() == ["buy_box_lost"]


def after_a_deal(shop: Shop) -> Shop:
    """A deal that doubled sales for ten days and was over two days before the two windows began."""
    return shop.traffic(lambda a: 40 if 16 <= a < 26 else 20 - 0.5 * since(a, 7))


def test_the_weeks_after_a_deal_that_was_over_before_are_no_fall() -> None:
    deal = {"promotion_id": "P", "kind": "deal", "starts_on": day(25), "ends_on": day(16), "discount_pct": 20}
    assert after_a_deal(Shop()).causes() == ["unexplained"]
    assert after_a_deal(Shop().add("promotions", **deal)).causes() == []
    assert after_a_deal(Shop().add("promotions", **{**deal, "discount_pct": 2})).causes() == ["unexplained"]


def test_days_that_are_left_out_count_for_nothing_even_where_nothing_was_sold() -> None:
    case = Shop().daily("traffic_daily", lambda a: None if a == 20 else {"units": 20, "sessions": 200}).case()
    silent = np.isnan(case.daily("traffic_daily", "units"))
    assert silent.sum() == 1
    assert (View(case, silent).units[silent] == 0).all()
    assert np.isnan(View(case, silent, silent).units[silent]).all()
