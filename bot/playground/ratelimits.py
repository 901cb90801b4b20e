"""Slack's rate limits: about one message a second a channel with a small burst, other methods by tier."""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass

POST_BURST = 4
POST_PER_SECOND = 1.0


@dataclass
class _Bucket:
    left: float
    at: float


class RateLimits:
    """Token buckets; `enabled` switches them off for tests that are about something else."""

    def __init__(self, enabled: bool = True) -> None:
        self.enabled = enabled
        self._buckets: dict[tuple[str, str], _Bucket] = {}
        self._lock = threading.Lock()

    def wait(self, method: str, per_minute: int, channel: str | None, now: float) -> int:
        """Whole seconds until the call may come; 0: it may now and is counted."""
        if not self.enabled:
            return 0
        if method == "chat.postMessage":
            return self._take((method, channel or ""), POST_BURST, POST_PER_SECOND, now)
        return self._take((method, ""), per_minute, per_minute / 60, now)

    def _take(self, key: tuple[str, str], burst: float, per_second: float, now: float) -> int:
        with self._lock:
            bucket = self._buckets.setdefault(key, _Bucket(burst, now))
            bucket.left = min(burst, bucket.left + (now - bucket.at) * per_second)
            bucket.at = now
            if bucket.left < 1:
                return max(1, math.ceil((1 - bucket.left) / per_second))
            bucket.left -= 1
            return 0
