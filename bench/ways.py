"""A second simulated shop by other assumptions than `bench/simulate.py`: a check against fitting to one's own.

Here figures are levels with gaussian noise (no chain of counts), histories are short, states are told only when they
change or once a week, traffic may stay when sales stop, discounts may not show in sales, and each cause shows itself in
one of several ways, often the only table that there is.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np

ASIN, FAMILY = "B0AAAAAA01", "B0FAMILY00"
Rows = dict[str, list[dict[str, Any]]]


class Booth:
    """Levels by day of one ASIN, and the rows told so far."""

    def __init__(self, seed: int) -> None:
        self.r = np.random.default_rng([seed, 99])
        self.size = int(self.r.integers(36, 75))
        self.ago = int(self.r.integers(2, 8))
        self.at = self.size - self.ago
        self.last = date(2025, 9, 1) + timedelta(days=int(self.r.integers(0, 300)))
        self.days = [self.last - timedelta(days=self.size - 1 - i) for i in range(self.size)]
        self.market = str(self.r.choice(["US", "JP", "DE", "CA", "UK"]))
        self.visits = float(np.exp(self.r.uniform(np.log(120), np.log(3000))))
        self.rate = self.r.uniform(0.04, 0.25)
        self.price = float(round(self.r.uniform(900, 6000))) if self.market == "JP" else round(self.r.uniform(9, 70), 2)
        self.noise = self.r.uniform(0.03, 0.12)
        strong = self.r.uniform(0, 0.35)
        self.week = 1 + strong * np.array([0.1, 0.0, -0.1, -0.2, 0.0, 0.6, 0.5]) * (1 if self.r.random() < 0.5 else -1)
        ones = np.ones(self.size)
        self.organic, self.ads, self.convert, self.paid, self.box = (ones.copy() for _ in range(5))
        self.ad_part = self.r.uniform(0.25, 0.6)
        self.market_level = ones.copy()
        self.rows: Rows = {}

    def tell(self, table: str, i: int | None = None, **row: Any) -> None:
        if i is not None:
            row["date"] = self.days[i]
        self.rows.setdefault(table, []).append({"marketplace": self.market, "asin": ASIN, **row})

    def from_onset(self, array: np.ndarray, factor: float) -> None:
        array[self.at :] *= factor

    def pick(self, *ways: str) -> str:
        return str(self.r.choice(list(ways)))

    def weekly_and(self, *days: int) -> list[int]:
        return sorted({*range(0, self.size, 7), *[d for d in days if 0 <= d < self.size]})


def _close(b: Booth, left: float, visits: float) -> None:
    b.from_onset(b.convert, left)
    b.from_onset(b.organic, visits)
    b.from_onset(b.ads, visits)


def out_of_stock(b: Booth) -> None:
    way = b.pick("zero", "zero_closed", "issue")
    _close(b, 0.0, b.r.uniform(0.3, 1.0))
    for i in range(b.size):
        if way != "issue":
            b.tell(
                "inventory_daily",
                i,
                available=0 if i >= b.at else max(1, 40 * (b.at - i)),
                reserved=int(b.r.integers(0, 6)),
                inbound=100,
            )
        if way != "zero":
            status = "INACTIVE" if i >= b.at else "BUYABLE"
            b.tell("listings", i, status=status, issue="Out of stock" if i >= b.at and way == "issue" else None)


def listing_suppressed(b: Booth) -> None:
    way = b.pick("status", "enforcement")
    _close(b, b.r.uniform(0.0, 0.8), b.r.uniform(0.05, 0.4))
    for i in b.weekly_and(b.at):
        hit = i >= b.at
        b.tell(
            "listings",
            i,
            status="SUPPRESSED" if hit and way == "status" else "BUYABLE",
            enforcement="SEARCH_SUPPRESSED" if hit and way == "enforcement" else None,
        )


def offer_inactive(b: Booth) -> None:
    _close(b, 0.0, b.r.uniform(0.1, 0.9))
    stocked = b.r.random() < 0.5
    for i in range(b.size):
        b.tell("listings", i, status="INACTIVE" if i >= b.at else "BUYABLE")
        if stocked:
            b.tell("inventory_daily", i, available=350, reserved=10)


def compliance_notice(b: Booth) -> None:
    _close(b, 0.0, b.r.uniform(0.1, 0.6))
    b.tell(
        "notices",
        b.at,
        kind=b.pick("policy_warning", "product_safety", "listing_removal", "ip"),
        severity="high",
        subject="Action required on your product",
    )
    status = b.pick("INACTIVE", "SUPPRESSED")
    for i in range(b.size):
        b.tell("listings", i, status=status if i >= b.at else "BUYABLE")


def buy_box_lost(b: Booth) -> None:
    left = b.r.uniform(0.02, 0.35)
    b.from_onset(b.box, left)
    b.from_onset(b.convert, b.r.uniform(0.15, 0.5))
    way = b.pick("share", "ours", "status")
    for i in range(b.size) if way != "share" else ():
        hit = i >= b.at
        low = round(b.price * 0.95, 2)
        told = (
            {"buy_box_is_ours": int(not hit), "buy_box_price": low if hit else b.price}
            if way == "ours"
            else {"featured_offer_status": "OTHER" if hit else "OURS"}
        )
        b.tell(
            "offers",
            i,
            our_price=b.price,
            lowest_other_price=low if hit else None,
            other_offers=2 if hit else 0,
            **told,
        )


def featured_offer_suppressed(b: Booth) -> None:
    b.from_onset(b.box, b.r.uniform(0.0, 0.1))
    b.from_onset(b.convert, b.r.uniform(0.2, 0.5))
    way = b.pick("empty", "status")
    for i in range(b.size):
        hit = i >= b.at
        told = (
            {"buy_box_is_ours": int(not hit), "buy_box_price": None if hit else b.price}
            if way == "empty"
            else {"featured_offer_status": "NONE" if hit else "OURS"}
        )
        b.tell("offers", i, our_price=b.price, other_offers=0, **told)
        b.tell("inventory_daily", i, available=500)


def price_undercut(b: Booth) -> None:
    b.from_onset(b.convert, b.r.uniform(0.45, 0.7))
    for i in range(b.size):
        hit = i >= b.at
        b.tell(
            "offers",
            i,
            our_price=b.price,
            buy_box_price=b.price,
            buy_box_is_ours=1,
            lowest_other_price=round(b.price * (0.9 if hit else 1.06), 2),
            other_offers=3,
        )


def price_increase(b: Booth) -> None:
    rise = b.r.uniform(0.1, 0.3)
    b.from_onset(b.paid, 1 + rise)
    b.from_onset(b.convert, b.r.uniform(0.35, 0.62))
    if b.pick("offers", "sales") == "offers":
        for i in range(b.size):
            b.tell("offers", i, our_price=round(b.price * b.paid[i], 2), buy_box_is_ours=1)


def promotion_ended(b: Booth) -> None:
    start = max(0, b.at - int(b.r.integers(5, 20)))
    b.convert[start : b.at] *= b.r.uniform(1.5, 2.5)
    kind = b.pick("coupon", "deal")
    if kind == "deal":
        b.paid[start : b.at] *= 0.8
    b.tell(
        "promotions", promotion_id="X", kind=kind, starts_on=b.days[start], ends_on=b.days[b.at - 1], discount_pct=20
    )


def _ads_way(b: Booth, name: str, factor: float, **told: Any) -> None:
    b.ad_part = max(b.ad_part, 0.45)
    b.from_onset(b.ads, factor)
    for i in range(b.size):
        hit = i >= b.at
        b.tell(
            "campaigns",
            i,
            campaign_id="K1",
            **{"state": "ENABLED", **{k: v[1] if hit else v[0] for k, v in told.items()}},
        )
    b.rows.setdefault("_ads", []).append({"name": name})


def ads_paused(b: Booth) -> None:
    if b.pick("state", "silent") == "state":
        _ads_way(b, "paused", 0.0, state=("ENABLED", "PAUSED"))
    else:
        _ads_way(b, "paused", 0.0)
        b.rows.pop("campaigns")


def ads_out_of_budget(b: Booth) -> None:
    _ads_way(b, "budget", b.r.uniform(0.15, 0.45), out_of_budget_pct=(2.0, float(round(b.r.uniform(45, 80)))))


def ads_weakened(b: Booth) -> None:
    if b.pick("bid", "plain") == "bid":
        _ads_way(b, "weak", b.r.uniform(0.15, 0.4), bid=(1.2, 0.7), out_of_budget_pct=(0.0, 0.0))
    else:
        _ads_way(b, "weak", b.r.uniform(0.15, 0.4), out_of_budget_pct=(1.0, 0.0))


def rank_lost(b: Booth) -> None:
    b.from_onset(b.organic, b.r.uniform(0.25, 0.5))
    b.ad_part = min(b.ad_part, 0.35)
    way = b.pick("words", "query")
    for i in range(b.size):
        if way == "words":
            for n, word in enumerate(("a", "b", "c")):
                b.tell(
                    "keyword_ranks",
                    i,
                    keyword=word,
                    organic_rank=(4 + 3 * n) * (4 if i >= b.at else 1) + int(b.r.integers(0, 2)),
                )
        elif (b.size - 1 - i) % 7 == 0:
            part = max(0, i + 1 - max(b.at, i - 6)) / 7
            b.tell("search_performance", i, query="thing", volume=10000, impressions=int(4000 * (1 - 0.8 * part)))


def bad_reviews(b: Booth) -> None:
    b.from_onset(b.convert, b.r.uniform(0.4, 0.65))
    for i in range(0, b.size, 3):
        b.tell("reviews", i, review_id=f"R{i}", rating=5, body="good")
    for n in range(int(b.r.integers(4, 10))):
        b.tell("reviews", min(b.size - 1, b.at + n % 3), review_id=f"N{n}", rating=1, body="broke after a day")


def rating_drop(b: Booth) -> None:
    b.from_onset(b.convert, b.r.uniform(0.4, 0.65))
    for i in range(b.size):
        b.tell(
            "ratings_daily", i, rating=4.5 if i < b.at else round(4.5 - b.r.uniform(0.35, 0.7), 1), rating_count=900 + i
        )


def listing_changed(b: Booth) -> None:
    b.from_onset(b.convert, b.r.uniform(0.35, 0.6))
    part, old, new = [
        ("title", "Good old title for the thing", "New words"),
        ("main_image_hash", "aa", "bb"),
        ("bullets", "one|two", "three"),
    ][int(b.r.integers(3))]
    for i in b.weekly_and(b.at) if b.r.random() < 0.5 else range(b.size):
        b.tell("listings", i, status="BUYABLE", **{part: new if i >= b.at else old})
    if part == "bullets":
        b.tell("events", b.at, kind="listing_change", note="bullets")


def variation_broken(b: Booth) -> None:
    b.from_onset(b.organic, b.r.uniform(0.3, 0.6))
    b.from_onset(b.convert, b.r.uniform(0.5, 0.9))
    new = b.pick("B0OTHERFAM", ASIN, "")
    for i in range(b.size):
        b.tell("listings", i, status="BUYABLE", parent_asin=(new or None) if i >= b.at else FAMILY)


def sibling_out_of_stock(b: Booth) -> None:
    b.from_onset(b.organic, b.r.uniform(0.35, 0.6))
    for i in range(b.size):
        b.tell("inventory_daily", i, asin="B0AAAAAA02", available=0 if i >= b.at else 60)
        b.tell("inventory_daily", i, available=600)


def delivery_slow(b: Booth) -> None:
    b.from_onset(b.convert, b.r.uniform(0.35, 0.65))
    way = b.pick("days", "transfer")
    for i in range(b.size):
        hit = i >= b.at
        if way == "days":
            b.tell("offers", i, our_price=b.price, buy_box_is_ours=1, delivery_days=8 if hit else 2)
        else:
            b.tell(
                "inventory_daily",
                i,
                available=0 if hit else 300,
                fc_transfer=250 if hit else 5,
                reserved=260 if hit else 12,
            )


def badge_changed(b: Booth) -> None:
    b.from_onset(b.organic, b.r.uniform(0.5, 0.8))
    b.from_onset(b.convert, b.r.uniform(0.6, 0.85))
    both = b.r.random() < 0.5
    for i in range(b.size):
        b.tell(
            "listings",
            i,
            status="BUYABLE",
            badges=("amazons_choice|best_seller" if i < b.at else "amazons_choice")
            if both
            else ("best_seller" if i < b.at else None),
        )


def competitor_move(b: Booth) -> None:
    b.from_onset(b.convert, b.r.uniform(0.45, 0.68))
    for i in range(b.size):
        b.tell(
            "competitors",
            i,
            competitor_asin="B0RIVAL001",
            price=round(b.price * (0.75 if i >= b.at else 1.02), 2),
            rating=4.4,
        )
        b.tell("competitors", i, competitor_asin="B0RIVAL002", price=round(b.price * 1.2, 2), rating=4.1)


def market_wide(b: Booth) -> None:
    b.from_onset(b.market_level, b.r.uniform(0.45, 0.7))


def seasonal(b: Booth) -> None:
    market_wide(b)
    b.rows["_year"] = [{}]


def unexplained(b: Booth) -> None:
    b.from_onset(b.convert, b.r.uniform(0.3, 0.5))


def nothing(b: Booth) -> None:
    """Long-standing conditions only."""
    if b.r.random() < 0.5:
        for i in range(b.size):
            b.tell(
                "offers",
                i,
                our_price=b.price,
                buy_box_is_ours=1,
                lowest_other_price=round(b.price * 0.96, 2),
                other_offers=4,
            )
    if b.r.random() < 0.5:
        _ads_way(b, "none", 1.0, out_of_budget_pct=(60.0, 62.0))
    if b.r.random() < 0.3:
        b.tell("notices", max(0, b.at - 25), kind="compliance", severity="medium", subject="Certificate accepted")
    if b.r.random() < 0.3:
        b.tell("promotions", promotion_id="O", kind="coupon", starts_on=b.days[0], ends_on=b.days[5], discount_pct=10)


WAYS: dict[str, Callable[[Booth], None]] = {
    f.__name__: f
    for f in (
        out_of_stock,
        listing_suppressed,
        offer_inactive,
        compliance_notice,
        buy_box_lost,
        featured_offer_suppressed,
        price_undercut,
        price_increase,
        promotion_ended,
        ads_paused,
        ads_out_of_budget,
        ads_weakened,
        rank_lost,
        bad_reviews,
        rating_drop,
        listing_changed,
        variation_broken,
        sibling_out_of_stock,
        delivery_slow,
        badge_changed,
        competitor_move,
        seasonal,
        market_wide,
        unexplained,
        nothing,
    )
}
