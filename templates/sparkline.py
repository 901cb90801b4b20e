"""A row of bars in text: a look at a trend where no picture can stand."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

_BARS = "▁▂▃▄▅▆▇█"
_GAP = "·"  # unknown is a gap, never a low bar


def sparkline(values: Sequence[float | None]) -> str:
    """One bar a value, the lowest at zero or the lowest value below it; "" where nothing is known."""
    known = [value for value in values if value is not None and isfinite(value)]
    if not known:
        return ""
    low, high = min(0.0, *known), max(known)
    span = high - low
    return "".join(
        _GAP
        if value is None or not isfinite(value)
        else _BARS[min(len(_BARS) - 1, int((value - low) / span * (len(_BARS) - 1) + 0.5)) if span > 0 else 0]
        for value in values
    )
