"""Amazon Ads API v3: reports by day, asked for in stretches of at most 31 days and pulled again while restated.

Conversions are restated for up to 42 days: 14 days are pulled again daily, 42 on Mondays, and all that Amazon keeps
(95 days of Sponsored Products, 65 of Display, 60 of Brands) once for the back-fill.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.records.sources import Asked, AskState, TableRows
from bot.records.text import Say
from bot.sources.ads_rows import AD_GROUPS, asins_of_ad_groups, performance, search_terms, shares
from bot.sources.asking import Document, Made, Status, document
from bot.sources.failures import WrongAnswer
from bot.sources.http import Caller
from bot.sources.steps import Steps, together
from bot.sources.work import Work

MEDIA = "application/vnd.createasyncreportrequest.v3+json"
LONGEST_REPORT = 31
DAILY, WEEKLY = 14, 42
STALE = timedelta(days=4)
BACKFILL = "ads.backfill"  # the day from which the back-fill counts; set when it begins
BACKFILLED = "ads.backfilled"
_DUPLICATE = re.compile(r"duplicate of\s*:\s*([0-9A-Za-z-]+)")


@dataclass(frozen=True)
class AdReport:
    """One report type; `keeps` is how many days Amazon keeps."""

    type: str
    product: str
    group: str
    columns: tuple[str, ...]
    keeps: int


_IDS = ("date", "campaignId", "campaignName", "adGroupId")
SP_ADVERTISED = AdReport(
    "spAdvertisedProduct", "SPONSORED_PRODUCTS", "advertiser",
    (*_IDS, "advertisedAsin", "impressions", "clicks", "cost", "purchases7d", "unitsSoldClicks7d", "sales7d",
     "attributedSalesSameSku7d"), 95,
)  # fmt: skip
SD_ADVERTISED = AdReport(
    "sdAdvertisedProduct", "SPONSORED_DISPLAY", "advertiser",
    (*_IDS, "promotedAsin", "impressions", "clicks", "cost", "purchases", "unitsSold", "sales", "salesPromotedClicks"),
    65,
)  # fmt: skip
SP_SEARCH_TERMS = AdReport(
    "spSearchTerm", "SPONSORED_PRODUCTS", "searchTerm",
    (*_IDS, "searchTerm", "matchType", "impressions", "clicks", "cost", "purchases7d", "sales7d"), 95,
)  # fmt: skip

SP_CAMPAIGNS = AdReport(
    "spCampaigns", "SPONSORED_PRODUCTS", "campaign",
    ("date", "campaignId", "campaignName", "impressions", "topOfSearchImpressionShare"), 95,
)  # fmt: skip
SB_CAMPAIGNS = AdReport(
    "sbCampaigns", "SPONSORED_BRANDS", "campaign",
    ("date", "campaignId", "campaignName", "impressions", "clicks", "cost", "purchases", "unitsSold", "sales",
     "salesPromoted", "topOfSearchImpressionShare"), 60,
)  # fmt: skip


class AdReports:
    """Reports of one advertiser's profile."""

    operation = "ads/createReport"

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def create(self, wish: Mapping[str, Any], sending: Callable[[], None]) -> Steps[str]:
        """An identical request answers 425 and names the report that is being made: that one is ours."""
        answer = yield from self._caller.call(
            self.operation, "POST", "/reporting/reports", json=wish, headers={"Content-Type": MEDIA},
            sending=sending, taken=(425,),
        )  # fmt: skip
        if answer.status_code != 425:
            return str(answer.json()["reportId"])
        found = _DUPLICATE.search(answer.text)
        if found is None:
            raise WrongAnswer(Say("sources-refused", {"service": "ads", "operation": self.operation, "status": 425}))
        return found[1]

    def find(self, wish: Mapping[str, Any], asked: Asked) -> Steps[str | None]:
        """There is no list of reports; asking again answers 425 with the id."""
        return None
        yield asked.asked_at  # makes this a generator, as `Maker` wants it

    def status(self, remote_id: str) -> Steps[Status]:
        answer = yield from self._caller.call("ads/getReport", "GET", f"/reporting/reports/{remote_id}", taken=(404,))
        if answer.status_code == 404:
            return Status(Made.FAILED)
        body = answer.json()
        match body["status"]:
            case "COMPLETED":
                return Status(Made.READY, body["url"]) if body.get("url") else Status(Made.EMPTY)
            case "FAILED" | "FAILURE" | "CANCELLED":
                return Status(Made.FAILED)
        return Status(Made.IN_WORK)

    def fetch(self, document: str) -> Steps[bytes]:
        return (yield from self._caller.download(document))


