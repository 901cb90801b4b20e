"""Makes a `Panel` of table columns: rows are placed by (ASIN, day), ads are summed, texts are coded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from analytics.panel import ADS_SUMS, BACKFILL_DAYS, DAILY, KEYS, TEXTS, Campaigns, Coded, Panel, Rows, currency_of
from bot.records.dataset import BY_NAME, Kind

_SORTED_BY = {"shipments": "shipped_on", "promotions": "starts_on"}
_CAMPAIGN_NUMBERS = ("daily_budget", "out_of_budget_pct", "bid", "top_of_search_pct")


def build(
    tables: Mapping[str, Mapping[str, np.ndarray]],
    account: str,
    marketplace: str,
    first: date,
    last: date,
    currency: str,
) -> Panel:
    tables = {
        name: columns
        for name, raw in tables.items()
        if len(columns := _mine(name, raw, account, marketplace)) and len(next(iter(columns.values())))
    }
    asins = _asins(tables)
    days = np.arange(np.datetime64(first, "D"), np.datetime64(last, "D") + 1)
    place = _Places(asins, days)
    daily: dict[str, np.ndarray] = {}
    present: dict[str, np.ndarray] = {}
    texts: dict[str, Coded] = {}
    for name in DAILY:
        if name in tables:
            _dense(name, tables[name], place, daily, present, texts)
    if "ads_daily" in tables:
        _ads(tables["ads_daily"], place, daily, present)
    if "ranks" in tables:
        _main_ranks(tables["ranks"], place, daily, present)
    rows = {
        name: _rows(name, columns, place)
        for name, columns in tables.items()
        if name not in (*DAILY, "products", "campaigns", "fx_rates", "arrivals")
    }
    own = currency_of(marketplace)
    fx = {**tables.get("fx_rates", {})}
    if fx:  # the currency that rates are in units of is worth one of itself
        one = {"date": np.array([days[0]]), "currency": np.array([currency], dtype=object), "rate": np.array([1.0])}
        fx = {name: np.concatenate([one[name], fx[name]]) for name in one}
    return Panel(
        account, marketplace, own, asins, days, daily, present, texts, rows,
        _products(tables.get("products", {}), place), _campaigns(tables, place, present), fx,
        _arrived(tables.get("arrivals", {}), days), len(days),
    )  # fmt: skip


class _Places:
    """Where a row goes: ASIN and day to an index; rows outside the days or without a known ASIN are left out."""

    def __init__(self, asins: np.ndarray, days: np.ndarray) -> None:
        self.asins, self.days = asins, days
        self.lookup = pd.Index(asins)

    def of_asin(self, asins: np.ndarray) -> np.ndarray:
        return np.asarray(self.lookup.get_indexer(pd.Index(asins, dtype=object)))

    def of(self, columns: Mapping[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        at = self.of_asin(columns["asin"])
        day = self.of_day(columns["date"])
        return at, day, (at >= 0) & (day >= 0)

    def of_day(self, dates: np.ndarray) -> np.ndarray:
        day = (dates.astype("datetime64[D]") - self.days[0]).astype(np.int64)
        return np.where((day >= 0) & (day < len(self.days)), day, -1)


def _mine(name: str, raw: Mapping[str, np.ndarray], account: str, marketplace: str) -> dict[str, np.ndarray]:
    """Keeps the rows of this account and marketplace where the columns say whose they are."""
    columns = _complete(name, raw)
    keep: np.ndarray | None = None
    for column, wanted in (("account", account), ("marketplace", marketplace)):
        if column in columns and name != "fx_rates":
            mine = columns[column] == wanted
            keep = mine if keep is None else keep & mine
    if keep is None or keep.all():
        return columns
    return {column: values[keep] for column, values in columns.items()}


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


def _asins(tables: Mapping[str, Mapping[str, np.ndarray]]) -> np.ndarray:
    known: set[str] = set()
    for columns in tables.values():
        if "asin" in columns:
            known.update(pd.unique(pd.Series(columns["asin"], dtype=object)).tolist())
    return np.array(sorted(a for a in known if a), dtype=object)


def _dense(
    name: str,
    columns: Mapping[str, np.ndarray],
    place: _Places,
    daily: dict[str, np.ndarray],
    present: dict[str, np.ndarray],
    texts: dict[str, Coded],
) -> None:
    at, day, keep = place.of(columns)
    at, day = at[keep], day[keep]
    shape = (len(place.asins), len(place.days))
    present[name] = np.zeros(shape, dtype=bool)
    present[name][at, day] = True
    for column, values in columns.items():
        if column in KEYS:
            continue
        kind = BY_NAME[name].column(column).kind
        if kind in TEXTS:
            coded = _coded(values[keep], at, day, shape)
            if coded is not None:
                texts[f"{name}.{column}"] = coded
        elif kind is not Kind.DATE:
            figures = values[keep]
            if np.isfinite(figures).any():
                daily[f"{name}.{column}"] = np.full(shape, np.nan)
                daily[f"{name}.{column}"][at, day] = figures


def _coded(values: np.ndarray, at: np.ndarray, day: np.ndarray, shape: tuple[int, int]) -> Coded | None:
    codes, names = pd.factorize(values)
    if len(names) and "" in names:
        codes = np.where(codes == list(names).index(""), -1, codes)
    if not (codes >= 0).any():
        return None
    grid = np.full(shape, -1, dtype=np.int32)
    grid[at, day] = codes
    return Coded(grid, tuple(str(name) for name in names))


def _ads(
    columns: Mapping[str, np.ndarray], place: _Places, daily: dict[str, np.ndarray], present: dict[str, np.ndarray]
) -> None:
    at, day, keep = place.of(columns)
    shape = (len(place.asins), len(place.days))
    flat = at[keep] * shape[1] + day[keep]
    present["ads_daily"] = (np.bincount(flat, minlength=shape[0] * shape[1]) > 0).reshape(shape)
    for column in ADS_SUMS:
        if column in columns and np.isfinite(columns[column]).any():
            daily[f"ads_daily.{column}"] = _sum(columns[column][keep], flat, shape)


def _sum(values: np.ndarray, flat: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    known = np.isfinite(values)
    size = shape[0] * shape[1]
    total = np.bincount(flat[known], weights=values[known], minlength=size)
    count = np.bincount(flat[known], minlength=size)
    return np.where(count > 0, total, np.nan).reshape(shape)


def _main_ranks(
    columns: Mapping[str, np.ndarray], place: _Places, daily: dict[str, np.ndarray], present: dict[str, np.ndarray]
) -> None:
    """Each ASIN's rank in the category it is ranked in most often (of equals the broadest: the highest numbers)."""
    at, day, keep = place.of(columns)
    keep &= np.isfinite(columns["rank"])
    frame = pd.DataFrame(
        {"at": at[keep], "day": day[keep], "category": columns["category"][keep], "rank": columns["rank"][keep]}
    )
    if frame.empty:
        return
    frame["category"] = frame["category"].fillna("")
    groups = frame.groupby(["at", "category"])["rank"].agg(["count", "median"]).reset_index()
    main = groups.sort_values(["at", "count", "median"]).drop_duplicates("at", keep="last")[["at", "category"]]
    chosen = frame.merge(main, on=["at", "category"])
    shape = (len(place.asins), len(place.days))
    daily["ranks.rank"] = np.full(shape, np.nan)
    daily["ranks.rank"][chosen["at"], chosen["day"]] = chosen["rank"]
    present["ranks"] = np.isfinite(daily["ranks.rank"])


