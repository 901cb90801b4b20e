"""App Homes that are open are shown anew when something changes in Slack, for a while after they were opened."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.clock import Clock

SHOWN_FOR = timedelta(hours=1)
MOST = 20


class OpenHomes:
    """Who opened App Home within the last hour: the latest twenty people."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._opened: dict[str, datetime] = {}
        self._lock = threading.Lock()

    def opened(self, user: str) -> None:
        with self._lock:
            self._opened.pop(user, None)
            self._opened[user] = self._clock.now()

    def refresh(self, publish: Callable[[str], None], *, but: str | None = None) -> None:
        """Publishes each open Home anew, except that of `but`, who sees it already."""
        with self._lock:
            since = self._clock.now() - SHOWN_FOR
            users = [user for user, at in self._opened.items() if at >= since and user != but][-MOST:]
        for user in users:
            publish(user)
