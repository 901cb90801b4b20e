"""Figures for `/kpi`: the last N days beside the N before, of a marketplace or of one ASIN; and how fresh data is."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np
from sqlalchemy import Connection

from analytics.kpis import RETURN_DELAY, Ratio, days_of_cover, return_rate, review_velocity
from analytics.movers import daily_demand
from analytics.profit import margins
from analytics.windows import window
from bot.records.dataset import MARKETPLACES
from bot.records.figures import Compared, Figures, Row, TableFreshness
from bot.records.text import Number, Percent, Say, Value
from bot.reports.market_day import SETTLING, day_of, ended, settling
from bot.store.figures import last_days, read_daily, read_products, read_rates, read_stock
from bot.store.panels import accounts_and_marketplaces
from bot.store.reading import Columns, read_table


def kpi(
    connection: Connection,
    *,
    now: datetime,
    asin: str | None = None,
    days: int = 7,
    account: str | None = None,
    marketplace: str | None = None,
    as_of: date | None = None,
    currency: str = "USD",
) -> list[Compared]:
    """One record for each account and marketplace, or for each that has `asin` (empty: the ASIN is not known).

    Without `as_of` each marketplace's own last complete day ends the window. `days` is the length of each of the two
    windows. `currency` is the one that `fx_rates` are in units of.
    """
    found = []
    for here, market in accounts_and_marketplaces(connection):
        if (account or here) != here or (marketplace or market) != market:
            continue
        last = day_of(connection, here, market, as_of, now)
        if last is None:
            continue
        provisional = as_of is None and settling(market, last, now)
        one = _compare(connection, here, market, last, days, asin, provisional, currency)
        if one is not None:
            found.append(one)
    return found


def freshness(connection: Connection, now: datetime) -> list[TableFreshness]:
    """The last day of each dated table of each account and marketplace, and how many days it lies behind."""
    found = []
    for account, marketplace in accounts_and_marketplaces(connection):
        today = ended(marketplace, now)
        for table, last in last_days(connection, account, marketplace).items():
            behind = None if last is None else max((today - last).days, 0)
            found.append(TableFreshness(account, marketplace, table, last, behind))
    return found


def _compare(
    connection: Connection,
    account: str,
    marketplace: str,
    last: date,
    days: int,
    asin: str | None,
    provisional: bool,
    base: str,
) -> Compared | None:
    currency = MARKETPLACES[marketplace]
    products = read_products(connection, account, marketplace)
    history = max(2 * days, days + len(RETURN_DELAY)) + days
    traffic, ads = read_daily(connection, account, marketplace, last - timedelta(days=history), last)
    asins = None if asin is None else (asin,)
    if asin is not None and asin not in products["asin"] and asin not in traffic["asin"]:
        return None

    def over(first: date, end: date) -> Figures:
        young = provisional and end > last - SETTLING
        return window(traffic, ads, first, end, currency, asins=asins, provisional=young)

    middle = last - timedelta(days=days)
    product = {name: column[products["asin"] == asin] for name, column in products.items()}
    more = [_returns(connection, account, marketplace, last, days, traffic, asin)]
    if asin is not None:
        more += _of_asin(connection, account, marketplace, last, days, traffic, asin)
        more.append(_break_even(connection, marketplace, last, product, base))
    return Compared(
        account=account,
        marketplace=marketplace,
        currency=currency,
        as_of=last,
        after=over(middle + timedelta(days=1), last),
        before=over(middle - timedelta(days=days - 1), middle),
        asin=asin,
        title=product["title"][0] if len(product["title"]) else None,
        days=tuple(over(last - timedelta(days=k), last - timedelta(days=k)) for k in range(2 * days - 1, -1, -1)),
        more=tuple(more),
    )


def _returns(
    connection: Connection, account: str, marketplace: str, last: date, days: int, traffic: Columns, asin: str | None
) -> Row:
    """The return rate by ship cohort in both windows; unknown where no return was ever stored here."""
    length = 2 * days + len(RETURN_DELAY)
    label = Say("metric-return-rate")
    rows = read_table(connection, "returns", account=account, marketplace=marketplace, end=last)
    if len(rows["date"]) == 0:
        reason = Say("figures-unknown-returns")
        return Row(label, reason, reason)
    mine = np.ones(len(rows["date"]), dtype=bool) if asin is None else rows["asin"] == asin
    back = _by_day(rows["date"][mine], rows["quantity"][mine], last, length, empty=0.0)
    own = np.ones(len(traffic["date"]), dtype=bool) if asin is None else traffic["asin"] == asin
    units = _by_day(traffic["date"][own], traffic["units"][own], last, length, empty=np.nan)
    after = return_rate(back, units, days)
    before = return_rate(back[:-days], units[:-days], days)
    return Row(label, _percent(before), _percent(after))


def _of_asin(
    connection: Connection, account: str, marketplace: str, last: date, days: int, traffic: Columns, asin: str
) -> list[Row]:
    rows = []
    cover: list[Value] = []
    for day in (last - timedelta(days=days), last):
        stock = read_stock(connection, account, marketplace, day).get(asin)
        demand = float(daily_demand(traffic, [asin], day)[0])
        ratio = days_of_cover(stock, None if np.isnan(demand) else demand)
        cover.append(ratio.reason if ratio.value is None else Number(ratio.value))
    rows.append(Row(Say("metric-days-of-cover"), *cover))
    ratings = read_table(
        connection, "ratings_daily", account=account, marketplace=marketplace, asins=[asin],
        start=last - timedelta(days=2 * days), end=last,
    )  # fmt: skip
    length = 2 * days + 1
    count = _by_day(ratings["date"], ratings["rating_count"], last, length, empty=np.nan)
    rating = _by_day(ratings["date"], ratings["rating"], last, length, empty=np.nan)
    rows.append(Row(Say("metric-rating"), _latest(rating[: days + 1]), _latest(rating)))
    velocity = [review_velocity(count[: days + 1]), review_velocity(count[days:])]
    rows.append(
        Row(
            Say("metric-review-velocity"),
            *(one.reason if one.value is None else Number(one.value / 30.0 * 7.0) for one in velocity),
        )
    )
    return rows


def _break_even(connection: Connection, marketplace: str, last: date, product: Columns, base: str) -> Row:
    label = Say("figures-break-even")
    if not len(product["asin"]):
        return Row(label, None, Say("figures-missing", {"fields": "products"}))
    found = margins(product, marketplace, read_rates(connection, last, base))
    if found.missing[0]:
        return Row(label, None, Say("figures-missing", {"fields": ", ".join(found.missing[0])}))
    value = Percent(float(found.break_even[0]))
    return Row(label, value, value)


def _by_day(dates: np.ndarray, values: np.ndarray, last: date, length: int, empty: float) -> np.ndarray:
    """Sums a day, oldest first, over the `length` days up to `last`; `empty` where there is no row."""
    first = np.datetime64(last - timedelta(days=length - 1), "D")
    at = (dates - first).astype(np.int64)
    keep = (at >= 0) & (at < length)
    result = np.full(length, empty)
    seen = np.bincount(at[keep], minlength=length)
    sums = np.bincount(at[keep], weights=values[keep], minlength=length)
    return np.where(seen > 0, sums, result)


def _latest(values: np.ndarray) -> Value:
    known = values[~np.isnan(values)]
    return Number(float(known[-1]), 2) if len(known) else None


def _percent(ratio: Ratio) -> Value:
    return ratio.reason if ratio.value is None else Percent(ratio.value)
