"""Data gates: whether the figures of the two windows are there and can be true, before anything is concluded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import numpy.typing as npt
from scipy.special import pdtrc

from analytics.diagnosis.case import Case, Floats, rows_in
from analytics.diagnosis.signal import as_date
from analytics.diagnosis.track import weekday_factors
from analytics.diagnosis.view import carried
from bot.records.text import Say

_HABIT = 0.12  # an ASIN that has no row on this part of the days sells too little to be in every report
_COLLAPSE = 0.15  # everybody's figures at this part of what is usual: a report that is not complete
_PARTIAL = 0.5  # … and on the last day alone
_SEVERAL = 3  # like ASINs of which a collapse can be told
STILL_SELLS = 0.5  # of what is usual: it does not stand still, whatever the stock report says
_THIN = 0.3  # sessions at this part of what is usual beside usual units cannot be


def check(case: Case) -> tuple[list[Say], npt.NDArray[np.bool_]]:
    """(what blocks a diagnosis, days without a row that count as days without traffic [T])."""
    traffic = case.table("traffic_daily")
    zero = np.zeros(case.size, dtype=bool)
    if not rows_in(traffic):
        return [Say("diagnosis-gate-no-traffic")], zero
    units, orders = case.daily("traffic_daily", "units"), case.daily("traffic_daily", "orders")
    sales, sessions = case.daily("traffic_daily", "sales"), case.daily("traffic_daily", "sessions")
    counts = np.where(np.isfinite(units), units, orders)
    present = np.isin(case.grid, traffic["date"])
    zero = _quiet_days(case, present)
    window = np.arange(case.size) >= case.size - 2 * case.days
    problems: list[Say] = []
    gaps = window & ~present & ~zero
    if gaps.any():
        first = int(np.flatnonzero(present)[0])
        young = gaps & (np.arange(case.size) < first)
        late, holes = gaps & ~young & ~case.traffic_days, gaps & ~young & case.traffic_days
        if late.any():
            problems.append(_days("diagnosis-gate-late", case, late))
        if young.any():
            problems.append(Say("diagnosis-gate-short-history", {"first": case.day(first)}))
        if holes.any():
            problems.append(_days("diagnosis-gate-missing", case, holes))
    empty = window & present & ~(np.isfinite(counts) & _as_before(case, orders))
    if empty.any():
        problems.append(_days("diagnosis-gate-no-units", case, empty))
    elif not problems:
        problems += _money(case, window, counts, sales)
    problems += _sessions(case, window & present, sessions, counts)
    if not problems and not stopped_days(case)[-case.days : -1].any():  # on the last day alone, a report may lack it
        problems += _everybody(case)
    return problems, zero


def _days(key: str, case: Case, mask: npt.NDArray[np.bool_]) -> Say:
    places = np.flatnonzero(mask)
    return Say(key, {"n": len(places), "first": case.day(int(places[0])), "last": case.day(int(places[-1]))})


def _quiet_days(case: Case, present: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Days without a row, while others have rows, that are no gap: Amazon's report leaves out ASINs without traffic."""
    places = np.arange(case.size)
    first = int(np.flatnonzero(present)[0]) if present.any() else case.size
    absent = ~present & case.traffic_days & (places > first)
    # Own days only count where anybody else is known to have reported.
    history = slice(first, case.size - 2 * case.days)
    reported = case.traffic_days[history].sum()
    habit = reported >= 14 and absent[history].sum() >= _HABIT * reported
    quiet = absent if habit else absent & stopped_days(case)
    launch = _launch(case)
    if launch is not None:
        quiet = quiet | (~present & (places < min(case.place(launch), first)) & (places < first))
        if case.place(launch) < first - 3:
            quiet = quiet & (places > first)
    return np.asarray(quiet, dtype=bool)


def _as_before(case: Case, orders: Floats) -> npt.NDArray[np.bool_]:
    """Days on which orders are as known as ever: an order count that is missing while it always came is a gap."""
    past = case.daily("traffic_daily", "units")[: case.size - case.days]
    known = np.isfinite(orders[: case.size - case.days]) & np.isfinite(past)
    usual = known.sum() >= 7 and known.sum() >= 0.9 * max(1, int(np.isfinite(past).sum()))
    return np.isfinite(orders) if usual else np.ones(case.size, dtype=bool)


def _launch(case: Case) -> date | None:
    products = case.table("products")
    return as_date(products["launched_on"][0]) if rows_in(products) and "launched_on" in products else None


def stopped_days(case: Case) -> npt.NDArray[np.bool_]:
    """Days on which nothing could be sold: no stock, or the offer closed or suppressed; and not much was."""
    available = carried(case.daily("inventory_daily", "available"), 3)
    stopped = np.isfinite(available) & (available <= 0)
    shut = np.array(
        [np.nan if s is None else float(s in ("SUPPRESSED", "INACTIVE")) for s in case.texts("listings", "status")]
    )
    units = case.daily("traffic_daily", "units")
    usual = float(np.nanmedian(units)) if np.isfinite(units).any() else 0.0
    goes_on = np.nan_to_num(units) > max(STILL_SELLS * usual, 1.0)
    return np.asarray((stopped | (carried(shut, 7) == 1.0)) & ~goes_on)


