"""Who is asking: language, zone, and whether they belong to this workspace. Asked of Slack, remembered for minutes."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.clock import Clock
from templates.words import language

log = logging.getLogger(__name__)
REMEMBERED = timedelta(minutes=10)
UNKNOWN_PEOPLE = ("user_not_found", "user_not_visible", "users_not_found")


@dataclass(frozen=True)
class Person:
    """A Slack user. `member` is a full member of this workspace: no bot, no guest, nobody of another organisation.

    Somebody whom Slack does not know is no member: such a person may look and changes nothing. Where Slack cannot say
    (a missing scope, an outage) people count as members without admin rights: an acknowledgement at night must not be
    refused because a look-up failed.
    """

    id: str
    lang: str
    zone: str = "UTC"
    member: bool = False
    workspace_admin: bool = False
    bot: bool = False


class People:
    """Looks people, groups and channels up through the injected client."""

    def __init__(self, client: WebClient, clock: Clock, default_lang: str) -> None:
        self._client, self._clock, self._default_lang = client, clock, default_lang
        self._known: dict[tuple[str, str], tuple[datetime, Any]] = {}
        self._lock = threading.Lock()

    def person(self, user_id: str) -> Person:
        return self._remembered("person", user_id, lambda: self._ask_person(user_id))  # type: ignore[no-any-return]

    def group(self, group_id: str) -> frozenset[str]:
        """The members of a user group; empty where Slack does not tell."""

        def ask() -> frozenset[str]:
            try:
                return frozenset(self._client.usergroups_users_list(usergroup=group_id)["users"])
            except SlackApiError:
                return frozenset()

        return self._remembered("group", group_id, ask)  # type: ignore[no-any-return]

    def channel_name(self, channel_id: str) -> str | None:
        def ask() -> str | None:
            try:
                found: dict[str, Any] = self._client.conversations_info(channel=channel_id)["channel"]
            except SlackApiError:
                return None
            return found.get("name")

        return self._remembered("channel", channel_id, ask)  # type: ignore[no-any-return]

    def channel_members(self, channel_id: str) -> frozenset[str]:
        """Who is in a channel (the first thousand); empty where Slack does not tell."""

        def ask() -> frozenset[str]:
            try:
                return frozenset(self._client.conversations_members(channel=channel_id, limit=1000)["members"])
            except SlackApiError:
                return frozenset()

        return self._remembered("members", channel_id, ask)  # type: ignore[no-any-return]

    def workspace(self) -> dict[str, str]:
        """This workspace's `team_id` and the bot's own `user_id`."""

        def ask() -> dict[str, str]:
            answer = self._client.auth_test()
            return {"team_id": answer.get("team_id") or "", "user_id": answer.get("user_id") or ""}

        return self._remembered("workspace", "", ask)  # type: ignore[no-any-return]

    def forget(self, user_id: str) -> None:
        """Asks anew next time (the person changed language or standing)."""
        with self._lock:
            self._known.pop(("person", user_id), None)

    def _remembered(self, kind: str, key: str, ask: Any) -> Any:
        now = self._clock.now()
        with self._lock:
            found = self._known.get((kind, key))
        if found is not None and abs(now - found[0]) < REMEMBERED:
            return found[1]
        answer = ask()
        with self._lock:
            self._known[(kind, key)] = (now, answer)
        return answer

    def _ask_person(self, user_id: str) -> Person:
        try:
            user: dict[str, Any] = self._client.users_info(user=user_id, include_locale=True).get("user") or {}
        except SlackApiError as error:
            if error.response.get("error") in UNKNOWN_PEOPLE:
                return Person(user_id, self._default_lang)
            log.warning("users.info cannot tell who %s is: %s", user_id, error.response.get("error"))
            return Person(user_id, self._default_lang, member=True)
        team = self.workspace()["team_id"]
        foreign = bool(user.get("is_stranger")) or bool(team and user.get("team_id") and user["team_id"] != team)
        guest = bool(user.get("is_restricted") or user.get("is_ultra_restricted"))
        robot = bool(user.get("is_bot")) or user_id == "USLACKBOT"
        return Person(
            id=user_id,
            lang=language(user.get("locale"), self._default_lang),
            zone=user.get("tz") or "UTC",
            member=not (foreign or guest or robot or user.get("deleted")),
            workspace_admin=bool(user.get("is_admin") or user.get("is_owner")),
            bot=robot,
        )
