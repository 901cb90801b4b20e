"""What the browser tests share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Demo:
    """`seconds` is how long it took from the command to the address."""

    url: str
    seconds: float
