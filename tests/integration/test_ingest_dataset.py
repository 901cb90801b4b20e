"""The dataset folder through `import_paths`, on both databases."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from bot.clock import CountedIds, FixedClock
from bot.errors import UsageError
from bot.ingest.importing import import_paths
from bot.ingest.report import FileReport
from bot.records.dataset import BY_NAME
from bot.records.imports import Written
from bot.store import import_runs
from bot.store.facts import write_rows
from bot.store.imports import ImportLedger
from bot.store.schema import metadata
from templates.words import say

CLOCK = FixedClock(datetime(2026, 3, 20, 9, 0, tzinfo=UTC))
IDS = CountedIds("run")


def load(engine: Engine, *paths: Path, **options: object) -> list[FileReport]:
    return import_paths(ImportLedger(engine), CLOCK, IDS, paths, **options)  # type: ignore[arg-type]


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def rows(engine: Engine, table: str, columns: str) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        found = connection.execute(text(f"SELECT {columns} FROM {table}")).fetchall()
    return sorted((tuple(str(v) if isinstance(v, date) else v for v in row) for row in found), key=repr)


def numbers(report: FileReport) -> tuple[int, int, int, int, int]:
    return report.read, report.new, report.changed, report.unchanged, report.refused


def refusals(report: FileReport) -> list[tuple[int, str | None, str]]:
    return [(r.line, r.column, r.reason.key.removeprefix("ingest-")) for r in report.refusals]


TRAFFIC = "date,marketplace,asin,sessions,units,sales\n"


def test_a_file_is_imported_and_the_same_file_again_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    path = write(tmp_path, "traffic_daily.csv", TRAFFIC + "2026-03-01,US,B0A,10,2,19.98\n2026-03-02,US,B0A,11,,\n")
    [first] = load(engine, path)
    [second] = load(engine, path)
    assert numbers(first) == (2, 2, 0, 0, 0)
    assert numbers(second) == (2, 0, 0, 2, 0)
    assert first.to_json() == {
        "file": str(path), "format": "dataset:traffic_daily",
        "read": 2, "new": 2, "changed": 0, "unchanged": 0, "refused": 0,
    }  # fmt: skip
    assert rows(engine, "traffic_daily", "account, date, sessions, units, sales") == [
        ("main", "2026-03-01", 10, 2, 19.98),
        ("main", "2026-03-02", 11, None, None),
    ]


def test_a_row_replaces_the_stored_one_whole(engine: Engine, tmp_path: Path) -> None:
    load(engine, write(tmp_path, "traffic_daily.csv", TRAFFIC + "2026-03-01,US,B0A,10,2,19.98\n"))
    path = write(tmp_path, "traffic_daily.csv", "asin,date,marketplace,sessions\nB0A,2026-03-01,US,12\n")
    [report] = load(engine, path)
    assert numbers(report) == (1, 0, 1, 0, 0)
    assert rows(engine, "traffic_daily", "sessions, units, sales") == [(12, None, None)]


def test_of_a_key_twice_in_one_file_the_last_row_counts_before_anything_is_compared(
    engine: Engine, tmp_path: Path
) -> None:
    load(engine, write(tmp_path, "traffic_daily.csv", TRAFFIC + "2026-03-01,US,B0A,10,2,5\n"))
    twice = TRAFFIC + "2026-03-01,US,B0A,99,9,9\n2026-03-01,US,B0A,10,2,5\n2026-03-02,US,B0A,1,1,1\n"
    [report] = load(engine, write(tmp_path, "traffic_daily.csv", twice))
    assert numbers(report) == (3, 1, 0, 2, 0)


def test_bad_rows_are_refused_with_line_column_and_reason_and_the_others_are_kept(
    engine: Engine, tmp_path: Path
) -> None:
    lines = [
        b"date,marketplace,asin,sessions,buy_box_pct,sales",
        b"2026-03-01,US,B0GOOD,1,50,1.5",
        b"2026-3-1,US,B0A,1,50,1",
        b"2026-02-30,US,B0A,1,50,1",
        b"2026-03-01,XX,B0A,1,50,1",
        b"2026-03-01,US,B0A,many,50,1",
        b"2026-03-01,US,B0A,-1,50,1",
        b"2026-03-01,US,B0A,1.5,50,1",
        b"2026-03-01,US,B0A,1,101,1",
        b"2026-03-01,US,B0A,1,50,nan",
        b"2026-03-01,US,B0A,1,50,1e999",
        b"2026-03-01,US,,1,50,1",
        b"2026-03-01,US,B0A,1,50",
        b"2026-03-01,US,B0A,1,50,1,7",
        b"2026-03-01,US,B0\x00A,1,50,1",
        b"2026-03-01,US,B0\xff,1,50,1",
        b'2026-03-01,US,"B0A,1,50,1',
        b"",
        b"2026-03-02,US,B0GOOD,3.0,100,-2",
    ]
    path = write(tmp_path, "traffic_daily.csv", b"\r\n".join(lines[:9]) + b"\n" + b"\n".join(lines[9:]))
    [report] = load(engine, path)
    assert refusals(report) == [
        (3, "date", "not-a-date"),
        (4, "date", "no-such-day"),
        (5, "marketplace", "unknown-marketplace"),
        (6, "sessions", "not-a-number"),
        (7, "sessions", "below-zero"),
        (8, "sessions", "not-whole"),
        (9, "buy_box_pct", "above-hundred"),
        (10, "sales", "not-a-number"),
        (11, "sales", "not-a-number"),
        (12, "asin", "empty"),
        (13, "sales", "wrong-width"),
        (14, "sales", "wrong-width"),
        (15, "asin", "nul"),
        (16, "asin", "not-text"),
        (17, "asin", "quotes"),
    ]
    assert numbers(report) == (17, 2, 0, 0, 15)
    assert rows(engine, "traffic_daily", "date, sessions, sales") == [("2026-03-01", 1, 1.5), ("2026-03-02", 3, -2.0)]
    with engine.connect() as connection:
        [run] = import_runs.latest(connection)
        stored = import_runs.refused_rows(connection, run.id)
    assert (run.read, run.refused) == (17, 15)
    assert len(stored) == 15
    assert all(row.reason and row.raw for row in stored)
    assert any("is not a whole number" in row.reason for row in stored)
    assert all(say(r.reason, "zh") != say(r.reason, "en") for r in report.refusals)


def test_a_missing_required_column_refuses_the_file_whole_by_name(engine: Engine, tmp_path: Path) -> None:
    path = write(tmp_path, "traffic_daily.csv", "date,asin,sessions\n2026-03-01,B0A,1\n2026-03-02,B0A,1\n")
    [report] = load(engine, path)
    assert report.refusal is not None
    assert "marketplace" in say(report.refusal, "en")
    assert numbers(report) == (2, 0, 0, 0, 2)
    assert rows(engine, "traffic_daily", "asin") == []
    [given] = load(engine, path, marketplace="us", account="second")
    assert numbers(given) == (2, 2, 0, 0, 0)
    assert rows(engine, "traffic_daily", "account, marketplace") == [("second", "US"), ("second", "US")]


def test_a_file_of_the_dataset_that_lacks_a_column_is_never_taken_for_another_table(
    engine: Engine, tmp_path: Path
) -> None:
    for name, content, lacking in (
        ("charges.csv", "date,marketplace,kind\n2026-03-01,US,Fee\n", "amount"),
        ("ads_daily.csv", "date,marketplace,asin,clicks,units\n2026-03-01,US,B0A,1,1\n", "campaign_id"),
        ("search_performance.csv", "date,marketplace,asin\n2026-03-01,US,B0A\n", "query"),
    ):
        [report] = load(engine, write(tmp_path, name, content))
        assert report.format == "dataset:" + name.removesuffix(".csv")
        assert report.refusal is not None
        assert lacking in say(report.refusal, "en")
        assert numbers(report) == (1, 0, 0, 0, 1)
    assert rows(engine, "notices", "kind") == []
    assert rows(engine, "traffic_daily", "asin") == []


def test_a_byte_that_is_no_text_is_told_with_its_column_also_behind_quoted_cells(
    engine: Engine, tmp_path: Path
) -> None:
    content = (
        b"title,review_id,date,marketplace,asin,rating,body\n"
        b'"a, b",R1,2026-03-01,US,B0A,5,fine\n'
        b'"a, b",R2,2026-03-01,US,B0A,5,bro\xffken\n'
        b'"a, \x00",R3,2026-03-01,US,B0A,5,fine\n'
        b"\x00a,R4,2026-03-01,US,B0A,5,fine\n"
        b"a,R5,2026-03-01,US,B0A,5,fine,too many,\xff\n"
    )
    [report] = load(engine, write(tmp_path, "reviews.csv", content))
    assert refusals(report) == [
        (3, "body", "not-text"),
        (4, "title", "nul"),
        (5, "title", "nul"),
        (6, "body", "not-text"),
    ]
    assert numbers(report) == (5, 1, 0, 0, 4)


def test_names_and_cells_that_do_not_print_reach_no_terminal(engine: Engine, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\x1b[31m.csv"))
    path.write_text("date,marketplace,asin,sessions\n2026-03-01,US,B0A,\x1b[2J\n")
    [report] = load(engine, path)
    assert reason_texts(report) == ["“·[2J” is not a plain number such as 1234.5."]
    assert report.file == f"{tmp_path}/··[31m.csv"


def reason_texts(report: FileReport) -> list[str]:
    return [say(refusal.reason, "en") for refusal in report.refusals]


def test_a_column_twice_in_the_header_refuses_the_file(engine: Engine, tmp_path: Path) -> None:
    path = write(tmp_path, "traffic_daily.csv", "date,marketplace,asin,sales,sales\n2026-03-01,US,B0A,1,2\n")
    [report] = load(engine, path)
    assert report.refusal is not None
    assert report.refusal.key == "ingest-column-twice"


def test_paths_that_hold_nothing_are_refused_and_stop_no_other(engine: Engine, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    zero = write(tmp_path, "offers.csv", "")
    strange = write(tmp_path, "strange.csv", "a,b\n1,2\n")
    good = write(tmp_path, "traffic_daily.csv", TRAFFIC)
    reports = load(engine, tmp_path / "none.csv", empty, zero, strange, good)
    assert [r.refusal.key.removeprefix("ingest-") if r.refusal else None for r in reports] == [
        "no-such-file", "empty-folder", "empty-file", "unknown-format", None,
    ]  # fmt: skip


def test_a_folder_is_imported_in_the_order_of_the_dataset_and_other_files_are_left_alone(
    engine: Engine, tmp_path: Path
) -> None:
    write(tmp_path, "traffic_daily.csv", "\ufeff" + TRAFFIC + "2026-03-01,US,b0a,1,1,1\n")
    write(tmp_path, "products.csv", "marketplace,asin,title\nUS,B0A,Tea\n")
    write(tmp_path, "README.md", "notes")
    write(tmp_path, "truth.json", "{}")
    write(tmp_path, ".hidden.csv", "x")
    reports = load(engine, tmp_path)
    assert [r.format for r in reports] == ["dataset:products", "dataset:traffic_daily"]
    assert all(r.clean for r in reports)
    assert rows(engine, "traffic_daily", "asin") == [("B0A",)]


def test_a_lost_quote_does_not_swallow_the_rows_after_it(engine: Engine, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "reviews.csv",
        "review_id,date,marketplace,asin,rating,title,body,verified\n"
        'R1,2026-03-01,US,B0A,1,"lost,body,1\n'
        'R2,2026-03-01,US,B0A,5,"two","lines\nhere, ""quoted""",1\n'
        "R3,2026-03-01,US,B0A,4,t,b,1\n"
        'R4,2026-03-01,US,B0A,1,t,"never closed,1\n'
        "R5,2026-03-01,US,B0A,4,t,b,1\n",
    )
    [report] = load(engine, path)
    assert numbers(report) == (5, 3, 0, 0, 2)
    assert refusals(report) == [(2, "title", "quotes"), (6, "body", "quotes")]
    assert rows(engine, "reviews", "review_id, body") == [("R2", 'lines\nhere, "quoted"'), ("R3", "b"), ("R5", "b")]


