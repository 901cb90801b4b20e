"""The account health report: is the account in danger, and the rates that Amazon holds sellers to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.records.sources import TableRows
from bot.sources.asking import Document, document
from bot.sources.sp_reports import Reports, report_wish
from bot.sources.steps import Steps
from bot.sources.work import Work

REPORT = "GET_V2_SELLER_PERFORMANCE_REPORT"
_COLUMNS = (
    "account", "marketplace", "date", "storage_type", "order_defect_rate", "late_shipment_rate", "status",
)  # fmt: skip


def health(work: Work) -> Steps[None]:
    """Once a day."""
    work.plan(1)
    today, day = work.today(), work.picture_day()
    reports = Reports(work.caller("selling_partner"), work.ledger, work.name)
    got = yield from document(
        work, reports, report_wish(REPORT, work.marketplace_id, None, None, {}), today.isoformat()
    )
    if isinstance(got, Document):
        if got.content:
            values = health_of(json.loads(got.content), work.marketplace_id)
            work.store([TableRows("account_health", _COLUMNS, [(work.name, work.marketplace, day, "", *values)])],
                       got.asked)  # fmt: skip
        else:
            work.not_arrived(got.asked, [day])
    work.finish()


def health_of(report: Mapping[str, Any], marketplace_id: str) -> tuple[float | None, float | None, str | None]:
    """Order defect rate and late shipment rate in percent, and the account's status, of one marketplace.

    The order defect rate is that of all orders: defects over orders of both ways of shipping. A rate of no orders is
    unknown.
    """
    status = next((s["status"] for s in report["accountStatuses"] if s["marketplaceId"] == marketplace_id), None)
    metrics = report["performanceMetrics"]
    mine = [m for m in metrics if m.get("marketplaceId", marketplace_id) == marketplace_id]
    if not mine:
        return None, None, status
    rates = [mine[0]["orderDefectRate"][way] for way in ("afn", "mfn") if way in mine[0].get("orderDefectRate", {})]
    orders = sum(rate["orderCount"] for rate in rates)
    defects = sum(rate["orderWithDefects"]["count"] for rate in rates)
    late = mine[0].get("lateShipmentRate") or {}
    return (
        round(100 * defects / orders, 4) if orders else None,
        round(100 * late["rate"], 4) if late.get("orderCount") else None,
        status,
    )
