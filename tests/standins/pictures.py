"""Answers about the present: listings, stock, catalogue, offers, orders, review topics; page by page as on Amazon."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from starlette.requests import Request

from bot.sources.places import MARKETPLACE_IDS, MARKETPLACES_BY_ID
from standins.services import Services
from standins.world import roll

INVENTORY_PAGE = 50
INVENTORY_TOKEN_LIVES = timedelta(seconds=30)
COMPETITOR = "ACOMPETITOR1"


def _place(request: Request) -> tuple[str, str]:
    marketplace_id = request.query_params.get("marketplaceIds") or request.query_params["marketplaceId"]
    return marketplace_id, MARKETPLACES_BY_ID[marketplace_id]


async def search_listings(request: Request, state: Services, seller: str) -> tuple[int, Any]:
    marketplace_id, marketplace = _place(request)
    asins = state.world.asins(seller, marketplace)
    size, start = int(request.query_params.get("pageSize", 10)), int(request.query_params.get("pageToken", 0))
    items = [_listing(state, asin, marketplace_id) for asin in asins[start : start + size]]
    more = {"pagination": {"nextToken": str(start + size)}} if start + size < len(asins) else {}
    return 200, {"numberOfResults": len(asins), "items": items, **more}


def _listing(state: Services, asin: str, marketplace_id: str) -> dict[str, Any]:
    suppressed = asin in state.suppressed
    stamp = "2026-01-01T00:00:00Z"
    issue = {
        "code": "18027",
        "message": "The main image has text that is not permitted.",
        "severity": "ERROR",
        "categories": ["INVALID_IMAGE"],
        "enforcements": {
            "actions": [{"action": "LISTING_SUPPRESSED"}],
            "exemption": {"status": "NOT_EXEMPT"},
        },
        "marketplaceIds": [marketplace_id],
    }
    return {
        "sku": f"SKU-{asin}",
        "summaries": [
            {
                "marketplaceId": marketplace_id,
                "asin": asin,
                "productType": "LUGGAGE",
                "conditionType": "new_new",
                "status": [] if suppressed else ["BUYABLE", "DISCOVERABLE"],
                "itemName": f"Thing {asin}",
                "createdDate": stamp,
                "lastUpdatedDate": stamp,
            }
        ],
        "issues": [issue] if suppressed else [],
        "offers": [
            {
                "marketplaceId": marketplace_id,
                "offerType": "B2C",
                "price": {"currencyCode": "USD", "amount": f"{state.world.price:.2f}"},
            }
        ],
    }


async def inventory(request: Request, state: Services, seller: str) -> tuple[int, Any]:
    marketplace_id, marketplace = _place(request)
    asins = state.world.asins(seller, marketplace)
    start = 0
    if "nextToken" in request.query_params:
        start, made = map(float, request.query_params["nextToken"].split("@"))
        if state.clock.now().timestamp() - made > INVENTORY_TOKEN_LIVES.total_seconds():
            return 400, {"errors": [{"code": "InvalidInput", "message": "Next token is invalid/expired"}]}
    start = int(start)
    summaries = [
        {
            "asin": asin,
            "fnSku": f"X{asin[1:]}",
            "sellerSku": f"SKU-{asin}{suffix}",
            "condition": condition,
            "inventoryDetails": _stock(roll(seller, asin, suffix)),
            "totalQuantity": 0,
        }
        for asin in asins[start : start + INVENTORY_PAGE]
        for suffix, condition in (("", "NewItem"), ("-B", "NewItem"), ("-U", "UsedGood"))
    ]
    body: dict[str, Any] = {
        "payload": {
            "granularity": {"granularityType": "Marketplace", "granularityId": marketplace_id},
            "inventorySummaries": summaries,
        }
    }
    if start + INVENTORY_PAGE < len(asins):
        body["pagination"] = {"nextToken": f"{start + INVENTORY_PAGE}@{state.clock.now().timestamp()}"}
    return 200, body


def _stock(seed: int) -> dict[str, Any]:
    return {
        "fulfillableQuantity": seed % 100,
        "inboundWorkingQuantity": (seed >> 2) % 10,
        "inboundShippedQuantity": (seed >> 4) % 10,
        "inboundReceivingQuantity": (seed >> 6) % 10,
        "reservedQuantity": {
            "totalReservedQuantity": 5 + (seed >> 8) % 10,
            "pendingCustomerOrderQuantity": 2,
            "pendingTransshipmentQuantity": 3,
            "fcProcessingQuantity": 0,
        },
        "unfulfillableQuantity": {"totalUnfulfillableQuantity": (seed >> 10) % 3},
    }


async def search_catalog(request: Request, state: Services, seller: str) -> tuple[int, Any]:
    marketplace_id, _ = _place(request)
    items = [_page(asin, marketplace_id) for asin in request.query_params["identifiers"].split(",")]
    return 200, {"numberOfResults": len(items), "items": items}


def _page(asin: str, marketplace_id: str) -> dict[str, Any]:
    rank = 100 + roll(asin) % 5000
    image = {"variant": "MAIN", "link": f"https://images.example.com/I/{asin}.jpg", "height": 500, "width": 500}
    return {
        "asin": asin,
        "attributes": {"bullet_point": [{"value": "Light", "language_tag": "en_US"}, {"value": "Strong"}]},
        "images": [{"marketplaceId": marketplace_id, "images": [image, {**image, "variant": "PT01"}]}],
        "relationships": [
            {
                "marketplaceId": marketplace_id,
                "relationships": [
                    {
                        "type": "VARIATION",
                        "parentAsins": ["B0PARENT00"],
                        "variationTheme": {"attributes": ["color"], "theme": "COLOR_NAME"},
                    }
                ],
            }
        ],
        "salesRanks": [
            {
                "marketplaceId": marketplace_id,
                "displayGroupRanks": [{"websiteDisplayGroup": "luggage", "title": "Luggage", "rank": rank}],
                "classificationRanks": [{"classificationId": "15743971", "title": "Carry-Ons", "rank": rank // 10}],
            }
        ],
        "summaries": [
            {
                "marketplaceId": marketplace_id,
                "brand": "Lightstep",
                "itemName": f"Thing {asin}",
                "browseClassification": {"displayName": "Carry-Ons", "classificationId": "15743971"},
            }
        ],
    }


async def competitive_summary(request: Request, state: Services, seller: str) -> tuple[int, Any]:
    wishes = (await request.json())["requests"]
    return 200, {"responses": [_summary(state, wish, seller) for wish in wishes]}


def _offer(seller: str, price: float) -> dict[str, Any]:
    return {
        "sellerId": seller,
        "condition": "New",
        "fulfillmentType": "AFN",
        "listingPrice": {"amount": price, "currencyCode": "USD"},
        "shippingOptions": [{"shippingOptionType": "DEFAULT", "price": {"amount": 0.5, "currencyCode": "USD"}}],
    }


def _summary(state: Services, wish: dict[str, Any], seller: str) -> dict[str, Any]:
    ours, price = f"A{seller.upper()}", state.world.price
    holder = COMPETITOR if wish["asin"] in state.lost_offers else ours
    segments = [
        {"customerMembership": "NON_PRIME", "segmentDetails": {"glanceViewWeightPercentage": 80}},
    ]
    featured = {**_offer(holder, price - 1 if holder == COMPETITOR else price), "featuredOfferSegments": segments}
    return {
        "status": {"statusCode": 200, "reasonPhrase": "Success"},
        "body": {
            "asin": wish["asin"],
            "marketplaceId": wish["marketplaceId"],
            "featuredBuyingOptions": [
                {"buyingOptionType": "New", "segmentedFeaturedOffers": [featured]},
            ],
            "lowestPricedOffers": [
                {
                    "lowestPricedOffersInput": {"itemCondition": "New", "offerType": "Consumer"},
                    "offers": [_offer(COMPETITOR, price - 1), _offer(ours, price)],
                }
            ],
            "referencePrices": [
                {"name": "CompetitivePriceThreshold", "price": {"amount": price + 1, "currencyCode": "USD"}}
            ],
        },
    }


async def order_metrics(request: Request, state: Services, seller: str) -> tuple[int, Any]:
    """Counted at once, long before the day's report."""
    _, marketplace = _place(request)
    first, after = (datetime.fromisoformat(part) for part in request.query_params["interval"].split("--"))
    day, found = first.date(), []
    while day < after.date():
        true = state.world.true(seller, marketplace, request.query_params["asin"], day)
        found.append(
            {
                "interval": f"{day}T00:00-08:00--{day + timedelta(days=1)}T00:00-08:00",
                "unitCount": true.units,
                "orderItemCount": true.orders,
                "orderCount": true.orders,
                "averageUnitPrice": {"amount": str(state.world.price), "currencyCode": "USD"},
                "totalSales": {"amount": str(true.sales), "currencyCode": "USD"},
            }
        )
        day += timedelta(days=1)
    return 200, {"payload": found}


