"""The buttons of an alert: acknowledge, snooze, resolve, take back, diagnose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.records.alerts import Action, ActionKind, ActionResult
from bot.records.text import Say
from handlers.acting import act, act_on_group, snooze_end
from handlers.answers import Request
from handlers.clicks import Click
from handlers.conversation import answer_in_thread
from handlers.desk import Desk
from handlers.home import publish_home, refresh_homes
from handlers.inbox import finishing
from handlers.replies import answer, notice
from templates.render import render

SNOOZE_BUTTON = timedelta(days=1)
_KINDS = {
    "alert.ack": ActionKind.ACK,
    "alert.unack": ActionKind.UNACK,
    "alert.resolve": ActionKind.RESOLVE,
    "alert.useful": ActionKind.USEFUL,
    "alert.not_useful": ActionKind.NOT_USEFUL,
}


def register(app: App, desk: Desk) -> None:
    for action_id, kind in _KINDS.items():
        app.action(action_id)(_acting(desk, kind))
    app.action("alert.snooze")(_snoozing(desk))
    app.action("alert.ack_all")(_acknowledging_all(desk))
    app.action("alert.diagnose")(_diagnosing(desk))


def _acting(desk: Desk, kind: ActionKind) -> Callable[..., None]:
    def handle(ack: Ack, body: dict[str, Any], respond: Respond, client: WebClient) -> None:
        ack()
        click = Click.read(body)
        asker = desk.asker(click.user, click.channel)
        result = act(desk, asker, click.value, Action(kind, click.user, "button"), click.reply(respond, client))
        _show_elsewhere(desk, click, result, respond, client)

    return finishing(desk, handle)


def _show_elsewhere(desk: Desk, click: Click, result: ActionResult | None, respond: Respond, client: WebClient) -> None:
    """A click in App Home or in a list shows its effect there; in the alert's own message delivery shows it."""
    if click.in_home:
        publish_home(desk, client, click.user)
    elif click.only_for_asker and result is not None and result.changed:
        asker = desk.asker(click.user, click.channel)
        click.reply(respond, client).send(notice(asker.lang, result.answer))
    refresh_homes(desk, client, but=click.user if click.in_home else None)


def _snoozing(desk: Desk) -> Callable[..., None]:
    """Snoozes until tomorrow morning at once; the answer offers longer."""

    def handle(ack: Ack, body: dict[str, Any], respond: Respond, client: WebClient) -> None:
        ack()
        click = Click.read(body)
        asker = desk.asker(click.user, click.channel)
        until = snooze_end(desk.services.clock.now(), SNOOZE_BUTTON, asker)
        reply = click.reply(respond, client)
        result = act(desk, asker, click.value, Action(ActionKind.SNOOZE, click.user, "button", until=until), reply)
        if result is not None and result.changed:
            reply.send(render("snoozed", {"said": result.answer, "alert_id": click.value}, asker.lang))
        if click.in_home:
            publish_home(desk, client, click.user)

    return finishing(desk, handle)


def _acknowledging_all(desk: Desk) -> Callable[..., None]:
    def handle(ack: Ack, body: dict[str, Any], respond: Respond, client: WebClient) -> None:
        ack()
        click = Click.read(body)
        asker = desk.asker(click.user, click.channel)
        action = Action(ActionKind.ACK, click.user, "button")
        act_on_group(desk, asker, click.value, action, click.reply(respond, client))

    return finishing(desk, handle)


def _diagnosing(desk: Desk) -> Callable[..., None]:
    """Below an alert's own message the team sees the diagnosis in its thread; elsewhere only the one who asked."""

    def handle(ack: Ack, body: dict[str, Any], respond: Respond, client: WebClient) -> None:
        ack()
        click = Click.read(body)
        alert = desk.services.alerts.get(click.value)
        if alert is None or alert.about.asin is None:
            asker = desk.asker(click.user, click.channel)
            click.reply(respond, client).send(notice(asker.lang, Say("command-no-such-alert")))
            return
        about = alert.about
        request = Request("diagnose", {"asin": about.asin, "marketplace": about.marketplace, "account": about.account})
        if click.only_for_asker or click.channel is None or click.message_ts is None:
            asker = desk.asker(click.user, click.channel)
            answer(click.reply(respond, client), asker.lang, lambda: desk.answer(request, asker).message)
            return
        asker = desk.asker(click.user, click.channel, public=True)
        answer_in_thread(desk, client, request, asker, click.channel, click.thread_ts or click.message_ts)

    return handle
