"""The local Slack as a server: in a thread for tests, or as a process of its own (`python -m bot.playground`)."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import socket
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from bot.playground.clicks import ClickingPeople
from bot.playground.control import Control
from bot.playground.delivery import Courier
from bot.playground.errors import Json
from bot.playground.guard import LoopbackGuard
from bot.playground.manifest import Manifest, read_manifest
from bot.playground.page import Page
from bot.playground.people import User
from bot.playground.sockets import disconnect_all, socket_endpoint
from bot.playground.uploads import download, upload
from bot.playground.webapi import WebApi, respond
from bot.playground.wire import CuttableProtocol
from bot.playground.workspace import Workspace


class PlaygroundServer:
    """Slack on 127.0.0.1. `with PlaygroundServer() as slack:` starts and stops it.

    To the bot it is `api_url`, `bot_token`, `app_token` and `signing_secret`. The person's side (`say`, `command`,
    `click`, `react`, `submit_view`, …) is `slack.people`, whose methods are reachable on the server itself.
    """

    def __init__(
        self,
        port: int = 0,
        *,
        rate_limits: bool = True,
        request_url: str | None = None,
        bot_token: str | None = None,
        app_token: str | None = None,
        signing_secret: str | None = None,
        manifest: Json | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._wanted_port = port
        self.bot_token = bot_token or f"xoxb-local-{secrets.token_hex(12)}"
        self.app_token = app_token or f"xapp-local-{secrets.token_hex(12)}"
        self.signing_secret = signing_secret or secrets.token_hex(16)
        self.workspace = Workspace(now)
        self.courier = Courier(self.workspace, self.signing_secret)
        self.courier.request_url = request_url
        self.people = ClickingPeople(self.workspace, self.courier)
        self.api = WebApi(self.workspace, self.people, self.bot_token, self.app_token)
        self.api.limits.enabled = rate_limits
        self.faults = self.api.faults
        self.manifest = Manifest()
        if manifest is not None:
            self.install(manifest)
        self.port = 0
        self.loop: asyncio.AbstractEventLoop | None = None
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    def install(self, manifest: Json) -> None:
        """Takes an app manifest as Slack does at installation: its commands, shortcuts, events and scopes hold."""
        self.manifest = read_manifest(manifest)
        self.workspace.bot_scopes = set(self.manifest.scopes)
        self.people.subscribed = set(self.manifest.events)
        self.people.escaping = {command.name for command in self.manifest.commands if command.should_escape}

    # ── addresses and state ──────────────────────────────────────────────────────────────────────────────────────
    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def api_url(self) -> str:
        """The base address for `SLACK_API_URL`, ending in `/api/`."""
        return f"{self.url}/api/"

    @property
    def users(self) -> dict[str, User]:
        return self.workspace.users

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or "people" not in self.__dict__:
            raise AttributeError(name)
        return getattr(self.people, name)

    def messages(self, channel: str, *, thread_ts: str | None = None) -> list[Json]:
        """The messages of a channel (id, name, or a user for the direct messages), oldest first, or of one thread."""
        with self.workspace.lock:
            found = self.workspace.channel_named(channel)
            if found is None:
                raise KeyError(channel)
            if thread_ts is None:
                return [dict(m) for m in found.messages]
            return [dict(m) for m in found.messages if thread_ts in (m.get("thread_ts"), m["ts"])]

    def calls(self, method: str | None = None) -> list[Json]:
        """The Web API calls so far, each with arguments and outcome."""
        with self.workspace.lock:
            return [c for c in self.workspace.calls if method in (None, c["method"])]

    def wait_for(self, predicate: Callable[[], Any], timeout: float = 10.0) -> Any:
        """Waits until `predicate()` is true and gives its value; TimeoutError after `timeout` seconds."""
        end = time.monotonic() + timeout
        with self.workspace.changed:
            while True:
                value = predicate()
                if value:
                    return value
                left = end - time.monotonic()
                if left <= 0:
                    raise TimeoutError(f"not so within {timeout} s")
                self.workspace.changed.wait(min(left, 0.25))

    def wait_for_connection(self, timeout: float = 10.0) -> None:
        self.wait_for(lambda: self.courier.connections, timeout)

    def disconnect_sockets(self, reason: str = "abort") -> int:
        """Ends the app's Socket Mode connections; see `bot.playground.sockets.disconnect_all`."""
        if self.loop is None:
            raise RuntimeError("the local Slack is not running")
        return asyncio.run_coroutine_threadsafe(disconnect_all(self.courier, reason), self.loop).result(10)

    # ── running ──────────────────────────────────────────────────────────────────────────────────────────────────
    def app(self) -> Starlette:
        control, page = Control(self), Page(self)

        async def response_url(request: Request) -> Response:
            return await respond(request, self.workspace, self.people)

        async def take_upload(request: Request) -> Response:
            return await upload(request, self.workspace)

        async def give_file(request: Request) -> Response:
            return await download(request, self.workspace, self.bot_token)

        async def connect(websocket: WebSocket) -> None:
            await socket_endpoint(websocket, self.courier)

        async def health(request: Request) -> Response:
            return PlainTextResponse("ok")

        @contextlib.asynccontextmanager
        async def lifespan(app: Starlette) -> Any:
            self.loop = self.courier.loop = asyncio.get_running_loop()
            yield
            await self.courier.stop()

        app = Starlette(
            lifespan=lifespan,
            routes=[
                Route("/api/{method:str}", self.api.endpoint, methods=["GET", "POST"]),
                WebSocketRoute("/socket", connect),
                Route("/response/{token:str}", response_url, methods=["POST"]),
                Route("/upload/v1/{file:str}", take_upload, methods=["POST", "PUT"]),
                Route("/files-pri/{team:str}/{rest:path}", give_file),
                Route("/control/state", control.state),
                Route("/control/calls", control.calls),
                Route("/control/faults", control.faults, methods=["GET", "POST", "DELETE"]),
                Route("/control/settings", control.settings, methods=["POST"]),
                Route("/control/sockets", control.sockets, methods=["POST"]),
                Route("/control/person/{name:str}", control.person, methods=["POST"]),
                Route("/healthz", health),
                *page.routes(),
            ],
        )
        app.add_middleware(LoopbackGuard)
        return app

    def _prepare(self) -> tuple[uvicorn.Server, socket.socket]:
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", self._wanted_port))
        self.port = listening.getsockname()[1]
        self.workspace.base_url = self.url
        self.people.socket_address = f"ws://127.0.0.1:{self.port}/socket"
        config = uvicorn.Config(
            self.app(), log_level="error", access_log=False, http=CuttableProtocol, ws="websockets-sansio",
            timeout_graceful_shutdown=1, lifespan="on",
        )  # fmt: skip
        return uvicorn.Server(config), listening

    def start(self) -> PlaygroundServer:
        """Starts it in a thread and returns when it answers."""
        self._server, listening = self._prepare()
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [listening]}, name="local-slack", daemon=True
        )
        self._thread.start()
        end = time.monotonic() + 15
        while not self._server.started:
            if time.monotonic() > end or not self._thread.is_alive():
                raise RuntimeError("the local Slack did not start")
            time.sleep(0.01)
        return self

    def stop(self) -> None:
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(10)
            self._server = self._thread = None

    def serve(self, on_start: Callable[[PlaygroundServer], None]) -> None:
        """Serves in this thread until SIGINT or SIGTERM; `on_start` is called when the port is taken."""
        self._server, listening = self._prepare()
        on_start(self)
        self._server.run(sockets=[listening])

    def end(self) -> None:
        """Asks a serving server to end; may be called from any thread."""
        if self._server is not None:
            self._server.should_exit = True

    def __enter__(self) -> PlaygroundServer:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
