"""The Selling Partner API: every request and answer judged by Amazon's models, with its tokens and its rates."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from standins import kiosk, models
from standins.report_documents import content_of
from standins.services import Services, refusal, services

SETTLEMENTS = "GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2"
Answer = Callable[[Request, Services, str], Awaitable[tuple[int, Any]]]


def judged(operation: str, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint of one operation: login, role, rate, faults, judgement, then `answer(request, services, seller)`."""

    async def endpoint(request: Request) -> Response:
        state = services(request)
        if state.before is not None:
            state.before(operation)
        response = await _answer(request, state, operation, answer)
        if state.after is not None:
            state.after(operation)
        return response

    return endpoint


async def _answer(request: Request, state: Services, operation: str, answer: Answer) -> Response:
    state.calls[operation] += 1
    seller = state.seller_of(request.headers.get("x-amz-access-token", ""))
    if seller is None:
        return refusal(403, "Unauthorized", "The access token you provided has expired.")
    state.log.append((seller, f"{operation} {request.url.path}?{request.url.query}"))
    if operation in state.roles_lost:
        return refusal(403, "Unauthorized", "Access to requested resource is denied.")
    if fault := state.fault(operation):
        return fault
    if not state.allowed(operation, seller):
        return refusal(429, "QuotaExceeded", "You exceeded your quota for the requested resource.")
    found = models.operation(request.method, request.url.path) if state.judged else None
    if found is not None:
        body = await request.json() if request.method == "POST" else None
        if faults := models.request_faults(found, dict(request.query_params), body):
            state.broken_rules += faults
            return refusal(400, "InvalidInput", faults[0])
    status, body = await answer(request, state, seller)
    if found is not None and status < 400:
        state.broken_rules += models.response_faults(found, status, body)
    headers = {"x-amzn-RateLimit-Limit": state.told_rates[operation]} if operation in state.told_rates else {}
    return JSONResponse(body, status, headers=headers)


def _stamp(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


async def create_report(request: Request, state: Services, seller: str) -> tuple[int, Any]:
    wish = await request.json()
    if not state.allowed(f"createReport/{wish['reportType']}", seller):
        return 429, {"errors": [{"code": "QuotaExceeded", "message": "too many reports of this type"}]}
    report_id = state.new_id("report")
    state.reports[report_id] = {"seller": seller, "wish": wish, "at": state.clock.now(), "document": None}
    return 202, {"reportId": report_id}


def _report(state: Services, report_id: str) -> dict[str, Any]:
    """The report as it stands now; its content is what Amazon knew when it was made."""
    report = state.reports[report_id]
    made_at = report["at"] + state.making
    body = {
        "reportId": report_id,
        "reportType": report["wish"]["reportType"],
        "marketplaceIds": report["wish"]["marketplaceIds"],
        "createdTime": _stamp(report["at"]),
        "processingStatus": "IN_PROGRESS" if state.clock.now() < made_at else "DONE",
    }
    body |= {name: report["wish"][name] for name in ("dataStartTime", "dataEndTime") if name in report["wish"]}
    if body["processingStatus"] == "DONE":
        if report["document"] is None:
            content = content_of(state, report["seller"], report["wish"], made_at)
            if state.judged and content is not None:
                state.broken_rules += models.document_faults(report["wish"]["reportType"], content)
            report["document"] = "" if content is None else state.keep(content)
        if report["document"] == "":
            body["processingStatus"] = "CANCELLED"
        else:
            body |= {"reportDocumentId": report["document"], "processingEndTime": _stamp(made_at)}
    return body


async def get_report(request: Request, state: Services, seller: str) -> tuple[int, Any]:
    return 200, _report(state, request.path_params["id"])


async def get_reports(request: Request, state: Services, seller: str) -> tuple[int, Any]:
    types = request.query_params.get("reportTypes", "").split(",")
    since = datetime.fromisoformat(request.query_params.get("createdSince", "2000-01-01T00:00:00Z"))
    found = [
        _report(state, report_id)
        for report_id, report in state.reports.items()
        if report["seller"] == seller and report["wish"]["reportType"] in types and report["at"] >= since
    ]
    if SETTLEMENTS in types:
        found += [_settlement(state, name, since) for name in state.settlements.get(seller, ())]
    return 200, {"reports": found[::-1][:100]}


def _settlement(state: Services, name: str, since: datetime) -> dict[str, Any]:
    """Settlements are made by Amazon itself, every two weeks."""
    return {
        "reportId": f"R-{name}",
        "reportType": SETTLEMENTS,
        "createdTime": _stamp(since + timedelta(hours=1)),
        "processingStatus": "DONE",
        "reportDocumentId": name,
    }


async def get_report_document(request: Request, state: Services, seller: str) -> tuple[int, Any]:
    name = request.path_params["id"]
    return 200, {"reportDocumentId": name, "url": f"{state.base}/_documents/{name}", "compressionAlgorithm": "GZIP"}


async def create_query(request: Request, state: Services, seller: str) -> tuple[int, Any]:
    wish = await request.json()
    query, first = wish["query"], int(wish.get("paginationToken", "row 0").split(" ")[1])
    if faults := kiosk.query_faults(query, state.clock.now().date()):
        state.broken_rules += [f"createQuery: {fault}" for fault in faults]
        return 400, {"errors": [{"code": "InvalidInput", "message": faults[0]}]}
    query_id = state.new_id("query")
    state.queries[query_id] = {
        "seller": seller, "query": query, "first": first, "at": state.clock.now(), "document": None, "more": False,
    }  # fmt: skip
    return 202, {"queryId": query_id}


def _query(state: Services, query_id: str) -> dict[str, Any]:
    query = state.queries[query_id]
    made_at = query["at"] + state.making
    done = state.clock.now() >= made_at
    body = {
        "queryId": query_id,
        "query": query["query"],
        "createdTime": _stamp(query["at"]),
        "processingStatus": "DONE" if done else "IN_QUEUE",
    }
    if done:
        if query["document"] is None:
            rows = kiosk.rows(state, query["seller"], query["query"], made_at)[query["first"] :]
            query["more"] = len(rows) > state.kiosk_rows
            query["document"] = state.keep("\n".join(rows[: state.kiosk_rows]).encode(), packed=False)
        if query["more"]:
            body["pagination"] = {"nextToken": f"row {query['first'] + state.kiosk_rows}"}
        body["dataDocumentId"] = query["document"]
    return body


async def get_query(request: Request, state: Services, seller: str) -> tuple[int, Any]:
    return 200, _query(state, request.path_params["id"])


async def get_queries(request: Request, state: Services, seller: str) -> tuple[int, Any]:
    since = datetime.fromisoformat(request.query_params.get("createdSince", "2000-01-01T00:00:00Z"))
    found = [
        _query(state, query_id)
        for query_id, query in state.queries.items()
        if query["seller"] == seller and query["at"] >= since
    ][::-1]
    size = int(request.query_params.get("pageSize", 10))
    token = request.query_params.get("paginationToken")
    if token is not None and not token.endswith(f"of {since.isoformat()}"):
        state.broken_rules.append("getQueries: the next page was asked for with other values than the first")
    first = 0 if token is None else int(token.split(" ")[0])
    more = {"pagination": {"nextToken": f"{first + size} of {since.isoformat()}"}} if len(found) > first + size else {}
    return 200, {"queries": found[first : first + size], **more}


async def get_query_document(request: Request, state: Services, seller: str) -> tuple[int, Any]:
    name = request.path_params["id"]
    return 200, {"documentId": name, "documentUrl": f"{state.base}/_documents/{name}"}
