"""The figures of one (account, marketplace) as dense arrays: ASINs down, days across. Unknown is NaN, never zero.

`Panel.build` takes tables as `bot.store` gives them (equally long columns by name, texts as objects or codes). Tables
with a date and an ASIN become arrays `[n ASINs, D days]`; `ads_daily` is summed over campaigns; texts become integer
codes; all other tables stay rows, sorted by day. `upto(day)` is a view that shares the arrays and shows nothing later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TypeAlias

import numpy as np
import pandas as pd

from bot.records.dataset import BY_NAME, MARKETPLACES, Kind

Rows: TypeAlias = dict[str, np.ndarray]
Column: TypeAlias = "np.ndarray | Coded"

# One row per ASIN and day; `ads_daily` has one per campaign besides and is summed, `ranks` one per category.
DAILY = ("traffic_daily", "inventory_daily", "offers", "listings", "ratings_daily")
TEXTS = (Kind.TEXT, Kind.ENUM, Kind.MARKETPLACE, Kind.ASIN)
KEYS = ("account", "date", "marketplace", "asin")
ADS_SUMS = ("impressions", "clicks", "spend", "orders", "units", "sales", "sales_same_sku")
# A day that arrives by the end of the next one is in time; one that arrives later than this is a backfill, not late.
BACKFILL_DAYS = 14


@dataclass(frozen=True)
class Coded:
    """A text column as codes `[n, D]` (of a table still to be placed `[rows]`) into `values`; -1 is unknown (or no
    row).
    """

    codes: np.ndarray
    values: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, keep: np.ndarray) -> Coded:
        return Coded(self.codes[keep], self.values)

    def among(self, *names: str, codes: np.ndarray | None = None) -> np.ndarray:
        """Where the text is one of `names` (in capitals), bool as `codes` (by default this column's own)."""
        wanted = np.array([*(value.upper() in names for value in self.values), False])  # -1, unknown, is the last one
        return np.asarray(wanted[self.codes if codes is None else codes])


@dataclass(frozen=True)
class Campaigns:
    """Campaigns `[c, D]`: `state` codes, money in the marketplace's currency; `spend` … summed from `ads_daily`."""

    ids: np.ndarray
    state: Coded
    daily: Mapping[str, np.ndarray]


@dataclass(frozen=True)
class Panel:
    """One (account, marketplace). Arrays reach over all `days`; what lies after `last` is not to be looked at.

    `daily["traffic_daily.units"]` … are float64 `[n, D]` with NaN = unknown; `present["traffic_daily"]` says where a
    row
    exists. `texts["listings.status"]` … are `Coded`. `rows["reviews"]` … are columns sorted by `date` (shipments by
    `shipped_on`, promotions by `starts_on`, documents unsorted) with `at`, the ASIN's index (-1: the whole account).
    `products` maps a column to an array over ASINs. `arrived[table]` is, per day, the first day on which it was known.
    """

    account: str
    marketplace: str
    currency: str
    asins: np.ndarray
    days: np.ndarray
    daily: Mapping[str, np.ndarray]
    present: Mapping[str, np.ndarray]
    texts: Mapping[str, Coded]
    rows: Mapping[str, Rows]
    products: Mapping[str, np.ndarray]
    campaigns: Campaigns
    fx: Rows
    arrived: Mapping[str, np.ndarray] = field(default_factory=dict)
    size: int = 0  # how many of `days` are visible
    honours_arrivals: bool = False
    cache: dict[str, object] = field(default_factory=dict, repr=False)  # derived arrays, shared by all views
    sales_events: tuple[
        tuple[date, date], ...
    ] = ()  # what the team knows beyond the built-in calendar: first, last day

    @classmethod
    def build(
        cls,
        tables: Mapping[str, Mapping[str, Column]],
        account: str,
        marketplace: str,
        first: date,
        last: date,
        currency: str = "USD",
        sales_events: tuple[tuple[date, date], ...] = (),
    ) -> Panel:
        """Days `first` to `last` inclusive. `currency` is what `fx_rates` are in units of. Missing tables are
        unknown. `sales_events`: see the field.
        """
        from analytics.panel_build import build  # the construction has a file of its own

        return replace(build(tables, account, marketplace, first, last, currency), sales_events=sales_events)

    # -- views ---------------------------------------------------------------------------------------------------

    @property
    def last(self) -> date:
        day: date = self.days[self.size - 1].astype(object)
        return day

    @property
    def n(self) -> int:
        return len(self.asins)

    def upto(self, day: date, *, honour_arrivals: bool | None = None) -> Panel:
        """The panel as of the end of `day`: shares all arrays. With `honour_arrivals` late days are still unknown."""
        size = int((np.datetime64(day, "D") - self.days[0]).astype(int)) + 1
        honours = self.honours_arrivals if honour_arrivals is None else honour_arrivals
        return replace(self, size=max(0, min(size, len(self.days))), honours_arrivals=honours)

    def has(self, name: str) -> bool:
        """Whether the column was ever known, e.g. `has("traffic_daily.sessions")`."""
        return name in self.daily or name in self.texts

    def window(self, name: str, length: int, ending: int = 0) -> np.ndarray:
        """The `length` days that end `ending` days before the last visible one, `[n, length]`; NaN where unknown."""
        source = self.daily.get(name)
        if source is None:
            return np.full((self.n, length), np.nan)
        return self._cut(source, name.partition(".")[0], length, ending, np.nan)

    def shown(self, table: str, length: int, ending: int = 0) -> np.ndarray:
        """Where the table has a row, bool `[n, length]`."""
        source = self.present.get(table)
        if source is None:
            return np.zeros((self.n, length), dtype=bool)
        cut: np.ndarray = self._cut(source, table, length, ending, False)
        return cut

    def text_window(self, name: str, length: int, ending: int = 0) -> Coded:
        """As `window`, for a text column."""
        source = self.texts.get(name)
        if source is None:
            return Coded(np.full((self.n, length), -1, dtype=np.int32), ())
        return Coded(self._cut(source.codes, name.partition(".")[0], length, ending, -1), source.values)

    def text_is(self, name: str, length: int, *names: str, ending: int = 0) -> np.ndarray:
        """Where the text (`campaigns.state` too) is one of `names` (in capitals), bool as `window`; unknown is not."""
        source = self.campaigns.state if name == "campaigns.state" else self.texts.get(name)
        if source is None:
            return np.zeros((self.n, length), dtype=bool)
        key = f"is:{name}:{','.join(names)}"
        if key not in self.cache:
            self.cache[key] = source.among(*names)
        whole = self.cache[key]
        assert isinstance(whole, np.ndarray)
        return self._cut(whole, name.partition(".")[0], length, ending, False)

    def campaign_window(self, name: str, length: int, ending: int = 0) -> np.ndarray:
        """Campaign figures `[c, length]`; `state` as codes."""
        if name == "state":
            return self._cut(self.campaigns.state.codes, "campaigns", length, ending, -1)
        source = self.campaigns.daily.get(name)
        if source is None:
            return np.full((len(self.campaigns.ids), length), np.nan)
        table = "ads_daily" if name in ADS_SUMS else "campaigns"
        return self._cut(source, table, length, ending, np.nan)

    def day_window(self, length: int, ending: int = 0) -> np.ndarray:
        """The days themselves, `datetime64[D]`, also those before the first stored one."""
        end = self.days[0] + np.timedelta64(self.size - 1 - ending, "D")
        return np.asarray(end - np.arange(length - 1, -1, -1).astype("timedelta64[D]"))

    def recent(self, table: str, length: int, column: str = "date") -> Rows:
        """Rows of the `length` days up to the last visible one (by `column`, which the table must be sorted by)."""
        source = self.rows.get(table)
        if source is None or column not in source:
            return {}
        when = source[column]
        start = np.searchsorted(when, np.datetime64(self.last - timedelta(days=length - 1), "D"), side="left")
        stop = np.searchsorted(when, np.datetime64(self.last, "D"), side="right")
        cut = {name: values[start:stop] for name, values in source.items()}
        known = self.known_days(table)
        if known is None or not len(cut[column]):
            return cut
        index = (cut[column] - self.days[0]).astype(int)
        inside = (index >= 0) & (index < len(known))
        keep = np.where(inside, known[np.clip(index, 0, len(known) - 1)], True)
        return {name: values[keep] for name, values in cut.items()}

    def known_days(self, table: str) -> np.ndarray | None:
        """Per day of the panel whether the table's day had arrived by now; None where no arrival matters."""
        arrived = self.arrived.get(table) if self.honours_arrivals else None
        if arrived is None:
            return None
        return np.asarray(arrived <= self.days[self.size - 1] + np.timedelta64(1, "D"))

    def _cut(self, source: np.ndarray, table: str, length: int, ending: int, unknown: object) -> np.ndarray:
        stop = self.size - ending
        start = max(0, stop - length)
        cut = source[:, start : max(stop, 0)]
        known = self.known_days(table)
        if known is not None and not known[start:stop].all():
            cut = cut.copy()
            cut[:, ~known[start:stop]] = unknown
        if cut.shape[1] < length:
            padded = np.full((source.shape[0], length), unknown, dtype=source.dtype)
            padded[:, length - cut.shape[1] :] = cut
            return padded
        return cut

    # -- facts ---------------------------------------------------------------------------------------------------

    def product(self, column: str) -> np.ndarray:
        """A product column over ASINs: float64 (NaN unknown), datetime64[D] or object (None unknown)."""
        known = self.products.get(column)
        if known is not None:
            return known
        kind = BY_NAME["products"].column(column).kind
        if kind in TEXTS:
            return np.full(self.n, None, dtype=object)
        if kind is Kind.DATE:
            return np.full(self.n, np.datetime64("NaT"), dtype="datetime64[D]")
        return np.full(self.n, np.nan)

    def in_own_currency(self, column: str) -> np.ndarray:
        """bool `[n]`: the product column of currencies names the marketplace's own, or nothing."""
        key = f"own:{column}"
        if key not in self.cache:
            self.cache[key] = np.array([not c or c == self.currency for c in self.product(column)], dtype=bool)
        found = self.cache[key]
        assert isinstance(found, np.ndarray)
        return found

    def index(self, asin: str) -> int | None:
        at = np.flatnonzero(self.asins == asin)
        return int(at[0]) if len(at) else None

    def title(self, at: int) -> str | None:
        """The product's title as outside text, the listing's where the product file has none."""
        known = self.product("title")[at]
        if known:
            return str(known)
        listed = self.texts.get("listings.title")
        if listed is None:
            return None
        codes = listed.codes[at, : self.size]
        codes = codes[codes >= 0]
        return listed.values[codes[-1]] if len(codes) else None

    def families(self) -> np.ndarray:
        """The family's number per ASIN: ASINs of one `parent_asin` share it; an ASIN without one is its own family."""
        if "families" not in self.cache:
            parents = self.product("parent_asin")
            names = [str(p) if p else str(a) for p, a in zip(parents, self.asins, strict=True)]
            self.cache["families"] = pd.factorize(np.array(names, dtype=object))[0]
        numbers = self.cache["families"]
        assert isinstance(numbers, np.ndarray)
        return numbers

    def pooled(self, values: np.ndarray) -> np.ndarray:
        """`values` `[n, k]` summed over each ASIN's family, `[n, k]`; a sum without any known part is unknown."""
        family = self.families()
        count = int(family.max()) + 1 if len(family) else 0
        known = np.isfinite(values)
        total = np.zeros((count, values.shape[1]))
        np.add.at(total, family, np.where(known, values, 0.0))
        some = np.zeros((count, values.shape[1]), dtype=bool)
        np.logical_or.at(some, family, known)
        return np.asarray(np.where(some, total, np.nan)[family])

    def usd_rate(self) -> float:
        """Units of the marketplace's currency for one US dollar, from `fx_rates` as of the day, else a rough
        constant.
        """
        from analytics.money import usd_rate

        return usd_rate(self.currency, self.fx, self.last)


def currency_of(marketplace: str) -> str:
    return MARKETPLACES.get(marketplace, "USD")