def ads(work: Work) -> Steps[None]:
    """Pulls advertised products first: they tell which ASIN an ad group advertises, which search terms do not."""
    since, filled = work.note(BACKFILL), work.note(BACKFILLED) is not None
    if since is None or (not filled and work.today() - date.fromisoformat(since) > STALE):
        since = (
            work.today().isoformat()
        )  # also where a back-fill was left for so long that Amazon dropped its first days
        work.write_note(BACKFILL, since)
    kinds = ((SP_ADVERTISED, SD_ADVERTISED, SP_CAMPAIGNS, SB_CAMPAIGNS), (SP_SEARCH_TERMS,))
    stretches = {report: _stretches(work, report, date.fromisoformat(since), filled) for row in kinds for report in row}
    work.plan(sum(len(days) for days in stretches.values()))
    complete = True
    for row in kinds:
        tasks = [_one(work, report, *days) for report in row for days in stretches[report]]
        complete = all((yield from together(work.clock, tasks))) and complete
    if complete and not filled:
        work.write_note(BACKFILLED, since)


def _stretches(work: Work, report: AdReport, since: date, filled: bool) -> list[tuple[date, date, str]]:
    """(first day, last day, epoch) of the reports to ask for today."""
    today = work.today()
    wanted: list[tuple[date, int, str]] = []
    if not filled:
        wanted.append((since, min(work.account.backfill_days, report.keeps - 1), since.isoformat()))
    if since != today:
        wanted.append((today, WEEKLY if today.weekday() == 0 else DAILY, today.isoformat()))
    found = []
    for day, length, epoch in wanted:
        for offset in range(0, length, LONGEST_REPORT):
            last = day - timedelta(days=1 + offset)
            first = day - timedelta(days=min(length, offset + LONGEST_REPORT))
            found.append((first, last, epoch))
    return found


def report_body(report: AdReport, first: date, last: date) -> dict[str, Any]:
    """The body of `POST /reporting/reports`; days are inclusive."""
    return {
        "name": f"asinwatch {report.type} {first} {last}",
        "startDate": first.isoformat(),
        "endDate": last.isoformat(),
        "configuration": {
            "adProduct": report.product,
            "groupBy": [report.group],
            "columns": list(report.columns),
            "reportTypeId": report.type,
            "timeUnit": "DAILY",
            "format": "GZIP_JSON",
        },
    }


def _one(work: Work, report: AdReport, first: date, last: date, epoch: str) -> Steps[bool]:
    """Whether the report is stored, now or before."""
    maker = AdReports(work.caller("ads"))
    got = yield from document(work, maker, report_body(report, first, last), epoch)
    if isinstance(got, Document):
        rows: Sequence[Mapping[str, Any]] = json.loads(got.content) if got.content else []
        work.store(_tables(work, report, rows), got.asked)
    if got is AskState.FAILED:
        return False
    work.finish()
    return True


def _tables(work: Work, report: AdReport, rows: Sequence[Mapping[str, Any]]) -> list[TableRows]:
    where = (work.name, work.marketplace)
    if report is SP_SEARCH_TERMS:
        return [search_terms(*where, rows, work.note(AD_GROUPS) or {})]
    if report is SP_CAMPAIGNS:
        return [shares(*where, rows)]
    if report is SB_CAMPAIGNS:
        return [performance(*where, rows, "SB"), shares(*where, rows)]
    if report is SP_ADVERTISED and rows:
        work.write_note(AD_GROUPS, asins_of_ad_groups(rows, work.note(AD_GROUPS) or {}))
    return [performance(*where, rows, "SP" if report is SP_ADVERTISED else "SD")]
