"""Reviews: a burst of one and two stars, or the shown rating falling."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.special import pdtrc

from analytics.diagnosis.case import rows_in
from analytics.diagnosis.signal import Signal, line, shift
from analytics.diagnosis.view import View
from bot.records.text import Number

BAD = 2.0  # stars


@dataclass(frozen=True)
class Burst:
    """`count` bad reviews since `place` where `usual` would be; `doubt` is the log of the chance of so many."""

    place: int
    count: int
    usual: float
    doubt: float


def burst(view: View) -> Burst | None:
    """The days at the end with the least likely number of bad reviews, None where chance can have brought it."""
    table = view.case.table("reviews")
    if not rows_in(table):
        return None
    places = (table["date"] - view.case.grid[0]).astype(int)
    bad = places[np.isfinite(table["rating"]) & (table["rating"] <= BAD)]
    bad = bad[(bad >= 0) & (bad < view.size)]
    seen = max(0, int(places.min()))  # the days before the first review told are unknown, not free of reviews
    best: Burst | None = None
    for place in sorted({int(p) for p in bad if p >= view.first - 5}):
        recent = int((bad >= place).sum())
        known = max(place - seen, 14)
        usual = (int((bad < place).sum()) + 0.5) / (known + 7) * (view.size - place)
        if recent >= 2 and recent >= 2.5 * usual:
            doubt = float(np.log(max(pdtrc(recent - 1, usual), 1e-300)))
            if best is None or doubt < best.doubt:
                best = Burst(place, recent, usual, doubt)
    if best is not None:  # the burst's own first day: not that of a single bad review some days before it
        days = [p for p in sorted(set(bad.tolist())) if p >= best.place]
        apart = [after for before, after in pairwise(days) if after - before >= 4]
        late = [p for p in apart if int((bad >= p).sum()) >= max(2, 0.7 * best.count)]
        if late:
            start, span = max(late), (view.size - max(late)) / (view.size - best.place)
            best = Burst(start, int((bad >= start).sum()), best.usual * span, best.doubt)
    if best is None or best.doubt > np.log(0.004 if best.count >= 3 else 0.001):
        return None
    return best


def find_bad_reviews(view: View) -> Iterator[Signal]:
    found = burst(view)
    if found is None:
        return
    since = view.case.day(found.place)
    evidence = line(
        view, "bad-reviews", "reviews", found.place, count=found.count, since=since, usual=Number(found.usual)
    )
    strength = min(0.92, 0.45 - found.doubt / 25, 0.3 + 0.12 * found.count)
    yield Signal("bad_reviews", found.place, strength, (evidence,), slack=6)


def find_rating(view: View) -> Iterator[Signal]:
    rating = view.case.daily("ratings_daily", "rating")
    fall = shift(rating, view, -1, lambda _: 0.12)
    if fall is None:
        return
    evidence = [
        line(
            view,
            "rating-down",
            "ratings_daily",
            fall.place,
            before=Number(fall.before, 2),
            after=Number(fall.after, 2),
            since=view.case.day(fall.place),
        )
    ]
    # Amazon shows half stars: a fall that passes one is seen by everybody.
    passed = np.floor(fall.before * 2 + 0.5) != np.floor(fall.after * 2 + 0.5)
    strength = min(0.93, 0.3 + 1.6 * -fall.change + (0.08 if passed else 0.0))
    behind = burst(view)
    if behind is not None and (behind.count >= 4 or fall.change > -0.25):
        strength *= 0.7  # the burst of reviews is the cause, the rating its sum
    yield Signal("rating_drop", fall.place, strength, tuple(evidence), slack=3)
