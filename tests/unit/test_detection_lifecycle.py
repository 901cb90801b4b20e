"""The rules by which findings open, keep and resolve alerts, shared by the live check and the backtest."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest

from analytics.detection.lifecycle import Change, Closed, OpenAlert, plan
from bot.records.findings import Finding, Severity, Standing, Subject
from bot.records.text import Say

DAY = date(2026, 3, 10)
DROP = Subject("main", "US", "sales_drop", "B000000001")
REVIEW = Subject("main", "US", "bad_review", "B000000001", "R1")
CHANGED = Subject("main", "US", "listing_changed", "B000000001")


@dataclass
class Checked:
    account: str = "main"
    marketplace: str = "US"
    day: date = DAY
    findings: tuple[Finding, ...] = ()
    muted: tuple[tuple[Finding, Say], ...] = ()
    stands: Standing = Standing.WELL
    others: dict[Subject, Standing] = field(default_factory=dict)

    def standing(self, about: Subject) -> Standing:
        return Standing.FIRING if any(f.about == about for f in self.findings) else self.others.get(about, self.stands)


def _finding(about: Subject, severity: Severity = Severity.MEDIUM, events: tuple[str, ...] = ()) -> Finding:
    return Finding(about, severity, Say("x"), extra={"events": list(events)})


def _days(*stands: Standing) -> list[Checked]:
    return [Checked(day=DAY - timedelta(days=len(stands) - 1 - i), stands=s) for i, s in enumerate(stands)]


def _open(about: Subject = DROP, severity: Severity = Severity.MEDIUM, age: int = 3, *events: str) -> OpenAlert:
    return OpenAlert(about, severity, DAY - timedelta(days=age), frozenset(events))


def test_what_fires_opens_once() -> None:
    day = Checked(findings=(_finding(DROP),))
    assert [c.change for c in plan([], [day])] == [Change.OPENS]
    assert [c.change for c in plan([_open()], [day])] == [Change.STAYS]


def test_a_drop_does_not_open_beside_an_open_cause_of_the_same_asin() -> None:
    day = Checked(findings=(_finding(DROP),))
    cause = Subject("main", "US", "buy_box_lost", "B000000001")
    assert Change.OPENS not in [c.change for c in plan([_open(cause)], [day])]
    other = Subject("main", "US", "buy_box_lost", "B000000002")
    assert Change.OPENS in [c.change for c in plan([_open(other)], [day])]


def test_a_higher_severity_worsens_and_a_lower_one_does_not() -> None:
    for severity, change in ((Severity.HIGH, Change.WORSENS), (Severity.LOW, Change.STAYS)):
        assert [c.change for c in plan([_open()], [Checked(findings=(_finding(DROP, severity),))])] == [change]


@pytest.mark.parametrize(
    ("stands", "change"),
    [
        ((Standing.WELL, Standing.WELL, Standing.WELL), Change.RESOLVES),
        ((Standing.WELL, Standing.UNKNOWN, Standing.WELL), Change.STAYS),
        ((Standing.UNKNOWN, Standing.UNKNOWN, Standing.UNKNOWN), Change.STAYS),
        ((Standing.FIRING, Standing.WELL, Standing.WELL), Change.STAYS),
        ((Standing.WELL, Standing.WELL), Change.STAYS),
    ],
)
def test_a_figure_resolves_only_after_three_well_days(stands: tuple[Standing, ...], change: Change) -> None:
    assert [c.change for c in plan([_open()], _days(*stands))] == [change]


def test_an_event_stays_without_a_finding_until_30_days_are_over() -> None:
    days = _days(Standing.WELL, Standing.WELL, Standing.WELL)
    assert [c.change for c in plan([_open(REVIEW, Severity.LOW, 29)], days)] == [Change.STAYS]
    assert [c.change for c in plan([_open(REVIEW, Severity.LOW, 30)], days)] == [Change.RESOLVES]


def test_an_event_that_was_closed_does_not_open_again_but_a_new_one_does() -> None:
    closed = {CHANGED: Closed(frozenset({"2026-03-01"}))}
    assert plan([], [Checked(findings=(_finding(CHANGED, events=("2026-03-01",)),))], closed) == ()
    [change] = plan([], [Checked(findings=(_finding(CHANGED, events=("2026-03-01", "2026-03-09")),))], closed)
    assert (change.change, change.events) == (Change.OPENS, {"2026-03-09"})


def test_a_second_event_of_an_open_alert_is_told_as_news_of_it() -> None:
    day = Checked(findings=(_finding(CHANGED, events=("2026-03-01", "2026-03-09")),))
    [change] = plan([_open(CHANGED, Severity.MEDIUM, 3, "2026-03-01")], [day])
    assert (change.change, change.events) == (Change.STAYS, {"2026-03-09"})


def test_a_figure_that_a_person_closed_stays_quiet_until_it_was_well_or_is_worse() -> None:
    closed = {DROP: Closed(until_well=Severity.MEDIUM)}
    assert plan([], [Checked(findings=(_finding(DROP),))], closed) == ()
    assert [c.change for c in plan([], [Checked(findings=(_finding(DROP, Severity.HIGH),))], closed)] == [Change.OPENS]
    cleared = plan([], _days(Standing.WELL, Standing.WELL, Standing.WELL), closed)
    assert [c.change for c in cleared] == [Change.CLEARS]


def test_alerts_of_other_accounts_and_marketplaces_are_left_alone() -> None:
    other = OpenAlert(Subject("main", "DE", "sales_drop", "B000000001"), Severity.LOW, DAY)
    assert plan([other], _days(Standing.WELL, Standing.WELL, Standing.WELL)) == ()
