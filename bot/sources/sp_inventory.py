"""FBA inventory of today, by ASIN, from the inventory summaries (a picture of the present, taken every few hours)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.records.sources import TableRows
from bot.sources.failures import WrongAnswer
from bot.sources.pages import to_ask
from bot.sources.steps import Steps
from bot.sources.work import Work

OPERATION = "getInventorySummaries"
PATH = "/fba/inventory/v1/summaries"
TOKEN_TRIES = 3
_COLUMNS = (
    "account", "marketplace", "asin", "date", "available", "reserved", "fc_transfer", "inbound", "inbound_working",
    "unfulfillable",
)  # fmt: skip


def inventory(work: Work) -> Steps[None]:
    """All pages are read in one go: Amazon's token for the next page dies within 30 seconds."""
    work.plan(1)
    asked = to_ask(work, OPERATION, {}, work.block())
    if asked is not None:
        summaries = yield from _summaries(work)
        rows = inventory_rows(summaries)
        day = work.picture_day()
        facts = [(work.name, work.marketplace, asin, day, *values) for asin, values in rows.items()]
        skus = [(work.name, work.marketplace, s["asin"], s["sellerSku"]) for s in summaries if s.get("asin")]
        work.store(
            [
                TableRows("inventory_daily", _COLUMNS, facts),
                TableRows("products", ("account", "marketplace", "asin", "sku"), skus),
            ],
            asked,
        )
    work.finish()


def _summaries(work: Work) -> Steps[list[Mapping[str, Any]]]:
    """All pages; from the first one again where the token for the next page has died."""
    found: list[Mapping[str, Any]] = []
    token, left = None, TOKEN_TRIES
    while True:
        try:
            rows, following = yield from inventory_page(work, token)
        except WrongAnswer:
            if token is None or left == 0:  # not the token's age: the request itself is refused
                raise
            found, token, left = [], None, left - 1
            continue
        found += rows
        if not following:
            return found
        if following == token:
            raise ValueError("the next page's token does not change")
        token = following


def inventory_page(work: Work, token: str | None) -> Steps[tuple[list[Mapping[str, Any]], str | None]]:
    """One page, and the token of the next."""
    params: dict[str, str | int] = {
        "details": "true",
        "granularityType": "Marketplace",
        "granularityId": work.marketplace_id,
        "marketplaceIds": work.marketplace_id,
    }
    if token is not None:
        params["nextToken"] = token
    answer = yield from work.caller("selling_partner").call(OPERATION, "GET", PATH, params=params)
    body = answer.json()
    return body["payload"]["inventorySummaries"], (body.get("pagination") or {}).get("nextToken")


def inventory_rows(summaries: Sequence[Mapping[str, Any]]) -> dict[str, list[int | None]]:
    """New units by ASIN over its SKUs: available, reserved, in transfer, inbound, inbound working, unfulfillable."""
    found: dict[str, list[int | None]] = {}
    for summary in summaries:
        details = summary.get("inventoryDetails")
        if not summary.get("asin") or details is None or summary.get("condition", "NewItem") != "NewItem":
            continue
        reserved = details.get("reservedQuantity") or {}
        inbound = [details.get("inboundShippedQuantity"), details.get("inboundReceivingQuantity")]
        values = [
            details.get("fulfillableQuantity"),
            reserved.get("totalReservedQuantity"),
            reserved.get("pendingTransshipmentQuantity"),
            None if None in inbound else sum(inbound),
            details.get("inboundWorkingQuantity"),
            (details.get("unfulfillableQuantity") or {}).get("totalUnfulfillableQuantity"),
        ]
        old = found.get(summary["asin"])
        found[summary["asin"]] = (
            values if old is None else [None if None in (a, b) else a + b for a, b in zip(old, values, strict=True)]
        )
    return found
