"""The modal that logs an event: a promotion, a price or listing change, an experiment, or another."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.records.text import Say
from handlers.answers import Asker
from handlers.changing import change
from handlers.clicks import Click
from handlers.desk import Desk
from handlers.permissions import Right
from handlers.replies import EphemeralIn, notice
from handlers.views.fields import filled
from templates.render import render, render_view
from templates.words import say

KINDS = (
    "price_change", "listing_change", "promotion_start", "promotion_end", "experiment_start", "experiment_end",
    "ad_change", "restock", "other",
)  # fmt: skip


def register(app: App, desk: Desk) -> None:
    @app.action("event.open")
    def open_event(ack: Ack, body: dict[str, Any], respond: Respond, client: WebClient) -> None:
        ack()
        click = Click.read(body)
        asker = desk.asker(click.user, click.channel)
        refused = desk.refusal(asker.person, Right.ACKNOWLEDGE, click.channel)
        if refused is not None:
            click.reply(respond, client).send(notice(asker.lang, refused))
            return
        account, marketplace, asin = click.value.rsplit(" ", 2)
        view = event_view(asker, account, marketplace, asin, desk.services.clock.now().date())
        client.views_open(trigger_id=click.trigger_id, view=view)

    @app.view("event")
    def save(ack: Ack, body: dict[str, Any], view: dict[str, Any], client: WebClient) -> None:
        ack()
        account, marketplace, asin, channel = json.loads(view["private_metadata"])
        asker = desk.asker(body["user"]["id"], channel or None)
        reply = EphemeralIn(client, channel or asker.person.id, asker.person.id)
        refused = desk.refusal(asker.person, Right.ACKNOWLEDGE, channel or None)
        if refused is not None:
            reply.send(notice(asker.lang, refused))
            return
        fields = filled(view)
        key = {
            "account": account,
            "date": fields["day"],
            "marketplace": marketplace,
            "asin": asin,
            "kind": fields["kind"],
            "note": fields.get("note") or "",
        }
        done = change(desk, asker.person.id, "event", json.dumps(key, ensure_ascii=False), {})
        said = Say("modal-event-saved", {"asin": asin, "day": date.fromisoformat(fields["day"])})
        reply.send(render("saved", {"said": said, "change_id": done.id}, asker.lang))


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
