"""Each kind of alert from figures: it comes on the day that shows the incident, and not for what was always so."""

from __future__ import annotations

import numpy as np
import pytest

from bot.records.findings import Severity, Standing, Subject
from tests.unit.detection_catalogue import Catalogue, quiet, texts


def _kinds(catalogue: Catalogue) -> set[tuple[str, str | None]]:
    return {(f.about.kind, f.about.asin) for f in catalogue.check().findings}


@pytest.mark.parametrize("seed", range(1, 5))
def test_a_quiet_catalogue_gives_no_alert(seed: int) -> None:
    assert _kinds(quiet(seed=seed)) == set()


def test_a_fall_of_most_sales_shows_after_three_days_with_its_figures() -> None:
    catalogue = quiet()
    catalogue.cut_sales(0.15, 3)
    [finding] = catalogue.found("sales_drop")
    assert finding.observed is not None
    assert finding.expected is not None
    assert finding.bound is not None
    assert finding.observed <= finding.bound < finding.expected
    assert finding.severity is Severity.HIGH
    price = catalogue.grid("offers.our_price")[0, 0]
    assert finding.loss == pytest.approx((finding.expected - finding.observed) * price, rel=0.01)


def test_a_fall_of_half_shows_after_a_week() -> None:
    catalogue = quiet()
    catalogue.cut_sales(0.5, 7)
    [finding] = catalogue.found("sales_drop")
    assert finding.window == (catalogue.days[-7].astype(object), catalogue.days[-1].astype(object))


def test_a_fall_that_costs_less_than_the_floor_is_not_told() -> None:
    catalogue = quiet()
    for name in ("traffic_daily.sales", "offers.our_price", "offers.buy_box_price"):
        catalogue.grid(name)[0] *= 0.005
    catalogue.cut_sales(0.15, 3)
    assert catalogue.found("sales_drop") == []


@pytest.mark.parametrize("announced", [True, False])
def test_sales_that_fall_back_when_a_deal_ends_are_no_drop(announced: bool) -> None:
    catalogue = quiet()
    for column in ("units", "orders", "sales"):
        catalogue.grid(f"traffic_daily.{column}")[0, -20:-3] *= 3
    if announced:
        catalogue.tables["promotions"] = {
            "asin": texts(catalogue.star), "promotion_id": texts("P1"), "kind": texts("deal"),
            "starts_on": catalogue.days[[-20]], "ends_on": catalogue.days[[-4]],
        }  # fmt: skip
    else:
        for name in ("offers.our_price", "offers.buy_box_price"):
            catalogue.grid(name)[0, -20:-3] *= 0.8
    assert catalogue.found("sales_drop") == []


@pytest.mark.parametrize(("state", "told"), [("APPROVED", 0), (None, 0), ("CANCELED", 1)])
def test_a_deal_that_was_called_off_explains_no_fall(state: str | None, told: int) -> None:
    catalogue = quiet()
    for column in ("units", "orders", "sales"):
        catalogue.grid(f"traffic_daily.{column}")[0, -20:-3] *= 3
    catalogue.tables["promotions"] = {
        "asin": texts(catalogue.star), "promotion_id": texts("P1"), "kind": texts("deal"), "state": texts(state),
        "starts_on": catalogue.days[[-20]], "ends_on": catalogue.days[[-4]],
    }  # fmt: skip
    assert len(catalogue.found("sales_drop")) == told


def test_a_family_that_sells_too_little_alone_is_watched_together() -> None:
    catalogue = quiet(n=12)
    catalogue.tables["products"]["parent_asin"] = texts(*(["B0PARENT00"] * 8), *([None] * 4))
    for column in ("units", "orders", "sales"):
        part = catalogue.grid(f"traffic_daily.{column}")
        part[:8] = np.random.default_rng(5).poisson(0.9, (8, part.shape[1])) * (20.0 if column == "sales" else 1.0)
        part[:8, -7:] = 0
    found = [f for f in catalogue.check().findings if f.about.kind == "sales_drop"]
    assert [f.extra["family"] for f in found] == [True]


