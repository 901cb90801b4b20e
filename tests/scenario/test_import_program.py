"""`asinwatch import` as people run it: counts, exit status, refusals on stderr, and a kill in the middle."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from bot.store.engine import open_engine, upgrade

PROGRAM = Path(sys.executable).parent / "asinwatch"


def environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ASINWATCH_", "SLACK_"))}
    return kept | {"ASINWATCH_DATABASE_URL": f"sqlite:///{folder}/test.db"}


def run(folder: Path, *words: str) -> tuple[int, object, str]:
    done = subprocess.run(
        [PROGRAM, "import", *words, "--json"], env=environment(folder), cwd=folder, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    return done.returncode, json.loads(done.stdout) if done.stdout else None, done.stderr


def test_a_folder_is_imported_twice_and_refusals_say_file_line_and_column(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "products.csv").write_text("marketplace,asin,title\nUS,B0A,Tea\n")
    (data / "traffic_daily.csv").write_text("date,marketplace,asin,units\n2026-03-01,US,B0A,1\n2026-03-01,US,B0B,-1\n")
    keys = ("read", "new", "changed", "unchanged", "refused")
    for expected in ([(1, 1, 0, 0, 0), (2, 1, 0, 0, 1)], [(1, 0, 0, 1, 0), (2, 0, 0, 1, 1)]):
        status, reports, errors = run(tmp_path, "data")
        assert isinstance(reports, list)
        assert status == 2
        assert [tuple(report[key] for key in keys) for report in reports] == expected
        assert [report["format"] for report in reports] == ["dataset:products", "dataset:traffic_daily"]
        assert "data/traffic_daily.csv: line 3, column units: “-1” is below 0." in errors


def test_an_import_that_is_killed_leaves_nothing_of_its_file_and_can_be_run_again(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/test.db")
    upgrade(engine)
    engine.dispose()
    path = tmp_path / "traffic_daily.csv"
    with path.open("w") as stream:
        stream.write("date,marketplace,asin,units\n")
        for n in range(60_000):
            stream.write(f"2026-03-{n % 28 + 1:02d},US,B0{n:08d},1\n")
    process = subprocess.Popen([PROGRAM, "import", str(path), "--json"], env=environment(tmp_path), cwd=tmp_path,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    started = time.monotonic()
    while process.poll() is None and time.monotonic() - started < 60:
        wal = tmp_path / "test.db-wal"
        if wal.exists() and wal.stat().st_size > 1 << 20:  # it is writing the file's rows now
            break
        time.sleep(0.01)
    process.kill()
    process.wait(timeout=30)
    connection = sqlite3.connect(tmp_path / "test.db")
    stored = connection.execute("SELECT count(*), (SELECT count(*) FROM import_runs) FROM traffic_daily").fetchone()
    connection.close()
    assert stored in ((0, 0), (60_000, 1))
    status, reports, _ = run(tmp_path, str(path))
    assert isinstance(reports, list)
    assert (status, reports[0]["new"] + reports[0]["unchanged"]) == (0, 60_000)
