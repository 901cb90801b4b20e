"""Character n-grams with tf-idf weights: the half of a text's features that names words, in any script."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

SHORTEST, LONGEST = 1, 4


def ngrams(text: str) -> list[str]:
    """All character n-grams of 1 to 4 of the folded text (NFKC, lower case, runs of white space as one space)."""
    folded = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).lower()).strip()
    padded = f" {folded} "
    return [
        padded[start : start + size] for size in range(SHORTEST, LONGEST + 1) for start in range(len(padded) - size + 1)
    ]


def tfidf(texts: Sequence[str], vocabulary: Mapping[str, int], idf: np.ndarray) -> np.ndarray:
    """`[n, len(vocabulary)]`: (1 + log count) · idf, each row of length 1 (a row without a known n-gram is zero)."""
    rows = np.zeros((len(texts), len(vocabulary)), dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        for gram, count in Counter(ngrams(text)).items():
            place = vocabulary.get(gram)
            if place is not None:
                row[place] = (1.0 + np.log(count)) * idf[place]
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(length > 0, length, 1.0))
