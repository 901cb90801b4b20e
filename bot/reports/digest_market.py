"""One marketplace's part of the digest: its day, its week, who moved, what will run out, its holidays."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date, timedelta

import numpy as np
from sqlalchemy import Connection

from analytics.detection.clicks import rate_of, said
from analytics.market_days import holidays_of
from analytics.movers import DEMAND_DAYS, LEAST_DAYS, daily_demand, movers, stock_risks
from analytics.windows import window
from bot.records.dataset import MARKETPLACES
from bot.records.digest import Market, Mover, StockRisk
from bot.records.figures import Figures
from bot.records.text import Say
from bot.reports.market_day import SETTLING
from bot.store.day_sums import day_sums, pace_of_asins, sales_of_asins
from bot.store.figures import read_coming, read_stock
from bot.store.reading import Columns

PARTIAL = 0.8  # fewer ASINs than this share of a week ago, and the day's report may be partial
LONG_DAYS = 90


def read_market(
    connection: Connection,
    account: str,
    marketplace: str,
    day: date,
    products: Columns,
    asins: frozenset[str] | None,
    provisional: bool,
    weekly: bool,
    behind: int,
) -> Market:
    """The market's figures up to `day`, of all products or of `asins`. `behind`: days whose traffic has not come.

    `provisional`: the day has ended less than 72 hours ago, so that its sessions may still fill in.
    """
    currency = MARKETPLACES[marketplace]
    traffic, ads = day_sums(connection, account, marketplace, day - timedelta(days=13), day, asins)

    def over(first: date, last: date) -> Figures:
        young = provisional and last > day - SETTLING
        return window(traffic, ads, first, last, currency, provisional=young)

    length = 7 if weekly else 1

    def sales(last: date) -> dict[str, float]:
        found = sales_of_asins(connection, account, marketplace, last - timedelta(days=length - 1), last)
        return {asin: one for asin, one in found.items() if asins is None or asin in asins}

    titles = dict(zip(products["asin"], products["title"], strict=True))
    ago = day - timedelta(days=7)
    before, after = sales(ago), sales(day)
    remarks = []
    if behind:
        remarks.append(Say("figures-late", {"day": day, "behind": behind}))
    if 0 < len(after) < PARTIAL * len(before):
        remarks.append(Say("figures-partial", {"day": day, "n": len(after), "usual": len(before)}))
    if (clicks := _click_rate(ads, day)) is not None:
        remarks.append(clicks)
    return Market(
        account=account,
        marketplace=marketplace,
        currency=currency,
        as_of=day,
        day=over(day, day),
        week_ago=over(ago, ago),
        week=over(day - timedelta(days=6), day),
        week_before=over(day - timedelta(days=13), ago),
        trend=tuple(over(day - timedelta(days=back), day - timedelta(days=back)) for back in range(13, -1, -1)),
        movers=tuple(
            Mover(account, marketplace, move.asin, titles.get(move.asin), currency, *astuple(move)[1:])
            for move in movers(before, after)
        ),
        stock_risks=_stock(connection, account, marketplace, day, products, asins, titles),
        holidays=holidays_of(marketplace, (day, ago)),
        remarks=tuple(remarks),
    )


def _click_rate(ads: Columns, day: date) -> Say | None:
    """The week's click rate of all ads, where it fell against the week before by more than chance."""
    at = 13 - (np.datetime64(day, "D") - ads["date"]).astype(int)
    shown, clicked = np.full((1, 14), np.nan), np.full((1, 14), np.nan)
    shown[0, at], clicked[0, at] = ads["impressions"], ads["clicks"]
    return said(rate_of(shown, clicked, least_days=6), 0, fallen=True)


def _stock(
    connection: Connection,
    account: str,
    marketplace: str,
    day: date,
    products: Columns,
    asins: frozenset[str] | None,
    titles: dict[str, str | None],
) -> tuple[StockRisk, ...]:
    stock = read_stock(connection, account, marketplace, day)
    names = [asin for asin in stock if asins is None or asin in asins]
    coming = read_coming(connection, account, marketplace, day)
    lead = dict(zip(products["asin"], products["lead_time_days"], strict=True))
    found = stock_risks(
        names,
        np.array([stock[asin] for asin in names], dtype=np.float64),
        np.array([coming.get(asin, np.nan) for asin in names], dtype=np.float64),
        daily_demand(_pace(connection, account, marketplace, day, names), names),
        np.array([lead.get(asin, np.nan) for asin in names], dtype=np.float64),
        day,
    )
    return tuple(
        StockRisk(account, marketplace, one.asin, titles.get(one.asin), one.available, one.days_of_cover,
                  one.units_a_day, one.lead_time_days, one.out_on)
        for one in found
    )  # fmt: skip


def _pace(
    connection: Connection, account: str, marketplace: str, day: date, names: list[str]
) -> dict[str, tuple[float, int]]:
    """The pace of the last 28 days; of the last 90 for ASINs that had stock on too few of them."""
    pace = pace_of_asins(connection, account, marketplace, day, DEMAND_DAYS)
    short = [asin for asin in names if pace.get(asin, (0.0, 0))[1] < LEAST_DAYS]
    return pace | pace_of_asins(connection, account, marketplace, day, LONG_DAYS, short) if short else pace
