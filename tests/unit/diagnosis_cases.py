"""Small cases made by hand: a steady seller of 20 units a day, to which a test adds what it is about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np

from analytics.diagnosis import Case, build_case, diagnose
from bot.records.dataset import BY_NAME, Kind
from bot.records.diagnosis import Diagnosis

AS_OF = date(2026, 3, 29)
DAYS = 70
ASIN = "B0CASE0001"
Rows = dict[str, list[dict[str, Any]]]
_TEXTS = (Kind.TEXT, Kind.ENUM, Kind.MARKETPLACE, Kind.ASIN)


def day(ago: int) -> date:
    """The day `ago` days before the last one."""
    return AS_OF - timedelta(days=ago)


class Shop:
    """Rows of one ASIN (and others); `since(4)` is true on the last four days."""

    def __init__(self) -> None:
        self.rows: Rows = {}
        self.add("products", asin=ASIN, price=10.0, currency="USD", category="Toys", parent_asin="B0PARENT00")

    def add(self, table: str, **row: Any) -> Shop:
        self.rows.setdefault(table, []).append({"account": "main", "marketplace": "US", "asin": ASIN, **row})
        return self

    def daily(self, table: str, make: Callable[[int], dict[str, Any] | None]) -> Shop:
        """One row a day; `make` gets how many days ago it is, and gives None for no row."""
        for ago in range(DAYS - 1, -1, -1):
            row = make(ago)
            if row is not None:
                self.add(table, date=day(ago), **row)
        return self

    def traffic(
        self,
        units: Callable[[int], float] = lambda ago: 20,
        sessions: Callable[[int], float | None] = lambda ago: 200,
        price: Callable[[int], float] = lambda ago: 10.0,
        **row: Any,
    ) -> Shop:
        """Traffic with a small steady ripple, so that noise is not nothing."""

        def make(ago: int) -> dict[str, Any]:
            count = max(0, round(units(ago) + (ago % 5 - 2) * (units(ago) > 3)))
            visits = sessions(ago)
            seen = None if visits is None else round(visits + (ago % 7 - 3) * 2)
            return {"sessions": seen, "orders": count, "units": count, "sales": round(count * price(ago), 2), **row}

        return self.daily("traffic_daily", make)

    def peers(self, units: Callable[[int], float] = lambda ago: 30, count: int = 4, first: int = 0) -> Shop:
        for n in range(first, first + count):
            asin = f"B0PEER{n:04d}"
            self.add("products", asin=asin, category="Toys")
            self.daily(
                "traffic_daily",
                lambda ago, asin=asin, n=n: {  # type: ignore[misc]
                    "asin": asin,
                    "sessions": round(units(ago) * 10) + (ago + n) % 5,
                    "units": round(units(ago)) + (ago + n) % 3 - 1,
                    "sales": units(ago) * 20.0,
                },
            )
        return self

    def tables(self) -> dict[str, dict[str, np.ndarray]]:
        return {name: columns(name, rows) for name, rows in self.rows.items()}

    def case(self, days: int = 7, as_of: date = AS_OF) -> Case:
        return build_case(self.tables(), "main", "US", ASIN, as_of, days)

    def diagnose(self, days: int = 7) -> Diagnosis:
        return diagnose(self.case(days), days=days)

    def causes(self) -> list[str]:
        return [cause.cause for cause in self.diagnose().causes]


def columns(table: str, rows: list[dict[str, Any]]) -> dict[str, np.ndarray]:
    result = {}
    for column in BY_NAME[table].columns:
        values = [row.get(column.name) for row in rows]
        if column.kind in _TEXTS:
            array = np.empty(len(values), dtype=object)
            array[:] = values
        elif column.kind is Kind.DATE:
            array = np.array(values, dtype="datetime64[D]")
        else:
            array = np.array([np.nan if v is None else float(v) for v in values])
        result[column.name] = array
    return result


def since(ago: int, start: int = 4) -> bool:
    """Whether a day is one of the last `start`."""
    return ago < start


def stepped(before: float, after: float, start: int = 4) -> Callable[[int], float]:
    return lambda ago: after if since(ago, start) else before
