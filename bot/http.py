"""The bot's HTTP side: Slack's requests in HTTP mode, health, readiness and metrics."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable, Mapping
from types import TracebackType

import uvicorn
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from slack_bolt import App
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

_STAMP, _SIGNATURE = re.compile(r"[0-9]{1,12}"), re.compile(r"v0=[0-9a-f]{64}")
MOST_BYTES = 2_000_000  # what Slack sends is far shorter; a stranger's body must not fill the memory
Readiness = Callable[[], Mapping[str, str]]  # what is checked → "ok" or one sentence that says what is wrong


def build_http(slack: App | None, ready: Readiness, metrics: CollectorRegistry) -> Starlette:
    """The application: `POST /slack/events` where `slack` is given, `GET /healthz`, `/readyz`, `/metrics`."""

    async def events(request: Request) -> Response:
        assert slack is not None
        stamp, signature = (request.headers.get(f"x-slack-{name}", "") for name in ("request-timestamp", "signature"))
        # Where these are of no kind that Slack sends, bolt's check raises, and what it raises would be answered to an
        # address that a stranger wrote into the body.
        if not (_STAMP.fullmatch(stamp) and _SIGNATURE.fullmatch(signature)):
            return JSONResponse({"error": "invalid request"}, status_code=401)
        body = await _body(request)
        if body is None:
            return JSONResponse({"error": "invalid request"}, status_code=413)
        try:  # bolt reads the body before it checks who signed it: a stranger's nonsense must not fill the log
            asked = to_bolt_request(request, body)
        except (ValueError, TypeError, AttributeError, RecursionError):
            return JSONResponse({"error": "invalid request"}, status_code=400)
        answer = await run_in_threadpool(slack.dispatch, asked)
        return to_starlette_response(answer)

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("ok")

    async def readyz(_request: Request) -> Response:
        found = await run_in_threadpool(ready)
        fine = all(state == "ok" for state in found.values())
        return JSONResponse(dict(found), status_code=200 if fine else 503)

    async def shown_metrics(_request: Request) -> Response:
        text = await run_in_threadpool(generate_latest, metrics)
        return Response(text, media_type=CONTENT_TYPE_LATEST)

    routes = [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", shown_metrics)]
    if slack is not None:
        routes.append(Route("/slack/events", events, methods=["POST"]))
    return Starlette(routes=routes)


async def _body(request: Request) -> bytes | None:
    """None where it is longer than any of Slack's, or broke off."""
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > MOST_BYTES:
                return None
    except ClientDisconnect:
        return None
    return bytes(body)


class HttpServer:
    """uvicorn in a thread of its own; `port` is the one it really listens on (0 asks for a free one)."""

    def __init__(self, application: Starlette, host: str, port: int) -> None:
        config = uvicorn.Config(application, host=host, port=port, log_config=None, access_log=False, lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, name="http", daemon=True)

    def __enter__(self) -> HttpServer:
        self._thread.start()
        while not self._server.started:
            if not self._thread.is_alive():
                raise OSError("the HTTP port cannot be opened; is PORT used by another program?")
            self._thread.join(0.02)
        logging.getLogger(__name__).info("HTTP on port %s", self.port)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.should_exit = True
        self._thread.join(10)

    @property
    def port(self) -> int:
        port: int = self._server.servers[0].sockets[0].getsockname()[1]
        return port
