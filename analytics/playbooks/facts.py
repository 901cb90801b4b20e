"""What a playbook looks at: tables of one (account, marketplace) up to a day, and small ways to cut them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import isnan
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.records.playbook import Section, Standing
from bot.records.text import Money, Number, Percent, Say

Columns: TypeAlias = Mapping[str, np.ndarray]
Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True)
class Facts:
    """`tables` are columns as `read_table` gives them; a table that was not read or holds nothing is unknown.

    `rates` are units of one common currency for one of each; `currency` is the marketplace's. Nothing after `as_of` is
    looked at.
    """

    account: str
    marketplace: str
    currency: str
    as_of: date
    tables: Mapping[str, Columns]
    rates: Mapping[str, float] = field(default_factory=dict)
    _places: dict[str, dict[str, np.ndarray]] = field(default_factory=dict, repr=False, compare=False)

    def rows(
        self, table: str, asin: str | None = None, days: int | None = None, back: int = 0, on: str = "date"
    ) -> Columns:
        """Rows of `table`, of one ASIN, of the `days` days that end `back` days before `as_of`; {} for none."""
        columns = self.tables.get(table, {})
        if not columns:
            return {}
        if asin is not None:
            at = self._at(table).get(asin)
            if at is None:
                return {}
            columns = {name: column[at] for name, column in columns.items()}
        keep = np.ones(len(next(iter(columns.values()))), dtype=bool)
        if on in columns:
            last = np.datetime64(self.as_of - timedelta(days=back), "D")
            keep &= ~(columns[on] > last)
            if days is not None:
                keep &= columns[on] > last - np.timedelta64(days, "D")
        if not keep.any():
            return {}
        return {name: column[keep] for name, column in columns.items()}

    def _at(self, table: str) -> Mapping[str, np.ndarray]:
        """Where each ASIN's rows of `table` stand, in their order."""
        if table not in self._places:
            names, codes = np.unique(self.tables[table]["asin"].astype(str), return_inverse=True)
            order = np.argsort(codes, kind="stable")
            parts = np.split(order, np.cumsum(np.bincount(codes, minlength=len(names)))[:-1])
            self._places[table] = dict(zip(names.tolist(), parts, strict=True)) if len(names) else {}
        return self._places[table]

    def daily(self, table: str, column: str, asin: str, days: int, back: int = 0) -> Floats:
        """Sums of `column` a day, oldest first, NaN where the ASIN has no row or an unknown figure."""
        rows = self.rows(table, asin, days, back)
        return by_day(rows, column, self.as_of - timedelta(days=back), days)

    def product(self, asin: str) -> Mapping[str, object]:
        """The ASIN's row of `products`: numbers as float, days as date, None where unknown."""
        rows = self.rows("products", asin)
        return {name: _plain(column[0]) for name, column in rows.items()} if rows else {}

    def number(self, asin: str, column: str) -> float | None:
        """A number of the ASIN's row of `products`."""
        value = self.product(asin).get(column)
        return value if isinstance(value, float) else None

    def money(self, amount: float | None) -> Money | None:
        return None if amount is None or isnan(amount) else Money(amount, self.currency)

    def day(self, back: int) -> date:
        return self.as_of - timedelta(days=back)


def by_day(rows: Columns, column: str, last: date, days: int) -> Floats:
    """Sums of `column` for each of the `days` days up to `last`, NaN where there is no row or a figure is unknown."""
    result = np.full(days, np.nan)
    if not rows or column not in rows:
        return result
    first = np.datetime64(last - timedelta(days=days - 1), "D")
    at = (rows["date"] - first).astype(np.int64)
    keep = (at >= 0) & (at < days)
    seen = np.bincount(at[keep], minlength=days)
    sums = np.bincount(at[keep], weights=rows[column][keep], minlength=days)
    return np.where(seen > 0, sums, result)


def known_sum(values: Floats) -> float | None:
    """The sum of the known values, None where none is known."""
    known = values[~np.isnan(values)]
    return float(known.sum()) if len(known) else None


def percent(value: float | None, digits: int = 1, signed: bool = False) -> Percent | None:
    return None if value is None or isnan(value) else Percent(value, signed, digits)


def number(value: float | None, digits: int = 1) -> Number | None:
    return None if value is None or isnan(value) else Number(value, digits)


def share(part: float | None, whole: float | None) -> float | None:
    """`part` in percent of `whole`; None where one is unknown or `whole` is not above 0."""
    return None if part is None or whole is None or not whole > 0 else 100.0 * part / whole


def unknown(title: str, *reasons: Say) -> Section:
    """A section that could not be looked at, and why."""
    return Section(Say(title), Standing.UNKNOWN, reasons)


def missing(table: str, columns: Collection[str] = ()) -> Say:
    """Which data is missing and how to get it: the file of the dataset folder and its columns."""
    if columns:
        return Say("playbooks-missing-columns", {"file": f"{table}.csv", "columns": ", ".join(columns)})
    return Say("playbooks-missing-file", {"file": f"{table}.csv"})


def _plain(value: object) -> object:
    if isinstance(value, np.datetime64):
        return None if np.isnat(value) else value.astype(object)
    if isinstance(value, float):
        return None if isnan(value) else float(value)
    return value
