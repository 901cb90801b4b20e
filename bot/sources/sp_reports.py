"""Selling Partner API, Reports 2021-06-30 and Data Kiosk 2023-11-15: what makes a report, and how it is found again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.records.sources import Asked
from bot.sources.asking import Made, Status
from bot.sources.http import Caller
from bot.sources.ledger import Ledger
from bot.sources.steps import Steps

REPORTS = "/reports/2021-06-30"
KIOSK = "/dataKiosk/2023-11-15"
CLOCK_SKEW = timedelta(minutes=5)
MAX_PAGES = 20


def report_wish(
    report_type: str, marketplace_id: str, start: date | None, end: date | None, options: Mapping[str, str]
) -> dict[str, Any]:
    """The body of `createReport`; days are inclusive."""
    wish: dict[str, Any] = {"reportType": report_type, "marketplaceIds": [marketplace_id]}
    if start is not None and end is not None:
        wish |= {"dataStartTime": f"{start}T00:00:00Z", "dataEndTime": f"{end}T00:00:00Z"}
    return wish | ({"reportOptions": dict(options)} if options else {})


class Reports:
    """Reports of the Selling Partner API."""

    operation = "createReport"

    def __init__(self, caller: Caller, ledger: Ledger, account: str) -> None:
        self._caller, self._ledger, self._account = caller, ledger, account

    def create(self, wish: Mapping[str, Any], sending: Callable[[], None]) -> Steps[str]:
        answer = yield from self._caller.call(
            self.operation, "POST", f"{REPORTS}/reports", json=wish, narrow=wish["reportType"], sending=sending
        )
        return str(answer.json()["reportId"])

    def find(self, wish: Mapping[str, Any], asked: Asked) -> Steps[str | None]:
        """Of one type and the same days, made since the request was written down, and not ours under another wish."""
        known = self._ledger.asked_ids(self._account, self.operation)
        params: dict[str, str | int] = {
            "reportTypes": wish["reportType"],
            "marketplaceIds": ",".join(wish["marketplaceIds"]),
            "createdSince": f"{asked.asked_at - CLOCK_SKEW:%Y-%m-%dT%H:%M:%SZ}",
            "pageSize": 100,
        }
        for _ in range(MAX_PAGES):
            answer = yield from self._caller.call("getReports", "GET", f"{REPORTS}/reports", params=params)
            body = answer.json()
            for report in body["reports"]:
                if report["reportId"] not in known and _same_days(report, wish):
                    return str(report["reportId"])
            if "nextToken" not in body:
                break
            params = {"nextToken": body["nextToken"]}
        return None

    def status(self, remote_id: str) -> Steps[Status]:
        answer = yield from self._caller.call("getReport", "GET", f"{REPORTS}/reports/{remote_id}", taken=(404,))
        if answer.status_code == 404:
            return Status(Made.FAILED)
        return _status(answer.json(), "reportDocumentId")

    def fetch(self, document: str) -> Steps[bytes]:
        answer = yield from self._caller.call("getReportDocument", "GET", f"{REPORTS}/documents/{document}")
        return (yield from self._caller.download(answer.json()["url"]))


class DataKiosk:
    """Queries of Data Kiosk; a document is JSON Lines.

    A wish is `{"query": GraphQL text}`, with the `paginationToken` of a document before where not all fitted into it.
    """

    operation = "createQuery"

    def __init__(self, caller: Caller, ledger: Ledger, account: str) -> None:
        self._caller, self._ledger, self._account = caller, ledger, account

    def create(self, wish: Mapping[str, Any], sending: Callable[[], None]) -> Steps[str]:
        answer = yield from self._caller.call(
            self.operation, "POST", f"{KIOSK}/queries", json=dict(wish), sending=sending
        )
        return str(answer.json()["queryId"])

    def find(self, wish: Mapping[str, Any], asked: Asked) -> Steps[str | None]:
        """Data Kiosk says the query back, so that it can be found exactly; a page before has an id that is known."""
        known = self._ledger.asked_ids(self._account, self.operation)
        params: dict[str, str | int] = {
            "createdSince": f"{asked.asked_at - CLOCK_SKEW:%Y-%m-%dT%H:%M:%SZ}",
            "pageSize": 100,
        }
        for _ in range(MAX_PAGES):
            answer = yield from self._caller.call("getQueries", "GET", f"{KIOSK}/queries", params=params)
            body = answer.json()
            for query in body["queries"]:
                if query["query"] == wish["query"] and query["queryId"] not in known:
                    return str(query["queryId"])
            token = (body.get("pagination") or {}).get("nextToken")
            if token is None:
                break
            params["paginationToken"] = token  # beside the same values as before
        return None

    def status(self, remote_id: str) -> Steps[Status]:
        answer = yield from self._caller.call("getQuery", "GET", f"{KIOSK}/queries/{remote_id}", taken=(404,))
        if answer.status_code == 404:
            return Status(Made.FAILED)
        body = answer.json()
        return replace(_status(body, "dataDocumentId"), following=(body.get("pagination") or {}).get("nextToken"))

    def fetch(self, document: str) -> Steps[bytes]:
        answer = yield from self._caller.call("getDocument", "GET", f"{KIOSK}/documents/{document}")
        return (yield from self._caller.download(answer.json()["documentUrl"]))


def _status(body: Mapping[str, Any], document: str) -> Status:
    """CANCELLED is also how Amazon says that there is no data to report."""
    match body["processingStatus"]:
        case "DONE":
            return Status(Made.READY, body[document]) if document in body else Status(Made.EMPTY)
        case "CANCELLED":
            return Status(Made.EMPTY)
        case "FATAL":
            return Status(Made.FAILED)
    return Status(Made.IN_WORK)


def _same_days(report: Mapping[str, Any], wish: Mapping[str, Any]) -> bool:
    return all(
        str(report.get(name, ""))[:10] == str(wish[name])[:10]
        for name in ("dataStartTime", "dataEndTime")
        if name in wish
    )
