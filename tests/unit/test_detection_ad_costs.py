"""Costs of ads beyond the ACOS: the price of a click, the spend, and the click rate that is named as evidence."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from analytics.detection.clicks import click_rate, rate_of, said
from analytics.detection.counts import chance_of_so_low_a_rate
from analytics.detection.day import Day
from bot.records.rules import default_rules
from templates.words import say
from tests.unit.detection_catalogue import quiet


def test_a_dearer_click_is_told_where_few_orders_hide_the_acos() -> None:
    catalogue = quiet()
    for column in ("orders", "units", "sales"):  # one order in a month: the ACOS says nothing
        catalogue.grid(f"ads_daily.{column}")[0] = 0
        catalogue.grid(f"ads_daily.{column}")[0, -20] = 1
    catalogue.grid("ads_daily.spend")[0, -5:] *= 2
    [finding] = catalogue.found("acos_spike")
    assert (finding.headline.key, finding.extra["cost"]) == ("detection-cpc-headline", "cpc")
    assert finding.expected == pytest.approx(0.8)
    assert finding.observed > 1.2
    assert finding.bound == pytest.approx(0.8 * 1.4)
    assert finding.loss is not None
    assert finding.loss >= 50


def test_days_whose_clicks_are_unknown_make_no_click_dearer() -> None:
    catalogue = quiet()
    for column in ("orders", "units", "sales"):
        catalogue.grid(f"ads_daily.{column}")[0] = 0
        catalogue.grid(f"ads_daily.{column}")[0, -20] = 1
    catalogue.grid("ads_daily.clicks")[0, -6:-1] = np.nan  # their spend is known
    assert catalogue.found("acos_spike") == []
    catalogue.grid("ads_daily.spend")[0, -7:] *= 2
    [finding] = catalogue.found("acos_spike")
    assert finding.observed == pytest.approx(1.6)


def test_days_whose_orders_are_unknown_are_no_days_without_orders() -> None:
    catalogue = quiet()
    catalogue.grid("ads_daily.sales")[0, -7:] *= 0.3
    catalogue.grid("ads_daily.orders")[0, -7:] = np.nan
    assert catalogue.found("acos_spike") == []
    catalogue.grid("ads_daily.spend")[0, -7:] *= 2
    [dearer] = catalogue.found("acos_spike")
    assert dearer.extra["cost"] == "cpc"
    assert say(dearer.why[0], "en").endswith("clicks, unknown orders")
    catalogue.grid("ads_daily.spend")[0, -7:] /= 2
    catalogue.grid("ads_daily.orders")[0, -7:] = 0
    assert [f.extra["cost"] for f in catalogue.found("acos_spike")] == ["acos"]


def test_a_dearer_click_within_the_target_acos_is_not_told() -> None:
    catalogue = quiet()
    catalogue.grid("ads_daily.spend")[0, -5:] *= 2
    for column in ("orders", "units", "sales"):  # and each click sells twice as well
        catalogue.grid(f"ads_daily.{column}")[0, -5:] *= 2
    catalogue.tables["products"]["target_acos"] = np.full(12, 60.0)
    assert catalogue.found("acos_spike") == []


@pytest.mark.parametrize("followed", [False, True])
def test_spend_that_doubles_is_told_unless_sales_follow(followed: bool) -> None:
    catalogue = quiet()
    for column in ("orders", "units", "sales"):  # two orders in a month: the ACOS says nothing
        catalogue.grid(f"ads_daily.{column}")[0] = 0
        catalogue.grid(f"ads_daily.{column}")[0, -20] = 2
        if followed:
            catalogue.grid(f"ads_daily.{column}")[0, -1] = 2
    for column in ("impressions", "clicks", "spend"):
        catalogue.grid(f"ads_daily.{column}")[0, -7:] *= 3
    found = catalogue.found("acos_spike")
    assert [f.extra["cost"] for f in found] == ([] if followed else ["spend"])


def test_a_click_rate_that_fell_by_more_than_chance_is_named_beside_the_drop() -> None:
    catalogue = quiet()
    catalogue.cut_sales(0.2, 7)
    assert "detection-ctr-fell" not in [why.key for f in catalogue.found("sales_drop") for why in f.why]
    catalogue.grid("ads_daily.impressions")[0, -7:] *= 2
    [finding] = catalogue.found("sales_drop")
    [line] = [why for why in finding.why if why.key == "detection-ctr-fell"]
    assert say(line, "en").startswith("Click rate of its ads 0.3")


def test_a_click_rate_falls_by_chance_no_more_often_than_its_level() -> None:
    catalogue = quiet(n=12, length=200, seed=5)
    panel = catalogue.panel()
    days = [Day(panel.upto(catalogue.days[-1 - 7 * k].astype(object)), default_rules()) for k in range(12)]
    fallen = [click_rate(day).fell(at) for day in days for at in range(12)]
    assert not any(fallen)
    assert not click_rate(Day(quiet().without("ads_daily").panel(), default_rules())).fell(0)


def test_a_click_for_every_impression_of_the_past_is_judged_too() -> None:
    shown, clicked = np.full((1, 35), 100.0), np.full((1, 35), 100.0)
    shown[0, -7:], clicked[0, -7:] = 1000.0, 10.0
    assert rate_of(shown, clicked).fell(0)


def test_the_beta_binomial_is_the_textbook_one() -> None:
    ours = [chance_of_so_low_a_rate(k, 400, 30.0, 570.0) for k in (0, 5, 20, 400)]
    theirs = stats.betabinom.cdf([0, 5, 20, 400], 400, 30.5, 570.5)
    assert ours == pytest.approx(list(theirs), rel=1e-9)


def test_a_whole_marketplaces_click_rate_is_judged_by_its_weeks() -> None:
    shown, clicked = np.full((1, 14), 40_000.0), np.full((1, 14), 200.0)
    assert said(rate_of(shown, clicked, least_days=6), 0, fallen=True) is None
    clicked[0, -7:] = 130.0
    line = said(rate_of(shown, clicked, least_days=6), 0, fallen=True)
    assert line is not None
    assert say(line, "zh").startswith("7 天广告点击率 0.3")
    shown[0, :5] = np.nan  # two days of the week before are too few
    assert said(rate_of(shown, clicked, least_days=6), 0, fallen=True) is None
