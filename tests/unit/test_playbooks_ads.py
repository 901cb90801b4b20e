"""The ads playbook on figures done by hand."""

from __future__ import annotations

from typing import Any

from playbook_facts import arguments, back, facts, section, words

from analytics.playbooks.ads import ads_playbook
from analytics.playbooks.ads_all import ads_of_all
from bot.records.playbook import Benchmarks, Standing
from bot.records.text import Money, Number, Percent, Say

A, B = "B0AAAAAAAA", "B0BBBBBBBB"
PRODUCT = {
    "asin": A, "title": "Acme bottle", "brand": "Acme", "price": 20.0, "unit_cost": 5.0, "referral_fee_pct": 15.0,
    "fba_fee": 4.0, "inbound_cost": 1.0, "target_acos": 30.0, "launched_on": back(500),
}  # fmt: skip
SETTLED = range(3, 33)  # the 30 days that end 3 days back


def _ads(
    asin: str = A, campaign: str = "c1", spend: float = 10.0, sales: float = 40.0, orders: int = 2
) -> list[dict[str, Any]]:
    return [
        {"date": back(k), "asin": asin, "campaign_id": campaign, "campaign_name": f"Name {campaign}", "ad_type": "SP",
         "impressions": 1000, "clicks": 20, "spend": spend, "orders": orders, "sales": sales}
        for k in range(40)
    ]  # fmt: skip


def _term(term: str, clicks: float, orders: float, match: str = "BROAD", spend: float = 5.0) -> dict[str, Any]:
    return {"date": back(10), "asin": A, "campaign_id": "c1", "search_term": term, "match_type": match,
            "clicks": clicks, "spend": spend, "orders": orders, "sales": orders * 20.0}  # fmt: skip


TRAFFIC = [{"date": back(k), "asin": A, "sales": 200.0, "units": 10} for k in range(40)]


def test_acos_and_tacos_are_of_the_thirty_settled_days() -> None:
    found = ads_playbook(facts(products=[PRODUCT], ads_daily=_ads(), traffic_daily=TRAFFIC), A)
    acos = section(found, "playbooks-ads-acos")
    assert acos.status is Standing.OK
    assert arguments(acos, "playbooks-ads-acos-line") == {
        "acos": Percent(25.0), "target": Percent(30.0), "even": Percent(35.0)
    }  # fmt: skip
    assert arguments(section(found, "playbooks-ads-tacos"), "playbooks-ads-tacos-line")["tacos"] == Percent(5.0)
    spread = arguments(section(found, "playbooks-ads-spread"), "playbooks-ads-period")
    assert spread == {"first": back(32), "last": back(3), "spend": Money(300.0, "USD"), "n": 1}


def test_without_a_price_in_the_file_the_average_selling_price_gives_the_break_even() -> None:
    tables = facts(products=[{**PRODUCT, "price": None}], ads_daily=_ads(), traffic_daily=TRAFFIC)
    found = section(ads_playbook(tables, A), "playbooks-ads-acos")
    assert arguments(found, "playbooks-ads-acos-line")["even"] == Percent(35.0)  # 200 of sales over 10 units


def test_above_break_even_is_worse_than_above_target() -> None:
    over_target = ads_playbook(facts(products=[PRODUCT], ads_daily=_ads(sales=30.0)), A)  # ACOS 33
    over_even = ads_playbook(facts(products=[PRODUCT], ads_daily=_ads(sales=25.0)), A)  # ACOS 40
    assert [one.key for one in section(over_target, "playbooks-ads-acos").actions] == ["playbooks-ads-do-below-target"]
    assert [one.key for one in section(over_even, "playbooks-ads-acos").actions] == ["playbooks-ads-do-below-even"]


def test_benchmarks_are_shown_and_judge_nothing() -> None:
    tables = facts(products=[{"asin": A}], ads_daily=_ads(sales=12.0))  # ACOS 83, no target and no costs known
    found = section(ads_playbook(tables, A, Benchmarks(best_acos=(1.0, 2.0), average_acos=3.0)), "playbooks-ads-acos")
    assert found.status is Standing.UNKNOWN
    assert arguments(found, "playbooks-ads-acos-field")["average"] == Percent(3.0, digits=0)


def test_spend_without_any_sale_is_bad_and_its_acos_is_no_sales() -> None:
    found = ads_playbook(facts(products=[PRODUCT], ads_daily=_ads(sales=0.0, orders=0)), A)
    assert section(found, "playbooks-ads-acos").status is Standing.BAD
    line = arguments(section(found, "playbooks-ads-spread"), "playbooks-spent")
    assert line["acos"] == Say("figures-no-ad-sales")


