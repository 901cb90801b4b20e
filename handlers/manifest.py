"""The Slack app manifest: just the scopes, commands, shortcuts and events that the code uses (a test compares them)."""

from __future__ import annotations

from typing import Any

from bot.records.text import Say
from bot.settings import Settings
from handlers.commands import COMMANDS
from handlers.events import EVENTS
from handlers.shortcuts import MESSAGE_SHORTCUT
from templates.words import say

# Every method of Slack's Web API that the bot calls, and the bot scopes that it needs.
METHODS: dict[str, tuple[str, ...]] = {
    "apps_connections_open": (),  # with the app-level token, whose scope is connections:write
    "auth_test": (),
    "chat_delete": ("chat:write",),
    "chat_postEphemeral": ("chat:write",),
    "chat_postMessage": ("chat:write",),
    "chat_update": ("chat:write",),
    "conversations_history": ("channels:history", "groups:history", "im:history"),
    "conversations_info": ("channels:read", "groups:read", "im:read"),
    "conversations_list": ("channels:read", "groups:read"),
    "conversations_members": ("channels:read", "groups:read"),
    "conversations_open": ("im:write",),
    "conversations_replies": ("channels:history", "groups:history", "im:history"),
    "files_upload_v2": ("files:write",),
    "usergroups_users_list": ("usergroups:read",),
    "users_info": ("users:read",),
    "users_lookupByEmail": ("users:read.email",),
    "views_open": (),
    "views_publish": (),
    "views_update": (),
}
EVENT_SCOPES: dict[str, tuple[str, ...]] = {
    "app_home_opened": (),
    "app_mention": ("app_mentions:read",),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "reaction_added": ("reactions:read",),
}


def scopes() -> list[str]:
    """The bot scopes, each because a method or an event needs it, or because of commands and dropped files."""
    needed = {"commands", "files:read"}
    for names in (*METHODS.values(), *EVENT_SCOPES.values()):
        needed.update(names)
    return sorted(needed)


def manifest(settings: Settings) -> dict[str, Any]:
    """The manifest in the configured language: Socket Mode, or HTTP where only a signing secret is set."""
    lang = settings.language
    socket_mode = settings.slack_app_token is not None or settings.slack_signing_secret is None
    address = {} if socket_mode else {"request_url": "https://your-host.example/slack/events"}
    commands = [
        {
            "command": name,
            "description": say(Say(f"command-manifest-{name.lstrip('/')}"), lang),
            "usage_hint": say(Say(f"command-usage-{name.lstrip('/')}"), lang),
            "should_escape": True,
            **({} if socket_mode else {"url": address["request_url"]}),
        }
        for name in COMMANDS
    ]
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": "asinwatch",
            "description": say(Say("command-manifest-about"), lang),
            "background_color": "#1d3557",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "asinwatch", "always_online": True},
            "slash_commands": commands,
            "shortcuts": [
                {
                    "name": say(Say("command-shortcut-name"), lang),
                    "type": "message",
                    "callback_id": MESSAGE_SHORTCUT,
                    "description": say(Say("command-shortcut-description"), lang),
                }
            ],
        },
        "oauth_config": {"scopes": {"bot": scopes()}},
        "settings": {
            "event_subscriptions": {**address, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **address},
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket_mode,
            "token_rotation_enabled": False,
        },
    }
