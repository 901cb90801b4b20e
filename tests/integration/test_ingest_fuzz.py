"""Mutated files: no crash, no half import, counts that add up, and the same again the second time."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from collections import Counter, deque
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import psutil
import pytest
from sqlalchemy import Engine, text

from bot.clock import CountedIds, FixedClock
from bot.ingest.archives import members_of_zip, unpacked_gzip
from bot.ingest.importing import import_paths
from bot.ingest.parts import NoPart, Part, find_parts
from bot.ingest.report import FileRefused, FileReport
from bot.ingest.workbooks import workbook_sheets
from bot.records.dataset import TABLES
from bot.store.imports import ImportLedger
from templates.words import say

CLOCK = FixedClock(datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
_BITS = [
    b"\x00", b'"', b'""', b"\n", b"\r\n", b"\r", b",", b"\t", b";", b"\xff\xfe", b"\xef\xbb\xbf", b"\x82\xa0", b"-",
    b"1e309", b"9" * 400, b"=cmd()", b"nan", b"%", b"1.234", b"1,234", "１２".encode(), "€".encode("cp1252"), b"(",
    b"'", b"2026-02-30", b"\xe2\x80\xa8",
]  # fmt: skip


def seeds() -> list[tuple[str, bytes]]:
    """Small good files of several formats."""
    traffic = b"date,marketplace,asin,sessions,units,sales\n2026-03-01,US,B0A,10,2,19.98\n2026-03-02,US,B0A,11,,\n"
    business = (
        b"(Parent) ASIN,(Child) ASIN,Title,Sessions - Total,Units Ordered,Ordered Product Sales\n"
        b'B0P,B0C,"A, ""b""","1,131",30,"$1,005.25"\nB0P,B0D,x,1,0,$0.00\n'
    )
    ads = (
        b"Date,Currency,Campaign Name,Advertised ASIN,Impressions,Clicks,Spend,7 Day Total Sales \n"
        b'"Mar 01, 2026",USD,C,B0C,"1,204",31,$16.12,"$1,234.50"\n03/04/2026,USD,C,B0C,1,1,$1.00,$2.00\n'
    )
    orders = (
        b"amazon-order-id\tpurchase-date\torder-status\tsales-channel\tasin\tquantity\titem-price\n"
        b"1\t2026-03-01T20:00:00+00:00\tShipped\tAmazon.com\tB0C\t1\t10.00\n"
    )
    reviews = (
        b"review_id,date,marketplace,asin,rating,title,body,verified\n"
        b'R1,2026-03-01,US,B0A,1,"two","lines\nhere",1\nR2,2026-03-01,US,B0A,1,t,b,1\n'
    )
    returns = b"date,marketplace,asin,order_id,quantity,reason\n2026-03-01,US,B0A,,1,X\n2026-03-01,US,B0A,,1,X\n"
    book = openpyxl.Workbook()
    for line in business.decode().splitlines():
        book.active.append(line.split(","))
    stream, packed = io.BytesIO(), io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("traffic_daily.csv", traffic)
        archive.writestr("b.csv", business)
    return [
        ("traffic_daily.csv", traffic), ("business.csv", business), ("ads.csv", ads), ("orders.txt", orders),
        ("reviews.csv", reviews), ("returns.csv", returns), ("book.xlsx", stream.getvalue()),
        ("all.zip", packed.getvalue()), ("traffic_daily.csv.gz", gzip.compress(traffic, mtime=0)),
        ("b16.csv", business.decode().encode("utf-16")),
    ]  # fmt: skip


def mutated(content: bytes, rng: random.Random) -> bytes:
    data = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 4, 9))):
        at = rng.randrange(len(data) + 1)
        match rng.randrange(6):
            case 0:
                data[at:at] = rng.choice(_BITS)
            case 1:
                del data[at : at + rng.choice((1, 2, 7, 40))]
            case 2:
                data[at : at + 1] = bytes([rng.randrange(256)])
            case 3:
                data = data[:at]
            case 4:
                lines = bytes(data).split(b"\n")
                rng.shuffle(lines)
                data = bytearray(b"\n".join(lines))
            case 5:
                end = at + rng.randrange(60)
                data[at:at] = data[at:end]
    return bytes(data)


_COUNT = " UNION ALL ".join(f"SELECT '{table.name}', count(*) FROM {table.name}" for table in TABLES)


