"""Reactions on an alert's message: 👀 acknowledges, ✅ resolves."""

from __future__ import annotations

from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.records.alerts import Action, ActionKind
from handlers.acting import act_on_group
from handlers.desk import Desk
from handlers.home import refresh_homes
from handlers.inbox import finishing
from handlers.replies import EphemeralIn

REACTIONS = {"eyes": ActionKind.ACK, "white_check_mark": ActionKind.RESOLVE}


def register(app: App, desk: Desk) -> None:
    def reacted(event: dict[str, Any], body: dict[str, Any], client: WebClient) -> None:
        kind = REACTIONS.get(event["reaction"].split("::")[0])
        item = event.get("item") or {}
        if kind is None or item.get("type", "message") != "message":
            return
        thread = desk.services.alerts.find_by_thread(item["channel"], item["ts"])
        if thread is None:
            return
        asker = desk.asker(event["user"], item["channel"])
        reply = EphemeralIn(client, item["channel"], event["user"], item["ts"])
        action = Action(kind, event["user"], "reaction")
        act_on_group(desk, asker, thread.group_id, action, reply, body.get("event_id"))
        refresh_homes(desk, client)

    app.event("reaction_added")(finishing(desk, reacted))
