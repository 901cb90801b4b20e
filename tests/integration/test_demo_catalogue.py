"""The demo catalogue: consistent figures, and every planted incident found while every oddity is left alone."""

from __future__ import annotations

import csv
import itertools
import json
import signal
import subprocess
import sys
import time
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.demo.dataset import DAYS, make_dataset
from bot.demo.planted import HARMLESS, INCIDENTS, Planted

LAST = date(2026, 3, 29)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("catalogue")
    make_dataset(folder, LAST)
    return folder


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_listing(found: list[dict[str, str]]) -> dict[tuple[str, str], list[dict[str, str]]]:
    groups: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in found:
        groups[row["marketplace"], row["asin"]].append(row)
    return groups


def test_thirty_asins_sell_for_120_days_in_three_marketplaces(catalogue: Path) -> None:
    products, traffic = rows(catalogue, "products"), by_listing(rows(catalogue, "traffic_daily"))
    assert len({p["asin"] for p in products}) == 30
    assert {p["marketplace"] for p in products} == {"US", "DE", "JP"}
    for listing, days in traffic.items():
        assert [d["date"] for d in days] == [(LAST - timedelta(days=DAYS - 1 - i)).isoformat() for i in range(DAYS)], (
            listing
        )


def test_the_tables_agree_with_one_another(catalogue: Path) -> None:
    price = {(o["marketplace"], o["asin"], o["date"]): float(o["our_price"]) for o in rows(catalogue, "offers")}
    terms: dict[tuple[str, ...], int] = defaultdict(int)
    for term in rows(catalogue, "search_terms"):
        terms[term["date"], term["campaign_id"], term["asin"]] += int(term["clicks"])
    sold: dict[tuple[str, str, str], int] = {}
    for day in rows(catalogue, "traffic_daily"):
        key = (day["marketplace"], day["asin"], day["date"])
        units = sold[key] = int(day["units"])
        assert float(day["sales"]) == pytest.approx(units * price[key], abs=0.01)
        assert int(day["orders"]) <= units
        assert day["sessions"] == "" or int(day["sessions"]) >= units
    through_ads: dict[tuple[str, str, str], int] = defaultdict(int)
    for ad in rows(catalogue, "ads_daily"):
        key = (ad["marketplace"], ad["asin"], ad["date"])
        through_ads[key] += int(ad["units"])
        assert int(ad["units"]) <= int(ad["clicks"]) <= int(ad["impressions"])
        assert float(ad["sales"]) == pytest.approx(int(ad["units"]) * price[key], abs=0.01)
        told = terms.get((ad["date"], ad["campaign_id"], ad["asin"]))
        assert told is None or told == int(ad["clicks"])
    assert all(units <= sold[key] for key, units in through_ads.items())


def test_stock_falls_by_what_is_sold_and_rises_by_what_arrives(catalogue: Path) -> None:
    arrived: dict[tuple[str, str, str], int] = defaultdict(int)
    for shipment in rows(catalogue, "shipments"):
        arrived[shipment["marketplace"], shipment["asin"], shipment["received_on"]] += int(shipment["units"])
    sold = {(d["marketplace"], d["asin"], d["date"]): int(d["units"]) for d in rows(catalogue, "traffic_daily")}
    for listing, days in by_listing(rows(catalogue, "inventory_daily")).items():
        for before, after in itertools.pairwise(days):
            key = (*listing, after["date"])
            expected = int(before["available"]) - sold[key] + arrived[key]
            assert abs(int(after["available"]) - expected) <= 1, key


def test_the_same_day_and_seed_give_the_same_files(catalogue: Path, tmp_path: Path) -> None:
    make_dataset(tmp_path, LAST)
    for file in catalogue.iterdir():
        assert (tmp_path / file.name).read_bytes() == file.read_bytes(), file.name
    other = tmp_path / "other"
    make_dataset(other, LAST, seed=1)
    assert (other / "traffic_daily.csv").read_bytes() != (catalogue / "traffic_daily.csv").read_bytes()


@pytest.fixture(scope="module")
def judged(catalogue: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What the program says about the catalogue: the import's report, the open alerts, the diagnoses."""
    database = tmp_path_factory.mktemp("judged") / "demo.db"
    environment = {"ASINWATCH_DATABASE_URL": f"sqlite:///{database}"}

    def run(*words: str) -> str:
        result = CliRunner().invoke(main, words, env=environment)
        assert result.exit_code == 0, (result.output, result.exception)
        return result.stdout

    imported = json.loads(run("import", str(catalogue), "--json"))
    alerts = json.loads(run("check", "--as-of", LAST.isoformat(), "--json"))["alerts"]
    asins = sorted({planted.asin for planted in INCIDENTS})
    lines = run("diagnose", *asins, "--as-of", LAST.isoformat(), "--json").splitlines()
    return {"imported": imported, "alerts": alerts, "diagnoses": [json.loads(line) for line in lines]}


def kinds_of(judged: dict[str, Any], planted: Planted) -> set[str]:
    where = (planted.marketplace, planted.asin)
    return {a["kind"] for a in judged["alerts"] if (a["marketplace"], a["asin"]) == where}


def test_the_catalogue_is_imported_without_a_refusal(judged: dict[str, Any]) -> None:
    assert sum(report["refused"] for report in judged["imported"]) == 0
    assert len(judged["imported"]) >= 20


def test_every_incident_has_its_alert(judged: dict[str, Any]) -> None:
    missed = {p.name: kinds_of(judged, p) for p in INCIDENTS if p.kinds and not kinds_of(judged, p) & set(p.kinds)}
    assert missed == {}


def test_every_oddity_is_left_alone(judged: dict[str, Any]) -> None:
    assert all(planted.harmless for planted in HARMLESS)
    assert {p.name: found for p in HARMLESS if (found := kinds_of(judged, p))} == {}


def test_diagnose_puts_the_planted_cause_first(judged: dict[str, Any]) -> None:
    found = {
        (d["marketplace"], d["asin"]): d["causes"][0]["cause"] if d["causes"] else None for d in judged["diagnoses"]
    }
    wanted = {(p.marketplace, p.asin): p.cause for p in INCIDENTS if p.cause is not None}
    assert {place: found[place] for place in wanted} == wanted


def test_the_demo_starts_by_one_command_shows_alerts_and_ends_by_ctrl_c_without_a_trace(tmp_path: Path) -> None:
    program = Path(sys.executable).parent / "asinwatch"
    with (tmp_path / "stderr.txt").open("w") as stderr:
        process = subprocess.Popen(
            [program, "demo", "--no-browser", "--port", "0"], stdout=subprocess.PIPE, stderr=stderr, text=True,
            cwd=tmp_path, env={"TMPDIR": str(tmp_path), "PATH": "/usr/bin:/bin", "SLACK_API_URL": "http://127.0.0.1:9/api/"},
        )  # fmt: skip
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert line.startswith("Open http://127.0.0.1:"), (tmp_path / "stderr.txt").read_text()
        url = line.split()[1]
        end = time.monotonic() + 60
        found: dict[str, int] = {}
        while not (found.get("amazon-alerts", 0) >= 5 and found.get("amazon-digest", 0) >= 1):
            assert time.monotonic() < end, found
            time.sleep(0.3)
            with urllib.request.urlopen(url + "control/state") as answer:
                state = json.load(answer)
            found = {c.get("name", c["id"]): len(c["messages"]) for c in state["channels"]}
    finally:
        process.send_signal(signal.SIGINT)
        ended = process.wait(30)
        process.stdout.close()
    assert ended == 0
    assert not list(tmp_path.glob("asinwatch-demo-*"))