def _campaigns(
    tables: Mapping[str, Mapping[str, np.ndarray]], place: _Places, present: dict[str, np.ndarray]
) -> Campaigns:
    told, ads = tables.get("campaigns", {}), tables.get("ads_daily", {})
    names = [pd.unique(pd.Series(c["campaign_id"], dtype=object)).tolist() for c in (told, ads) if c]
    ids = np.array(sorted({str(name) for part in names for name in part}), dtype=object)
    shape = (len(ids), len(place.days))
    lookup = pd.Index(ids)
    daily: dict[str, np.ndarray] = {}
    state = Coded(np.full(shape, -1, dtype=np.int32), ())
    if told:
        at, day = lookup.get_indexer(pd.Index(told["campaign_id"], dtype=object)), place.of_day(told["date"])
        keep = day >= 0
        present["campaigns"] = np.zeros(shape, dtype=bool)
        present["campaigns"][at[keep], day[keep]] = True
        if "state" in told:
            state = _coded(told["state"][keep], at[keep], day[keep], shape) or state
        for column in _CAMPAIGN_NUMBERS:
            if column in told and np.isfinite(told[column]).any():
                daily[column] = np.full(shape, np.nan)
                daily[column][at[keep], day[keep]] = told[column][keep]
    if ads:
        at, day = lookup.get_indexer(pd.Index(ads["campaign_id"], dtype=object)), place.of_day(ads["date"])
        keep = day >= 0
        flat = at[keep] * shape[1] + day[keep]
        for column in ADS_SUMS:
            if column in ads and np.isfinite(ads[column]).any():
                daily[column] = _sum(ads[column][keep], flat, shape)
    return Campaigns(ids, state, daily)


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
