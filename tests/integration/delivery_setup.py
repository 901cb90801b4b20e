"""The strict local Slack as fixtures for tests of delivery (imported by name into each of them)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from alertworld import CHANNEL
from slack_sdk import WebClient

from bot.playground.server import PlaygroundServer


@pytest.fixture(scope="module")
def server() -> Iterator[PlaygroundServer]:
    with PlaygroundServer(rate_limits=False) as running:
        yield running


@pytest.fixture
def slack(server: PlaygroundServer) -> PlaygroundServer:
    server.faults.clear()
    for channel in server.workspace.channels.values():
        channel.messages.clear()
    server.workspace.calls.clear()
    return server


@pytest.fixture
def client(slack: PlaygroundServer) -> WebClient:
    return WebClient(token=slack.bot_token, base_url=slack.api_url, timeout=5)


def parents(slack: PlaygroundServer, channel: str = CHANNEL) -> list[dict[str, Any]]:
    """What people see in the channel itself."""
    return [m for m in slack.messages(channel) if m.get("thread_ts") in (None, m["ts"])]


def button_values(messages: list[dict[str, Any]], action_id: str) -> list[str]:
    return [e["value"] for e in _elements(messages) if e["action_id"] == action_id]


def button_names(message: dict[str, Any]) -> list[str]:
    return [e["action_id"] for e in _elements([message])]


def _elements(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    blocks = [block for message in messages for block in message.get("blocks") or ()]
    return [element for block in blocks if block["type"] == "actions" for element in block["elements"]]
