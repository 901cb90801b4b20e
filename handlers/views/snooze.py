"""The modal "snooze until": a day, and why."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.records.alerts import Action, ActionKind
from bot.records.text import Say
from handlers.acting import MORNING, act, why_not
from handlers.desk import Desk
from handlers.inbox import finishing
from handlers.views.saving import sent
from templates.words import say


def register(app: App, desk: Desk) -> None:
    def snooze(ack: Ack, body: dict[str, Any], view: dict[str, Any], client: WebClient) -> None:
        alert_id, _, channel = view["private_metadata"].partition(" ")
        one, now = sent(desk, body, channel, client), desk.services.clock.now()
        day, person = date.fromisoformat(one.fields["day"]), one.asker.person
        until = datetime.combine(day, MORNING, ZoneInfo(person.zone)).astimezone(UTC)
        action = Action(ActionKind.SNOOZE, person.id, "modal", reason=one.fields.get("reason"), until=until)
        if why_not(action, now) is not None:
            ack(response_action="errors", errors={"day": say(Say("modal-snooze-day-wrong"), one.asker.lang)})
            return
        ack()
        result = act(desk, one.asker, alert_id, action, one.reply)
        if result is not None and result.changed:
            one.tell(result.answer)

    app.view("snooze")(finishing(desk, snooze))
