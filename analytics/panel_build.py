"""Makes a `Panel` of table columns: rows are placed by (ASIN, day), ads are summed, texts are coded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from analytics.panel import (
    ADS_SUMS,
    BACKFILL_DAYS,
    DAILY,
    KEYS,
    TEXTS,
    Campaigns,
    Coded,
    Column,
    Panel,
    Rows,
    currency_of,
)  # fmt: skip
from bot.records.dataset import BY_NAME, Kind

_SORTED_BY = {"shipments": "shipped_on", "promotions": "starts_on"}
_CODED = (*DAILY, "ads_daily", "campaigns", "ranks")  # long tables: their texts are codes, not objects
_CAMPAIGN_NUMBERS = ("daily_budget", "out_of_budget_pct", "bid", "top_of_search_pct")


def build(
    raw: Mapping[str, Mapping[str, Column]],
    account: str,
    marketplace: str,
    first: date,
    last: date,
    currency: str,
) -> Panel:
    tables = {
        name: _encoded(columns)
        for name in _CODED
        if name in raw and _rows_of(columns := _mine(raw[name], account, marketplace))
    }
    others = {
        name: _complete(name, _plain(columns))
        for name, given in raw.items()
        if name not in _CODED and _rows_of(columns := _mine(given, account, marketplace, name))
    }
    asins = _asins(tables, others)
    days = np.arange(np.datetime64(first, "D"), np.datetime64(last, "D") + 1)
    place = _Places(asins, days)
    daily: dict[str, np.ndarray] = {}
    present: dict[str, np.ndarray] = {}
    texts: dict[str, Coded] = {}
    for name in DAILY:
        if name in tables:
            _dense(name, tables[name], place, daily, present, texts)
    if "ranks" in tables:
        _main_ranks(tables["ranks"], place, daily, present)
    rows = {
        name: _rows(name, columns, place)
        for name, columns in others.items()
        if name not in ("products", "fx_rates", "arrivals")
    }
    ids = _campaign_ids(tables)
    if "ads_daily" in tables:
        rows["ads_daily"] = _ads(tables["ads_daily"], place, ids, daily, present)
    own = currency_of(marketplace)
    fx = {**others.get("fx_rates", {})}
    if fx:  # the currency that rates are in units of is worth one of itself
        one = {"date": np.array([days[0]]), "currency": np.array([currency], dtype=object), "rate": np.array([1.0])}
        fx = {name: np.concatenate([one[name], fx[name]]) for name in one}
    return Panel(
        account, marketplace, own, asins, days, daily, present, texts, rows,
        _products(others.get("products", {}), place), _campaigns(tables, ids, rows.get("ads_daily"), place, present),
        fx, _arrived(others.get("arrivals", {}), days), len(days),
    )  # fmt: skip


class _Places:
    """Where a row goes: ASIN and day to an index; rows outside the days or without a known ASIN are left out."""

    def __init__(self, asins: np.ndarray, days: np.ndarray) -> None:
        self.asins, self.days = asins, days
        self.lookup = pd.Index(asins, dtype=object)
        self.shape = (len(asins), len(days))

    def of_asin(self, asins: Column) -> np.ndarray:
        return _place_in(self.lookup, asins)

    def of(self, columns: Mapping[str, Column]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        at = self.of_asin(columns["asin"])
        day = self.of_day(_array(columns["date"]))
        return at, day, (at >= 0) & (day >= 0)

    def of_day(self, dates: np.ndarray) -> np.ndarray:
        day = (dates.astype("datetime64[D]") - self.days[0]).astype(np.int64)
        return np.where((day >= 0) & (day < len(self.days)), day, -1)


def _place_in(lookup: pd.Index, names: Column) -> np.ndarray:
    """The index of each name; -1 for an unknown one. A coded column is looked up once for each of its values."""
    if isinstance(names, Coded):
        found = lookup.get_indexer(pd.Index(names.values, dtype=object))
        return np.asarray(np.append(found, -1)[names.codes])
    return np.asarray(lookup.get_indexer(pd.Index(names, dtype=object)))


def _rows_of(columns: Mapping[str, Column]) -> int:
    return len(next(iter(columns.values()))) if columns else 0


def _array(column: Column) -> np.ndarray:
    assert not isinstance(column, Coded)  # numbers and dates are never coded
    return column


def _plain(columns: Mapping[str, Column]) -> dict[str, np.ndarray]:
    return {name: _array(column) for name, column in columns.items()}


def _mine(raw: Mapping[str, Column], account: str, marketplace: str, name: str = "") -> Mapping[str, Column]:
    """Keeps the rows of this account and marketplace where the columns say whose they are."""
    keep: np.ndarray | None = None
    for column, wanted in (("account", account), ("marketplace", marketplace)):
        if column in raw and name != "fx_rates":
            mine = np.asarray(_array(raw[column]) == wanted)
            keep = mine if keep is None else keep & mine
    if keep is None or keep.all():
        return raw
    return {column: values[keep] for column, values in raw.items()}


def _encoded(columns: Mapping[str, Column]) -> dict[str, Column]:
    """Texts as codes; those that the store has coded already stay as they are."""
    result: dict[str, Column] = {}
    for name, values in columns.items():
        if isinstance(values, Coded) or values.dtype != object:
            result[name] = values
        elif name not in ("account", "marketplace"):
            codes, names = pd.factorize(values)
            result[name] = Coded(codes.astype(np.int32), tuple(str(value) for value in names))
    return result


def _complete(name: str, raw: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """All columns of the table's description; one that was not given is unknown. Whose rows they are stays as given."""
    columns = dict(raw)
    rows = len(next(iter(columns.values()))) if columns else 0
    if not rows or name not in BY_NAME:
        return columns
    for column in BY_NAME[name].columns:
        if column.name in columns or column.name in ("account", "marketplace"):
            continue
        if column.kind in TEXTS:
            columns[column.name] = np.full(rows, None, dtype=object)
        elif column.kind is Kind.DATE:
            columns[column.name] = np.full(rows, np.datetime64("NaT"), dtype="datetime64[D]")
        else:
            columns[column.name] = np.full(rows, np.nan)
    return columns


