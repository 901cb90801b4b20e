"""Live sources: Amazon's Selling Partner and Ads APIs, Keepa, and notification mail, behind one function `sync`."""

from bot.sources.sync import SOURCES, TABLES, sync
from bot.sources.work import Progress

__all__ = ["SOURCES", "TABLES", "Progress", "sync"]
