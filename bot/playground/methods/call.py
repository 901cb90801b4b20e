"""One call of a Web API method: its arguments, typed, and the faults that Slack answers for bad ones."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from bot.playground.errors import Json, SlackFault
from bot.playground.people import BOT_USER, Channel
from bot.playground.workspace import Workspace


class Events(Protocol):
    """Where happenings go that the app hears of (`bot.playground.person`)."""

    def emit(self, event: Json) -> object: ...

    def socket_url(self) -> str: ...


@dataclass
class Call:
    workspace: Workspace
    events: Events
    args: Json
    method: str = ""

    def text(self, name: str, default: str = "") -> str:
        value = self.args.get(name)
        return default if value is None else value if isinstance(value, str) else json.dumps(value)

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.args.get(name)
        return default if value is None else value in (True, 1, "1", "true", "True")

    def number(self, name: str, default: int, most: int) -> int:
        value = self.args.get(name)
        if value is None or value == "":
            return default
        try:
            number = int(value)
        except (TypeError, ValueError):
            raise SlackFault("invalid_arguments", [f"[ERROR] must be an integer [json-pointer:/{name}]"]) from None
        if number < 1:
            raise SlackFault("invalid_limit")
        return min(number, most)

    def structure(self, name: str, code: str = "invalid_arguments") -> Any:
        """An argument that is JSON, also where it came as a string in a form."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        if value == "":
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise SlackFault(code, [f"[ERROR] invalid JSON [json-pointer:/{name}]"]) from None

    def channel(self, name: str = "channel") -> Channel:
        """The channel that is meant; not_found where the bot cannot see it."""
        found = self.workspace.channel_named(self.text(name))
        if found is None or (found.is_private and BOT_USER not in found.members):
            raise SlackFault("channel_not_found")
        return found

    def page(self, items: list[Any], default: int = 100, most: int = 1000) -> tuple[list[Any], Json]:
        """A page of the items and Slack's `response_metadata` with the cursor to the next."""
        limit = self.number("limit", default, most)
        first = 0
        cursor = self.text("cursor")
        if cursor:
            try:
                kind, _, offset = base64.b64decode(cursor, validate=True).decode().partition(":")
                first = int(offset)
            except (ValueError, UnicodeDecodeError):
                raise SlackFault("invalid_cursor") from None
            if kind != self.method:
                raise SlackFault("invalid_cursor")
        following = first + limit
        more = following < len(items)
        token = base64.b64encode(f"{self.method}:{following}".encode()).decode() if more else ""
        return items[first:following], {"next_cursor": token}


@dataclass(frozen=True)
class Method:
    """`per_minute` is Slack's rate tier; `scope` is what the bot token needs; `token` is bot or app."""

    name: str
    run: Callable[[Call], Json]
    scope: str | None = None
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    per_minute: int = 50
    token: str = "bot"
