"""Competitive summary: who holds the Featured Offer, at what price, and what others ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.records.sources import TableRows
from bot.sources.pages import to_ask
from bot.sources.steps import Steps
from bot.sources.work import Work

OPERATION = "getCompetitiveSummary"
PATH = "/batches/products/pricing/2022-05-01/items/competitiveSummary"
ASINS_A_CALL = 20
_COLUMNS = (
    "account", "marketplace", "asin", "date", "our_price", "buy_box_price", "buy_box_is_ours", "featured_offer_status",
    "lowest_other_price", "other_offers", "other_sellers", "competitive_price_threshold",
)  # fmt: skip


def pricing(work: Work) -> Steps[None]:
    """Twenty products a call, one call in half a minute."""
    asins = [item.asin for item in work.ledger.items(work.name, work.marketplace)]
    chunks = [asins[i : i + ASINS_A_CALL] for i in range(0, len(asins), ASINS_A_CALL)]
    work.plan(len(chunks))
    epoch = work.block()
    seller = work.account.selling_partner.seller_id if work.account.selling_partner else ""
    for chunk in chunks:
        asked = to_ask(work, OPERATION, {"asins": chunk}, epoch)
        if asked is not None:
            body = {"requests": [_request(asin, work.marketplace_id) for asin in chunk]}
            answer = yield from work.caller("selling_partner").call(OPERATION, "POST", PATH, json=body)
            answers = [
                response["body"] for response in answer.json()["responses"] if response["status"]["statusCode"] == 200
            ]
            day = work.picture_day()
            rows = [(work.name, work.marketplace, body["asin"], day, *offer_of(body, seller)) for body in answers]
            work.store([TableRows("offers", _COLUMNS, rows)], asked)
        work.finish()


def _request(asin: str, marketplace_id: str) -> dict[str, Any]:
    return {
        "asin": asin,
        "marketplaceId": marketplace_id,
        "includedData": ["featuredBuyingOptions", "referencePrices", "lowestPricedOffers"],
        "lowestPricedOffersInputs": [{"itemCondition": "New", "offerType": "Consumer"}],
        "method": "GET",
        "uri": "/products/pricing/2022-05-01/items/competitiveSummary",
    }


def offer_of(body: Mapping[str, Any], seller: str) -> tuple[object, ...]:
    """The columns of `offers` from our price on. Prices are what a buyer pays, shipping included.

    The Featured Offer differs by where a buyer is: the one that most page views see counts. Without our seller id
    nobody can say whose it is.
    """
    featured = _featured(body)
    offers = [
        offer
        for group in body.get("lowestPricedOffers", [])
        if group["lowestPricedOffersInput"]["itemCondition"] == "New"
        for offer in group["offers"]
    ]
    others = [offer for offer in offers if offer["sellerId"] != seller]
    ours = [_landed(offer) for offer in offers if offer["sellerId"] == seller]
    status: str
    is_ours: int | None
    if "featuredBuyingOptions" not in body or (featured is not None and not seller):
        status, is_ours = "UNKNOWN", None
    elif featured is None:
        status, is_ours = "NONE", 0
    else:
        mine = featured["sellerId"] == seller
        status, is_ours = ("OURS" if mine else "OTHER"), int(mine)
        if mine and not ours:
            ours = [_landed(featured)]
    threshold = next(
        (p["price"]["amount"] for p in body.get("referencePrices", []) if p["name"] == "CompetitivePriceThreshold"),
        None,
    )
    known = bool(seller) and "lowestPricedOffers" in body
    return (
        min(ours, default=None) if seller else None,
        None if featured is None else _landed(featured),
        is_ours,
        status,
        min(map(_landed, others), default=None) if known else None,
        len(others) if known else None,
        ";".join(sorted({offer["sellerId"] for offer in others})) if known else None,
        threshold,
    )


def _featured(body: Mapping[str, Any]) -> Mapping[str, Any] | None:
    offers: Sequence[Mapping[str, Any]] = [
        offer for option in body.get("featuredBuyingOptions", []) for offer in option["segmentedFeaturedOffers"]
    ]
    return max(offers, key=_views, default=None)


def _views(offer: Mapping[str, Any]) -> float:
    """The share of page views that see this offer featured."""
    segments = offer.get("featuredOfferSegments", [])
    return sum(float((s.get("segmentDetails") or {}).get("glanceViewWeightPercentage") or 0) for s in segments)


def _landed(offer: Mapping[str, Any]) -> float:
    shipping = [
        option["price"]["amount"]
        for option in offer.get("shippingOptions", [])
        if option["shippingOptionType"] == "DEFAULT"
    ]
    return round(float(offer["listingPrice"]["amount"]) + (float(shipping[0]) if shipping else 0.0), 2)
