"""Keepa: products with their histories, and a token bucket that its answers describe."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from standins.services import Services, services

KEY = "keepa-key-of-the-test"
REFILL_A_MINUTE = 20
MOST = 1200


def minutes(at: datetime) -> int:
    return int(at.timestamp() // 60) - 21_564_000


def _bucket(state: Services) -> dict[str, Any]:
    now = state.clock.now().timestamp()
    state.keepa_tokens = min(MOST, state.keepa_tokens + (now - state.keepa_at) / 60 * REFILL_A_MINUTE)
    state.keepa_at = now
    return {"tokensLeft": int(state.keepa_tokens), "refillIn": 3000, "refillRate": REFILL_A_MINUTE}


async def token(request: Request) -> Response:
    state = services(request)
    state.calls["keepa/token"] += 1
    if request.query_params.get("key") != KEY:
        return JSONResponse({"error": {"type": "paymentRequired"}}, 402)
    return JSONResponse(_bucket(state))


async def product(request: Request) -> Response:
    state = services(request)
    state.calls["keepa/product"] += 1
    asins = request.query_params["asin"].split(",")
    bucket = _bucket(state)
    if len(asins) > 100:
        return JSONResponse({**bucket, "error": {"type": "invalidParameter"}}, 400)
    if bucket["tokensLeft"] <= 0:
        state.throttled["keepa/product"] += 1
        return JSONResponse(bucket, 429)
    state.keepa_tokens -= 2 * len(asins)
    return JSONResponse({**_bucket(state), "products": [_product(state, asin) for asin in asins]})


def _product(state: Services, asin: str) -> dict[str, Any]:
    """The rating went from 4.5 to 4.4 on 15 November at noon UTC; the Featured Offer was none from the 18th on."""
    begin, change = minutes(datetime(2026, 10, 1, tzinfo=UTC)), minutes(datetime(2026, 11, 15, 12, tzinfo=UTC))
    gone = minutes(datetime(2026, 11, 18, 12, tzinfo=UTC))
    csv: list[list[int] | None] = [None] * 35
    csv[3] = [begin, 1500, change, 1700]
    csv[11] = [begin, 4]
    csv[16] = [begin, 45, change, 44]
    csv[17] = [begin, 1000, change, 1003]
    csv[18] = [begin, 1999, 0, change, 2099, 500, gone, -1, -1]
    looked = minutes(state.clock.now())
    return {"asin": asin, "lastUpdate": looked, "csv": csv, "categoryTree": [{"catId": 1, "name": "Luggage"}]}
