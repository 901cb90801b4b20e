"""The calls against Prism, which mocks Amazon's own models: it refuses what they do not allow and answers by them."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from sources_setup import START, account, know_products, secrets, services
from sqlalchemy import Engine
from standins import models
from standins.clock import MovingClock
from standins.server import running

from bot.records.sources import Asked, AskState
from bot.sources.asking import Made
from bot.sources.callers import callers
from bot.sources.sp_catalog import catalog
from bot.sources.sp_feedback import feedback
from bot.sources.sp_inventory import inventory_page
from bot.sources.sp_listings import listings_page
from bot.sources.sp_orders import orders
from bot.sources.sp_pricing import PATH as pricing_path
from bot.sources.sp_pricing import pricing
from bot.sources.sp_reports import KIOSK, REPORTS, DataKiosk, Reports, report_wish
from bot.sources.sp_traffic import kiosk_query
from bot.sources.steps import Steps
from bot.sources.work import Work
from bot.store.sources import SourceLedger

ROOT = Path(__file__).parents[2]
PRISM = shutil.which("prism") or shutil.which("prism", path=str(ROOT / ".ci" / "node" / "node_modules" / ".bin"))
WHY_NOT = (
    "Node is not installed" if shutil.which("node") is None
    else "Prism is not installed (npm install --prefix .ci/node @stoplight/prism-cli)" if PRISM is None
    else "Amazon's models are not beside the project (../shared/amazon/models)" if not models.available()
    else None
)  # fmt: skip
pytestmark = [pytest.mark.prism, pytest.mark.skipif(WHY_NOT is not None, reason=str(WHY_NOT))]
MARKETPLACE = "ATVPDKIKX0DER"
DAY = date(2026, 11, 19)


def _merged() -> dict[str, Any]:
    """All models in one; their definitions get a number each, since several models have an `Error` of their own."""
    media = ["application/json"]
    head = {"swagger": "2.0", "info": {"title": "all", "version": "1"}, "consumes": media, "produces": media}
    merged: dict[str, Any] = {**head, "paths": {}}
    for number, name in enumerate(models.NAMES):
        text = (models.MODELS / f"{name}.json").read_text(encoding="utf-8")
        for part in ("definitions", "parameters", "responses"):
            text = text.replace(f'"#/{part}/', f'"#/{part}/{number}_')
        model = json.loads(text)
        merged["paths"] |= model["paths"]
        for part in ("definitions", "parameters", "responses"):
            known = merged.setdefault(part, {})
            known |= {f"{number}_{key}": value for key, value in model.get(part, {}).items()}
    # Amazon's own example of this answer does not obey its schema: without it Prism makes one that does.
    del merged["paths"][pricing_path]["post"]["responses"]["200"]["examples"]
    return merged


@pytest.fixture(scope="module")
def prism(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    assert PRISM is not None
    document = tmp_path_factory.mktemp("prism") / "amazon.json"
    document.write_text(json.dumps(_merged()), encoding="utf-8")
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        port = chosen.getsockname()[1]
    process = subprocess.Popen(
        [PRISM, "mock", "--errors", "-h", "127.0.0.1", "-p", str(port), str(document)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 60
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("Prism did not start")
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture
def work(prism: str, sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Work]:
    """A unit of work whose login is the stand-in's and whose calls go to Prism."""
    secrets(monkeypatch)
    state = services()
    know_products(sqlite_engine, state)
    ledger, clock = SourceLedger(sqlite_engine), MovingClock(START)
    with running(state) as base, httpx.Client(timeout=30) as http:
        own = account(base)
        assert own.selling_partner is not None
        own = own.model_copy(update={"selling_partner": own.selling_partner.model_copy(update={"endpoint": prism})})
        found = callers(own, http, clock, ledger)
        yield Work(own, "US", "traffic", ledger, clock, {"selling_partner": found["selling_partner"]["US"]})


def _finish(work: Work, steps: Steps[Any]) -> Any:
    try:
        while True:
            work.clock.move_to(next(steps))  # type: ignore[attr-defined]
    except StopIteration as done:
        return done.value


def _asked(work: Work) -> Asked:
    return Asked("h", "main", "US", "traffic", "createReport", AskState.ASKING, work.clock.now())


def test_reports_are_asked_for_found_and_fetched_as_the_model_has_it(work: Work) -> None:
    reports = Reports(work.caller("selling_partner"), work.ledger, work.name)
    options = {"dateGranularity": "DAY", "asinGranularity": "CHILD"}
    wish = report_wish("GET_SALES_AND_TRAFFIC_REPORT", MARKETPLACE, DAY, DAY, options)
    sent: list[bool] = []
    report_id = _finish(work, reports.create(wish, lambda: sent.append(True)))
    assert isinstance(report_id, str)
    assert sent == [True]
    assert _finish(work, reports.status(report_id)).made in set(Made)
    answer = _finish(work, work.caller("selling_partner").call("getReportDocument", "GET", f"{REPORTS}/documents/x"))
    assert {"reportDocumentId", "url"} <= set(answer.json())


def test_lost_reports_and_queries_are_looked_for_as_the_model_has_it(work: Work) -> None:
    caller = work.caller("selling_partner")
    since = {"createdSince": "2026-11-20T00:00:00Z", "pageSize": 100}
    types = {"reportTypes": "GET_SALES_AND_TRAFFIC_REPORT", "marketplaceIds": MARKETPLACE}
    assert (
        "reports" in _finish(work, caller.call("getReports", "GET", f"{REPORTS}/reports", params=types | since)).json()
    )
    assert "queries" in _finish(work, caller.call("getQueries", "GET", f"{KIOSK}/queries", params=since)).json()


def test_queries_of_data_kiosk_are_asked_for_and_fetched_as_the_model_has_it(work: Work) -> None:
    kiosk = DataKiosk(work.caller("selling_partner"), work.ledger, work.name)
    query = kiosk_query(MARKETPLACE, DAY, DAY, ["B000000000"])
    query_id = _finish(work, kiosk.create({"query": query}, lambda: None))
    assert _finish(work, kiosk.status(query_id)).made in set(Made)
    answer = _finish(work, work.caller("selling_partner").call("getDocument", "GET", f"{KIOSK}/documents/x"))
    assert {"documentId", "documentUrl"} <= set(answer.json())


@pytest.mark.parametrize("page", [inventory_page, listings_page])
def test_pages_are_asked_for_with_and_without_token(work: Work, page: Callable[..., Steps[Any]]) -> None:
    rows, token = _finish(work, page(work, None))
    assert isinstance(rows, list)
    assert isinstance(token, str)
    _finish(work, page(work, token))


@pytest.mark.parametrize("source", [catalog, pricing, orders, feedback])
def test_pictures_of_the_present_are_taken_as_the_model_has_it(
    work: Work, source: Callable[[Work], Steps[None]]
) -> None:
    _finish(work, source(work))
    assert work.pending == 0
    assert work.planned > 0
