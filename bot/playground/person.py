"""What a person does in the local Slack, and what Slack tells the app about it."""

from __future__ import annotations

from typing import Any

from bot.playground import mrkdwn
from bot.playground.delivery import Courier, Delivery
from bot.playground.errors import Json, PersonError
from bot.playground.methods.conversations import change_reaction
from bot.playground.methods.files import file_json
from bot.playground.people import APP_ID, BOT_USER, TEAM_DOMAIN, TEAM_ID, Channel, User
from bot.playground.viewstate import elements
from bot.playground.workspace import File, Workspace

TOKEN = "local-verification-token"
DEFAULT_EVENTS = frozenset({
    "message.channels", "message.groups", "message.im", "app_mention", "reaction_added", "reaction_removed",
    "app_home_opened", "file_shared", "member_joined_channel", "channel_archive", "channel_unarchive",
})  # fmt: skip


class People:
    """The person's side. Users and channels may be named by id or name; every method works from any thread."""

    def __init__(self, workspace: Workspace, courier: Courier) -> None:
        self.workspace = workspace
        self.courier = courier
        self.subscribed: set[str] = set(DEFAULT_EVENTS)
        self.escaping: set[str] = set()  # commands that ask for people and channels as ids
        self.socket_address = ""

    # ── what the app hears ───────────────────────────────────────────────────────────────────────────────────────
    def socket_url(self) -> str:
        return f"{self.socket_address}?ticket={self.workspace.new_id('K')}&app_id={APP_ID}"

    def emit(self, event: Json) -> Delivery | None:
        """Sends an event to the app if it is subscribed to it and the bot may see it."""
        kind = str(event["type"])
        if kind == "message":
            kind = {"channel": "message.channels", "group": "message.groups", "im": "message.im"}[event["channel_type"]]
        place = event.get("channel") or (event.get("item") or {}).get("channel")
        channel = self.workspace.channels.get(str(place))
        if channel is not None and BOT_USER not in channel.members:
            return None
        if kind not in self.subscribed:
            return None
        payload = {
            "token": TOKEN,
            "team_id": TEAM_ID,
            "context_team_id": TEAM_ID,
            "context_enterprise_id": None,
            "api_app_id": APP_ID,
            "event": event,
            "type": "event_callback",
            "event_id": self.workspace.new_id("Ev"),
            "event_time": int(self.workspace.now()),
            "authorizations": [{"enterprise_id": None, "team_id": TEAM_ID, "user_id": BOT_USER, "is_bot": True,
                                "is_enterprise_install": False}],
            "is_ext_shared_channel": False,
        }  # fmt: skip
        return self.courier.deliver(Delivery("events_api", payload))

    def channel(self, user: User, name: str) -> Channel:
        if name in ("@asinwatch", "dm", BOT_USER):
            return self.workspace.direct_messages(user.id)
        channel = self.workspace.channel_named(name)
        if channel is None:
            raise PersonError(f"there is no channel {name}")
        if user.id not in channel.members:
            raise PersonError(f"{user.real_name} is not in {name}")
        return channel

    def _writable(self, user: User, name: str) -> Channel:
        channel = self.channel(user, name)
        if channel.is_archived:
            raise PersonError("the channel is archived")
        return channel

    # ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────
    def say(self, user: str, channel: str, text: str, thread_ts: str | None = None, *, raw: bool = False) -> Json:
        """Posts what a person types (escaped, `@name` becomes a mention); `raw` takes Slack's own markup as it is."""
        who = self.workspace.person(user)
        where = self._writable(who, channel)
        names = {u.name: u.id for u in self.workspace.users.values()}
        rooms = {c.name: c.id for c in self.workspace.channels.values() if c.name}
        body = text if raw else mrkdwn.typed(text, names, rooms)
        message: Json = {"user": who.id, "text": body, "client_msg_id": self.workspace.new_id("m")}
        return self._post(where, message, thread_ts)

    def _post(self, where: Channel, message: Json, thread_ts: str | None) -> Json:
        if thread_ts is not None:
            parent = self.workspace.message(where.id, thread_ts)
            if parent is None:
                raise PersonError("there is no such thread")
            message["thread_ts"] = parent.get("thread_ts", thread_ts)
        with self.workspace.lock:
            posted = self.workspace.post(where, message)
            where.read[message["user"]] = posted["ts"]
            if thread_ts is not None:
                posted["parent_user_id"] = parent.get("user")  # type: ignore[union-attr]
        event = {**posted, "channel": where.id, "channel_type": where.event_suffix, "event_ts": posted["ts"]}
        self.emit(event)
        if BOT_USER in mrkdwn.mentions(message["text"]) and not where.is_im:
            self.emit({**event, "type": "app_mention"})
        return posted

    def upload_file(self, user: str, channel: str, name: str, content: bytes, text: str = "",
                    thread_ts: str | None = None) -> Json:  # fmt: skip
        """Shares a file in a channel or with the bot; gives the message that carries it."""
        who = self.workspace.person(user)
        where = self._writable(who, channel)
        file = File(self.workspace.new_id("F0"), name, who.id, content, channels=[where.id], length=len(content),
                    complete=True)  # fmt: skip
        self.workspace.files[file.id] = file
        message: Json = {"user": who.id, "text": mrkdwn.escape(text), "subtype": "file_share", "upload": False,
                         "files": [file_json(self.workspace, file)]}  # fmt: skip
        posted = self._post(where, message, thread_ts)
        self.emit({"type": "file_shared", "channel_id": where.id, "channel": where.id, "file_id": file.id,
                   "user_id": who.id, "file": {"id": file.id}, "event_ts": posted["ts"]})  # fmt: skip
        return posted

    def react(self, user: str, message_ts: str, name: str, *, remove: bool = False) -> None:
        who = self.workspace.person(user)
        channel, message = self.find(message_ts, who)
        with self.workspace.lock:
            change_reaction(message, name, who.id, add=not remove)
            self.workspace.announce("message_changed", channel=channel.id, ts=message_ts)
        self.emit({
            "type": "reaction_removed" if remove else "reaction_added",
            "user": who.id,
            "reaction": name,
            "item": {"type": "message", "channel": channel.id, "ts": message_ts},
            "item_user": message.get("user"),
            "event_ts": self.workspace.new_ts(),
        })  # fmt: skip

    def edit(self, user: str, message_ts: str, text: str) -> None:
        """A person changes what they wrote."""
        who = self.workspace.person(user)
        channel, message = self.find(message_ts, who)
        if message.get("user") != who.id:
            raise PersonError("only one's own messages can be edited")
        before = dict(message)
        changes = {"text": mrkdwn.escape(text), "edited": {"user": who.id, "ts": self.workspace.new_ts()}}
        self.workspace.edit(channel, message, changes)
        stamp = self.workspace.new_ts()
        self.emit({"type": "message", "subtype": "message_changed", "message": dict(message), "hidden": True,
                   "previous_message": before, "channel": channel.id, "channel_type": channel.event_suffix,
                   "ts": stamp, "event_ts": stamp})  # fmt: skip

    def delete_message(self, user: str, message_ts: str) -> None:
        """A person deletes a message; an administrator may delete anybody's, also the bot's."""
        who = self.workspace.person(user)
        channel, message = self.find(message_ts, who)
        if message.get("user") != who.id and not who.is_admin:
            raise PersonError("only one's own messages can be deleted")
        self.workspace.delete(channel, message)
        stamp = self.workspace.new_ts()
        self.emit({"type": "message", "subtype": "message_deleted", "deleted_ts": message_ts, "hidden": True,
                   "previous_message": message, "channel": channel.id, "channel_type": channel.event_suffix,
                   "ts": stamp, "event_ts": stamp})  # fmt: skip

    def find(self, message_ts: str, who: User) -> tuple[Channel, Json]:
        channel = self.workspace.channel_of(message_ts)
        message = self.workspace.message(channel.id, message_ts) if channel else None
        if channel is None or message is None or who.id not in channel.members:
            raise PersonError(f"{who.real_name} sees no message {message_ts}")
        return channel, message

    # ── commands and shortcuts ───────────────────────────────────────────────────────────────────────────────────
    def command(self, user: str, channel: str, command: str, text: str = "") -> Delivery:
        """A slash command as the composer sends it."""
        who = self.workspace.person(user)
        where = self._writable(who, channel)
        payload: Json = {
            "token": TOKEN, "team_id": TEAM_ID, "team_domain": TEAM_DOMAIN, "channel_id": where.id,
            "channel_name": "directmessage" if where.is_im else where.name, "user_id": who.id, "user_name": who.name,
            "command": command, "text": self._command_text(command, text), "api_app_id": APP_ID,
            "is_enterprise_install": "false",
            "response_url": self.workspace.new_response_url(user=who.id, channel=where.id),
            "trigger_id": self.workspace.new_trigger(who.id),
        }  # fmt: skip

        def then(delivery: Delivery) -> None:
            if delivery.outcome != "acked":
                self.workspace.fail_for(who.id, f'{command} failed with the error "{delivery.outcome}"', where.id)
            elif delivery.answer and (delivery.answer.get("text") or delivery.answer.get("blocks")):
                self.answer(delivery.answer, who.id, where.id)

        return self.courier.deliver(Delivery("slash_commands", payload), then)

    def _command_text(self, command: str, text: str) -> str:
        if command not in self.escaping:
            return mrkdwn.escape(text)
        names = {u.name: f"{u.id}|{u.name}" for u in self.workspace.users.values()}
        rooms = {c.name: c.id for c in self.workspace.channels.values() if c.name}
        return mrkdwn.typed(text, names, rooms)

    def answer(self, body: Json, user: str, channel: str, thread_ts: str | None = None) -> None:
        """An answer to a command, in the acknowledgement or through a response address."""
        message = {k: v for k, v in body.items() if k in ("text", "blocks", "attachments", "metadata")}
        message.setdefault("text", "")
        thread = body.get("thread_ts") or thread_ts
        if thread:
            message["thread_ts"] = thread
        if body.get("response_type") == "in_channel":
            self.workspace.post(self.workspace.channels[channel], {"user": BOT_USER, "bot_id": "B0ASINWAT1",
                                                                   "app_id": APP_ID, **message})  # fmt: skip
        else:
            self.workspace.whisper(channel, user, message)

    def shortcut(self, user: str, callback_id: str, message_ts: str | None = None) -> Delivery:
        """A global shortcut, or with `message_ts` one from a message's menu."""
        who = self.workspace.person(user)
        payload: Json = {"type": "shortcut", "callback_id": callback_id, **self._common(who)}
        if message_ts is not None:
            channel, message = self.find(message_ts, who)
            payload.update(
                type="message_action",
                message_ts=message_ts,
                message=dict(message),
                channel={"id": channel.id, "name": channel.name or "directmessage"},
                response_url=self.workspace.new_response_url(user=who.id, channel=channel.id, message_ts=message_ts),
            )
        return self._interact(who, payload)

    def _common(self, who: User) -> Json:
        return {
            "user": {"id": who.id, "username": who.name, "name": who.name, "team_id": TEAM_ID},
            "team": {"id": TEAM_ID, "domain": TEAM_DOMAIN},
            "api_app_id": APP_ID,
            "token": TOKEN,
            "enterprise": None,
            "is_enterprise_install": False,
            "trigger_id": self.workspace.new_trigger(who.id),
            "action_ts": self.workspace.new_ts(),
        }

    def _interact(self, who: User, payload: Json, channel: str | None = None) -> Delivery:
        def then(delivery: Delivery) -> None:
            if delivery.outcome != "acked":
                self.workspace.fail_for(who.id, f"This app did not answer ({delivery.outcome})", channel)

        return self.courier.deliver(Delivery("interactive", payload), then)

    def open_home(self, user: str) -> Delivery | None:
        """Opens the app's Home tab."""
        who = self.workspace.person(user)
        channel = self.workspace.direct_messages(who.id)
        event: Json = {"type": "app_home_opened", "user": who.id, "channel": channel.id, "tab": "home",
                       "event_ts": self.workspace.new_ts()}  # fmt: skip
        if who.id in self.workspace.homes:
            event["view"] = self.workspace.homes[who.id]
        return self.emit(event)

    # ── channels ─────────────────────────────────────────────────────────────────────────────────────────────────
    def invite(self, user: str, channel: str, whom: str = BOT_USER) -> None:
        who = self.workspace.person(user)
        where = self._writable(who, channel)
        whom = self.workspace.person(whom).id
        if whom not in where.members:
            where.members.append(whom)
            self.workspace.announce("channel", channel=where.id)
            self.emit({"type": "member_joined_channel", "user": whom, "channel": where.id, "team": TEAM_ID,
                       "channel_type": "C", "inviter": who.id, "event_ts": self.workspace.new_ts()})  # fmt: skip

    def remove(self, channel: str, whom: str = BOT_USER) -> None:
        self.workspace.channels[channel].members.remove(self.workspace.person(whom).id)
        self.workspace.announce("channel", channel=channel)

    def archive(self, channel: str, *, archived: bool = True) -> None:
        where = self.workspace.channels[channel]
        where.is_archived = archived
        self.workspace.announce("channel", channel=where.id)
        kind = "channel_archive" if archived else "channel_unarchive"
        self.emit({"type": kind, "channel": where.id, "user": "U0ANA00001", "event_ts": self.workspace.new_ts()})

    def mark_read(self, user: str, channel: str) -> None:
        who = self.workspace.person(user)
        where = self.channel(who, channel)
        if where.messages:
            where.read[who.id] = where.messages[-1]["ts"]

    def ephemerals(self, user: str, channel: str | None = None) -> list[Json]:
        """The messages that only this person sees, oldest first."""
        who = self.workspace.person(user)
        with self.workspace.lock:
            return [m for m in self.workspace.ephemerals if m["for_user"] == who.id and channel in (None, m["channel"])]

    def element(
        self, blocks: list[Json], action_id: str, value: str | None, block_id: str | None = None
    ) -> tuple[Json, Json]:
        """The block and the element that a person clicks; PersonError where there is none."""
        for block, element in elements(blocks):
            meant = element.get("action_id") == action_id and block_id in (None, block.get("block_id"))
            if meant and (value is None or _fits(element, value)):
                return block, element
        raise PersonError(f"there is no {action_id}{'' if value is None else f' with {value}'} to click")


def _fits(element: Json, value: Any) -> bool:
    return bool(element["type"] != "button" or element.get("value") == value)
