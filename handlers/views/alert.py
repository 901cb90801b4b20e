"""The modals that assign an alert to somebody and that add a note to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.records.alerts import Action, ActionKind
from handlers.acting import act
from handlers.clicks import Click
from handlers.desk import Desk
from handlers.replies import EphemeralIn, notice
from handlers.views.fields import filled
from templates.render import render_view


def register(app: App, desk: Desk) -> None:
    for name in ("assign", "note"):
        app.action(f"alert.{name}")(_opening(desk, name))
    app.view("assign")(_saving(desk, ActionKind.ASSIGN))
    app.view("note")(_saving(desk, ActionKind.NOTE))


def _opening(desk: Desk, name: str) -> Callable[..., None]:
    def handle(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        click = Click.read(body)
        view = {"alert_id": click.value, "channel": click.channel or "", "user": click.user}
        lang = desk.asker(click.user, click.channel).lang
        client.views_open(trigger_id=click.trigger_id, view=render_view(f"modal_{name}", view, lang))

    return handle


def _saving(desk: Desk, kind: ActionKind) -> Callable[..., None]:
    def handle(ack: Ack, body: dict[str, Any], view: dict[str, Any], client: WebClient) -> None:
        ack()
        alert_id, _, channel = view["private_metadata"].partition(" ")
        asker = desk.asker(body["user"]["id"], channel or None)
        fields = filled(view)
        reply = EphemeralIn(client, channel or asker.person.id, asker.person.id)
        action = Action(kind, asker.person.id, "modal", reason=fields.get("text"), assignee=fields.get("person"))
        result = act(desk, asker, alert_id, action, reply)
        if result is not None and result.changed:
            reply.send(notice(asker.lang, result.answer))

    return handle
