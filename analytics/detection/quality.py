"""Rates and standing: `cvr_low`, `return_spike`, `rating_drop`, `rank_drop`."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from analytics.detection.counts import chance_of_so_few, chance_of_so_low_a_rate
from analytics.detection.day import Day
from analytics.detection.outcome import FIRING, UNKNOWN, WELL, Outcome
from analytics.detection.robust import last_known, quantile, spread
from bot.records.findings import Finding, Severity
from bot.records.text import Number, Percent, Say, Value

_CLUSTERS = 1.5  # units of one order come together: counts vary so much more than single buyers would


def _conversion(day: Day, late: int) -> tuple[np.ndarray, ...]:
    """Sessions and units of the last 14 days, of the usual days from 80 to 18 days ago, and how many of the 14 are
    known.
    """
    sessions, units = day.traffic("sessions", 80, late), day.traffic(day.units_column, 80, late)
    both = np.isfinite(sessions) & np.isfinite(units) & (sessions > 0)
    now = (np.where(both[:, -14:], x[:, -14:], 0).sum(axis=1) for x in (sessions, units))
    usual_days = (both & ~day.deals[:, -80:] & ~day.sold_out[:, -80:])[:, :-17]
    past = (np.where(usual_days, x[:, :-17], 0).sum(axis=1) for x in (sessions, units))
    return (*now, *past, both[:, -14:].sum(axis=1))


def cvr_low(day: Day) -> Outcome:
    """Units per session of 14 days against the own past and the category's benchmark, on the counts beneath."""
    rule, panel = day.rule("cvr_low"), day.panel
    late = 0 if day.provisional_from is None else max(0, (day.last - day.provisional_from).days + 1)
    now_s, now_u, past_s, past_u, days = day.kept("conversion", lambda: _conversion(day, late))
    benchmark = panel.product("cvr_benchmark")
    with np.errstate(invalid="ignore", divide="ignore"):
        now, past = 100.0 * now_u / now_s, np.where(past_s >= 100, 100.0 * past_u / past_s, np.nan)
    expected = now_s * past / 100.0
    enough = (now_s >= rule["min_sessions"]) & (days >= 10)
    with np.errstate(invalid="ignore"):
        below_past = enough & (now < past * (1 - rule["min_drop_pct"] / 100))
        below_mark = enough & (now < benchmark * (1 - rule["benchmark_gap_pct"] / 100))
    mark = now_s[below_mark] * benchmark[below_mark] / 100.0
    below_mark[below_mark] = chance_of_so_few(now_u[below_mark], mark, 1.5 * mark) < rule["chance"] / 10
    cut = np.flatnonzero(below_past)
    for at in cut:
        odds = _so_few(*(float(x[at]) / _CLUSTERS for x in (now_u, now_s, past_u, past_s)))
        below_past[at] = odds < rule["chance"]
    excused = day.sold_out[:, -14:].any(axis=1) | day.closed_now
    state = np.where(enough & (np.isfinite(past) | np.isfinite(benchmark)), WELL, UNKNOWN).astype(np.int8)
    state[enough & (below_past | below_mark) & ~excused] = FIRING
    if day.gates.blocked("traffic_daily"):
        state[:] = UNKNOWN

    def numbers(at: int) -> dict[str, Value]:
        return {
            "who": day.name(at), "now": Percent(float(now[at]), digits=1) if np.isfinite(now[at]) else None,
            "past": Percent(float(past[at]), digits=1) if np.isfinite(past[at]) else None,
            "benchmark": Percent(float(benchmark[at]), digits=1) if np.isfinite(benchmark[at]) else None,
            "sessions": round(float(now_s[at])), "units": round(float(now_u[at])),
        }  # fmt: skip

    def build(at: int) -> Finding:
        args = numbers(at)
        against_past = bool(below_past[at])
        goal = float(past[at]) if against_past else float(benchmark[at])
        loss = float((now_s[at] * goal / 100 - now_u[at]) * day.price[at])
        return Finding(
            day.about("cvr_low", at), Severity.MEDIUM if against_past else Severity.LOW,
            Say("detection-cvr-past" if against_past else "detection-cvr-benchmark", args), float(now[at]), goal,
            goal * (1 - rule["min_drop_pct" if against_past else "benchmark_gap_pct"] / 100),
            day.window_of(14, late), loss if np.isfinite(loss) else None, panel.currency,
            (Say("detection-cvr-why", args), Say("detection-cvr-test")), {"expected_units": float(expected[at])}
            if np.isfinite(expected[at]) else {},
        )  # fmt: skip

    return Outcome(
        "cvr_low", state, build,
        lambda at: Say("detection-cvr-unknown" if state[at] == UNKNOWN else "detection-cvr-fine", numbers(at)),
    )  # fmt: skip


