"""Live sources: Amazon's Selling Partner and Ads APIs, Keepa, and notification mail.

`sync` pulls what is new, `check_access` tells `doctor` what is reachable; both take the store's `SourceLedger`.
"""

from bot.sources.access import check_access
from bot.sources.sync import SOURCES, TABLES, sync
from bot.sources.work import Progress

__all__ = ["SOURCES", "TABLES", "Progress", "check_access", "sync"]
