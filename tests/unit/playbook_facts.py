"""Builds `Facts` from rows as dictionaries; a column that no row names is unknown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np

from analytics.playbooks import Facts
from bot.records.dataset import BY_NAME, Kind
from bot.records.playbook import Playbook, Section
from templates.words import LANGUAGES, say

DAY = date(2026, 3, 31)
_NUMBERS = (Kind.COUNT, Kind.NUMBER, Kind.SIZE, Kind.MONEY, Kind.PERCENT, Kind.YES_NO)

Rows = Sequence[dict[str, Any]]


def back(days: int) -> date:
    return DAY - timedelta(days=days)


def columns(table: str, rows: Rows) -> dict[str, np.ndarray]:
    """The columns of `table` as `read_table` gives them."""
    found = {}
    for column in BY_NAME[table].columns:
        values = [row.get(column.name) for row in rows]
        if column.kind in _NUMBERS:
            found[column.name] = np.array([np.nan if v is None else v for v in values], dtype=np.float64)
        elif column.kind is Kind.DATE:
            found[column.name] = np.array(values, dtype="datetime64[D]")
        else:
            texts = np.empty(len(values), dtype=object)
            texts[:] = values
            found[column.name] = texts
    return found


def facts(
    marketplace: str = "US", currency: str = "USD", rates: dict[str, float] | None = None, **tables: Rows
) -> Facts:
    return Facts(
        "main", marketplace, currency, DAY, {name: columns(name, rows) for name, rows in tables.items()}, rates or {}
    )


def section(found: Playbook, key: str) -> Section:
    """The section with this title."""
    return next(one for one in found.sections if one.title.key == key)


def arguments(section: Section, key: str) -> dict[str, Any]:
    """The arguments of the section's first line (or action) with this key."""
    return dict(next(line for line in (*section.lines, *section.actions) if line.key == key).args)


def words(found: Playbook) -> dict[str, list[str]]:
    """Everything that the playbook says, in each language: fails where a text has no words."""
    texts = [found.verdict, *found.could_not_check]
    for one in found.sections:
        texts += [one.title, *one.lines, *one.actions]
    return {lang: [say(text, lang) for text in texts] for lang in LANGUAGES}
