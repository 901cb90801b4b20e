"""Each cause is found from the columns that show it, and not from a condition that has always been so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.records.diagnosis import Status
from tests.unit.diagnosis_cases import ASIN, Shop, day, since, stepped

LESS = stepped(20, 8)
NONE = stepped(20, 0)


def stock(shop: Shop) -> Shop:
    return shop.traffic(NONE).daily("inventory_daily", lambda a: {"available": 0 if since(a) else 90, "reserved": 2})


def stock_closed(shop: Shop) -> Shop:
    stock(shop).daily("listings", lambda a: {"status": "INACTIVE" if since(a) else "BUYABLE"})
    return shop.daily("offers", lambda a: {"our_price": 10, "featured_offer_status": "NONE" if since(a) else "OURS"})


def suppressed(shop: Shop) -> Shop:
    return shop.traffic(stepped(20, 2), stepped(200, 20)).daily(
        "listings", lambda a: {"status": "SUPPRESSED" if since(a) else "BUYABLE"}
    )


def enforced(shop: Shop) -> Shop:
    return shop.traffic(stepped(20, 4), stepped(200, 30)).daily(
        "listings", lambda a: {"status": "BUYABLE", "enforcement": "SEARCH_SUPPRESSED" if since(a) else None}
    )


def inactive(shop: Shop) -> Shop:
    shop.traffic(NONE).daily("inventory_daily", lambda a: {"available": 400})
    return shop.daily("listings", lambda a: {"status": "INACTIVE" if since(a) else "BUYABLE"})


def notice(shop: Shop) -> Shop:
    inactive(shop)
    return shop.add("notices", date=day(4), kind="compliance", severity="high", subject="Missing certificate")


def box_lost(shop: Shop) -> Shop:
    return shop.traffic(LESS).daily(
        "offers",
        lambda a: {"our_price": 10, "buy_box_is_ours": int(not since(a)), "buy_box_price": 9 if since(a) else 10},
    )


def box_share(shop: Shop) -> Shop:
    shop.traffic(LESS)
    for row in shop.rows["traffic_daily"]:
        row["buy_box_pct"] = 15.0 if row["date"] > day(4) else 97.0
    return shop


def nobody(shop: Shop) -> Shop:
    shop.daily("inventory_daily", lambda a: {"available": 300})
    return shop.traffic(LESS).daily(
        "offers",
        lambda a: {"our_price": 10, "buy_box_is_ours": int(not since(a)), "buy_box_price": None if since(a) else 10},
    )


def undercut(shop: Shop) -> Shop:
    return shop.traffic(LESS).daily(
        "offers", lambda a: {"our_price": 10, "buy_box_is_ours": 1, "lowest_other_price": 8.5 if since(a) else 10.5}
    )


def dearer(shop: Shop) -> Shop:
    return shop.traffic(LESS, price=stepped(10, 12)).daily("offers", lambda a: {"our_price": 12 if since(a) else 10})


def dearer_paid(shop: Shop) -> Shop:
    return shop.traffic(LESS, price=stepped(10, 12.5))


def coupon_over(shop: Shop) -> Shop:
    shop.add("promotions", promotion_id="P", kind="coupon", starts_on=day(20), ends_on=day(4), discount_pct=20)
    return shop.traffic(lambda a: 40 if 4 <= a <= 20 else 20)


def deal_over(shop: Shop) -> Shop:
    def price(ago: int) -> float:
        return 8.0 if 4 <= ago <= 12 else 10.0

    shop.daily("offers", lambda a: {"our_price": price(a)})
    return shop.traffic(lambda a: 45 if 4 <= a <= 12 else 20, price=price)


def ads(
    shop: Shop, clicks: Callable[[int], float], campaign: Callable[[int], dict[str, object]], cost: float = 0.5
) -> Shop:
    shop.traffic(lambda a: 10 + clicks(a) / 10, lambda a: 100 + clicks(a))
    shop.daily(
        "ads_daily",
        lambda a: {
            "campaign_id": "C1",
            "clicks": clicks(a),
            "impressions": clicks(a) * 100,
            "spend": clicks(a) * cost,
            "orders": round(clicks(a) / 10),
            "sales": clicks(a),
        },
    )
    return shop.daily("campaigns", lambda a: {"campaign_id": "C1", "state": "ENABLED", **campaign(a)})


def paused(shop: Shop) -> Shop:
    return ads(shop, stepped(100, 0), lambda a: {"state": "PAUSED" if since(a) else "ENABLED"})


def out_of_budget(shop: Shop) -> Shop:
    return ads(shop, stepped(100, 20), lambda a: {"out_of_budget_pct": 75.0 if since(a) else 3.0})


def weakened(shop: Shop) -> Shop:
    return ads(shop, stepped(100, 20), lambda a: {"out_of_budget_pct": 2.0, "bid": 0.5 if since(a) else 1.0})


def ranks(shop: Shop) -> Shop:
    for word in ("kettle", "tea kettle"):
        shop.daily("keyword_ranks", lambda a, w=word: {"keyword": w, "organic_rank": 30 if since(a) else 6})  # type: ignore[misc]
    return shop.traffic(LESS, stepped(200, 80))


def stars(shop: Shop) -> Shop:
    for n in range(6):
        shop.add("reviews", review_id=f"R{n}", date=day(n % 4), rating=1)
    for n in range(10):
        shop.add("reviews", review_id=f"G{n}", date=day(8 + 5 * n), rating=5)
    return shop.traffic(LESS)


def rating(shop: Shop) -> Shop:
    return shop.traffic(LESS).daily(
        "ratings_daily", lambda a: {"rating": 3.9 if since(a) else 4.5, "rating_count": 800}
    )


def page(shop: Shop) -> Shop:
    return shop.traffic(LESS).daily(
        "listings", lambda a: {"status": "BUYABLE", "main_image_hash": "b" if since(a) else "a"}
    )


def split(shop: Shop) -> Shop:
    return shop.traffic(LESS, stepped(200, 90)).daily(
        "listings", lambda a: {"status": "BUYABLE", "parent_asin": "B0OTHER000" if since(a) else "B0PARENT00"}
    )


def split_to_none(shop: Shop) -> Shop:
    return shop.traffic(LESS, stepped(200, 90)).daily(
        "listings", lambda a: {"status": "BUYABLE", "parent_asin": None if since(a) else "B0PARENT00"}
    )


def sibling(shop: Shop) -> Shop:
    shop.add("products", asin="B0SIBLING1", parent_asin="B0PARENT00")
    shop.daily("inventory_daily", lambda a: {"asin": "B0SIBLING1", "available": 0 if since(a) else 50})
    return shop.traffic(LESS, stepped(200, 80))


def slow(shop: Shop) -> Shop:
    return shop.traffic(LESS).daily("offers", lambda a: {"our_price": 10, "delivery_days": 9 if since(a) else 2})


def transfer(shop: Shop) -> Shop:
    return shop.traffic(LESS).daily(
        "inventory_daily", lambda a: {"available": 0 if since(a) else 200, "fc_transfer": 150 if since(a) else 4}
    )


def badge(shop: Shop) -> Shop:
    return shop.traffic(LESS).daily(
        "listings",
        lambda a: {"status": "BUYABLE", "badges": "best_seller" if since(a) else "amazons_choice|best_seller"},
    )


def rival(shop: Shop) -> Shop:
    return shop.traffic(LESS).daily(
        "competitors", lambda a: {"competitor_asin": "B0RIVAL000", "price": 11.0, "coupon_pct": 30 if since(a) else 0}
    )


def market(shop: Shop) -> Shop:
    return shop.traffic(LESS, stepped(200, 90)).peers(stepped(30, 13))


def season(shop: Shop) -> Shop:
    market(shop)
    for ago in range(70):
        units = 8 if since(ago) else 20
        shop.add("traffic_daily", date=day(ago + 364), sessions=units * 10, orders=units, units=units, sales=units * 10)
    return shop


@pytest.mark.parametrize(
    ("make", "cause"),
    [
        (stock, "out_of_stock"),
        (stock_closed, "out_of_stock"),
        (suppressed, "listing_suppressed"),
        (enforced, "listing_suppressed"),
        (inactive, "offer_inactive"),
        (notice, "compliance_notice"),
        (box_lost, "buy_box_lost"),
        (box_share, "buy_box_lost"),
        (nobody, "featured_offer_suppressed"),
        (undercut, "price_undercut"),
        (dearer, "price_increase"),
        (dearer_paid, "price_increase"),
        (coupon_over, "promotion_ended"),
        (deal_over, "promotion_ended"),
        (paused, "ads_paused"),
        (out_of_budget, "ads_out_of_budget"),
        (weakened, "ads_weakened"),
        (ranks, "rank_lost"),
        (stars, "bad_reviews"),
        (rating, "rating_drop"),
        (page, "listing_changed"),
        (split, "variation_broken"),
        (split_to_none, "variation_broken"),
        (sibling, "sibling_out_of_stock"),
        (slow, "delivery_slow"),
        (transfer, "delivery_slow"),
        (badge, "badge_changed"),
        (rival, "competitor_move"),
        (market, "market_wide"),
        (season, "seasonal"),
    ],
)
def test_the_cause_is_named_first_with_its_day_its_evidence_and_its_action(
    make: Callable[[Shop], Shop], cause: str
) -> None:
    found = make(Shop()).diagnose()
    assert found.status is Status.DIAGNOSED
    first = found.causes[0]
    assert first.cause == cause
    assert first.since == day(3)
    assert 0 < first.score <= 1
    assert first.evidence
    assert first.explains is not None
    assert first.explains > 0


def test_the_closed_offer_and_the_lost_featured_offer_that_a_stock_out_brings_are_not_named_beside_it() -> None:
    assert stock_closed(Shop()).causes() == ["out_of_stock"]


def test_an_ads_report_that_has_come_for_nobody_is_no_pause_while_the_campaign_runs() -> None:
    shop = Shop().traffic()
    shop.daily(
        "ads_daily", lambda a: None if since(a, 2) else {"campaign_id": "C1", "clicks": 100, "impressions": 9000}
    )
    shop.daily("campaigns", lambda a: {"campaign_id": "C1", "state": "ENABLED"})
    assert shop.diagnose().status is Status.NO_DROP
    metrics = shop.diagnose().metrics
    assert metrics["ad_sessions"] == (700.0, None)
    assert metrics["organic_sessions"][1] is None
    assert Shop().traffic().diagnose().metrics["organic_sessions"] == Shop().traffic().diagnose().metrics["sessions"]


def test_dearer_sellers_who_leave_undercut_nobody() -> None:
    shop = Shop().traffic(LESS)
    shop.daily("offers", lambda a: {"our_price": 10.0, "lowest_other_price": None if since(a) else 12.0})
    assert "price_undercut" not in shop.causes()


def test_a_notice_that_closed_nothing_is_not_blamed_for_a_wobble() -> None:
    shop = Shop().traffic(stepped(20, 17, 3)).daily("listings", lambda a: {"status": "BUYABLE"})
    shop.add("notices", date=day(3), kind="policy_compliance", severity="high", subject="Please provide documents")
    assert "compliance_notice" not in shop.causes()


def test_an_empty_shelf_that_sells_on_is_no_stock_out() -> None:
    steady = Shop().traffic().daily("inventory_daily", lambda a: {"available": 0 if since(a) else 20 * a})
    assert steady.diagnose().status is Status.NO_DROP
    fell = Shop().traffic(stepped(20, 12), price=stepped(10.0, 13.0))
    fell.daily("inventory_daily", lambda a: {"available": 0 if since(a) else 20 * a})
    assert "out_of_stock" not in fell.causes()


def test_the_closed_offer_that_a_notice_brings_is_not_named_beside_it() -> None:
    assert notice(Shop()).causes() == ["compliance_notice"]


def test_two_causes_at_once_are_both_named_with_what_each_explains() -> None:
    shop = Shop()
    ads(shop, stepped(100, 0), lambda a: {"state": "PAUSED" if since(a) else "ENABLED"})
    for row in shop.rows["traffic_daily"]:
        if row["date"] > day(4):
            row.update(units=4, orders=4, sales=40.0)
    shop.daily("ratings_daily", lambda a: {"rating": 3.8 if since(a) else 4.5})
    found = shop.diagnose()
    assert {c.cause for c in found.causes} == {"ads_paused", "rating_drop"}
    assert all(c.explains and c.explains > 50 for c in found.causes)


def test_a_real_drop_without_evidence_is_unexplained() -> None:
    found = Shop().traffic(LESS).diagnose()
    assert found.status is Status.INSUFFICIENT_EVIDENCE
    assert [c.cause for c in found.causes] == ["unexplained"]


@pytest.mark.parametrize(
    "make",
    [
        lambda shop: shop.daily("offers", lambda a: {"our_price": 10, "buy_box_is_ours": 1, "lowest_other_price": 8.5}),
        lambda shop: shop.daily("listings", lambda a: {"status": "BUYABLE", "badges": None}),
        lambda shop: shop.daily("ratings_daily", lambda a: {"rating": 3.2, "rating_count": 50}),
        lambda shop: shop.add("notices", date=day(40), kind="compliance", severity="medium", subject="Accepted"),
        lambda shop: shop.add("promotions", promotion_id="P", kind="coupon", starts_on=day(60), ends_on=day(30)),
        lambda shop: shop.add(
            "notices", date=day(3), kind="fee_change", asin=None, severity="low", subject="Fee update"
        ),
    ],
)
def test_a_condition_that_has_lasted_for_weeks_explains_no_drop(make: Callable[[Shop], Shop]) -> None:
    assert make(Shop().traffic(LESS)).causes() == ["unexplained"]


def test_a_tiny_campaign_paused_on_the_day_does_not_win_over_the_price() -> None:
    shop = dearer(Shop())
    for name, clicks in (("BIG", 60), ("TINY", 1)):
        shop.daily(
            "ads_daily",
            lambda a, n=name, c=clicks: {
                "campaign_id": n,
                "clicks": 0 if n == "TINY" and since(a) else c,
                "impressions": c * 100,
            },
        )  # type: ignore[misc]
        shop.daily(
            "campaigns",
            lambda a, n=name: {"campaign_id": n, "state": "PAUSED" if n == "TINY" and since(a) else "ENABLED"},
        )  # type: ignore[misc]
    assert shop.causes() == ["price_increase"]


@pytest.mark.parametrize("make", [stock, suppressed, paused, market, rating])
def test_nothing_later_than_the_day_is_looked_at(make: Callable[[Shop], Shop]) -> None:
    shop = make(Shop())
    before = shop.case(as_of=day(10))
    assert all((columns["date"] <= before.grid[-1]).all() for columns in before.tables.values() if "date" in columns)
    from analytics.diagnosis import diagnose

    assert diagnose(before).status is Status.NO_DROP


def test_a_steady_seller_has_no_drop_and_no_cause() -> None:
    found = Shop().traffic().peers().diagnose()
    assert found.status is Status.NO_DROP
    assert found.causes == ()
    assert found.contributions


def test_a_normal_week_after_an_odd_one_without_evidence_is_no_drop() -> None:
    found = Shop().traffic(lambda a: 45 if 7 <= a <= 13 else 20).diagnose()
    assert found.status is Status.NO_DROP
    assert any(remark.key == "diagnosis-remark-odd-week" for remark in found.remarks)


def test_an_odd_week_that_like_asins_had_too_is_the_season() -> None:
    bump: Callable[[int], float] = lambda a: 2.0 if 7 <= a <= 13 else 1.0  # noqa: E731
    found = Shop().traffic(lambda a: 20 * bump(a), lambda a: 200 * bump(a)).peers(lambda a: 30 * bump(a)).diagnose()
    assert [c.cause for c in found.causes] == ["seasonal"]


def test_some_like_asins_with_troubles_of_their_own_are_no_market() -> None:
    shop = Shop().traffic(LESS, stepped(200, 80)).peers(stepped(30, 14), count=3).peers(count=2, first=3)
    assert shop.causes() == ["unexplained"]


def test_like_asins_that_fell_much_further_than_we_did_are_no_market() -> None:
    shop = Shop().traffic(LESS, stepped(200, 80)).peers(stepped(30, 5), count=3)
    assert shop.causes() == ["unexplained"]


def test_two_like_asins_that_fell_too_do_not_win_over_our_own_price() -> None:
    assert dearer(Shop()).peers(stepped(30, 14), count=2).causes()[0] == "price_increase"


def test_an_unknown_table_is_listed_as_not_checked() -> None:
    texts = Shop().traffic(LESS).diagnose().could_not_check
    assert {text.args["table"] for text in texts} >= {"inventory_daily", "listings", "offers", "reviews"}
    other = Shop().traffic(LESS).add("notices", asin="B0ELSE0000", date=day(9), kind="x", subject="y").diagnose()
    assert "notices" not in {text.args["table"] for text in other.could_not_check}


def test_the_asin_of_the_case_is_the_one_asked_for() -> None:
    assert Shop().traffic().diagnose().asin == ASIN
