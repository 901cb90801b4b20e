"""Late, empty, partial and implausible reports: one `data_stale` for the source, and nothing concluded from them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from analytics.detection import run_checks
from bot.records.findings import Standing, Subject
from bot.records.rules import default_rules, with_changes
from tests.unit.detection_catalogue import Catalogue, quiet

TRAFFIC = ("units", "orders", "sales", "sessions", "page_views", "buy_box_pct")


def _late(catalogue: Catalogue) -> None:
    catalogue.keep("traffic_daily", catalogue.tables["traffic_daily"]["date"] < catalogue.days[-1])


def _late_for_days(catalogue: Catalogue) -> None:
    catalogue.keep("traffic_daily", catalogue.tables["traffic_daily"]["date"] < catalogue.days[-4])


def _zeros(catalogue: Catalogue) -> None:
    for column in TRAFFIC:
        catalogue.grid(f"traffic_daily.{column}")[:, -1] = 0


def _without_figures(catalogue: Catalogue) -> None:
    for column in TRAFFIC:
        catalogue.grid(f"traffic_daily.{column}")[:, -1] = np.nan


def _fewer_asins(catalogue: Catalogue) -> None:
    table = catalogue.tables["traffic_daily"]
    gone = (table["date"] == catalogue.days[-1]) & np.isin(table["asin"], catalogue.asins[:4])
    catalogue.keep("traffic_daily", ~gone)


def _part_of_the_day(catalogue: Catalogue) -> None:
    for column in TRAFFIC[:-1]:
        part = catalogue.grid(f"traffic_daily.{column}")
        part[:, -1] = np.floor(part[:, -1] * 0.3)


def _no_sessions(catalogue: Catalogue) -> None:
    catalogue.grid("traffic_daily.sessions")[:, -1] = 0


BROKEN = [_late, _late_for_days, _zeros, _without_figures, _fewer_asins, _part_of_the_day, _no_sessions]


@pytest.mark.parametrize("broken", BROKEN, ids=lambda f: f.__name__)
def test_a_broken_report_gives_one_stale_alert_and_no_sales_drop(broken: Callable[[Catalogue], None]) -> None:
    catalogue = quiet()
    broken(catalogue)
    checked = catalogue.check()
    assert [(f.about.kind, f.about.asin, f.about.subject) for f in checked.findings] == [
        ("data_stale", None, "traffic_daily")
    ]
    for kind in ("sales_drop", "cvr_low"):
        assert checked.standing(Subject("main", "US", kind, catalogue.star)) is Standing.UNKNOWN


@pytest.mark.parametrize("broken", BROKEN[2:], ids=lambda f: f.__name__)
def test_a_broken_day_in_the_past_is_left_out_of_the_window(broken: Callable[[Catalogue], None]) -> None:
    catalogue = quiet()
    whole = quiet(length=121)
    broken(catalogue)
    for table, columns in catalogue.tables.items():
        if "date" in columns:
            last = whole.tables[table]["date"] == whole.days[-1]
            for name in columns:
                columns[name] = np.concatenate([columns[name], whole.tables[table][name][last]])
            columns["date"][-last.sum() :] = catalogue.days[-1] + 1
    catalogue.days = np.append(catalogue.days, catalogue.days[-1] + 1)
    assert [f.about.kind for f in catalogue.check().findings if f.about.kind == "sales_drop"] == []


def test_ads_that_all_campaigns_stopped_are_no_missing_report() -> None:
    catalogue = quiet()
    catalogue.grid("campaigns.state")[:, -1] = "PAUSED"
    catalogue.keep("ads_daily", catalogue.tables["ads_daily"]["date"] < catalogue.days[-1])
    kinds = {f.about.kind for f in catalogue.check().findings}
    assert kinds == {"ads_stopped"}


def test_a_report_that_comes_once_a_week_is_not_late_between() -> None:
    catalogue = quiet()
    weekly = np.isin(catalogue.tables["ratings_daily"]["date"], catalogue.days[3::7])
    catalogue.keep("ratings_daily", weekly)
    assert catalogue.found("data_stale", None) == []


def test_one_asin_that_is_missing_is_no_partial_report() -> None:
    catalogue = quiet()
    table = catalogue.tables["traffic_daily"]
    catalogue.keep("traffic_daily", ~((table["date"] == catalogue.days[-1]) & (table["asin"] == catalogue.star)))
    checked = catalogue.check()
    assert checked.findings == ()
    assert checked.standing(Subject("main", "US", "sales_drop", catalogue.star)) is Standing.UNKNOWN


def test_a_stale_source_is_well_again_on_the_day_its_report_comes() -> None:
    catalogue = quiet()
    catalogue.keep("traffic_daily", catalogue.tables["traffic_daily"]["date"] != catalogue.days[-2])
    about = Subject("main", "US", "data_stale", None, "traffic_daily")
    assert catalogue.check(back=1).standing(about) is Standing.FIRING
    assert catalogue.check().standing(about) is Standing.WELL


def test_a_team_may_ask_for_more_missing_asins_before_a_report_counts_as_partial() -> None:
    catalogue = quiet()
    _fewer_asins(catalogue)
    day = catalogue.days[-1].astype(object)
    rules = with_changes(default_rules(), {"data_stale": {"partial_pct": 50}})
    assert [f for f in run_checks(catalogue.panel(), day, rules).findings if f.about.kind == "data_stale"] == []
