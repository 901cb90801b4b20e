"""Featured Offer and prices: `buy_box_lost`, `featured_offer_suppressed`, `price_undercut`.

Whoever holds the Featured Offer is read from the report's own word (`featured_offer_status`), else from
`buy_box_is_ours` with the price and the number of other offers, else from the share of page views. What was always so
is no news: the rules look for a change of the holder.
"""

from __future__ import annotations

from datetime import date

import numpy as np
from scipy.special import betainc

from analytics.detection.day import Day
from analytics.detection.outcome import FIRING, UNKNOWN, WELL, Outcome
from analytics.detection.robust import before, days_needed, last_known, quantile, share_of, streak
from bot.records.findings import Finding, Severity
from bot.records.text import Number, Percent, Say, Value

BACK = 90
_REFERENCE = 42
NOBODY_KNOWS, OURS, OTHER, NONE = 0, 1, 2, 3


def holder(day: Day) -> np.ndarray:
    """Who holds the Featured Offer `[n, BACK]`: unknown, ours, another seller, nobody."""
    return day.kept("holder", lambda: _holder(day))


def _holder(day: Day) -> np.ndarray:
    panel = day.panel
    result = np.full((panel.n, BACK), NOBODY_KNOWS, dtype=np.int8)
    for name, value in (("OURS", OURS), ("OTHER", OTHER), ("NONE", NONE)):
        result[panel.text_is("offers.featured_offer_status", BACK, name)] = value
    if (rows := np.flatnonzero((result == NOBODY_KNOWS).any(axis=1))).size:  # the word is missing on some day
        ours = panel.window("offers.buy_box_is_ours", BACK)[rows]
        price = panel.window("offers.buy_box_price", BACK)[rows]
        others = panel.window("offers.other_offers", BACK)[rows]
        usually_priced = np.isfinite(price).sum(axis=1) >= 0.5 * np.maximum(np.isfinite(ours).sum(axis=1), 1)
        nobody = (ours == 0) & ~np.isfinite(price) & ((others == 0) | usually_priced[:, None])
        told = np.where(ours == 1, OURS, np.where(nobody, NONE, np.where(ours == 0, OTHER, NOBODY_KNOWS)))
        result[rows] = np.where(result[rows] == NOBODY_KNOWS, told, result[rows])
    bad = day.gates.masked(np.zeros((1, BACK)), "offers")
    result[:, np.isnan(bad[0])] = NOBODY_KNOWS
    return result


