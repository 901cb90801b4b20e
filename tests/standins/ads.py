"""The Ads API v3: reports by day, lists of campaigns, budget usage. An identical request answers 425."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from standins.services import Services, refusal, services

MEDIA = "application/vnd.createasyncreportrequest.v3+json"
COLUMNS = {
    "spAdvertisedProduct": {
        "date", "campaignId", "campaignName", "adGroupId", "advertisedAsin", "impressions", "clicks", "cost",
        "purchases7d", "unitsSoldClicks7d", "sales7d", "attributedSalesSameSku7d",
    },
    "sdAdvertisedProduct": {
        "date", "campaignId", "campaignName", "adGroupId", "promotedAsin", "impressions", "clicks", "cost",
        "purchases", "unitsSold", "sales", "salesPromotedClicks",
    },
    "spCampaigns": {"date", "campaignId", "campaignName", "impressions", "topOfSearchImpressionShare"},
    "sbCampaigns": {
        "date", "campaignId", "campaignName", "impressions", "clicks", "cost", "purchases", "unitsSold", "sales",
        "salesPromoted", "topOfSearchImpressionShare",
    },
    "spSearchTerm": {
        "date", "campaignId", "campaignName", "adGroupId", "searchTerm", "matchType", "impressions", "clicks", "cost",
        "purchases7d", "sales7d",
    },
}  # fmt: skip
KEEPS = {
    "spAdvertisedProduct": 95, "sdAdvertisedProduct": 65, "spSearchTerm": 95, "spCampaigns": 95, "sbCampaigns": 60,
}  # fmt: skip
Answer = Callable[[Request, Services, str, str], Awaitable[tuple[int, Any]]]


def profiled(operation: str, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint of one operation, with login, headers, rate, faults; the profile names the marketplace (`p-US`)."""

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
    seller = state.seller_of(request.headers.get("authorization", "").removeprefix("Bearer "))
    if seller is None:
        return JSONResponse({"code": "401", "details": "Not authorized"}, 401)
    profile = request.headers.get("Amazon-Advertising-API-Scope", "")
    if not request.headers.get("Amazon-Advertising-API-ClientId") or "-" not in profile:
        state.broken_rules.append(f"{operation}: headers of the Ads API are missing")
        return JSONResponse({"code": "400", "details": "headers"}, 400)
    state.log.append((seller, f"{operation} {request.url.path}"))
    if operation in state.roles_lost:
        return refusal(403, "UNAUTHORIZED", "not allowed")
    if fault := state.fault(operation):
        return fault
    marketplace = profile.rsplit("-", 1)[1]
    if not state.allowed(operation, f"{seller}/{profile}"):
        return JSONResponse({"code": "429", "details": "Too many requests"}, 429, headers={"Retry-After": "5"})
    status, body = await answer(request, state, seller, marketplace)
    return JSONResponse(body, status)


async def create_report(request: Request, state: Services, seller: str, marketplace: str) -> tuple[int, Any]:
    body = await request.json()
    wish = {**body, "name": ""}
    settings = body["configuration"]
    kind = settings["reportTypeId"]
    first, last = date.fromisoformat(body["startDate"]), date.fromisoformat(body["endDate"])
    oldest = state.clock.now().date() - timedelta(days=KEEPS[kind] + 1)
    if (
        request.headers.get("content-type") != MEDIA
        or settings["format"] != "GZIP_JSON"
        or settings["timeUnit"] != "DAILY"
        or not set(settings["columns"]) <= COLUMNS[kind]
        or not first <= last <= first + timedelta(days=30)
        or first < oldest
    ):
        state.broken_rules.append(f"ads: a report that is not as documented: {body}")
        return 400, {"code": "400", "detail": "invalid"}
    for report_id, report in state.ad_reports.items():
        if report["wish"] == wish and (report["seller"], report["marketplace"]) == (seller, marketplace):
            age = state.clock.now() - report["at"]
            if age < timedelta(hours=12):
                return 425, {"code": "425", "detail": f"The Request is a duplicate of : {report_id}"}
    report_id = state.new_id("a15115d8-")
    state.ad_reports[report_id] = {
        "seller": seller, "marketplace": marketplace, "wish": wish, "at": state.clock.now(), "document": None,
    }  # fmt: skip
    return 200, {"reportId": report_id, "status": "PENDING", "url": None}


async def get_report(request: Request, state: Services, seller: str, marketplace: str) -> tuple[int, Any]:
    report_id = request.path_params["id"]
    report = state.ad_reports[report_id]
    made_at = report["at"] + state.making * 4
    if state.clock.now() < made_at:
        return 200, {"reportId": report_id, "status": "PROCESSING", "url": None}
    if report["document"] is None:
        report["document"] = state.keep(_content(state, report, made_at))
    url = f"{state.base}/_documents/{report['document']}"
    return 200, {"reportId": report_id, "status": "COMPLETED", "url": url}


