"""The field's figures from sums: sums first, ratios from sums, and unknown stays unknown.

Percentages are in percent (ACOS of a quarter is 25.0), money is in the marketplace's currency. A ratio that cannot be
given says why: "no sales" (division by zero) is not "sales unknown" (data that has not come), and neither is 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from math import fsum

import numpy as np
from numpy.typing import NDArray

from bot.records.text import Say

Floats = NDArray[np.float64]

# Days from a unit's shipment to its return, as shares: a gamma with mean 16 and standard deviation 9 days, cut at 45.
# An assumption (Amazon's window is 30 days from delivery, and no report dates a return's shipment), set by the caller
# where a team knows better.
_SHAPE, _SCALE, _LONGEST = (16.0 / 9.0) ** 2, 9.0**2 / 16.0, 45


def _gamma_delay() -> Floats:
    days = np.arange(_LONGEST + 1) + 0.5
    weight = days ** (_SHAPE - 1.0) * np.exp(-days / _SCALE)
    return np.asarray(weight / weight.sum(), dtype=np.float64)


RETURN_DELAY: Floats = _gamma_delay()


@dataclass(frozen=True)
class Ratio:
    """`value` is None where the ratio cannot be given; `reason` then says why, in words."""

    value: float | None
    reason: Say | None = None


@dataclass(frozen=True)
class Sums:
    """Sums over one window and any number of ASINs; None is unknown.

    `featured_views` are page views with our Featured Offer
    (page views × share); ad figures are as Amazon attributes them.
    """

    sessions: float | None = None
    page_views: float | None = None
    featured_views: float | None = None
    orders: float | None = None
    units: float | None = None
    sales: float | None = None
    impressions: float | None = None
    clicks: float | None = None
    ad_spend: float | None = None
    ad_orders: float | None = None
    ad_units: float | None = None
    ad_sales: float | None = None

    def __add__(self, other: Sums) -> Sums:
        """Both windows together: a figure unknown in one is unknown in the sum."""
        return Sums(**{f.name: _plus(getattr(self, f.name), getattr(other, f.name)) for f in fields(Sums)})


@dataclass(frozen=True)
class Kpis:
    """Ratios of one window. `cvr` is the unit session percentage, `order_cvr` the same from orders; `price` and `cpc`
    are money; the others are in percent."""

    ctr: Ratio
    cpc: Ratio
    cvr: Ratio
    order_cvr: Ratio
    acos: Ratio
    tacos: Ratio
    featured_offer: Ratio
    price: Ratio


TRAFFIC = ("sessions", "page_views", "orders", "units", "sales")
ADS = {
    "impressions": "impressions", "clicks": "clicks", "spend": "ad_spend", "orders": "ad_orders", "units": "ad_units",
    "sales": "ad_sales",
}  # fmt: skip


def total(values: Floats) -> float | None:
    """The sum; None for no values at all or where one of them is unknown."""
    if len(values) == 0 or bool(np.isnan(values).any()):
        return None
    return fsum(values.tolist())


def sums(traffic: Mapping[str, Floats], ads: Mapping[str, Floats]) -> Sums:
    """Sums of rows of `traffic_daily` and `ads_daily` (equally long columns; an absent column or no rows: unknown)."""
    found = {name: total(traffic[name]) for name in TRAFFIC if name in traffic}
    found |= {to: total(ads[name]) for name, to in ADS.items() if name in ads}
    if "featured_views" in traffic:
        found["featured_views"] = total(traffic["featured_views"])
    elif "page_views" in traffic and "buy_box_pct" in traffic:
        found["featured_views"] = total(featured_views(traffic["page_views"], traffic["buy_box_pct"]))
    return Sums(**found)


def featured_views(page_views: Floats, share: Floats) -> Floats:
    """Page views that saw our Featured Offer; `share` in percent may be unknown where nobody came."""
    return np.where(page_views == 0, 0.0, page_views * share / 100.0)


def kpis(of: Sums) -> Kpis:
    """Every ratio of one window from its sums."""
    return Kpis(
        ctr=_ratio(of.clicks, "clicks", of.impressions, "impressions", 100.0),
        cpc=_ratio(of.ad_spend, "ad-spend", of.clicks, "clicks"),
        cvr=_ratio(of.units, "units", of.sessions, "sessions", 100.0),
        order_cvr=_ratio(of.orders, "orders", of.sessions, "sessions", 100.0),
        acos=_ratio(of.ad_spend, "ad-spend", of.ad_sales, "ad-sales", 100.0),
        tacos=_ratio(of.ad_spend, "ad-spend", of.sales, "sales", 100.0),
        featured_offer=_ratio(of.featured_views, "featured-offer", of.page_views, "page-views", 100.0),
        price=_ratio(of.sales, "sales", of.units, "units"),
    )


def days_of_cover(available: float | None, units_a_day: float | None) -> Ratio:
    """Days until `available` units are sold at `units_a_day`; without demand there is no such day."""
    return _ratio(available, "stock", units_a_day, "demand")


def return_rate(returned: Floats, units: Floats, window: int, delay: Floats = RETURN_DELAY) -> Ratio:
    """Percent of the units sent that came back, by ship cohort. Both arrays are days, oldest first, of equal length.

    Returns of the last `window` days are set against the units that those returns come from: the units sold on each
    earlier day, weighed by the share of returns that take that long (`delay[k]` after k days). So a week of low sales
    after a strong one does not look like bad quality. Unknown where the units of a day that counts are unknown.
    """
    back = total(returned[len(returned) - window :]) if len(returned) >= window else None
    if len(units) < window + len(delay) - 1:
        return Ratio(None, Say("figures-short-history", {"days": window + len(delay) - 1}))
    sent = fsum(
        float(delay[k] * day)
        for k in range(len(delay))
        for day in units[len(units) - window - k : len(units) - k].tolist()
        if delay[k] > 0
    )
    return _ratio(back, "returns", None if np.isnan(sent) else sent, "units", 100.0)


def review_velocity(counts: Floats) -> Ratio:
    """New ratings in 30 days from a product's running `rating_count`, a day each, oldest first, NaN unknown.

    Taken between the first and the last known day; a count that falls (Amazon removes reviews) gives a negative number.
    """
    known = np.flatnonzero(~np.isnan(counts))
    if len(known) < 2:
        return Ratio(None, Say("figures-unknown-rating-count"))
    first, last = int(known[0]), int(known[-1])
    return Ratio(float(counts[last] - counts[first]) / (last - first) * 30.0)


def change_pct(before: float | None, after: float | None) -> float | None:
    """The change in percent of `before`; None where one is unknown or `before` is not above 0."""
    if before is None or after is None or not before > 0:
        return None
    return 100.0 * (after - before) / before


def _ratio(top: float | None, top_name: str, bottom: float | None, bottom_name: str, scale: float = 1.0) -> Ratio:
    if bottom is None:
        return Ratio(None, Say(f"figures-unknown-{bottom_name}"))
    if top is None:
        return Ratio(None, Say(f"figures-unknown-{top_name}"))
    if bottom <= 0:  # corrections can take a day's sales below 0: there is nothing to divide by either
        return Ratio(None, Say(f"figures-no-{bottom_name}"))
    return Ratio(scale * top / bottom)


def _plus(first: float | None, second: float | None) -> float | None:
    return None if first is None or second is None else first + second
