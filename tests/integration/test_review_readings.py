"""Review texts are read once: what they were read as is kept by a hash of the text."""

from __future__ import annotations

from datetime import date

import numpy as np
from sqlalchemy import Engine

from analytics.panel import Panel
from bot.reports.topics import BAD_STARS, read_reviews
from bot.store.readings import keep_readings

DAY = date(2026, 3, 1)


def _panel(*texts: str) -> Panel:
    rows = {
        "review_id": np.array([f"R{number}" for number in range(len(texts))], dtype=object),
        "date": np.array([DAY] * len(texts), dtype="datetime64[D]"),
        "asin": np.array(["B0LAMP0001"] * len(texts), dtype=object),
        "rating": np.array([1.0] * (len(texts) - 1) + [5.0]),
        "title": np.array([None] * len(texts), dtype=object),
        "body": np.array(texts, dtype=object),
    }
    return Panel.build({"reviews": rows}, "main", "US", DAY, DAY, "USD")


def test_a_bad_review_is_read_once_and_a_good_one_never(engine: Engine) -> None:
    panel = _panel("It caught fire while charging", "The bottle leaks everywhere", "Love it")
    with engine.begin() as connection:
        first = read_reviews(connection, panel, DAY, DAY, BAD_STARS)
        assert first.topics == {"R0": ("safety", True), "R1": ("leak", False)}
        assert len(first.fresh) == 2
        keep_readings(connection, first.fresh)
        keep_readings(connection, first.fresh)
    with engine.connect() as connection:
        again = read_reviews(connection, panel, DAY, DAY, BAD_STARS)
    assert again.topics == first.topics
    assert again.fresh == {}
