"""The launch playbook: the first 90 days against the plan."""

from __future__ import annotations

from typing import Any

import pytest
from playbook_facts import arguments, back, facts, section, words

from analytics.playbooks.launch import launch_playbook, planned
from bot.records.playbook import Benchmarks, Standing
from bot.records.text import Number, Percent

A = "B0AAAAAAAA"


def _launch(age: int, units: int = 12, spend: float = 60.0, ratings: int = 40, **product: Any) -> Any:
    days = range(age)
    return facts(
        products=[{"asin": A, "launched_on": back(age - 1), "cvr_benchmark": 12.0, **product}],
        traffic_daily=[{"date": back(k), "asin": A, "sessions": 100, "units": units, "sales": 200.0} for k in days],
        ads_daily=[{"date": back(k), "asin": A, "campaign_id": "c", "spend": spend} for k in days],
        ratings_daily=[{"date": back(0), "asin": A, "rating_count": ratings}],
        ranks=[{"date": back(k), "asin": A, "category": "Bottles", "rank": 1000.0 + k} for k in days],
    )


def test_a_launch_on_plan_says_so_with_its_path() -> None:
    found = launch_playbook(_launch(45), A)
    assert (found.verdict.key, found.verdict.args) == (
        "playbooks-launch-day",
        {"age": 45, "n": 0, "month": 2, "unknown": 0},
    )
    tacos = section(found, "playbooks-launch-tacos")
    assert [(line.args["month"], line.args["tacos"]) for line in tacos.lines] == [
        (1, Percent(30.0)),
        (2, Percent(30.0)),
    ]
    assert words(found)["zh"]


def test_each_part_of_the_plan_can_be_missed() -> None:
    found = launch_playbook(_launch(75, units=8, spend=60.0, ratings=10), A)
    missed = {one.title.key for one in found.sections if one.status is Standing.BAD}
    assert missed == {"playbooks-launch-reviews", "playbooks-launch-cvr", "playbooks-launch-tacos"}
    assert found.verdict.args["n"] == 3
    reviews = arguments(section(found, "playbooks-launch-reviews"), "playbooks-launch-reviews-line")
    assert (reviews["now"], reviews["plan"]) == (Number(10.0, 0), Number(22.5, 0))


def test_the_plan_is_the_teams_own() -> None:
    easy = Benchmarks(launch_ratings=(1.0, 2.0, 3.0), launch_tacos=(90.0, 90.0, 90.0))
    found = launch_playbook(_launch(75, ratings=10), A, easy)
    assert not [one for one in found.sections if one.status is Standing.BAD]


@pytest.mark.parametrize(("age", "goal"), [(0, 0.0), (15, 2.5), (30, 5.0), (75, 22.5), (90, 30.0)])
def test_the_plan_for_reviews_grows_in_straight_lines(age: int, goal: float) -> None:
    assert planned((5.0, 15.0, 30.0), age) == pytest.approx(goal)


def test_a_conversion_below_its_benchmark_by_chance_alone_is_not_bad() -> None:
    # 30 days of 100 sessions: 360 expected, 1.64 standard deviations are 31
    assert section(launch_playbook(_launch(40, units=11), A), "playbooks-launch-cvr").status is Standing.OK
    assert section(launch_playbook(_launch(40, units=10), A), "playbooks-launch-cvr").status is Standing.BAD


def test_a_rank_that_got_worse_is_bad() -> None:
    worse = facts(
        products=[{"asin": A, "launched_on": back(40)}],
        ranks=[{"date": back(k), "asin": A, "category": "Bottles", "rank": 2000.0 - 10 * k} for k in range(41)],
    )
    assert section(launch_playbook(worse, A), "playbooks-launch-rank").status is Standing.BAD
    assert section(launch_playbook(_launch(41), A), "playbooks-launch-rank").status is Standing.OK


def test_after_ninety_days_the_launch_is_over_and_later_days_do_not_count() -> None:
    found = launch_playbook(_launch(200), A)
    assert (found.verdict.key, found.verdict.args["unknown"]) == ("playbooks-launch-over", 1)  # ratings of day 90
    assert words(found)["en"][0] == "The launch is over (day 200): 1 point missed the plan, 1 unknown"
    assert len(section(found, "playbooks-launch-tacos").lines) == 3


def test_a_launch_whose_first_days_are_not_stored_is_not_called_a_success() -> None:
    late = facts(
        products=[{"asin": A, "launched_on": back(600)}],
        ratings_daily=[{"date": back(k), "asin": A, "rating_count": 500} for k in range(30)],
    )
    found = launch_playbook(late, A)
    assert found.verdict.key == "playbooks-launch-no-data"
    assert {one.status for one in found.sections} == {Standing.UNKNOWN}
    assert words(found)["zh"]


def test_without_a_launch_day_or_before_it_nothing_is_judged() -> None:
    assert launch_playbook(facts(products=[{"asin": A}]), A).verdict.key == "playbooks-launch-unknown"
    early = launch_playbook(facts(products=[{"asin": A, "launched_on": back(-5)}]), A)
    assert early.verdict.key == "playbooks-launch-not-yet"
