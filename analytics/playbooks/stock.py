"""`stock ASIN`: how long the stock lasts, when to order how much, days out of stock, excess and aged stock, IPI.

Demand is the mean of the last 56 days on which the ASIN could be sold (days without stock say nothing about it), its
spread the standard deviation of those days. The stock-out date's interval (90 %) comes from the first-passage time of a
random walk with that drift and spread plus the error of the mean: var(T) = S·σ²/d³ + (S/d²)²·σ²/n.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

import numpy as np

from analytics.inventory import EXCESS_DAYS, excess_units, reorder_point
from analytics.playbooks.facts import Facts, known_sum, missing, number, percent, share, unknown
from bot.records.playbook import Benchmarks, Playbook, Section, Standing
from bot.records.text import Say

DEMAND_DAYS = 56
LEAST_DAYS = 7
SERVICE_Z = 1.645  # 95 % of the lead times pass without running out
REVIEW_DAYS = 30  # an order covers the lead time and so many days more
AGED = ("age_181_270", "age_271_365", "age_366_plus")
IPI_LIMIT, IPI_GOAL = 400.0, 850.0


@dataclass(frozen=True)
class Supply:
    """One ASIN's stock and demand; None is unknown. Units, units a day, days; `on_the_way`: sent, not here yet."""

    available: float | None
    later: float | None  # reserved units, those in transfer among them: sold with a later delivery
    on_the_way: float | None
    demand: float | None
    spread: float | None
    demand_days: int
    lead: float | None
    lead_spread: float | None

    @property
    def cover(self) -> float | None:
        """Days until the available units are sold; None where unknown or without demand."""
        if self.available is None or self.demand is None or not self.demand > 0:
            return None
        return max(self.available, 0.0) / self.demand

    def out_on(self, day: date) -> tuple[date, date, date] | None:
        """The first day without stock, with the earliest and latest by a 90 % interval."""
        if self.cover is None or self.demand is None or self.spread is None or not self.demand_days:
            return None
        stock, pace, spread = max(self.available or 0.0, 0.0), self.demand, self.spread
        variance = stock * spread**2 / pace**3 + (stock / pace**2) ** 2 * spread**2 / self.demand_days
        reach = 1.645 * sqrt(variance)
        days = (self.cover, max(self.cover - reach, 0.0), self.cover + reach)
        first, early, late = (day + timedelta(days=1 + min(int(value), 3650)) for value in days)
        return first, early, late

    @property
    def order_point(self) -> float | None:
        """Units at which to order: demand over the lead time and safety stock."""
        if self.demand is None or self.spread is None or self.lead is None:
            return None
        one = [np.array([np.nan if v is None else v]) for v in (self.demand, self.spread, self.lead, self.lead_spread)]
        return float(reorder_point(SERVICE_Z, *one)[0])

    @property
    def position(self) -> float | None:
        """Units to sell, now and later, with those on the way (unknown ones are not counted)."""
        return None if self.available is None else self.available + (self.later or 0.0) + (self.on_the_way or 0.0)

    def order(self, day: date) -> tuple[date, int] | None:
        """When to order, and how many units then bring the position up to the reorder point and 30 days of demand."""
        if self.position is None or self.order_point is None or not (self.demand or 0.0) > 0:
            return None
        wait = (self.position - self.order_point) / (self.demand or 1.0)
        then = max(wait, 0.0)
        left = self.position - then * (self.demand or 0.0)
        up_to = self.order_point + REVIEW_DAYS * (self.demand or 0.0)
        return day + timedelta(days=min(int(then), 3650)), max(int(np.ceil(up_to - left)), 0)


def supply_of(facts: Facts, asin: str) -> Supply:
    """Stock of the last 3 days, demand of the last 56 days with stock, lead time from `products`."""
    stock = facts.rows("inventory_daily", asin, 3)

    def last(column: str) -> float | None:
        values = stock[column][~np.isnan(stock[column])] if stock else np.array([])
        return float(values[-1]) if len(values) else None

    units = facts.daily("traffic_daily", "units", asin, DEMAND_DAYS)
    held = facts.daily("inventory_daily", "available", asin, DEMAND_DAYS)
    sold = units[~np.isnan(units) & ~(held <= 0)]
    enough = len(sold) >= LEAST_DAYS
    return Supply(
        available=last("available"),
        later=last("reserved"),
        on_the_way=_on_the_way(facts, asin, last("inbound")),
        demand=float(sold.mean()) if enough else None,
        spread=float(sold.std(ddof=1)) if enough else None,
        demand_days=len(sold),
        lead=facts.number(asin, "lead_time_days"),
        lead_spread=facts.number(asin, "lead_time_sd_days"),
    )


