"""Broken reports: late, empty, partial and implausible days, on which nothing may be concluded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import numpy as np

from analytics.detection import run_checks
from analytics.panel import Panel
from bench.detection_shop import LAST, shop
from bot.records.rules import default_rules

_TRAFFIC = "traffic_daily"
Break = Callable[[dict[str, np.ndarray], np.ndarray, np.random.Generator], np.ndarray]


def _late(columns: dict[str, np.ndarray], today: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return ~today


def _fewer(columns: dict[str, np.ndarray], today: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return ~(today & (rng.random(len(today)) < rng.uniform(0.25, 0.9)))


def _set(columns: dict[str, np.ndarray], today: np.ndarray, value: float, names: tuple[str, ...]) -> np.ndarray:
    for name in names:
        columns[name][today] = value
    return np.ones(len(today), dtype=bool)


_COUNTS = ("sessions", "page_views", "units", "orders", "sales")


def _part_of_day(columns: dict[str, np.ndarray], today: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    for name in _COUNTS:
        columns[name][today] = np.floor(columns[name][today] * rng.uniform(0.05, 0.5))
    return np.ones(len(today), dtype=bool)


BREAKS: dict[str, Break] = {
    "late": _late,
    "fewer ASINs": _fewer,
    "all zeros": lambda c, t, r: _set(c, t, 0.0, _COUNTS),
    "no figures": lambda c, t, r: _set(c, t, float("nan"), _COUNTS),
    "part of the day": _part_of_day,
    "sessions 0": lambda c, t, r: _set(c, t, 0.0, ("sessions",)),
}


def run(cases: int, seed: int) -> dict[str, object]:
    """`cases` broken days of catalogues of 8 to 40 ASINs, 1 to 3 days in a row: alerts that would not be there
    without.
    """
    rules = {kind: rule for kind, rule in default_rules().items() if kind in ("sales_drop", "data_stale", "cvr_low")}
    rng = np.random.default_rng(seed)
    counted = ("cases", "told", "sales_drop", "cvr_low")
    result = {name: dict.fromkeys(counted, 0) for name in BREAKS}
    done = 0
    while done < cases:
        whole, first = shop(int(rng.integers(8, 41)), 130, int(rng.integers(1 << 30)))
        tables = {name: whole[name] for name in ("products", _TRAFFIC, "inventory_daily")}
        untouched = Panel.build(tables, "main", "US", first, LAST)
        for _ in range(min(10, cases - done)):
            name = list(BREAKS)[done % len(BREAKS)]
            done += 1
            day = LAST - timedelta(days=int(rng.integers(0, 30)))
            length = int(rng.integers(1, 4)) if name != "part of the day" else int(rng.integers(1, 3))
            columns = {key: values.copy() for key, values in tables[_TRAFFIC].items()}
            last, before = np.datetime64(day), np.datetime64(day - timedelta(days=length))
            span = (columns["date"] <= last) & (columns["date"] > before)
            keep = BREAKS[name](columns, span, rng)
            broken = {**tables, _TRAFFIC: {key: values[keep] for key, values in columns.items()}}
            clean = {f.about for f in run_checks(untouched, day, rules).findings}
            panel = Panel.build(broken, "main", "US", first, LAST)
            after = {f.about for f in run_checks(panel, day, rules).findings}
            row = result[name]
            row["cases"] += 1
            row["told"] += any(a.kind == "data_stale" and a.subject == _TRAFFIC for a in after)
            for kind in ("sales_drop", "cvr_low"):
                row[kind] += any(a.kind == kind for a in after - clean)
    return {"cases": done, "sales_drop_alerts": sum(r["sales_drop"] for r in result.values()), "by_fault": result}
