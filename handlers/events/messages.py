"""Messages: the words of an alert's thread, mentions, DMs, and files."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from handlers.acting import act_on_group, action_of, why_not
from handlers.conversation import answer_in_thread
from handlers.desk import Desk
from handlers.dropped_files import dropped_in, import_dropped
from handlers.events.once import is_first
from handlers.home import refresh_homes
from handlers.inbox import finishing
from handlers.intents import read_intent
from handlers.replies import EphemeralIn, notice
from handlers.thread_words import ThreadWord, read_thread_word

_READ_SUBTYPES = (None, "thread_broadcast", "file_share")
_CHINESE = re.compile("[\u4e00-\u9fff]")


def register(app: App, desk: Desk) -> None:
    def heard(event: dict[str, Any], body: dict[str, Any], client: WebClient) -> None:
        user = event.get("user")
        if event.get("bot_id") or not user or event.get("subtype") not in _READ_SUBTYPES:
            return
        files = dropped_in(event)
        if files:
            asker = desk.asker(user, event["channel"], public=True, lang=_written_in(event.get("text") or ""))
            import_dropped(desk, client, event, files, asker)
            refresh_homes(desk, client)
            return
        direct = event.get("channel_type") == "im" or event["channel"].startswith("D")
        text = _without_mention(desk, event.get("text") or "")
        word = read_thread_word(text, user) if _in_thread(event) else None
        if word is None and not direct:
            return
        if word is not None and _thread_word(desk, client, event, word, body.get("event_id")):
            return
        if direct and text and is_first(desk, body):
            _talk(desk, client, event, text, event.get("thread_ts"))

    app.event("message")(finishing(desk, heard))

    @app.event("app_mention")
    def mentioned(event: dict[str, Any], body: dict[str, Any], client: WebClient) -> None:
        user = event.get("user")
        if event.get("bot_id") or not user:
            return
        text = _without_mention(desk, event.get("text") or "")
        if _in_thread(event) and read_thread_word(text, user) is not None:
            return  # the same message arrives as `message` too
        if is_first(desk, body):
            _talk(desk, client, event, text, event.get("thread_ts") or event["ts"])


def _thread_word(desk: Desk, client: WebClient, event: dict[str, Any], word: ThreadWord, event_id: str | None) -> bool:
    """Does what the reply says to the alerts of its thread; False where the thread is no alert's."""
    channel, user = event["channel"], event["user"]
    thread = desk.services.alerts.find_by_thread(channel, event["thread_ts"])
    if thread is None:
        return False
    asker = desk.asker(user, channel, lang=_written_in(event.get("text") or ""))
    now = desk.services.clock.now()
    action = action_of(word, asker, "thread", now)
    reply = EphemeralIn(client, channel, user, event["thread_ts"])
    if (refusal := why_not(action, now)) is not None:
        reply.send(notice(asker.lang, refusal))
    else:
        act_on_group(desk, asker, thread.group_id, action, reply, event_id)
        refresh_homes(desk, client)
    return True


def _talk(desk: Desk, client: WebClient, event: dict[str, Any], text: str, thread_ts: str | None) -> None:
    """A question in words, answered where it was asked."""
    asker = desk.asker(event["user"], event["channel"], public=True, lang=_written_in(text))
    answer_in_thread(desk, client, read_intent(text), asker, event["channel"], thread_ts)


def _in_thread(event: dict[str, Any]) -> bool:
    return bool(event.get("thread_ts")) and event["thread_ts"] != event["ts"]


def _without_mention(desk: Desk, text: str) -> str:
    return text.replace(f"<@{desk.people.workspace()['user_id']}>", " ").strip()


def _written_in(text: str) -> str | None:
    """Chinese characters answer themselves; anything else leaves it to the person's own language."""
    return "zh" if _CHINESE.search(text) else None
