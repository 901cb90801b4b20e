"""The modal "snooze until": a day, and why."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.records.alerts import Action, ActionKind
from bot.records.text import Say
from handlers.acting import LONGEST_SNOOZE, MORNING, act
from handlers.desk import Desk
from handlers.replies import EphemeralIn, notice
from handlers.views.fields import filled
from templates.words import say


def register(app: App, desk: Desk) -> None:
    @app.view("snooze")
    def snooze(ack: Ack, body: dict[str, Any], view: dict[str, Any], client: WebClient) -> None:
        alert_id, _, channel = view["private_metadata"].partition(" ")
        asker = desk.asker(body["user"]["id"], channel or None)
        fields, now = filled(view), desk.services.clock.now()
        day = date.fromisoformat(fields["day"])
        until = datetime.combine(day, MORNING, ZoneInfo(asker.person.zone)).astimezone(UTC)
        if not now < until <= now + LONGEST_SNOOZE:
            ack(response_action="errors", errors={"day": say(Say("modal-snooze-day-wrong"), asker.lang)})
            return
        ack()
        reply = EphemeralIn(client, channel or asker.person.id, asker.person.id)
        action = Action(ActionKind.SNOOZE, asker.person.id, "modal", reason=fields.get("reason"), until=until)
        result = act(desk, asker, alert_id, action, reply)
        if result is not None and result.changed:
            reply.send(notice(asker.lang, result.answer))
