"""Amazon's rates: one token bucket per app, seller and operation.

The store keeps a bucket as one number, the time at which it will be full again: a call moves it on by 1/rate, and is
allowed while that lies no further ahead than burst/rate (the generic cell rate algorithm, ITU-T I.371, which allows
exactly what a token bucket allows). One number, written before the call goes out, is safe across restarts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Rate:
    """`rate` in calls a second, `burst` in calls; `scope` is whose bucket it is: the seller's, or the whole app's."""

    rate: float
    burst: float
    scope: str


@cache
def rates() -> dict[str, Rate]:
    """The documented rate of each operation (`rate_limits.tsv`, from Amazon's models of the API)."""
    lines = files("bot.sources").joinpath("rate_limits.tsv").read_text(encoding="utf-8").splitlines()[1:]
    table = (line.split("\t") for line in lines)
    return {operation: Rate(float(rate), float(burst), scope) for operation, rate, burst, scope in table}
