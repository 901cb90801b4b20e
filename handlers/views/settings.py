"""The modal of the team's settings: alert channel, quiet hours, loudness of threads, default owner, fallback."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.alerts.policy import Loudness
from bot.records.text import Say
from handlers.changing import change, listed
from handlers.clicks import Click
from handlers.desk import Desk
from handlers.permissions import Right
from handlers.replies import EphemeralIn, notice
from handlers.views.fields import filled
from templates.render import render, render_view
from templates.words import say


def register(app: App, desk: Desk) -> None:
    @app.action("settings.open")
    def open_settings(ack: Ack, body: dict[str, Any], respond: Respond, client: WebClient) -> None:
        ack()
        click = Click.read(body)
        asker = desk.asker(click.user, click.channel)
        refused = desk.refusal(asker.person, Right.CHANGE, click.channel)
        if refused is not None:
            click.reply(respond, client).send(notice(asker.lang, refused))
            return
        client.views_open(trigger_id=click.trigger_id, view=settings_view(desk, click.channel or "", asker.lang))

    @app.view("settings")
    def save(ack: Ack, body: dict[str, Any], view: dict[str, Any], client: WebClient) -> None:
        channel = view["private_metadata"]
        asker = desk.asker(body["user"]["id"], channel or None)
        fields = filled(view)
        if bool(fields.get("quiet_from")) != bool(fields.get("quiet_to")):
            ack(response_action="errors", errors={"quiet_to": say(Say("modal-quiet-both"), asker.lang)})
            return
        ack()
        reply = EphemeralIn(client, channel or asker.person.id, asker.person.id)
        refused = desk.refusal(asker.person, Right.CHANGE, channel or None)
        if refused is not None:
            reply.send(notice(asker.lang, refused))
            return
        done = [change(desk, asker.person.id, "setting", key, value) for key, value in _wanted(desk, fields).items()]
        if not done:
            reply.send(notice(asker.lang, Say("modal-nothing-changed")))
            return
        said = Say("modal-settings-saved", {"n": len(done)})
        reply.send(render("saved", {"said": said, "change_id": done[-1].id, "more": listed(done[:-1])}, asker.lang))


def _wanted(desk: Desk, fields: dict[str, Any]) -> dict[str, str]:
    """The settings that differ from what counts now, by their override keys."""
    now = desk.services.alerts.policy()
    quiet = f"{now.quiet_hours.start:%H:%M}-{now.quiet_hours.end:%H:%M}" if now.quiet_hours else "off"
    asked = {
        "channel": fields.get("channel") or now.alert_channel,
        "quiet_hours": f"{fields['quiet_from']}-{fields['quiet_to']}" if fields.get("quiet_from") else "off",
        "loudness": fields.get("loudness") or now.loudness.value,
        "owner:default": fields.get("owner") or now.default_owner,
        "owner:fallback": fields.get("fallback") or now.fallback,
    }
    present = {
        "channel": now.alert_channel,
        "quiet_hours": quiet,
        "loudness": now.loudness.value,
        "owner:default": now.default_owner,
        "owner:fallback": now.fallback,
    }
    return {key: value for key, value in asked.items() if value is not None and value != present[key]}


def settings_view(desk: Desk, channel: str, lang: str) -> dict[str, Any]:
    policy = desk.services.alerts.policy()
    quiet = policy.quiet_hours
    view = {
        "metadata": channel,
        "quiet_from": f"{quiet.start:%H:%M}" if quiet else None,
        "quiet_to": f"{quiet.end:%H:%M}" if quiet else None,
        "loudness": policy.loudness.value,
        "loud": [{"value": level.value, "text": say(Say(f"modal-loudness-{level.value}"), lang)} for level in Loudness],
        "owner": _member(policy.default_owner),
        "fallback": _member(policy.fallback),
    }
    return render_view("modal_settings", view, lang)


def _member(person: str | None) -> str | None:
    """Slack's own picker takes user ids alone; somebody known by e-mail address stays as set."""
    return person if person is not None and person.startswith(("U", "W")) and "@" not in person else None
