"""Difference-in-differences: exact on figures done by hand, honest on chance, silent when it is too early."""

from __future__ import annotations

from math import exp, log, sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from playbook_facts import back, facts, section, words
from scipy.stats import t as student

from analytics.experiments import Effect, difference, dispersion
from analytics.playbooks.experiment import experiment_playbook, trial_of
from bot.records.playbook import Standing

A = "B0AAAAAAAA"
OTHERS = [f"B0CONTROL{i}" for i in range(6)]


def _effect(treated: tuple[float, float], before: list[float], after: list[float], phi: float = 1.0) -> Effect:
    ones = (np.ones(len(before)), np.ones(len(before)))
    found = difference(treated, (1.0, 1.0), (np.array(before), np.array(after)), ones, phi=phi, days=28)
    assert found is not None
    return found


def test_the_effect_and_its_interval_by_hand_without_drift() -> None:
    found = _effect((100.0, 150.0), [200.0] * 4, [220.0] * 4)
    effect = log(1.5) - log(1.1)
    reach = student.ppf(0.975, 3) * sqrt(1 / 100 + 1 / 150 + 1 / 800 + 1 / 880)
    assert found.change == pytest.approx(100 * (1.5 / 1.1 - 1))
    assert found.low == pytest.approx(100 * (exp(effect - reach) - 1))
    assert found.high == pytest.approx(100 * (exp(effect + reach) - 1))
    assert (found.controls, found.too_early) == (4, False)


def test_like_asins_that_drift_apart_widen_the_interval() -> None:
    calm = _effect((1000.0, 1500.0), [5000.0] * 4, [5000.0] * 4)
    wild = _effect((1000.0, 1500.0), [5000.0] * 4, [2500.0, 4000.0, 6000.0, 7500.0])
    assert calm.sure
    assert not wild.sure
    assert wild.low < calm.low


def test_fewer_than_three_controls_or_no_sales_on_a_side_cannot_be_judged() -> None:
    two = (np.array([10.0, 10.0, 0.0]), np.array([10.0, 10.0, 10.0]))
    ones = (np.ones(3), np.ones(3))
    assert difference((10.0, 10.0), (1.0, 1.0), two, ones, phi=1.0, days=28) is None
    full = (np.array([10.0] * 3), np.array([10.0] * 3))
    assert difference((10.0, 0.0), (1.0, 1.0), full, ones, phi=1.0, days=28) is None


def test_too_few_days_or_units_are_too_early_whatever_the_figures_say() -> None:
    full, ones = (np.array([900.0] * 5), np.array([900.0] * 5)), (np.ones(5), np.ones(5))
    short = difference((300.0, 900.0), (1.0, 1.0), full, ones, phi=1.0, days=13)
    few = difference((19.0, 90.0), (1.0, 1.0), full, ones, phi=1.0, days=28)
    assert short is not None
    assert few is not None
    assert short.too_early
    assert not short.sure
    assert few.too_early


def test_dispersion_is_one_for_poisson_counts_at_least() -> None:
    assert dispersion(np.array([[5.0, 5.0, 5.0, np.nan]])) == 1.0
    assert dispersion(np.array([[0.0, 10.0, 0.0, 10.0]])) == pytest.approx((100 / 3) / 5)
    assert dispersion(np.zeros((0, 4))) == 1.0


@given(st.lists(st.tuples(st.integers(1, 500), st.integers(1, 500)), min_size=3, max_size=8), st.integers(1, 500))
def test_an_asin_that_moves_with_the_others_shows_no_effect(pairs: list[tuple[int, int]], units: int) -> None:
    before, after = [float(a) for a, _ in pairs], [float(b) for _, b in pairs]
    moved = units * sum(after) / sum(before)
    found = _effect((float(units), moved), before, after)
    assert found.change == pytest.approx(0.0, abs=1e-6)
    assert found.low <= 0 <= found.high


