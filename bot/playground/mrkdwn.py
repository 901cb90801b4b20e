"""Slack's control sequences in text: what a person's typing becomes, and what a text mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_ENTITY = re.compile(r"<([^<>\n]+)>")
_BARE_URL = re.compile(r"(?<![<|\w])https?://[^\s<>|]+[^\s<>|.,;:!?)'\"]")


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def typed(text: str, users: Mapping[str, str], channels: Mapping[str, str]) -> str:
    """What Slack makes of a person's typing: escaped, with `@name` and `#name` and addresses as links.

    `users` and `channels` map names to ids.
    """
    result = escape(text)
    result = _BARE_URL.sub(lambda m: f"<{m.group(0)}>", result)
    result = re.sub(r"@(here|channel|everyone)\b", r"<!\1>", result)
    for name, user_id in sorted(users.items(), key=lambda item: -len(item[0])):
        result = re.sub(rf"(?<![\w<@])@{re.escape(name)}(?!\w)", f"<@{user_id}>", result)
    for name, channel_id in sorted(channels.items(), key=lambda item: -len(item[0])):
        result = re.sub(rf"(?<![\w<#])#{re.escape(name)}(?![\w-])", f"<#{channel_id}|{name}>", result)
    return result


def mentions(text: str) -> list[str]:
    """Who a mrkdwn text notifies: user ids, group ids, and `here`, `channel`, `everyone`."""
    found = []
    for match in _ENTITY.finditer(text):
        inner = match.group(1)
        if inner.startswith("@"):
            found.append(inner[1:].split("|")[0])
        elif inner.startswith("!subteam^"):
            found.append(inner.removeprefix("!subteam^").split("|")[0])
        elif inner.startswith("!"):
            name = inner[1:].split("|")[0].split("^")[0]
            if name in ("here", "channel", "everyone"):
                found.append(name)
    return found


def links(text: str) -> list[str]:
    """The addresses that a mrkdwn text links to."""
    return [
        match.group(1).split("|")[0]
        for match in _ENTITY.finditer(text)
        if match.group(1).startswith(("http://", "https://", "mailto:"))
    ]


def texts_of(message: Any) -> Iterator[str]:
    """Every mrkdwn text of a message: its `text` and all mrkdwn text objects in its blocks and attachments."""
    if isinstance(message, dict):
        if isinstance(message.get("text"), str) and message.get("type") in ("message", "mrkdwn", None):
            yield message["text"]
        for name, value in message.items():
            if name != "metadata":
                yield from texts_of(value)
    elif isinstance(message, list):
        for value in message:
            yield from texts_of(value)
