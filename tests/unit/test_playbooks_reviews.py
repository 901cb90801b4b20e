"""The reviews playbook: rating, velocity, bad reviews by chance, defects with their words, what changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playbook_facts import arguments, back, facts, section, words

from analytics.playbooks.reviews import bad_reviews, reviews_playbook
from bot.records.playbook import Standing
from bot.records.text import Number, Percent, Say

A = "B0AAAAAAAA"


@dataclass(frozen=True)
class Found:
    topic: str
    safety: bool = False
    snippet: str = ""


def _reviews(recent_bad: int, recent: int, past_bad: int, past: int) -> list[dict[str, Any]]:
    rows = []
    for i in range(recent):
        rows.append({"review_id": f"n{i}", "date": back(i % 30), "rating": 1.0 if i < recent_bad else 5.0})
    for i in range(past):
        rows.append({"review_id": f"o{i}", "date": back(31 + i % 40), "rating": 2.0 if i < past_bad else 5.0})
    return [{**row, "asin": A, "title": "Leaks <!channel>", "body": "It leaks"} for row in rows]


def test_a_rise_of_bad_reviews_beyond_chance_is_bad_and_one_within_it_is_not() -> None:
    much = section(reviews_playbook(facts(reviews=_reviews(5, 10, 2, 60)), A), "playbooks-reviews-bad-share")
    little = section(reviews_playbook(facts(reviews=_reviews(1, 10, 3, 60)), A), "playbooks-reviews-bad-share")
    assert (much.status, little.status) == (Standing.BAD, Standing.OK)
    assert arguments(much, "playbooks-reviews-bad-line") == {
        "now": 5, "of": 10, "share": Percent(50.0, digits=0), "before": Percent(100 * 2 / 60, digits=0), "past": 60
    }  # fmt: skip


def test_a_rating_that_falls_through_what_shoppers_see_is_bad() -> None:
    def rating(now: float, month: float) -> Standing:
        rows = [
            {"date": back(k), "asin": A, "rating": now if k < 20 else month, "rating_count": 200 - k} for k in range(91)
        ]
        return section(reviews_playbook(facts(ratings_daily=rows), A), "playbooks-reviews-rating").status

    assert rating(4.4, 4.6) is Standing.BAD
    assert rating(4.2, 4.3) is Standing.BAD
    assert rating(4.5, 4.6) is Standing.OK


def test_new_ratings_are_counted_for_thirty_days_and_the_thirty_before() -> None:
    rows = [
        {"date": back(k), "asin": A, "rating": 4.5, "rating_count": 500 - k - (k > 30) * (k - 30)} for k in range(61)
    ]
    found = section(reviews_playbook(facts(ratings_daily=rows), A), "playbooks-reviews-velocity")
    assert arguments(found, "playbooks-reviews-velocity-line") == {"now": Number(30.0, 0), "before": Number(60.0, 0)}


def test_defects_are_told_by_topic_with_the_words_that_name_them() -> None:
    tables = facts(reviews=_reviews(4, 10, 1, 10))
    count = len(bad_reviews(tables, A)["date"])
    assert count == 5
    topics = [Found("quality", snippet="it feels cheap")] + [Found("leak", snippet="It leaks")] * 4
    found = section(reviews_playbook(tables, A, topics), "playbooks-reviews-defects")
    assert found.status is Standing.BAD
    assert found.lines[0].args == {"topic": Say("playbooks-topic-leak"), "n": 4, "now": 4, "quote": "It leaks"}
    assert [one.key for one in found.actions] == ["playbooks-reviews-do-defect"]


def test_one_safety_topic_is_enough_and_goes_to_compliance() -> None:
    tables = facts(reviews=_reviews(1, 10, 0, 10))
    found = section(reviews_playbook(tables, A, [Found("safety", True, "it smoked")]), "playbooks-reviews-defects")
    assert found.status is Standing.BAD
    assert [one.key for one in found.actions] == ["playbooks-reviews-do-safety"]


def test_without_topics_the_bad_reviews_are_counted_and_not_guessed() -> None:
    found = section(reviews_playbook(facts(reviews=_reviews(2, 10, 0, 10)), A), "playbooks-reviews-defects")
    assert found.status is Standing.UNKNOWN
    assert arguments(found, "playbooks-reviews-not-classified") == {"n": 2}


def test_what_people_did_and_what_the_page_shows_otherwise_is_listed() -> None:
    found = reviews_playbook(
        facts(
            reviews=_reviews(0, 5, 0, 5),
            events=[
                {"date": back(9), "asin": A, "kind": "price_change", "note": "19.99 to 17.99"},
                {"date": back(8), "asin": "B0BBBBBBBB", "kind": "price_change", "note": "not this one"},
                {"date": back(7), "asin": "", "kind": "holiday", "note": None},
            ],
            listings=[
                {"date": back(20), "asin": A, "title": "Old", "images": 7},
                {"date": back(12), "asin": A, "title": "New", "images": None},
                {"date": back(11), "asin": A, "title": "New", "images": 7},
            ],
        ),
        A,
    )
    lines = section(found, "playbooks-changes").lines
    assert [(line.args["day"], line.args.get("kind", line.args.get("field"))) for line in lines] == [
        (back(9), Say("playbooks-event-price-change")),
        (back(7), "holiday"),
        (back(12), Say("playbooks-field-title")),
    ]
    assert words(found)["zh"]


def test_nothing_known_is_said_and_is_not_well() -> None:
    found = reviews_playbook(facts(products=[{"asin": A}]), A)
    assert found.verdict.key == "playbooks-reviews-unknown"
    assert {one.status for one in found.sections} == {Standing.UNKNOWN}
    assert len(found.could_not_check) == 2
    assert words(found)["zh"]
