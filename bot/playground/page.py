"""The page's own endpoints: what one person sees, a stream of what changed, and what they do."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from bot.playground.delivery import Delivery
from bot.playground.errors import Json, PersonError, SlackFault
from bot.playground.people import BOT_USER, TEAM_NAME, USERGROUPS, Channel, User
from bot.playground.workspace import SLACKBOT

if TYPE_CHECKING:
    from bot.playground.server import PlaygroundServer

STATIC = Path(__file__).parent / "static"
KINDS = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
ACTIONS = (
    "say", "react", "edit", "delete_message", "command", "shortcut", "open_home", "mark_read", "click", "click_view",
    "submit_view", "close_view", "upload_file",
)  # fmt: skip


class Page:
    def __init__(self, slack: PlaygroundServer) -> None:
        self.slack = slack

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.file),
            Route("/static/{name:str}", self.file),
            Route("/page/state", self.state),
            Route("/page/messages", self.messages),
            Route("/page/stream", self.stream),
            Route("/page/file/{file:str}", self.image),
            Route("/page/do/{action:str}", self.do, methods=["POST"]),
        ]

    async def file(self, request: Request) -> Response:
        name = request.path_params.get("name", "index.html")
        path = STATIC / name
        if path.parent != STATIC or path.suffix not in KINDS or not path.is_file():
            return PlainTextResponse("not found", 404)
        return FileResponse(path, media_type=KINDS[path.suffix], headers=HEADERS)

    def _who(self, request: Request) -> User:
        return self.slack.workspace.person(request.query_params.get("user", ""))

    async def state(self, request: Request) -> Response:
        """Everything but the messages that one person sees."""
        workspace = self.slack.workspace
        try:
            who = self._who(request)
        except PersonError:
            who = next(iter(workspace.users.values()))
        with workspace.lock:
            workspace.direct_messages(who.id)
            mine = [c for c in workspace.channels.values() if who.id in c.members and not c.is_archived]
            manifest = self.slack.manifest
            return JSONResponse(
                {
                    "team": TEAM_NAME,
                    "me": who.id,
                    "bot": BOT_USER,
                    "connected": bool(self.slack.courier.connections) or self.slack.courier.request_url is not None,
                    "users": {u.id: _person(u) for u in (*workspace.users.values(), _SLACKBOT)},
                    "groups": {name: group[0] for name, group in USERGROUPS.items()},
                    "channels": [_room(c, who) for c in mine],
                    "commands": [asdict(c) for c in manifest.commands],
                    "shortcuts": [asdict(s) for s in manifest.shortcuts],
                    "modals": workspace.modals.get(who.id, []),
                    "home": workspace.homes.get(who.id),
                    "seq": workspace.feed[-1]["seq"] if workspace.feed else 0,
                },
                headers=HEADERS,
            )

    async def messages(self, request: Request) -> Response:
        workspace = self.slack.workspace
        try:
            who = self._who(request)
            channel = self.slack.people.channel(who, request.query_params.get("channel", ""))
        except PersonError as error:
            return JSONResponse({"error": str(error)}, 404)
        with workspace.lock:
            whispers = [m for m in workspace.ephemerals if m["for_user"] == who.id and m["channel"] == channel.id]
            shown = sorted([*channel.messages, *whispers], key=lambda m: float(m["ts"]))
            return JSONResponse({"messages": shown}, headers=HEADERS)

    async def stream(self, request: Request) -> Response:
        """Server-sent events: what changed, as far as it concerns this person."""
        user = request.query_params.get("user", "")
        after = int(request.headers.get("last-event-id") or request.query_params.get("after") or 0)
        headers = {**HEADERS, "X-Accel-Buffering": "no"}
        return StreamingResponse(self._changes(user, after), media_type="text/event-stream", headers=headers)

    async def _changes(self, user: str, after: int) -> AsyncIterator[str]:
        workspace = self.slack.workspace
        loop, woken = asyncio.get_running_loop(), asyncio.Event()

        def wake() -> None:
            loop.call_soon_threadsafe(woken.set)

        workspace.listeners.append(wake)
        try:
            yield ": hello\n\n"
            while True:
                woken.clear()
                with workspace.lock:
                    fresh = [c for c in workspace.feed if c["seq"] > after]
                for change in fresh:
                    after = change["seq"]
                    if change.get("user") in (None, user):
                        yield f"id: {after}\ndata: {json.dumps(change)}\n\n"
                try:
                    await asyncio.wait_for(woken.wait(), 15)
                except TimeoutError:
                    yield ": still here\n\n"
        finally:
            workspace.listeners.remove(wake)

    async def image(self, request: Request) -> Response:
        """An uploaded picture for the page (only pictures: nothing that a browser would run)."""
        file = self.slack.workspace.files.get(request.path_params["file"])
        kinds = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif"}
        kind = kinds.get(file.name.rpartition(".")[2].lower()) if file is not None else None
        if file is None or kind is None:
            return PlainTextResponse("not found", 404)
        return Response(file.content, media_type=kind, headers=HEADERS)

    async def do(self, request: Request) -> Response:
        """What a person does; answers with what came of it once the app has acknowledged, or `error`."""
        action = request.path_params["action"]
        if action not in ACTIONS or request.headers.get("content-type", "").split(";")[0] != "application/json":
            return JSONResponse({"error": f"nobody can {action} here"}, 404)
        try:
            body: Json = json.loads(await request.body())
            if "content_base64" in body:
                body["content"] = base64.b64decode(body.pop("content_base64"))
            result = getattr(self.slack.people, action)(**body)
        except (PersonError, SlackFault, TypeError, ValueError, KeyError) as error:
            return JSONResponse({"error": str(error)}, 400, headers=HEADERS)
        if isinstance(result, Delivery) and result.kind != "events_api":
            await asyncio.to_thread(result.wait, self.slack.courier.ack_seconds + 5)
            return JSONResponse({"outcome": result.outcome}, headers=HEADERS)
        return JSONResponse({"outcome": "done"}, headers=HEADERS)


_SLACKBOT = User(SLACKBOT, "slackbot", "Slackbot", "en-US", is_bot=True)


def _person(user: User) -> Json:
    return {"id": user.id, "name": user.name, "real_name": user.real_name, "title": user.title, "locale": user.locale,
            "color": user.color, "is_bot": user.is_bot, "is_guest": user.is_restricted}  # fmt: skip


def _room(channel: Channel, who: User) -> Json:
    """A channel with its count of messages that `who` has not read (their own and thread replies aside)."""
    last = float(channel.read.get(who.id, "0"))
    unread = [m for m in channel.messages
              if float(m["ts"]) > last and m.get("user") != who.id and not _is_reply(m)]  # fmt: skip
    return {"id": channel.id, "name": channel.name, "is_im": channel.is_im, "is_private": channel.is_private,
            "topic": channel.topic, "members": len(channel.members), "has_bot": BOT_USER in channel.members,
            "unread": len(unread)}  # fmt: skip


def _is_reply(message: Json) -> bool:
    return message.get("thread_ts") not in (None, message["ts"])
