"""`/asinwatch settings`: where alerts go, quiet hours, who owns what, who may do what; and a button to change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.alerts.policy import Policy
from bot.records.text import Mention, Say, Value
from handlers.answers import Answer, Asker, Request, foot
from handlers.permissions import join
from templates.render import render

if TYPE_CHECKING:
    from handlers.desk import Desk


def settings(desk: Desk, request: Request, asker: Asker) -> Answer:
    policy, team = desk.services.alerts.policy(), desk.services.settings.team
    permissions = team.permissions
    lines = [
        _line("channel", _channel(policy.alert_channel)),
        _line("quiet", quiet_words(policy)),
        _line("loudness", Say(f"modal-loudness-{policy.loudness.value}")),
        _line("owner", Mention(policy.default_owner) if policy.default_owner else Say("common-none")),
        _line("fallback", Mention(policy.fallback) if policy.fallback else Say("common-none")),
        _line("zone", policy.timezone),
        _line("admins", _people(permissions.admins, "command-workspace-admins")),
        _line("acknowledge", _people(permissions.acknowledge, "command-settings-members")),
        _line("import", _people(permissions.import_files, "command-settings-admins-only")),
        _line("profit", _people(permissions.see_profit, "command-settings-everybody")),
        _line("routes", Say("command-settings-count", {"n": len(policy.routes)})),
        _line("digests", Say("command-settings-count", {"n": len(team.digests)})),
    ]
    view = {"headline": Say("command-settings-headline"), "lines": lines, "button": not asker.shared_by,
            "foot": foot(request, asker)}  # fmt: skip
    return Answer(render("settings", view, asker.lang), request)


def _line(name: str, value: Value) -> Say:
    return Say("common-labelled", {"label": Say(f"command-settings-{name}"), "value": value})


def _channel(channel: str | None) -> Value:
    return Say("command-channel", {"name": channel.lstrip("#")}) if channel else Say("common-none")


def _people(names: tuple[str, ...], otherwise: str) -> Value:
    return join([Mention(name) for name in names]) if names else Say(otherwise)


def quiet_words(policy: Policy) -> Value:
    if policy.quiet_hours is None:
        return Say("common-none")
    span = policy.quiet_hours
    return f"{span.start:%H:%M}–{span.end:%H:%M}"
