"""Injected drops in real daily sales: how many of them each rule finds, and how often it cries without one.

The series are the UCI Online Retail orders. SKUs are split once into two halves: constants were chosen on one, the
figures come from the other. A drop is 7 days of binomial thinning.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.detection.account_index import rest_of_account
from bench.detection_rules import LENGTH, Rule, Window

DROPS = (0.0, 0.3, 0.5, 0.8, 1.0)
WARM_UP = LENGTH + 1
STEP = 5  # days between injected drops
_GAP = 3  # alarms this close together are one episode, as in the lifecycle
_HALVES = 2024  # the seed that splits the SKUs
LATE_SHARE = 0.02


@dataclass(frozen=True)
class Sales:
    """`counts` `[SKUs, days]`; `closed` days of the shop; `half` 0 (tuning) or 1 (reported) per SKU."""

    counts: np.ndarray
    days: np.ndarray
    closed: np.ndarray
    half: np.ndarray


def read_sales(path: str) -> Sales:
    table = pd.read_csv(path)
    days = np.arange(np.datetime64(table["date"].min()), np.datetime64(table["date"].max()) + 1)
    wide = table.pivot_table(index="sku", columns="date", values="orders", aggfunc="sum")
    counts = wide.reindex(columns=[str(d) for d in days]).fillna(0.0).to_numpy()
    order = np.random.default_rng(_HALVES).permutation(len(counts))
    half = np.zeros(len(counts), dtype=int)
    half[order[len(order) // 2 :]] = 1
    return Sales(counts, days, counts.sum(axis=0) == 0, half)


def sums_of_ten(sales: Sales, seed: int, half: int) -> tuple[np.ndarray, np.ndarray]:
    """(sums of 10 SKUs of both halves `[m, days]`: the account; which of them are items: of `half`, >= 3 a day)."""
    rng = np.random.default_rng(seed)
    parts, wanted = [], []
    for which in (0, 1):
        order = rng.permutation(np.flatnonzero(sales.half == which))
        for start in range(0, len(order) - 9, 10):
            parts.append(sales.counts[order[start : start + 10]].sum(axis=0))
            wanted.append(which == half)
    account = np.array(parts)
    mean = account[:, ~sales.closed].mean(axis=1)
    return account, np.flatnonzero(np.array(wanted) & (mean >= 3.0))


@dataclass
class Score:
    """Counts of one rule: days looked at, episodes on untouched series, and per drop how many were found in 3 and 7
    days.
    """

    item_days: int = 0
    episodes: int = 0
    tried: dict[float, int] | None = None
    in_3: dict[float, int] | None = None
    in_7: dict[float, int] | None = None

    def add(self, other: Score) -> None:
        self.item_days += other.item_days
        self.episodes += other.episodes
        for name in ("tried", "in_3", "in_7"):
            mine, theirs = getattr(self, name) or {}, getattr(other, name) or {}
            setattr(self, name, {k: mine.get(k, 0) + theirs.get(k, 0) for k in {*mine, *theirs}})

    def row(self) -> dict[str, float]:
        tried, in_3, in_7 = self.tried or {}, self.in_3 or {}, self.in_7 or {}
        result = {
            "item_days": float(self.item_days),
            "episodes_per_1000": 1000.0 * self.episodes / max(self.item_days, 1),
        }
        for drop in sorted(tried):
            name = "no_drop" if drop == 0 else f"drop_{round(100 * drop)}"
            result[f"{name}_in_7"] = in_7[drop] / max(tried[drop], 1)
            if drop:
                result[f"{name}_in_3"] = in_3[drop] / max(tried[drop], 1)
        return result


def run(
    account: np.ndarray, items: np.ndarray, sales: Sales, rules: Mapping[str, Rule], seed: int, *, faulty: bool = False,
    drops: Iterable[float] = DROPS, sparse: int = 1,
) -> dict[str, Score]:  # fmt: skip
    """Every rule on the same series and the same injected drops.

    Perfect gates know the days on which the shop was closed: they are no days at all (Amazon has none such), so a drop
    lasts 7 days with data. Faulty ones take them, and 2 % late days, as days without sales. `sparse`: only every so
    many
    items (slow rules).
    """
    rng = np.random.default_rng(seed)
    there = np.ones(len(sales.days), dtype=bool) if faulty else ~sales.closed
    whole, weekday = account[:, there], ((sales.days.astype(np.int64) + 3) % 7)[there]
    late = rng.random(whole.shape[1]) < (LATE_SHARE if faulty else 0.0)
    seen = np.where(late[None, :], 0.0, whole.astype(float))
    names = list(rules)
    alarms = {name: np.zeros((len(items), seen.shape[1]), dtype=bool) for name in names}
    watched = np.arange(0, len(items), sparse)
    windows = {}
    for day in range(WARM_UP, seen.shape[1]):
        past = slice(day - LENGTH + 1, day + 1)
        index, behind = rest_of_account(seen[:, past], np.isfinite(seen[:, past]), np.zeros(LENGTH, dtype=bool))
        windows[day] = (past, index[items], behind[items])
        for name in names:
            view = Window(seen[items[watched]][:, past], weekday[past], index[items[watched]], behind[items[watched]])
            alarms[name][watched, day] = rules[name](view)
    scores = {}
    for name in names:
        score = Score(len(watched) * (seen.shape[1] - WARM_UP), _episodes(alarms[name][watched]))
        score.tried, score.in_3, score.in_7 = (dict.fromkeys(drops, 0) for _ in range(3))
        scores[name] = score
    for start in range(WARM_UP + 8, seen.shape[1] - 7, STEP):
        span = slice(start, start + 7)
        for drop in drops:
            thinned = rng.binomial(whole[items][:, span].astype(int), 1.0 - drop).astype(float)
            thinned[:, late[span]] = 0.0
            _inject(
                rules, scores, alarms, seen, items[watched], watched, windows, weekday, start, drop, thinned[watched]
            )
    return scores


def _inject(
    rules: Mapping[str, Rule], scores: dict[str, Score], alarms: dict[str, np.ndarray], seen: np.ndarray,
    items: np.ndarray, rows: np.ndarray, windows: dict[int, tuple[slice, np.ndarray, np.ndarray]], weekday: np.ndarray,
    start: int, drop: float, thinned: np.ndarray,
) -> None:  # fmt: skip
    found = {name: np.zeros((len(items), 7), dtype=bool) for name in scores}
    for offset in range(7):
        past, index, behind = windows[start + offset]
        counts = seen[items][:, past].copy()
        counts[:, LENGTH - 1 - offset :] = thinned[:, : offset + 1]
        view = Window(counts, weekday[past], index[rows], behind[rows])
        for name in scores:
            found[name][:, offset] = rules[name](view)
    for name, score in scores.items():
        quiet = ~alarms[name][rows, start - 7 : start].any(axis=1)  # an alarm that was on already proves nothing
        assert score.tried is not None
        assert score.in_3 is not None
        assert score.in_7 is not None
        score.tried[drop] += int(quiet.sum())
        score.in_3[drop] += int((found[name][:, :3].any(axis=1) & quiet).sum())
        score.in_7[drop] += int((found[name].any(axis=1) & quiet).sum())


def _episodes(alarms: np.ndarray) -> int:
    count = 0
    for row in alarms:
        at = np.flatnonzero(row)
        count += len(at) and 1 + int((np.diff(at) > _GAP).sum())
    return int(count)
