"""All settings: the environment (or `.env`), and the YAML file of rules, routes, owners and accounts."""

from bot.settings.accounts import AccountSettings
from bot.settings.environment import Settings, load_settings
from bot.settings.team import TeamSettings

__all__ = ["AccountSettings", "Settings", "TeamSettings", "load_settings"]
