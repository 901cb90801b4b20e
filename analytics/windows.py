"""Figures of a window of days from sums of each day, in whole marketplaces or of chosen ASINs.

A day without a row has not arrived, so the sums of a window that holds it are unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date

import numpy as np

from analytics.kpis import Kpis, Sums, kpis, sums
from bot.records.figures import FIGURES, Figures
from bot.records.text import Say

Columns = Mapping[str, np.ndarray]
_NOTHING = Sums()


def window(
    traffic: Columns, ads: Columns, first: date, last: date, currency: str, *, provisional: bool = False
) -> Figures:
    """Figures of `first` to `last`. The columns have a row a day that has arrived: `date` and sums, NaN unknown."""
    length = (last - first).days + 1
    sold, spent = _inside(traffic, first, last), _inside(ads, first, last)
    known = sums(sold, {}) if len(sold["date"]) == length else _NOTHING
    if len(spent["date"]) == length:
        with_ads = sums({}, spent)
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
    keep = (days >= np.datetime64(first, "D")) & (days <= np.datetime64(last, "D"))
    return {name: column[keep] for name, column in columns.items()}


def _either(first: float | None, second: float | None) -> float | None:
    return second if first is None else first


def _scaled(value: float | None, rate: float) -> float | None:
    return None if value is None else value * rate