def test_two_lost_quotes_in_a_file_of_figures_cost_two_lines(engine: Engine, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "traffic_daily.csv",
        TRAFFIC + '2026-03-01,US,"B0A,1,1,1\n2026-03-02,US,B0A,2,1,1\n2026-03-03,US,B0A,3,1,"1\n'
        '2026-03-04,US,B0A,4,1,1"\n'
        '2026-03-05,US,B0A",5,1,1\n2026-03-06,US,"B0A",6,1,1\n',
    )
    [report] = load(engine, path)
    assert refusals(report) == [
        (2, "asin", "quotes"), (4, "sales", "quotes"), (5, "sales", "not-a-number"), (6, "asin", "not-an-asin"),
    ]  # fmt: skip
    assert rows(engine, "traffic_daily", "sessions") == [(2,), (6,)]


def test_rows_inside_quotes_are_refused_rather_than_guessed(engine: Engine, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "reviews.csv",
        "review_id,date,marketplace,asin,rating,title,body,verified\n"
        'R1,2026-03-01,US,B0A,1,"x\nR9,2026-03-01,US,B0A,1,forged,row,1\ny",b,1\n'
        "R2,2026-03-01,US,B0A,4,t,b,1\n",
    )
    [report] = load(engine, path)
    assert refusals(report) == [(2, "title", "rows-in-quotes")]
    assert rows(engine, "reviews", "review_id") == [("R2",)]