def test_a_fall_of_everything_is_told_once_for_the_account_and_mutes_the_asins() -> None:
    catalogue = quiet()
    for column in ("units", "orders", "sales", "sessions", "page_views"):
        part = catalogue.grid(f"traffic_daily.{column}")
        part[:, -7:] = np.floor(part[:, -7:] * 0.4)
    found = [f for f in catalogue.check().findings if f.about.kind == "sales_drop"]
    assert [f.about.asin for f in found] == [None]


def test_out_of_stock_mutes_the_sales_drop_and_names_it() -> None:
    catalogue = quiet()
    catalogue.cut_sales(0.0, 4)
    for column in ("available", "reserved"):
        catalogue.grid(f"inventory_daily.{column}")[0, -4:] = 0
    checked = catalogue.check()
    assert {(f.about.kind, f.about.asin) for f in checked.findings} == {("low_stock", catalogue.star)}
    assert [(f.about.kind, why.key) for f, why in checked.muted] == [("sales_drop", "detection-muted-by")]
    about = Subject("main", "US", "sales_drop", catalogue.star)
    assert checked.standing(about) is Standing.UNKNOWN


def test_stock_for_a_few_days_is_low_and_stock_without_demand_is_not() -> None:
    catalogue = quiet()
    catalogue.grid("inventory_daily.available")[0, -1] = 40
    [finding] = catalogue.found("low_stock")
    assert finding.observed is not None
    assert finding.observed < 3
    catalogue.grid("traffic_daily.units")[0] = 0
    assert catalogue.found("low_stock") == []


def test_stock_that_was_always_this_short_and_never_ran_out_is_no_news() -> None:
    catalogue = quiet()
    catalogue.grid("inventory_daily.available")[0] = 70
    catalogue.grid("inventory_daily.inbound")[0] = 0
    assert catalogue.found("low_stock") == []
    assert catalogue.check().standing(Subject("main", "US", "low_stock", catalogue.star)) is Standing.UNKNOWN


def test_what_is_on_its_way_counts_for_the_reorder_point() -> None:
    catalogue = quiet()
    catalogue.grid("inventory_daily.available")[0, -1] = 20 * 20
    catalogue.grid("inventory_daily.inbound")[0, -1] = 0
    assert len(catalogue.found("low_stock")) == 1
    catalogue.grid("inventory_daily.inbound")[0, -1] = 20 * 30
    assert catalogue.found("low_stock") == []


def _lose_featured_offer(catalogue: Catalogue, status: str, days: int = 1) -> None:
    catalogue.grid("offers.featured_offer_status")[0, -days:] = status
    catalogue.grid("offers.buy_box_is_ours")[0, -days:] = 0
    catalogue.grid("traffic_daily.buy_box_pct")[0, -days:] = 5
    if status == "NONE":
        catalogue.grid("offers.buy_box_price")[0, -days:] = np.nan
    else:
        catalogue.grid("offers.other_offers")[0, -days:] = 1


@pytest.mark.parametrize(
    "missing", [[], ["offers.featured_offer_status"], ["offers"], ["traffic_daily.buy_box_pct"]], ids=str
)
def test_a_lost_featured_offer_shows_from_whatever_is_known_of_it(missing: list[str]) -> None:
    catalogue = quiet()
    _lose_featured_offer(catalogue, "OTHER")
    assert len(catalogue.without(*missing).found("buy_box_lost")) == 1


@pytest.mark.parametrize("missing", [[], ["offers.featured_offer_status"]], ids=str)
def test_nobody_holding_the_featured_offer_is_told_apart_from_losing_it(missing: list[str]) -> None:
    catalogue = quiet()
    _lose_featured_offer(catalogue, "NONE")
    kinds = {kind for kind, asin in _kinds(catalogue.without(*missing)) if asin == catalogue.star}
    assert kinds == {"featured_offer_suppressed"}


