"""The installed program as outside scripts use it: real processes, real files, the local Slack on loopback."""

from __future__ import annotations

import csv
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from click.testing import CliRunner, Result

from bot.cli import main

PROGRAM = Path(sys.executable).parent / "asinwatch"
LAST = date(2026, 3, 29)


@dataclass
class Program:
    """`asinwatch` in a folder of its own with an environment of its own."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "OPENBLAS_CORETYPE") if name in os.environ}
        return {**kept, "PYTHONWARNINGS": "ignore", **self.environment}

    def __call__(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [PROGRAM, *words], cwd=self.folder, env=self._environment(), text=True, capture_output=True, timeout=120,
            check=False,
        )  # fmt: skip

    def inside(self, *words: str) -> Result:
        """The same command in this process: without the two seconds that a new one takes to begin."""
        with chdir(self.folder), patch.dict(os.environ, self._environment(), clear=True):
            return CliRunner().invoke(main, words)

    def json(self, *words: str, status: int = 0) -> Any:
        done = self(*words, "--json")
        assert done.returncode == status, done.stderr
        return json.loads(done.stdout)

    @contextmanager
    def running(self, *words: str) -> Iterator[subprocess.Popen[str]]:
        """The program as a process that serves; it must end cleanly by itself when it is asked to."""
        log = (self.folder / "log").open("w+")
        process = subprocess.Popen(
            [PROGRAM, *words], cwd=self.folder, env=self._environment(), text=True, stdout=log, stderr=log
        )
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            finally:
                process.kill()
                log.close()
        assert process.returncode == 0, (self.folder / "log").read_text()


@pytest.fixture
def program(tmp_path: Path, database_url: str) -> Program:
    return Program(tmp_path, {"ASINWATCH_DATABASE_URL": database_url})


@pytest.fixture
def sqlite_program(tmp_path: Path) -> Program:
    """On a database that does not exist yet."""
    return Program(tmp_path)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(is_so: Callable[[], bool], seconds: float = 60.0) -> None:
    """Waits until it is so; AssertionError where it never comes."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, f"not so within {seconds:.0f} s"
        time.sleep(0.1)


def write_table(folder: Path, name: str, rows: list[dict[str, Any]]) -> None:
    folder.mkdir(exist_ok=True)
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """A brand of four lamps over 60 days; the first one has been sold out for the last three."""
    folder = tmp_path / "dataset"
    asins = [f"B0LAMP000{n}" for n in range(1, 5)]
    days = [LAST - timedelta(days=back) for back in range(59, -1, -1)]
    products = [
        {"marketplace": "US", "asin": asin, "title": f"Lamp {asin[-1]} <!here>", "price": 20, "lead_time_days": 10}
        for asin in asins
    ]
    traffic, inventory = [], []
    for place, asin in enumerate(asins):
        for number, day in enumerate(days):
            sold_out = place == 0 and number >= 57
            units = 0 if sold_out else 10 + (number * 7 + place * 3) % 5
            sessions = 25 if sold_out else 100 + (number * 11 + place) % 9
            traffic.append(
                {"date": day, "marketplace": "US", "asin": asin, "sessions": sessions, "page_views": sessions + 20,
                 "buy_box_pct": 97, "orders": units, "units": units, "sales": f"{units * 20:.2f}"}
            )  # fmt: skip
            inventory.append(
                {"date": day, "marketplace": "US", "asin": asin, "available": 0 if sold_out else 2000, "reserved": 0}
            )
    for name, rows in (("products", products), ("traffic_daily", traffic), ("inventory_daily", inventory)):
        write_table(folder, name, rows)
    return folder