RETURNS = "date,marketplace,asin,order_id,quantity,reason\n"


def test_returns_of_a_day_are_replaced_as_a_multiset(engine: Engine, tmp_path: Path) -> None:
    same = "2026-03-01,US,B0A,,1,DEFECTIVE\n"
    other = "2026-03-02,US,B0A,,1,DEFECTIVE\n"
    [first] = load(engine, write(tmp_path, "returns.csv", RETURNS + same * 3 + other))
    assert numbers(first) == (4, 4, 0, 0, 0)
    [again] = load(engine, tmp_path / "returns.csv")
    assert numbers(again) == (4, 0, 0, 4, 0)
    less = same + "2026-03-01,US,B0A,,2,DEFECTIVE\n"
    [third] = load(engine, write(tmp_path, "returns.csv", RETURNS + less))
    assert numbers(third) == (2, 1, 0, 1, 0)
    assert rows(engine, "returns", "date, quantity") == [("2026-03-01", 1), ("2026-03-01", 2), ("2026-03-02", 1)]


def test_a_file_with_a_refused_row_for_a_day_adds_to_that_day_and_replaces_nothing(
    engine: Engine, tmp_path: Path
) -> None:
    load(engine, write(tmp_path, "returns.csv", RETURNS + "2026-03-01,US,B0A,,1,A\n2026-03-02,US,B0A,,1,A\n"))
    half = RETURNS + "2026-03-01,US,B0A,,1,B\n2026-03-01,US,B0A,,x,C\n2026-03-02,US,B0A,,1,B\n"
    [report] = load(engine, write(tmp_path, "returns.csv", half))
    assert numbers(report) == (3, 2, 0, 0, 1)
    expected = [("2026-03-01", "A"), ("2026-03-01", "B"), ("2026-03-02", "B")]
    assert rows(engine, "returns", "date, reason") == expected
    [again] = load(engine, tmp_path / "returns.csv")
    assert numbers(again) == (3, 0, 0, 2, 1)
    assert rows(engine, "returns", "date, reason") == expected


