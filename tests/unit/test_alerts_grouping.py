"""Which alerts share a message; routes, owners and hours; what an incident cost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import numpy as np
import pytest
from alertworld import DAY, NOW, finding, subject
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.incidents import incident_sales
from bot.alerts.grouping import LISTED_ON_PAGE, group, pages, ranked
from bot.alerts.policy import Hours, Policy, Product, RoutePlace, with_overrides
from bot.records.alerts import Alert, State
from bot.records.findings import Severity
from bot.records.rules import Route
from bot.store.messages import Role


def alert(number: int, kind: str = "sales_drop", asin: str | None = None, **more: object) -> Alert:
    found = finding(subject(asin or f"B0{number:08d}", kind))
    made = Alert(
        f"a{number}", found.about, found.severity, State.OPEN, Route.ALERT, found.headline, DAY, NOW, DAY,
        loss=float(number), currency="USD",
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


KINDS = ["sales_drop", "low_stock", "bad_review", "notice", "acos_spike"]
many = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 60)), max_size=80)


@settings(deadline=None)
@given(many, st.integers(0, 5))
def test_every_alert_is_in_exactly_one_message_and_a_storm_makes_three_at_most(
    made: list[tuple[str, int]], recent: int
) -> None:
    alerts = [alert(n, kind, f"B0{asin:08d}") for n, (kind, asin) in enumerate(made)]
    placed = group(alerts, {}, recent=recent)
    assert sorted(a.id for message in placed for a in message.alerts) == sorted(a.id for a in alerts)
    if len(alerts) > 30 or len(placed) + recent > 15:
        assert len(placed) <= max(3 - recent, 1)
    for message in placed:
        if message.role is Role.ASIN:
            assert len({a.about.asin for a in message.alerts}) == 1
    assert all(len(page) <= LISTED_ON_PAGE for message in placed for page in pages(message.alerts))


def test_five_asins_of_a_kind_are_five_messages_and_six_are_one() -> None:
    assert [m.role for m in group([alert(n) for n in range(5)], {})] == [Role.ASIN] * 5
    assert [m.role for m in group([alert(n) for n in range(6)], {})] == [Role.GROUP]


def test_worst_comes_first_by_severity_then_by_money_whatever_the_currency() -> None:
    euro, yen = alert(1, loss=300.0, currency="EUR"), alert(2, loss=20_000.0, currency="JPY")
    grave, unknown = alert(3, severity=Severity.HIGH, loss=None), alert(4, loss=None)
    assert [a.id for a in ranked([unknown, yen, euro, grave])] == ["a3", "a1", "a2", "a4"]


def test_the_first_route_that_takes_an_alert_counts_and_changes_made_in_slack_come_before_all() -> None:
    policy = Policy(
        alert_channel="C1",
        routes=(RoutePlace("C2", kinds=("notice",)), RoutePlace("C3", marketplaces=("US",), brands=("Fjell",))),
    )
    assert policy.place_of(alert(1), Product()) == ("C1", "en")
    assert policy.place_of(alert(1, "notice"), Product(brand="Fjell")) == ("C2", "en")
    assert policy.place_of(alert(1), Product(brand="Fjell")) == ("C3", "en")
    changed = with_overrides(policy, {"route:notice": "C9", "channel": "C8", "bench:day": 3})
    assert changed.place_of(alert(1, "notice"), Product()) == ("C9", "en")
    assert changed.place_of(alert(1), Product()) == ("C8", "en")
    assert Policy().place_of(alert(1), Product()) is None


@pytest.mark.parametrize(
    ("product", "assignee", "owner"),
    [
        (Product(), None, "U0DEFAULT"),
        (Product(category="Lamps"), None, "U0LAMPS"),
        (Product(category="Lamps", brand="Fjell"), None, "U0FJELL"),
        (Product(category="Lamps", brand="Fjell", owner="ana"), None, "U0ANA"),
        (Product(owner="ana"), "U0TOM", "U0TOM"),
    ],
)
def test_the_owner_is_who_was_asked_then_by_product_brand_category_kind_and_default(
    product: Product, assignee: str | None, owner: str
) -> None:
    owners = {"brand": {"Fjell": "U0FJELL"}, "category": {"Lamps": "U0LAMPS"}}
    policy = Policy(owners=owners, default_owner="U0DEFAULT", people={"ana": "U0ANA"})
    assert policy.owner_of(alert(1, assignee=assignee), product) == owner
    fixed = with_overrides(policy, {"owner:asin:B000000001": "U0ASIN"})
    assert fixed.owner_of(alert(1), product) == ("U0ASIN")


def test_quiet_hours_go_over_midnight_in_the_teams_zone() -> None:
    policy = Policy(timezone="Asia/Shanghai", quiet_hours=Hours(time(22), time(7)))
    evening = datetime(2026, 3, 11, 15, tzinfo=UTC)  # 23:00 in Shanghai
    assert policy.is_quiet(evening)
    assert policy.quiet_until(evening) == datetime(2026, 3, 11, 23, tzinfo=UTC)
    assert not policy.is_quiet(datetime(2026, 3, 11, 23, tzinfo=UTC))
    assert policy.quiet_until(datetime(2026, 3, 11, 4, tzinfo=UTC)) is None


def test_working_hours_are_those_of_the_team_without_its_public_holidays() -> None:
    hours = Hours(time(9), time(18), (0, 1, 2, 3, 4), "DE")
    policy = Policy(timezone="Europe/Berlin", working_hours=hours)
    assert policy.is_working(datetime(2026, 4, 30, 8, tzinfo=UTC))  # a Thursday
    assert not policy.is_working(datetime(2026, 5, 1, 8, tzinfo=UTC))  # Labour Day
    assert not policy.is_working(datetime(2026, 5, 2, 8, tzinfo=UTC))  # a Saturday
    assert not policy.is_working(datetime(2026, 4, 30, 20, tzinfo=UTC))


def _series(values: list[float]) -> tuple[np.ndarray, np.ndarray]:
    first = np.datetime64(date(2026, 1, 1), "D")
    return first + np.arange(len(values)), np.array(values, dtype=np.float64)


def test_what_an_incident_cost_is_the_shortfall_against_the_usual_weekday() -> None:
    weekly = [100.0, 100.0, 100.0, 100.0, 100.0, 200.0, 200.0]
    days, sales = _series(weekly * 4 + [50.0] * 7 + weekly)
    found = incident_sales(days, sales, days[28], days[34])
    assert found.lost == pytest.approx(900.0 - 350.0)
    assert found.back_pct == pytest.approx(100.0)
    assert found.back


def test_unknown_days_cost_nothing_and_too_short_a_past_says_nothing() -> None:
    days, sales = _series([100.0] * 28 + [float("nan"), 40.0, float("nan")] + [80.0] * 3)
    found = incident_sales(days, sales, days[28], days[30])
    assert (found.lost, found.known_days) == (60.0, 1)
    assert found.back_pct == pytest.approx(80.0)
    assert not found.back
    short = incident_sales(*_series([100.0] * 10 + [10.0]), days[10], days[10])
    assert (short.usual, short.lost, short.back_pct) == (None, None, None)
    open_end = incident_sales(*_series([100.0] * 28 + [10.0, 90.0]), days[28], days[28])
    assert open_end.back_pct is None
