"""Faults to order: a method's n-th call fails, is slow, loses its answer, or ends the caller's process."""

from __future__ import annotations

import threading
from dataclasses import asdict, dataclass
from typing import Any

KINDS = (
    "error",  # the answer {"ok": false, "error": code}; nothing is done
    "ratelimited",  # HTTP 429 with Retry-After: seconds; nothing is done
    "http_500",  # HTTP 500; nothing is done
    "commit_500",  # the work is done, the answer is HTTP 500
    "drop_before",  # the connection is cut; nothing is done
    "drop_after",  # the work is done, then the connection is cut: the answer is lost
    "slow",  # the work is done, the answer comes `seconds` later
    "slow_before",  # `seconds` pass before the work is done
    "kill_before",  # SIGKILL to process `pid`; nothing is done
    "kill_after",  # the work is done, then SIGKILL to process `pid` before it can read the answer
)


@dataclass
class Fault:
    """`method` is a Web API method or `*`; it strikes from the `nth` matching call on, `times` times (0: for ever)."""

    method: str
    kind: str
    nth: int = 1
    times: int = 1
    seconds: float = 1.0
    code: str = "internal_error"
    pid: int | None = None
    channel: str | None = None  # only calls that name this channel
    seen: int = 0
    struck: int = 0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no fault of kind {self.kind}; there are {', '.join(KINDS)}")
        if self.kind.startswith("kill") and self.pid is None:
            raise ValueError("a kill needs the pid of the process")


class Faults:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults: list[Fault] = []

    def add(self, method: str, kind: str, **more: Any) -> Fault:
        fault = Fault(method, kind, **more)
        with self._lock:
            self._faults.append(fault)
        return fault

    def clear(self) -> None:
        with self._lock:
            self._faults.clear()

    def strike(self, method: str, channel: str | None) -> Fault | None:
        """The fault that this call meets; every matching fault counts the call."""
        with self._lock:
            hit = None
            for fault in self._faults:
                if fault.method not in ("*", method) or (fault.channel is not None and fault.channel != channel):
                    continue
                fault.seen += 1
                due = fault.seen >= fault.nth and (fault.times == 0 or fault.struck < fault.times)
                if due and hit is None:
                    fault.struck += 1
                    hit = fault
            return hit

    def as_json(self) -> list[dict[str, Any]]:
        with self._lock:
            return [asdict(fault) for fault in self._faults]
