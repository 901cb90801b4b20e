"""How well review texts are named: `python -m bench.reviews` prints tables and writes `bench/out/reviews.json`.

Labelled repair texts (Open Repair Alliance, read from `../shared/data`, nothing of them is kept): per data set the
fault types with at least 20 distinct texts, without the two that say nothing ("Poor data", "Unknown"); five folds,
fixed seed, duplicates removed. The hand-written texts of `tests/data/reviews` are told apart: the classifier never saw
them.
"""

from __future__ import annotations

import csv
import json
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from analytics.reviews import classify
from analytics.reviews.model_file import embed

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "data"
HANDWRITTEN = ROOT / "tests" / "data" / "reviews" / "handwritten.csv"
OUT = ROOT / "bench" / "out" / "reviews.json"
GOALS = {"dustup": (0.815, 0.765), "mobifix": (0.870, 0.740)}
LEAST = 20

Predict = Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]  # train rows, their labels, test rows


def _majority(_train: np.ndarray, labels: np.ndarray, test: np.ndarray) -> np.ndarray:
    return np.full(len(test), Counter(labels).most_common(1)[0][0], dtype=object)


class _Texts:
    """One data set with its features; each method predicts a fold."""

    def __init__(self, texts: np.ndarray, labels: np.ndarray) -> None:
        self.texts, self.labels = texts, labels
        self.embeddings = embed([str(text) for text in texts])

    def lexicon(self, train: np.ndarray, labels: np.ndarray, test: np.ndarray) -> np.ndarray:
        """For each fault type the 20 words that the training texts tie to it most; the type with most hits wins."""
        words = TfidfVectorizer(min_df=2, binary=True, use_idf=False, norm=None)
        seen = words.fit_transform(self.texts[train])
        kinds = sorted(set(labels))
        share = np.array([(np.asarray(seen[labels == kind].sum(axis=0)).ravel() + 0.5) for kind in kinds])
        lift = share / share.sum(axis=0)
        chosen = np.zeros_like(lift)
        for row, keep in zip(chosen, np.argsort(-lift * np.sqrt(share), axis=1)[:, :20], strict=True):
            row[keep] = 1.0
        hits = words.transform(self.texts[test]) @ chosen.T
        fallback = kinds.index(_majority(train, labels, test[:1])[0])
        best = np.where(hits.max(axis=1) > 0, hits.argmax(axis=1), fallback)
        return np.array(kinds, dtype=object)[best]

    def char_ngrams(self, train: np.ndarray, labels: np.ndarray, test: np.ndarray) -> np.ndarray:
        grams = self._grams()
        model = LinearSVC(C=0.5, class_weight="balanced").fit(grams.fit_transform(self.texts[train]), labels)
        return np.asarray(model.predict(grams.transform(self.texts[test])))

    def zero_shot(self, _train: np.ndarray, labels: np.ndarray, test: np.ndarray) -> np.ndarray:
        kinds = sorted(set(labels))
        return np.array(kinds, dtype=object)[(self.embeddings[test] @ embed(kinds).T).argmax(axis=1)]

    def ours(self, train: np.ndarray, labels: np.ndarray, test: np.ndarray) -> np.ndarray:
        grams = self._grams()
        known = hstack([grams.fit_transform(self.texts[train]), csr_matrix(self.embeddings[train])]).tocsr()
        asked = hstack([grams.transform(self.texts[test]), csr_matrix(self.embeddings[test])]).tocsr()
        model = LinearSVC(C=0.5, class_weight="balanced").fit(known, labels)
        return np.asarray(model.predict(asked))

    def _grams(self) -> TfidfVectorizer:
        return TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2)

    def scores(self, predict: Predict) -> tuple[float, float]:
        guessed = np.empty(len(self.labels), dtype=object)
        rows = np.arange(len(self.labels))
        for train, test in StratifiedKFold(5, shuffle=True, random_state=0).split(rows, self.labels):
            guessed[test] = predict(train, self.labels[train], test)
        truth = self.labels.astype(str)
        guesses = guessed.astype(str)
        return float(accuracy_score(truth, guesses)), float(f1_score(truth, guesses, average="macro"))


