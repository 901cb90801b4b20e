"""The calendar: what stays out of baselines, what the team adds to it, and that no unknown date is guessed."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from pydantic import ValidationError

from analytics.detection import run_checks
from analytics.detection.calendar import event_days, special_days
from analytics.panel import Panel
from bot.records.rules import default_rules
from bot.records.sales_events import SalesEvent, spans_of
from bot.settings.team import TeamSettings
from tests.unit.detection_catalogue import quiet

PRIME = {"name": "Prime Big Deal Days", "from": "2026-10-06", "to": "2026-10-07", "marketplaces": ["US", "DE"]}


def _days(first: str, last: str) -> np.ndarray:
    return np.arange(np.datetime64(first), np.datetime64(last) + 1)


def test_the_summer_event_of_2026_stays_out_with_its_shoulders() -> None:
    days = _days("2026-06-20", "2026-06-30")
    assert [str(d) for d in days[event_days("US", days)]] == [f"2026-06-{n}" for n in range(22, 29)]


@pytest.mark.parametrize(
    ("marketplace", "day"),
    [("US", "2025-11-28"), ("DE", "2025-12-01"), ("US", "2025-12-24"), ("JP", "2026-05-03"), ("SG", "2025-11-11"),
     ("UK", "2026-05-04"), ("US", "2026-07-04"), ("JP", "2026-02-11")],
)  # fmt: skip
def test_shopping_holidays_and_public_holidays_are_known(marketplace: str, day: str) -> None:
    assert special_days(marketplace, _days(day, day)).all()


def test_an_event_that_nobody_announced_yet_is_unknown_and_not_guessed() -> None:
    days = _days("2027-06-15", "2027-07-20")
    assert not event_days("US", days).any()


def test_the_team_adds_what_it_knows() -> None:
    team = TeamSettings.model_validate({"sales_events": [PRIME]})
    assert team.events() == (SalesEvent(PRIME["name"], date(2026, 10, 6), date(2026, 10, 7), ("US", "DE")),)
    days = _days("2026-10-01", "2026-10-12")
    marked = days[event_days("US", days, spans_of(team.events(), "US"))]
    assert [str(d) for d in marked] == [f"2026-10-{n:02d}" for n in range(5, 10)]
    assert not event_days("JP", days, spans_of(team.events(), "JP")).any()


@pytest.mark.parametrize("wrong", [{"to": "2026-10-05"}, {"marketplaces": ["XX"]}, {"from": "soon"}])
def test_a_wrong_event_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        TeamSettings.model_validate({"sales_events": [PRIME | wrong]})


@pytest.mark.parametrize("told", [False, True])
def test_the_days_of_a_told_event_are_no_measure_of_ordinary_ones(told: bool) -> None:
    """A fortnight of tripled sales just before the last week: without a word of it, ordinary sales look like a fall."""
    catalogue = quiet()
    last = catalogue.days[-1].astype(object)
    for column in ("units", "orders", "sales"):
        catalogue.grid(f"traffic_daily.{column}")[:, -25:-9] *= 3
    events = ((last - timedelta(days=24), last - timedelta(days=9)),) if told else ()
    first = catalogue.days[0].astype(object)
    panel = Panel.build(catalogue.tables, "main", "US", first, last, sales_events=events)
    found = [f for f in run_checks(panel, last, default_rules()).findings if f.about.kind == "sales_drop"]
    assert bool(found) is not told
