"""Figures of a window of days from rows of `traffic_daily` and `ads_daily` of one (account, marketplace).

A day without any row has not arrived, so the sums of a window that holds it are unknown. Amazon's ads reports leave out
what had no impressions: on a day whose ads have arrived, an ASIN without a row spent nothing. In the business report a
missing row of an ASIN may also be a partial report: there it stays unknown.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields
from datetime import date

import numpy as np

from analytics.kpis import ADS, Kpis, Sums, kpis, sums
from bot.records.figures import FIGURES, Figures
from bot.records.text import Say

Columns = Mapping[str, np.ndarray]
_NOTHING = Sums()


def window(
    traffic: Columns,
    ads: Columns,
    first: date,
    last: date,
    currency: str,
    *,
    asins: Collection[str] | None = None,
    provisional: bool = False,
) -> Figures:
    """Figures of `first` to `last` over all rows, or over those of `asins`. `date` and `asin` are among the columns.

    The columns hold the rows of the whole marketplace either way: they tell which days of ads have arrived.
    """
    length = (last - first).days + 1
    sold = _of(_inside(traffic, first, last), asins)
    come = _inside(ads, first, last)
    arrived = _complete(come, length)
    spent = _of(come, asins)
    known = sums(sold, {}) if _complete(sold, length) else _NOTHING
    if arrived:
        with_ads = sums({}, spent) if len(spent["date"]) else Sums(**dict.fromkeys(ADS.values(), 0.0))
        known = Sums(**{f.name: _either(getattr(known, f.name), getattr(with_ads, f.name)) for f in fields(Sums)})
    return figures(known, first, last, currency, provisional=provisional)


def figures(of: Sums, first: date, last: date, currency: str, *, provisional: bool = False) -> Figures:
    """Sums and every ratio from them under the names of `FIGURES`."""
    ratios = kpis(of)
    names = {f.name for f in fields(Kpis)}
    values: dict[str, float | None] = {}
    reasons: dict[str, Say] = {}
    for name in FIGURES:
        if name in names:
            ratio = getattr(ratios, name)
            values[name] = ratio.value
            if ratio.reason is not None:
                reasons[name] = ratio.reason
        else:
            values[name] = getattr(of, name)
    return Figures(first, last, currency, values, reasons, provisional)


def sums_of(known: Figures, rate: float = 1.0) -> Sums:
    """The sums again, money times `rate`: windows of several marketplaces add up in one currency."""
    values = known.values
    scaled = {
        f.name: _scaled(values[f.name], rate if FIGURES[f.name] == "money" else 1.0)
        for f in fields(Sums)
        if f.name in FIGURES
    }
    share, views = values["featured_offer"], values["page_views"]
    seen = 0.0 if views == 0 else None if share is None or views is None else share * views / 100.0
    return Sums(**scaled, featured_views=seen)


def _inside(columns: Columns, first: date, last: date) -> Columns:
    days = columns["date"]
    return _rows(columns, (days >= np.datetime64(first, "D")) & (days <= np.datetime64(last, "D")))


def _of(columns: Columns, asins: Collection[str] | None) -> Columns:
    if asins is None:
        return columns
    return _rows(columns, np.isin(columns["asin"].astype(str), list(asins)))


def _rows(columns: Columns, keep: np.ndarray) -> Columns:
    return {name: column[keep] for name, column in columns.items()}


def _complete(rows: Columns, length: int) -> bool:
    return len(np.unique(rows["date"])) == length


def _either(first: float | None, second: float | None) -> float | None:
    return second if first is None else first


def _scaled(value: float | None, rate: float) -> float | None:
    return None if value is None else value * rate