def test_search_terms_are_promoted_and_negated() -> None:
    terms = [_term("steel bottle", 40, 4), _term("glass jar", 60, 0), _term("mine", 50, 6, "EXACT")]
    found = section(
        ads_playbook(facts(products=[PRODUCT], ads_daily=_ads(), search_terms=terms), A), "playbooks-ads-terms"
    )
    assert arguments(found, "playbooks-ads-rate")["rate"] == Percent(100 * 10 / 150)
    assert [(one.key, one.args["term"]) for one in found.actions] == [
        ("playbooks-ads-do-promote", "steel bottle"),
        ("playbooks-ads-do-negate", "glass jar"),  # 60 clicks at one in 15 should have brought 4 orders
    ]


def test_a_budget_that_runs_out_is_raised_only_where_acos_is_within_the_limit() -> None:
    campaigns = [
        {"date": back(k), "campaign_id": name, "out_of_budget_pct": out, "daily_budget": 15.0}
        for k in range(7)
        for name, out in (("c1", 20.0), ("c2", 30.0), ("c3", 1.0), ("other", 90.0))
    ]
    ads = _ads() + _ads(campaign="c2", sales=20.0) + _ads(campaign="c3")
    found = section(
        ads_playbook(facts(products=[PRODUCT], ads_daily=ads, campaigns=campaigns), A), "playbooks-ads-budget"
    )
    assert [(one.key, one.args["name"]) for one in found.actions] == [
        ("playbooks-ads-do-raise", "Name c1"),
        ("playbooks-ads-do-not-raise", "Name c2"),
    ]
    assert found.status is Standing.BAD


def test_brand_terms_are_cannibalised_only_where_the_page_leads_without_ads() -> None:
    terms = [_term("acme bottle", 40, 4, spend=50.0), _term("bottle", 40, 4, spend=50.0)]
    tables = {"products": [PRODUCT], "ads_daily": _ads(), "search_terms": terms}
    assert section(ads_playbook(facts(**tables), A), "playbooks-ads-brand").status is Standing.UNKNOWN
    ranks = [{"date": back(1), "asin": A, "keyword": "Acme", "organic_rank": 1.0}]
    found = section(ads_playbook(facts(**tables, keyword_ranks=ranks), A), "playbooks-ads-brand")
    assert found.status is Standing.BAD
    assert arguments(found, "playbooks-ads-brand-line")["share"] == Percent(50.0, digits=0)
    assert arguments(found, "playbooks-ads-brand-line")["rank"] == Number(1.0, 0)


def test_what_is_missing_is_named_and_the_missing_fee_too() -> None:
    found = ads_playbook(facts(products=[{**PRODUCT, "fba_fee": None}], ads_daily=_ads()), A)
    said = words(found)["en"]
    assert any("products.csv lacks fba_fee" in one for one in said)
    assert any("search_terms.csv holds nothing" in one for one in said)
    assert words(found)["zh"]


def test_without_ads_there_is_no_verdict() -> None:
    assert ads_playbook(facts(products=[PRODUCT]), A).verdict.key == "playbooks-ads-none"
    assert ads_of_all(facts(products=[PRODUCT])).verdict.key == "playbooks-ads-none"


def test_over_all_asins_the_money_above_target_is_ranked() -> None:
    tables = facts(
        products=[PRODUCT, {**PRODUCT, "asin": B, "target_acos": 10.0}],
        ads_daily=_ads(sales=25.0) + _ads(asin=B, campaign="c9"),
        traffic_daily=TRAFFIC,
    )
    found = ads_of_all(tables)
    over = section(found, "playbooks-ads-over")
    # A: 300 - 30 % of 750 = 75; B: 300 - 10 % of 1200 = 180
    assert [(one.args["asin"], one.args["extra"]) for one in over.lines] == [
        (B, Money(180.0, "USD")),
        (A, Money(75.0, "USD")),
    ]
    assert found.verdict.args["extra"] == Money(255.0, "USD")
    assert words(found)["zh"]


def test_spend_is_spread_over_automatic_and_manual_campaigns_where_known() -> None:
    campaigns = [
        {"date": back(2), "campaign_id": "c1", "targeting": "AUTO"},
        {"date": back(2), "campaign_id": "c2", "targeting": "MANUAL"},
    ]
    ads = _ads() + _ads(campaign="c2", spend=30.0)
    found = section(
        ads_playbook(facts(products=[PRODUCT], ads_daily=ads, campaigns=campaigns), A), "playbooks-ads-spread"
    )
    assert arguments(found, "playbooks-ads-auto") == {"share": Percent(25.0, digits=0)}
    assert arguments(found, "playbooks-ads-manual") == {"share": Percent(75.0, digits=0)}
