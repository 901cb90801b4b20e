"""What Amazon itself reads in an ASIN's reviews (Customer Feedback): topics with their weight, a week at a time."""

from __future__ import annotations

import numpy as np

from analytics.playbooks.facts import Facts, number, percent
from bot.records.playbook import Section, Standing
from bot.records.text import Say, Value

COMPLAINTS, PRAISE = 5, 3


def amazon_topics(facts: Facts, asin: str) -> tuple[Section, ...]:
    """The latest week's topics, complaints first, the most named first; nothing where Amazon told none."""
    rows = facts.rows("review_topics", asin)
    if not rows:
        return ()
    last = rows["date"].max()
    lines = []
    for tone, most in (("negative", COMPLAINTS), ("positive", PRAISE)):
        at = np.flatnonzero((rows["date"] == last) & (rows["tone"] == tone))
        named = sorted(at, key=lambda i: (-np.nan_to_num(rows["mentions"][i]), rows["topic"][i]))
        for i in named[:most]:
            args: dict[str, Value] = {
                "topic": str(rows["topic"][i]),
                "mentions": number(float(rows["mentions"][i]), 0),
                "share": percent(float(rows["share_pct"][i])),
                "stars": number(float(rows["star_impact"][i]), 2),
            }
            lines.append(Say(f"playbooks-amazon-topic-{tone}", args))
    return (Section(Say("playbooks-amazon-topics", {"day": last.astype(object)}), Standing.OK, tuple(lines)),)
