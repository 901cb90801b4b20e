"""How the demo's team has set up the bot: channels, owners, a digest in the other language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.settings import Settings, TeamSettings

ANA, WANG_MIN, TOM = "U0ANA00001", "U0WANGMIN1", "U0TOM00001"

TEAM = {
    "people": {"ana": ANA, "wangmin": WANG_MIN, "tom": TOM},
    "owners": {
        "kind": {"bad_review": TOM, "notice": TOM, "low_stock": WANG_MIN, "acos_spike": ANA},
        "default": ANA,
        "fallback": TOM,
    },
}
# By the language of the channels: who is an admin, and who gets a digest of their own in the other language.
BY_LANGUAGE = {
    "en": {
        "permissions": {"admins": [ANA]},
        "digests": [{"channel": WANG_MIN, "timezone": "Asia/Shanghai", "language": "zh"}],
    },
    "zh": {
        "permissions": {"admins": [WANG_MIN, ANA]},
        "digests": [{"channel": TOM, "timezone": "Europe/Berlin", "language": "en"}],
    },
}


def demo_settings(folder: Path, slack: Mapping[str, str] | None = None, lang: str = "en") -> Settings:
    """Settings that depend on nothing in the environment; `slack` is how to reach the local Slack, `lang` what the
    channels are spoken to in."""
    slack = slack or {}
    settings = Settings(
        _env_file=None,
        ASINWATCH_DATABASE_URL=f"sqlite:///{folder / 'demo.db'}",
        ASINWATCH_CONFIG=None,
        ASINWATCH_TIMEZONE="UTC",
        ASINWATCH_LANGUAGE=lang,
        ASINWATCH_CURRENCY="USD",
        ASINWATCH_DIGEST_AT="09:00",
        ASINWATCH_ALERT_CHANNEL="amazon-alerts",
        ASINWATCH_DIGEST_CHANNEL="amazon-digest",
        SLACK_BOT_TOKEN=slack.get("bot_token"),
        SLACK_APP_TOKEN=slack.get("app_token"),
        SLACK_SIGNING_SECRET=slack.get("signing_secret"),
        SLACK_API_URL=slack.get("api_url", "http://127.0.0.1/api/"),
    )  # type: ignore[call-arg]
    return settings.model_copy(update={"team": TeamSettings.model_validate(TEAM | BY_LANGUAGE[lang])})
