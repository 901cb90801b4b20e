"""The tables. `metadata` holds them all; importing this package registers every module's tables."""

from bot.store.schema import alerts, delivery, facts, periods, readings, runs, sources, team
from bot.store.schema.base import metadata

__all__ = ["alerts", "delivery", "facts", "metadata", "periods", "readings", "runs", "sources", "team"]
