"""Looks in Slack for a message that we may have posted: its metadata carries the outbox item's id."""

from __future__ import annotations

from collections.abc import Iterator
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
    found = [str(m["ts"]) for m in _messages(client, channel_id, since, thread_ts) if _carries(m, item_id)]
    return sorted(set(found), key=float)


def is_uploaded(client: WebClient, channel_id: str, item_id: str, since: datetime, thread_ts: str) -> bool:
    """Whether the thread has a file whose title carries `item_id`: uploads take no metadata."""
    return any(
        item_id in str(file.get("title") or "").split()
        for message in _messages(client, channel_id, since, thread_ts)
        for file in message.get("files") or ()
    )


def _messages(client: WebClient, channel_id: str, since: datetime, thread_ts: str | None) -> Iterator[dict[str, Any]]:
    oldest, cursor = f"{(since - SKEW).timestamp():.6f}", ""
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
            return
        yield from page["messages"]
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return


def _carries(message: dict[str, Any], item_id: str) -> bool:
    carried = message.get("metadata") or {}
    return carried.get("event_type") == EVENT_TYPE and (carried.get("event_payload") or {}).get("id") == item_id
