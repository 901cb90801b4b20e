"""The Web API over HTTP: token, arguments, scopes, rate limits and ordered faults, then the method itself."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.playground.errors import Json, SlackFault
from bot.playground.faults import Fault, Faults
from bot.playground.methods import METHODS, Call, Method
from bot.playground.methods.chat import content
from bot.playground.people import BOT_USER
from bot.playground.person import People
from bot.playground.ratelimits import RateLimits
from bot.playground.wire import Cut
from bot.playground.workspace import ResponseUrl, Workspace


class WebApi:
    def __init__(self, workspace: Workspace, people: People, bot_token: str, app_token: str) -> None:
        self.workspace, self.people = workspace, people
        self.bot_token, self.app_token = bot_token, app_token
        self.faults = Faults()
        self.limits = RateLimits()

    async def endpoint(self, request: Request) -> Response:
        name = request.path_params["method"]
        arguments = await _arguments(request)
        token = _bearer(request) or arguments.pop("token", None)
        arguments.pop("token", None)
        fault = self.faults.strike(name, _channel_of(arguments))
        if fault is not None and (early := await self._before(fault)) is not None:
            self._note(name, arguments, fault.kind)
            return early
        status, body, headers = self._answer(name, token, arguments)
        self._note(name, arguments, str(body.get("error", "ok")) if fault is None else f"{fault.kind}, done")
        if fault is not None and (late := await self._after(fault)) is not None:
            return late
        return JSONResponse(body, status, headers)

    def _note(self, name: str, arguments: Json, outcome: str) -> None:
        with self.workspace.lock:
            self.workspace.calls.append({"method": name, "args": arguments, "outcome": outcome,
                                         "at": self.workspace.now()})  # fmt: skip
            self.workspace.changed.notify_all()

    async def _before(self, fault: Fault) -> Response | None:
        match fault.kind:
            case "error":
                return JSONResponse({"ok": False, "error": fault.code})
            case "ratelimited":
                body = {"ok": False, "error": "ratelimited"}
                return JSONResponse(body, 429, {"Retry-After": str(max(1, round(fault.seconds)))})
            case "http_500":
                return PlainTextResponse("Internal Server Error", 500)
            case "drop_before":
                return Cut()
            case "kill_before":
                _kill(fault)
                return Cut()
            case "slow_before":
                await asyncio.sleep(fault.seconds)
        return None

    async def _after(self, fault: Fault) -> Response | None:
        match fault.kind:
            case "commit_500":
                return PlainTextResponse("Internal Server Error", 500)
            case "drop_after":
                return Cut()
            case "kill_after":
                _kill(fault)
                return Cut()
            case "slow":
                await asyncio.sleep(fault.seconds)
        return None

    def _answer(self, name: str, token: Any, arguments: Json) -> tuple[int, Json, dict[str, str]]:
        headers = {"X-Slack-Req-Id": self.workspace.new_id("r")}
        try:
            method = METHODS.get(name)
            if method is None:
                raise SlackFault("unknown_method", req_method=name)
            self._check_token(method, token)
            wait = self.limits.wait(name, method.per_minute, self._limited_channel(arguments), self.workspace.now())
            if wait:
                return 429, {"ok": False, "error": "ratelimited"}, {**headers, "Retry-After": str(wait)}
            _check_arguments(method, arguments)
            with self.workspace.lock:
                result = method.run(Call(self.workspace, self.people, arguments, name))
                # Through JSON and back at once: what was answered must not change when the message does.
                body: Json = json.loads(json.dumps({"ok": True, **result}))
            if method.token == "bot":
                headers["X-OAuth-Scopes"] = ",".join(sorted(self.workspace.bot_scopes))
            return 200, body, headers
        except SlackFault as fault:
            return 200, fault.body(), headers

    def _limited_channel(self, arguments: Json) -> str:
        found = self.workspace.channel_named(str(arguments.get("channel", "")))
        return found.id if found else ""

    def _check_token(self, method: Method, token: Any) -> None:
        if method.token == "any" and not token:
            return
        if not token:
            raise SlackFault("not_authed")
        if token not in (self.bot_token, self.app_token):
            raise SlackFault("invalid_auth")
        wanted = self.app_token if method.token == "app" else self.bot_token
        if method.token in ("bot", "app") and token != wanted and method.name != "auth.test":
            raise SlackFault("not_allowed_token_type")
        if method.scope is not None and method.scope not in self.workspace.bot_scopes:
            provided = ",".join(sorted(self.workspace.bot_scopes))
            raise SlackFault("missing_scope", needed=method.scope, provided=provided)


def _check_arguments(method: Method, arguments: Json) -> None:
    known = {*method.required, *method.optional, "team_id"}  # bolt sends the team along with every call
    messages = [f"[ERROR] unexpected argument: {name}" for name in arguments if name not in known]
    messages += [f"[ERROR] missing required field: {name}" for name in method.required if not arguments.get(name)]
    if messages:
        raise SlackFault("invalid_arguments", messages)


def _channel_of(arguments: Json) -> str | None:
    channel = arguments.get("channel")
    return channel if isinstance(channel, str) else None


def _bearer(request: Request) -> str | None:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" and token.strip() else None


async def _arguments(request: Request) -> Json:
    """The arguments of a GET, a form or a JSON body."""
    found: Json = dict(request.query_params)
    body = await request.body()
    kind = request.headers.get("content-type", "").split(";")[0].strip()
    if not body:
        return found
    if kind == "application/json":
        try:
            parsed = json.loads(body)
        except ValueError:
            return found
        if isinstance(parsed, dict):
            found.update({name: value for name, value in parsed.items() if value is not None})
    elif kind == "application/x-www-form-urlencoded":
        found.update(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return found


def _kill(fault: Fault) -> None:
    if fault.pid is not None and fault.pid > 1:
        os.kill(fault.pid, signal.SIGKILL)


async def respond(request: Request, workspace: Workspace, people: People) -> Response:
    """A post to a `response_url`: five times within thirty minutes."""
    body = await _arguments(request)
    try:
        with workspace.lock:
            place = workspace.use_response_url(request.path_params["token"])
            _respond(body, place, workspace, people)
    except SlackFault as fault:
        return JSONResponse(fault.body(), 404 if fault.code in ("used_url", "expired_url", "invalid_url") else 200)
    return PlainTextResponse("ok")


def _respond(body: Json, place: ResponseUrl, workspace: Workspace, people: People) -> None:
    call = Call(workspace, people, body, "response_url")
    deleting = call.flag("delete_original")
    checked = None if deleting else content(call)
    replacing = deleting or call.flag("replace_original")
    if replacing and place.message_ts is not None and not place.ephemeral:
        _replace_message(workspace, place.channel, place.message_ts, checked)
        return
    # A command has no message of its own: its earlier answer is what is replaced.
    whispered = place.message_ts if place.ephemeral else place.answered_ts
    if replacing and whispered is not None:
        _replace_whisper(workspace, place, whispered, checked)
        return
    if checked is None:
        return
    shape = {**checked, "response_type": body.get("response_type"), "thread_ts": body.get("thread_ts")}
    people.answer(shape, place.user, place.channel, place.thread_ts)
    if body.get("response_type") != "in_channel":
        place.answered_ts = workspace.ephemerals[-1]["ts"]


def _replace_message(workspace: Workspace, channel_id: str, ts: str, checked: Json | None) -> None:
    channel = workspace.channels[channel_id]
    message = workspace.message(channel_id, ts)
    if message is None:
        raise SlackFault("message_not_found")
    if checked is None:
        workspace.delete(channel, message)
        return
    edited = {"user": BOT_USER, "ts": workspace.new_ts()}
    workspace.edit(channel, message, {"blocks": None, "attachments": None, **checked, "edited": edited})


def _replace_whisper(workspace: Workspace, place: ResponseUrl, ts: str, checked: Json | None) -> None:
    old = next((m for m in workspace.ephemerals if m["ts"] == ts), None)
    if old is not None and checked is None:
        workspace.ephemerals.remove(old)
    elif old is not None:
        for name in ("text", "blocks", "attachments"):
            old.pop(name, None)
        old.update(checked or {})
    workspace.announce("ephemeral", channel=place.channel, user=place.user, ts=ts)
