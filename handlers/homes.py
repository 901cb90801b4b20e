"""App Homes that are open are shown anew when something changes in Slack, and when checks or syncs brought news."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock

SHOWN_FOR = timedelta(hours=1)  # after what people do
KEPT_FRESH_FOR = timedelta(days=1)  # after checks: such a tab stays open all day
BETWEEN = timedelta(minutes=1)
MOST = 20


@dataclass
class _Home:
    opened_at: datetime
    shown_at: datetime | None = None


class OpenHomes:
    """Who opened App Home lately in this copy of the bot, and when each was last shown: the latest twenty people."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._homes: dict[str, _Home] = {}
        self._lock = threading.Lock()

    def opened(self, user: str) -> None:
        with self._lock:
            self._homes.pop(user, None)
            self._homes[user] = _Home(self._clock.now())

    def shown(self, user: str, at: datetime) -> None:
        """What `user` sees was true at that time."""
        with self._lock:
            if user in self._homes:
                self._homes[user].shown_at = at

    def refresh(self, publish: Callable[[str], None], *, but: str | None = None, only: str | None = None) -> None:
        """Publishes each open Home anew, except that of `but`, who sees it already; or that of `only` alone."""
        with self._lock:
            since = self._clock.now() - SHOWN_FOR
            users = [
                user for user, home in self._homes.items()
                if home.opened_at >= since and user != but and only in (None, user)
            ][-MOST:]  # fmt: skip
        for user in users:
            publish(user)

    def outdated(self, changed_at: datetime) -> list[str]:
        """Whose Home shows what was true before `changed_at`, without those whose Home was shown within a minute."""
        now = self._clock.now()
        with self._lock:
            latest = [(u, h) for u, h in self._homes.items() if h.opened_at >= now - KEPT_FRESH_FOR][-MOST:]
        return [
            user for user, home in latest
            if home.shown_at is not None and home.shown_at <= changed_at and now - home.shown_at >= BETWEEN
        ]  # fmt: skip