def _labelled(name: str) -> _Texts:
    frame = pd.read_csv(SHARED / f"openrepair_{name}.csv.gz").dropna(subset=["problem", "fault_type"])
    frame = frame[~frame.fault_type.isin(["Poor data", "Unknown"])].drop_duplicates("problem")
    frame = frame[frame.fault_type.map(frame.fault_type.value_counts()) >= LEAST]
    return _Texts(frame.problem.to_numpy(dtype=object), frame.fault_type.to_numpy(dtype=object))


def _handwritten() -> dict[str, object]:
    rows = list(csv.DictReader(HANDWRITTEN.open(encoding="utf-8")))
    started = time.perf_counter()
    found = classify([row["text"] for row in rows])
    seconds = time.perf_counter() - started
    truth, guesses = [row["topic"] for row in rows], [topic.topic for topic in found]
    danger = [(row["topic"] == "safety", topic.safety) for row, topic in zip(rows, found, strict=True)]
    by_language = {
        language: accuracy_score(
            [t for t, r in zip(truth, rows, strict=True) if r["language"] == language],
            [g for g, r in zip(guesses, rows, strict=True) if r["language"] == language],
        )
        for language in sorted({row["language"] for row in rows})
    }
    return {
        "texts": len(rows),
        "accuracy": accuracy_score(truth, guesses),
        "macro_f1": f1_score(truth, guesses, average="macro"),
        "by_language": by_language,
        "language_right": float(np.mean([t.language == r["language"] for t, r in zip(found, rows, strict=True)])),
        "safety_recall": sum(a and b for a, b in danger) / sum(a for a, _ in danger),
        "safety_false": sum(b and not a for a, b in danger),
        "ms_a_text": 1000 * seconds / len(rows),
        "misses": [
            {"language": r["language"], "truth": t, "said": g, "text": r["text"]}
            for r, t, g in zip(rows, truth, guesses, strict=True)
            if t != g
        ],
    }


def main() -> None:
    result: dict[str, object] = {"handwritten": _handwritten()}
    hand = result["handwritten"]
    assert isinstance(hand, dict)
    print(f"hand-written: {hand['texts']} texts, accuracy {hand['accuracy']:.3f}, macro-F1 {hand['macro_f1']:.3f}, "
          f"language {hand['language_right']:.3f}, safety recall {hand['safety_recall']:.2f} "
          f"({hand['safety_false']} false), {hand['ms_a_text']:.1f} ms a text")  # fmt: skip
    for language, share in hand["by_language"].items():
        print(f"  {language}: {share:.3f}")
    for miss in hand["misses"]:
        print(f"  {miss['language']}: {miss['truth']} named {miss['said']}: {miss['text']}")
    for name, (accuracy_goal, f1_goal) in GOALS.items():
        if not SHARED.exists():
            print(f"{name}: ../shared/data is not here, skipped")
            continue
        texts = _labelled(name)
        print(f"{name}: {len(texts.labels)} texts, {len(set(texts.labels))} fault types "
              f"(goal {accuracy_goal:.3f} / {f1_goal:.3f})")  # fmt: skip
        methods: dict[str, Predict] = {
            "majority": _majority, "keyword lexicon": texts.lexicon, "char n-grams alone": texts.char_ngrams,
            "zero-shot": texts.zero_shot, "ours": texts.ours,
        }  # fmt: skip
        rows = {}
        for label, predict in methods.items():
            accuracy, macro = texts.scores(predict)
            rows[label] = {"accuracy": accuracy, "macro_f1": macro}
            print(f"  {label:20} accuracy {accuracy:.3f}  macro-F1 {macro:.3f}")
        result[name] = rows
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