async def review_topics(request: Request, state: Services, seller: str) -> tuple[int, Any]:
    marketplace_id, marketplace = _place(request)
    day = date(2026, 11, 15)
    metrics = {"numberOfMentions": 36, "occurrencePercentage": 17.3, "starRatingImpact": -0.4}
    return 200, {
        "asin": request.path_params["asin"],
        "itemName": "Thing",
        "marketplaceId": marketplace_id,
        "countryCode": marketplace,
        "dateRange": {"startDate": "2026-05-15T00:00:00Z", "endDate": f"{day}T00:00:00Z"},
        "topics": {
            "positiveTopics": [],
            "negativeTopics": [{"topic": "Zipper", "asinMetrics": metrics, "reviewSnippets": ["The zip broke"]}],
        },
    }


async def participations(request: Request, state: Services, seller: str) -> tuple[int, Any]:
    found = [
        {
            "marketplace": {
                "id": MARKETPLACE_IDS[place],
                "name": place,
                "countryCode": place,
                "defaultCurrencyCode": "USD",
                "defaultLanguageCode": "en_US",
                "domainName": "www.amazon.com",
            },
            "participation": {"isParticipating": True, "hasSuspendedListings": False},
            "storeName": "Lightstep",
        }
        for name, place in state.world.catalog
        if name == seller
    ]
    return 200, {"payload": found}