def test_a_refused_row_whose_day_cannot_be_read_lets_the_file_only_add(engine: Engine, tmp_path: Path) -> None:
    load(engine, write(tmp_path, "charges.csv", "date,marketplace,kind,amount,asin\n2026-03-02,US,fee,-1,\n"))
    half = "date,marketplace,kind,amount,asin\n2026-03-02,US,fee,-2,\nyesterday,US,fee,-3,\n"
    load(engine, write(tmp_path, "charges.csv", half))
    assert rows(engine, "charges", "amount") == [(-1.0,), (-2.0,)]


def test_an_event_of_the_whole_account_has_no_asin_and_an_empty_part_of_a_key_is_a_value(
    engine: Engine, tmp_path: Path
) -> None:
    write(tmp_path, "events.csv", "date,marketplace,asin,kind,note\n2026-03-01,US,,price_change,\n")
    write(tmp_path, "notices.csv", "date,marketplace,kind,severity\n2026-03-01,US,policy,HIGH\n")
    for expected in ((1, 1, 0, 0, 0), (1, 0, 0, 1, 0)):
        assert [numbers(r) for r in load(engine, tmp_path)] == [expected, expected]
    assert rows(engine, "notices", "asin, subject, severity") == [("", "", "high")]
    assert rows(engine, "events", "asin, note") == [("", "")]


def test_columns_that_are_not_named_keep_their_stored_value(engine: Engine) -> None:
    with engine.begin() as connection:
        write_rows(connection, "products", ["marketplace", "asin", "title", "price"], [("US", "B0A", "Tea", 5.0)])
        counts = write_rows(connection, "products", ["marketplace", "asin", "price"], [("US", "B0A", 6.0)])
    assert counts == Written(0, 1, 0, counts.spans)
    assert rows(engine, "products", "account, title, price") == [("main", "Tea", 6.0)]


