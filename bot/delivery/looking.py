"""Looks in Slack for a message that we may have posted: its metadata carries the outbox item's id."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from slack_sdk import WebClient

from bot.delivery.faults import ThreadGone, asking

EVENT_TYPE = "asinwatch_outbox"
SKEW = timedelta(hours=2)  # our clock and Slack's may differ, and ours may be set back
PAGE = 200


def metadata(item_id: str) -> dict[str, Any]:
    return {"event_type": EVENT_TYPE, "event_payload": {"id": item_id}}


def find_posted(
    client: WebClient, channel_id: str, item_id: str, since: datetime, thread_ts: str | None = None
) -> list[str]:
    """The `ts` of every message in the channel (or the thread) that carries `item_id`, oldest first; [] where none
    was posted since (less an allowance for clocks that differ)."""
    oldest = f"{(since - SKEW).timestamp():.6f}"
    found, cursor = [], ""
    while True:
        arguments: dict[str, Any] = {
            "channel": channel_id, "oldest": oldest, "limit": PAGE, "include_all_metadata": True,
        }  # fmt: skip
        if cursor:
            arguments["cursor"] = cursor
        try:
            if thread_ts is None:
                page: Any = asking(client.conversations_history, **arguments)
            else:
                page = asking(client.conversations_replies, ts=thread_ts, **arguments)
        except ThreadGone:
            return []
        found += [str(message["ts"]) for message in page["messages"] if _carries(message, item_id)]
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return sorted(set(found), key=float)


def _carries(message: dict[str, Any], item_id: str) -> bool:
    carried = message.get("metadata") or {}
    return carried.get("event_type") == EVENT_TYPE and (carried.get("event_payload") or {}).get("id") == item_id
