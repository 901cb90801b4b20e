"""What Amazon's searches do for an ASIN: the week's way from seen to bought, and searches that sell."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from analytics.playbooks.facts import Facts, known_sum, number, percent, share
from bot.records.playbook import Section, Standing
from bot.records.text import Say

WEEKS_BEFORE = 4
FELL = 0.7  # of the usual week's impressions: below, the product is seen less than its weeks vary by themselves
LEAST = 1000  # impressions of a usual week, below which a fall says little
CLICKED_LESS = 0.8  # of the usual click rate
SURE = 2.326  # standard errors: 1 % by chance, one-sided


@dataclass(frozen=True)
class Search:
    """A query in which the ASIN sold, and the purchases from it."""

    query: str
    purchases: float


def selling_searches(facts: Facts, asin: str, days: int) -> list[Search]:
    """Queries of the search query performance report that led to purchases in the last `days` days, most first."""
    rows = facts.rows("search_performance", asin, days)
    if not rows:
        return []
    found = []
    for query in sorted(set(rows["query"].tolist())):
        mine = (rows["query"] == query) & (rows["purchases"] > 0)
        if mine.any():
            found.append(Search(query, float(rows["purchases"][mine].sum())))
    return sorted(found, key=lambda one: (-one.purchases, one.query))


def search_week(facts: Facts, asin: str) -> tuple[Section, ...]:
    """The last week of the search catalogue performance report against the weeks before it; nothing without one.

    Bad is a fall of impressions below `FELL` of the usual week, or of the click rate below `CLICKED_LESS` of the usual
    one and beyond chance.
    """
    rows = facts.rows("search_catalog", asin)
    if not rows:
        return ()
    last = rows["date"].max()
    now = rows["date"] == last
    past = (rows["date"] < last) & (rows["date"] >= last - np.timedelta64(7 * WEEKS_BEFORE, "D"))
    weeks = len(np.unique(rows["date"][past]))

    def total(name: str, part: np.ndarray) -> float | None:
        return known_sum(rows[name][part])

    def line(key: str, part: np.ndarray, count: int) -> Say:
        seen, clicked, bought = (total(name, part) for name in ("impressions", "clicks", "purchases"))
        each = [None if value is None else value / count for value in (seen, clicked, bought)]
        return Say(key, {
            "seen": number(each[0], 0), "clicked": number(each[1], 0), "bought": number(each[2], 0),
            "ctr": percent(share(clicked, seen), 2), "rate": percent(share(bought, clicked)), "weeks": count,
        })  # fmt: skip

    lines = [line("playbooks-search-week", now, 1)]
    actions = []
    if weeks:
        lines.append(line("playbooks-search-before", past, weeks))
        seen, usual = total("impressions", now), total("impressions", past)
        if seen is not None and usual is not None:
            if usual >= LEAST * weeks and seen < FELL * usual / weeks:
                actions.append(Say("playbooks-search-do-seen"))
            if _clicked_less(total("clicks", now), seen, total("clicks", past), usual):
                actions.append(Say("playbooks-search-do-clicks"))
    title = Say("playbooks-search", {"day": last.astype(object)})
    return (Section(title, Standing.BAD if actions else Standing.OK, tuple(lines), tuple(actions)),)


def _clicked_less(clicks: float | None, seen: float, before: float | None, usual: float) -> bool:
    """Whether the click rate fell by a fifth and beyond chance (test of two proportions, 1 %)."""
    if clicks is None or before is None or not seen > 0 or not usual > 0 or clicks > seen or before > usual:
        return False
    now, past = clicks / seen, before / usual
    pooled = (clicks + before) / (seen + usual)
    spread = sqrt(pooled * (1 - pooled) * (1 / seen + 1 / usual))
    return spread > 0 and now < CLICKED_LESS * past and (past - now) / spread > SURE