def _asins(coded: Mapping[str, Mapping[str, Column]], others: Mapping[str, Mapping[str, np.ndarray]]) -> np.ndarray:
    known: set[str] = set()
    for columns in (*coded.values(), *others.values()):
        names = columns.get("asin")
        if isinstance(names, Coded):
            known.update(names.values[code] for code in np.unique(names.codes) if code >= 0)
        elif names is not None:
            known.update(pd.unique(pd.Series(names, dtype=object)).tolist())
    return np.array(sorted(a for a in known if a), dtype=object)


def _dense(
    name: str,
    columns: Mapping[str, Column],
    place: _Places,
    daily: dict[str, np.ndarray],
    present: dict[str, np.ndarray],
    texts: dict[str, Coded],
) -> None:
    at, day, keep = place.of(columns)
    flat = at[keep] * place.shape[1] + day[keep]
    whole = bool(keep.all())
    present[name] = _laid(True, flat, place.shape, False)
    for column, values in columns.items():
        if column in KEYS:
            continue
        kept = values if whole else values[keep]
        if isinstance(kept, Coded):
            coded = _coded(kept, flat, place.shape)
            if coded is not None:
                texts[f"{name}.{column}"] = coded
        elif kept.dtype.kind != "M" and np.isfinite(kept).any():
            daily[f"{name}.{column}"] = _laid(kept, flat, place.shape, np.nan)


def _laid(values: np.ndarray | bool, flat: np.ndarray, shape: tuple[int, int], unknown: float | bool) -> np.ndarray:
    """`values` at their places `flat`; of two at one place the later one counts."""
    grid = np.full(shape[0] * shape[1], unknown)
    grid[flat] = values
    return grid.reshape(shape)


def _coded(values: Coded, flat: np.ndarray, shape: tuple[int, int]) -> Coded | None:
    codes = values.codes
    if "" in values.values:
        codes = np.where(codes == values.values.index(""), -1, codes)
    if not (codes >= 0).any():
        return None
    grid = np.full(shape[0] * shape[1], -1, dtype=np.int32)
    grid[flat] = codes
    return Coded(grid.reshape(shape), values.values)


def _ads(
    columns: Mapping[str, Column], place: _Places, ids: pd.Index, daily: dict[str, np.ndarray],
    present: dict[str, np.ndarray],
) -> Rows:  # fmt: skip
    """Sums over campaigns into `daily`; gives the rows with `at` and `campaign` as indices, sorted by day."""
    at, day, keep = place.of(columns)
    flat = at[keep] * place.shape[1] + day[keep]
    size = place.shape[0] * place.shape[1]
    present["ads_daily"] = (np.bincount(flat, minlength=size) > 0).reshape(place.shape)
    rows = {"date": _array(columns["date"]), "at": at, "campaign": _place_in(ids, columns["campaign_id"])}
    for column in ADS_SUMS:
        if column in columns:
            values = rows[column] = _array(columns[column])
            if np.isfinite(values).any():
                daily[f"ads_daily.{column}"] = _sum(values[keep], flat, place.shape)
    order = np.argsort(rows["date"], kind="stable")
    return {name: values[order] for name, values in rows.items()}


