"""All stand-ins on one loopback port, in a thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from standins import ads, keepa, pictures
from standins import selling_partner as sp
from standins.services import Services, document, login, services


async def clock(request: Request) -> Response:
    """The stand-in's time for another process: GET reads it, POST sleeps."""
    state = services(request)
    if request.method == "POST":
        state.clock.sleep(float(request.query_params["seconds"]))
    return PlainTextResponse(state.clock.now().isoformat())


def application(state: Services) -> Starlette:
    reports, kiosk = "/reports/2021-06-30", "/dataKiosk/2023-11-15"
    app = Starlette(
        routes=[
            Route("/_clock", clock, methods=["GET", "POST"]),
            Route("/_documents/{name}", document),
            Route("/auth/o2/token", login, methods=["POST"]),
            Route(f"{reports}/reports", sp.judged("createReport", sp.create_report), methods=["POST"]),
            Route(f"{reports}/reports", sp.judged("getReports", sp.get_reports)),
            Route(f"{reports}/reports/{{id}}", sp.judged("getReport", sp.get_report)),
            Route(f"{reports}/documents/{{id}}", sp.judged("getReportDocument", sp.get_report_document)),
            Route(f"{kiosk}/queries", sp.judged("createQuery", sp.create_query), methods=["POST"]),
            Route(f"{kiosk}/queries", sp.judged("getQueries", sp.get_queries)),
            Route(f"{kiosk}/queries/{{id}}", sp.judged("getQuery", sp.get_query)),
            Route(f"{kiosk}/documents/{{id}}", sp.judged("getDocument", sp.get_query_document)),
            Route("/fba/inventory/v1/summaries", sp.judged("getInventorySummaries", pictures.inventory)),
            Route("/listings/2021-08-01/items/{seller}", sp.judged("searchListingsItems", pictures.search_listings)),
            Route("/catalog/2022-04-01/items", sp.judged("searchCatalogItems", pictures.search_catalog)),
            Route(
                "/batches/products/pricing/2022-05-01/items/competitiveSummary",
                sp.judged("getCompetitiveSummary", pictures.competitive_summary),
                methods=["POST"],
            ),
            Route("/sales/v1/orderMetrics", sp.judged("getOrderMetrics", pictures.order_metrics)),
            Route(
                "/customerFeedback/2024-06-01/items/{asin}/reviews/topics",
                sp.judged("getItemReviewTopics", pictures.review_topics),
            ),
            Route("/sp/campaigns/list", ads.profiled("ads/list", ads.sp_campaigns), methods=["POST"]),
            Route("/sb/v4/campaigns/list", ads.profiled("ads/list", ads.sb_campaigns), methods=["POST"]),
            Route("/sd/campaigns", ads.profiled("ads/list", ads.sd_campaigns)),
            Route("/sp/campaigns/budget/usage", ads.profiled("ads/budgetUsage", ads.budget_usage), methods=["POST"]),
            Route(
                "/sellers/v1/marketplaceParticipations",
                sp.judged("getMarketplaceParticipations", pictures.participations),
            ),
            Route("/v2/profiles", ads.profiled("ads/profiles", ads.profiles)),
            Route("/token", keepa.token),
            Route("/product", keepa.product),
            Route("/reporting/reports", ads.profiled("ads/createReport", ads.create_report), methods=["POST"]),
            Route("/reporting/reports/{id}", ads.profiled("ads/getReport", ads.get_report)),
        ]
    )
    app.state.services = state
    return app


@contextmanager
def running(state: Services) -> Iterator[str]:
    """The base address while the server runs."""
    config = uvicorn.Config(
        application(state), host="127.0.0.1", port=0, log_level="critical", lifespan="off", ws="none"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 10
    while not server.started:
        if time.monotonic() > deadline:
            raise RuntimeError("the stand-in did not start")
        time.sleep(0.005)
    port = server.servers[0].sockets[0].getsockname()[1]
    state.base = f"http://127.0.0.1:{port}"
    try:
        yield state.base
    finally:
        server.should_exit = True
        thread.join(10)