def _on_the_way(facts: Facts, asin: str, inbound: float | None) -> float | None:
    """Units of open shipments, or those that the inventory report calls inbound where these are more."""
    shipments = facts.rows("shipments", asin, on="shipped_on")
    if not shipments:
        return inbound
    open_now = np.isnat(shipments["received_on"]) | (shipments["received_on"] > np.datetime64(facts.as_of, "D"))
    units = known_sum(shipments["units"][open_now]) or 0.0
    return max(units, inbound or 0.0)


def stock_playbook(facts: Facts, asin: str, benchmarks: Benchmarks | None = None) -> Playbook:
    """The playbook of one ASIN."""
    limits = benchmarks or Benchmarks()
    supply = supply_of(facts, asin)
    lacking = []
    if supply.available is None:
        lacking.append(missing("inventory_daily"))
    if supply.lead is None:
        lacking.append(missing("products", ("lead_time_days",)))
    sections = (
        _cover(facts, supply),
        _order(facts, supply),
        _outages(facts, asin, limits.stockout_days_90),
        _excess(facts, asin, supply),
        ipi(facts, ipi_drivers(facts)),
    )
    title = facts.product(asin).get("title")
    return Playbook("stock", facts.account, facts.marketplace, asin, facts.as_of, _verdict(facts, supply), sections,
                    tuple(lacking), title if isinstance(title, str) else None)  # fmt: skip


def _verdict(facts: Facts, supply: Supply) -> Say:
    if supply.available is None:
        return Say("playbooks-stock-unknown")
    if supply.available <= 0:
        return Say("playbooks-stock-out", {"demand": number(supply.demand)})
    if supply.demand is None:
        return Say("playbooks-stock-demand-unknown", {"units": number(supply.available, 0)})
    if supply.cover is None:
        return Say("playbooks-stock-no-demand", {"units": number(supply.available, 0)})
    out = supply.out_on(facts.as_of)
    return Say("playbooks-stock-lasts", {"days": number(supply.cover), "day": out[0] if out else None})


def _cover(facts: Facts, supply: Supply) -> Section:
    lines = [
        Say("playbooks-stock-units", {"available": number(supply.available, 0), "later": number(supply.later, 0),
                                      "way": number(supply.on_the_way, 0)}),
        Say("playbooks-stock-demand", {"demand": number(supply.demand), "spread": number(supply.spread),
                                       "n": supply.demand_days}),
    ]  # fmt: skip
    title = Say("playbooks-stock-cover")
    out = supply.out_on(facts.as_of)
    hurry = (Say("playbooks-stock-do-expedite", {"units": round(supply.on_the_way)}),) if supply.on_the_way else ()
    if supply.available is not None and supply.available <= 0 and supply.demand:
        return Section(title, Standing.BAD, tuple(lines), hurry)
    if supply.cover is None or out is None:
        status = Standing.BAD if supply.available == 0 else Standing.UNKNOWN
        if supply.available is not None and supply.demand == 0:
            status = Standing.OK
        return Section(title, status, tuple(lines))
    lines.append(
        Say("playbooks-stock-out-on", {"days": number(supply.cover), "day": out[0], "early": out[1], "late": out[2]})
    )
    short = supply.cover < (14.0 if supply.lead is None else supply.lead) and not _relief(supply)
    return Section(title, Standing.BAD if short else Standing.OK, tuple(lines), hurry if short else ())


def _relief(supply: Supply) -> bool:
    """Whether what is on its way lifts the position above the reorder point."""
    return (
        supply.available is not None
        and supply.available > 0
        and supply.position is not None
        and supply.order_point is not None
        and supply.position >= supply.order_point
    )


def _order(facts: Facts, supply: Supply) -> Section:
    found = supply.order(facts.as_of)
    title = Say("playbooks-stock-order")
    if found is None:
        names = ("lead_time_days",) if supply.lead is None else ()
        table = "products" if names else "traffic_daily" if supply.demand is None else "inventory_daily"
        return Section(title, Standing.UNKNOWN, (missing(table, names),))
    when, units = found
    line = Say(
        "playbooks-stock-order-line",
        {"point": number(supply.order_point, 0), "position": number(supply.position, 0), "lead": number(supply.lead, 0),
         "day": when, "units": units},
    )  # fmt: skip
    late = when <= facts.as_of
    action = Say("playbooks-stock-do-order-now" if late else "playbooks-stock-do-order", {"day": when, "units": units})
    return Section(title, Standing.BAD if late else Standing.OK, (line,), (action,))


