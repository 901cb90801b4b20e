"""Reviews: a burst of one and two stars, or the shown rating falling."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.stats import poisson

from analytics.diagnosis.case import rows_in
from analytics.diagnosis.signal import Signal, line, shift
from analytics.diagnosis.view import View
from bot.records.text import Number

BAD = 2.0  # stars


def find_bad_reviews(view: View) -> Iterator[Signal]:
    table = view.case.table("reviews")
    if not rows_in(table):
        return
    places = (table["date"] - view.case.grid[0]).astype(int)
    bad = places[np.isfinite(table["rating"]) & (table["rating"] <= BAD)]
    bad = bad[(bad >= 0) & (bad < view.size)]
    seen = max(0, int(places.min()))  # the days before the first review told are unknown, not free of reviews
    best: tuple[float, int, int, float] | None = None
    for place in sorted({int(p) for p in bad if p >= view.first - 5}):
        recent = int((bad >= place).sum())
        length = view.size - place
        past = int((bad < place).sum())
        known = max(place - seen, 14)
        usual = (past + 0.5) / (known + 7) * length
        if recent >= 2 and recent >= 2.5 * usual:
            doubt = float(poisson.logsf(recent - 1, usual))
            if best is None or doubt < best[0]:
                best = doubt, place, recent, usual
    if best is None or best[0] > np.log(0.01 if best[2] >= 3 else 0.003):
        return
    doubt, place, count, usual = best
    evidence = line(view, "bad-reviews", "reviews", place, count=count, since=view.case.day(place), usual=Number(usual))
    yield Signal("bad_reviews", place, min(0.92, 0.45 - doubt / 25), (evidence,), slack=6)


def find_rating(view: View) -> Iterator[Signal]:
    rating = view.case.daily("ratings_daily", "rating")
    fall = shift(rating, view, -1, lambda _: 0.09)
    if fall is None:
        return
    evidence = [
        line(view, "rating-down", "ratings_daily", fall.place, before=Number(fall.before, 2), after=Number(fall.after, 2),
             since=view.case.day(fall.place))
    ]  # fmt: skip
    # Amazon shows half stars: a fall that passes one is seen by everybody.
    passed = np.floor(fall.before * 2 + 0.5) != np.floor(fall.after * 2 + 0.5)
    strength = min(0.93, 0.4 + 1.4 * -fall.change + (0.08 if passed else 0.0))
    yield Signal("rating_drop", fall.place, strength, tuple(evidence), slack=3)
