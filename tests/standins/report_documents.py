"""What is inside the reports that the stand-in makes."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
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
        "reportSpecification": {
            "reportType": wish["reportType"],
            "reportOptions": wish["reportOptions"],
            "dataStartTime": day.isoformat(),
            "dataEndTime": wish["dataEndTime"][:10],
            "marketplaceIds": wish["marketplaceIds"],
        },
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


_TYPES: dict[str, Callable[[Services, str, Wish, datetime], bytes | None]] = {
    "GET_SALES_AND_TRAFFIC_REPORT": sales_and_traffic,
}
