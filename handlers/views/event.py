"""The modal that logs an event: a promotion, a price or listing change, an experiment, or another."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

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

KINDS = (
    "price_change", "listing_change", "promotion_start", "promotion_end", "experiment_start", "experiment_end",
    "ad_change", "restock", "other",
)  # fmt: skip


def register(app: App, desk: Desk) -> None:
    def open_event(click: Click, asker: Asker) -> dict[str, Any]:
        account, marketplace, asin = click.value.rsplit(" ", 2)
        return event_view(asker, account, marketplace, asin, desk.services.clock.now().date())

    app.action("event.open")(opening(desk, Right.ACKNOWLEDGE, open_event))

    def save(ack: Ack, body: dict[str, Any], view: dict[str, Any], client: WebClient) -> None:
        ack()
        account, marketplace, asin, channel = json.loads(view["private_metadata"])
        one = sent(desk, body, channel, client)
        if not may_save(desk, one, Right.ACKNOWLEDGE):
            return
        key = {
            "account": account,
            "date": one.fields["day"],
            "marketplace": marketplace,
            "asin": asin,
            "kind": one.fields["kind"],
            "note": one.fields.get("note") or "",
        }
        done = change_all(desk, one.asker.person.id, [("event", json.dumps(key, ensure_ascii=False), {})])
        one.tell_saved(Say("modal-event-saved", {"asin": asin, "day": date.fromisoformat(one.fields["day"])}), done)

    app.view("event")(finishing(desk, save))


def event_view(asker: Asker, account: str, marketplace: str, asin: str, today: date) -> dict[str, Any]:
    view = {
        "metadata": json.dumps([account, marketplace, asin, asker.channel or ""]),
        "asin": asin,
        "marketplace": marketplace,
        "today": today.isoformat(),
        "kinds": [
            {"value": kind, "text": say(Say(f"modal-event-{kind.replace('_', '-')}"), asker.lang)} for kind in KINDS
        ],
    }
    return render_view("modal_event", view, asker.lang)
