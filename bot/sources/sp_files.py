"""Reports that are the same files as Seller Central's downloads: returns, planning, listings, settlements.

They are handed to the importer, which knows these files in all their shapes. It writes them in a transaction of its own
before the request is marked as stored: a crash between the two imports the file twice, which changes nothing.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.records.dataset import MARKETPLACE_ZONES
from bot.records.sources import SourceFile
from bot.sources.asking import Document, document
from bot.sources.pages import to_ask
from bot.sources.sp_reports import REPORTS, Reports, report_wish
from bot.sources.steps import Steps, together
from bot.sources.work import Work

RETURNS = "GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA"
LISTINGS = "GET_MERCHANT_LISTINGS_ALL_DATA"
PLANNING = "GET_FBA_INVENTORY_PLANNING_DATA"
SETTLEMENTS = "GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2"
RETURN_DAYS = 30
LONGEST_LOOK_BACK = 89  # days for which Amazon lists reports


def files(work: Work) -> Steps[None]:
    """Returns, planning and the list of listings (also those past the thousandth) once a day; settlements, which Amazon
    makes by itself, as they appear."""
    if work.take_file is None:
        return
    today = work.today()
    zone = ZoneInfo(MARKETPLACE_ZONES[work.marketplace])
    start = _midnight(today - timedelta(days=min(RETURN_DAYS, work.account.backfill_days)), zone)
    # Whole days of the marketplace: the importer replaces a day's returns by those of the file.
    end = _midnight(today, zone) - timedelta(seconds=1)
    returns = report_wish(RETURNS, work.marketplace_id, None, None, {})
    returns |= {"dataStartTime": _stamp(start), "dataEndTime": _stamp(end)}
    others = [report_wish(kind, work.marketplace_id, None, None, {}) for kind in (PLANNING, LISTINGS)]
    work.plan(1 + len(others))
    tasks = [_made(work, wish) for wish in (returns, *others)]
    if work.marketplace == work.account.marketplaces[0]:  # a settlement is of the whole account
        tasks.append(_settlements(work))
    yield from together(work.clock, tasks)


def _made(work: Work, wish: dict[str, Any]) -> Steps[None]:
    reports = Reports(work.caller("selling_partner"), work.ledger, work.name)
    got = yield from document(work, reports, wish, work.today().isoformat())
    if isinstance(got, Document):
        if got.content:
            _take(work, f"{wish['reportType']}.txt", got.content)
        work.store((), got.asked)
    work.finish()


def _settlements(work: Work) -> Steps[None]:
    """Each settlement once. The list is asked for once in a part of the day."""
    listed = to_ask(work, "getReports/settlements", {}, work.block(6))
    if listed is None:
        return
    caller = work.caller("selling_partner")
    reports = Reports(caller, work.ledger, work.name)
    since = work.clock.now() - timedelta(days=min(LONGEST_LOOK_BACK, work.account.backfill_days))
    params: dict[str, str | int] = {
        "reportTypes": SETTLEMENTS,
        "processingStatuses": "DONE",
        "createdSince": _stamp(since),
        "pageSize": 100,
    }
    answer = yield from caller.call("getReports", "GET", f"{REPORTS}/reports", params=params)
    for report in answer.json()["reports"]:
        asked = to_ask(work, "settlement", {"id": report["reportId"]}, "")
        if asked is not None:
            work.plan(1)
            content = yield from reports.fetch(report["reportDocumentId"])
            _take(work, f"{report['reportId']}.txt", content)
            work.store((), asked)
            work.finish()
    work.store((), listed)


def _take(work: Work, name: str, content: bytes) -> None:
    if work.take_file is not None:
        day = work.today() - timedelta(days=1)
        work.counts.add(work.take_file(SourceFile(work.name, work.marketplace, name, day, content)))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def _stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
