"""How long a backtest of 365 days x 500 ASINs takes, loading from SQLite included."""

from __future__ import annotations

import tempfile
import time
from datetime import timedelta
from pathlib import Path

import numpy as np
from sqlalchemy import Engine, insert

from analytics.detection.backtest import replay
from bench.detection_shop import LAST, Tables, shop
from bot.records.rules import default_rules
from bot.reports.backtesting import backtest
from bot.store.engine import open_engine, upgrade
from bot.store.panels import load_panel
from bot.store.schema.facts import FACTS

_CHUNK = 5_000


def run(asins: int, days: int, seed: int) -> dict[str, float]:
    tables, first = shop(asins, days, seed)
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'speed.db'}")
        upgrade(engine)
        rows = _store(engine, tables)
        start, busy = time.perf_counter(), time.process_time()
        with engine.connect() as connection:
            panel = load_panel(connection, "main", "US", first, LAST)
        loaded = time.perf_counter()
        alerts = replay(panel, LAST - timedelta(days=days - 1), LAST, default_rules())
        done, busy = time.perf_counter(), time.process_time() - busy
        with engine.connect() as connection:
            backtest(connection, first, LAST, default_rules(), "USD")
        all_levels = time.perf_counter() - done
        engine.dispose()
    return {
        "asins": asins, "days": days, "rows": rows, "load_seconds": loaded - start, "replay_seconds": done - loaded,
        "seconds": done - start, "cpu_seconds": busy, "sensitivities_seconds": all_levels, "alerts": len(alerts),
        "sales_drop_per_1000_item_days": 1000.0 * sum(a.kind == "sales_drop" for a in alerts) / (asins * days),
    }  # fmt: skip


def _store(engine: Engine, tables: Tables) -> int:
    count = 0
    with engine.begin() as connection:
        for name, columns in tables.items():
            lists = {key: _plain(values) for key, values in columns.items()}
            rows = len(next(iter(lists.values())))
            count += rows
            for start in range(0, rows, _CHUNK):
                part = {key: values[start : start + _CHUNK] for key, values in lists.items()}
                connection.execute(
                    insert(FACTS[name]),
                    [
                        {"account": "main", "marketplace": "US", **dict(zip(part, row, strict=True))}
                        for row in zip(*part.values(), strict=True)
                    ],
                )
    return count


def _plain(values: np.ndarray) -> list[object]:
    return [None if isinstance(v, float) and np.isnan(v) else v for v in values.tolist()]
