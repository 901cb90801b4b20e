"""Finds Slack's ids for what people write in settings: channel names, e-mail addresses, people for direct messages."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from slack_sdk import WebClient
from sqlalchemy import Engine

from bot.delivery.faults import NeedsAdmin, Refused, asking
from bot.records.text import Mention, Say
from bot.store.people import known_person, remember_person

_CHANNEL = re.compile(r"^[CGD][A-Z0-9]{6,}$")
_USER = re.compile(r"^[UW][A-Z0-9]{6,}$")
_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+$")
PAGE = 200
REMEMBERED = timedelta(days=1)


class Directory:
    """Looks up once, remembers for the life of the process (e-mail addresses for a day, in the database)."""

    def __init__(self, client: WebClient, engine: Engine) -> None:
        self._client, self._engine = client, engine
        self._channels: dict[str, str] = {}

    def channel_id(self, channel: str, now: datetime) -> str:
        """The id for an id, a name with or without `#`, or a person. What Slack does not list comes back as it is:
        whether it can be posted to is for the post's own answer to say."""
        if _CHANNEL.match(channel):
            return channel
        if channel not in self._channels:
            person = self.person_id(channel, now) if _EMAIL.match(channel) else channel
            found = self._direct(person) if person and _USER.match(person) else self._named(channel.lstrip("#"))
            if found is None:
                return channel
            self._channels[channel] = found
        return self._channels[channel]

    def _direct(self, user: str) -> str:
        return str(asking(self._client.conversations_open, users=user)["channel"]["id"])

    def _named(self, name: str) -> str | None:
        cursor = ""
        while True:
            arguments = {"types": "public_channel,private_channel", "limit": PAGE}
            try:
                page: Any = asking(
                    self._client.conversations_list, **arguments, **({"cursor": cursor} if cursor else {})
                )
            except (NeedsAdmin, Refused):  # without the scope to list channels a public name may still do
                return None
            for entry in page["channels"]:
                if name in (entry.get("name"), entry.get("id")):
                    return str(entry["id"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return None

    def person_id(self, email: str, now: datetime) -> str | None:
        """The user id of an e-mail address; None where Slack knows nobody by it."""
        with self._engine.connect() as connection:
            known = known_person(connection, email, now - REMEMBERED)
        if known is None:
            try:
                known = str(asking(self._client.users_lookupByEmail, email=email)["user"]["id"])
            except (NeedsAdmin, Refused):
                known = ""
            with self._engine.begin() as connection:
                remember_person(connection, email, known, now)
        return known or None

    def named(self, value: Any, now: datetime) -> Any:
        """A view with every e-mail address in a mention replaced by its user id, where there is one."""
        match value:
            case Mention(person) if _EMAIL.match(person):
                return Mention(self.person_id(person, now) or person)
            case Say(key, args):
                return Say(key, {name: self.named(arg, now) for name, arg in args.items()})
            case dict():
                return {name: self.named(part, now) for name, part in value.items()}
            case list() | tuple():
                return [self.named(part, now) for part in value]
        return value
