"""What is asked of single rules and of what they say: a short test for each sentence that no other test holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from analytics.detection import detectability, explain, run_checks, run_checks_under
from analytics.inventory import days_of_cover, excess_units, reorder_point
from bot.records.findings import KINDS, Finding, Severity, Standing
from bot.records.rules import Route, Rule, default_rules
from templates.words import say
from tests.unit.detection_catalogue import Catalogue, quiet, texts

POSTED = {
    "sales_drop", "bad_review", "acos_spike", "low_stock", "buy_box_lost", "featured_offer_suppressed",
    "listing_suppressed", "notice", "ads_stopped", "ads_out_of_budget", "data_stale",
}  # fmt: skip


def _said(finding: Finding) -> dict[str, str]:
    return {why.key: say(why, "en") for why in finding.why}


def test_quiet_by_default_the_loud_kinds_are_posted_and_the_others_go_to_the_digest() -> None:
    rules = default_rules()
    assert {kind for kind in KINDS if rules[kind].route is Route.ALERT} == POSTED
    assert all(rules[kind].enabled for kind in KINDS)


def test_the_reorder_point_is_demand_over_the_lead_time_and_safety_stock() -> None:
    demand, spread, lead, lead_spread = (np.array([value]) for value in (10.0, 4.0, 30.0, 5.0))
    point = reorder_point(1.65, demand, spread, lead, lead_spread)
    assert point == pytest.approx(10 * 30 + 1.65 * np.sqrt(30 * 4.0**2 + 10.0**2 * 5.0**2))
    assert np.isnan(reorder_point(1.65, demand, spread, np.array([np.nan]), lead_spread)).all()


def test_cover_without_demand_is_no_number_and_excess_begins_at_ninety_days() -> None:
    cover = days_of_cover(np.array([100.0, 100.0, np.nan]), np.array([0.0, 2.0, 2.0]))
    assert (cover[0], cover[1]) == (np.inf, 50.0)
    assert np.isnan(cover[2])
    excess = excess_units(np.array([900.0, 901.0, 5.0]), np.array([10.0, 10.0, 0.0]))
    assert (excess[0], excess[1]) == (0.0, 1.0)
    assert np.isnan(excess[2])


def test_velocity_zero_is_no_demand_and_unknown_is_unknown() -> None:
    catalogue = quiet()
    for column in ("units", "orders", "sales"):
        catalogue.grid(f"traffic_daily.{column}")[0] = 0
        catalogue.grid(f"traffic_daily.{column}")[1] = np.nan
    catalogue.grid("inventory_daily.available")[:2] = 1
    looks = {}
    for at in (0, 1):
        asin = str(catalogue.asins[at])
        [look] = [
            one
            for one in explain(catalogue.panel(), catalogue.days[-1].astype(object), default_rules(), asin)
            if one.kind == "low_stock"
        ]
        looks[at] = (look.standing, say(look.reason, "en"))
    assert looks[0] == (Standing.WELL, "No demand to speak of: 0 units in 28 days")
    assert looks[1] == (Standing.UNKNOWN, "Demand is unknown: 0 usual days in the past")


def test_a_stock_alert_says_demand_cover_and_the_day_it_ends() -> None:
    catalogue = quiet()
    catalogue.grid("inventory_daily.available")[0, -1] = 60
    [finding] = catalogue.found("low_stock")
    text = say(finding.headline, "en")
    assert finding.observed == pytest.approx(65 / 20, rel=0.15)
    assert str(catalogue.days[-1].astype(object) + timedelta(days=3)) in text


@pytest.mark.parametrize(
    ("ipi", "used", "key", "severity"),
    [(399, 10, "detection-storage-ipi-under", Severity.HIGH), (449, 10, "detection-storage-ipi-near", Severity.MEDIUM),
     (450, 10, None, None), (850, 95, "detection-storage-full", Severity.MEDIUM)],
)  # fmt: skip
def test_storage_is_at_risk_below_the_limit_near_it_and_when_full(
    ipi: float, used: float, key: str | None, severity: Severity | None
) -> None:
    catalogue = quiet()
    catalogue.tables["account_health"] = {
        "date": catalogue.days[[-1]], "ipi": np.array([float(ipi)]), "storage_limit": np.array([100.0]),
        "storage_used": np.array([float(used)]), "storage_type": texts("standard"),
    }  # fmt: skip
    found = catalogue.found("storage_risk", None)
    assert [(f.headline.key, f.severity) for f in found] == ([(key, severity)] if key else [])
    assert all("limit 400, warned below 450, goal 850" in _said(f)["detection-storage-why"] for f in found)


def test_a_listing_change_names_what_when_and_what_it_costs() -> None:
    catalogue = quiet()
    catalogue.grid("listings.title")[0, -10:] = "Other thing"
    catalogue.cut_sales(0.5, 10)
    [finding] = catalogue.found("listing_changed")
    said, day = _said(finding), str(catalogue.days[-10])
    assert "Thing 0" in said["detection-event-line"]
    assert "Other thing" in said["detection-event-line"]
    assert day in said["detection-event-line"]
    assert said["detection-event-lost"].endswith(" less")
    assert "detection-at-stake" in said
    catalogue = quiet()
    catalogue.grid("listings.title")[0, -10:] = "Other thing"
    catalogue.cut_sales(1.5, 10)
    assert "detection-event-not-lost" in _said(catalogue.found("listing_changed")[0])


def test_fewer_sales_at_an_unknown_price_are_not_called_no_loss() -> None:
    catalogue = quiet()
    catalogue.grid("listings.title")[0, -10:] = "Other thing"
    catalogue.cut_sales(0.5, 10)
    for name in ("traffic_daily.sales", "offers.our_price"):
        catalogue.grid(name)[0] = np.nan
    catalogue.tables["products"]["price"][0] = np.nan
    said = _said(catalogue.found("listing_changed")[0])
    assert "detection-event-not-lost" not in said
    assert said["detection-event-fewer"].endswith("before (price unknown)")


def test_a_sales_drop_says_what_could_be_seen_and_whether_visitors_or_buyers_fell() -> None:
    catalogue = quiet()
    catalogue.cut_sales(0.3, 7)
    [finding] = catalogue.found("sales_drop")
    said = _said(finding)
    seen = detectability(catalogue.panel(), catalogue.days[-1].astype(object), catalogue.star)
    assert seen is not None
    assert f"of {seen.in_7_days:.0f}% within 7" in said["figures-visible"]
    assert "detection-sales-sessions-held" in said
    catalogue.grid("traffic_daily.sessions")[0, -7:] = np.floor(catalogue.grid("traffic_daily.sessions")[0, -7:] * 0.3)
    assert "detection-sales-sessions-fell" in _said(catalogue.found("sales_drop")[0])


def test_a_category_that_falls_is_told_though_each_asin_alone_could_be_chance() -> None:
    catalogue = quiet(n=16)
    catalogue.tables["products"]["category"] = texts(*(["home"] * 8 + ["garden"] * 8))
    for at in range(8, 16):
        catalogue.cut_sales(0.62, 7, at=at)
    found = [f for f in catalogue.check().findings if f.about.kind == "sales_drop" and f.about.asin is None]
    assert [f.about.subject for f in found] == ["category:garden"]
    assert found[0].extra["count"] >= 5


def test_a_loss_below_the_share_of_the_account_that_a_team_set_is_not_told() -> None:
    catalogue = quiet()
    catalogue.cut_sales(0.1, 7)
    assert _drops(catalogue, account_share_pct=1.0) == [catalogue.star]
    assert _drops(catalogue, account_share_pct=60.0) == []


def _drops(catalogue: Catalogue, **numbers: float) -> list[str | None]:
    rules = default_rules()
    rules["sales_drop"] = replace(rules["sales_drop"], params=numbers)
    checked = run_checks(catalogue.panel(), catalogue.days[-1].astype(object), rules)
    return [f.about.asin for f in checked.findings if f.about.kind == "sales_drop"]


def test_a_high_notice_of_the_whole_account_mutes_the_asins_drops_and_nothing_else() -> None:
    catalogue = quiet()
    catalogue.cut_sales(0.1, 7)
    catalogue.grid("inventory_daily.available")[1, -1] = 0
    catalogue.tables["notices"] = {
        "date": catalogue.days[[-1]], "kind": texts("ACCOUNT"), "asin": texts(""), "severity": texts("high"),
        "subject": texts("Deactivation"), "body": texts(None),
    }  # fmt: skip
    checked = catalogue.check()
    assert {f.about.kind for f in checked.findings} == {"notice", "low_stock", "cvr_low"}
    assert [(f.about.asin, say(why, "en")) for f, why in checked.muted] == [
        (catalogue.star, "Explained by: notice from Amazon")
    ]


def test_unsettled_days_are_left_out_of_acos_and_conversion_but_not_of_units() -> None:
    catalogue = quiet()
    for column in ("orders", "units", "sales"):  # the conversions of the last three days have hardly arrived
        catalogue.grid(f"ads_daily.{column}")[:, -3:] = 0
    catalogue.grid("traffic_daily.sessions")[:, -3:] *= 4
    catalogue.cut_sales(0.1, 3)
    panel, last = catalogue.panel(), catalogue.days[-1].astype(object)
    settled = run_checks(panel, last, default_rules(), provisional_from=last - timedelta(days=2))
    assert {f.about.kind for f in settled.findings} == {"sales_drop"}
    taken = run_checks(panel, last, default_rules())
    assert "acos_spike" in {f.about.kind for f in taken.findings}


def test_every_rule_that_looked_says_why_it_was_silent() -> None:
    catalogue = quiet()
    looks = explain(catalogue.panel(), catalogue.days[-1].astype(object), default_rules(), catalogue.star)
    assert {look.kind for look in looks} == set(KINDS)
    for lang in ("en", "zh"):
        assert all(say(look.reason, lang).strip() for look in looks)
    [acos] = [say(look.reason, "en") for look in looks if look.kind == "acos_spike"]
    assert "a click costs $0.80, usually $0.80; click rate" in acos


def test_rules_with_the_same_numbers_share_their_outcome_and_others_do_not() -> None:
    """Several sets of rules side by side give what each gives alone."""
    catalogue = quiet()
    catalogue.cut_sales(0.45, 7)
    panel, last = catalogue.panel(), catalogue.days[-1].astype(object)
    strict = {
        **default_rules(),
        "sales_drop": Rule("sales_drop", params={"min_drop_pct": 90.0, "min_drop_3_days_pct": 95.0}),
    }
    coarse = {**default_rules(), "data_stale": Rule("data_stale", params={"partial_pct": 50.0})}
    sets = [default_rules(), strict, coarse, {"sales_drop": default_rules()["sales_drop"]}]
    together = run_checks_under(panel, last, sets)
    alone = [run_checks(panel, last, rules) for rules in sets]
    assert [c.findings for c in together] == [c.findings for c in alone]
    assert [len(c.findings) for c in together] == [1, 0, 1, 1]
