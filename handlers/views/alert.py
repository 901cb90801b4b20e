"""The modals that assign an alert to somebody and that add a note to it; the menu of an alert's message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.records.alerts import Action, ActionKind
from handlers.acting import act
from handlers.clicks import Click
from handlers.desk import Desk
from handlers.inbox import finishing
from handlers.replies import notice
from handlers.views.saving import sent
from templates.render import render_view


def register(app: App, desk: Desk) -> None:
    for name in ("assign", "note"):
        app.action(f"alert.{name}")(_opening(desk, name))
    app.action("alert.more")(_choosing(desk))
    app.view("assign")(_saving(desk, ActionKind.ASSIGN))
    app.view("note")(_saving(desk, ActionKind.NOTE))


def _opening(desk: Desk, name: str) -> Callable[..., None]:
    def handle(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        click = Click.read(body)
        _open(desk, client, click, name, click.value)

    return handle


def _open(desk: Desk, client: WebClient, click: Click, name: str, alert_id: str) -> None:
    view = {"alert_id": alert_id, "channel": click.channel or "", "user": click.user}
    lang = desk.asker(click.user, click.channel).lang
    client.views_open(trigger_id=click.trigger_id, view=render_view(f"modal_{name}", view, lang))


def _choosing(desk: Desk) -> Callable[..., None]:
    """The menu: assign and note open their modal, a judgement counts at once."""

    def handle(ack: Ack, body: dict[str, Any], respond: Respond, client: WebClient) -> None:
        ack()
        click = Click.read(body)
        word, _, alert_id = click.value.partition(" ")
        if word in ("assign", "note"):
            _open(desk, client, click, word, alert_id)
            return
        asker, reply = desk.asker(click.user, click.channel), click.reply(respond, client)
        result = act(desk, asker, alert_id, Action(ActionKind(word), click.user, "button"), reply)
        if result is not None and result.changed:
            reply.send(notice(asker.lang, result.answer))

    return finishing(desk, handle)


def _saving(desk: Desk, kind: ActionKind) -> Callable[..., None]:
    def handle(ack: Ack, body: dict[str, Any], view: dict[str, Any], client: WebClient) -> None:
        ack()
        alert_id, _, channel = view["private_metadata"].partition(" ")
        one = sent(desk, body, channel, client)
        reason, assignee = one.fields.get("text"), one.fields.get("person")
        action = Action(kind, one.asker.person.id, "modal", reason=reason, assignee=assignee)
        result = act(desk, one.asker, alert_id, action, one.reply)
        if result is not None and result.changed:
            one.tell(result.answer)

    return finishing(desk, handle)
