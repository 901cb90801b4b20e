"""Sums rows that are about the same thing: several SKUs of one ASIN, several ad groups of one campaign."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import Any


def added(left: Any, right: Any) -> Any:
    """Unknown and known make unknown: a sum with an unknown part is not known."""
    return None if left is None or right is None else left + right


class Sums:
    """Sums by key in the order in which the keys came; money to a hundredth of a cent, against float dust."""

    def __init__(self) -> None:
        self._sums: dict[Hashable, list[Any]] = {}

    def add(self, key: Hashable, values: Sequence[Any]) -> None:
        stored = self._sums.get(key)
        if stored is None:
            self._sums[key] = list(values)
            return
        for i, value in enumerate(values):
            stored[i] = added(stored[i], value)

    def __len__(self) -> int:
        return len(self._sums)

    def items(self) -> Iterator[tuple[Any, list[Any]]]:
        for key, values in self._sums.items():
            yield key, [round(v, 4) if isinstance(v, float) else v for v in values]


class Shares:
    """Means of rates weighted by counts, by key: a rate over several rows comes from its sums."""

    def __init__(self) -> None:
        self._parts: dict[Hashable, list[tuple[float | None, float | None]]] = {}

    def add(self, key: Hashable, rate: float | None, weight: float | None) -> None:
        self._parts.setdefault(key, []).append((rate, weight))

    def get(self, key: Hashable) -> float | None:
        """None where a rate that counts, or a weight, is unknown."""
        parts = self._parts.get(key, [])
        if len({rate for rate, _ in parts}) == 1:
            return parts[0][0]
        total, weighted = 0.0, 0.0
        for rate, weight in parts:
            if weight is None or (rate is None and weight):
                return None
            total += weight
            weighted += weight * (rate or 0.0)
        return round(weighted / total, 4) if total else None
