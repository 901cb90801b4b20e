"""`reviews ASIN`: where the rating goes, how fast reviews come, what they complain of, and what changed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

import numpy as np

from analytics.kpis import review_velocity
from analytics.playbooks.amazon_topics import amazon_topics
from analytics.playbooks.facts import Columns, Facts, missing, number, percent, share, unknown
from bot.records.playbook import Playbook, Section, Standing
from bot.records.text import Number, Say, Value

DAYS = 30
CHANCE = 0.05
SHOWN = 5
QUOTE = 140  # characters of a review that are quoted
_EVENTS = ("price_change", "listing_change", "promotion_start", "promotion_end", "experiment_start", "experiment_end")


class Topic(Protocol):
    """What `analytics.reviews.classify` says of one text: the defect's topic and the words that name it."""

    @property
    def topic(self) -> str: ...
    @property
    def safety(self) -> bool: ...
    @property
    def snippet(self) -> str: ...


def reviews_playbook(facts: Facts, asin: str, topics: Sequence[Topic] | None = None) -> Playbook:
    """The playbook of one ASIN. `topics` go with `bad_reviews(facts, asin)`, one for each row; None: not classified."""
    rows = facts.rows("reviews", asin)
    lacking = [missing(name) for name in ("reviews", "ratings_daily") if not facts.rows(name, asin)]
    sections = (
        _rating(facts, asin),
        _velocity(facts, asin),
        _bad_share(facts, rows),
        _defects(facts, asin, topics),
        *amazon_topics(facts, asin),
        changes(facts, asin, 2 * DAYS),
    )
    bad = [section for section in sections if section.status is Standing.BAD]
    known = [section for section in sections[:4] if section.status is not Standing.UNKNOWN]
    verdict = (
        Say("playbooks-reviews-bad", {"n": len(bad), "first": bad[0].title})
        if bad
        else Say("playbooks-reviews-ok" if known else "playbooks-reviews-unknown")
    )
    title = facts.product(asin).get("title")
    return Playbook("reviews", facts.account, facts.marketplace, asin, facts.as_of, verdict, sections, tuple(lacking),
                    title if isinstance(title, str) else None)  # fmt: skip


def bad_reviews(facts: Facts, asin: str, days: int = 3 * DAYS) -> Columns:
    """The 1 and 2 star reviews of the last `days` days, oldest first; {} for none."""
    rows = facts.rows("reviews", asin, days)
    if not rows:
        return {}
    order = np.argsort(rows["date"], kind="stable")
    order = order[rows["rating"][order] <= 2]
    return {name: column[order] for name, column in rows.items()} if len(order) else {}


def _rating(facts: Facts, asin: str) -> Section:
    values = facts.daily("ratings_daily", "rating", asin, 91)
    known = np.flatnonzero(~np.isnan(values))
    if not len(known):
        return unknown("playbooks-reviews-rating", missing("ratings_daily"))
    now = float(values[known[-1]])

    def at(back: int) -> float | None:
        past = known[known <= 90 - back]
        return float(values[past[-1]]) if len(past) else None

    month, quarter = at(30), at(90)
    line = Say("playbooks-reviews-rating-line", {"now": Number(now, 2), "month": number(month, 2),
                                                 "quarter": number(quarter, 2)})  # fmt: skip
    # Amazon shows half stars: a fall of 0.2 or one through 4.3 (shown as 4.5 above, as 4 below) is seen by shoppers.
    fell = month is not None and (round(month - now, 2) >= 0.2 or (month >= 4.3 > now))
    actions = (Say("playbooks-reviews-do-rating"),) if fell else ()
    return Section(Say("playbooks-reviews-rating"), Standing.BAD if fell else Standing.OK, (line,), actions)


def _velocity(facts: Facts, asin: str) -> Section:
    counts = facts.daily("ratings_daily", "rating_count", asin, 2 * DAYS + 1)
    now, before = review_velocity(counts[DAYS:]), review_velocity(counts[: DAYS + 1])
    title = Say("playbooks-reviews-velocity")
    if now.value is None:
        return Section(title, Standing.UNKNOWN, (missing("ratings_daily", ("rating_count",)),))
    line = Say("playbooks-reviews-velocity-line", {"now": number(now.value, 0), "before": number(before.value, 0)})
    return Section(title, Standing.OK, (line,))


