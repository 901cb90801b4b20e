"""`low_stock`, `excess_stock`, `stranded_stock`: units on hand against demand, lead time and whether they can be
sold.
"""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from analytics.detection.day import Day
from analytics.detection.outcome import FIRING, UNKNOWN, WELL, Outcome
from analytics.detection.robust import last_known
from analytics.inventory import days_of_cover, excess_units, reorder_point
from bot.records.findings import Finding, Severity
from bot.records.text import Number, Say, Value

_FRESH = 3  # a stock figure may be this many days old
_WORTH_DAYS = 30.0  # an excess of fewer days of demand is gone before anybody has dealt with it


def _now(day: Day, column: str) -> np.ndarray:
    values = day.panel.window(f"inventory_daily.{column}", _FRESH)
    return last_known(day.gates.masked(values, "inventory_daily"))


def _on_hand(day: Day) -> tuple[np.ndarray, np.ndarray]:
    """(available, available with reserved units that still sell later); an unknown reserve counts as none."""
    available = _now(day, "available")
    return available, available + np.nan_to_num(_now(day, "reserved"), nan=0.0)


def _on_the_way(day: Day) -> np.ndarray:
    """Units inbound by the inventory report; NaN where it does not say. Units being prepared count too."""
    inbound = _now(day, "inbound")
    return np.asarray(
        np.where(np.isfinite(inbound), inbound + np.nan_to_num(_now(day, "inbound_working"), nan=0.0), np.nan)
    )


def _shipping(day: Day) -> np.ndarray:
    """Units of open shipments known by today, `[n]`; NaN where no shipment was ever told."""
    rows = day.panel.rows.get("shipments", {})
    if not rows or "units" not in rows:
        return np.full(day.panel.n, np.nan)
    today = np.datetime64(day.last, "D")
    told = np.isnat(rows["shipped_on"]) | (rows["shipped_on"] <= today)
    open_now = told & (np.isnat(rows["received_on"]) | (rows["received_on"] > today)) & (rows["at"] >= 0)
    units = np.zeros(day.panel.n)
    np.add.at(units, rows["at"][open_now], np.nan_to_num(rows["units"][open_now]))
    return units


def _always_short(day: Day, rows: np.ndarray, limit: np.ndarray) -> np.ndarray:
    """bool per row: below `limit` units, with all on its way, on 90 % or more of the days from 28 to 8 days ago."""
    length = 28
    held = day.available[rows, -length:]
    for column in ("reserved", "inbound", "inbound_working"):
        held = held + np.nan_to_num(day.panel.window(f"inventory_daily.{column}", length)[rows], nan=0.0)
    past = held[:, :-7]
    known = np.isfinite(past)
    with np.errstate(invalid="ignore"):
        low = (past < limit[:, None]) & (past > 0) & known
    return np.asarray((known.sum(axis=1) >= 14) & (low.sum(axis=1) >= 0.9 * known.sum(axis=1)))


def low_stock(day: Day) -> Outcome:
    """Sold out, too few days of cover, or below the reorder point with all that is on its way (lead time known)."""
    rule, n = day.rule("low_stock"), day.panel.n
    available, on_hand = _on_hand(day)
    level, sd = day.demand.level, np.sqrt(day.demand.phi * np.nan_to_num(day.demand.level, nan=0.0))
    cover = days_of_cover(on_hand, level)
    wanted = level * 28 >= rule["min_units"]
    lead = day.panel.product("lead_time_days")
    sd_lead = day.panel.product("lead_time_sd_days")
    sd_lead = np.where(np.isfinite(sd_lead), sd_lead, rule["lead_time_sd_days"])
    way = np.fmax(_on_the_way(day), _shipping(day))
    position = on_hand + np.nan_to_num(way, nan=0.0)
    point = reorder_point(rule["service_z"], level, sd, lead, sd_lead)
    known = np.isfinite(available) & np.isfinite(level)
    sold_out = (available <= 0) & known & wanted
    short = known & wanted & (cover < rule["cover_days"])
    # Without any word of what is on its way, an order may long be placed: then only the stock on hand is judged.
    below = known & wanted & np.isfinite(way) & (position < point)
    below |= known & wanted & ~np.isfinite(way) & (cover < lead)
    state = np.where(known, WELL, UNKNOWN).astype(np.int8)
    state[sold_out | short | below] = FIRING
    # Stock this short for weeks that never ran out is filled up all the time: no news, and not well either.
    always = np.zeros(n, dtype=bool)
    rows = np.flatnonzero((short | below) & ~sold_out)
    always[rows] = _always_short(day, rows, np.where(short, rule["cover_days"] * level, point)[rows])
    state[always] = UNKNOWN

    def numbers(at: int) -> dict[str, Value]:
        ends = day.last + timedelta(days=int(min(cover[at], 999))) if np.isfinite(cover[at]) else None
        return {
            "who": day.name(at),
            "units": round(float(on_hand[at])) if np.isfinite(on_hand[at]) else None,
            "demand": Number(float(level[at]), 1) if np.isfinite(level[at]) else None,
            "cover": Number(float(cover[at]), 1) if np.isfinite(cover[at]) else None,
            "ends": ends,
            "lead": Number(float(lead[at]), 0) if np.isfinite(lead[at]) else None,
            "way": round(float(way[at])) if np.isfinite(way[at]) else None,
            "point": round(float(point[at])) if np.isfinite(point[at]) else None,
            "days": int(day.demand.days[at]),
        }

    def build(at: int) -> Finding:
        args = numbers(at)
        gone = float(level[at] * day.price[at])
        if sold_out[at]:
            key, severity = "detection-stock-out", Severity.HIGH
            if on_hand[at] > 0:
                key, severity = "detection-stock-out-reserved", Severity.MEDIUM
            if np.isfinite(gone):
                args["loss"], key = day.money(gone), f"{key}-money"
        elif short[at]:
            key, severity = "detection-stock-short", Severity.HIGH if cover[at] < 3 else Severity.MEDIUM
        else:
            key, severity = "detection-stock-reorder", Severity.MEDIUM
        bound = float(point[at]) / float(level[at]) if np.isfinite(point[at]) and level[at] > 0 else rule["cover_days"]
        return Finding(
            day.about("low_stock", at), severity, Say(key, args), float(cover[at]),
            float(lead[at]) if np.isfinite(lead[at]) else rule["cover_days"], bound, day.window_of(1),
            gone if sold_out[at] and np.isfinite(gone) else None, day.panel.currency,
            (Say("detection-stock-why", args), Say("detection-stock-demand", args)),
            {"out": bool(sold_out[at])},
        )  # fmt: skip

    def look(at: int) -> Say:
        if not np.isfinite(available[at]):
            return Say("detection-stock-unknown")
        if not np.isfinite(level[at]):
            return Say("detection-stock-no-demand-known", {"days": int(day.demand.days[at])})
        if always[at]:
            return Say("detection-stock-always", numbers(at))
        if not wanted[at]:
            return Say("detection-stock-no-demand", {"units": round(float(level[at] * 28))})
        return Say("detection-stock-fine", numbers(at))

    return Outcome("low_stock", state, build, look) if n else Outcome("low_stock", state)


