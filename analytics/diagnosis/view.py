"""The series of a case that every rule looks at: traffic, ads, their tracks, and what was lost from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analytics.diagnosis.bridge import Totals
from analytics.diagnosis.case import Case, Floats, dense
from analytics.diagnosis.track import Step, Track, make_track, weekday_factors


@dataclass(frozen=True)
class Loss:
    """Sales lost since a day, by factor, in parts of what was expected (`shares` add up to 1 of the loss)."""

    step: Step
    relative: float  # lost sales over expected sales; below 0 is a gain
    money: float
    expected: float
    shares: Mapping[str, float]


class View:
    """A case with its series worked out once. All arrays are [T] on the case's grid; NaN is unknown.

    `zero_days` [T] are days without a row that had no traffic, `left_out` [T] days whose traffic is not to be counted.
    """

    def __init__(self, case: Case, zero_days: np.ndarray | None = None, left_out: np.ndarray | None = None) -> None:
        self.case = case
        self.left_out = left_out
        self.zero = np.zeros(case.size, dtype=bool) if zero_days is None else zero_days
        self.n = case.days
        self.size = case.size
        self.after = slice(self.size - self.n, self.size)
        self.before = slice(self.size - 2 * self.n, self.size - self.n)
        self.first = self.size - 2 * self.n  # the first day of the two windows

    def _traffic(self, column: str) -> Floats:
        """A traffic figure; a day without a row that the gate took for a day without traffic is zero."""
        values = self.case.daily("traffic_daily", column)
        if self.left_out is not None:
            values = np.where(self.left_out, np.nan, values)
        if not np.isfinite(values).any():
            return values
        silent = self.zero if self.left_out is None else self.zero & ~self.left_out
        return np.where(silent & ~np.isfinite(values), 0.0, values)

    @cached_property
    def sessions(self) -> Floats:
        return self._traffic("sessions")

    @cached_property
    def orders(self) -> Floats:
        return self._traffic("orders")

    @cached_property
    def units(self) -> Floats:
        """Units; where only orders are known, orders stand in for them."""
        units = self._traffic("units")
        return np.where(np.isfinite(units), units, self.orders)

    @cached_property
    def sales(self) -> Floats:
        """Sales; where they are unknown, units times our price of the day (see `sales_estimated`)."""
        sales = self.case.daily("traffic_daily", "sales")
        estimate = self.units * carried(self.price_points)
        return np.where(np.isfinite(sales), sales, np.where(self.units == 0, 0.0, estimate))

    @cached_property
    def sales_estimated(self) -> bool:
        known = np.isfinite(self.case.daily("traffic_daily", "sales"))
        return bool((~known & np.isfinite(self.sales))[self.first :].any())

    @cached_property
    def price_points(self) -> Floats:
        """Our price by day as the offers tell it, else the products' price on the last day, else NaN."""
        prices = self.case.daily("offers", "our_price")
        products = self.case.table("products")
        if not np.isfinite(prices).any() and "price" in products and len(products["price"]):
            prices = np.full(self.size, float(products["price"][0]))
        return prices

    @cached_property
    def has_ads(self) -> bool:
        return self.case.has("ads_daily")

    def ads(self, column: str) -> Floats:
        """An ad figure by day; no row on a day for which the ads report arrived is zero, else unknown."""
        values = self.case.daily("ads_daily", column)
        if not self.has_ads or not np.isfinite(values).any():
            return np.full(self.size, np.nan)
        return np.where(np.isfinite(values), values, np.where(self.ads_arrived, 0.0, np.nan))

    @cached_property
    def ads_arrived(self) -> np.ndarray:
        """Days of which the ads report is there: somebody in the marketplace has rows, or every campaign had stopped.

        While a campaign runs, no row of anybody is a late report and not a day without clicks.
        """
        return np.asarray(self.case.ads_days | stopped_ads(self.case))

    @cached_property
    def clicks(self) -> Floats:
        return self.ads("clicks")

    @cached_property
    def impressions(self) -> Floats:
        return self.ads("impressions")

    @cached_property
    def spend(self) -> Floats:
        return self.ads("spend")

    @cached_property
    def ad_sessions(self) -> Floats:
        """min(clicks, sessions) by day: an estimate, a click is not a session."""
        return np.minimum(self.clicks, self.sessions)

    @cached_property
    def organic(self) -> Floats:
        clicks = np.where(np.isfinite(self.clicks), self.clicks, 0.0 if not self.has_ads else np.nan)
        return np.maximum(self.sessions - clicks, 0.0)

    @cached_property
    def weekdays(self) -> Floats:
        base = self.sessions if np.isfinite(self.sessions).sum() > 20 else self.units
        return weekday_factors(base, self.case.grid, self.first)

    @cached_property
    def tracks(self) -> dict[str, Track]:
        """Tracks of units and of each factor whose series is known."""
        week = self.weekdays
        made = {"units": make_track("units", self.units, week, self.n)}
        if np.isfinite(self.sessions).any():
            made["sessions"] = make_track("sessions", self.sessions, week, self.n)
            made["organic_sessions"] = make_track("organic_sessions", self.organic, week, self.n)
            made["conversion"] = make_track("conversion", self.units, self.sessions, self.n)
        if self.has_ads:
            made["ad_sessions"] = make_track("ad_sessions", self.clicks, week, self.n)
        return made

    def totals(self, window: slice) -> Totals:
        """Sums of one window; a figure that is unknown on a day is unknown for the window."""
        told = self.has_ads and bool(np.isfinite(self.clicks[window]).any())
        clicks = np.nansum(self.clicks[window]) if told else np.nan
        return Totals(
            float(self.sessions[window].sum()),
            float(clicks),
            float(self.orders[window].sum()),
            float(self.units[window].sum()),
            float(self.sales[window].sum()),
        )

    @cached_property
    def unit_price(self) -> float:
        """Sales per unit over the whole grid, the rate at which lost units become money."""
        known = np.isfinite(self.sales) & np.isfinite(self.units)
        units = float(self.units[known].sum())
        return float(self.sales[known].sum()) / units if units else float("nan")

    def loss_since(self, place: int, end: int | None = None, base: int | None = None) -> Loss | None:
        """What was lost from a day of the grid on (to `end`) against the level before, by factor (LMDI-I)."""
        step = self.tracks["units"].at(place, end, base)
        if step is None or step.expected <= 0:
            return None
        first = self.tracks["units"].start if base is None else base
        old_price = self._price(slice(first, place))
        new_price = self._price(slice(place, end or self.size))
        price_ratio = (
            new_price / old_price if np.isfinite(new_price) and np.isfinite(old_price) and old_price > 0 else 1.0
        )
        price = old_price if np.isfinite(old_price) else self.unit_price
        relative = 1.0 - step.ratio * price_ratio
        expected = step.expected * price
        return Loss(step, relative, relative * expected, expected, self._shares((place, end, base), step, price_ratio))

    def _price(self, window: slice) -> float:
        known = np.isfinite(self.sales[window]) & np.isfinite(self.units[window])
        units = float(self.units[window][known].sum())
        return float(self.sales[window][known].sum()) / units if units else float("nan")

    def _shares(self, span: tuple[int, int | None, int | None], step: Step, price_ratio: float) -> dict[str, float]:
        sessions = self.tracks["sessions"].at(*span) if "sessions" in self.tracks else None
        logs: dict[str, float] = {"price": float(np.log(max(price_ratio, 0.02)))}
        if sessions is None or sessions.expected <= 0:
            logs["units"] = float(np.log(max(step.ratio, 0.02)))
        else:
            whole = float(np.log(max(sessions.ratio, 0.02)))
            ads = self.tracks["ad_sessions"].at(*span) if "ad_sessions" in self.tracks else None
            ad_lost = ads.lost if ads else 0.0
            organic = self.tracks["organic_sessions"].at(*span)
            if self.has_ads and (ads is None or organic is None):  # the ads report ends: nobody can split the sessions
                logs["sessions"], logs["conversion"] = whole, float(np.log(max(step.ratio, 0.02))) - whole
                return _falls(logs)
            organic_lost = organic.lost if organic else sessions.lost - ad_lost
            both = ad_lost + organic_lost
            part = float(np.clip(ad_lost / both, -1.0, 2.0)) if abs(both) > 1e-9 else 0.0
            logs["ad_sessions"], logs["organic_sessions"] = whole * part, whole * (1.0 - part)
            logs["conversion"] = float(np.log(max(step.ratio, 0.02))) - whole
        return _falls(logs)


