"""Whatever text a review holds: what the csv module writes, the importer reads back, and a broken line costs itself."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from bot.clock import CountedIds, FixedClock
from bot.ingest.importing import import_paths
from bot.ingest.records import Records
from bot.ingest.report import FileReport
from bot.store.imports import ImportLedger

CLOCK = FixedClock(datetime(2026, 3, 20, 9, 0, tzinfo=UTC))
HEADER = ["review_id", "date", "marketplace", "asin", "rating", "title", "body", "verified"]
_ANY = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00\r"), max_size=30)
_TEXTS = _ANY | st.text('",\n; ab', max_size=12)


def load(engine: Engine, path: Path) -> FileReport:
    [report] = import_paths(ImportLedger(engine), CLOCK, CountedIds("r"), [path])
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM refused_rows"))
        connection.execute(text("DELETE FROM import_runs"))
    return report


def lines(reviews: list[tuple[str, str]], ending: str) -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator=ending)
    writer.writerow(HEADER)
    for n, (title, body) in enumerate(reviews):
        writer.writerow([f"R{n}", "2026-03-01", "US", "B0A", 1, title, body, 1])
    return stream.getvalue()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(_TEXTS, _TEXTS), min_size=1, max_size=6), st.sampled_from(["\n", "\r\n"]))
@example([('a"b', "c\n\nd"), ('"', '""'), (",", "\n")], "\r\n")
def test_any_text_comes_back_as_it_was_written(
    sqlite_engine: Engine, tmp_path: Path, reviews: list[tuple[str, str]], ending: str
) -> None:
    path = tmp_path / "reviews.csv"
    path.write_bytes(lines(reviews, ending).encode())
    with sqlite_engine.begin() as connection:
        connection.execute(text("DELETE FROM reviews"))
    report = load(sqlite_engine, path)
    assert (report.read, report.refusals) == (len(reviews), ())
    with sqlite_engine.connect() as connection:
        found = connection.execute(text("SELECT title, body FROM reviews ORDER BY review_id")).fetchall()
    assert [tuple(row) for row in found] == [(t.strip() or None, b.strip() or None) for t, b in reviews]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 9), st.sampled_from([b'"', b"\x00", b"\xff", b",", b'x"y"']), st.integers(0, 40))
def test_one_broken_line_costs_no_other(sqlite_engine: Engine, tmp_path: Path, at: int, bit: bytes, where: int) -> None:
    good = [b"2026-03-%02d,US,B0A,%d,1,9.99" % (n + 1, n) for n in range(10)]
    broken = good[at][:where] + bit + good[at][where:]
    path = tmp_path / "traffic_daily.csv"
    path.write_bytes(
        b"date,marketplace,asin,sessions,units,sales\n" + b"\n".join([*good[:at], broken, *good[at + 1 :]])
    )
    with sqlite_engine.begin() as connection:
        connection.execute(text("DELETE FROM traffic_daily"))
    report = load(sqlite_engine, path)
    assert report.read == 10
    assert [refusal.line for refusal in report.refusals] in ([], [at + 2])
    with sqlite_engine.connect() as connection:
        stored = set(connection.execute(text("SELECT sessions FROM traffic_daily")).scalars())
    assert stored >= set(range(10)) - {at}


@given(st.lists(st.binary(max_size=20), max_size=12), st.integers(1, 9))
def test_every_line_of_any_bytes_is_a_record_refused_or_empty(chunks: list[bytes], size: int) -> None:
    content = b"\n".join(chunks)
    pieces = [content[i : i + size] for i in range(0, len(content), size)]
    seen = []
    for batch in Records(pieces):
        assert len(batch.lines) == len(batch.texts) == len(batch.rows)
        seen += [*batch.lines, *(line for line, _, _ in batch.refused)]
    expected = content.count(b"\n") + (not content.endswith(b"\n") and bool(content))
    assert sorted(seen) == list(range(1, expected + 1))