def _so_few(now_u: float, now_s: float, past_u: float, past_s: float) -> float:
    """P(units <= now | sessions, the past); units above sessions are cut."""
    return chance_of_so_low_a_rate(int(now_u), max(int(now_s), 1), min(past_u, past_s), max(past_s - past_u, 0.0))


def return_spike(day: Day) -> Outcome:
    """Returned units of 14 days against the ASIN's own rate per unit sold (Poisson with the past's own error)."""
    rule, panel = day.rule("return_spike"), day.panel
    rows = panel.rows.get("returns", {})
    if not rows or not len(rows.get("date", ())):
        return Outcome(
            "return_spike", np.zeros(panel.n, dtype=np.int8), look=lambda _: Say("detection-returns-unknown")
        )
    recent = panel.recent("returns", 14 + 63)
    quantity = (
        np.where(np.isfinite(recent["quantity"]), recent["quantity"], 1.0)
        if "quantity" in recent
        else np.ones(len(recent["date"]))
    )
    age = (np.datetime64(day.last, "D") - recent["date"]).astype(int)
    keep = recent["at"] >= 0
    now, past = np.zeros(panel.n), np.zeros(panel.n)
    np.add.at(now, recent["at"][keep & (age < 14)], quantity[keep & (age < 14)])
    np.add.at(past, recent["at"][keep & (age >= 14)], quantity[keep & (age >= 14)])
    units = np.nan_to_num(day.units)
    # Returns follow sales by about a week or two: sales are taken 10 days earlier.
    sold_now, sold_past = units[:, -24:-10].sum(axis=1), units[:, -87:-24].sum(axis=1)
    expected = (past + 1.0) / (sold_past + 20.0) * sold_now
    odds = chance_of_so_few(np.maximum(now - 1, 0), expected, expected + expected**2 / (past + 1.0))
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.where(expected > 0, now / expected, np.inf)
    known = (sold_past >= 20) & np.isfinite(day.units[:, -14:]).any(axis=1)
    state = np.where(known, WELL, UNKNOWN).astype(np.int8)
    state[known & (now >= rule["min_returns"]) & (ratio >= rule["min_ratio"]) & (1 - odds < rule["chance"])] = FIRING

    def build(at: int) -> Finding:
        mine = keep & (recent["at"] == at) & (age < 14)
        reasons = [str(r) for r in recent["reason"][mine] if r] if "reason" in recent else []
        most = max(sorted(set(reasons)), key=reasons.count) if reasons else None
        loss = float(now[at] * day.price[at])
        args: dict[str, Value] = {
            "who": day.name(at), "count": round(float(now[at])), "expected": Number(float(expected[at]), 1),
            "reason": most[:80] if most else None, "times": reasons.count(most) if most else 0,
        }  # fmt: skip
        return Finding(
            day.about("return_spike", at), Severity.HIGH if ratio[at] >= 4 else Severity.MEDIUM,
            Say("detection-returns-reason" if most else "detection-returns", args), float(now[at]),
            float(expected[at]), float(expected[at] * rule["min_ratio"]), day.window_of(14),
            loss if np.isfinite(loss) else None, panel.currency, (Say("detection-returns-why", args),),
        )  # fmt: skip

    def look(at: int) -> Say:
        if not known[at]:
            return Say("detection-returns-unknown")
        args: dict[str, Value] = {"count": round(float(now[at])), "expected": Number(float(expected[at]), 1)}
        return Say("detection-returns-fine", args)

    return Outcome("return_spike", state, build, look)


