"""`/asinwatch todo [mine|@name]` and `/asinwatch handover [hours]`: what waits, and what the next shift must know."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.records.alerts import Alert
from bot.records.text import Mention, Say, Value
from handlers.alert_rows import alert_row
from handlers.answers import Answer, Asker, Request, foot
from templates.render import render

if TYPE_CHECKING:
    from handlers.desk import Desk

SHIFT_HOURS = 12
IN_A_LIST = 10


def todo(desk: Desk, request: Request, asker: Asker) -> Answer:
    person = asker.person.id if request.text("mine") else request.text("person")
    found = desk.services.alerts.todo(person)
    who: Value = Mention(person) if person else Say("command-todo-team")
    view = {
        "headline": Say("command-todo-headline"),
        "about": Say("command-todo-of", {"who": who}),
        "lists": [
            _list("command-todo-unanswered", found.unanswered),
            _list("command-todo-taken", found.taken),
            _list("command-todo-due", found.due_today),
        ],
        "foot": foot(request, asker),
    }
    return Answer(render("lists", view, asker.lang), request)


def handover(desk: Desk, request: Request, asker: Asker) -> Answer:
    hours = request.number("hours") or SHIFT_HOURS
    found = desk.services.alerts.handover(desk.services.clock.now() - timedelta(hours=hours))
    view = {
        "headline": Say("command-handover-headline"),
        "about": Say("command-handover-since", {"since": found.since}),
        "lists": [
            _list("command-todo-unanswered", found.unanswered),
            _list("command-todo-taken", found.taken),
            _list("command-handover-opened", found.opened),
            _list("command-handover-resolved", found.resolved),
        ],
        "foot": foot(request, asker),
    }
    return Answer(render("lists", view, asker.lang), request)


def _list(title: str, alerts: Sequence[Alert]) -> dict[str, object]:
    left = len(alerts) - IN_A_LIST
    return {
        "title": Say(title, {"n": len(alerts)}),
        "alerts": [alert_row(alert) for alert in alerts[:IN_A_LIST]],
        "more": Say("common-more", {"n": left}) if left > 0 else None,
    }
