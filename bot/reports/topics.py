"""What the bad reviews of a panel complain of, for the checks: each text is read once and remembered."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlalchemy import Connection

from analytics.detection.reviews import Topics
from analytics.panel import Panel
from analytics.reviews import classify
from bot.store.readings import known_readings

BAD_STARS = 2.0  # the default of the rule's `max_stars`
READING = "1"  # another classifier reads anew: change it with the model


@dataclass(frozen=True)
class Reading:
    """`topics`: review id -> (topic, whether it is a danger); `fresh`: what was read now, to be kept by the caller."""

    topics: Topics
    fresh: Mapping[str, tuple[str, bool]]


def read_reviews(connection: Connection, panel: Panel, first: date, last: date, stars: float) -> Reading:
    """The reviews of at most `stars` dated `first` to `last`; texts that were read before are not read again."""
    texts = _texts(panel, first, last, stars)
    keys = {review: _key(text) for review, text in texts.items()}
    known = known_readings(connection, sorted(set(keys.values())))
    fresh = _read({keys[review]: text for review, text in texts.items() if keys[review] not in known})
    read = known | fresh
    return Reading({review: read[key] for review, key in keys.items()}, fresh)


def _texts(panel: Panel, first: date, last: date, stars: float) -> dict[str, str]:
    rows = panel.rows.get("reviews")
    if not rows or "date" not in rows:
        return {}
    chosen = (rows["rating"] <= stars) & (rows["date"] >= np.datetime64(first, "D"))
    chosen &= rows["date"] <= np.datetime64(last, "D")
    parts = [name for name in ("title", "body") if name in rows]
    found = {
        str(rows["review_id"][row]): "\n".join(str(rows[name][row]) for name in parts if rows[name][row])
        for row in np.flatnonzero(chosen)
    }
    return {review: text for review, text in found.items() if text.strip()}


def _key(text: str) -> str:
    return hashlib.sha256(f"{READING}\n{text}".encode()).hexdigest()


def _read(texts: dict[str, str]) -> dict[str, tuple[str, bool]]:
    """All of them in one go, which costs a fraction of one by one."""
    topics = classify(list(texts.values()))
    return {key: (topic.topic, topic.safety) for key, topic in zip(texts, topics, strict=True)}
