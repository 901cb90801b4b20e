"""From a dataset folder to what `diagnose --json` prints, on both databases and in both languages."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.clock import CountedIds, FixedClock
from bot.ingest.importing import import_paths
from bot.records.dataset import BY_NAME
from bot.reports.diagnosing import diagnose_asin, to_json
from bot.reports.diagnosis_text import to_text
from bot.store.imports import ImportLedger
from tests.unit.diagnosis_cases import AS_OF, ASIN, Shop, day
from tests.unit.test_diagnosis_causes import ads, deal_over, notice, paused, season, sibling, split, stars, stock_closed

NOW = datetime(2026, 4, 1, 12, tzinfo=UTC)
KEYS = {
    "account",
    "marketplace",
    "asin",
    "as_of",
    "days",
    "status",
    "sales",
    "metrics",
    "contributions",
    "causes",
    "steps",
}


def write(shop: Shop, folder: Path) -> Path:
    folder.mkdir()
    for table, rows in shop.rows.items():
        names = [c.name for c in BY_NAME[table].columns if any(c.name in row for row in rows)]
        with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, names, extrasaction="ignore")
            writer.writeheader()
            writer.writerows({k: "" if v is None else v for k, v in row.items()} for row in rows)
    return folder


def imported(engine: Engine, shop: Shop, folder: Path) -> None:
    reports = import_paths(ImportLedger(engine), FixedClock(NOW), CountedIds(), [write(shop, folder)])
    assert all(report.refused == 0 for report in reports)


def printed(engine: Engine, lang: str = "en", **options: Any) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        found = diagnose_asin(connection, ASIN, now=NOW, **{"as_of": AS_OF, **options})
    assert all(to_text(diagnosis, lang) for diagnosis in found)
    return [json.loads(json.dumps(to_json(diagnosis, lang), allow_nan=False)) for diagnosis in found]


@pytest.mark.parametrize(
    ("make", "cause"),
    [(stock_closed, "out_of_stock"), (notice, "compliance_notice"), (deal_over, "promotion_ended"),
     (paused, "ads_paused"), (stars, "bad_reviews"), (split, "variation_broken"), (sibling, "sibling_out_of_stock"),
     (season, "seasonal")],
)  # fmt: skip
def test_an_imported_incident_is_diagnosed_as_the_contract_prints_it(
    engine: Engine, tmp_path: Path, make: Callable[[Shop], Shop], cause: str
) -> None:
    imported(engine, make(Shop().peers(count=2)), tmp_path / "data")
    (english,), (chinese,) = printed(engine), printed(engine, "zh")
    assert english.keys() >= KEYS
    assert english["status"] == "diagnosed"
    assert english["causes"][0]["cause"] == cause
    assert english["causes"][0]["since"] == day(3).isoformat()
    assert round(sum(c["change"] for c in english["contributions"]), 2) == english["sales"]["change"]
    assert {s["status"] for s in english["steps"]} <= {"ok", "bad", "unknown"}
    assert all(isinstance(text, str) and text for text in english["causes"][0]["evidence"])
    assert chinese["sales"] == english["sales"]
    assert chinese["causes"][0]["evidence"] != english["causes"][0]["evidence"]
    assert chinese["causes"][0]["score"] == english["causes"][0]["score"]


def test_each_account_and_marketplace_has_its_own_diagnosis(engine: Engine, tmp_path: Path) -> None:
    shop = Shop().traffic()
    for place in ({"marketplace": "DE"}, {"account": "second"}):
        shop.rows["traffic_daily"] += [
            {**row, **place}
            for row in shop.rows["traffic_daily"]
            if row["account"] == "main" and row["marketplace"] == "US"
        ]
    imported(engine, shop, tmp_path / "data")
    assert [(d["account"], d["marketplace"]) for d in printed(engine)] == [
        ("main", "DE"),
        ("main", "US"),
        ("second", "US"),
    ]
    assert [d["marketplace"] for d in printed(engine, marketplace="DE")] == ["DE"]
    assert [d["account"] for d in printed(engine, account="second")] == ["second"]


def test_an_unknown_asin_has_no_diagnosis(engine: Engine) -> None:
    assert printed(engine) == []


def test_blocked_data_has_no_contributions_and_tells_the_sales_that_are_known(engine: Engine, tmp_path: Path) -> None:
    imported(engine, Shop().traffic(), tmp_path / "data")
    (found,) = printed(engine, as_of=date(2026, 4, 3))
    assert found["status"] == "blocked_by_data"
    assert found["sales"] == {"before": 1410.0, "after": None, "change": None, "change_pct": None}
    assert found["contributions"] == []
    assert [c["cause"] for c in found["causes"]] == ["data_incomplete"]


def test_without_a_day_the_last_one_with_traffic_counts(engine: Engine, tmp_path: Path) -> None:
    imported(engine, Shop().traffic(), tmp_path / "data")
    (found,) = printed(engine, as_of=None)
    assert found["as_of"] == AS_OF.isoformat()
    with engine.connect() as connection:
        late = diagnose_asin(connection, ASIN, now=datetime(2026, 4, 9, tzinfo=UTC))
    assert late[0].status.value == "blocked_by_data"


@pytest.mark.parametrize("days", [1, 3, 14, 30])
def test_other_windows_work_too(engine: Engine, tmp_path: Path, days: int) -> None:
    imported(engine, stock_closed(Shop()), tmp_path / "data")
    (found,) = printed(engine, days=days)
    assert found["days"] == days
    assert found["status"] in ("diagnosed", "blocked_by_data")
    if found["status"] == "diagnosed":
        assert found["causes"][0]["cause"] == "out_of_stock"


def test_hostile_text_stays_plain_text(engine: Engine, tmp_path: Path) -> None:
    shop = notice(Shop())
    shop.rows["notices"][0]["subject"] = "<!channel> *bold* '; DROP TABLE products; --"
    imported(engine, shop, tmp_path / "data")
    (found,) = printed(engine)
    assert any("DROP TABLE" in text for text in found["causes"][0]["evidence"])


def costed(shop: Shop, **product: object) -> Shop:
    """Ads at an ACOS of 50 % for a product at 10 USD of which 3.50 are left before ads: its cost is told in CNY."""
    costs = {"referral_fee_pct": 15, "fba_fee": 2.0, "inbound_cost": 1.0, "unit_cost": 14.0, "cost_currency": "CNY"}
    shop.rows["products"][0].update({**costs, **product})
    shop.add("fx_rates", date=day(30), currency="CNY", rate=0.5)
    shop.add("fx_rates", date=day(2), currency="CNY", rate=1 / 7)
    return ads(shop, lambda a: 100, lambda a: {})


def test_the_break_even_stands_beside_the_acos_in_both_languages(engine: Engine, tmp_path: Path) -> None:
    imported(engine, costed(Shop()), tmp_path / "data")
    (english,), (chinese,) = printed(engine), printed(engine, "zh")
    assert english["metrics"]["break_even_acos"] == {"before": 35.0, "after": 35.0}
    spent = [next(s for s in found["steps"] if s["step"] == "ad_spend") for found in (english, chinese)]
    assert spent[0]["finding"].startswith("ACOS 50.0% is above the break-even of 35.0%")
    assert spent[1]["finding"].startswith("ACOS 50.0% 高于盈亏平衡点 35.0%")
    assert [s["status"] for s in spent] == ["bad", "bad"]


@pytest.mark.parametrize(
    ("lacking", "named"), [({"fba_fee": None}, "fba_fee"), ({"cost_currency": "INR"}, "fx_rates: INR")]
)
def test_a_break_even_that_cannot_be_known_names_what_is_missing(
    engine: Engine, tmp_path: Path, lacking: dict[str, object], named: str
) -> None:
    imported(engine, costed(Shop(), **lacking), tmp_path / "data")
    (found,) = printed(engine)
    assert found["metrics"]["break_even_acos"] == {"before": None, "after": None}
    step = next(s for s in found["steps"] if s["step"] == "ad_spend")
    assert step["finding"].endswith(f"break-even unknown: {named} missing")
    assert step["status"] == "ok"
