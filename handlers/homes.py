"""App Homes that are open are shown anew when something changes in Slack, and when checks or syncs brought news."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Engine

from bot.clock import Clock
from bot.store.homes import home_opened, home_shown, open_homes, take_home
from bot.store.transaction import writing

SHOWN_FOR = timedelta(hours=1)  # after what people do
KEPT_FRESH_FOR = timedelta(days=1)  # after checks: such a tab stays open all day
BETWEEN = timedelta(minutes=1)
MOST = 20


class OpenHomes:
    """Who opened App Home lately, and when each was last shown: the latest twenty people, whichever copy of the bot
    heard of it, also before a restart."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine, self._clock = engine, clock

    def opened(self, user: str) -> None:
        with writing(self._engine) as connection:
            home_opened(connection, user, self._clock.now())

    def shown(self, user: str, at: datetime) -> None:
        """What `user` sees was true at that time."""
        with writing(self._engine) as connection:
            home_shown(connection, user, at)

    def refresh(self, publish: Callable[[str], None], *, but: str | None = None, only: str | None = None) -> None:
        """Publishes each open Home anew, except that of `but`, who sees it already; or that of `only` alone."""
        with self._engine.connect() as connection:
            latest = open_homes(connection, self._clock.now() - SHOWN_FOR, MOST)
        for user, _ in latest:
            if user != but and only in (None, user):
                publish(user)

    def take_outdated(self, changed_at: datetime) -> list[str]:
        """Whose Home shows what was true before `changed_at`, without those whose Home was shown within a minute. Each
        is given to one copy of the bot alone."""
        now = self._clock.now()
        with self._engine.connect() as connection:
            latest = open_homes(connection, now - KEPT_FRESH_FOR, MOST)
        taken = []
        for user, shown_at in latest:
            if shown_at is not None and shown_at <= changed_at and now - shown_at >= BETWEEN:
                with writing(self._engine) as connection:
                    if take_home(connection, user, shown_at, now):
                        taken.append(user)
        return taken
