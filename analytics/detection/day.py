"""What several rules need of one day, computed once: gates, demand, prices, stock and which days are usual ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from analytics.detection.account_index import rest_of_account
from analytics.detection.calendar import special_days
from analytics.detection.counts import Baseline, baseline
from analytics.detection.drops import WINDOW
from analytics.detection.gates import Gates, judge
from analytics.detection.outcome import Settings
from analytics.detection.parameters import settings
from analytics.detection.robust import last_code, last_known, quantile
from analytics.panel import Panel
from analytics.promotions import never_ran
from bot.records.findings import Subject
from bot.records.rules import Rule
from bot.records.text import Money, Say

PAST = 91  # days of the past that demand is judged by
_DEAL_CUT = 0.92  # a price this far below its usual one is a deal, announced or not
_SHOULDER_AFTER = 2
_Kept = TypeVar("_Kept")


@dataclass(frozen=True)
class Day:
    """One day of one (account, marketplace): the panel as of that day, the rules, and shared figures (lazily)."""

    panel: Panel
    rules: Mapping[str, Rule]
    provisional_from: date | None = None

    @property
    def last(self) -> date:
        return self.panel.last

    def kept(self, name: str, make: Callable[[], _Kept]) -> _Kept:
        """Figures that several rules, or one rule with several numbers, need: made once a day."""
        if name not in self._kept:
            self._kept[name] = make()
        found: _Kept = self._kept[name]
        return found

    @cached_property
    def _kept(self) -> dict[str, Any]:
        return {}

    @property
    def gate(self) -> float:
        """The one number of a rule that the shared figures depend on: what is masked as a partial report."""
        return self.rule("data_stale")["partial_pct"] if "data_stale" in self.rules else 10.0

    def take_figures(self, like: Day) -> None:
        """Takes over what `like`, the same day with the same gate under other rules, has worked out so far."""
        own = {f.name for f in fields(self)}
        self.__dict__.update({name: value for name, value in like.__dict__.items() if name not in own})

    @cached_property
    def gates(self) -> Gates:
        return judge(self.panel, self.gate)

    def rule(self, kind: str) -> Settings:
        return settings(self.rules[kind])

    def about(self, kind: str, at: int | None, subject: str = "") -> Subject:
        asin = None if at is None or at < 0 else str(self.panel.asins[at])
        return Subject(self.panel.account, self.panel.marketplace, kind, asin, subject)

    def floor(self, usd: float) -> float:
        """A floor given in US dollars, in the marketplace's currency."""
        return usd * self.panel.usd_rate()

    def money(self, amount: float | None) -> Money | None:
        return None if amount is None or not np.isfinite(amount) else Money(float(amount), self.panel.currency)

    def name(self, at: int) -> Say:
        """The ASIN with its title where known."""
        title = self.panel.title(at)
        asin = str(self.panel.asins[at])
        if title is None:
            return Say("detection-asin", {"asin": asin})
        return Say("detection-asin-titled", {"asin": asin, "title": title[:80]})

    def window_of(self, length: int, ending: int = 0) -> tuple[date, date]:
        end = self.last - timedelta(days=ending)
        return end - timedelta(days=length - 1), end

    # -- figures ---------------------------------------------------------------------------------------------------

    def traffic(self, column: str, length: int, ending: int = 0) -> np.ndarray:
        values = self.panel.window(f"traffic_daily.{column}", length, ending)
        return self.gates.masked(values, "traffic_daily", ending)

    @cached_property
    def units_column(self) -> str:
        """Units where they are known at all, else orders."""
        return "units" if self.panel.has("traffic_daily.units") else "orders"

    @cached_property
    def units(self) -> np.ndarray:
        """Units `[n, PAST]` up to the day; a day whose report cannot be trusted is unknown."""
        return self.traffic(self.units_column, PAST)

    @cached_property
    def views(self) -> np.ndarray:
        """Page views `[n, PAST]`, sessions where page views are unknown: the weights of a day's Featured Offer
        share.
        """
        name = "page_views" if self.panel.has("traffic_daily.page_views") else "sessions"
        return self.traffic(name, PAST)

    @cached_property
    def days(self) -> np.ndarray:
        return self.panel.day_window(PAST)

    @cached_property
    def weekday(self) -> np.ndarray:
        """0-6 of each of the PAST days (Monday is 0)."""
        return np.asarray((self.days.astype(np.int64) + 3) % 7)

    @cached_property
    def special(self) -> np.ndarray:
        key = "special"
        if key not in self.panel.cache:
            lead = self.panel.days[0] - np.arange(PAST, 0, -1).astype("timedelta64[D]")
            days = np.concatenate([lead, self.panel.days])
            self.panel.cache[key] = special_days(self.panel.marketplace, days, self.panel.sales_events)
        whole = self.panel.cache[key]
        assert isinstance(whole, np.ndarray)
        return whole[self.panel.size : self.panel.size + PAST]

    @cached_property
    def price(self) -> np.ndarray:
        """A usual unit's price per ASIN: sales per unit of the last 56 days, else the offer's, else the product
        file's.
        """
        sales, units = self.traffic("sales", 56), self.units[:, -56:]
        both = np.isfinite(sales) & (units > 0) & (sales > 0)
        total = np.where(both, units, 0.0).sum(axis=1)
        price = np.where(total > 0, np.where(both, sales, 0.0).sum(axis=1) / np.maximum(total, 1), np.nan)
        offered = quantile(self.panel.window("offers.our_price", 14))
        price = np.where(np.isfinite(price), price, offered)
        listed = self.panel.product("price")
        own = self.panel.in_own_currency("currency")
        return np.asarray(np.where(np.isfinite(price), price, np.where(own, listed, np.nan)))

    @cached_property
    def daily_price(self) -> np.ndarray:
        """The price of each of the PAST days `[n, PAST]`: the offer's, else sales per unit."""
        sales = self.traffic("sales", PAST)
        with np.errstate(invalid="ignore", divide="ignore"):
            realised = np.where((self.units > 0) & (sales > 0), sales / self.units, np.nan)
        offered = self.panel.window("offers.our_price", PAST)
        return np.asarray(np.where(np.isfinite(offered), offered, realised))

    @cached_property
    def deals(self) -> np.ndarray:
        """bool `[n, PAST]`: a known promotion with its shoulder, or a price well below its usual one."""
        known = self._promotions[:, self.panel.size : self.panel.size + PAST]
        price = self.daily_price
        usual = quantile(price, 0.5)
        return np.asarray(known | (price < _DEAL_CUT * usual[:, None]))

    @cached_property
    def _promotions(self) -> np.ndarray:
        key = "promotions"
        if key not in self.panel.cache:
            self.panel.cache[key] = _promotion_days(self.panel)
        found = self.panel.cache[key]
        assert isinstance(found, np.ndarray)
        return found

    @cached_property
    def available(self) -> np.ndarray:
        """Units available `[n, PAST]`, NaN unknown."""
        values = self.panel.window("inventory_daily.available", PAST)
        return self.gates.masked(values, "inventory_daily")

    @cached_property
    def sold_out(self) -> np.ndarray:
        """bool `[n, PAST]`: known to have had nothing to sell."""
        return self.available <= 0

    @cached_property
    def out_now(self) -> np.ndarray:
        """bool `[n]`: nothing available on the last known day of the last three."""
        recent = self.available[:, -3:]
        return np.asarray(last_known(recent) <= 0)

    @cached_property
    def closed_now(self) -> np.ndarray:
        """bool `[n]`: the listing's last known status says that it cannot be bought."""
        return self.last_status("SUPPRESSED", "INACTIVE")

    def last_status(self, *names: str) -> np.ndarray:
        """bool `[n]`: the listing's last known status is one of `names`."""
        status = self.panel.text_window("listings.status", PAST)
        return status.among(*names, codes=self.kept("last status", lambda: last_code(status.codes)))

    @cached_property
    def usual(self) -> np.ndarray:
        """bool `[n, PAST]`: ordinary days with stock, without deal or calendar event.

        An ASIN whose last week lies wholly in a deal is compared with all days; where fewer than 14 ordinary days are
        known, the calendar's days count too.
        """
        in_deal = np.asarray(self.deals[:, -WINDOW:].all(axis=1))
        base = (~self.deals | in_deal[:, None]) & ~self.sold_out
        without = base & ~self.special[None, :]
        known = np.isfinite(self.units)
        few = (without & known)[:, : PAST - WINDOW].sum(axis=1) < 14
        return np.asarray(np.where(few[:, None], base, without))

    @cached_property
    def account_index(self) -> tuple[np.ndarray, np.ndarray]:
        """What the rest of the account did: see `rest_of_account`."""
        return rest_of_account(self.units, ~self.deals & ~self.sold_out, self.special)

    @cached_property
    def demand(self) -> Baseline:
        """A usual day's demand as of today: deals and stock-out days are left out. `level` is units a day."""
        return baseline(self.units, self.usual, self.weekday, least=7)


def _promotion_days(panel: Panel) -> np.ndarray:
    """bool `[n, PAST + D]`: days of a promotion, two days after it included (demand was bought forward)."""
    marked = np.zeros((panel.n, PAST + len(panel.days)), dtype=bool)
    rows = panel.rows.get("promotions", {})
    if not rows or "starts_on" not in rows:
        return marked
    zero = panel.days[0] - np.timedelta64(PAST, "D")
    states = rows.get("state", [None] * len(rows["at"]))
    for at, start, end, state in zip(rows["at"], rows["starts_on"], rows["ends_on"], states, strict=True):
        if at < 0 or np.isnat(start) or never_ran(state):
            continue
        first = int((start - zero).astype(int))
        stop = marked.shape[1] if np.isnat(end) else int((end - zero).astype(int)) + 1 + _SHOULDER_AFTER
        marked[at, max(first, 0) : max(stop, 0)] = True
    return marked
