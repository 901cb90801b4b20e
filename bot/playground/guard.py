"""Only this machine's own pages and programs get in: a web page elsewhere must not post to the local Slack."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_HOSTS = {"127.0.0.1", "localhost", "[::1]"}


class LoopbackGuard:
    """Refuses a request whose Host or Origin is another machine (DNS rebinding, cross-site requests)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        own_origin = origin is None or urlsplit(origin).netloc == headers.get("host")
        if headers.get("host", "").rsplit(":", 1)[0] in _HOSTS and own_origin:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await PlainTextResponse("loopback only", 403)(scope, receive, send)
