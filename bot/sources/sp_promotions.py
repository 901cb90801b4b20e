"""Coupons and deals: when they run, how deep they are, how much of the budget is spent."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.records.dataset import MARKETPLACE_ZONES
from bot.records.sources import TableRows
from bot.sources.asking import Document, document
from bot.sources.sp_reports import Reports, report_wish
from bot.sources.steps import Steps, together
from bot.sources.work import Work

COUPONS = "GET_COUPON_PERFORMANCE_REPORT"
DEALS = "GET_PROMOTION_PERFORMANCE_REPORT"
AHEAD = timedelta(days=30)
_COLUMNS = (
    "account", "marketplace", "asin", "promotion_id", "kind", "starts_on", "ends_on", "discount_pct", "budget", "spent",
    "state",
)  # fmt: skip
_KINDS = {
    "BEST_DEAL": "deal", "DEAL_OF_THE_DAY": "deal", "LIGHTNING_DEAL": "deal", "PRICE_DISCOUNT": "sale_price",
    "SALES_DISCOUNT": "sale_price", "COUPON": "coupon",
}  # fmt: skip
Read = Callable[[Mapping[str, Any], str, str, str], list[tuple[object, ...]]]


def promotions(work: Work) -> Steps[None]:
    """Both reports once a day, over the back-fill and a month ahead."""
    work.plan(2)
    yield from together(
        work.clock,
        [_one(work, COUPONS, "couponStartDate", coupon_rows), _one(work, DEALS, "promotionStartDate", deal_rows)],
    )


def _one(work: Work, report_type: str, prefix: str, read: Read) -> Steps[None]:
    reports = Reports(work.caller("selling_partner"), work.ledger, work.name)
    options = {
        f"{prefix}From": f"{work.first_day()}T00:00:00Z",
        f"{prefix}To": f"{work.today() + AHEAD}T00:00:00Z",
    }
    wish = report_wish(report_type, work.marketplace_id, None, None, options)
    got = yield from document(work, reports, wish, work.today().isoformat())
    if isinstance(got, Document):
        rows = read(json.loads(got.content), work.name, work.marketplace, work.marketplace_id) if got.content else []
        work.store([TableRows("promotions", _COLUMNS, rows)], got.asked)
    work.finish()


def _day(stamp: str, marketplace: str) -> date:
    return datetime.fromisoformat(stamp).astimezone(ZoneInfo(MARKETPLACE_ZONES[marketplace])).date()


def coupon_rows(
    report: Mapping[str, Any], account: str, marketplace: str, marketplace_id: str
) -> list[tuple[object, ...]]:
    """One row a coupon and ASIN. The discount of an amount off is unknown in percent."""
    return [
        (account, marketplace, product["asin"], coupon["couponId"], "coupon",
         _day(coupon["startDateTime"], marketplace), _day(coupon["endDateTime"], marketplace),
         coupon.get("discountAmount") if coupon.get("discountType") == "PERCENT_OFF_LIST_PRICE" else None,
         coupon.get("budget"), coupon["budgetSpent"], None)
        for coupon in report["coupons"]
        if coupon["marketplaceId"] == marketplace_id
        for product in coupon["asins"]
    ]  # fmt: skip


def deal_rows(
    report: Mapping[str, Any], account: str, marketplace: str, marketplace_id: str
) -> list[tuple[object, ...]]:
    """One row a deal and ASIN; promotion codes, which only those see who have them, are left out."""
    return [
        (account, marketplace, product["asin"], deal["promotionId"], _KINDS[deal["type"]],
         _day(deal["startDateTime"], marketplace), _day(deal["endDateTime"], marketplace), None, None,
         product.get("productAmountSpent"), deal["status"])
        for deal in report["promotions"]
        if deal["marketplaceId"] == marketplace_id and deal["type"] in _KINDS
        for product in deal["includedProducts"]
    ]  # fmt: skip
