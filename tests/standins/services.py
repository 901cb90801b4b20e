"""The state that all stand-ins share: tokens, rates, documents, what was asked, and the faults a test wants."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sources.limits import rates
from standins.clock import MovingClock
from standins.world import World

TOKEN_LIVES = timedelta(hours=1)


@dataclass
class Bucket:
    tokens: float
    at: datetime


@dataclass
class Services:
    """`sellers` maps a refresh token to a seller. `faults` maps an operation to answers to give instead, in order."""

    world: World
    clock: MovingClock
    sellers: dict[str, str]
    judged: bool = True
    making: timedelta = timedelta(seconds=50)
    base: str = ""
    calls: Counter[str] = field(default_factory=Counter)
    log: list[tuple[str, str]] = field(default_factory=list)
    faults: dict[str, list[tuple[int, dict[str, Any]]]] = field(default_factory=dict)
    broken_rules: list[str] = field(default_factory=list)
    throttled: Counter[str] = field(default_factory=Counter)
    tokens: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    documents: dict[str, bytes] = field(default_factory=dict)
    downloads: Counter[str] = field(default_factory=Counter)
    reports: dict[str, dict[str, Any]] = field(default_factory=dict)
    queries: dict[str, dict[str, Any]] = field(default_factory=dict)
    ad_reports: dict[str, dict[str, Any]] = field(default_factory=dict)
    settlements: dict[str, list[str]] = field(default_factory=dict)
    roles_lost: set[str] = field(default_factory=set)
    suppressed: set[str] = field(default_factory=set)
    lost_offers: set[str] = field(default_factory=set)
    budgets_spent: set[str] = field(default_factory=set)
    kiosk_rows: int = 1_000_000  # of a document; what is beyond comes with another query
    keepa_tokens: float = 300.0
    keepa_at: float = 0.0
    told_rates: dict[str, str] = field(default_factory=dict)
    before: Callable[[str], None] | None = None
    after: Callable[[str], None] | None = None
    _buckets: dict[tuple[str, str], Bucket] = field(default_factory=dict)
    _made: int = 0

    def new_id(self, kind: str) -> str:
        self._made += 1
        return f"{kind}{self._made}"

    def token(self, seller: str) -> str:
        token = self.new_id("Atza|")
        self.tokens[token] = (seller, self.clock.now() + TOKEN_LIVES)
        return token

    def seller_of(self, token: str) -> str | None:
        """Whose token it is; None where it has expired or is none."""
        seller, until = self.tokens.get(token, ("", self.clock.now()))
        return seller if self.clock.now() < until else None

    def allowed(self, operation: str, seller: str) -> bool:
        """Takes a token of the real bucket: refilled at Amazon's rate, capped at its burst."""
        rate = rates().get(operation)
        if rate is None:
            return True
        key = (operation, "*" if rate.scope == "app" else seller)
        now = self.clock.now()
        bucket = self._buckets.setdefault(key, Bucket(rate.burst, now))
        bucket.tokens = min(rate.burst, bucket.tokens + (now - bucket.at).total_seconds() * rate.rate)
        bucket.at = now
        if bucket.tokens < 1 - 1e-6:
            self.throttled[operation] += 1
            return False
        bucket.tokens -= 1
        return True

    def keep(self, content: bytes, *, packed: bool = True) -> str:
        """Keeps a document; answers its id."""
        name = self.new_id("doc")
        self.documents[name] = gzip.compress(content, mtime=0) if packed else content
        return name

    def fault(self, operation: str) -> JSONResponse | None:
        """The next fault that a test wants of this operation."""
        waiting = self.faults.get(operation)
        if not waiting:
            return None
        status, headers = waiting.pop(0)
        return JSONResponse(
            {"errors": [{"code": "InternalFailure", "message": "a fault that the test wants"}]},
            status,
            headers={name: str(value) for name, value in headers.items()},
        )


def services(request: Request) -> Services:
    state: Services = request.app.state.services
    return state


def refusal(status: int, code: str, message: str) -> JSONResponse:
    return JSONResponse({"errors": [{"code": code, "message": message, "details": ""}]}, status)


async def document(request: Request) -> Response:
    """A document at its signed address: whoever sends a token to it has misunderstood."""
    state = services(request)
    name = request.path_params["name"]
    if "authorization" in request.headers or "x-amz-access-token" in request.headers:
        state.broken_rules.append("a token was sent to a document's address")
    state.downloads[name] += 1
    return Response(state.documents[name], media_type="application/octet-stream")


async def login(request: Request) -> Response:
    """Login with Amazon."""
    state = services(request)
    form = dict(parse_qsl((await request.body()).decode()))
    state.calls["login"] += 1
    if fault := state.fault("login"):
        return fault
    if form.get("grant_type") != "refresh_token" or not form.get("client_secret"):
        return JSONResponse({"error": "invalid_client", "error_description": "Client authentication failed"}, 401)
    seller = state.sellers.get(form.get("refresh_token", ""))
    if seller is None:
        return JSONResponse({"error": "invalid_grant", "error_description": "The request has an invalid grant"}, 400)
    answer = {"access_token": state.token(seller), "token_type": "bearer", "expires_in": 3600}
    return JSONResponse({**answer, "refresh_token": form.get("refresh_token")})
