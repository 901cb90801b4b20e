"""How each kind of outbox item reaches Slack. Nothing is recorded here: the worker does that."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_sdk import WebClient
from sqlalchemy import Connection, Engine

from bot.alerts.policy import Policy
from bot.delivery.charts import drawn
from bot.delivery.directory import Directory
from bot.delivery.faults import BlocksRefused, MessageGone, Refused, ThreadGone, asking
from bot.delivery.looking import find_posted, is_uploaded, metadata
from bot.delivery.rendering import Content, digest_of, plain_form, reply_content, shown_content
from bot.store.messages import Message, Role, get_message
from bot.store.outbox import OutboxItem, sent_ts
from templates.own_blocks import plainly

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sent:
    """What Slack has now. `ts` None: there was nothing to send. `posted`: a new message rather than a changed one.
    `called`: Slack was asked at all. `doubtful`: posted although an earlier attempt may still turn up."""

    channel_id: str | None = None
    ts: str | None = None
    shown_hash: str | None = None
    posted: bool = False
    plain: bool = False
    called: bool = True
    doubtful: bool = False


class ParentMissing(Exception):
    """The parent has to be posted (anew) before this item can be sent."""

    def __init__(self, parent_id: str, *, gone: bool) -> None:
        super().__init__(parent_id)
        self.parent_id, self.gone = parent_id, gone


@dataclass(frozen=True)
class _Posted:
    channel_id: str
    ts: str
    plain: bool = False
    adopted: bool = False
    doubtful: bool = False


@dataclass
class Sender:
    """`guard` is called before each request and raises where the lane is no longer ours."""

    client: WebClient
    engine: Engine
    directory: Directory
    policy: Policy
    now: datetime
    guard: Callable[[], None]

    def send(self, item: OutboxItem) -> Sent:
        """Raises SlackFault, ParentMissing."""
        match item.kind:
            case "show":
                return self._show(item)
            case "reply":
                return self._reply(item)
            case "post":
                return self._plain_post(item)
            case "file":
                return self._file(item)
            case "sweep":
                return self._sweep(item)
        raise Refused(f"unknown kind {item.kind}")

    def _ask(self, call: Callable[..., Any], **arguments: Any) -> Any:
        self.guard()
        return asking(call, **{name: value for name, value in arguments.items() if value is not None})

    def _show(self, item: OutboxItem) -> Sent:
        with self.engine.connect() as connection:
            message = get_message(connection, item.message_id or "")
            if message is None:
                return Sent(called=False)
            content = shown_content(connection, message, self.policy, self.directory, self.now)
            thread_ts = None
            if message.role is Role.PAGE:
                thread_ts = self._parent(get_message(connection, message.parent_id or "")).ts
        if content is None:
            return Sent(called=False)
        shown = digest_of(content)
        if message.ts is not None and message.channel_id is not None:
            if message.shown_hash == shown:
                return Sent(message.channel_id, message.ts, shown, plain=message.plain, called=False)
            plain = self._update(message.channel_id, message.ts, content, message.outbox_id or item.id)
            return Sent(message.channel_id, message.ts, shown, plain=plain)
        channel_id = self.directory.channel_id(message.channel, self.now)
        try:
            posted = self._post(item, channel_id, content, thread_ts)
        except ThreadGone:
            raise ParentMissing(message.parent_id or "", gone=True) from None
        plain = posted.plain
        if posted.adopted:  # it may show what was true when it was posted
            plain = self._update(posted.channel_id, posted.ts, content, item.id)
        return Sent(posted.channel_id, posted.ts, shown, posted=True, plain=plain, doubtful=posted.doubtful)

    def _reply(self, item: OutboxItem) -> Sent:
        with self.engine.connect() as connection:
            parent = self._parent(get_message(connection, item.message_id or ""))
        content = reply_content(item, parent, self.directory, self.now)
        assert parent.channel_id is not None  # a parent with a ts has one
        try:
            posted = self._post(item, parent.channel_id, content, parent.ts, bool(item.payload["broadcast"]))
        except ThreadGone:
            raise ParentMissing(parent.id, gone=True) from None
        return Sent(parent.channel_id, posted.ts, posted=True, plain=posted.plain, doubtful=posted.doubtful)

    def _plain_post(self, item: OutboxItem) -> Sent:
        channel_id = self.directory.channel_id(item.lane, self.now)
        posted = self._post(item, channel_id, dict(item.payload["message"]), item.payload["thread_ts"])
        return Sent(posted.channel_id, posted.ts, posted=True, plain=posted.plain, doubtful=posted.doubtful)

    def _file(self, item: OutboxItem) -> Sent:
        """A chart in the thread of the message that it belongs to, once: its title carries the item's id."""
        with self.engine.connect() as connection:
            channel_id, thread_ts, lang = self._below(connection, item)
            try:
                picture = drawn(connection, item.payload, lang)
            except (ArithmeticError, OSError, RuntimeError) as error:
                log.exception("chart %s cannot be drawn", item.id)
                raise Refused(type(error).__name__) from error
        if picture is None:
            return Sent(called=False)
        content, words = picture
        if item.attempted_at is not None:
            self.guard()
            since = item.first_attempt_at or item.attempted_at
            if is_uploaded(self.client, channel_id, item.id, since, thread_ts):
                log.info("chart %s was uploaded already", item.id)
                return Sent(channel_id)
        title = f"{words} · {item.id}"
        self._ask(
            self.client.files_upload_v2,
            channel=channel_id, thread_ts=thread_ts, content=content, filename="chart.png", title=title, alt_txt=words,
        )  # fmt: skip
        return Sent(channel_id)

    def _below(self, connection: Connection, item: OutboxItem) -> tuple[str, str, str]:
        """Channel, thread and language of the message that a chart belongs to: an alert's, or an item sent before."""
        if item.message_id is not None:
            parent = self._parent(get_message(connection, item.message_id))
            assert parent.channel_id is not None  # a parent with a ts has one
            assert parent.ts is not None
            return parent.channel_id, parent.ts, parent.lang
        ts = sent_ts(connection, item.payload["after"])
        if ts is None:
            raise Refused("its message was not sent")
        return self.directory.channel_id(item.lane, self.now), ts, item.payload["lang"]

    def _sweep(self, item: OutboxItem) -> Sent:
        """Takes away what an attempt that was given up for lost has posted after all."""
        original, thread_ts = str(item.payload["item_id"]), item.payload["thread_ts"]
        channel_id = str(item.payload["channel_id"])
        with self.engine.connect() as connection:
            kept = sent_ts(connection, original)
        since = datetime.fromisoformat(item.payload["since"])
        self.guard()
        found = find_posted(self.client, channel_id, original, since, thread_ts)
        for ts in found if kept in found else found[1:]:
            if ts != kept:
                log.warning("outbox item %s was posted twice; %s is taken away", original, ts)
                self._delete(channel_id, ts)
        return Sent(channel_id)

    @staticmethod
    def _parent(parent: Message | None) -> Message:
        if parent is None or parent.fault is not None:
            raise Refused("parent_cannot_be_posted")
        if parent.ts is None:
            raise ParentMissing(parent.id, gone=False)
        return parent

    def _post(
        self, item: OutboxItem, channel_id: str, content: Content, thread_ts: str | None, broadcast: bool = False
    ) -> _Posted:
        doubtful = item.attempted_at is not None
        if item.attempted_at is not None:
            self.guard()
            found = find_posted(self.client, channel_id, item.id, item.first_attempt_at or item.attempted_at, thread_ts)
            for extra in found[1:]:
                self._delete(channel_id, extra)
            if found:
                log.info("outbox item %s was posted already: adopted %s", item.id, found[0])
                return _Posted(channel_id, found[0], adopted=True)
        arguments = {
            "channel": channel_id,
            "metadata": metadata(item.id),
            "thread_ts": thread_ts,
            "reply_broadcast": True if broadcast else None,
            "unfurl_links": False,
            "unfurl_media": False,
        }
        try:
            answer = self._ask(self.client.chat_postMessage, **arguments, **content)
        except BlocksRefused as fault:
            log.error("outbox item %s: %s; it is sent in a plainer form", item.id, fault.code)
            answer = self._plainer(self.client.chat_postMessage, arguments, content)
            return _Posted(str(answer.get("channel") or channel_id), str(answer["ts"]), plain=True, doubtful=doubtful)
        return _Posted(str(answer.get("channel") or channel_id), str(answer["ts"]), doubtful=doubtful)

    def _update(self, channel_id: str, ts: str, content: Content, item_id: str) -> bool:
        """Changes a message in place; True where only a plainer form of it passed."""
        arguments = {"channel": channel_id, "ts": ts, "metadata": metadata(item_id)}
        try:
            self._ask(self.client.chat_update, **arguments, **content)
        except BlocksRefused as fault:
            log.error("message %s: %s; it is shown in a plainer form", ts, fault.code)
            self._plainer(self.client.chat_update, arguments, content)
            return True
        return False

    def _plainer(self, call: Callable[..., Any], arguments: dict[str, Any], content: Content) -> Any:
        """Without Slack's own tables and charts, so that the buttons stay; else the words alone."""
        simple = plainly(content.get("blocks", ()))
        if simple is not None:
            try:
                return self._ask(call, **arguments, **{**content, "blocks": simple})
            except BlocksRefused as fault:
                log.error("the form without tables and charts: %s; the words alone are sent", fault.code)
        return self._ask(call, **arguments, **plain_form(content))

    def _delete(self, channel_id: str, ts: str) -> None:
        try:
            self._ask(self.client.chat_delete, channel=channel_id, ts=ts)
        except MessageGone:
            return