def test_a_failing_write_leaves_nothing_behind_and_the_connection_usable(engine: Engine) -> None:
    def broken() -> Iterator[tuple[object, ...]]:
        yield (date(2026, 3, 1), "US", "B0B", 1)
        raise RuntimeError("the source broke off")

    columns = ["date", "marketplace", "asin", "sessions"]

    def half_done() -> None:
        with engine.begin() as connection:
            write_rows(connection, "traffic_daily", columns, [(date(2026, 3, 1), "US", "B0A", 1)])
            write_rows(connection, "traffic_daily", columns, broken())

    for _ in range(2):
        with pytest.raises(RuntimeError):
            half_done()
    assert rows(engine, "traffic_daily", "asin") == []
    with engine.begin() as connection:
        counts = write_rows(connection, "traffic_daily", columns, [(date(2026, 3, 1), "US", "B0A", 1)])
    assert (counts.new, counts.spans[0].first) == (1, date(2026, 3, 1))


def test_imports_at_the_same_time_wait_for_one_another_and_lose_nothing(engine: Engine, tmp_path: Path) -> None:
    load(engine, write(tmp_path, "traffic_daily.csv", TRAFFIC + "2026-03-01,US,B0A,1,1,1\n"))
    paths = [
        write(tmp_path, name, header + "".join(line.format(n % 28 + 1, n, who) for n in range(400)))
        for who in range(3)
        for name, header, line in (
            (f"t{who}.csv", TRAFFIC, "2026-03-{0:02d},US,B0{1:05d},{2},1,1\n"),
            (f"c{who}.csv", "date,marketplace,kind,amount,asin\n", "2026-03-{0:02d},US,fee{2},{1},\n"),
        )
    ]
    with ThreadPoolExecutor(6) as pool:
        reports = list(pool.map(lambda path: load(engine, path)[0], paths))
    assert [r.refusal for r in reports] == [None] * 6
    assert [r.read for r in reports] == [400] * 6
    assert sum(r.new for r in reports if r.format.endswith("traffic_daily")) == 400
    assert len(rows(engine, "traffic_daily", "asin")) == 401
    assert len({row[0] for row in rows(engine, "charges", "kind")}) == 1  # the last file's days replaced the others'


def test_an_unknown_marketplace_given_as_an_option_is_wrong_usage(sqlite_engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        load(sqlite_engine, tmp_path, marketplace="XX")


def clear(engine: Engine, table: str) -> None:
    with engine.begin() as connection:
        connection.execute(metadata.tables[table].delete())


_KEYED = st.lists(
    st.tuples(st.integers(1, 3), st.sampled_from(["US", "DE"]), st.sampled_from(["B0A", "B0B"]), st.integers(0, 3)),
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=_KEYED, second=_KEYED)
def test_the_store_holds_the_last_row_of_each_key_and_the_counts_add_up(
    engine: Engine, first: list[tuple[int, str, str, int]], second: list[tuple[int, str, str, int]]
) -> None:
    clear(engine, "traffic_daily")
    columns = ["date", "marketplace", "asin", "sessions"]
    model: dict[tuple[object, ...], int | None] = {}
    for given_rows in (first, second, second):
        sent = [(f"2026-03-0{day}", m, a, n or None) for day, m, a, n in given_rows]
        with engine.begin() as connection:
            counts = write_rows(connection, "traffic_daily", columns, sent)
        wanted = {row[:3]: row[3] for row in sent}
        new = sum(key not in model for key in wanted)
        changed = sum(key in model and model[key] != value for key, value in wanted.items())
        model |= wanted
        assert (counts.new, counts.changed, counts.unchanged) == (new, changed, len(sent) - new - changed)
        stored = rows(engine, "traffic_daily", "date, marketplace, asin, sessions")
        assert {row[:3]: row[3] for row in stored} == model


@pytest.mark.parametrize("stars", ["0", "9", "0.5", "-3", "5.1", "nan", ""])
def test_a_review_has_one_to_five_stars(sqlite_engine: Engine, tmp_path: Path, stars: str) -> None:
    lines = f"review_id,date,marketplace,asin,rating\nR1,2026-03-01,US,B0A,{stars}\nR2,2026-03-01,US,B0A,4.0\n"
    [report] = load(sqlite_engine, write(tmp_path, "reviews.csv", lines))
    assert [(r.line, r.column) for r in report.refusals] == [(2, "rating")]
    assert rows(sqlite_engine, "reviews", "review_id, rating") == [("R2", 4.0)]


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("2026-03-01,US", "asin"),  # the first that is missing
        ("2026-03-01,US,B0A,1,2,3,4", "units"),  # the last, after which there is more
        ('2026-03-01,"US,B0A,1,2', "marketplace"),
        ('"2026-03-01",US,"B0A"x,1,2', "asin"),
        ('2026-03-01,US,B0A,"1""",2"', "sessions"),
        ('2026-03-01,US,B0A,"1"""2,2', "sessions"),
    ],
)
def test_a_line_that_does_not_fit_the_header_names_the_column_at_fault(
    sqlite_engine: Engine, tmp_path: Path, line: str, column: str
) -> None:
    text = f"date,marketplace,asin,sessions,units\n{line}\n2026-03-02,US,B0A,1,1\n"
    [report] = load(sqlite_engine, write(tmp_path, "traffic_daily.csv", text))
    assert [(r.line, r.column) for r in report.refusals] == [(2, column)]
    assert numbers(report) == (2, 1, 0, 0, 1)


