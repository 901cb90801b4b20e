"""The same cases through the installed program: dataset folder, `asinwatch import`, `asinwatch diagnose --json`.

Each case gets an account of its own in one database, its days moved so that all end on one day. What the program prints
must be what the rules say of the case in memory: status, causes in their order, and a bridge that adds up to the cent.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from bench.simulate import Scenario

AS_OF = date(2026, 3, 29)
PROGRAM = Path(sys.executable).with_name("asinwatch")


def write(cases: Sequence[Scenario], folder: Path) -> None:
    """One dataset folder with the rows of all cases, the account `case<n>` for the n-th."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for n, case in enumerate(cases):
        moved = np.datetime64(AS_OF, "D") - np.datetime64(case.as_of, "D")
        for table, columns in case.tables.items():
            texts = {name: _texts(values, moved) for name, values in columns.items() if name != "account"}
            rows.setdefault(table, []).extend(
                {"account": f"case{n}", **dict(zip(texts, row, strict=True))}
                for row in zip(*texts.values(), strict=True)
            )
    for table, found in rows.items():
        names = list(dict.fromkeys(name for row in found for name in row))
        with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, names)
            writer.writeheader()
            writer.writerows(found)


def _texts(values: np.ndarray, moved: np.timedelta64) -> list[str]:
    """Cells as the contract writes them; an empty one is unknown."""
    if values.dtype.kind == "M":
        return ["" if np.isnat(day) else str(day + moved) for day in values]
    if values.dtype.kind == "O":
        return ["" if value is None else str(value) for value in values]
    return ["" if value != value else f"{value:.10g}" for value in values.tolist()]


def printed(cases: Sequence[Scenario]) -> dict[int, dict[str, Any]]:
    """What the program prints for each case, by its number."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = folder / "data"
        data.mkdir()
        write(cases, data)
        settings = {
            **{key: value for key, value in os.environ.items() if not key.startswith(("ASINWATCH_", "SLACK_"))},
            "ASINWATCH_DATABASE_URL": f"sqlite:///{folder / 'bench.db'}",
        }
        _run(["import", str(data)], settings, folder)
        lines: list[str] = []
        for asin in sorted({case.asin for case in cases}):
            told = _run(["diagnose", asin, "--as-of", AS_OF.isoformat(), "--json"], settings, folder)
            lines += told.splitlines()
    found = [json.loads(line) for line in lines]
    return {int(one["account"].removeprefix("case")): one for one in found}


def _run(words: Sequence[str], settings: dict[str, str], folder: Path) -> str:
    done = subprocess.run(
        [str(PROGRAM), *words], env=settings, cwd=folder, capture_output=True, text=True, timeout=900, check=False
    )
    if done.returncode:
        raise SystemExit(f"asinwatch {words[0]} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return done.stdout


def compare(cases: Sequence[Scenario], judged: Sequence[tuple[str, tuple[str, ...]]]) -> dict[str, object]:
    """`judged` is (status, causes) of each case in memory. The figures that are reported."""
    found = printed(cases)
    told = [
        (found[n]["status"], tuple(cause["cause"] for cause in found[n]["causes"])) if n in found else None
        for n in range(len(cases))
    ]
    differ = [n for n in range(len(cases)) if told[n] != judged[n]]
    off = [
        round(abs(sum(part["change"] for part in one["contributions"]) - one["sales"]["change"]), 2)
        for one in found.values()
        if one["sales"]["change"] is not None and one["status"] != "blocked_by_data"
    ]
    return {
        "cases": len(cases),
        "printed": len(found),
        "same_as_in_memory": len(cases) - len(differ),
        "differ": [f"{cases[n].name} {cases[n].seed}: {judged[n]} -> {told[n]}" for n in differ],
        "largest_bridge_residual": max(off, default=0.0),
    }