def _bad_share(facts: Facts, rows: Columns) -> Section:
    title = Say("playbooks-reviews-bad-share")
    if not rows:
        return Section(title, Standing.UNKNOWN, (missing("reviews"),))
    recent = rows["date"] > np.datetime64(facts.day(DAYS), "D")
    poor = rows["rating"] <= 2
    now, was = int((recent & poor).sum()), int((~recent & poor).sum())
    of_now, of_was = int(recent.sum()), int((~recent).sum())
    line = Say(
        "playbooks-reviews-bad-line",
        {"now": now, "of": of_now, "share": percent(share(now, of_now), 0), "before": percent(share(was, of_was), 0),
         "past": of_was},
    )  # fmt: skip
    if not of_now or not of_was:
        return Section(title, Standing.UNKNOWN, (line,))
    from scipy.stats import fisher_exact  # half a second to import

    chance = float(fisher_exact([[now, of_now - now], [was, of_was - was]], alternative="greater").pvalue)
    bad = chance < CHANCE
    actions = (Say("playbooks-reviews-do-answer"),) if bad else ()
    return Section(title, Standing.BAD if bad else Standing.OK, (line,), actions)


def _defects(facts: Facts, asin: str, topics: Sequence[Topic] | None) -> Section:
    title = Say("playbooks-reviews-defects")
    rows = bad_reviews(facts, asin)
    if not facts.rows("reviews", asin):
        return Section(title, Standing.UNKNOWN, (missing("reviews"),))
    if not rows:
        return Section(title, Standing.OK, (Say("playbooks-reviews-no-bad", {"days": 3 * DAYS}),))
    if topics is None:
        return Section(title, Standing.UNKNOWN, (Say("playbooks-reviews-not-classified", {"n": len(rows["date"])}),))
    recent = rows["date"] > np.datetime64(facts.day(DAYS), "D")
    found: dict[str, list[int]] = {}
    for i, topic in enumerate(topics):
        found.setdefault(topic.topic, []).append(i)
    lines, bad, safety = [], False, False
    for name, at in sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))[:SHOWN]:
        now = int(recent[at].sum())
        quote = topics[at[-1]].snippet or str(rows["title"][at[-1]] or rows["body"][at[-1]] or "")
        args: dict[str, Value] = {"topic": Say(f"playbooks-topic-{name.replace('_', '-')}"), "n": len(at), "now": now,
                "quote": " ".join(quote.split())[:QUOTE]}  # fmt: skip
        lines.append(Say("playbooks-reviews-topic", args))
        named = name not in ("other", "unsure", "delivery")
        bad |= named and now >= 3
        safety |= any(topics[i].safety for i in at)
    actions = []
    if safety:
        actions.append(Say("playbooks-reviews-do-safety"))
    if bad:
        actions.append(Say("playbooks-reviews-do-defect"))
    return Section(title, Standing.BAD if bad or safety else Standing.OK, tuple(lines), tuple(actions))


def changes(facts: Facts, asin: str, days: int) -> Section:
    """What the team did and what the listing shows otherwise than before, in the last `days` days."""
    lines = [
        Say("playbooks-event", {"day": day.astype(object), "kind": event_kind(str(kind)), "note": note or "—"})
        for day, kind, note in _events(facts, asin, days)
    ]
    lines += listing_changes(facts, asin, days)
    if not facts.rows("listings", asin) and not lines:
        return unknown("playbooks-changes", missing("listings"), missing("events"))
    return Section(
        Say("playbooks-changes"), Standing.OK, tuple(lines) or (Say("playbooks-no-changes", {"days": days}),)
    )


def event_kind(kind: str) -> Value:
    """What people did, in words where the kind is one of ours, else as they wrote it."""
    return Say(f"playbooks-event-{kind.replace('_', '-')}") if kind in _EVENTS else kind


def _events(facts: Facts, asin: str, days: int) -> list[tuple[np.datetime64, str, str | None]]:
    rows = facts.rows("events", None, days)
    if not rows:
        return []
    keep = [i for i, name in enumerate(rows["asin"]) if not name or name == asin]
    return [(rows["date"][i], rows["kind"][i], rows["note"][i]) for i in keep]


def listing_changes(facts: Facts, asin: str, days: int) -> list[Say]:
    """Each field of the listing that differs from the day before it, with the day."""
    rows = facts.rows("listings", asin, days)
    if not rows:
        return []
    order = np.argsort(rows["date"], kind="stable")
    found = []
    names = ("title", "bullets", "images", "main_image_hash", "a_plus", "video", "category", "browse_node",
             "variation_theme", "parent_asin", "size_tier", "badges", "status")  # fmt: skip
    for name in names:
        known = [i for i in order if not _empty(rows[name][i])]
        for before, after in pairwise(known):
            if rows[name][before] != rows[name][after]:
                day = rows["date"][after].astype(object)
                found.append(
                    (
                        day,
                        Say(
                            "playbooks-listing-changed",
                            {"day": day, "field": Say(f"playbooks-field-{name.replace('_', '-')}")},
                        ),
                    )
                )
    found.sort(key=lambda one: one[0])
    return [line for _, line in found[-2 * SHOWN :]]


def _empty(value: object) -> bool:
    return value is None or value == "" or (isinstance(value, float) and np.isnan(value))