def test_chance_alone_is_called_sure_in_about_five_percent_of_trials_at_most() -> None:
    random = np.random.default_rng(20260331)
    sure = 0
    for _ in range(400):
        drift = random.normal(0, 0.1, 9)
        before, after = random.poisson(300, 9), random.poisson(300 * np.exp(drift))
        found = _effect((before[0], after[0]), before[1:].tolist(), after[1:].tolist())
        sure += found.sure
    assert sure <= 0.07 * 400


def _shop(units_after: int, days_after: int = 28, events: list[dict[str, Any]] | None = None) -> Any:
    """Seven ASINs at 20 and 22 units a day in turn on 200 sessions; A sells `units_after` once its test begins."""
    rows = []
    for asin in (A, *OTHERS):
        for k in range(90):
            units = units_after if asin == A and k < days_after else 20 + 2 * (k % 2)
            rows.append({"date": back(k), "asin": asin, "units": units, "sessions": 200})
    start = [{"date": back(days_after), "asin": A, "kind": "experiment_start", "note": "new image"}]
    return facts(
        products=[{"asin": one, "category": "Bottles"} for one in (A, *OTHERS)],
        traffic_daily=rows,
        events=start + (events or []),
    )


def test_a_clear_gain_is_kept_and_a_clear_loss_is_undone() -> None:
    better, worse = experiment_playbook(_shop(30), A), experiment_playbook(_shop(12), A)
    assert (better.verdict.key, worse.verdict.key) == ("playbooks-experiment-better", "playbooks-experiment-worse")
    assert section(better, "metric-cvr").status is Standing.OK
    assert section(worse, "metric-units").status is Standing.BAD
    assert better.verdict.args["change"].value == pytest.approx(100 * (30 / 21 - 1))  # type: ignore[union-attr]
    assert words(better)["zh"]
    assert words(worse)["zh"]


def test_after_a_few_days_it_is_too_early_however_large_the_change() -> None:
    found = experiment_playbook(_shop(40, days_after=6), A)
    assert found.verdict.key == "playbooks-experiment-too-early"
    assert section(found, "metric-units").status is Standing.UNKNOWN
    assert any("Too early" in one for one in words(found)["en"])
    assert any("为时过早" in one for one in words(found)["zh"])
    ended = [{"date": back(0), "asin": A, "kind": "experiment_end", "note": None}]
    assert experiment_playbook(_shop(40, 6, ended), A).verdict.key == "playbooks-experiment-too-short"


def test_no_difference_is_open_and_says_how_much_could_be() -> None:
    found = experiment_playbook(_shop(21), A)
    assert found.verdict.key == "playbooks-experiment-open"
    assert section(found, "metric-cvr").status is Standing.UNKNOWN


def test_asins_that_were_changed_themselves_are_no_controls() -> None:
    touched = [{"date": back(5), "asin": one, "kind": "price_change", "note": None} for one in OTHERS[:4]]
    found = experiment_playbook(_shop(30, events=touched), A)
    assert found.verdict.key == "playbooks-experiment-cannot"
    assert section(found, "metric-units").lines[0].key == "playbooks-experiment-no-controls"


def test_the_last_experiment_is_judged_and_ends_where_it_was_ended() -> None:
    events = [
        {"date": back(60), "asin": A, "kind": "experiment_start", "note": "first"},
        {"date": back(3), "asin": A, "kind": "experiment_end", "note": None},
        {"date": back(2), "asin": A, "kind": "price_change", "note": "later"},
    ]
    trial = trial_of(_shop(30, 28, events), A)
    assert trial is not None
    assert (trial.start, trial.end, trial.note, trial.running) == (back(28), back(3), "new image", False)


def test_without_a_recorded_event_it_says_how_to_record_one() -> None:
    found = experiment_playbook(facts(products=[{"asin": A}]), A)
    assert found.verdict.key == "playbooks-experiment-none"
    assert found.could_not_check
