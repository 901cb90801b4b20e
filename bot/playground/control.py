"""The control endpoint for tests in other processes: faults, settings, state, and everything that a person can do."""

from __future__ import annotations

import asyncio
import base64
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.playground.delivery import Delivery
from bot.playground.errors import Json, PersonError, SlackFault
from bot.playground.sockets import disconnect_all

if TYPE_CHECKING:
    from bot.playground.server import PlaygroundServer

PERSON_METHODS = (
    "say", "upload_file", "react", "edit", "delete_message", "command", "shortcut", "open_home", "invite", "remove",
    "archive", "mark_read", "ephemerals", "click", "modal", "home", "click_view", "submit_view", "close_view",
)  # fmt: skip


def delivery_json(delivery: Delivery) -> Json:
    return {
        "id": delivery.id,
        "kind": delivery.kind,
        "outcome": delivery.outcome,
        "attempts": delivery.attempts,
        "answer": delivery.answer,
        "sent_at": delivery.sent_at,
        "acked_at": delivery.acked_at,
        "payload": delivery.payload,
    }


def state_json(slack: PlaygroundServer) -> Json:
    """The whole state of the workspace."""
    workspace = slack.workspace
    with workspace.lock:
        return {
            "api_url": slack.api_url,
            "connections": len(slack.courier.connections),
            "request_url": slack.courier.request_url,
            "users": [u.as_json(with_locale=True) for u in workspace.users.values()],
            "channels": [
                {**c.as_json(), "members": c.members, "messages": c.messages} for c in workspace.channels.values()
            ],
            "ephemerals": workspace.ephemerals,
            "modals": workspace.modals,
            "homes": workspace.homes,
            "failures": workspace.failures,
            "files": [{"id": f.id, "name": f.name, "size": len(f.content), "channels": f.channels}
                      for f in workspace.files.values()],
            "faults": slack.api.faults.as_json(),
            "deliveries": [delivery_json(d) for d in slack.courier.deliveries[-200:]],
        }  # fmt: skip


class Control:
    """`/control/…`. Loopback alone reaches it, since the server listens on nothing else."""

    def __init__(self, slack: PlaygroundServer) -> None:
        self.slack = slack

    async def state(self, request: Request) -> Response:
        return JSONResponse(state_json(self.slack))

    async def calls(self, request: Request) -> Response:
        with self.slack.workspace.lock:
            calls = [c for c in self.slack.workspace.calls if request.query_params.get("method") in (None, c["method"])]
        return JSONResponse(calls)

    async def faults(self, request: Request) -> Response:
        """GET lists, DELETE clears, POST adds one: `method`, `kind` and any other field of `Fault`."""
        faults = self.slack.api.faults
        if request.method == "DELETE":
            faults.clear()
        elif request.method == "POST":
            body = await _body(request)
            try:
                return JSONResponse(asdict(faults.add(**body)))
            except (TypeError, ValueError) as error:
                return JSONResponse({"error": str(error)}, 400)
        return JSONResponse(faults.as_json())

    async def settings(self, request: Request) -> Response:
        """POST any of `rate_limits`, `ack_seconds`, `retry_delays`, `request_url`, `scopes`, `events`, `manifest`."""
        body = await _body(request)
        slack = self.slack
        if "rate_limits" in body:
            slack.api.limits.enabled = bool(body["rate_limits"])
        if "ack_seconds" in body:
            slack.courier.ack_seconds = float(body["ack_seconds"])
        if "retry_delays" in body:
            slack.courier.retry_delays = tuple(float(d) for d in body["retry_delays"])
        if "request_url" in body:
            slack.courier.request_url = body["request_url"]
        if "scopes" in body:
            slack.workspace.bot_scopes = set(body["scopes"])
        if "events" in body:
            slack.people.subscribed = set(body["events"])
        if "manifest" in body:
            slack.install(body["manifest"])
        return JSONResponse({"ok": True})

    async def sockets(self, request: Request) -> Response:
        """POST `{"reason": "abort|refresh_requested|warning|link_disabled"}`: ends all Socket Mode connections."""
        body = await _body(request)
        return JSONResponse({"ended": await disconnect_all(self.slack.courier, str(body.get("reason", "abort")))})

    async def person(self, request: Request) -> Response:
        """POST the arguments of a method of `People`; a delivery is waited for when `"wait": true` is among them."""
        name = request.path_params["name"]
        if name not in PERSON_METHODS:
            return JSONResponse({"error": f"a person cannot {name}"}, 404)
        body = await _body(request)
        wait = body.pop("wait", False)
        if "content_base64" in body:
            body["content"] = base64.b64decode(body.pop("content_base64"))
        try:
            result = getattr(self.slack.people, name)(**body)
        except (PersonError, SlackFault, TypeError, KeyError) as error:
            return JSONResponse({"error": str(error)}, 400)
        if isinstance(result, Delivery):
            if wait:
                await asyncio.to_thread(result.wait, 10.0)
            result = delivery_json(result)
        return JSONResponse({"result": result})


async def _body(request: Request) -> dict[str, Any]:
    raw = await request.body()
    try:
        parsed = json.loads(raw) if raw else {}
    except ValueError:
        return {}
    return parsed if isinstance(parsed, dict) else {}
