"""The modal of the team's settings: alert channel, quiet hours, loudness of threads, default owner, fallback."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.alerts.policy import NOBODY, Loudness, Policy, policy_from
from bot.records.text import Say
from handlers.answers import Asker
from handlers.changing import change_all
from handlers.clicks import Click
from handlers.desk import Desk
from handlers.inbox import finishing
from handlers.permissions import Right
from handlers.views.saving import may_save, opening, sent
from templates.render import render_view
from templates.words import say


def register(app: App, desk: Desk) -> None:
    def open_settings(click: Click, asker: Asker) -> dict[str, Any]:
        return settings_view(desk, click.channel or "", asker.lang)

    app.action("settings.open")(opening(desk, Right.CHANGE, open_settings))

    def save(ack: Ack, body: dict[str, Any], view: dict[str, Any], client: WebClient) -> None:
        one = sent(desk, body, view["private_metadata"], client)
        if bool(one.fields.get("quiet_from")) != bool(one.fields.get("quiet_to")):
            ack(response_action="errors", errors={"quiet_to": say(Say("modal-quiet-both"), one.asker.lang)})
            return
        ack()
        if may_save(desk, one, Right.CHANGE):
            wanted = [("setting", key, value) for key, value in _wanted(desk, one.fields).items()]
            done = change_all(desk, one.asker.person.id, wanted)
            one.tell_saved(Say("modal-settings-saved", {"n": len(wanted)}), done)

    app.view("settings")(finishing(desk, save))


def _wanted(desk: Desk, fields: dict[str, Any]) -> dict[str, str | None]:
    """The settings that differ from what counts now, by their override keys; None takes an override back.

    A picker that showed somebody and was emptied means nobody; the alert channel is then the config file's again. What
    a picker could not show (an address, a name) stays when its field is left empty."""
    now, file = desk.services.alerts.policy(), policy_from(desk.services.settings)
    present = {
        "channel": now.alert_channel,
        "quiet_hours": _span(now),
        "loudness": now.loudness.value,
        "owner:default": now.default_owner,
        "owner:fallback": now.fallback,
    }
    asked = {
        "channel": fields.get("channel") or (file.alert_channel if _picked(now.alert_channel) else now.alert_channel),
        "quiet_hours": f"{fields['quiet_from']}-{fields['quiet_to']}" if fields.get("quiet_from") else "off",
        "loudness": fields.get("loudness") or now.loudness.value,
        "owner:default": fields.get("owner") or (None if _picked(now.default_owner) else now.default_owner),
        "owner:fallback": fields.get("fallback") or (None if _picked(now.fallback) else now.fallback),
    }
    of_file = {
        "channel": file.alert_channel,
        "quiet_hours": _span(file),
        "loudness": file.loudness.value,
        "owner:default": file.default_owner,
        "owner:fallback": file.fallback,
    }
    return {
        key: None if value == of_file[key] else value or NOBODY for key, value in asked.items() if value != present[key]
    }


def _span(policy: Policy) -> str:
    hours = policy.quiet_hours
    return f"{hours.start:%H:%M}-{hours.end:%H:%M}" if hours else "off"


def settings_view(desk: Desk, channel: str, lang: str) -> dict[str, Any]:
    policy = desk.services.alerts.policy()
    quiet = policy.quiet_hours
    view = {
        "metadata": channel,
        "quiet_from": f"{quiet.start:%H:%M}" if quiet else None,
        "quiet_to": f"{quiet.end:%H:%M}" if quiet else None,
        "loudness": policy.loudness.value,
        "loud": [{"value": level.value, "text": say(Say(f"modal-loudness-{level.value}"), lang)} for level in Loudness],
        "channel": _picked(policy.alert_channel),
        "owner": _picked(policy.default_owner),
        "fallback": _picked(policy.fallback),
    }
    return render_view("modal_settings", view, lang)


def _picked(name: str | None) -> str | None:
    """Slack's own pickers take ids alone; a channel's name or an e-mail address is none."""
    return name if name is not None and name[:1] in "CGUW" and name.isalnum() and name.isupper() else None