def test_a_featured_offer_that_was_never_ours_is_no_news() -> None:
    catalogue = quiet()
    _lose_featured_offer(catalogue, "OTHER", days=120)
    assert catalogue.found("buy_box_lost") == []


def test_a_featured_offer_that_comes_and_goes_is_no_news() -> None:
    catalogue = quiet()
    catalogue.grid("offers.featured_offer_status")[0, ::4] = "OTHER"
    catalogue.grid("offers.featured_offer_status")[0, -2:] = "OTHER"
    assert catalogue.found("buy_box_lost") == []


def test_a_cheaper_offer_is_told_also_while_the_featured_offer_is_ours() -> None:
    catalogue = quiet()
    catalogue.tables["offers"]["lowest_other_price"] = np.full(12 * 120, np.nan)
    catalogue.grid("offers.lowest_other_price")[0, -1] = catalogue.grid("offers.our_price")[0, -1] * 0.9
    [finding] = catalogue.found("price_undercut")
    assert finding.headline.key == "detection-undercut-still-ours"


@pytest.mark.parametrize("status", ["SUPPRESSED", "INACTIVE"])
def test_a_listing_that_closes_is_told_and_one_that_was_always_closed_is_not(status: str) -> None:
    catalogue = quiet()
    catalogue.grid("listings.status")[0, -1] = status
    catalogue.grid("listings.status")[1] = status
    assert len(catalogue.found("listing_suppressed")) == 1
    assert catalogue.found("listing_suppressed", str(catalogue.asins[1])) == []
    assert len(catalogue.found("stranded_stock")) == 1


def test_an_enforcement_closes_a_listing_whatever_its_status_says() -> None:
    catalogue = quiet()
    catalogue.tables["listings"]["enforcement"] = np.array([None] * 12 * 120, dtype=object)
    catalogue.grid("listings.enforcement")[0, -1] = "SEARCH_SUPPRESSED"
    assert len(catalogue.found("listing_suppressed")) == 1


def _stop_ads(catalogue: Catalogue, days: int = 2) -> None:
    for column in ("impressions", "clicks", "spend", "orders", "units", "sales"):
        catalogue.grid(f"ads_daily.{column}")[0, -days:] = 0
    catalogue.grid("campaigns.state")[0, -days:] = "PAUSED"


@pytest.mark.parametrize("how", ["zeros", "no rows", "no campaigns"])
def test_ads_that_stop_are_told_from_zeros_from_missing_rows_and_without_campaigns(how: str) -> None:
    catalogue = quiet()
    _stop_ads(catalogue)
    if how == "no rows":
        gone = (catalogue.tables["ads_daily"]["asin"] == catalogue.star) & (
            catalogue.tables["ads_daily"]["date"] > catalogue.days[-3]
        )
        catalogue.keep("ads_daily", ~gone)
    elif how == "no campaigns":
        catalogue.without("campaigns")
    assert len(catalogue.found("ads_stopped")) == 1
    assert catalogue.found("data_stale", None) == []


def test_campaigns_that_vanish_from_the_reports_are_told_though_others_go_on() -> None:
    catalogue = quiet()
    ads = catalogue.tables["ads_daily"]
    rows = ads["asin"] == catalogue.star
    second = {name: values[rows].copy() for name, values in ads.items()}
    second["campaign_id"] = texts(*["C900"] * int(rows.sum()))
    for name in ("impressions", "clicks", "spend", "orders", "units", "sales"):
        second[name] = np.round(second[name] * 0.1, 1)
    for name in ads:
        ads[name] = np.concatenate([ads[name], second[name]])
    gone = (ads["campaign_id"] == "C000") & (ads["date"] > catalogue.days[-3])
    catalogue.keep("ads_daily", ~gone)
    catalogue.without("campaigns")
    [finding] = catalogue.found("ads_stopped")
    assert finding.headline.key == "detection-ads-ended"


