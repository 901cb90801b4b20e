"""What an app manifest tells Slack: the commands, shortcuts, events and scopes of the app."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.playground.errors import Json
from bot.playground.people import BOT_SCOPES
from bot.playground.person import DEFAULT_EVENTS


@dataclass(frozen=True)
class Command:
    name: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False  # people and channels in its text are written as ids


@dataclass(frozen=True)
class Shortcut:
    name: str
    callback_id: str
    kind: str  # message or global
    description: str = ""


def _default_commands() -> tuple[Command, ...]:
    return (
        Command("/diagnose", "Why did the sales of an ASIN fall?", "ASIN [marketplace] [days]"),
        Command("/kpi", "Figures of the account or of one ASIN", "[ASIN] [days]"),
        Command("/asinwatch", "Alerts, stock, ads, reviews, digest, rules …", "help"),
    )


@dataclass(frozen=True)
class Manifest:
    """Without a manifest: the commands that the bot is known by, every event and every scope."""

    commands: tuple[Command, ...] = field(default_factory=_default_commands)
    shortcuts: tuple[Shortcut, ...] = ()
    events: frozenset[str] = DEFAULT_EVENTS
    scopes: frozenset[str] = BOT_SCOPES


def read_manifest(manifest: Json) -> Manifest:
    """Reads a manifest in Slack's JSON form; what it does not name, the app does not get."""
    features = manifest.get("features", {})
    settings = manifest.get("settings", {})
    return Manifest(
        commands=tuple(
            Command(c["command"], c.get("description", ""), c.get("usage_hint", ""), bool(c.get("should_escape")))
            for c in features.get("slash_commands", ())
        ),
        shortcuts=tuple(
            Shortcut(s["name"], s["callback_id"], s["type"], s.get("description", ""))
            for s in features.get("shortcuts", ())
        ),
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
        scopes=frozenset(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", ())),
    )