def _sum(values: np.ndarray, flat: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    known = np.isfinite(values)
    size = shape[0] * shape[1]
    total = np.bincount(flat[known], weights=values[known], minlength=size)
    count = np.bincount(flat[known], minlength=size)
    return np.where(count > 0, total, np.nan).reshape(shape)


def _main_ranks(
    columns: Mapping[str, Column], place: _Places, daily: dict[str, np.ndarray], present: dict[str, np.ndarray]
) -> None:
    """Each ASIN's rank in the category it is ranked in most often (of equals the broadest: the highest numbers)."""
    at, day, keep = place.of(columns)
    rank = _array(columns["rank"])
    keep &= np.isfinite(rank)
    if not keep.any():
        return
    at, day, rank = at[keep], day[keep], rank[keep]
    category = _by_name(columns["category"])[keep]
    frame = pd.DataFrame({"at": at, "category": category, "rank": rank})
    groups = frame.groupby(["at", "category"])["rank"].agg(["count", "median"]).reset_index()
    main = groups.sort_values(["at", "count", "median"]).drop_duplicates("at", keep="last")
    chosen = np.full(place.shape[0], -1)
    chosen[main["at"]] = main["category"]
    mine = category == chosen[at]
    daily["ranks.rank"] = _laid(rank[mine], at[mine] * place.shape[1] + day[mine], place.shape, np.nan)
    present["ranks"] = np.isfinite(daily["ranks.rank"])


def _by_name(texts: Column) -> np.ndarray:
    """Numbers that sort as the texts do; unknown sorts as the empty text."""
    assert isinstance(texts, Coded)
    names = ["", *texts.values]  # unknown, code -1, is the first one
    order = {name: i for i, name in enumerate(sorted(set(names)))}
    return np.asarray(np.array([order[name] for name in names])[texts.codes + 1])


def _campaign_ids(tables: Mapping[str, Mapping[str, Column]]) -> pd.Index:
    names: set[str] = set()
    for table in ("campaigns", "ads_daily"):
        told = tables.get(table, {}).get("campaign_id")
        if isinstance(told, Coded):
            names.update(told.values[code] for code in np.unique(told.codes) if code >= 0)
    return pd.Index(sorted(names), dtype=object)


def _campaigns(
    tables: Mapping[str, Mapping[str, Column]],
    ids: pd.Index,
    ads: Rows | None,
    place: _Places,
    present: dict[str, np.ndarray],
) -> Campaigns:
    told = tables.get("campaigns", {})
    shape = (len(ids), len(place.days))
    daily: dict[str, np.ndarray] = {}
    state = Coded(np.full(shape, -1, dtype=np.int32), ())
    if told:
        at, day = _place_in(ids, told["campaign_id"]), place.of_day(_array(told["date"]))
        keep = (day >= 0) & (at >= 0)
        flat = at[keep] * shape[1] + day[keep]
        present["campaigns"] = _laid(True, flat, shape, False)
        states = told.get("state")
        if isinstance(states, Coded):
            state = _coded(states[keep], flat, shape) or state
        for column in _CAMPAIGN_NUMBERS:
            if column in told and np.isfinite(values := _array(told[column])).any():
                daily[column] = _laid(values[keep], flat, shape, np.nan)
    if ads:
        day = place.of_day(ads["date"])
        keep = (day >= 0) & (ads["campaign"] >= 0)
        flat = ads["campaign"][keep] * shape[1] + day[keep]
        for column in ADS_SUMS:
            if column in ads and np.isfinite(ads[column]).any():
                daily[column] = _sum(ads[column][keep], flat, shape)
    return Campaigns(ids.to_numpy(dtype=object), state, daily)


def _rows(name: str, columns: Mapping[str, np.ndarray], place: _Places) -> Rows:
    by = _SORTED_BY.get(name, "date")
    rows = dict(columns)
    if "asin" in rows:
        rows["at"] = place.of_asin(rows["asin"])
    if by in rows:
        order = np.argsort(rows[by], kind="stable")  # NaT sorts last
        rows = {column: values[order] for column, values in rows.items()}
    return rows


def _products(columns: Mapping[str, np.ndarray], place: _Places) -> dict[str, np.ndarray]:
    if not columns:
        return {}
    at = place.of_asin(columns["asin"])
    result: dict[str, np.ndarray] = {}
    for column, values in columns.items():
        if column in KEYS:
            continue
        if values.dtype == object:
            laid = np.full(len(place.asins), None, dtype=object)
        elif values.dtype.kind == "M":
            laid = np.full(len(place.asins), np.datetime64("NaT"), dtype="datetime64[D]")
        else:
            laid = np.full(len(place.asins), np.nan)
        laid[at] = values
        result[column] = laid
    return result


def _arrived(columns: Mapping[str, np.ndarray], days: np.ndarray) -> dict[str, np.ndarray]:
    """Per table the first day on which each day was known: its own, unless a recorded arrival was later but no
    backfill.
    """
    result: dict[str, np.ndarray] = {}
    if not columns:
        return result
    sources: Sequence[str] = sorted({str(s) for s in columns["source"]})
    for source in sources:
        mine = columns["source"] == source
        index = (columns["date"][mine].astype("datetime64[D]") - days[0]).astype(np.int64)
        seen = columns["first_seen_on"][mine].astype("datetime64[D]")
        late = (seen - columns["date"][mine].astype("datetime64[D]")).astype(np.int64)
        keep = (index >= 0) & (index < len(days)) & (late > 0) & (late <= BACKFILL_DAYS)
        known = days.copy()
        known[index[keep]] = seen[keep]
        result[source] = known
    return result
