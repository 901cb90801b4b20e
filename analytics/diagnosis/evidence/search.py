"""Organic places: keyword ranks, search performance, and sales rank as far as our own sales do not explain it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analytics.diagnosis.case import Columns, Floats, rows_in
from analytics.diagnosis.signal import Signal, line, shift
from analytics.diagnosis.view import View
from bot.records.diagnosis import Evidence
from bot.records.text import Number, Percent

_UNRANKED = 100.0  # a keyword that had a place and has none any more
_ELASTICITY = 1.3  # how far rank falls (log) for a fall of sales (log), on the generous side


def find(view: View) -> Iterator[Signal]:
    found: list[tuple[int, float, Evidence]] = []
    keywords = _keywords(view)
    if keywords:
        found.append(keywords)
    performance = _performance(view)
    if performance:
        found.append(performance)
    sales_rank = _sales_rank(view)
    if sales_rank:
        found.append(sales_rank)
    if not found:
        return
    place, strength, _ = max(found, key=lambda item: item[1])
    strength = 1.0 - float(np.prod([1.0 - s for _, s, _ in found]))
    yield Signal("rank_lost", place, min(0.92, strength), tuple(e for _, _, e in found), slack=3)


def mean_log_by_day(table: Columns, group: str, column: str, view: View) -> Floats:
    """The mean over groups (keywords, categories) of the log of a rank against the group's own usual one, by day."""
    size = view.size
    if not rows_in(table) or column not in table:
        return np.full(size, np.nan)
    places = (table["date"] - view.case.grid[0]).astype(int)
    groups = sorted({str(g) for g in table[group].tolist()})
    stack = np.full((len(groups), size), np.nan)
    row_of = {name: i for i, name in enumerate(groups)}
    values = np.where(np.isfinite(table[column]) & (table[column] > 0), table[column], np.nan)
    for place, name, value in zip(places.tolist(), table[group].tolist(), values.tolist(), strict=True):
        if 0 <= place < size:
            row = row_of[str(name)]
            stack[row, place] = value if value == value else (_UNRANKED if np.isfinite(stack[row]).any() else np.nan)
    logs = np.log(stack)
    usual = logs[:, max(0, view.first - 28) : view.first + 2]
    has = np.isfinite(usual).any(axis=1)
    if not has.any():
        return np.full(size, np.nan)
    middle = np.nanmedian(usual[has], axis=1)
    apart = logs[has] - middle[:, None]
    result = np.full(size, np.nan)
    days = np.isfinite(apart).any(axis=0)
    result[days] = np.nanmean(apart[:, days], axis=0)
    return result


def _keywords(view: View) -> tuple[int, float, Evidence] | None:
    level = mean_log_by_day(view.case.table("keyword_ranks"), "keyword", "organic_rank", view)
    fall = shift(level, view, +1, lambda _: 0.25)
    if fall is None:
        return None
    times = float(np.exp(fall.change))
    evidence = line(
        view, "keyword-ranks", "keyword_ranks", fall.place, times=Number(times), since=view.case.day(fall.place)
    )
    return fall.place, min(0.9, 0.5 + 0.5 * fall.change), evidence


def _performance(view: View) -> tuple[int, float, Evidence] | None:
    """The part of searches in which we were shown: weeks that end within the last window against the weeks before."""
    table = view.case.table("search_performance")
    if not rows_in(table) or "impressions" not in table:
        return None
    places = (table["date"] - view.case.grid[0]).astype(int)
    volume = (
        table["volume"] if "volume" in table and np.isfinite(table["volume"]).any() else np.full(len(places), 100.0)
    )
    weeks: dict[int, tuple[float, float]] = {}
    for place, seen, asked in zip(places.tolist(), table["impressions"].tolist(), volume.tolist(), strict=True):
        if 0 <= place < view.size and seen == seen and asked == asked:
            old = weeks.get(place, (0.0, 0.0))
            weeks[place] = old[0] + seen, old[1] + asked
    share = {place: seen / asked for place, (seen, asked) in weeks.items() if asked > 0}
    late = [p for p in share if p >= view.size - view.n]
    early = [p for p in share if p < min(late, default=0)]
    if not late or len(early) < 2:
        return None
    before, after = float(np.median([share[p] for p in sorted(early)[-5:]])), share[max(late)]
    if before <= 0 or after > 0.82 * before:
        return None
    evidence = line(
        view,
        "search-share",
        "search_performance",
        min(late) - 6,
        before=Percent(100 * before),
        after=Percent(100 * after),
    )
    place = _organic_onset(view, min(late) - 6)
    return place, min(0.85, 0.45 + 0.8 * (1 - after / before)), evidence


def _organic_onset(view: View, place: int) -> int:
    """Weekly figures date a change to a week; within it the day on which organic sessions fell."""
    track = view.tracks.get("organic_sessions")
    steps = [s for s in track.steps(max(view.first, place - 1)) if s.z < 0] if track else []
    return max(steps, key=lambda s: s.gain).place if steps else place


def _sales_rank(view: View) -> tuple[int, float, Evidence] | None:
    """Sales rank follows sales: it counts only as far as it fell more than our own sales explain, or fell first."""
    level = mean_log_by_day(view.case.table("ranks"), "category", "rank", view)
    fall = shift(level, view, +1, lambda _: 0.25)
    if fall is None:
        return None
    own = view.tracks["units"].at(fall.place)
    explained = _ELASTICITY * max(0.0, -float(np.log(max(own.ratio, 0.05)))) if own else 0.0
    steps = [s for s in view.tracks["units"].steps(view.first) if s.z < 0]
    onset = max(steps, key=lambda s: s.gain) if steps else None
    first = onset is not None and onset.z < -2.5 and onset.place - fall.place >= 2
    excess = fall.change - explained
    if excess < 0.3 and not first:
        return None
    evidence = line(
        view,
        "sales-rank",
        "ranks",
        fall.place,
        times=Number(float(np.exp(fall.change))),
        since=view.case.day(fall.place),
    )
    return fall.place, min(0.5, 0.25 + 0.4 * max(excess, 0.0)), evidence