def _content(state: Services, report: dict[str, Any], at: datetime) -> bytes:
    kind = report["wish"]["configuration"]["reportTypeId"]
    day, last = date.fromisoformat(report["wish"]["startDate"]), date.fromisoformat(report["wish"]["endDate"])
    rows = []
    while day <= last:
        for number, asin in enumerate(state.world.asins(report["seller"], report["marketplace"])):
            figures = state.world.reported(report["seller"], report["marketplace"], asin, day, at)
            if figures is None or (number % 5 and kind in ("sdAdvertisedProduct", "sbCampaigns")):
                continue
            common = {
                "date": day.isoformat(),
                "campaignId": 9000000000000 + number,
                "campaignName": f"Campaign {number}",
                "adGroupId": 8000000000000 + number,
                "impressions": figures.impressions,
                "clicks": figures.clicks,
                "cost": figures.spend,
            }
            rows.append(common | _own(kind, asin, figures.ad_orders, figures.ad_sales))
        day += timedelta(days=1)
    return json.dumps(rows).encode()


def _own(kind: str, asin: str, orders: int, sales: float) -> dict[str, Any]:
    if kind == "spAdvertisedProduct":
        return {"advertisedAsin": asin, "purchases7d": orders, "unitsSoldClicks7d": orders, "sales7d": sales,
                "attributedSalesSameSku7d": sales}  # fmt: skip
    if kind == "sdAdvertisedProduct":
        return {"promotedAsin": asin, "campaignId": 7000000000000 + int(asin[-4:]), "purchases": orders,
                "unitsSold": orders, "sales": sales, "salesPromotedClicks": sales}  # fmt: skip
    if kind == "sbCampaigns":
        return {"campaignId": 6000000000000 + int(asin[-4:]), "purchases": orders, "unitsSold": orders,
                "sales": sales, "salesPromoted": sales, "topOfSearchImpressionShare": 0.25}  # fmt: skip
    if kind == "spCampaigns":
        return {"topOfSearchImpressionShare": 0.5}
    return {"searchTerm": f"thing {asin[-4:]}", "matchType": "BROAD", "purchases7d": orders, "sales7d": sales}


async def sp_campaigns(request: Request, state: Services, seller: str, marketplace: str) -> tuple[int, Any]:
    """Ids are strings here, numbers in reports."""
    if request.headers.get("content-type") != "application/vnd.spCampaign.v3+json":
        return 415, {"code": "415"}
    body = await request.json()
    start, size = int(body.get("nextToken", 0)), body["maxResults"]
    asins = state.world.asins(seller, marketplace)
    found = [
        {
            "campaignId": str(9000000000000 + number),
            "name": f"Campaign {number}",
            "state": "ENABLED",
            "targetingType": "MANUAL" if number % 2 else "AUTO",
            "dynamicBidding": {"strategy": "LEGACY_FOR_SALES"},
            "budget": {"budget": 25.0, "budgetType": "DAILY"},
            "startDate": "2026-01-01",
        }
        for number in range(len(asins))
    ][start : start + size]
    more = {"nextToken": str(start + size)} if start + size < len(asins) else {}
    return 200, {"campaigns": found, "totalResults": len(asins), **more}


async def sb_campaigns(request: Request, state: Services, seller: str, marketplace: str) -> tuple[int, Any]:
    campaign = {"campaignId": "6000000000001", "name": "Brand", "state": "PAUSED", "budget": 40.0}
    return 200, {"campaigns": [{**campaign, "budgetType": "DAILY"}], "totalResults": 1}


async def sd_campaigns(request: Request, state: Services, seller: str, marketplace: str) -> tuple[int, Any]:
    campaign = {"campaignId": 7000000000000, "name": "Display", "state": "enabled", "budget": 15.0}
    return 200, [{**campaign, "budgetType": "daily"}]


async def budget_usage(request: Request, state: Services, seller: str, marketplace: str) -> tuple[int, Any]:
    ids = (await request.json())["campaignIds"]
    if len(ids) > 100:
        return 400, {"code": "400"}
    at = f"{state.clock.now() - timedelta(minutes=2):%Y-%m-%dT%H:%M:%SZ}"
    return 200, {
        "success": [
            {
                "campaignId": campaign,
                "index": index,
                "budget": 25.0,
                "budgetUsagePercent": 101.0 if campaign in state.budgets_spent else 40.0,
                "usageUpdatedTimestamp": at,
            }
            for index, campaign in enumerate(ids)
        ],
        "error": [],
    }


async def profiles(request: Request, state: Services, seller: str, marketplace: str) -> tuple[int, Any]:
    return 200, [{"profileId": f"{seller}-{place}", "countryCode": place} for _, place in state.world.catalog]