def rating_drop(day: Day) -> Outcome:
    """The star rating fell against the four weeks before by more than the step and its own noise."""
    rule, panel = day.rule("rating_drop"), day.panel
    rating = panel.window("ratings_daily.rating", 45)
    past = rating[:, -35:-7]
    now = last_known(rating[:, -3:])
    count = np.isfinite(past).sum(axis=1)
    known = np.isfinite(now) & (count >= 5)
    state = np.where(known & (not day.gates.blocked("ratings_daily")), WELL, UNKNOWN).astype(np.int8)
    usual = np.full(panel.n, np.nan)
    # Worked out where the rating lies below the highest of before: medians are dear, and no other can have fallen.
    if (rows := np.flatnonzero((state == WELL) & (now < np.fmax.reduce(past, axis=1)))).size:
        usual[rows] = quantile(past[rows])
        noise = np.nan_to_num(spread(past[rows], usual[rows]), nan=0.0)
        least = np.maximum(rule["min_drop"] - 1e-9, 4 * noise)
        # A rating of a handful of votes jumps: with noise the last two known days must both be low.
        low = (usual[rows, None] - rating[rows, -3:]) >= least[:, None]
        twice = low.sum(axis=1) >= np.where(noise > 0.02, 2, 1)
        state[rows[twice & (usual[rows] - now[rows] >= least)]] = FIRING

    def numbers(at: int) -> dict[str, Value]:
        votes = panel.window("ratings_daily.rating_count", 3)[at]
        return {
            "who": day.name(at), "now": Number(float(now[at]), 1) if np.isfinite(now[at]) else None,
            "usual": Number(float(middle), 1) if np.isfinite(middle := quantile(past[[at]])[0]) else None,
            "votes": round(float(votes[np.isfinite(votes)][-1])) if np.isfinite(votes).any() else None,
        }  # fmt: skip

    def build(at: int) -> Finding:
        low_mark = now[at] < 4.0 <= usual[at]
        return Finding(
            day.about("rating_drop", at), Severity.HIGH if low_mark else Severity.MEDIUM,
            Say("detection-rating", numbers(at)), float(now[at]), float(usual[at]),
            float(usual[at] - rule["min_drop"]), day.window_of(7), None, None,
            (Say("detection-rating-why", numbers(at)),),
        )  # fmt: skip

    def look(at: int) -> Say:
        return Say("detection-rating-fine" if known[at] else "detection-rating-unknown", numbers(at))

    return Outcome("rating_drop", state, build, look)


def _rank_logs(day: Day) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(logarithms of the sales rank from 38 to 8 days ago, those of the last three days, their median)."""
    rank = day.panel.window("ranks.rank", 45)
    logs = np.log(np.where(rank > 0, rank, np.nan))
    # Sales of a deal lift the rank: its days are no measure of ordinary ones.
    past = np.where(day.deals[:, -45:] & ~day.deals[:, -1:], np.nan, logs)[:, -38:-7]
    return past, logs[:, -3:], quantile(logs[:, -3:])


def rank_drop(day: Day) -> Outcome:
    """Sales rank of the last three days far worse than the four weeks before, on logarithms."""
    rule, panel = day.rule("rank_drop"), day.panel
    past, last, now = day.kept("rank logs", lambda: _rank_logs(day))
    known = (np.isfinite(past).sum(axis=1) >= 14) & (np.isfinite(last).sum(axis=1) >= 2)
    state = np.where(known & (not day.gates.blocked("ranks")), WELL, UNKNOWN).astype(np.int8)
    usual, noise = np.full(panel.n, np.nan), np.full(panel.n, np.nan)
    # Medians are dear, and a rank that is not this much worse than the best one before cannot be so against theirs.
    much = np.log(rule["min_ratio"])
    if (rows := np.flatnonzero((state == WELL) & (now - np.fmin.reduce(past, axis=1) >= much))).size:
        usual[rows] = quantile(past[rows])
        noise[rows] = np.maximum(np.nan_to_num(spread(past[rows], usual[rows]), nan=1.0), 0.05)
        worse = now[rows] - usual[rows]
        state[rows[(worse >= much) & (worse >= rule["min_z"] * noise[rows])]] = FIRING

    def numbers(at: int) -> dict[str, Value]:
        middle = float(quantile(past[[at]])[0])
        return {
            "who": day.name(at), "now": round(float(np.exp(now[at]))) if np.isfinite(now[at]) else None,
            "usual": round(float(np.exp(middle))) if np.isfinite(middle) else None,
        }  # fmt: skip

    def build(at: int) -> Finding:
        args = numbers(at)
        since = day.last - timedelta(days=2)
        return Finding(
            day.about("rank_drop", at), Severity.MEDIUM if now[at] - usual[at] >= np.log(4) else Severity.LOW,
            Say("detection-rank", args), float(round(np.exp(now[at]))), float(round(np.exp(usual[at]))),
            float(np.exp(usual[at] + max(np.log(rule["min_ratio"]), rule["min_z"] * noise[at]))), (since, day.last),
            None, None, (Say("detection-rank-why", args),),
        )  # fmt: skip

    def look(at: int) -> Say:
        return Say("detection-rank-fine" if known[at] else "detection-rank-unknown", numbers(at))

    return Outcome("rank_drop", state, build, look)