def _changed(day: Day, what: int, least_share: float) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Where `what` became the holder: (new `[n]`, days so far, first day's index, known on the day)."""
    held = holder(day)
    known = held != NOBODY_KNOWS
    run, first = streak(held == what, known)
    new = run > 0
    if new.any():
        past = before(first[new], BACK, _REFERENCE) & known[new]
        who = held[new]
        share, count = share_of((who == OURS) if what == OTHER else (who != NONE), past)
        flicker, days = share_of(who == what, past)
        new[new] = (run[new] >= days_needed(flicker, days)) & (count >= 3) & (share >= least_share)
    return new, run, first, known[:, -1]


def buy_box_lost(day: Day) -> Outcome:
    """Another seller took it, or the share of page views with our offer fell and nobody says that none has it."""
    rule, panel = day.rule("buy_box_lost"), day.panel
    least = rule["min_share_before_pct"] / 100.0
    new, run, first, known = _changed(day, OTHER, least)
    now, usual, views, share_known = _share(day, rule["share_now_pct"], new)
    held = holder(day)[:, -1]
    # A share says nothing of who holds it: without stock, or where nobody holds it, this rule does not speak.
    fell = share_known & (usual >= 100 * least) & (now < rule["share_now_pct"]) & (views >= rule["min_views"])
    fell &= ~day.out_now & (held != NONE) & ~day.closed_now
    if fell.any():
        fell &= _improbable(now, usual, views) & _not_flicker(day, rule["share_now_pct"])
    judged = known | share_known
    state = np.where(judged, WELL, UNKNOWN).astype(np.int8)
    state[new | fell] = FIRING
    blocked = day.gates.blocked("offers") and day.gates.blocked("traffic_daily")
    if blocked:
        state[:] = UNKNOWN

    def build(at: int) -> Finding:
        ours = last_known(panel.window("offers.our_price", 3)[[at]])[0]
        theirs = last_known(panel.window("offers.buy_box_price", 3)[[at]])[0]
        args: dict[str, Value] = {
            "who": day.name(at), "since": _day(day, int(first[at])) if new[at] else day.last, "ours": day.money(ours),
            "theirs": day.money(theirs), "now": Percent(float(now[at]), digits=0) if share_known[at] else None,
            "usual": Percent(float(usual[at]), digits=0) if np.isfinite(usual[at]) else None,
        }  # fmt: skip
        if not new[at]:
            key = "detection-buybox-share"
        elif np.isfinite(theirs) and np.isfinite(ours) and theirs < ours:
            key = "detection-buybox-cheaper"
        else:
            key = "detection-buybox-other"
        loss = float(day.demand.level[at] * day.price[at])
        return Finding(
            day.about("buy_box_lost", at), Severity.HIGH, Say(key, args),
            float(now[at]) if share_known[at] else 0.0, float(usual[at]) if np.isfinite(usual[at]) else 100.0,
            rule["share_now_pct"], day.window_of(max(int(run[at]), 1)), loss if np.isfinite(loss) else None,
            panel.currency, (Say("detection-buybox-why", {**args, "days": max(int(run[at]), 1)}),
                             Say("detection-at-stake", {"loss": day.money(loss)})),
        )  # fmt: skip

    def look(at: int) -> Say:
        if not judged[at]:
            return Say("detection-buybox-unknown")
        if held[at] == OTHER:
            return Say("detection-buybox-chronic")
        return Say("detection-buybox-fine")

    return Outcome("buy_box_lost", state, build, look)


def _share(day: Day, limit: float, also: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """(today's share of page views with our offer, the usual share, today's views, whether both are known).

    The usual share is worked out only where today's is below `limit`, or `also`.
    """
    share = day.traffic("buy_box_pct", 60)
    with np.errstate(invalid="ignore"):
        rows = (share[:, -1] < limit) | also
    usual = np.full(len(share), np.nan)
    usual[rows] = quantile(share[rows, :-4], 0.7)
    enough = np.isfinite(share[:, :-4]).sum(axis=1) >= 5
    views = day.views[:, -1]
    return share[:, -1], usual, np.nan_to_num(views, nan=0.0), np.isfinite(share[:, -1]) & enough


def _not_flicker(day: Day, limit: float) -> np.ndarray:
    """Whether the share has been below `limit` for longer than its usual ups and downs explain."""
    share = day.traffic("buy_box_pct", 60)
    known = np.isfinite(share)
    with np.errstate(invalid="ignore"):
        below = share < limit
    run, first = streak(below, known)
    usual, days = share_of(below, before(first, 60, _REFERENCE) & known)
    return np.asarray(run >= days_needed(usual, days))


def _improbable(now: np.ndarray, usual: np.ndarray, views: np.ndarray) -> np.ndarray:
    """Beta-binomial in the limit of a long past: P(share of the views <= now) with a prior worth 20 views < 1e-4."""
    safe_usual = np.clip(np.nan_to_num(usual, nan=50.0) / 100.0, 0.01, 0.99)
    seen = np.minimum(views, 400.0)
    hits = np.nan_to_num(now, nan=100.0) / 100.0 * seen
    posterior_a, posterior_b = 20.0 * safe_usual * 0.5 + hits, 20.0 * (1 - safe_usual) * 0.5 + seen - hits
    return np.asarray(1.0 - betainc(posterior_a + 0.5, posterior_b + 0.5, safe_usual * 0.8) < 1e-3)


def _day(day: Day, index: int) -> date:
    when: date = day.panel.day_window(BACK)[min(index, BACK - 1)].astype(object)
    return when


def featured_offer_suppressed(day: Day) -> Outcome:
    """Nobody holds the Featured Offer any more, while we have stock and an open offer."""
    rule, panel = day.rule("featured_offer_suppressed"), day.panel
    new, run, first, known = _changed(day, NONE, rule["min_share_before_pct"] / 100.0)
    state = np.where(known & (not day.gates.blocked("offers")), WELL, UNKNOWN).astype(np.int8)
    state[new & known & ~day.out_now & ~day.closed_now] = FIRING
    price = last_known(panel.window("offers.our_price", 3))
    limit = last_known(panel.window("offers.competitive_price_threshold", 14))

    def build(at: int) -> Finding:
        loss = float(day.demand.level[at] * day.price[at])
        args: dict[str, Value] = {
            "who": day.name(at), "since": _day(day, int(first[at])), "price": day.money(price[at]),
            "limit": day.money(limit[at]),
        }  # fmt: skip
        above = bool(price[at] > limit[at])
        key = "detection-featured-none-price" if above else "detection-featured-none"
        return Finding(
            day.about("featured_offer_suppressed", at), Severity.HIGH, Say(key, args), 0.0, 100.0, None,
            day.window_of(max(int(run[at]), 1)), loss if np.isfinite(loss) else None, panel.currency,
            (Say("detection-featured-why", {**args, "days": int(run[at])}),
             Say("detection-at-stake", {"loss": day.money(loss)})),
        )  # fmt: skip

    def look(at: int) -> Say:
        if not known[at]:
            return Say("detection-featured-unknown")
        return Say("detection-featured-no-stock" if new[at] else "detection-featured-fine")

    return Outcome("featured_offer_suppressed", state, build, look)


def _other_price(day: Day) -> np.ndarray:
    """The cheapest other offer `[n, BACK]`: the lowest other price, or that of the Featured Offer of somebody else."""
    lowest = day.panel.window("offers.lowest_other_price", BACK)
    theirs = holder(day) == OTHER
    if not theirs.any():
        return lowest
    return np.asarray(np.fmin(lowest, np.where(theirs, day.panel.window("offers.buy_box_price", BACK), np.nan)))


def _other_told(day: Day, ours: np.ndarray, other: np.ndarray) -> np.ndarray:
    """bool `[n, BACK]`: our price is known, and so is whether there is a cheaper one."""
    # An offer without another price has no other offer, where the report names other prices at all.
    named = day.panel.has("offers.lowest_other_price") or day.panel.has("offers.other_offers")
    known = ours > 0
    return known if named else known & (np.isfinite(other) | (holder(day) != NOBODY_KNOWS))


def price_undercut(day: Day) -> Outcome:
    """Another offer became cheaper than ours by more than the gap, whether or not the Featured Offer is still ours."""
    rule, panel = day.rule("price_undercut"), day.panel
    ours, other = panel.window("offers.our_price", BACK), day.kept("other price", lambda: _other_price(day))
    told = day.kept("other price told", lambda: _other_told(day, ours, other))
    cheaper = told & (other < ours * (1 - rule["gap_pct"] / 100.0))  # an unknown price is not cheaper
    run, first = streak(cheaper, told)
    new, usual = run > 0, np.full(panel.n, np.nan)
    if new.any():
        usual[new], count = share_of(cheaper[new], before(first[new], BACK, _REFERENCE) & told[new])
        lasting = run[new] >= days_needed(usual[new], count)
        new[new] = lasting & (count >= 3) & (np.nan_to_num(usual[new], nan=1.0) <= 0.3)
    state = np.where(told[:, -1] & (not day.gates.blocked("offers")), WELL, UNKNOWN).astype(np.int8)
    state[new & told[:, -1]] = FIRING

    def build(at: int) -> Finding:
        gap = 100.0 * (1.0 - other[at, -1] / ours[at, -1])
        args: dict[str, Value] = {
            "who": day.name(at), "ours": day.money(ours[at, -1]), "theirs": day.money(other[at, -1]),
            "gap": Percent(float(gap)), "since": _day(day, int(first[at])), "days": int(run[at]),
        }  # fmt: skip
        still = holder(day)[at, -1] == OURS
        return Finding(
            day.about("price_undercut", at), Severity.MEDIUM if gap >= 10 else Severity.LOW,
            Say("detection-undercut-still-ours" if still else "detection-undercut", args), float(other[at, -1]),
            float(ours[at, -1]), float(ours[at, -1] * (1 - rule["gap_pct"] / 100.0)),
            day.window_of(max(int(run[at]), 1)), None, panel.currency, (Say("detection-undercut-why", args),),
        )  # fmt: skip

    def look(at: int) -> Say:
        if not told[at, -1]:
            return Say("detection-undercut-unknown")
        if cheaper[at, -1]:
            return Say("detection-undercut-chronic", {"share": Number(float(100 * np.nan_to_num(usual[at])), 0)})
        return Say("detection-undercut-fine")

    return Outcome("price_undercut", state, build, look)