def test_a_campaign_that_lacks_budget_is_told_and_one_that_always_does_is_not() -> None:
    catalogue = quiet()
    catalogue.grid("campaigns.out_of_budget_pct")[0, -2:] = 55
    catalogue.grid("campaigns.out_of_budget_pct")[1] = 55
    assert len(catalogue.found("ads_out_of_budget")) == 1
    assert catalogue.found("ads_out_of_budget", str(catalogue.asins[1])) == []


@pytest.mark.parametrize("cause", ["clicks cost more", "fewer orders"])
def test_acos_spikes_from_either_side_and_says_what_moved(cause: str) -> None:
    catalogue = quiet()
    if cause == "clicks cost more":
        catalogue.grid("ads_daily.spend")[0, -5:] *= 3
    else:
        for column in ("orders", "units", "sales"):
            catalogue.grid(f"ads_daily.{column}")[0, -5:] = np.floor(catalogue.grid(f"ads_daily.{column}")[0, -5:] / 5)
    [finding] = catalogue.found("acos_spike")
    assert "detection-acos-split" in [why.key for why in finding.why]


def test_a_dearer_acos_within_the_target_is_not_told() -> None:
    catalogue = quiet()
    catalogue.grid("ads_daily.spend")[0, -5:] *= 3
    catalogue.tables["products"]["target_acos"] = np.full(12, 900.0)
    assert catalogue.found("acos_spike") == []


def test_conversion_against_the_own_past_and_the_benchmark() -> None:
    catalogue = quiet()
    catalogue.grid("traffic_daily.sessions")[0, -14:] *= 2
    assert [f.headline.key for f in catalogue.found("cvr_low")] == ["detection-cvr-past"]
    catalogue = quiet()
    catalogue.tables["products"]["cvr_benchmark"] = np.array([30.0] + [10.0] * 11)
    assert [f.headline.key for f in catalogue.found("cvr_low")] == ["detection-cvr-benchmark"]


def test_rating_rank_returns_and_excess() -> None:
    catalogue = quiet()
    catalogue.grid("ratings_daily.rating")[0, -1] = 4.2
    catalogue.grid("ranks.rank")[1, -4:] *= 5
    catalogue.grid("inventory_daily.available")[2] = 30_000
    days = np.concatenate([catalogue.days[10:100:9], np.repeat(catalogue.days[[-3]], 25)])
    catalogue.tables["returns"] = {
        "date": days, "asin": texts(*([str(catalogue.asins[3])] * len(days))), "quantity": np.ones(len(days)),
        "reason": texts(*(["DEFECTIVE"] * len(days))),
    }  # fmt: skip
    a = [str(x) for x in catalogue.asins]
    expected = {("rating_drop", a[0]), ("rank_drop", a[1]), ("excess_stock", a[2]), ("return_spike", a[3])}
    assert _kinds(catalogue) == expected


def test_account_storage_and_late_shipments() -> None:
    catalogue = quiet()
    catalogue.tables["account_health"] = {
        "date": catalogue.days[[-1]], "ipi": np.array([390.0]), "storage_limit": np.array([100.0]),
        "storage_used": np.array([50.0]), "storage_type": texts("STANDARD"), "order_defect_rate": np.array([1.4]),
        "status": texts("GOOD"),
    }  # fmt: skip
    catalogue.tables["shipments"] = {
        "asin": texts(catalogue.star, str(catalogue.asins[1])), "shipment_id": texts("S1", "S2"),
        "units": np.array([100.0, 50.0]), "shipped_on": catalogue.days[[-40, -40]], "eta": catalogue.days[[-10, -10]],
        "received_on": np.array(["NaT", catalogue.days[-9]], dtype="datetime64[D]"),
    }  # fmt: skip
    assert _kinds(catalogue) == {("account_risk", None), ("storage_risk", None), ("inbound_late", catalogue.star)}
