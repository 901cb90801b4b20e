"""Cost spikes on the labelled hourly series of a real ad exchange (numenta/NAB): how many windows, how many false
episodes.

The method is the checks' own for amounts: the logarithm against median and MAD of its past (here the same hour of day,
one hour to either side, of four weeks). Five windows are too few to choose a threshold and to report on: each series is
reported with the threshold that is best on the other two.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

from analytics.detection.robust import log_excess

SERIES = ("exchange-2_cpc", "exchange-3_cpm", "exchange-4_cpc")
_BACK, _WARM_UP = 28 * 24, 100
_GAP = 24  # alarms within a day of each other are one episode
_THRESHOLDS = np.arange(3.0, 12.01, 0.5)
_ALLOWED = 0.92  # false episodes per 1,000 hours, as in the measurement to beat


@dataclass(frozen=True)
class Costs:
    name: str
    score: np.ndarray
    labelled: np.ndarray
    windows: tuple[np.ndarray, ...]

    def found(self, threshold: float) -> int:
        alarms = self.score > threshold
        return sum(bool(alarms[window].any()) for window in self.windows)

    def false_episodes(self, threshold: float) -> int:
        at = np.flatnonzero((self.score > threshold) & ~self.labelled)
        return int(len(at) and 1 + (np.diff(at) > _GAP).sum())

    @property
    def quiet_hours(self) -> int:
        return int((~self.labelled).sum())


def run(folder: Path) -> dict[str, object]:
    every = [_read(folder, name) for name in SERIES]
    rows = []
    for held in every:
        others = [c for c in every if c is not held]
        threshold = _choose(others)
        rows.append(
            {"series": held.name, "threshold": threshold, "windows": len(held.windows), "found": held.found(threshold),
             "false_episodes": held.false_episodes(threshold), "quiet_hours": held.quiet_hours}
        )  # fmt: skip
    hours = sum(c.quiet_hours for c in every)
    false = sum(int(str(row["false_episodes"])) for row in rows)
    return {
        "series": rows,
        "windows": sum(len(c.windows) for c in every),
        "found": sum(int(str(row["found"])) for row in rows),
        "false_per_1000_hours": 1000.0 * false / hours,
    }


def _choose(series: list[Costs]) -> float:
    """The threshold that finds most windows at no more false episodes than allowed; of equals the middle one."""
    hours = sum(c.quiet_hours for c in series)
    allowed = [t for t in _THRESHOLDS if 1000.0 * sum(c.false_episodes(t) for c in series) / hours <= _ALLOWED]
    most = max(sum(c.found(t) for c in series) for t in allowed)
    best = [t for t in allowed if sum(c.found(t) for c in series) == most]
    return float(best[len(best) // 2])


def _read(folder: Path, name: str) -> Costs:
    with (folder / f"nab_{name}_results.csv").open(encoding="utf-8") as file:
        rows = [(datetime.fromisoformat(r["timestamp"]), float(r["value"])) for r in csv.DictReader(file)]
    windows = json.loads((folder / "nab_combined_windows.json").read_text())[f"realAdExchange/{name}_results.csv"]
    when = np.array([t for t, _ in rows], dtype="datetime64[s]")
    hour, value = np.array([t.hour for t, _ in rows]), np.array([v for _, v in rows])
    score = np.full(len(value), np.nan)
    for i in range(_WARM_UP, len(value)):
        past = slice(max(0, i - _BACK), i)
        apart = np.abs(hour[past] - hour[i])
        score[i] = log_excess(value[past][np.minimum(apart, 24 - apart) <= 1], float(value[i]), 0.05)
    spans = tuple((when >= np.datetime64(a, "s")) & (when <= np.datetime64(b, "s")) for a, b in windows)
    return Costs(name, score, np.logical_or.reduce(spans), spans)