def _money(case: Case, window: npt.NDArray[np.bool_], counts: Floats, sales: Floats) -> Iterator[Say]:
    sold = window & (counts > 0)
    priced = bool(np.isfinite(case.daily("offers", "our_price")).any())
    products = case.table("products")
    priced = priced or bool(rows_in(products) and "price" in products and np.isfinite(products["price"][0]))
    unknown = sold & ~np.isfinite(sales)
    some = np.isfinite(sales[window]).any()
    if unknown.any() and (some or not priced):  # told for some days only: that report is not complete
        yield _days("diagnosis-gate-no-sales", case, unknown)
    free = sold & (sales == 0) & (counts >= 3)
    if free.any():
        yield _days("diagnosis-gate-zero-sales", case, free)


def _sessions(case: Case, window: npt.NDArray[np.bool_], sessions: Floats, counts: Floats) -> Iterator[Say]:
    known = np.isfinite(sessions)
    if not known.any():
        return
    half = np.arange(case.size) >= case.size - case.days
    missing = window & ~known
    told = [(window & known & side).any() for side in (half, ~half)]
    if missing.any() and all(told):
        yield _days("diagnosis-gate-no-sessions", case, missing)
    elif (missing & half).any() and told[1]:
        yield _days("diagnosis-gate-no-sessions", case, missing & half)
    contradiction = window & (sessions == 0) & (counts > 0)
    if contradiction.any():
        yield _days("diagnosis-gate-sessions-zero", case, contradiction)
        return
    past = slice(0, case.size - 2 * case.days)
    rate, seen = np.nansum(counts[past]) / max(np.nansum(sessions[past]), 1), sessions[past]
    usual = float(np.nanmedian(seen)) if np.isfinite(seen).any() else 0.0
    if usual >= 20 and rate > 0:
        # Few sessions that sell a little are a weak day; units that so few sessions cannot bring are a partial report.
        could = rate * np.maximum(sessions, 1)
        cannot = (counts > 3 * could) & (pdtrc(np.maximum(np.nan_to_num(counts) - 1, 0), 1.5 * could) < 1e-4)
        thin = window & half & (sessions < _THIN * usual) & cannot & ~stopped_days(case)
        if thin.any():
            yield _days("diagnosis-gate-sessions-thin", case, thin)


def _everybody(case: Case) -> Iterator[Say]:
    """Days at the end on which the figures of all like ASINs collapsed together, ours included."""
    for metric in ("units", "sessions"):
        stack = case.peers.get(metric)
        if stack is None or len(stack) < _SEVERAL:
            continue
        pooled = np.nansum(stack, axis=0)
        known: npt.NDArray[np.bool_] = np.asarray(np.isfinite(stack).any(axis=0))
        week = weekday_factors(np.where(known, pooled, np.nan), case.grid, case.size - 2 * case.days)
        before = slice(case.size - 2 * case.days - 14, case.size - case.days)
        usual = float(np.nanmedian(np.where(known, pooled / week, np.nan)[before])) if known[before].any() else 0.0
        if usual < 15:
            continue
        level = np.where(known, pooled / (usual * week), np.nan)
        # One large seller that stopped is no report that lacks rows: the others must have fallen with it.
        collapsed = known & (level < _COLLAPSE) & _all_fell(stack, week, before, 0.5)
        last = slice(case.size - 15, case.size - 1)
        if level[-1] < _PARTIAL and level[-2] > 0.8 and _all_fell(stack, week, last, 0.65)[-1]:
            collapsed[-1] = True  # on the last day alone, a fall of everybody is a report that is still filling
        collapsed[: case.size - case.days] = False
        own = case.daily("traffic_daily", metric)
        mine = float(np.nanmean(own[before])) if np.isfinite(own[before]).any() else 0.0
        collapsed &= (own <= 0.6 * mine) | (mine < 3)
        if collapsed.any():
            yield _days("diagnosis-gate-everybody", case, collapsed)
            return


def _all_fell(stack: Floats, week: Floats, past: slice, part: float) -> npt.NDArray[np.bool_]:
    """Days on which four in five of the like ASINs that sell enough are below `part` of their level of the `past`, [T].

    They must have fallen on one day: those that stopped one after the other had each a reason of their own. False
    where fewer than three can be read.
    """
    level = stack / week
    usual = _middles(level[:, past])
    read = np.isfinite(level) & (usual >= 5)[:, None]
    fell = read & (np.nan_to_num(level) < part * usual[:, None])
    count = read.sum(axis=0)
    share = np.where(count > 0, fell.sum(axis=0) / np.maximum(count, 1), 0.0)
    everybody: npt.NDArray[np.bool_] = np.asarray((count >= _SEVERAL) & (share >= 0.8))
    for place in np.flatnonzero(everybody):
        before = place - 1
        everybody[place] = bool(everybody[before] or share[before] <= 1 / 3) if place else False
    return everybody


def _middles(rows: Floats) -> Floats:
    """The median of what is known in each row, [rows]; 0 where nothing is."""
    ordered = np.sort(rows, axis=1)  # the unknown ones last
    known = np.isfinite(rows).sum(axis=1)
    halves = np.maximum(np.stack([known - 1, known]) // 2, 0)
    low, high = (ordered[np.arange(len(rows)), np.minimum(half, rows.shape[1] - 1)] for half in halves)
    result: Floats = np.where(known > 0, (low + high) / 2.0, 0.0)
    return result
