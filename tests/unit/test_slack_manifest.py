"""The manifest names exactly what the code registers and calls."""

from __future__ import annotations

import ast
from pathlib import Path
from types import SimpleNamespace

import pytest
from slack_bolt import App
from slack_sdk import WebClient

import handlers
from bot.settings import Settings
from handlers.commands import COMMANDS
from handlers.manifest import EVENT_SCOPES, METHODS, manifest, scopes

ROOT = Path(__file__).parents[2]
SLACK_METHODS = {
    name for name in dir(WebClient) if not name.startswith("_") and callable(getattr(WebClient, name, None))
} - {"api_call", "issue_new_token"}


def _called() -> set[str]:
    """The methods of Slack's client that are named in the code that talks to Slack."""
    found: set[str] = set()
    for folder, pattern in (("handlers", "**/*.py"), ("bot/delivery", "**/*.py"), ("bot", "*.py")):
        for path in (ROOT / folder).glob(pattern):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                named = isinstance(node, ast.Attribute) and "client" in ast.unparse(node.value)
                if named and node.attr in SLACK_METHODS:
                    found.add(node.attr)
    return found


def test_every_method_that_is_called_is_listed_with_its_scopes_and_no_other() -> None:
    assert _called() == set(METHODS)


class _Recording(App):
    """Keeps what is registered."""

    def __init__(self) -> None:
        super().__init__(token="xoxb-1", signing_secret="s", token_verification_enabled=False)
        self.names: dict[str, set[str]] = {"command": set(), "event": set(), "shortcut": set()}

    def command(self, command, *more, **named):  # type: ignore[no-untyped-def]
        self.names["command"].add(command)
        return super().command(command, *more, **named)

    def event(self, event, *more, **named):  # type: ignore[no-untyped-def]
        self.names["event"].add(event)
        return super().event(event, *more, **named)

    def message_shortcut(self, callback_id, *more, **named):  # type: ignore[no-untyped-def]
        self.names["shortcut"].add(callback_id)
        return super().message_shortcut(callback_id, *more, **named)


@pytest.fixture
def registered() -> dict[str, set[str]]:
    app = _Recording()
    settings = Settings(_env_file=None)
    services = SimpleNamespace(settings=settings, client=app.client, clock=None, engine=None, when_checked=[])
    handlers.register(app, services)
    return app.names


def test_commands_events_and_shortcuts_are_those_that_are_registered(registered: dict[str, set[str]]) -> None:
    made = manifest(Settings(_env_file=None))
    assert {c["command"] for c in made["features"]["slash_commands"]} == registered["command"] == set(COMMANDS)
    events = set(made["settings"]["event_subscriptions"]["bot_events"])
    assert {event.split(".")[0] for event in events} == registered["event"]
    assert events == set(EVENT_SCOPES)
    assert {s["callback_id"] for s in made["features"]["shortcuts"]} == registered["shortcut"]
    assert made["oauth_config"]["scopes"]["bot"] == scopes()


def test_the_manifest_keeps_slacks_lengths_in_both_languages() -> None:
    for lang in ("en", "zh"):
        made = manifest(Settings(_env_file=None, ASINWATCH_LANGUAGE=lang))
        assert len(made["display_information"]["description"]) <= 140
        for shortcut in made["features"]["shortcuts"]:
            assert len(shortcut["name"]) <= 24
            assert len(shortcut["description"]) <= 150
        for command in made["features"]["slash_commands"]:
            assert len(command["description"]) <= 200
            assert len(command["usage_hint"]) <= 100


def test_socket_mode_needs_no_address_and_http_mode_has_one_everywhere() -> None:
    socket = manifest(Settings(_env_file=None, SLACK_APP_TOKEN="xapp-1"))
    assert socket["settings"]["socket_mode_enabled"] is True
    assert "request_url" not in socket["settings"]["interactivity"]
    http = manifest(Settings(_env_file=None, SLACK_SIGNING_SECRET="s"))
    assert http["settings"]["socket_mode_enabled"] is False
    assert http["settings"]["interactivity"]["request_url"].endswith("/slack/events")
    assert all(command["url"].endswith("/slack/events") for command in http["features"]["slash_commands"])
