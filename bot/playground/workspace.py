"""The state of the local Slack behind one lock, and the feed of what changed in it."""

from __future__ import annotations

import itertools
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.playground.errors import Json, PersonError, SlackFault
from bot.playground.people import BOT_ID, BOT_SCOPES, BOT_USER, TEAM_ID, Channel, User, demo_channels, demo_users

SLACKBOT = "USLACKBOT"
TRIGGER_SECONDS = 3.0
RESPONSE_URL_SECONDS = 30 * 60.0
RESPONSE_URL_USES = 5


@dataclass
class Trigger:
    user: str
    issued: float
    used: bool = False


@dataclass
class ResponseUrl:
    user: str
    channel: str
    issued: float
    message_ts: str | None = None  # the message that was clicked
    ephemeral: bool = False  # whether that message is one that only its reader sees
    thread_ts: str | None = None
    uses: int = 0
    answered_ts: str | None = None  # what was whispered through it last, which `replace_original` replaces


@dataclass
class File:
    id: str
    name: str
    user: str
    content: bytes = b""
    title: str = ""
    channels: list[str] = field(default_factory=list)
    length: int = 0
    complete: bool = False


class Workspace:
    """Everything a Slack workspace remembers. Take `lock` around several reads that must agree."""

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self.now = now
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.users: dict[str, User] = {u.id: u for u in demo_users()}
        self.channels: dict[str, Channel] = {c.id: c for c in demo_channels()}
        self.bot_scopes: set[str] = set(BOT_SCOPES)
        self.ephemerals: list[Json] = []
        self.files: dict[str, File] = {}
        self.modals: dict[str, list[Json]] = {}  # user → stack of open views
        self.homes: dict[str, Json] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.failures: list[Json] = []  # what a person saw go wrong
        self.calls: deque[Json] = deque(maxlen=20_000)  # every Web API call with its outcome
        self.feed: deque[Json] = deque(maxlen=5_000)
        self.listeners: list[Callable[[], None]] = []
        self.base_url = ""
        self._numbers = itertools.count(1)
        self._last_ts = 0

    # ── names ────────────────────────────────────────────────────────────────────────────────────────────────────
    def new_id(self, prefix: str) -> str:
        return f"{prefix}{next(self._numbers):04d}{secrets.token_hex(3).upper()}"

    def new_ts(self) -> str:
        """A message's timestamp: microseconds, unique and increasing, as in Slack."""
        with self.lock:
            self._last_ts = max(int(self.now() * 1_000_000), self._last_ts + 1)
            return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def announce(self, kind: str, **data: Any) -> None:
        with self.lock:
            seq = self.feed[-1]["seq"] + 1 if self.feed else 1
            self.feed.append({"seq": seq, "kind": kind, **data})
            self.changed.notify_all()
            for listener in self.listeners:
                listener()

    # ── finding ──────────────────────────────────────────────────────────────────────────────────────────────────
    def channel_named(self, name: str) -> Channel | None:
        """A channel by id, by name, or by `#name`; for a user id the direct messages with the bot."""
        if name in self.channels:
            return self.channels[name]
        plain = name.removeprefix("#")
        for channel in self.channels.values():
            if channel.name == plain and not channel.is_im:
                return channel
        if name in self.users and name != BOT_USER:
            return self.direct_messages(name)
        return None

    def person(self, name: str) -> User:
        """A user by id or by name; PersonError where there is none."""
        for user in self.users.values():
            if name in (user.id, user.name, user.real_name):
                return user
        raise PersonError(f"nobody here is called {name}")

    def direct_messages(self, user: str) -> Channel:
        with self.lock:
            for channel in self.channels.values():
                if channel.is_im and user in channel.members:
                    return channel
            channel = Channel(f"D0{user.removeprefix('U0')}", "", [user, BOT_USER], is_im=True)
            self.channels[channel.id] = channel
            self.announce("channel", channel=channel.id)
            return channel

    def message(self, channel: str, ts: str) -> Json | None:
        return next((m for m in self.channels[channel].messages if m["ts"] == ts), None)

    def channel_of(self, ts: str) -> Channel | None:
        return next((c for c in self.channels.values() if any(m["ts"] == ts for m in c.messages)), None)

    # ── messages ─────────────────────────────────────────────────────────────────────────────────────────────────
    def post(self, channel: Channel, message: Json) -> Json:
        """Stores a message, keeps the thread's parent up to date, and tells the page."""
        with self.lock:
            message = {"type": "message", "ts": self.new_ts(), "team": TEAM_ID, **message}
            thread = message.get("thread_ts")
            if thread == message["ts"]:
                message.pop("thread_ts")
            channel.messages.append(message)
            if thread is not None:
                self._count_replies(channel, thread)
            self.announce("message", channel=channel.id, ts=message["ts"], thread_ts=thread)
            return message

    def _count_replies(self, channel: Channel, thread: str) -> None:
        parent = self.message(channel.id, thread)
        if parent is None:
            return
        replies = [m for m in channel.messages if m.get("thread_ts") == thread and m["ts"] != thread]
        if not replies:
            for name in ("thread_ts", "reply_count", "reply_users", "reply_users_count", "latest_reply"):
                parent.pop(name, None)
            return
        people = list(dict.fromkeys(m.get("user", BOT_USER) for m in replies))
        parent.update(
            thread_ts=thread,
            reply_count=len(replies),
            reply_users=people,
            reply_users_count=len(people),
            latest_reply=replies[-1]["ts"],
        )

    def edit(self, channel: Channel, message: Json, changes: Json) -> None:
        with self.lock:
            for name, value in changes.items():
                if value is None:
                    message.pop(name, None)
                else:
                    message[name] = value
            self.announce("message_changed", channel=channel.id, ts=message["ts"])

    def delete(self, channel: Channel, message: Json) -> None:
        with self.lock:
            channel.messages.remove(message)
            if message.get("thread_ts"):
                self._count_replies(channel, message["thread_ts"])
            self.announce("message_deleted", channel=channel.id, ts=message["ts"], thread_ts=message.get("thread_ts"))

    def whisper(self, channel: str, user: str, message: Json) -> Json:
        """A message that only one person sees; it is in no history."""
        with self.lock:
            whispered = {
                "type": "message",
                "ts": self.new_ts(),
                "is_ephemeral": True,
                "channel": channel,
                "for_user": user,
                "user": BOT_USER,
                "bot_id": BOT_ID,
                **message,
            }
            self.ephemerals.append(whispered)
            self.announce("ephemeral", channel=channel, user=user, ts=whispered["ts"])
            return whispered

    def fail_for(self, user: str, text: str, channel: str | None = None) -> None:
        """What a person sees when the app did not answer in time or refused; for a command Slackbot says it."""
        with self.lock:
            if channel is not None:
                self.whisper(channel, user, {"user": SLACKBOT, "bot_id": None, "text": text})
            self.failures.append({"user": user, "text": text, "channel": channel, "at": self.now()})
            self.announce("failure", user=user, text=text, channel=channel)

    # ── triggers and response addresses ──────────────────────────────────────────────────────────────────────────
    def new_trigger(self, user: str) -> str:
        with self.lock:
            trigger = f"{secrets.randbelow(10**12):012d}.{TEAM_ID}.{secrets.token_hex(16)}"
            self.triggers[trigger] = Trigger(user, self.now())
            return trigger

    def use_trigger(self, trigger: str) -> str:
        """The user of a trigger id, which lives 3 seconds and works once."""
        with self.lock:
            found = self.triggers.get(trigger)
            if found is None:
                raise SlackFault("invalid_trigger_id")
            if found.used:
                raise SlackFault("exchanged_trigger_id")
            if self.now() - found.issued > TRIGGER_SECONDS:
                raise SlackFault("expired_trigger_id")
            found.used = True
            return found.user

    def new_response_url(self, **what: Any) -> str:
        with self.lock:
            token = secrets.token_urlsafe(24)
            self.response_urls[token] = ResponseUrl(issued=self.now(), **what)
            return f"{self.base_url}/response/{token}"

    def use_response_url(self, token: str) -> ResponseUrl:
        with self.lock:
            found = self.response_urls.get(token)
            if found is None:
                raise SlackFault("invalid_url")
            if self.now() - found.issued > RESPONSE_URL_SECONDS:
                raise SlackFault("expired_url")
            if found.uses >= RESPONSE_URL_USES:
                raise SlackFault("used_url")
            found.uses += 1
            return found
