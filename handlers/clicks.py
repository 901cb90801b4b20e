"""A click as Slack tells it: who, where, on what kind of message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from slack_bolt import Respond
from slack_sdk import WebClient

from handlers.replies import EphemeralIn, OnlyToAsker, Reply


@dataclass(frozen=True)
class Click:
    """`channel` and `message_ts` are None in App Home and modals; `only_for_asker`: the message was ephemeral."""

    user: str
    value: str
    channel: str | None
    message_ts: str | None
    thread_ts: str | None
    only_for_asker: bool
    in_home: bool
    trigger_id: str
    action_id: str

    @classmethod
    def read(cls, body: dict[str, Any]) -> Click:
        action = body["actions"][0]
        container = body.get("container") or {}
        message = body.get("message") or {}
        chosen = action.get("value") or (action.get("selected_option") or {}).get("value") or ""
        return cls(
            user=body["user"]["id"],
            value=chosen,
            channel=(body.get("channel") or {}).get("id") or container.get("channel_id"),
            message_ts=container.get("message_ts") or message.get("ts"),
            thread_ts=message.get("thread_ts") or container.get("thread_ts"),
            only_for_asker=bool(container.get("is_ephemeral")),
            in_home=(body.get("view") or {}).get("type") == "home",
            trigger_id=body.get("trigger_id") or "",
            action_id=action["action_id"],
        )

    def reply(self, respond: Respond, client: WebClient) -> Reply:
        """A new answer to the one who clicked; from App Home it comes as a direct message."""
        if self.channel is None:
            return EphemeralIn(client, self.user, self.user)
        return OnlyToAsker(respond)
