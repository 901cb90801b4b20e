"""What only Amazon knows, in the playbooks: topics of reviews, the week in search, searches that sell."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from playbook_facts import DAY, arguments, back, columns, section, words

from analytics.playbooks import Facts
from analytics.playbooks.listing import listing_playbook
from analytics.playbooks.reviews import reviews_playbook
from bot.records.playbook import Section, Standing
from bot.records.text import Number, Percent

A = "B0AAAAAAAA"
WEEK = timedelta(days=7)


def _facts(insights: dict[str, list[dict[str, Any]]], **tables: list[dict[str, Any]]) -> Facts:
    found = {name: columns(name, rows) for name, rows in tables.items()}
    for name, rows in insights.items():
        found[name] = {
            key: np.array(
                [{"asin": A, **row}[key] for row in rows],
                dtype="datetime64[D]" if key == "date" else object if key in ("asin", "tone", "topic") else np.float64,
            )
            for key in ("asin", *rows[0])
        }
    return Facts("main", "US", "USD", DAY, found)


def _topic(tone: str, topic: str, mentions: float | None, week: int = 0) -> dict[str, Any]:
    return {"date": DAY - week * WEEK, "tone": tone, "topic": topic, "mentions": mentions, "share_pct": 17.3,
            "star_impact": -0.4 if tone == "negative" else None}  # fmt: skip


def test_amazons_topics_of_the_last_week_stand_in_a_line_each_complaints_first() -> None:
    rows = [_topic("positive", "Color", 90), _topic("negative", "Zipper", 36), _topic("negative", "Smell", None),
            _topic("negative", "Handle", 50), _topic("negative", "Old", 99, week=1)]  # fmt: skip
    found = reviews_playbook(_facts({"review_topics": rows}), A)
    part = section(found, "playbooks-amazon-topics")
    assert part.title.args == {"day": DAY}
    assert [line.args["topic"] for line in part.lines] == ["Handle", "Zipper", "Smell", "Color"]
    assert part.lines[1].args == {
        "topic": "Zipper", "mentions": Number(36.0, 0), "share": Percent(17.3), "stars": Number(-0.4, 2)
    }  # fmt: skip
    said = words(found)
    assert "Amazon's topics, week of 2026-03-31" in said["en"]
    assert "Complaint “Zipper”: 36 mentions, 17.3% of reviews, -0.40 stars" in said["en"]
    assert any("负面“Zipper”：提及 36 次" in line for line in said["zh"])


def test_without_amazons_topics_there_is_no_line_of_them() -> None:
    assert "playbooks-amazon-topics" not in [one.title.key for one in reviews_playbook(_facts({}), A).sections]


def _week(back: int, seen: float, clicked: float, bought: float = 9.0) -> dict[str, Any]:
    return {"date": DAY - back * WEEK, "impressions": seen, "clicks": clicked, "purchases": bought}


@pytest.mark.parametrize(
    ("seen", "clicked", "wanted"),
    [
        (9000, 900, []),
        (7000, 680, []),
        (5000, 500, ["playbooks-search-do-seen"]),
        (9000, 500, ["playbooks-search-do-clicks"]),
        (9000, 850, []),  # a little less, within chance
        (0, 0, ["playbooks-search-do-seen"]),
    ],
)
def test_a_week_in_search_is_bad_when_it_was_seen_or_clicked_much_less(
    seen: float, clicked: float, wanted: list[str]
) -> None:
    found = _search([_week(0, seen, clicked), *(_week(n, 9000, 900) for n in range(1, 5))])
    assert [action.key for action in found.actions] == wanted
    assert found.status is (Standing.BAD if wanted else Standing.OK)


def test_a_week_in_search_shows_its_rates_beside_a_usual_week() -> None:
    found = _search([_week(0, 8000, 640, 32), _week(1, 9000, 900), _week(2, 7000, 700)])
    assert arguments(found, "playbooks-search-week")["ctr"] == Percent(8.0, digits=2)
    assert arguments(found, "playbooks-search-week")["rate"] == Percent(5.0)
    assert arguments(found, "playbooks-search-before")["seen"] == Number(8000.0, 0)
    assert arguments(found, "playbooks-search-before")["weeks"] == 2


def test_one_week_in_search_alone_is_shown_and_judged_by_nothing() -> None:
    found = _search([_week(0, 10, 0)])
    assert (found.status, len(found.lines)) == (Standing.OK, 1)


def _search(weeks: list[dict[str, Any]]) -> Section:
    facts = _facts({"search_catalog": weeks}, listings=[{"date": back(1), "asin": A, "title": "Bag"}])
    playbook = listing_playbook(facts, A)
    assert all(words(playbook).values())
    return section(playbook, "playbooks-search")


def test_searches_that_sell_and_are_not_on_the_page_are_named_beside_those_of_ads() -> None:
    searches = [
        {"date": back(5), "asin": A, "query": query, "purchases": purchases}
        for query, purchases in (
            ("leather bag", 4.0), ("weekender bag", 9.0), ("weekender bag", 2.0), ("B0ABCDEFGH", 5.0), ("bag", 50.0),
            ("gym duffel", 7.0), ("no sale tote", 0.0), ("unknown tote", None),
        )
    ]  # fmt: skip
    terms = [{"date": back(3), "asin": A, "campaign_id": "c", "search_term": "gym duffel", "orders": 3.0, "spend": 1.0}]
    page = [{"date": back(1), "asin": A, "title": "Leather bag"}]
    found = section(
        listing_playbook(_facts({}, listings=page, search_performance=searches, search_terms=terms), A),
        "playbooks-listing-terms",
    )
    assert found.status is Standing.BAD
    assert [(line.key, line.args.get("term"), line.args.get("orders")) for line in found.lines[:-1]] == [
        ("playbooks-listing-term", "gym duffel", 3),
        ("playbooks-listing-query", "weekender bag", 11),
    ]
    alone = section(
        listing_playbook(_facts({}, listings=page, search_performance=searches), A), "playbooks-listing-terms"
    )
    assert [line.args.get("term") for line in alone.lines[:-1]] == ["weekender bag", "gym duffel"]
