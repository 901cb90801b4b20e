"""What the store gives the checks is what the checks ask for, and what was stored: on both databases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

import numpy as np
from sqlalchemy import Engine, insert

from analytics.detection import explain, run_checks
from analytics.panel import Coded, Panel
from bot.records.rules import default_rules
from bot.reports.backtesting import backtest
from bot.store.panels import load_panel
from bot.store.schema.facts import FACTS
from tests.unit.detection_catalogue import Catalogue, quiet, texts

V = TypeVar("V")


def _plain(values: np.ndarray) -> list[object]:
    dates = values.dtype.kind == "M"
    return [None if v is None or v != v else v for v in (values.astype(object) if dates else values).tolist()]


def _store(engine: Engine, catalogue: Catalogue) -> None:
    with engine.begin() as connection:
        for table, columns in catalogue.tables.items():
            cells = zip(*(_plain(values) for values in columns.values()), strict=True)
            rows = [{"account": "main", "marketplace": "US", **dict(zip(columns, row, strict=True))} for row in cells]
            connection.execute(insert(FACTS[table]), rows)


def _eventful() -> Catalogue:
    catalogue = quiet(n=6, length=110)
    catalogue.cut_sales(0.1, 5)
    catalogue.grid("listings.status")[0, -5:] = "SUPPRESSED"
    catalogue.cut_sales(0.1, 5, at=1)
    catalogue.grid("listings.title")[2, -3:] = 'Другой "title", 新'
    catalogue.grid("listings.images")[3, 50:60] = np.nan
    catalogue.grid("offers.featured_offer_status")[4, -2:] = "OTHER"
    catalogue.grid("campaigns.out_of_budget_pct")[5, -2:] = 70
    catalogue.tables["ranks"]["category"][:40] = texts(*(["Kitchen"] * 40))
    return catalogue


def test_a_loaded_panel_is_the_one_that_was_stored(engine: Engine) -> None:
    catalogue = _eventful()
    _store(engine, catalogue)
    built = catalogue.panel()
    first, last = (day.astype(object) for day in catalogue.days[[0, -1]])
    with engine.connect() as connection:
        loaded = load_panel(connection, "main", "US", first, last)
    assert list(loaded.asins) == list(built.asins)
    assert set(loaded.daily) == set(built.daily) - {"ads_daily.units"}  # no check looks at it
    for name, values in loaded.daily.items():
        np.testing.assert_array_equal(values, built.daily[name], err_msg=name)
    for name, coded in loaded.texts.items():
        assert _words(coded).tolist() == _words(built.texts[name]).tolist(), name
    np.testing.assert_array_equal(loaded.campaigns.daily["spend"], built.campaigns.daily["spend"])
    assert _words(loaded.campaigns.state).tolist() == _words(built.campaigns.state).tolist()
    checked, expected = (run_checks(panel, last, default_rules()) for panel in (loaded, built))
    assert checked.findings == expected.findings
    assert {f.about.kind for f in checked.findings} >= {"sales_drop", "listing_suppressed", "listing_changed"}


def _words(coded: Coded) -> np.ndarray:
    return np.array([*coded.values, ""], dtype=object)[coded.codes]


class _Asked(Mapping[str, V]):
    """A mapping that remembers what it was asked for."""

    def __init__(self, inside: Mapping[str, V], asked: set[str]) -> None:
        self.inside, self.asked = inside, asked

    def __getitem__(self, name: str) -> V:
        self.asked.add(name)
        return self.inside[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.inside)

    def __len__(self) -> int:
        return len(self.inside)


def test_every_column_that_a_check_asks_for_is_loaded(sqlite_engine: Engine) -> None:
    """A column that is not read would be unknown for ever, and its rule silent."""
    catalogue = quiet(n=6, length=110)
    first, last = (day.astype(object) for day in catalogue.days[[0, -1]])
    asked: set[str] = set()
    panel = catalogue.panel()
    watched = replace(panel, daily=_Asked(panel.daily, asked), texts=_Asked(panel.texts, asked))
    explain(watched, last, default_rules(), catalogue.star)
    assert len(asked) > 25
    with sqlite_engine.begin() as connection:
        for name in sorted({column.partition(".")[0] for column in asked}):
            row = {c.name: _any(c.name, c.type.python_type) for c in FACTS[name].columns}
            connection.execute(insert(FACTS[name]), row | {"marketplace": "US", "date": last})
        loaded = load_panel(connection, "main", "US", first, last)
    assert asked <= {*loaded.daily, *loaded.texts}


def _any(name: str, kind: type) -> object:
    known: dict[str, object] = {"account": "main", "asin": "B000000001", "campaign_id": "C1"}
    return known.get(name, "BUYABLE" if kind is str else 1)


def test_a_backtest_of_one_rule_leaves_out_what_another_alert_silences(sqlite_engine: Engine) -> None:
    catalogue = _eventful()
    _store(sqlite_engine, catalogue)
    first, last = (day.astype(object) for day in catalogue.days[[-6, -1]])
    with sqlite_engine.connect() as connection:
        whole = backtest(connection, first, last, default_rules(), "USD", summaries=False)
        alone = backtest(connection, first, last, default_rules(), "USD", kinds=("sales_drop",))
    assert list(alone.alerts) == [alert for alert in whole.alerts if alert.kind == "sales_drop"]
    assert [alert.asin for alert in alone.alerts] == [str(catalogue.asins[1])]  # the first one's listing is suppressed
    assert {row.kind for row in alone.summaries} == {"sales_drop"}


def test_a_panel_without_rows_is_empty(sqlite_engine: Engine) -> None:
    days = quiet(n=1, length=20).days
    with sqlite_engine.connect() as connection:
        panel = load_panel(connection, "main", "US", days[0].astype(object), days[-1].astype(object))
    assert isinstance(panel, Panel)
    assert panel.n == 0
    assert run_checks(panel, days[-1].astype(object), default_rules()).findings == ()
