"""A clock that moves only when somebody sleeps; another process reads it over HTTP."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

import httpx


class MovingClock:
    """Starts at `at`; `sleep` moves it on and returns at once."""

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._lock = threading.Lock()
        self.slept = 0.0

    def now(self) -> datetime:
        with self._lock:
            return self._at

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self._at += timedelta(seconds=seconds)
            self.slept += seconds

    def move_to(self, at: datetime) -> None:
        with self._lock:
            self._at = max(self._at, at)


class RemoteClock:
    """The stand-in's clock as another process sees it; only that process sleeps, so it need not ask again."""

    def __init__(self, base: str) -> None:
        self._http = httpx.Client(base_url=base)
        self._at = self._read(self._http.get("/_clock"))

    def now(self) -> datetime:
        return self._at

    def sleep(self, seconds: float) -> None:
        self._at = self._read(self._http.post("/_clock", params={"seconds": repr(seconds)}))

    @staticmethod
    def _read(answer: httpx.Response) -> datetime:
        return datetime.fromisoformat(answer.text)