_BAG = st.lists(st.tuples(st.integers(1, 2), st.sampled_from(["fee", "tax"]), st.integers(-1, 1)), max_size=10)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=_BAG, second=_BAG, adds=st.sampled_from([(), (1,), (1, 2)]), seed=st.integers(0, 9))
def test_days_are_replaced_as_multisets_in_any_order_of_rows(
    engine: Engine,
    first: list[tuple[int, str, int]],
    second: list[tuple[int, str, int]],
    adds: tuple[int, ...],
    seed: int,
) -> None:
    clear(engine, "charges")
    columns = ["date", "marketplace", "kind", "amount", "asin"]
    scopes = [("main", None, date(2026, 3, day)) for day in adds]

    def send(given_rows: list[tuple[int, str, int]], only_adding: list[tuple[str, None, date]]) -> Written:
        sent = [(f"2026-03-0{day}", "US", kind, float(n), "B0A" if n else None) for day, kind, n in given_rows]
        random.Random(seed).shuffle(sent)
        with engine.begin() as connection:
            return write_rows(connection, "charges", columns, sent, adds_only=only_adding)

    def bag(given_rows: list[tuple[int, str, int]], day: int) -> dict[tuple[int, str, int], int]:
        return {row: given_rows.count(row) for row in given_rows if row[0] == day}

    send(first, [])
    counts = send(second, scopes)
    assert counts.new + counts.unchanged == len(second)
    stored = rows(engine, "charges", "date, kind, amount")
    for day in (1, 2):
        old, new = bag(first, day), bag(second, day)
        union = {row: max(old.get(row, 0), new.get(row, 0)) for row in old | new}
        expected = union if day in adds else new or old
        found = [(day, kind, int(str(amount).split(".")[0])) for d, kind, amount in stored if d == f"2026-03-0{day}"]
        assert {row: found.count(row) for row in found} == expected
    again = send(second, scopes)
    assert (again.new, again.unchanged) == (0, len(second))
    assert rows(engine, "charges", "date, kind, amount") == stored


def test_every_table_of_the_dataset_takes_a_row_of_each_kind_of_column(engine: Engine, tmp_path: Path) -> None:
    sample = {
        "date": "2026-03-01", "text": "words", "count": "3", "number": "1.5", "size": "2", "money": "-1.25",
        "percent": "12.5", "yes_no": "1", "marketplace": "JP", "asin": "B000000001",
    }  # fmt: skip
    for table in BY_NAME.values():
        cells = [c.choices[0] if c.choices else sample[c.kind.value] for c in table.columns]
        write(tmp_path, table.file, ",".join(c.name for c in table.columns) + "\n" + ",".join(cells) + "\n")
    first, second = load(engine, tmp_path), load(engine, tmp_path)
    assert [r.format for r in first] == [f"dataset:{name}" for name in BY_NAME]
    assert [numbers(r) for r in first] == [(1, 1, 0, 0, 0)] * len(BY_NAME)
    assert [numbers(r) for r in second] == [(1, 0, 0, 1, 0)] * len(BY_NAME)
