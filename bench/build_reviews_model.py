"""Builds `analytics/reviews/model` from our own seed sentences: `python -m bench.build_reviews_model`.

The strength of the n-grams, the regularisation and the rarest n-gram kept are chosen by five-fold cross-validation on
the seed sentences alone, with the translations of a sentence kept in one fold; the hand-written evaluation texts in
`tests/data/reviews` are never looked at. Seeds are fixed: the same inputs give the same files.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold, cross_val_score

from analytics.reviews.features import ngrams
from analytics.reviews.model_file import embed

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "bench" / "data" / "review_seeds.txt"
TARGET = ROOT / "analytics" / "reviews" / "model"


def seed_sentences() -> Iterator[tuple[str, str, str]]:
    """(group, topic, text) of every seed sentence; translations of one sentence share a group.

    A block `[de, more]` counts its sentences apart from `[de]`; an empty place keeps the count of translations in step.
    """
    block = ""
    for line in SEEDS.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            block = line.strip("[]").partition(",")[2].strip()
        elif line and not line.startswith("#"):
            topic, sentences = line.split(":", 1)
            for number, sentence in enumerate(sentences.split("|")):
                if sentence.strip():
                    yield f"{block} {topic} {number}", topic, sentence.strip()


def main() -> None:
    rows = list(seed_sentences())
    texts, topics = [text for _, _, text in rows], [topic for _, topic, _ in rows]
    embeddings = csr_matrix(embed(texts))
    groups = [group for group, _, _ in rows]
    folds = StratifiedGroupKFold(5, shuffle=True, random_state=20)
    best: tuple[float, float, float, int] = (0.0, 0.0, 0.0, 0)
    for rarest, scale, strength in product((2,), (1.0, 2.0), (10.0, 30.0)):
        vectorizer = TfidfVectorizer(analyzer=ngrams, sublinear_tf=True, min_df=rarest)
        features = hstack([embeddings, vectorizer.fit_transform(texts) * scale]).tocsr()
        model = LogisticRegression(C=strength, max_iter=3000)
        score = float(cross_val_score(model, features, topics, groups=groups, cv=folds).mean())
        print(f"n-grams in >= {rarest} texts, scale {scale}, C {strength}: {score:.3f}")
        best = max(best, (score, scale, strength, rarest))
    _, scale, strength, rarest = best
    vectorizer = TfidfVectorizer(analyzer=ngrams, sublinear_tf=True, min_df=rarest)
    grams = vectorizer.fit_transform(texts)
    model = LogisticRegression(C=strength, max_iter=3000)
    model.fit(hstack([embeddings, grams * scale]).tocsr(), topics)
    TARGET.mkdir(exist_ok=True)
    described = {
        "topics": list(model.classes_),
        "scale": scale,
        "vocabulary": [str(gram) for gram in vectorizer.get_feature_names_out()],
        "built_from": "bench/data/review_seeds.txt",
        "cross_validated_accuracy": round(best[0], 4),
        "chosen": {"C": strength, "rarest": rarest},
    }
    (TARGET / "model.json").write_text(json.dumps(described, ensure_ascii=False) + "\n", encoding="utf-8")
    np.savez_compressed(
        TARGET / "weights.npz",
        weights=model.coef_.astype(np.float16),
        bias=model.intercept_.astype(np.float32),
        idf=vectorizer.idf_.astype(np.float16),
    )
    print(f"kept scale {scale}, C {strength}, n-grams in >= {rarest} texts: {len(described['vocabulary'])} n-grams")


if __name__ == "__main__":
    main()
