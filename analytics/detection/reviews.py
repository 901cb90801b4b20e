"""`bad_review`: every review of one or two stars, once; a burst of them, a defect named again and again, and what
touches safety are louder. Topics come from whoever reads texts: `topics`, review id -> (topic, whether it is a danger).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
from scipy.special import pdtrc

from analytics.detection.day import Day
from analytics.detection.outcome import FIRING, WELL, Outcome
from bot.records.findings import Finding, Severity
from bot.records.text import Number, Say, Value

LOOK_BACK = 14
SAME_DEFECT = 3  # the same defect named so often in 7 days
_NO_DEFECT = ("", "other", "unsure")
Topics: TypeAlias = Mapping[str, tuple[str, bool]]


def bad_review(day: Day, topics: Topics | None = None) -> Outcome:
    rule, panel = day.rule("bad_review"), day.panel
    told = topics or {}
    recent = panel.recent("reviews", LOOK_BACK)
    state = np.full(panel.n, WELL, dtype=np.int8)
    if not recent or not len(recent["date"]):
        return Outcome("bad_review", state, look=lambda _: Say("detection-review-none", {"days": LOOK_BACK}))
    bad = recent["rating"] <= rule["max_stars"]
    burst = _bursts(day, rule["max_stars"], rule["burst"], rule["chance"])
    findings, state_of = [], {}
    order = np.flatnonzero(bad & (recent["at"] >= 0))
    named = Counter(
        (int(recent["at"][i]), told[str(recent["review_id"][i])][0])
        for i in order
        if str(recent["review_id"][i]) in told and recent["date"][i] > np.datetime64(day.last, "D") - 7
    )
    for i in order:
        at, review = int(recent["at"][i]), str(recent["review_id"][i])
        topic, danger = told.get(review, ("", False))
        stars = round(float(recent["rating"][i]))
        in_burst = at in burst and recent["date"][i] > np.datetime64(day.last, "D") - 7
        again = topic not in _NO_DEFECT and named[(at, topic)] >= SAME_DEFECT
        loud = danger or in_burst or again
        title = recent["title"][i] if "title" in recent else None
        body = recent["body"][i] if "body" in recent else None
        when = recent["date"][i].astype(object)
        args: dict[str, Value] = {
            "who": day.name(at), "stars": stars, "title": str(title)[:120] if title else None, "day": when,
            "topic": Say(f"playbooks-topic-{topic.replace('_', '-')}") if topic else None,
        }  # fmt: skip
        why = []
        if body:
            why.append(Say("detection-review-body", {"body": str(body)[:300]}))
        if in_burst:
            count, expected = burst[at]
            why.append(Say("detection-review-burst", {"count": count, "expected": Number(expected, 1)}))
        if again:
            why.append(Say("detection-review-again", {"count": named[(at, topic)], "topic": args["topic"]}))
        if danger:
            why.append(Say("detection-review-danger"))
        key = "detection-review-titled" if title else "detection-review"
        severity = Severity.HIGH if loud else Severity.MEDIUM if stars <= 1 else Severity.LOW
        about = day.about("bad_review", at, review)
        state_of[(about.asin, review)] = FIRING
        findings.append(
            Finding(
                about,
                severity,
                Say(key, args),
                float(recent["rating"][i]),
                None,
                rule["max_stars"],
                (when, when),
                None,
                None,
                tuple(why),
                {"events": [review], "stars": stars, "topic": topic, "burst": bool(in_burst), "danger": bool(danger)},
            )
        )
    look = Say("detection-review-none", {"days": LOOK_BACK})
    return Outcome("bad_review", state, None, lambda _: look, tuple(findings), state_of, others_else=WELL)


def _bursts(day: Day, stars: float, least: float, chance: float) -> dict[int, tuple[int, float]]:
    """ASINs with a burst of bad reviews in 7 days: (how many, how many were to be expected).

    Poisson on bad reviews per unit sold, the rate from 84 days before with a prior of one bad review in 200 units.
    """
    recent = day.panel.recent("reviews", 91)
    bad = (recent["rating"] <= stars) & (recent["at"] >= 0)
    age = (np.datetime64(day.last, "D") - recent["date"]).astype(int)
    n = day.panel.n
    now, past = np.zeros(n), np.zeros(n)
    np.add.at(now, recent["at"][bad & (age < 7)], 1)
    np.add.at(past, recent["at"][bad & (age >= 7)], 1)
    if not (now >= least).any():
        return {}
    units = np.nan_to_num(day.units)
    sold_now, sold_past = units[:, -21:].sum(axis=1) / 3.0, units[:, :-7].sum(axis=1)
    expected = np.where(
        sold_past > 0, (past + 1.0) / (sold_past + 200.0) * np.maximum(sold_now, 1.0), (past + 0.5) / 12.0
    )
    odds = pdtrc(np.maximum(now - 1, 0), expected)
    return {int(i): (int(now[i]), float(expected[i])) for i in np.flatnonzero((now >= least) & (odds < chance))}
