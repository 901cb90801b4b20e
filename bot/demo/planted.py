"""What is planted in the demo's figures: incidents that somebody should act on, and oddities that nobody should."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Planted:
    """One incident or harmless oddity.

    `days` is how many days it has lasted on the last day (1: only that day); `kinds` are the alerts of which at least
    one must be open, `cause` what `/diagnose` should put first (None: no drop).
    """

    name: str
    marketplace: str
    asin: str
    days: int
    kinds: tuple[str, ...] = ()
    cause: str | None = None

    @property
    def harmless(self) -> bool:
        return not self.kinds and self.cause is None


INCIDENTS: tuple[Planted, ...] = (
    Planted("stock_out", "US", "B0FJMUG001", 6, ("low_stock", "sales_drop"), "out_of_stock"),
    Planted("suppressed", "US", "B0FJTENT01", 5, ("listing_suppressed",), "listing_suppressed"),
    Planted("featured_offer_lost", "US", "B0FJLAMP01", 6, ("buy_box_lost",), "buy_box_lost"),
    Planted("ads_paused", "US", "B0FJSKLT01", 7, ("ads_stopped",), "ads_paused"),
    Planted("bad_reviews", "US", "B0FJBOTL01", 6, ("bad_review", "rating_drop"), "bad_reviews"),
    Planted("price_increase", "JP", "B0FJCHAI01", 7, ("sales_drop", "cvr_low", "acos_spike"), "price_increase"),
    Planted("out_of_budget", "DE", "B0FJMUG001", 6, ("ads_out_of_budget",), "ads_out_of_budget"),
    Planted("compliance", "DE", "B0FJLICH01", 4, ("notice", "listing_suppressed"), "compliance_notice"),
    Planted("low_stock", "DE", "B0FJFLAS01", 1, ("low_stock",)),
    Planted("featured_offer_none", "DE", "B0FJPFAN01", 6, ("featured_offer_suppressed",), "featured_offer_suppressed"),
    Planted("coupon_ended", "DE", "B0FJGRIL01", 7, (), "promotion_ended"),
    Planted("undercut", "JP", "B0FJSKIL01", 7, ("price_undercut", "sales_drop"), "price_undercut"),
    Planted("acos", "JP", "B0FJSUIT01", 7, ("acos_spike",)),
    Planted("rank_lost", "JP", "B0FJLANT01", 8, ("rank_drop", "sales_drop"), "rank_lost"),
)

HARMLESS: tuple[Planted, ...] = (
    Planted("weekend_dips", "DE", "B0FJBUER01", 120),
    Planted("slow_seller", "US", "B0FJFIRE01", 120),
    Planted("slow_seller", "DE", "B0FJSEIL01", 120),
    Planted("slow_seller", "JP", "B0FJHOKU01", 120),
    Planted("chronic_out_of_budget", "US", "B0FJHAMM01", 120),
    Planted("old_notice", "US", "B0FJGRND01", 60),
    Planted("old_bad_reviews", "JP", "B0FJMILL01", 45),
    Planted("deal_day", "JP", "B0FJTAKI01", 30),
    Planted("season_ends", "US", "B0FJCOOL01", 120),
    Planted("unknown_day", "DE", "B0FJDECK01", 40),
    Planted("shared_featured_offer", "JP", "B0FJFUTN01", 120),
    Planted("launch_acos", "DE", "B0FJZELT02", 120),
    Planted("price_blip", "US", "B0FJBLNK01", 50),
    Planted("dearer_sellers", "DE", "B0FJSTUH01", 120),
)

BY_LISTING: dict[tuple[str, str], Planted] = {(p.marketplace, p.asin): p for p in (*INCIDENTS, *HARMLESS)}