def stored(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {str(name): int(n) for name, n in connection.execute(text(_COUNT))}


def check(engine: Engine, folder: Path, rounds: int, seed: int) -> None:
    rng, ids, samples = random.Random(seed), CountedIds("run"), seeds()
    for _ in range(rounds):
        name, content = rng.choice(samples)
        path = folder / name
        path.write_bytes(mutated(content, rng))

        def run(path: Path = path) -> list[FileReport]:
            return import_paths(ImportLedger(engine), CLOCK, ids, [path], date=date(2026, 3, 1), marketplace="US")

        before = stored(engine)
        first = run()
        between = stored(engine)
        second = run()
        for report in (*first, *second):
            assert report.new + report.changed + report.unchanged + report.refused == report.read
            assert min(report.new, report.changed, report.unchanged, report.refused) >= 0
            assert report.refused == len(report.refusals) or report.refusal is not None
            if report.refusal is not None:
                assert (report.new, report.changed) == (0, 0)
                assert say(report.refusal, "zh") != say(report.refusal, "en")
        if all(report.refusal is not None for report in first):
            assert between == before
        assert [r.new + r.changed for r in second] == [0] * len(second), path.read_bytes()
        assert stored(engine) == between


def test_two_hundred_mutated_files_neither_crash_nor_import_by_halves(sqlite_engine: Engine, tmp_path: Path) -> None:
    check(sqlite_engine, tmp_path, 200, seed=7)


def test_mutated_files_also_fare_well_on_postgresql(postgres_database: str, tmp_path: Path) -> None:
    from bot.store.engine import open_engine

    engine = open_engine(postgres_database)
    try:
        check(engine, tmp_path, 25, seed=8)
    finally:
        engine.dispose()


def test_a_workbook_or_archive_with_any_byte_changed_is_read_or_refused(tmp_path: Path) -> None:
    for name, content in seeds():
        if not name.endswith((".xlsx", ".zip", ".gz")):
            continue
        outcomes: Counter[str] = Counter()
        for at in range(0, len(content), 1 + len(content) // 150):
            for bits in (0x01, 0xFF):
                path = tmp_path / name
                path.write_bytes(content[:at] + bytes([content[at] ^ bits]) + content[at + 1 :])
                outcomes[_outcome(next(iter(find_parts([path]))))] += 1
        assert set(outcomes) == {"read", "refused"}, name


def _outcome(part: Part | NoPart) -> str:
    assert isinstance(part, Part)
    try:
        if part.name.endswith(".xlsx"):
            for sheet in workbook_sheets(part):
                deque(sheet.rows(0), maxlen=0)
        for member in [unpacked_gzip(part)] if part.name.endswith(".gz") else ():
            deque(member.chunks(), maxlen=0)
        for packed in members_of_zip(part) if part.name.endswith(".zip") else ():
            if isinstance(packed, Part):
                deque(packed.chunks(), maxlen=0)
    except FileRefused:
        return "refused"
    return "read"


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_ten_thousand_mutated_files_neither_crash_nor_import_by_halves(sqlite_engine: Engine, tmp_path: Path) -> None:
    check(sqlite_engine, tmp_path, 10_000, seed=9)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_hundred_megabytes_take_less_than_five_times_their_size_in_memory(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    path = tmp_path / "ads.csv"
    header = (
        "Date,Currency,Campaign Name,Ad Group Name,Advertised SKU,Advertised ASIN,Impressions,Clicks,Spend,"
        "7 Day Total Sales ,7 Day Total Orders (#),7 Day Total Units (#),7 Day Advertised SKU Sales \n"
    )
    count = 0
    with path.open("w") as stream:
        stream.write(header)
        while stream.tell() < 100 << 20:
            for n in range(1000):
                count += 1
                named = f"Campaign {n % 40} of a usual length,Group {n % 7},SKU-{n:05d},B0{count % 40_000:08d}"
                money = f'"${n * 7 + 0.5:,.2f}","${n * 31 + 0.25:,.2f}",{n % 9},{n % 9},$1.00'
                day = count // 40_000 % 28 + 1
                stream.write(f'"Mar {day:02d}, 2026",USD,{named},"{n + 1000:,}",{n % 50},{money}\n')
    process = psutil.Process()
    before = process.memory_info().rss
    peak = [before]
    [report] = import_paths(
        ImportLedger(sqlite_engine), CLOCK, CountedIds("run"), [path],
        progress=lambda _file, _done, _all: peak.append(max(peak.pop(), process.memory_info().rss)),
    )  # fmt: skip
    peak.append(process.memory_info().rss)
    assert (report.read, report.refused) == (count, 0)
    print(count, "rows,", (max(peak) - before) >> 20, "MB more than before")  # noqa: T201
    assert max(peak) - before < 5 * path.stat().st_size
