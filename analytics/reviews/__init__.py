"""What a bad review complains of: a topic, whether it is a danger, and the words that name it.

Stars decide what is bad; this only names the defect. Sentence embeddings (Universal Sentence Encoder, multilingual)
and character n-grams go into one linear classifier, whose weights lie in `model/` (built by
`bench/build_reviews_model.py`). A text of several sentences is read whole and sentence by sentence: the one that names
a defect counts. Measured in `bench/reviews.py`, told in `docs/reviews.md`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.reviews.language import language_of
from analytics.reviews.model_file import Model, embed, load

TOPICS = (
    "stopped_working", "broken_on_arrival", "wrong_size", "not_as_described", "missing_parts", "smell", "leak",
    "safety", "battery", "quality", "delivery", "counterfeit", "other", "unsure",
)  # fmt: skip
SURE = 0.30  # below this probability a topic is not named
DANGER = 0.30  # a text this likely to tell of a danger counts as one, whatever its first topic
LONGEST_SNIPPET = 120
MOST_SENTENCES = 12
_SENTENCES = re.compile(r"(?<=[.!?。！？\n])\s*")
_CLAUSES = re.compile(r"(?<=[.!?;,。！？；，、\n])\s*")


@dataclass(frozen=True)
class Topic:
    """`confidence` is the topic's probability (0-1); `snippet` are the reviewer's own words (outside text).

    `safety` is True where the text tells of a danger: fire, smoke, shock, burns, cuts, choking, skin reactions.
    """

    topic: str
    language: str
    confidence: float
    safety: bool
    snippet: str


def classify(texts: Sequence[str], stars: Sequence[float | None] | None = None) -> list[Topic]:
    """One topic for each text (title and body together), in order; an empty text is `unsure`.

    `stars` (1-5, None unknown) keeps praise from being read as a defect: a text of four or five stars is `other`
    unless it tells of a danger.
    """
    if not texts:
        return []
    model = load()
    parts = [[text, *_sentences(text)] for text in texts]
    flat = [part for of_text in parts for part in of_text]
    odds = model.probabilities(flat, embed(flat))
    given = stars if stars is not None else [None] * len(texts)
    found, start = [], 0
    for text, of_text, star in zip(texts, parts, given, strict=True):
        found.append(_topic(model, text, odds[start : start + len(of_text)], star))
        start += len(of_text)
    return found


def _sentences(text: str) -> list[str]:
    """The sentences of a text of more than one, at most twelve."""
    found = [part.strip() for part in _SENTENCES.split(text) if part.strip()]
    return found[:MOST_SENTENCES] if len(found) > 1 else []


def _topic(model: Model, text: str, odds: np.ndarray, star: float | None) -> Topic:
    """`odds` are those of the whole text, then of its sentences."""
    if not text.strip():
        return Topic("unsure", "", 0.0, False, "")
    defects = [place for place, name in enumerate(model.topics) if name not in ("other", "unsure")]
    whole, best = odds[0], odds.max(axis=0)
    danger = float(best[model.topics.index("safety")]) >= DANGER
    first = max(defects, key=lambda place: float(best[place]))
    vague = max(("other", "unsure"), key=lambda name: float(whole[model.topics.index(name)]))
    if danger:
        name = "safety"
    elif best[first] >= max(SURE, float(whole[model.topics.index(vague)])):
        name = model.topics[first] if star is None or star < 4 else "other"
    else:
        name = vague if whole[model.topics.index(vague)] >= SURE else "unsure"
    return Topic(name, language_of(text), float(best[model.topics.index(name)]), danger, _snippet(model, text, name))


def _snippet(model: Model, text: str, topic: str) -> str:
    """The clause of the text that speaks most for the topic."""
    clauses = [clause.strip() for clause in _CLAUSES.split(text) if clause.strip()]
    if len(clauses) > 1 and topic != "unsure":
        scores = model.by_words(clauses)[:, model.topics.index(topic)]
        best = clauses[int(scores.argmax())]
    else:
        best = text.strip()
    return best if len(best) <= LONGEST_SNIPPET else best[: LONGEST_SNIPPET - 1] + "…"
