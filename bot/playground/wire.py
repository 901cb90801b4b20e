"""HTTP/1.1 on the wire, with the one thing that frameworks do not offer: a connection that is cut without an answer."""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar

from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol


class CuttableProtocol(H11Protocol):
    """Remembers each connection's transport by the client's address."""

    transports: ClassVar[dict[tuple[str, int], asyncio.Transport]] = {}

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        peer = transport.get_extra_info("peername")
        if peer is not None:
            self.transports[peer[:2]] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        peer = self.transport.get_extra_info("peername")
        if peer is not None:
            self.transports.pop(peer[:2], None)
        super().connection_lost(exc)


class Cut(Response):
    """No answer at all: the client sees its connection reset."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        client: Any = scope.get("client")
        transport = CuttableProtocol.transports.get(tuple(client)) if client else None
        if transport is not None:
            transport.abort()
        await asyncio.sleep(0.01)  # uvicorn must see the loss before we return, or it answers 500
