"""What a diagnosis reads is found by an index on the ASIN, its parent or the day: no table is gone through."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, event

from bot.reports.diagnosing import diagnose_asin
from tests.scenario.test_diagnose_dataset import imported
from tests.unit.diagnosis_cases import AS_OF, ASIN, Shop
from tests.unit.test_diagnosis_causes import paused, sibling

# Small beside the others: one row an ASIN, or asked only whether there is any.
_SMALL = ("products", "fx_rates")
_NARROW = re.compile(r"\b(asin|parent_asin|date|campaign_id)[=>]")


def test_every_read_of_a_diagnosis_is_narrowed_by_an_index(sqlite_engine: Engine, tmp_path: Any) -> None:
    imported(sqlite_engine, sibling(paused(Shop().peers())), tmp_path / "data")
    asked: list[tuple[str, Any]] = []
    with sqlite_engine.connect() as connection:
        event.listen(connection, "before_cursor_execute", lambda c, cur, text, values, *_: asked.append((text, values)))
        diagnose_asin(connection, ASIN, as_of=AS_OF, now=datetime(2026, 4, 1, tzinfo=UTC))
        reads = [(text, values) for text, values in asked if "EXISTS" not in text]
        cursor = connection.connection.cursor()
        wide = [
            (detail, text)
            for text, values in reads
            for *_, detail in cursor.execute(f"EXPLAIN QUERY PLAN {text}", values).fetchall()
            if detail.startswith(("SCAN", "SEARCH"))
            and detail.split()[1] not in (*_SMALL, "days", "CONSTANT")
            and not _NARROW.search(detail)
            and "LIMIT" not in text
        ]
    assert len(reads) > 20
    assert wide == []


def test_days_that_the_rows_show_are_not_looked_up_again(sqlite_engine: Engine, tmp_path: Any) -> None:
    imported(sqlite_engine, Shop().traffic(), tmp_path / "data")
    for as_of, times in ((AS_OF, 0), (AS_OF + timedelta(days=1), 1)):
        asked: list[str] = []
        with sqlite_engine.connect() as connection:
            event.listen(connection, "before_cursor_execute", lambda c, cur, text, *_, to=asked: to.append(text))
            diagnose_asin(connection, ASIN, as_of=as_of, now=datetime(2026, 4, 1, tzinfo=UTC))
        assert sum("RECURSIVE" in text and "traffic_daily" in text for text in asked) == times
