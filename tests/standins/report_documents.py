"""What is inside the reports that the stand-in makes."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.records.dataset import MARKETPLACES
from bot.sources.places import MARKETPLACES_BY_ID
from standins.services import Services

Wish = dict[str, Any]


def content_of(state: Services, seller: str, wish: Wish, at: datetime) -> bytes | None:
    """The document of a report made at `at`; None where Amazon cancels it for want of data."""
    return _TYPES[wish["reportType"]](state, seller, wish, at)


def _money(amount: float, currency: str) -> dict[str, Any]:
    return {"amount": amount, "currencyCode": currency}


def sales_and_traffic(state: Services, seller: str, wish: Wish, at: datetime) -> bytes:
    """One day a report; late days come as an empty list."""
    marketplace_id = wish["marketplaceIds"][0]
    marketplace = MARKETPLACES_BY_ID[marketplace_id]
    currency = MARKETPLACES[marketplace]
    day = date.fromisoformat(wish["dataStartTime"][:10])
    rows = []
    for asin in state.world.asins(seller, marketplace):
        figures = state.world.reported(seller, marketplace, asin, day, at)
        if figures is not None:
            rows.append(
                {
                    "parentAsin": asin,
                    "childAsin": asin,
                    "salesByAsin": {
                        "unitsOrdered": figures.units,
                        "orderedProductSales": _money(figures.sales, currency),
                        "totalOrderItems": figures.orders,
                    },
                    "trafficByAsin": _traffic(figures.sessions, figures.page_views, figures.buy_box),
                }
            )
    document = {
        "reportSpecification": _specification(wish),
        "salesAndTrafficByDate": [],
        "salesAndTrafficByAsin": rows,
    }
    return json.dumps(document).encode()


def _traffic(sessions: int, views: int, buy_box: float) -> dict[str, Any]:
    zero = dict.fromkeys(
        (
            "browserSessionPercentage", "mobileAppSessionPercentage", "sessionPercentage", "browserPageViewsPercentage",
            "mobileAppPageViewsPercentage", "pageViewsPercentage", "unitSessionPercentage",
        ),
        0.0,
    )  # fmt: skip
    return zero | {
        "browserSessions": sessions,
        "mobileAppSessions": 0,
        "sessions": sessions,
        "browserPageViews": views,
        "mobileAppPageViews": 0,
        "pageViews": views,
        "buyBoxPercentage": buy_box,
    }


_VIOLATIONS = (
    "listingPolicyViolations", "productAuthenticityCustomerComplaints", "productConditionCustomerComplaints",
    "productSafetyCustomerComplaints", "receivedIntellectualPropertyComplaints", "restrictedProductPolicyViolations",
    "suspectedIntellectualPropertyViolations", "foodAndProductSafetyIssues", "otherPolicyViolations",
    "documentRequests",
)  # fmt: skip


def account_health(state: Services, seller: str, wish: Wish, at: datetime) -> bytes:
    """Afn 3 defects of 1,000 orders, mfn 2 of 100."""
    dates = {"reportingDateFrom": "2026-09-01T00:00Z", "reportingDateTo": "2026-10-30T23:59Z"}
    target = {"targetValue": 0.01, "targetCondition": "LESS_THAN", "status": "GOOD"}
    count = {"count": 0, "status": "NONE"}

    def defects(way: str, orders: int, bad: int) -> dict[str, Any]:
        return {
            "reportingDateRange": dates, "orderCount": orders, "orderWithDefects": {"count": bad, "status": "GOOD"},
            "claims": count, "chargebacks": count, "negativeFeedback": count, "rate": bad / orders,
            "fulfillmentType": way, **target,
        }  # fmt: skip

    def share(**counts: Any) -> dict[str, Any]:
        return {"reportingDateRange": dates, "rate": 0.03, **target, **counts}

    violations = {"reportingDateRange": dates, "defectsCount": 0, **target}
    marketplace_id = wish["marketplaceIds"][0]
    metrics = {
        "marketplaceId": marketplace_id,
        "orderDefectRate": {"afn": defects("afn", 1000, 3), "mfn": defects("mfn", 100, 2)},
        "lateShipmentRate": share(orderCount=100, lateShipmentCount=3),
        "invoiceDefectRate": share(orderCount=100, invoiceDefect=count, missingInvoice=count, lateInvoice=count),
        "onTimeDeliveryRate": share(shipmentCountWithValidTracking=100, onTimeDeliveryCount=3),
        "unitOnTimeDeliveryRate": share(unitOnTimeDeliveryCount=3, totalUnitCount=100),
        "validTrackingRate": share(shipmentCount=100, validTrackingCount=3),
        "preFulfillmentCancellationRate": share(orderCount=100, cancellationCount=3),
        "warningStates": [],
        "accountHealthRating": {"ahrStatus": "GREAT", "reportingDateRange": dates},
        **dict.fromkeys(_VIOLATIONS, violations),
    }
    statuses = [{"marketplaceId": marketplace_id, "status": "AT_RISK"}, {"marketplaceId": "X", "status": "NORMAL"}]
    return json.dumps({"accountStatuses": statuses, "performanceMetrics": [metrics]}).encode()


def search_queries(state: Services, seller: str, wish: Wish, at: datetime) -> bytes | None:
    """Two queries an ASIN; a request that does not fit a week is fatal on Amazon, here a broken rule."""
    first, last = (date.fromisoformat(wish[name][:10]) for name in ("dataStartTime", "dataEndTime"))
    if first.weekday() != 6 or (last - first).days != 6 or len(wish["reportOptions"]["asin"]) > 200:
        state.broken_rules.append(f"search performance: not a week or too long a list: {wish}")
    if at.date() < last:
        return None
    rows = [
        {
            "startDate": first.isoformat(),
            "endDate": last.isoformat(),
            "asin": asin,
            "searchQueryData": {"searchQuery": query, "searchQueryScore": 1, "searchQueryVolume": 15000},
            "impressionData": {
                "totalQueryImpressionCount": 10000, "asinImpressionCount": 700, "asinImpressionShare": 0.07,
            },
            "clickData": _stage("Click", 1000, 50),
            "cartAddData": _stage("CartAdd", 200, 10),
            "purchaseData": _stage("Purchase", 100, 5),
        }
        for asin in wish["reportOptions"]["asin"].split(" ")
        for query in ("carry on luggage", f"thing {asin}")
    ]  # fmt: skip
    return json.dumps({"reportSpecification": _specification(wish), "dataByAsin": rows}).encode()


def search_catalog(state: Services, seller: str, wish: Wish, at: datetime) -> bytes | None:
    """All products of the seller, whatever was searched for."""
    first, last = (date.fromisoformat(wish[name][:10]) for name in ("dataStartTime", "dataEndTime"))
    if at.date() < last:
        return None
    price = {"amount": 19.99, "currencyCode": "USD"}
    fast = ("sameDay", "oneDay", "twoDay")
    rows = [
        {
            "startDate": first.isoformat(),
            "endDate": last.isoformat(),
            "asin": asin,
            "impressionData": {"impressionCount": 900, "impressionMedianPrice": price}
            | {f"{speed}ShippingImpressionCount": 0 for speed in fast},
            "clickData": {"clickCount": 90, "clickRate": 0.1, "clickedMedianPrice": price}
            | {f"{speed}ShippingClickCount": 0 for speed in fast},
            "cartAddData": {"cartAddCount": 30, "cartAddedMedianPrice": price}
            | {f"{speed}ShippingCartAddCount": 0 for speed in fast},
            "purchaseData": {
                "purchaseCount": 9, "searchTrafficSales": {"amount": 180.0, "currencyCode": "USD"},
                "conversionRate": 0.1, "purchaseMedianPrice": price,
            } | {f"{speed}ShippingPurchaseCount": 0 for speed in fast},
        }
        for asin in state.world.asins(seller, MARKETPLACES_BY_ID[wish["marketplaceIds"][0]])
    ]  # fmt: skip
    return json.dumps({"reportSpecification": _specification(wish), "dataByAsin": rows}).encode()


def _stage(name: str, total: int, own: int) -> dict[str, Any]:
    price = {"amount": 19.99, "currencyCode": "USD"}
    speeds = {f"total{speed}Shipping{name}Count": 0 for speed in ("SameDay", "OneDay", "TwoDay")}
    return speeds | {
        f"total{name}Count": total, f"total{name}Rate": 0.1, f"asin{name}Count": own, f"asin{name}Share": 0.05,
        f"totalMedian{name}Price": price, f"asinMedian{name}Price": price,
    }  # fmt: skip


def _specification(wish: Wish) -> dict[str, Any]:
    """The request as the document says it back: days without time."""
    days = {name: wish[name][:10] for name in ("dataStartTime", "dataEndTime") if name in wish}
    return {"reportOptions": {}, **wish, **days}


def coupons(state: Services, seller: str, wish: Wish, at: datetime) -> bytes:
    marketplace_id = wish["marketplaceIds"][0]
    asins = state.world.asins(seller, MARKETPLACES_BY_ID[marketplace_id])[:2]
    coupon = {
        "couponId": "C1", "merchantId": "A1", "marketplaceId": marketplace_id, "currencyCode": "USD",
        "startDateTime": "2026-11-10T08:00:00Z", "endDateTime": "2026-11-25T07:59:59Z", "customerSegment": "All",
        "discountType": "PERCENT_OFF_LIST_PRICE", "discountAmount": 10, "clips": 13, "redemptions": 4,
        "budget": 1000.0, "totalDiscount": 40.0, "budgetSpent": 42.29, "budgetPercentageUsed": 4.2,
        "asins": [{"asin": asin} for asin in asins],
    }  # fmt: skip
    return json.dumps({"reportSpecification": _specification(wish), "coupons": [coupon]}).encode()


def deals(state: Services, seller: str, wish: Wish, at: datetime) -> bytes:
    """A deal that runs, one that was called off, and a code, each for the first product."""
    marketplace_id = wish["marketplaceIds"][0]
    asin = state.world.asins(seller, MARKETPLACES_BY_ID[marketplace_id])[0]
    product = {
        "asin": asin, "productName": "Thing", "productUnitsSold": 12, "productRevenue": 240.0,
        "productRevenueCurrencyCode": "USD", "productAmountSpent": 31.5, "productAmountSpentCurrencyCode": "USD",
    }  # fmt: skip
    found = [
        {
            "promotionId": name, "promotionName": "Autumn", "unitsSold": 12, "revenue": 240.0,
            "startDateTime": "2026-11-12T08:00:00Z", "endDateTime": "2026-11-19T07:59:59Z",
            "revenueCurrencyCode": "USD", "type": kind,
            "status": status, "creationChannel": "SELF-SERVICE", "marketplaceId": marketplace_id,
            "createdDateTime": "2026-11-01T00:00:00Z", "lastUpdatedDateTime": "2026-11-01T00:00:00Z",
            "includedProducts": [product],
        }
        for name, kind, status in (
            ("D1", "BEST_DEAL", "APPROVED"), ("D2", "LIGHTNING_DEAL", "CANCELED"), ("P1", "PROMO_CODE", "APPROVED"),
        )
    ]  # fmt: skip
    return json.dumps({"reportSpecification": _specification(wish), "promotions": found}).encode()


def no_data(state: Services, seller: str, wish: Wish, at: datetime) -> bytes | None:
    """Amazon cancels a report without data."""
    return None


def customer_returns(state: Services, seller: str, wish: Wish, at: datetime) -> bytes:
    """One return a day and ASIN, at noon UTC; days as the request has them."""
    names = "return-date order-id sku asin fnsku product-name quantity fulfillment-center-id detailed-disposition "
    names += "reason status license-plate-number customer-comments"
    start, end = (datetime.fromisoformat(wish[name]) for name in ("dataStartTime", "dataEndTime"))
    lines = ["\t".join(names.split(" "))]
    day = start.date()
    while day <= end.date():
        when = datetime(day.year, day.month, day.day, 20, tzinfo=UTC)
        if start <= when <= end:
            for asin in state.world.asins(seller, MARKETPLACES_BY_ID[wish["marketplaceIds"][0]]):
                cells = [when.isoformat(), "114-0000000-0000000", f"SKU-{asin}", asin, asin, "Thing", "1", "LEX1",
                         "CUSTOMER_DAMAGED", "NOT_COMPATIBLE", "", "LPN", "call me: jane@example.org"]  # fmt: skip
                lines.append("\t".join(cells))
        day += timedelta(days=1)
    return "\n".join(lines).encode()


_TYPES: dict[str, Callable[[Services, str, Wish, datetime], bytes | None]] = {
    "GET_SALES_AND_TRAFFIC_REPORT": sales_and_traffic,
    "GET_V2_SELLER_PERFORMANCE_REPORT": account_health,
    "GET_BRAND_ANALYTICS_SEARCH_QUERY_PERFORMANCE_REPORT": search_queries,
    "GET_BRAND_ANALYTICS_SEARCH_CATALOG_PERFORMANCE_REPORT": search_catalog,
    "GET_MERCHANT_LISTINGS_ALL_DATA": no_data,
    "GET_COUPON_PERFORMANCE_REPORT": coupons,
    "GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA": customer_returns,
    "GET_FBA_INVENTORY_PLANNING_DATA": no_data,
    "GET_PROMOTION_PERFORMANCE_REPORT": deals,
}
