"""The listing playbook: each point of the page, with why it matters."""

from __future__ import annotations

from typing import Any

import pytest
from playbook_facts import arguments, back, facts, section, words

from analytics.playbooks.listing import listing_playbook
from bot.records.playbook import Standing

A = "B0AAAAAAAA"
TITLE = "Acme insulated steel water bottle for sport and school, one litre, leakproof lid and straw, blue"
PAGE: dict[str, Any] = {
    "date": back(0), "asin": A, "status": "BUYABLE", "title": TITLE, "bullets": "a|b|c|d|e", "images": 7, "video": "1",
    "a_plus": "yes", "parent_asin": "B0PARENT00", "variation_theme": "color",
}  # fmt: skip


def _status(key: str, **changed: object) -> Standing:
    return section(listing_playbook(facts(listings=[{**PAGE, **changed}]), A), f"playbooks-listing-{key}").status


def test_a_page_that_meets_every_point_is_well_and_says_what_no_report_tells() -> None:
    found = listing_playbook(facts(listings=[PAGE], search_terms=[]), A)
    assert found.verdict.key == "playbooks-listing-ok"
    assert section(found, "playbooks-listing-brand-story").status is Standing.UNKNOWN
    assert words(found)["zh"]


@pytest.mark.parametrize(
    ("key", "changed"),
    [
        ("status", {"status": "SUPPRESSED"}),
        ("status", {"enforcement": "SEARCH_SUPPRESSED"}),
        ("title", {"title": "Bottle"}),
        ("title", {"title": TITLE + " x" * 80}),
        ("title", {"title": TITLE + " bottle bottle bottle"}),
        ("bullets", {"bullets": "a\nb\nc"}),
        ("bullets", {"bullets": '["a", "b"]'}),
        ("images", {"images": 6}),
        ("video", {"video": "0"}),
        ("a-plus", {"a_plus": "no"}),
        ("variation", {"variation_theme": None}),
    ],
)
def test_each_point_that_is_not_met_is_bad(key: str, changed: dict[str, object]) -> None:
    assert _status(key) is Standing.OK
    assert _status(key, **changed) is Standing.BAD


@pytest.mark.parametrize("column", ["bullets", "images", "video", "a_plus"])
def test_an_unknown_column_is_unknown_and_not_missing_from_the_page(column: str) -> None:
    assert _status(column.replace("_", "-"), **{column: None}) is Standing.UNKNOWN


def test_a_column_that_was_known_earlier_still_counts() -> None:
    rows = [{**PAGE, "date": back(5)}, {**PAGE, "images": None}]
    assert section(listing_playbook(facts(listings=rows), A), "playbooks-listing-images").status is Standing.OK


def test_search_terms_that_sell_in_ads_but_are_not_on_the_page_are_named() -> None:
    terms = [
        {"date": back(3), "asin": A, "campaign_id": "c", "search_term": term, "spend": 1.0, "orders": orders}
        for term, orders in (("thermos flask", 5), ("steel bottles", 9), ("gym jug", 0), ("b0cccccccc", 4))
    ]
    found = section(listing_playbook(facts(listings=[PAGE], search_terms=terms), A), "playbooks-listing-terms")
    assert found.status is Standing.BAD
    # "bottles" stands on the page in the singular; a term without orders and an ASIN are no words to add
    assert arguments(found, "playbooks-listing-term") == {
        "term": "thermos flask",
        "orders": 5,
        "words": "thermos, flask",
    }


def test_the_term_that_sells_most_belongs_into_the_beginning_of_the_title() -> None:
    def status(term: str) -> Standing:
        terms = [{"date": back(3), "asin": A, "campaign_id": "c", "search_term": term, "spend": 1.0, "orders": 5}]
        return section(
            listing_playbook(facts(listings=[PAGE], search_terms=terms), A), "playbooks-listing-title"
        ).status

    assert status("steel water bottle for a school") is Standing.OK
    assert status("bottle with straw") is Standing.BAD  # it stands after the 80th character


def test_a_page_that_nobody_stored_is_unknown() -> None:
    assert listing_playbook(facts(products=[{"asin": A}]), A).verdict.key == "playbooks-listing-unknown"
