"""Review texts: topics, dangers, languages, and the words that name the defect."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.reviews import LONGEST_SNIPPET, TOPICS, classify
from analytics.reviews.features import ngrams, tfidf
from analytics.reviews.language import LANGUAGES, language_of
from analytics.reviews.model_file import load

HANDWRITTEN = Path(__file__).parents[1] / "data" / "reviews" / "handwritten.csv"


def _rows() -> list[dict[str, str]]:
    with HANDWRITTEN.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_there_are_forty_hand_written_texts_in_every_language_and_all_topics() -> None:
    rows = _rows()
    for language in LANGUAGES:
        mine = [row for row in rows if row["language"] == language]
        assert len(mine) >= 40
        assert {row["topic"] for row in mine} == set(TOPICS)


def test_no_evaluation_text_was_trained_on() -> None:
    seeds = (Path(__file__).parents[2] / "bench" / "data" / "review_seeds.txt").read_text(encoding="utf-8")
    trained = {part.strip() for line in seeds.splitlines() if ":" in line for part in line.split(":", 1)[1].split("|")}
    assert trained
    assert not trained & {row["text"] for row in _rows()}


def test_most_hand_written_texts_are_named_rightly_in_every_language() -> None:
    rows = _rows()[::3]
    found = classify([row["text"] for row in rows])
    for language in LANGUAGES:
        mine = [(row, topic) for row, topic in zip(rows, found, strict=True) if row["language"] == language]
        right = sum(row["topic"] == topic.topic for row, topic in mine)
        assert right / len(mine) >= 0.6, language


@pytest.mark.parametrize(
    "text",
    [
        "It caught fire while charging, do not buy!",
        "Der Akku ist explodiert und hat gebrannt.",
        "充电时冒烟起火，太危险了",
        "充電中に発火して危険です",
    ],
)
def test_a_danger_is_told_in_every_language(text: str) -> None:
    (topic,) = classify([text])
    assert topic.safety
    assert topic.topic == "safety"


def test_the_snippet_is_the_clause_that_names_the_defect() -> None:
    (topic,) = classify(["I bought it for my sister, nice color. It leaks water everywhere! Shipping was fine."])
    assert topic.topic == "leak"
    assert topic.snippet == "It leaks water everywhere!"


def test_an_empty_text_is_unsure_and_praise_is_no_defect() -> None:
    empty, praise = classify(["  ", "No leaks at all, great bottle"], [1.0, 5.0])
    assert (empty.topic, empty.confidence, empty.safety) == ("unsure", 0.0, False)
    assert praise.topic in ("other", "unsure")


@pytest.mark.parametrize(
    ("text", "language"),
    [("Das ist leider kaputt gegangen", "de"), ("這個杯子漏水", "zh"), ("水が漏れます", "ja"), ("No va nada", "es")],
)
def test_the_language_of_a_text_is_told(text: str, language: str) -> None:
    assert language_of(text) == language


@given(st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_features_of_any_text_have_length_one_or_none(text: str) -> None:
    model = load()
    (row,) = tfidf([text], model.vocabulary, model.idf)
    length = float(np.linalg.norm(row))
    assert length == pytest.approx(1.0, abs=1e-5) or not any(gram in model.vocabulary for gram in ngrams(text))


@given(st.lists(st.text(max_size=300), min_size=1, max_size=3))
@settings(max_examples=10, deadline=None)
def test_any_text_gets_one_known_topic_and_a_short_snippet(texts: list[str]) -> None:
    found = classify(texts)
    assert len(found) == len(texts)
    for topic in found:
        assert topic.topic in TOPICS
        assert len(topic.snippet) <= LONGEST_SNIPPET
