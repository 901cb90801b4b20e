"""Socket Mode: the WebSocket that `apps.connections.open` leads to."""

from __future__ import annotations

import asyncio
import contextlib
import json

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.playground.delivery import Connection, Courier
from bot.playground.people import APP_ID

MOST_CONNECTIONS = 10


async def socket_endpoint(websocket: WebSocket, courier: Courier) -> None:
    """Says hello, hands out envelopes, takes acknowledgements. More than 10 connections are refused, as in Slack."""
    await websocket.accept()
    if len(courier.connections) >= MOST_CONNECTIONS:
        await websocket.send_text(json.dumps({"type": "disconnect", "reason": "too_many_websockets"}))
        await websocket.close()
        return

    async def send(text: str) -> None:
        try:
            await websocket.send_text(text)
        except (RuntimeError, WebSocketDisconnect) as error:
            raise ConnectionError(str(error)) from error

    async def close() -> None:
        with contextlib.suppress(RuntimeError, WebSocketDisconnect):
            await websocket.close()

    connection = Connection(send, close)
    await send(json.dumps({
        "type": "hello",
        "num_connections": len(courier.connections) + 1,
        "connection_info": {"app_id": APP_ID},
        "debug_info": {"host": "local", "started": "", "build_number": 0, "approximate_connection_time": 18060},
    }))  # fmt: skip
    courier.connections.append(connection)
    with courier.workspace.lock:
        courier.workspace.changed.notify_all()
    try:
        while True:
            with contextlib.suppress(ValueError):
                message = json.loads(await websocket.receive_text())
                if isinstance(message, dict):
                    courier.acknowledged(connection, message)
    except (WebSocketDisconnect, RuntimeError):
        pass
    finally:
        courier.lost(connection)


async def disconnect_all(courier: Courier, reason: str) -> int:
    """Ends every connection: `warning` and `refresh_requested` announce it first, `abort` just closes."""
    ended = list(courier.connections)
    for connection in ended:
        connection.leaving = True
        if reason != "abort":
            with contextlib.suppress(ConnectionError):
                await connection.send(
                    json.dumps({"type": "disconnect", "reason": reason, "debug_info": {"host": "local"}})
                )
    if reason != "abort":
        await asyncio.sleep(0.2)
    if reason != "warning":
        for connection in ended:
            await connection.close()
    return len(ended)
