"""What the bad reviews of a panel complain of, for the checks: read once a text, remembered for the process."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import numpy as np

from analytics.detection.reviews import Topics
from analytics.panel import Panel
from analytics.reviews import Topic, classify

BAD_STARS = 3.0  # a team may call up to three stars bad
REMEMBERED = 20_000


def review_topics(panel: Panel, first: date, last: date) -> Topics:
    """Review id -> (topic, whether it is a danger) of reviews of one to three stars dated `first` to `last`."""
    rows = panel.rows.get("reviews")
    if not rows or "date" not in rows:
        return {}
    chosen = (rows["rating"] <= BAD_STARS) & (rows["date"] >= np.datetime64(first, "D"))
    chosen &= rows["date"] <= np.datetime64(last, "D")
    found = {}
    for row in np.flatnonzero(chosen):
        text = "\n".join(str(rows[name][row]) for name in ("title", "body") if name in rows and rows[name][row])
        if text:
            topic = _read(text)
            found[str(rows["review_id"][row])] = (topic.topic, topic.safety)
    return found


@lru_cache(maxsize=REMEMBERED)
def _read(text: str) -> Topic:
    return classify([text])[0]
