"""Figures for `/kpi`: the last N days beside the N before, of a marketplace or of one ASIN; and how fresh data is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
from sqlalchemy import Connection

from analytics.kpis import RETURN_DELAY, Ratio, days_of_cover, return_rate, review_velocity
from analytics.movers import DEMAND_DAYS, daily_demand
from analytics.profit import margins
from analytics.windows import window
from bot.records.dataset import MARKETPLACES
from bot.records.figures import Compared, Figures, Row, TableFreshness
from bot.records.rules import Rule, default_rules
from bot.records.sales_events import SalesEvent
from bot.records.text import Number, Percent, Say, Value
from bot.reports.detectable import visible_falls
from bot.reports.market_day import SETTLING, day_of, ended, settling
from bot.store.day_sums import day_sums, pace_of_asins
from bot.store.figures import has_rows, last_days, read_products, read_rates, read_stock
from bot.store.panels import accounts_and_marketplaces
from bot.store.reading import Columns, read_table
from bot.store.relatives import places_of


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
    rules: Mapping[str, Rule] | None = None,
    sales_events: Sequence[SalesEvent] = (),
) -> list[Compared]:
    """One record for each account and marketplace, or for each that has `asin` (empty: the ASIN is not known).

    Without `as_of` each marketplace's own last complete day ends the window. `days` is the length of each of the two
    windows. `currency` is the one that `fx_rates` are in units of. `rules` (without: the defaults) and `sales_events`
    are the team's, for what can be seen at the ASIN's volume.
    """
    found = []
    for here, market in accounts_and_marketplaces(connection) if asin is None else places_of(connection, asin):
        if (account or here) != here or (marketplace or market) != market:
            continue
        last = day_of(connection, here, market, as_of, now)
        if last is None:
            continue
        provisional = as_of is None and settling(market, last, now)
        one = _compare(connection, here, market, last, days, asin, provisional, currency)
        if one is None:
            continue
        if asin is not None:
            seen = visible_falls(connection, here, market, asin, last, currency, rules or default_rules(), sales_events)
            one = replace(one, remarks=seen)
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
    products = read_products(connection, account, marketplace, None if asin is None else [asin])
    history = 2 * days + len(RETURN_DELAY)
    asins = None if asin is None else (asin,)
    traffic, ads = day_sums(connection, account, marketplace, last - timedelta(days=history - 1), last, asins)
    if asin is not None and asin not in products["asin"] and not len(traffic["date"]):
        return None

    def over(first: date, end: date) -> Figures:
        young = provisional and end > last - SETTLING
        return window(traffic, ads, first, end, currency, provisional=young)

    middle = last - timedelta(days=days)
    after = over(middle + timedelta(days=1), last)
    more = [_returns(connection, account, marketplace, last, days, traffic, asin)]
    if asin is not None:
        more += _of_asin(connection, account, marketplace, last, days, asin)
        more.append(_break_even(connection, marketplace, last, products, base, after.values["price"]))
    return Compared(
        account=account,
        marketplace=marketplace,
        currency=currency,
        as_of=last,
        after=after,
        before=over(middle - timedelta(days=days - 1), middle),
        asin=asin,
        title=products["title"][0] if asin is not None and len(products["title"]) else None,
        days=tuple(over(last - timedelta(days=k), last - timedelta(days=k)) for k in range(2 * days - 1, -1, -1)),
        more=tuple(more),
    )


def _returns(
    connection: Connection, account: str, marketplace: str, last: date, days: int, traffic: Columns, asin: str | None
) -> Row:
    """The return rate by ship cohort in both windows; unknown where no return was ever stored here."""
    length = 2 * days + len(RETURN_DELAY)
    label = Say("metric-return-rate")
    if not has_rows(connection, "returns", account, marketplace):
        reason = Say("figures-unknown-returns")
        return Row(label, reason, reason)
    rows = read_table(
        connection, "returns", account=account, marketplace=marketplace, columns=("date", "quantity"),
        asins=None if asin is None else [asin], start=last - timedelta(days=length - 1), end=last,
    )  # fmt: skip
    back = _by_day(rows["date"], rows["quantity"], last, length, empty=0.0)
    units = _by_day(traffic["date"], traffic["units"], last, length, empty=np.nan)
    after = return_rate(back, units, days)
    before = return_rate(back[:-days], units[:-days], days)
    return Row(label, _percent(before), _percent(after))


def _of_asin(connection: Connection, account: str, marketplace: str, last: date, days: int, asin: str) -> list[Row]:
    rows = []
    cover: list[Value] = []
    for day in (last - timedelta(days=days), last):
        stock = read_stock(connection, account, marketplace, day).get(asin)
        pace = pace_of_asins(connection, account, marketplace, day, DEMAND_DAYS, [asin])
        demand = float(daily_demand(pace, [asin])[0])
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


def _break_even(
    connection: Connection, marketplace: str, last: date, product: Columns, base: str, price: float | None
) -> Row:
    """Break-even ACOS at the product file's price, else at `price`, the window's average selling price."""
    label = Say("figures-break-even")
    if not len(product["asin"]):
        return Row(label, None, Say("figures-missing", {"fields": "products"}))
    asked = np.where(np.isnan(product["price"]), np.nan if price is None else price, product["price"])
    found = margins(product, marketplace, read_rates(connection, last, base), asked)
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
