"""A glance at the accuracy bench: what is measured on thousands of cases must hold on a few dozen."""

from __future__ import annotations

import pytest

from bench.diagnosis import REPORTED, Job, jobs, judge, summary
from bench.incidents import INCIDENTS
from bench.scenarios import FAULTS

FIRST = 3_300_000


@pytest.fixture(scope="module")
def incidents() -> list[tuple[str, str]]:
    """(truth, named first) of one visible case a cause and shop."""
    told = []
    for shop in ("own", "other"):
        for n, cause in enumerate(c for c in INCIDENTS if c != "unexplained"):
            seeds = range(FIRST + 100 * n, FIRST + 100 * n + 20)
            outcome = next(o for seed in seeds if (o := judge(Job(shop, "incident", cause, seed))).visible)
            told.append((cause, outcome.named[0] if outcome.named else outcome.status))
    return told


def test_nearly_every_visible_incident_is_named(incidents: list[tuple[str, str]]) -> None:
    wrong = [(truth, named) for truth, named in incidents if truth != named]
    assert len(wrong) <= 3, wrong


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_the_data_blocks(fault: str) -> None:
    found = judge(Job("own", "fault", fault, FIRST))
    assert (found.status, found.residual) == ("blocked_by_data", 0.0)


@pytest.mark.parametrize("shop", ["own", "other"])
def test_nothing_wrong_is_no_drop(shop: str) -> None:
    outcomes = [judge(Job(shop, "nothing", "nothing", FIRST + i)) for i in range(8)]
    assert sum(o.status == "no_drop" for o in outcomes) >= 7
    assert all(o.residual == 0.0 for o in outcomes)


def test_the_reported_seeds_hold_twice_as_many_quiet_cases_as_incidents_of_one_shop() -> None:
    planned = list(jobs(REPORTED, 50))
    own = [j for j in planned if j.shop == "own" and j.group == "incident"]
    quiet = [j for j in planned if j.group in ("nothing", "low")]
    assert len({j.name for j in own}) >= 12
    assert all(sum(j.name == name for j in own) >= 50 for name in {j.name for j in own})
    assert len(quiet) >= 2 * len(own)
    assert len({(j.shop, j.group, j.seed) for j in planned}) == len(planned)


def test_the_summary_counts_right_wrong_and_quiet() -> None:
    outcomes = [judge(Job("own", "incident", "out_of_stock", FIRST)), judge(Job("own", "nothing", "nothing", FIRST))]
    figures = summary(outcomes)["own"]
    assert isinstance(figures, dict)
    assert figures["top1"] == 100.0
    assert figures["false_diagnosis"] == 0.0
