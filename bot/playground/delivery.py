"""Brings payloads to the app: over its Socket Mode connections, or as signed HTTP requests, with Slack's retries."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import random
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx

from bot.playground.errors import Json
from bot.playground.workspace import Workspace

ACK_SECONDS = 3.0
RETRY_DELAYS = (0.0, 60.0, 300.0)  # an event is tried three more times


@dataclass
class Delivery:
    """One payload on its way. `outcome` is waiting, acked, operation_timeout, dispatch_failed or given_up."""

    kind: str  # slash_commands, interactive, events_api
    payload: Json
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    outcome: str = "waiting"
    answer: Json | None = None
    attempts: int = 0
    sent_at: float | None = None
    acked_at: float | None = None
    done: threading.Event = field(default_factory=threading.Event, repr=False)

    def wait(self, timeout: float = 10.0) -> Delivery:
        """Blocks until the app answered or Slack gave up."""
        if not self.done.wait(timeout):
            raise TimeoutError(f"{self.kind} was not answered in {timeout} s")
        return self

    def finish(self, outcome: str, answer: Json | None = None) -> None:
        if not self.done.is_set():
            self.outcome, self.answer = outcome, answer
            self.done.set()


class Connection:
    """One Socket Mode connection."""

    def __init__(self, send: Callable[[str], Any], close: Callable[[], Any]) -> None:
        self.send, self.close = send, close
        self.pending: dict[str, asyncio.Future[Json]] = {}
        self.leaving = False  # told to disconnect: gets nothing new


class Courier:
    """Runs in the server's event loop; `deliver` may be called from any thread."""

    def __init__(self, workspace: Workspace, signing_secret: str) -> None:
        self.workspace = workspace
        self.signing_secret = signing_secret
        self.request_url: str | None = None
        self.ack_seconds = ACK_SECONDS
        self.retry_delays: tuple[float, ...] = RETRY_DELAYS
        self.connections: list[Connection] = []
        self.deliveries: list[Delivery] = []
        self.loop: asyncio.AbstractEventLoop | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def deliver(self, delivery: Delivery, then: Callable[[Delivery], None] | None = None) -> Delivery:
        """Sends the payload; `then` is called in the event loop with what came of it."""
        loop = self.loop
        if loop is None or loop.is_closed():
            raise RuntimeError("the local Slack is not running")
        self.deliveries.append(delivery)
        loop.call_soon_threadsafe(self._start, delivery, then)
        return delivery

    def _start(self, delivery: Delivery, then: Callable[[Delivery], None] | None) -> None:
        task = asyncio.get_running_loop().create_task(self._carry(delivery, then))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _carry(self, delivery: Delivery, then: Callable[[Delivery], None] | None) -> None:
        delays = (0.0, *self.retry_delays) if delivery.kind == "events_api" else (0.0,)
        reason = ""
        for number, delay in enumerate(delays):
            await asyncio.sleep(delay)
            delivery.attempts += 1
            delivery.sent_at = delivery.sent_at or self.workspace.now()
            outcome, answer = await self._try(delivery, number, reason)
            if outcome == "acked":
                delivery.acked_at = self.workspace.now()
                break
            reason = "timeout" if outcome == "operation_timeout" else "http_error"
        else:
            outcome = "given_up" if delivery.kind == "events_api" else outcome
        if then is not None:
            delivery.outcome, delivery.answer = outcome, answer
            then(delivery)
        delivery.finish(outcome, answer)
        with self.workspace.lock:
            self.workspace.changed.notify_all()

    async def _try(self, delivery: Delivery, number: int, reason: str) -> tuple[str, Json | None]:
        try:
            if self.request_url is not None:
                return await asyncio.wait_for(self._by_http(delivery, number, reason), self.ack_seconds)
            return await asyncio.wait_for(self._by_socket(delivery, number, reason), self.ack_seconds)
        except TimeoutError:
            return "operation_timeout", None

    async def _by_socket(self, delivery: Delivery, number: int, reason: str) -> tuple[str, Json | None]:
        """To any one connection; when that one closes without an acknowledgement, to another, within the same time."""
        while True:
            ready = [c for c in self.connections if not c.leaving]
            if not ready:
                if delivery.kind != "events_api":
                    return "dispatch_failed", None
                await asyncio.sleep(0.05)
                continue
            connection = random.choice(ready)
            future: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
            connection.pending[delivery.id] = future
            envelope: Json = {
                "envelope_id": delivery.id,
                "payload": delivery.payload,
                "type": delivery.kind,
                "accepts_response_payload": delivery.kind != "events_api",
            }
            if delivery.kind == "events_api":
                envelope.update(retry_attempt=number, retry_reason=reason)
            try:
                await connection.send(json.dumps(envelope))
                return "acked", await future
            except ConnectionError:  # offered no more: trying it again would never let the loop notice that it closed
                connection.leaving = True
            finally:
                connection.pending.pop(delivery.id, None)

    async def _by_http(self, delivery: Delivery, number: int, reason: str) -> tuple[str, Json | None]:
        if delivery.kind == "events_api":
            body, kind = json.dumps(delivery.payload).encode(), "application/json"
        elif delivery.kind == "slash_commands":
            form = {k: str(v).lower() if isinstance(v, bool) else v for k, v in delivery.payload.items()}
            body, kind = urlencode(form).encode(), "application/x-www-form-urlencoded"
        else:
            body, kind = (
                urlencode({"payload": json.dumps(delivery.payload)}).encode(),
                "application/x-www-form-urlencoded",
            )
        stamp = str(int(self.workspace.now()))
        headers = {"Content-Type": kind, "X-Slack-Request-Timestamp": stamp, "User-Agent": "Slackbot 1.0",
                   "X-Slack-Signature": sign(self.signing_secret, stamp, body)}  # fmt: skip
        if number:
            headers.update({"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": reason})
        try:
            async with httpx.AsyncClient(trust_env=False, timeout=self.ack_seconds + 1) as client:
                response = await client.post(self.request_url or "", content=body, headers=headers)
        except httpx.HTTPError:
            return "dispatch_failed", None
        if response.status_code >= 300:
            return "dispatch_failed", None
        if "json" in response.headers.get("content-type", "") and response.content:
            parsed = response.json()
            return "acked", parsed if isinstance(parsed, dict) else None
        return "acked", {"text": response.text} if response.text else None

    async def verify_url(self, url: str) -> bool:
        """Slack's challenge when a request address is entered."""
        self.request_url = url
        challenge = uuid.uuid4().hex
        outcome, answer = await self._by_http(
            Delivery("events_api", {"type": "url_verification", "challenge": challenge, "token": "local"}), 0, ""
        )
        return outcome == "acked" and challenge in ((answer or {}).get("challenge"), (answer or {}).get("text"))

    def acknowledged(self, connection: Connection, message: Json) -> None:
        future = connection.pending.get(str(message.get("envelope_id")))
        if future is not None and not future.done():
            payload = message.get("payload")
            future.set_result(payload if isinstance(payload, dict) else {})

    def lost(self, connection: Connection) -> None:
        """A connection closed: what it did not acknowledge goes to another."""
        if connection in self.connections:
            self.connections.remove(connection)
        for future in list(connection.pending.values()):
            if not future.done():
                future.set_exception(ConnectionError("the connection closed"))

    async def stop(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for connection in list(self.connections):
            await connection.close()


def sign(secret: str, stamp: str, body: bytes) -> str:
    """Slack's signature of a request: HMAC-SHA256 over `v0:timestamp:body`."""
    return "v0=" + hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
