"""A case: everything that is looked at for one ASIN, as of one day, on a grid of consecutive days that ends there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from bot.records.dataset import MARKETPLACES

Array: TypeAlias = npt.NDArray[Any]
Floats: TypeAlias = npt.NDArray[np.float64]
Columns: TypeAlias = Mapping[str, Array]

HISTORY = 56  # days before the two windows, from which noise and weekdays are learnt
YEAR = 364  # 52 weeks: the same weekdays a year ago
PEER_LIMIT = 24


def grid_days(as_of: date, days: int) -> int:
    """How many days the grid of a case with windows of `days` days has."""
    return 2 * days + HISTORY


@dataclass(frozen=True)
class Case:
    """One ASIN in one account and marketplace, as of a day.

    `grid` is T consecutive days (datetime64[D]) that end with `as_of`. `tables` holds the ASIN's own rows (and the
    account's notices and events), `campaigns` the rows of its campaigns, `family` the rows of its siblings. `peers`
    maps units and sessions to arrays [ASINs, T] of like ASINs (`peer_basis` says what makes them alike),
    `year_ago` maps them to arrays [1 + peers, T] 52 weeks earlier, the ASIN itself first. NaN is unknown.
    `traffic_days` and `ads_days` [T] tell on which days anybody in the marketplace has rows: a report that arrived.
    `connected` names the tables in which anybody there has rows: an ASIN without a notice has none, not unknown ones.
    `rates` are exchange rates, units of one common currency for one of each, for a cost in a currency of its own.
    """

    account: str
    marketplace: str
    asin: str
    as_of: date
    days: int
    currency: str | None
    grid: Array
    tables: Mapping[str, Columns]
    campaigns: Columns
    family: Mapping[str, Columns]
    siblings: tuple[str, ...]
    peers: Mapping[str, Floats]
    peer_basis: str | None
    year_ago: Mapping[str, Floats]
    traffic_days: npt.NDArray[np.bool_]
    ads_days: npt.NDArray[np.bool_]
    connected: frozenset[str] = frozenset()
    rates: Mapping[str, float] = field(default_factory=dict)
    _daily: dict[tuple[str, str], Floats] = field(default_factory=dict, repr=False, compare=False)

    @property
    def size(self) -> int:
        return len(self.grid)

    def day(self, index: int) -> date:
        """The day at a place of the grid."""
        return self.as_of - timedelta(days=self.size - 1 - index)

    def place(self, day: date) -> int:
        """The place of a day on the grid (outside of 0…T-1 where it is not on it)."""
        return self.size - 1 - (self.as_of - day).days

    def table(self, name: str) -> Columns:
        return self.tables.get(name, {})

    def has(self, table: str) -> bool:
        return rows_in(self.table(table)) > 0

    def daily(self, table: str, column: str) -> Floats:
        """A column summed per day, [T], to be read only; a day without a known value is NaN."""
        found = self._daily.get((table, column))
        if found is None:
            found = self._daily[table, column] = dense(self.table(table), column, self.grid)
            found.flags.writeable = False
        return found

    def texts(self, table: str, column: str) -> list[str | None]:
        """A text column per day (the last row of the day), None where unknown."""
        return dense_texts(self.table(table), column, self.grid)


def rows_in(columns: Columns) -> int:
    return len(next(iter(columns.values()))) if columns else 0


def dense(columns: Columns, column: str, grid: Array, date_column: str = "date") -> Floats:
    """Sums of a column by day of the grid; NaN where no row of the day has a value."""
    size = len(grid)
    result = np.full(size, np.nan)
    if column not in columns or not rows_in(columns):
        return result
    values = np.asarray(columns[column], dtype=np.float64)
    at = (np.asarray(columns[date_column]) - grid[0]).astype(np.int64)
    good = (at >= 0) & (at < size) & np.isfinite(values)
    if good.any():
        sums = np.bincount(at[good], weights=values[good], minlength=size)
        seen = np.bincount(at[good], minlength=size) > 0
        result[seen] = sums[seen]
    return result


def dense_texts(columns: Columns, column: str, grid: Array) -> list[str | None]:
    result: list[str | None] = [None] * len(grid)
    if column in columns and rows_in(columns):
        at = (np.asarray(columns["date"]) - grid[0]).astype(np.int64)
        for place, value in zip(at.tolist(), columns[column].tolist(), strict=True):
            if 0 <= place < len(result) and value not in (None, ""):
                result[place] = str(value)
    return result


def take(columns: Columns, mask: npt.NDArray[np.bool_]) -> Columns:
    return {name: values[mask] for name, values in columns.items()}


def build_case(
    tables: Mapping[str, Columns],
    account: str,
    marketplace: str,
    asin: str,
    as_of: date,
    days: int = 7,
    *,
    traffic_days: Sequence[date] | None = None,
    ads_days: Sequence[date] | None = None,
    connected: Collection[str] = (),
    rates: Mapping[str, float] | None = None,
) -> Case:
    """Sorts rows as `bot.store.reading.read_table` returns them into a case; rows later than `as_of` are left out.

    `tables` holds at least the rows of the ASIN, its siblings and its peers. `traffic_days` and `ads_days` are the days
    on which any ASIN of the marketplace has rows, `connected` the tables that have any; without them they are taken
    from the rows given.
    """
    size = grid_days(as_of, days)
    grid = np.datetime64(as_of, "D") - np.arange(size - 1, -1, -1).astype("timedelta64[D]")
    here = {
        name: _upto(_of_place(columns, account, marketplace), as_of)
        for name, columns in tables.items()
        if name != "fx_rates"
    }
    own: dict[str, Columns] = {}
    for name, columns in here.items():
        if name == "campaigns" or not rows_in(columns):
            continue
        mask = columns["asin"] == asin
        if name in ("notices", "events"):
            mask |= np.array([value in (None, "") for value in columns["asin"]], dtype=bool)
        own[name] = take(columns, mask)
    siblings, peer_asins, basis = relatives(here.get("products", {}), here.get("listings", {}), asin)
    family = {
        name: _of_asins(here.get(name, {}), siblings) for name in ("traffic_daily", "inventory_daily", "listings")
    }
    traffic = here.get("traffic_daily", {})
    kept = [a for a in peer_asins if a not in siblings][:PEER_LIMIT]
    year_grid = grid - np.timedelta64(YEAR, "D")
    return Case(
        account,
        marketplace,
        asin,
        as_of,
        days,
        _currency(own.get("products", {}), marketplace),
        grid,
        own,
        _own_campaigns(here.get("campaigns", {}), own.get("ads_daily", {})),
        family,
        tuple(siblings),
        _stacked(traffic, kept, grid),
        basis if kept else None,
        _stacked(traffic, [asin, *kept], year_grid),
        _arrived(traffic, grid, traffic_days),
        _arrived(here.get("ads_daily", {}), grid, ads_days),
        frozenset(connected) | {name for name, columns in here.items() if rows_in(columns)},
        rates or {},
    )


def relatives(products: Columns, listings: Columns, asin: str) -> tuple[list[str], list[str], str | None]:
    """(siblings, like ASINs, what makes them alike). Siblings share a parent, now or (by listings) in the past days."""
    if not rows_in(products):
        return _listing_siblings(listings, asin), [], None
    asins = products["asin"]
    own = asins == asin
    siblings: set[str] = set(_listing_siblings(listings, asin))
    if own.any() and "parent_asin" in products:
        parent = products["parent_asin"][own][0]
        if parent:
            siblings |= set(asins[(products["parent_asin"] == parent) & ~own].tolist())
    category = products["category"][own][0] if own.any() and "category" in products else None
    if category:
        alike = asins[(products["category"] == category) & ~own].tolist()
        if len([a for a in alike if a not in siblings]) >= 2:
            return sorted(siblings), alike, "category"
    return sorted(siblings), asins[~own].tolist(), "marketplace"


def _listing_siblings(listings: Columns, asin: str) -> list[str]:
    if not rows_in(listings) or "parent_asin" not in listings:
        return []
    own = listings["asin"] == asin
    parents = {p for p in listings["parent_asin"][own].tolist() if p}
    return sorted(
        {a for a, p in zip(listings["asin"].tolist(), listings["parent_asin"].tolist(), strict=True) if p in parents}
        - {asin}
    )


def _of_place(columns: Columns, account: str, marketplace: str) -> Columns:
    if not rows_in(columns):
        return columns
    mask = np.ones(rows_in(columns), dtype=bool)
    for name, wanted in (("account", account), ("marketplace", marketplace)):
        if name in columns:
            mask &= columns[name] == wanted
    return columns if mask.all() else take(columns, mask)


def _upto(columns: Columns, as_of: date) -> Columns:
    if "date" not in columns or not rows_in(columns):
        return columns
    mask = columns["date"] <= np.datetime64(as_of, "D")
    return columns if mask.all() else take(columns, mask)


def _of_asins(columns: Columns, asins: Sequence[str]) -> Columns:
    if not rows_in(columns) or not asins:
        return {}
    wanted = set(asins)
    return take(columns, np.array([a in wanted for a in columns["asin"]], dtype=bool))


def _own_campaigns(campaigns: Columns, ads: Columns) -> Columns:
    if not rows_in(campaigns) or not rows_in(ads):
        return {}
    ids = set(ads["campaign_id"].tolist())
    return take(campaigns, np.array([c in ids for c in campaigns["campaign_id"]], dtype=bool))


def _stacked(traffic: Columns, asins: Sequence[str], grid: Array) -> dict[str, Floats]:
    """units and sessions as [ASINs, T]."""
    metrics = ("units", "sessions")
    result = {metric: np.full((len(asins), len(grid)), np.nan) for metric in metrics}
    if rows_in(traffic) and asins:
        row_of = {asin: i for i, asin in enumerate(asins)}
        rows = np.array([row_of.get(a, -1) for a in traffic["asin"].tolist()])
        at = (traffic["date"] - grid[0]).astype(np.int64)
        good = (rows >= 0) & (at >= 0) & (at < len(grid))
        for metric in metrics:
            if metric in traffic:
                result[metric][rows[good], at[good]] = traffic[metric][good]
    return result


def _arrived(columns: Columns, grid: Array, known: Sequence[date] | None) -> npt.NDArray[np.bool_]:
    if known is not None:
        days = np.array(sorted(known), dtype="datetime64[D]")
    elif rows_in(columns):
        days = np.unique(columns["date"])
    else:
        return np.zeros(len(grid), dtype=bool)
    return np.isin(grid, days)


def _currency(products: Columns, marketplace: str) -> str | None:
    if rows_in(products) and "currency" in products and products["currency"][0]:
        return str(products["currency"][0])
    return MARKETPLACES.get(marketplace)
