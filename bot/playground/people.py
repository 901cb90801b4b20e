"""Who and what is in the demo workspace: people with their language, channels, and a user group."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
TEAM_ID = "T0BRAND001"
TEAM_NAME = "Fjell & Hearth"
TEAM_DOMAIN = "fjell-hearth"
APP_ID = "A0ASINWAT1"
BOT_ID = "B0ASINWAT1"
BOT_USER = "U0ASINWAT1"


@dataclass
class User:
    id: str
    name: str
    real_name: str
    locale: str
    title: str = ""
    tz: str = "America/Los_Angeles"
    is_bot: bool = False
    is_admin: bool = False
    is_restricted: bool = False  # a guest
    deleted: bool = False
    color: str = "4bbe2e"

    @property
    def email(self) -> str:
        return f"{self.name}@fjell-hearth.example"

    def profile(self) -> Json:
        shown = self.real_name
        answer: Json = {
            "real_name": shown,
            "real_name_normalized": shown,
            "display_name": shown,
            "display_name_normalized": shown,
            "title": self.title,
            "team": TEAM_ID,
            "status_text": "",
            "status_emoji": "",
        }
        if self.is_bot:
            return {**answer, "api_app_id": APP_ID, "bot_id": BOT_ID}
        return {**answer, "email": self.email}

    def as_json(self, *, with_locale: bool = False) -> Json:
        answer: Json = {
            "id": self.id,
            "team_id": TEAM_ID,
            "name": self.name,
            "real_name": self.real_name,
            "deleted": self.deleted,
            "color": self.color,
            "tz": self.tz,
            "tz_label": self.tz,
            "tz_offset": 0,
            "profile": self.profile(),
            "is_admin": self.is_admin,
            "is_owner": self.is_admin,
            "is_primary_owner": False,
            "is_restricted": self.is_restricted,
            "is_ultra_restricted": False,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": 0,
        }
        if with_locale:
            answer["locale"] = self.locale
        return answer


@dataclass
class Channel:
    id: str
    name: str
    members: list[str] = field(default_factory=list)
    topic: str = ""
    is_private: bool = False
    is_archived: bool = False
    is_im: bool = False
    messages: list[Json] = field(default_factory=list)
    read: dict[str, str] = field(default_factory=dict)  # user → the last ts that was read

    def as_json(self) -> Json:
        if self.is_im:
            other = next((m for m in self.members if m != BOT_USER), BOT_USER)
            return {"id": self.id, "is_im": True, "user": other, "is_archived": False, "created": 1700000000}
        return {
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": not self.is_private,
            "is_group": self.is_private,
            "is_im": False,
            "is_mpim": False,
            "is_private": self.is_private,
            "is_archived": self.is_archived,
            "is_general": self.name == "general",
            "is_shared": False,
            "is_member": BOT_USER in self.members,
            "created": 1700000000,
            "creator": "U0ANA00001",
            "num_members": len(self.members),
            "topic": {"value": self.topic, "creator": "", "last_set": 0},
            "purpose": {"value": self.topic, "creator": "", "last_set": 0},
        }

    @property
    def event_suffix(self) -> str:
        """How Slack calls the channel's kind in a message event."""
        return "im" if self.is_im else "group" if self.is_private else "channel"


def demo_users() -> list[User]:
    return [
        User("U0ANA00001", "ana", "Ana Ruiz", "en-US", "Operations manager", is_admin=True, color="9f69e7"),
        User("U0WANGMIN1", "wangmin", "王敏", "zh-CN", "采购", "Asia/Shanghai", color="e8a723"),
        User("U0TOM00001", "tom", "Tom Becker", "en-US", "Customer service", "Europe/Berlin", color="3c989f"),
        User("U0GUEST001", "gus", "Gus (guest)", "en-US", "Freight agency", is_restricted=True, color="84b22f"),
        User(BOT_USER, "asinwatch", "asinwatch", "en-US", is_bot=True, color="e96699"),
    ]


def demo_channels() -> list[Channel]:
    staff = ["U0ANA00001", "U0WANGMIN1", "U0TOM00001"]
    everybody = [*staff, "U0GUEST001", BOT_USER]
    return [
        Channel("C0GENERAL1", "general", list(everybody), "Company-wide chat"),
        Channel("C0ALERTS01", "amazon-alerts", [*staff, "U0GUEST001", BOT_USER], "What needs a person today"),
        Channel("C0DIGEST01", "amazon-digest", [*staff, BOT_USER], "Yesterday's figures, every morning"),
        Channel("C0SERVICE1", "customer-service", [*staff, BOT_USER], "Reviews, returns, notices"),
        Channel("C0RANDOM01", "random", list(staff), "asinwatch is not in this channel"),
        Channel("G0FINANCE1", "finance", ["U0ANA00001", BOT_USER], "Margins and fees", is_private=True),
        Channel("C0OLDOPS01", "old-ops", [*staff, BOT_USER], "Archived", is_archived=True),
    ]


USERGROUPS: dict[str, tuple[str, list[str]]] = {
    "S0OPSTEAM1": ("amazon-ops", ["U0ANA00001", "U0WANGMIN1"]),
    "S0CSTEAM01": ("amazon-cs", ["U0TOM00001"]),
}

BOT_SCOPES = frozenset({
    "app_mentions:read", "channels:history", "channels:join", "channels:read", "chat:write", "commands", "files:read",
    "files:write", "groups:history", "groups:read", "im:history", "im:read", "im:write", "reactions:read",
    "reactions:write", "team:read", "usergroups:read", "users:read", "users:read.email", "users.profile:read",
})  # fmt: skip