def _falls(logs: Mapping[str, float]) -> dict[str, float]:
    """Each factor's part of all that fell, from the logs of the factors' ratios; 0 each where nothing fell in all."""
    falls = sum(-value for value in logs.values() if value < 0)
    if falls <= 0 or sum(logs.values()) >= 0:
        return dict.fromkeys(logs, 0.0)
    return {name: max(-value, 0.0) / falls for name, value in logs.items()}


def stopped_ads(case: Case) -> np.ndarray:
    """Days on which the ASIN's campaigns are told, and none of them to be running, [T]."""
    if not len(case.campaigns.get("date", ())):
        return np.zeros(case.size, dtype=bool)
    days = case.campaigns["date"]
    stopped = np.isin(case.campaigns.get("state", np.full(len(days), None)), ("PAUSED", "ARCHIVED"))
    return np.isin(case.grid, days) & ~np.isin(case.grid, days[~stopped])


def carried(values: Floats, limit: int = 14) -> Floats:
    """Each unknown day takes the last known value, for at most `limit` days (a state is told when it is looked at)."""
    known = np.where(np.isfinite(values), np.arange(len(values)), -10_000)
    last = np.maximum.accumulate(known)
    fresh = (np.arange(len(values)) - last) <= limit
    result: Floats = np.where(fresh & (last >= 0), values[np.maximum(last, 0)], np.nan)
    return result


def campaign_days(case: Case, column: str, campaign: str) -> Floats:
    """A campaign's figure by day, [T]."""
    mask = case.campaigns["campaign_id"] == campaign
    return dense({name: values[mask] for name, values in case.campaigns.items()}, column, case.grid)