def _outages(facts: Facts, asin: str, most: int) -> Section:
    held = facts.daily("inventory_daily", "available", asin, 90)
    known = int((~np.isnan(held)).sum())
    if not known:
        return unknown("playbooks-stock-outages", missing("inventory_daily"))
    out = int((held <= 0).sum())
    line = Say("playbooks-stock-outages-line", {"out": out, "known": known, "most": most})
    bad = out > most
    status = Standing.BAD if bad else Standing.OK if known >= 60 else Standing.UNKNOWN
    actions = (Say("playbooks-stock-do-outages"),) if bad else ()
    return Section(Say("playbooks-stock-outages"), status, (line,), actions)


def _excess(facts: Facts, asin: str, supply: Supply) -> Section:
    title = Say("playbooks-stock-excess")
    ages = facts.rows("inventory_age", asin, 45)
    aged = cost = None
    lines = []
    if ages:
        last = ages["date"] == ages["date"].max()
        aged = known_sum(np.array([ages[name][last][-1] for name in AGED]))
        cost = known_sum(ages["storage_cost"][last])
    excess = None
    if supply.available is not None and supply.demand is not None and supply.demand > 0:
        held = supply.available + (supply.later or 0.0)
        excess = float(excess_units(np.array([held]), np.array([supply.demand]))[0])
    lines.append(Say("playbooks-stock-excess-line", {"excess": number(excess, 0), "limit": number(EXCESS_DAYS, 0)}))
    lines.append(Say("playbooks-stock-aged-line", {"aged": number(aged, 0), "cost": facts.money(cost)}))
    if excess is None and aged is None:
        return Section(title, Standing.UNKNOWN, tuple(lines))
    bad = (excess or 0.0) > 0 or (aged or 0.0) > 0
    actions = (Say("playbooks-stock-do-excess"),) if bad else ()
    return Section(title, Standing.BAD if bad else Standing.OK, tuple(lines), actions)


def ipi(facts: Facts, drivers: tuple[Say, ...]) -> Section:
    """The account's IPI, with the `drivers` that the tables at hand can tell."""
    health = facts.rows("account_health", None, 45)
    scores = health["ipi"][~np.isnan(health["ipi"])] if health else np.array([])
    title = Say("playbooks-stock-ipi")
    if not len(scores):
        return Section(title, Standing.UNKNOWN, (*drivers, missing("account_health", ("ipi",))))
    score = float(scores[-1])
    line = Say("playbooks-stock-ipi-line", {"ipi": number(score, 0), "limit": number(IPI_LIMIT, 0),
                                            "goal": number(IPI_GOAL, 0)})  # fmt: skip
    status = Standing.BAD if score < IPI_LIMIT else Standing.OK
    return Section(title, status, (line, *drivers))


def ipi_drivers(facts: Facts) -> tuple[Say, ...]:
    """What Amazon says drives the IPI, over all ASINs of `facts`: sell-through, in-stock rate, stranded stock."""
    traffic, stock = facts.rows("traffic_daily", None, 90), facts.rows("inventory_daily", None, 90)
    if not traffic or not stock:
        return ()
    sold = known_sum(traffic["units"])
    available = stock["available"]
    days = len(np.unique(stock["date"]))
    average = None if np.isnan(available).all() else float(np.nansum(available)) / days
    known = ~np.isnan(available)
    in_stock = share(float((available[known] > 0).sum()), float(known.sum()))
    through = None if sold is None or average is None or not average > 0 else sold / average
    return (
        Say("playbooks-stock-through", {"rate": number(through, 2)}),
        Say("playbooks-stock-in-stock", {"share": percent(in_stock, 0)}),
        *_stranded(facts),
    )


def _stranded(facts: Facts) -> tuple[Say, ...]:
    """How many ASINs have units that nobody can buy because their listing is closed."""
    listings = facts.rows("listings", None, 7)
    if not listings:
        return ()
    closed = {
        str(asin): status in ("SUPPRESSED", "INACTIVE")
        for asin, status in zip(listings["asin"], listings["status"], strict=True)
    }
    stock = facts.rows("inventory_daily", None, 3)
    held = {str(asin) for asin, n in zip(stock["asin"], stock["available"], strict=True) if n > 0} if stock else set()
    return (
        Say("playbooks-stock-stranded", {"n": sum(is_closed and asin in held for asin, is_closed in closed.items())}),
    )
