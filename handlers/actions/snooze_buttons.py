"""Under "snoozed until tomorrow": longer, another day, or never mind."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.records.alerts import Action, ActionKind
from handlers.acting import act, snooze_end
from handlers.clicks import Click
from handlers.desk import Desk
from handlers.inbox import finishing
from handlers.replies import OnlyToAsker, Reply, notice
from templates.render import render_view


def register(app: App, desk: Desk) -> None:
    def longer(ack: Ack, body: dict[str, Any], respond: Respond, client: WebClient) -> None:
        ack()
        click, chosen = Click.read(body), json.loads(body["actions"][0]["value"])
        asker = desk.asker(click.user, click.channel)
        until = snooze_end(desk.services.clock.now(), timedelta(days=chosen["d"]), asker)
        reply = _in_place(click, respond, client)
        result = act(desk, asker, chosen["a"], Action(ActionKind.SNOOZE, click.user, "button", until=until), reply)
        if result is not None and result.changed:
            reply.send(notice(asker.lang, result.answer))

    def undo(ack: Ack, body: dict[str, Any], respond: Respond, client: WebClient) -> None:
        ack()
        click = Click.read(body)
        asker = desk.asker(click.user, click.channel)
        reply = _in_place(click, respond, client)
        result = act(desk, asker, click.value, Action(ActionKind.UNACK, click.user, "button"), reply)
        if result is not None and result.changed:
            reply.send(notice(asker.lang, result.answer))

    def choose(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        click = Click.read(body)
        lang = desk.asker(click.user, click.channel).lang
        view = {"alert_id": click.value, "channel": click.channel or "", "first_day": _tomorrow(desk)}
        client.views_open(trigger_id=click.trigger_id, view=render_view("modal_snooze", view, lang))

    app.action("snooze.longer")(finishing(desk, longer))
    app.action("snooze.week")(finishing(desk, longer))
    app.action("snooze.undo")(finishing(desk, undo))
    app.action("snooze.choose")(choose)


def _in_place(click: Click, respond: Respond, client: WebClient) -> Reply:
    return OnlyToAsker(respond, replace=True) if click.only_for_asker else click.reply(respond, client)


def _tomorrow(desk: Desk) -> str:
    return (desk.services.clock.now() + timedelta(days=1)).date().isoformat()
