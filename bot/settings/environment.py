"""Settings from the environment or a `.env` file, exactly as the contract names them."""

from __future__ import annotations

from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from babel.numbers import list_currencies
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import UsageError
from bot.settings.team import TeamSettings

DATABASE_URL = "sqlite:///asinwatch.db"


class Settings(BaseSettings):
    """Every setting. Secrets are `SecretStr`: they print as stars."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    database_url: SecretStr = Field(default=SecretStr(DATABASE_URL), validation_alias="ASINWATCH_DATABASE_URL")
    config: Path | None = Field(default=None, validation_alias="ASINWATCH_CONFIG")
    timezone: str = Field(default="UTC", validation_alias="ASINWATCH_TIMEZONE")
    language: str = Field(default="en", validation_alias="ASINWATCH_LANGUAGE")
    currency: str = Field(default="USD", validation_alias="ASINWATCH_CURRENCY")
    digest_at: time = Field(default=time(9), validation_alias="ASINWATCH_DIGEST_AT")
    alert_channel: str | None = Field(default=None, validation_alias="ASINWATCH_ALERT_CHANNEL")
    digest_channel: str | None = Field(default=None, validation_alias="ASINWATCH_DIGEST_CHANNEL")
    slack_bot_token: SecretStr | None = Field(default=None, validation_alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr | None = Field(default=None, validation_alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr | None = Field(default=None, validation_alias="SLACK_SIGNING_SECRET")
    slack_api_url: str = Field(default="https://slack.com/api/", validation_alias="SLACK_API_URL")
    port: int = Field(default=3000, ge=0, le=65535, validation_alias="PORT")
    team: TeamSettings = TeamSettings()

    @field_validator("config", "alert_channel", "digest_channel", "slack_bot_token", "slack_app_token",
                     "slack_signing_secret", mode="before")  # fmt: skip
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError("is not a time zone; write it like Asia/Shanghai or Europe/Berlin") from None
        return value

    @field_validator("language")
    @classmethod
    def _known_language(cls, value: str) -> str:
        if value not in ("en", "zh"):
            raise ValueError("is no language of asinwatch; write en or zh")
        return value

    @field_validator("currency")
    @classmethod
    def _known_currency(cls, value: str) -> str:
        if value not in list_currencies():
            raise ValueError("is no currency; write its three letters, like USD or EUR")
        return value

    @field_validator("slack_api_url")
    @classmethod
    def _ends_in_api(cls, value: str) -> str:
        return value if value.endswith("/") else value + "/"


def load_settings(env_file: Path | None = Path(".env")) -> Settings:
    """The settings, with the team's file read in. Raises UsageError that names the setting and how to mend it."""
    try:
        settings = Settings(_env_file=env_file)  # type: ignore[call-arg]
    except ValidationError as error:
        raise UsageError(_sentence("the settings", error)) from None
    if settings.config is None:
        return settings
    return settings.model_copy(update={"team": load_team(settings.config)})


def load_team(path: Path) -> TeamSettings:
    """The team's YAML file. Raises UsageError with the file and the place in it."""
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"ASINWATCH_CONFIG: {path} cannot be read ({error.strerror})") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is not valid YAML: {' '.join(str(error).split())}") from None
    try:
        return TeamSettings.model_validate({} if raw is None else raw)
    except ValidationError as error:
        raise UsageError(_sentence(str(path), error)) from None


def _sentence(where: str, error: ValidationError) -> str:
    """The first fault in words; never its value, which may be a secret."""
    fault = error.errors(include_input=False, include_url=False)[0]
    place = ".".join(str(part) for part in fault["loc"])
    return f"{where}: {place}: {fault['msg'].removeprefix('Value error, ')}"
