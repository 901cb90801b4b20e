"""Days whose sales say little about ordinary ones: sales events of Amazon and the marketplaces' public holidays.

Sources: Amazon's announcements of Prime Days (fixed dates, listed below), the calendar rules of the shopping holidays,
the `holidays` package for public holidays, and the team's own list (`sales_events` of its config file). The dates of
Prime Days follow no rule (June, July and October; two or four days), so that one which is not listed is unknown, not
guessed: its days count as ordinary ones, but for the ASINs whose price shows a deal.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import holidays
import numpy as np

# First and last day of Prime Day and of the autumn event, as announced by Amazon for the US; other big marketplaces
# shared them.
PRIME_EVENTS: tuple[tuple[date, date], ...] = (
    (date(2021, 6, 21), date(2021, 6, 22)),
    (date(2022, 7, 12), date(2022, 7, 13)),
    (date(2022, 10, 11), date(2022, 10, 12)),
    (date(2023, 7, 11), date(2023, 7, 12)),
    (date(2023, 10, 10), date(2023, 10, 11)),
    (date(2024, 7, 16), date(2024, 7, 17)),
    (date(2024, 10, 8), date(2024, 10, 9)),
    (date(2025, 7, 8), date(2025, 7, 11)),
    (date(2025, 10, 7), date(2025, 10, 8)),
    (date(2026, 6, 23), date(2026, 6, 26)),
)
Spans = tuple[tuple[date, date], ...]
_COUNTRY = {"UK": "GB"}
_BEFORE, _AFTER = 1, 2  # shoulders around a sales event: shoppers wait, then have bought


@lru_cache(maxsize=256)
def events_of_year(marketplace: str, year: int) -> tuple[tuple[str, date, date], ...]:
    """Sales events as (name, first day, last day) with their shoulders."""
    thanksgiving = date(year, 11, 1) + timedelta(days=(3 - date(year, 11, 1).weekday()) % 7 + 21)
    found = [
        ("black-friday", thanksgiving - timedelta(days=3), thanksgiving + timedelta(days=4)),
        ("christmas", date(year, 12, 10), date(year, 12, 31)),
        ("new-year", date(year, 1, 1), date(year, 1, 2)),
    ]
    found += [("prime-day", first, last) for first, last in PRIME_EVENTS if first.year == year]
    if marketplace in ("JP",):
        found.append(("golden-week", date(year, 4, 29), date(year, 5, 6)))
    if marketplace in ("SG", "JP", "AE", "SA"):
        found.append(("singles-day", date(year, 11, 11), date(year, 11, 11)))
    around = {"black-friday", "prime-day", "singles-day", "golden-week"}
    return tuple(
        (name, first - timedelta(days=_BEFORE), last + timedelta(days=_AFTER))
        if name in around
        else (name, first, last)
        for name, first, last in found
    )


@lru_cache(maxsize=256)
def public_holidays(marketplace: str, year: int) -> frozenset[date]:
    """The public holidays of the marketplace's country; empty for one that the package does not know."""
    country = _COUNTRY.get(marketplace, marketplace)
    try:
        return frozenset(holidays.country_holidays(country, years=year))
    except NotImplementedError:
        return frozenset()


def event_days(marketplace: str, days: np.ndarray, own: Spans = ()) -> np.ndarray:
    """Which of `days` (datetime64[D]) are sales events with their shoulders, bool, equally long. `own` are further
    events of the marketplace (first and last day) that the team told.
    """
    marked = np.zeros(len(days), dtype=bool)
    for first, last in own:
        start, end = first - timedelta(days=_BEFORE), last + timedelta(days=_AFTER)
        marked |= (days >= np.datetime64(start)) & (days <= np.datetime64(end))
    if not len(days):
        return marked
    for year in range(days.min().astype(object).year, days.max().astype(object).year + 1):
        for _, start, end in events_of_year(marketplace, year):
            marked |= (days >= np.datetime64(start)) & (days <= np.datetime64(end))
    return marked


def special_days(marketplace: str, days: np.ndarray, own: Spans = ()) -> np.ndarray:
    """Which of `days` (datetime64[D]) are sales events or public holidays, bool, equally long."""
    special = event_days(marketplace, days, own)
    if not len(days):
        return special
    for year in range(days.min().astype(object).year, days.max().astype(object).year + 1):
        closed = np.array(sorted(public_holidays(marketplace, year)), dtype="datetime64[D]")
        special |= np.isin(days, closed)
    return special
