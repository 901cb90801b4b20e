"""Listings of the account: which products there are, whether they can be bought, and what Amazon holds against them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from bot.records.sources import TableRows
from bot.records.text import Say
from bot.sources.failures import SourceFailure
from bot.sources.pages import all_pages, to_ask
from bot.sources.steps import Steps
from bot.sources.work import Work

OPERATION = "searchListingsItems"
PAGE = 20
_RANKS = {"BUYABLE": 0, "DISCOVERABLE": 1, "SUPPRESSED": 2, "INACTIVE": 3}


def listings(work: Work) -> Steps[None]:
    """Several SKUs of an ASIN make one row with the best status: for what one of them sells can be bought."""
    work.plan(1)
    epoch = work.block()
    asked = to_ask(work, f"{OPERATION}/all", {}, epoch)
    if asked is not None:
        items = yield from all_pages(work, OPERATION, epoch, partial(listings_page, work))
        work.store(_tables(work, items), asked)
    work.finish()


def listings_page(work: Work, token: str | None) -> Steps[tuple[list[Any], str | None]]:
    """One page of SKUs in plain values, and the token of the next. Raises SourceFailure without a seller id."""
    seller = work.account.selling_partner.seller_id if work.account.selling_partner else ""
    if not seller:
        raise SourceFailure(Say("sources-seller-id-missing", {"account": work.name}))
    params: dict[str, str | int] = {
        "marketplaceIds": work.marketplace_id,
        "includedData": "summaries,issues,offers",
        "issueLocale": "en_US",
        "pageSize": PAGE,
    }
    if token is not None:
        params["pageToken"] = token
    path = f"/listings/2021-08-01/items/{seller}"
    answer = yield from work.caller("selling_partner").call(OPERATION, "GET", path, params=params)
    body = answer.json()
    rows = [row for item in body["items"] if (row := listing_of(item, work.marketplace_id)) is not None]
    return rows, (body.get("pagination") or {}).get("nextToken")


def listing_of(item: Mapping[str, Any], marketplace_id: str) -> dict[str, Any] | None:
    """One SKU in plain values; None where it has no ASIN in the marketplace."""
    summary = next((s for s in item.get("summaries", []) if s["marketplaceId"] == marketplace_id), None)
    if summary is None or not summary.get("asin"):
        return None
    issues = [
        issue for issue in item.get("issues", []) if marketplace_id in issue.get("marketplaceIds", [marketplace_id])
    ]
    actions = sorted({action for issue in issues for action in enforced(issue)})
    worst = sorted((i for i in issues if i["severity"] == "ERROR"), key=lambda i: not enforced(i))
    price = next((o["price"] for o in item.get("offers", [])
                  if o["marketplaceId"] == marketplace_id and o["offerType"] == "B2C"), None)  # fmt: skip
    return {
        "asin": summary["asin"],
        "sku": item["sku"],
        "title": summary.get("itemName"),
        "status": status_of(summary.get("status", []), actions),
        "enforcement": " ".join(actions) or None,
        "issue": worst[0]["message"] if worst else None,
        "price": None if price is None else float(price["amount"]),
        "currency": None if price is None else price["currencyCode"],
    }


def enforced(issue: Mapping[str, Any]) -> list[str]:
    """What Amazon does because of the issue, unless the seller is exempt for now."""
    enforcements = issue.get("enforcements")
    if enforcements is None or enforcements["exemption"]["status"] != "NOT_EXEMPT":
        return []
    return [action["action"] for action in enforcements["actions"]]


def status_of(statuses: Sequence[str], actions: Sequence[str]) -> str:
    """BUYABLE, DISCOVERABLE, SUPPRESSED (Amazon took it down) or INACTIVE (not for sale, no enforcement says why)."""
    if "BUYABLE" in statuses:
        return "BUYABLE"
    if any("SUPPRESSED" in action or "REMOVED" in action for action in actions):
        return "SUPPRESSED"
    return "DISCOVERABLE" if "DISCOVERABLE" in statuses else "INACTIVE"


def _tables(work: Work, items: Sequence[Mapping[str, Any]]) -> list[TableRows]:
    best: dict[str, Mapping[str, Any]] = {}
    for item in items:
        old = best.get(item["asin"])
        if old is None or _RANKS[item["status"]] < _RANKS[old["status"]]:
            best[item["asin"]] = item
    day, where = work.picture_day(), (work.name, work.marketplace)
    states = [(*where, asin, day, i["status"], i["enforcement"], i["issue"]) for asin, i in best.items()]
    known = [(*where, asin, i["sku"], i["title"]) for asin, i in best.items()]
    priced = [(*where, asin, i["price"], i["currency"]) for asin, i in best.items() if i["price"] is not None]
    key = ("account", "marketplace", "asin")
    return [
        TableRows("listings", (*key, "date", "status", "enforcement", "issue"), states),
        TableRows("products", (*key, "sku", "title"), known),
        TableRows("products", (*key, "price", "currency"), priced),
    ]
