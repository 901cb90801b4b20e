"""Kill −9 anywhere in check, outbox, post, record and click: nothing lost, nothing doubled (soak: `bench.faults`)."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import faults
from bench.faults_trials import clock_set_back, database_restarted, disk_full, killed_after_clicks, two_copies

KINDS = ["sqlite", "postgresql"]


# Every wait of the short form ends well below pytest's own limit, with a sentence that says what was still to be done.
def test_ten_kills_anywhere_lose_and_double_nothing(database_url: str) -> None:
    report = faults.run(database_url.split(":")[0], 10, seed=7, days=8, life_seconds=0.6, patience=50, url=database_url)
    assert report.faults == 0, report
    assert report.alerts > 0
    assert report.parents > 0
    assert report.clicks > 0


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("kind", KINDS)
def test_a_hundred_kills_anywhere_lose_and_double_nothing(kind: str) -> None:
    report = faults.run(kind, 100, seed=8)
    assert report.faults == 0, report


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("kind", KINDS)
def test_two_copies_of_which_one_is_killed_and_one_paused_double_nothing(kind: str) -> None:
    report = two_copies(kind, seed=5, rounds=3)
    assert report.faults == 0, report


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("kind", KINDS)
def test_a_copy_killed_right_after_a_click_loses_no_click(kind: str) -> None:
    report = killed_after_clicks(kind, seed=5, kills=8)
    assert report.faults == 0, report
    assert report.clicks > 0


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("kind", KINDS)
def test_a_clock_set_back_an_hour_holds_nothing_up(kind: str) -> None:
    report = clock_set_back(kind, seed=5, kills=3)
    assert report.faults == 0, report
    assert report.seconds < 600  # not an hour


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_database_that_restarts_is_waited_for() -> None:
    report = database_restarted(seed=5, restarts=2)
    assert report.faults == 0, report


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_full_disk_is_said_and_corrupts_nothing(tmp_path: Path) -> None:
    report = disk_full(5, str(tmp_path / "log"))
    assert report.faults == 0, report
    assert "database or disk is full" in (tmp_path / "log").read_text()
