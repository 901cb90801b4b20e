"""The variation family: our parent changed, or a sibling sold out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from analytics.diagnosis.case import Columns, Floats, dense, rows_in, take
from analytics.diagnosis.signal import STATE_DAYS, Signal, began, line, shift
from analytics.diagnosis.view import View


def find_split(view: View) -> Iterator[Signal]:
    found = _parent_changed(view, view.case.table("listings"))
    counts = view.case.daily("ratings_daily", "rating_count")
    fewer = shift(counts, view, -1, lambda before: 0.2 * before)
    if found:
        place, old, new, strength = found
        evidence = [
            line(view, "parent-changed", "listings", place, old=old, new=new or "—", since=view.case.day(place))
        ]
        if fewer:
            evidence.append(_count_line(view, fewer.place, fewer.before, fewer.after))
        yield Signal("variation_broken", place, strength, tuple(evidence), slack=2)
    elif fewer:
        yield Signal(
            "variation_broken", fewer.place, 0.5, (_count_line(view, fewer.place, fewer.before, fewer.after),), slack=2
        )
    else:
        yield from _sibling_left(view)


def _count_line(view: View, place: int, before: float, after: float):  # type: ignore[no-untyped-def]
    return line(
        view,
        "rating-count-down",
        "ratings_daily",
        place,
        before=round(before),
        after=round(after),
        since=view.case.day(place),
    )


def _parent_changed(view: View, listings: Columns) -> tuple[int, str, str | None, float] | None:
    """(day, old, new, strength) of a parent that was steady before and is another, or none, since."""
    if not rows_in(listings) or "parent_asin" not in listings:
        return None
    places = (listings["date"] - view.case.grid[0]).astype(int)
    order = np.argsort(places, kind="stable")
    rows = [(int(places[i]), listings["parent_asin"][i] or None) for i in order]
    past = Counter(p for place, p in rows if place < view.first and p)
    if not past:
        past = Counter(p for _, p in rows[: max(1, len(rows) // 2)] if p)
    if not past:
        return None
    usual = past.most_common(1)[0][0]
    bad = np.full(view.size, np.nan)
    for place, parent in rows:
        if 0 <= place < view.size:
            bad[place] = float(parent != usual)
    found = began(bad, view, carry=STATE_DAYS)
    if not found:
        return None
    after = [parent for place, parent in rows if place >= found[0] and parent != usual]
    new = after[-1] if after else None
    return found[0], str(usual), new, 0.95 if new else 0.85


def _sibling_left(view: View) -> Iterator[Signal]:
    listings = view.case.family.get("listings", {})
    for sibling in view.case.siblings:
        if not rows_in(listings):
            return
        found = _parent_changed(view, take(listings, listings["asin"] == sibling))
        if found:
            place, old, new, _ = found
            evidence = line(
                view,
                "sibling-left",
                "listings",
                place,
                sibling=sibling,
                old=old,
                new=new or "—",
                since=view.case.day(place),
            )
            yield Signal("variation_broken", place, 0.6, (evidence,), slack=2)
            return


def find_sibling(view: View) -> Iterator[Signal]:
    best: Signal | None = None
    own = float(np.nanmean(view.units[: view.first + 1])) if np.isfinite(view.units).any() else float("nan")
    for sibling in view.case.siblings:
        units = _sibling_days(view, "traffic_daily", "units", sibling)
        usual = units[max(0, view.first - 21) : view.first]
        sold = float(np.nanmean(usual)) if np.isfinite(usual).any() else float("nan")
        found = began(_empty(_sibling_days(view, "inventory_daily", "available", sibling)), view, carry=3)
        weight = float(np.clip(sold / own, 0.15, 1.0)) if np.isfinite(sold) and own > 0 else 0.7
        strength, key, table = 0.5 + 0.4 * weight, "sibling-stock", "inventory_daily"
        if found is None and np.isfinite(sold) and sold >= 2:
            found = began(_empty(units), view, carry=1)
            strength, key, table = 0.35 + 0.3 * weight, "sibling-silent", "traffic_daily"
        if found:
            place, end = found
            evidence = line(view, key, table, place, sibling=sibling, since=view.case.day(place))
            signal = Signal("sibling_out_of_stock", place, strength, (evidence,), end, slack=2)
            if best is None or signal.strength > best.strength:
                best = signal
    if best:
        yield best


def _empty(values: Floats) -> Floats:
    return np.where(np.isfinite(values), (values <= 0).astype(float), np.nan)


def _sibling_days(view: View, table: str, column: str, sibling: str) -> Floats:
    rows = view.case.family.get(table, {})
    if not rows_in(rows):
        return np.full(view.size, np.nan)
    return dense(take(rows, rows["asin"] == sibling), column, view.case.grid)