def excess_stock(day: Day) -> Outcome:
    """Units above 90 days of demand, 30 days more of it at least and worth more than the floor. Without demand there
    is no cover to speak of.
    """
    rule = day.rule("excess_stock")
    _, on_hand = _on_hand(day)
    level = day.demand.level
    cover = days_of_cover(on_hand, level)
    excess = excess_units(on_hand, level, rule["cover_days"])
    cost = day.panel.product("unit_cost")
    same = day.panel.in_own_currency("cost_currency")
    # Where the cost is unknown (or in another currency), a third of the price stands in for it, and the text says so.
    worth = np.where(np.isfinite(cost) & same, cost, day.price / 3.0)
    bound_money = excess * worth
    enough = level * 56 >= rule["min_units"]
    known = np.isfinite(on_hand) & np.isfinite(level)
    state = np.where(known, WELL, UNKNOWN).astype(np.int8)
    with np.errstate(invalid="ignore"):
        state[
            known
            & enough
            & (cover > rule["cover_days"] + _WORTH_DAYS)
            & (bound_money >= day.floor(rule["money_floor"]))
        ] = FIRING

    def build(at: int) -> Finding:
        args: dict[str, Value] = {
            "who": day.name(at), "units": round(float(on_hand[at])), "excess": round(float(excess[at])),
            "cover": Number(float(cover[at]), 0), "limit": Number(rule["cover_days"], 0),
            "demand": Number(float(level[at]), 1), "money": day.money(float(bound_money[at])),
        }  # fmt: skip
        at_cost = bool(np.isfinite(cost[at]) and same[at])
        return Finding(
            day.about("excess_stock", at), Severity.MEDIUM if cover[at] > 2 * rule["cover_days"] else Severity.LOW,
            Say("detection-excess", args), float(cover[at]), rule["cover_days"], rule["cover_days"], day.window_of(1),
            float(bound_money[at]), day.panel.currency,
            (Say("detection-excess-why" if at_cost else "detection-excess-why-price", args),),
        )  # fmt: skip

    def look(at: int) -> Say:
        if not known[at]:
            return Say("detection-stock-unknown")
        return Say("detection-excess-fine", {"cover": Number(float(cover[at]), 0) if np.isfinite(cover[at]) else None})

    return Outcome("excess_stock", state, build, look)


def stranded_stock(day: Day) -> Outcome:
    """Units that cannot be sold because the offer is closed (inactive, suppressed, or shown without an offer)."""
    rule = day.rule("stranded_stock")
    available = _now(day, "available")
    closed = day.last_status("SUPPRESSED", "INACTIVE", "DISCOVERABLE")
    status_known = day.last_status("BUYABLE", "SUPPRESSED", "INACTIVE", "DISCOVERABLE")
    launched = day.panel.product("launched_on")
    not_yet = ~np.isnat(launched) & (launched > np.datetime64(day.last, "D"))
    known = np.isfinite(available) & status_known & (not day.gates.blocked("listings", "inventory_daily"))
    state = np.where(known, WELL, UNKNOWN).astype(np.int8)
    state[known & closed & ~not_yet & (available >= rule["min_units"])] = FIRING

    def build(at: int) -> Finding:
        worth = float(available[at] * day.price[at])
        args: dict[str, Value] = {"who": day.name(at), "units": round(float(available[at])), "money": day.money(worth)}
        return Finding(
            day.about("stranded_stock", at), Severity.MEDIUM,
            Say("detection-stranded" if np.isfinite(worth) else "detection-stranded-no-price", args),
            float(available[at]), 0.0, rule["min_units"], day.window_of(1),
            worth if np.isfinite(worth) else None, day.panel.currency, (Say("detection-stranded-why"),),
        )  # fmt: skip

    def look(at: int) -> Say:
        return Say("detection-stranded-fine" if known[at] else "detection-stranded-unknown")

    return Outcome("stranded_stock", state, build, look)
