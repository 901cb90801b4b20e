"""The backtest: the very checks of the live job, day by day, with only what was known then."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from analytics.detection import LOOK_BACK_DAYS, run_checks
from analytics.detection.backtest import ReplayedAlert, followed_by_loss, replay, sensitivities
from analytics.detection.lifecycle import Change, OpenAlert, plan
from analytics.panel import Panel
from bot.records.findings import Subject
from bot.records.rules import Sensitivity, default_rules
from tests.unit.detection_catalogue import Catalogue, quiet, texts


def _eventful() -> Catalogue:
    """A stock-out, a drop that recovers, a lost Featured Offer, a review and a late report."""
    catalogue = quiet()
    for column in ("units", "orders", "sales"):
        part = catalogue.grid(f"traffic_daily.{column}")
        part[0, -30:-20] = np.floor(part[0, -30:-20] * 0.2)
        part[1, -12:] = 0
    for column in ("available", "reserved"):
        catalogue.grid(f"inventory_daily.{column}")[1, -12:] = 0
    catalogue.grid("offers.featured_offer_status")[2, -9:-4] = "OTHER"
    catalogue.tables["reviews"] = {
        "review_id": texts("R1"), "date": catalogue.days[[-15]], "asin": texts(str(catalogue.asins[3])),
        "rating": np.array([1.0]), "title": texts("broke"), "body": texts(None),
    }  # fmt: skip
    catalogue.keep("traffic_daily", catalogue.tables["traffic_daily"]["date"] != catalogue.days[-6])
    return catalogue


def _span(catalogue: Catalogue) -> tuple[date, date]:
    last = catalogue.days[-1].astype(object)
    return last - timedelta(days=39), last


def _live(catalogue: Catalogue) -> list[tuple[Subject, date, date | None]]:
    """What the live check does: a fresh panel of the look-back for every day, three days checked, alerts kept."""
    first, last = _span(catalogue)
    rules = default_rules()
    opened: dict[Subject, OpenAlert] = {}
    done: list[tuple[Subject, date, date | None]] = []
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        known = {
            name: {c: v[columns["date"] <= np.datetime64(day)] for c, v in columns.items()}
            for name, columns in catalogue.tables.items()
            if "date" in columns
        }
        known["products"] = catalogue.tables["products"]
        panel = Panel.build(known, "main", "US", day - timedelta(days=LOOK_BACK_DAYS), day)
        days = [run_checks(panel, day - timedelta(days=back), rules) for back in (2, 1, 0)]
        for change in plan(opened.values(), days):
            if change.change is Change.OPENS and change.finding is not None:
                opened[change.about] = OpenAlert(change.about, change.finding.severity, day, change.events)
            elif change.change is Change.RESOLVES:
                done.append((change.about, opened.pop(change.about).opened_on, day))
    return sorted([*done, *((a.about, a.opened_on, None) for a in opened.values())], key=str)


def _subject(alert: ReplayedAlert) -> Subject:
    return Subject(alert.account, alert.marketplace, alert.kind, alert.asin, alert.subject)


def test_backtest_and_live_give_equal_alerts_on_equal_days() -> None:
    catalogue = _eventful()
    first, last = _span(catalogue)
    replayed = replay(catalogue.panel(), first, last, default_rules())
    assert sorted([(_subject(a), a.opened_on, a.resolved_on) for a in replayed], key=str) == _live(catalogue)
    kinds = {a.kind for a in replayed}
    assert {"sales_drop", "low_stock", "buy_box_lost", "bad_review", "data_stale"} <= kinds


def test_a_replay_does_not_look_ahead() -> None:
    catalogue = _eventful()
    first, last = _span(catalogue)
    middle = last - timedelta(days=14)
    whole = replay(catalogue.panel(), first, last, default_rules())
    part = replay(catalogue.panel(), first, middle, default_rules())
    early = [a for a in whole if a.opened_on <= middle]
    assert [(_subject(a), a.opened_on) for a in part] == [(_subject(a), a.opened_on) for a in early]


def test_a_day_that_arrived_late_is_unknown_until_then() -> None:
    catalogue = quiet()
    catalogue.tables["arrivals"] = {
        "source": texts("traffic_daily", "traffic_daily"), "date": catalogue.days[[-10, -40]],
        "first_seen_on": catalogue.days[[-7, -1]],
    }  # fmt: skip
    first, last = _span(catalogue)
    [alert] = replay(catalogue.panel(), first, last, default_rules())
    # the day of four weeks later is a backfill, and counts as known from its own end
    assert (alert.kind, alert.subject) == ("data_stale", "traffic_daily")
    assert alert.opened_on == catalogue.days[-10].astype(object)
    assert alert.resolved_on is not None
    assert run_checks(catalogue.panel(), alert.opened_on, default_rules()).findings == ()


def test_an_event_is_told_once_and_expires_after_30_days() -> None:
    catalogue = quiet()
    catalogue.tables["notices"] = {
        "date": catalogue.days[[-38]], "kind": texts("NEWS"), "asin": texts(""), "severity": texts("low"),
        "subject": texts("Fees"), "body": texts(None),
    }  # fmt: skip
    first, last = _span(catalogue)
    [alert] = replay(catalogue.panel(), first, last, default_rules())
    assert alert.resolved_on is not None
    assert (alert.resolved_on - alert.opened_on).days == 30


def test_what_followed_and_what_three_sensitivities_would_have_told() -> None:
    catalogue = _eventful()
    first, last = _span(catalogue)
    panel = catalogue.panel()
    drops = [a for a in replay(panel, first, last, default_rules()) if a.kind == "sales_drop"]
    assert [followed_by_loss(panel, a) for a in drops if a.asin == catalogue.star] == [True]
    rows = sensitivities(panel, first, last, default_rules())
    told = [sum(r.alerts for r in rows[level] if r.kind == "sales_drop") for level in Sensitivity]
    assert told[0] <= told[1] <= told[2]
    [drop] = [r for r in rows[Sensitivity.NORMAL] if r.kind == "sales_drop"]
    assert drop.caught["USD"] > 0
    assert drop.per_week == drop.alerts / (40 / 7)
