"""Ads: `ads_stopped`, `ads_out_of_budget`.

On a day whose ad report came, an ASIN or campaign without a row had no activity: Amazon's reports list only what had.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.detection.day import Day
from analytics.detection.outcome import FIRING, UNKNOWN, WELL, Outcome
from analytics.detection.robust import before, days_needed, known_sum, quantile, share_of, streak
from bot.records.findings import Finding, Severity
from bot.records.text import Percent, Say, Value

BACK = 75
_REFERENCE = 28
_MISSED = 12.0  # clicks that should have come by now: none of them is no chance
_UNTOLD = 1e6  # clicks a day where clicks are not reported: no rule waits for more


def activity(day: Day, column: str, length: int, ending: int = 0) -> np.ndarray:
    """Ad figures `[n, length]`: 0 where the day's report came without a row for the ASIN, NaN where it did not come."""
    if not ending and length <= BACK:
        kept = day.kept(f"ads:{column}", lambda: _activity(day, column, BACK, 0))
        return kept[:, BACK - length :]
    return _activity(day, column, length, ending)


def _activity(day: Day, column: str, length: int, ending: int) -> np.ndarray:
    panel = day.panel
    values = panel.window(f"ads_daily.{column}", length, ending)
    came = np.asarray(panel.shown("ads_daily", length, ending).any(axis=0))
    stopped = _paused_days(day, length, ending)
    ever = np.asarray(panel.shown("ads_daily", BACK).any(axis=1))
    silent = (came | stopped)[None, :] & ever[:, None] & ~panel.shown("ads_daily", length, ending)
    fill = np.where(silent, 0.0, values)
    return day.gates.masked(fill, "ads_daily", ending)


def _paused_days(day: Day, length: int, ending: int = 0) -> np.ndarray:
    """Days on which campaigns were told and none ran: no report is then due. bool `[length]`."""
    state = day.panel.campaigns.state
    codes = day.panel.campaign_window("state", length, ending)
    if not codes.size:
        return np.zeros(length, dtype=bool)
    return np.asarray((codes >= 0).any(axis=0) & ~state.among("ENABLED", codes=codes).any(axis=0))


def _column(day: Day) -> str:
    """The figure that shows whether ads run: impressions, else clicks, else spend."""
    return next((c for c in ("impressions", "clicks", "spend") if day.panel.has(f"ads_daily.{c}")), "spend")


def _campaign_share(day: Day, ending: int) -> tuple[np.ndarray, np.ndarray]:
    """(share `[n, c]` of each ASIN's ad spend, or clicks, by campaign; the ASIN's total) in 28 days ending so long
    ago.
    """
    panel = day.panel
    rows = panel.recent("ads_daily", _REFERENCE + ending)
    shape = (panel.n, len(panel.campaigns.ids))
    total = np.zeros(shape)
    if rows and len(rows["date"]):
        old = rows["date"] <= panel.days[panel.size - 1] - np.timedelta64(ending, "D")
        weight = rows["spend"] if "spend" in rows and np.isfinite(rows["spend"]).any() else rows.get("clicks")
        if weight is not None:
            keep = old & (rows["at"] >= 0) & (rows["campaign"] >= 0)
            flat = rows["at"][keep] * shape[1] + rows["campaign"][keep]
            total += np.bincount(flat, np.nan_to_num(weight[keep]), shape[0] * shape[1]).reshape(shape)
    sums = total.sum(axis=1)
    return total / np.maximum(sums, 1e-9)[:, None], sums


def ads_stopped(day: Day) -> Outcome:
    """Ads that ran daily show nothing any more, or the campaigns that carried them were paused."""
    rule, panel = day.rule("ads_stopped"), day.panel
    shown, clicks = activity(day, _column(day), BACK), activity(day, "clicks", BACK)
    known = np.isfinite(shown)
    run, first = streak(shown == 0, known)
    past = before(first, BACK, _REFERENCE) & known
    active, count = share_of(shown > 0, past)
    with np.errstate(invalid="ignore", divide="ignore"):
        usual = np.where(past, np.nan_to_num(clicks), 0.0).sum(axis=1) / np.maximum(past.sum(axis=1), 1)
    if not panel.has("ads_daily.clicks"):
        usual = np.full(panel.n, _UNTOLD)
    silent = (
        (run > 0)
        & (count >= 5)
        & (active >= 0.7)
        & (run >= days_needed(1 - active, count))
        & (usual >= rule["min_clicks"])
    )
    silent &= usual * run >= _MISSED  # so many clicks do not fail to come by chance
    paused, vanished = _paused(day), _vanished(day)
    off, gone = _halted(day, *paused), _halted(day, vanished[0] & ~paused[0], vanished[1])
    least = rule["share_pct"] / 100.0
    by_hand = off.share >= least
    if by_hand.any():
        by_hand &= usual_clicks(day) >= rule["min_clicks"]
    # Ads of what cannot be sold stop by themselves, and a budget that is used up has its own alert.
    blameless = day.out_now | day.closed_now | _broke_now(day)
    state = np.where(known[:, -1] & (count >= 5), WELL, UNKNOWN).astype(np.int8)
    ended = ~by_hand & ~blameless & (off.share + gone.share >= least) & (gone.share > 0)
    state[(silent & known[:, -1] & ~blameless) | by_hand | ended] = FIRING
    if day.gates.blocked("ads_daily"):
        state[~by_hand] = UNKNOWN

    def build(at: int) -> Finding:
        spend = activity(day, "spend", 35)[at]
        mean = float(np.nanmean(spend[:28])) if np.isfinite(spend[:28]).any() else np.nan
        carried, names = float(off.share[at] + gone.share[at]), None
        if by_hand[at] or (ended[at] and not silent[at]):
            which = off.which[at] if by_hand[at] else off.which[at] | gone.which[at]
            names = ", ".join(str(c) for c in panel.campaigns.ids[which])[:120]
            start = int(off.since[at]) if by_hand[at] else int(min(off.since[at], gone.since[at]))
            key = "detection-ads-paused" if by_hand[at] else "detection-ads-ended"
        else:
            start, key = int(first[at]), "detection-ads-silent"
        begun = panel.day_window(BACK)[min(start, BACK - 1)].astype(object)
        args: dict[str, Value] = {
            "who": day.name(at), "since": begun, "campaigns": names, "spend": day.money(mean),
            "share": Percent(min(100 * carried, 100.0), digits=0), "active": Percent(100 * float(active[at]), digits=0)
            if np.isfinite(active[at]) else None,
        }  # fmt: skip
        return Finding(
            day.about("ads_stopped", at), Severity.HIGH if by_hand[at] or usual[at] >= 20 else Severity.MEDIUM,
            Say(key, args), 0.0, mean if np.isfinite(mean) else None, None, (begun, day.last), None, panel.currency,
            (Say("detection-ads-stopped-why", args),), {"paused": bool(by_hand[at])},
        )  # fmt: skip

    def look(at: int) -> Say:
        if state[at] == UNKNOWN:
            return Say("detection-ads-unknown")
        return Say("detection-ads-blameless" if silent[at] else "detection-ads-running")

    return Outcome("ads_stopped", state, build, look)


def usual_clicks(day: Day) -> np.ndarray:
    """Median clicks of the active days of the last 60, `[n]`; very many where clicks are not reported."""
    if not day.panel.has("ads_daily.clicks"):
        return np.full(day.panel.n, _UNTOLD)
    clicks = activity(day, "clicks", 60)
    return np.asarray(np.nan_to_num(quantile(np.where(clicks > 0, clicks, np.nan)), nan=0.0))


@dataclass(frozen=True)
class _Halt:
    """What stopped campaigns carried: `share` of each ASIN's ad spend, `which` campaigns `[n, c]`, `since` (index)."""

    share: np.ndarray
    which: np.ndarray
    since: np.ndarray


def _halted(day: Day, stopped: np.ndarray, first: np.ndarray) -> _Halt:
    """Shares by the 28 days before each campaign's stop; 0 for an ASIN whose ads went on elsewhere."""
    panel = day.panel
    share = np.zeros(panel.n)
    which = np.zeros((panel.n, len(panel.campaigns.ids)), dtype=bool)
    since = np.full(panel.n, BACK)
    for begun in np.unique(first[stopped]):
        group = stopped & (first == begun)
        carried, _ = _campaign_share(day, BACK - int(begun))
        mine = carried[:, group].sum(axis=1)
        share += mine
        which[:, group] |= carried[:, group] > 0.05
        since = np.where(mine > 0.05, np.minimum(since, begun), since)
    if stopped.any():
        now, old = known_sum(activity(day, "spend", 2)), quantile(activity(day, "spend", 60))
        share[np.isfinite(now) & (old > 0) & (now >= 0.6 * 2 * old)] = 0.0
    return _Halt(share, which, since)


def _paused(day: Day) -> tuple[np.ndarray, np.ndarray]:
    """(campaigns that were enabled and were paused or archived since; since when), `[c]`."""
    codes, state = day.panel.campaign_window("state", BACK), day.panel.campaigns.state
    off, on = state.among("PAUSED", "ARCHIVED", codes=codes), state.among("ENABLED", codes=codes)
    run, first = streak(off, codes >= 0)
    was_on, count = share_of(on, before(first, BACK, _REFERENCE) & (codes >= 0))
    return (run > 0) & (count >= 3) & (was_on >= 0.7), first


def _vanished(day: Day) -> tuple[np.ndarray, np.ndarray]:
    """(campaigns that ran daily and have shown nothing for so long that it is no chance; since when), `[c]`."""
    column = "clicks" if day.panel.has("ads_daily.clicks") else "impressions"
    shown = day.panel.campaign_window(column, BACK)
    if not shown.size:
        return np.zeros(len(shown), dtype=bool), np.full(len(shown), BACK)
    came = np.asarray(day.panel.shown("ads_daily", BACK).any(axis=0))
    shown = day.gates.masked(np.where(came[None, :] & ~np.isfinite(shown), 0.0, shown), "ads_daily")
    known = np.isfinite(shown)
    run, first = streak(shown == 0, known)
    past = before(first, BACK, _REFERENCE) & known
    active, count = share_of(shown > 0, past)
    usual = np.where(past, np.nan_to_num(shown), 0.0).sum(axis=1) / np.maximum(count, 1)
    ended = (run > 0) & (count >= 5) & (active >= 0.7) & (run >= days_needed(1 - active, count))
    return ended & (usual * run >= _MISSED), first


def _broke_now(day: Day) -> np.ndarray:
    """ASINs most of whose ads run in campaigns that were out of budget for half of the last day or more."""
    out = day.panel.campaign_window("out_of_budget_pct", 1)
    if not out.size:
        return np.zeros(day.panel.n, dtype=bool)
    broke = np.nan_to_num(out[:, -1]) >= 50.0
    if not broke.any():
        return np.zeros(day.panel.n, dtype=bool)
    share, _ = _campaign_share(day, 1)
    return np.asarray((share * broke[None, :]).sum(axis=1) >= 0.5)


def _quantile_of(rows: np.ndarray, where: np.ndarray, values: np.ndarray, share: float) -> np.ndarray:
    """The quantile of `values` `[c, k]` `where` they count, of `rows` alone (NaN for the others): sorting is dear."""
    result = np.full(len(values), np.nan)
    result[rows] = quantile(np.where(where[rows], values[rows], np.nan), share)
    return result


def ads_out_of_budget(day: Day) -> Outcome:
    """Campaigns that used to last the day lack budget for a good part of it."""
    rule, panel = day.rule("ads_out_of_budget"), day.panel
    c = len(panel.campaigns.ids)
    out = panel.campaign_window("out_of_budget_pct", BACK)
    told = np.isfinite(out)
    spend, budget = panel.campaign_window("spend", BACK), panel.campaign_window("daily_budget", BACK)
    with np.errstate(invalid="ignore", divide="ignore"):
        used = 100.0 * spend / np.where(budget > 0, budget, np.nan)
    run, first = streak(out >= rule["out_pct"], told)
    worst = np.nan_to_num(out[:, -1] if c else np.zeros(0)) >= 50.0
    past = before(first, BACK, _REFERENCE) & told
    usual = _quantile_of(run > 0, past, out, 0.5)
    enough = past.sum(axis=1) >= 3
    flicker, days = share_of(out >= rule["out_pct"], past)
    lacking = ((run >= rule["days"]) | worst) & (run > 0) & enough & (usual <= rule["usual_pct"])
    lacking &= run >= days_needed(flicker, days)
    # Where the share is not reported: the whole budget spent two days in a row, after days that left some of it.
    unsaid = ~told.any(axis=1)
    full, from_day = streak(used >= 98.0, np.isfinite(used))
    left = before(from_day, BACK, _REFERENCE) & np.isfinite(used)
    before_used = _quantile_of((full > 0) & unsaid, left, used, 0.9)
    lacking |= unsaid & (full >= max(rule["days"], 2)) & (left.sum(axis=1) >= 5) & (before_used <= 85.0)
    enabled = panel.campaign_window("state", 1)
    if enabled.size and (enabled >= 0).any():
        lacking &= ~panel.campaigns.state.among("PAUSED", "ARCHIVED", codes=enabled[:, -1])
    share, _ = _campaign_share(day, 0) if lacking.any() else (np.zeros((panel.n, c)), None)
    hit = (share * lacking[None, :]).sum(axis=1) if c else np.zeros(panel.n)
    state = np.full(panel.n, UNKNOWN, dtype=np.int8)
    judged = (told[:, -1] | np.isfinite(used[:, -1])) if c else np.zeros(0, dtype=bool)
    if judged.any():
        ever = panel.shown("ads_daily", _REFERENCE).any(axis=1)
        state[ever] = WELL
    state[hit >= 0.3] = FIRING
    if day.gates.blocked("campaigns"):
        state[:] = UNKNOWN
    orphan = bool(lacking.any()) and not (hit >= 0.3).any() and not panel.shown("ads_daily", _REFERENCE).any()

    def describe(which: np.ndarray, who: Say, at: int | None) -> Finding:
        names = ", ".join(str(x) for x in panel.campaigns.ids[which])[:120]
        lack, days = out[which, -1], int(max(run[which].max(), full[which].max()))
        args: dict[str, Value] = {
            "who": who, "campaigns": names, "days": days,
            "out": Percent(float(np.nanmax(lack)), digits=0) if np.isfinite(lack).any() else None,
            "budget": day.money(float(np.nansum(budget[which, -1]))),
        }  # fmt: skip
        key = "detection-budget-out" if np.isfinite(lack).any() else "detection-budget-spent"
        return Finding(
            day.about("ads_out_of_budget", at), Severity.MEDIUM, Say(key, args),
            float(np.nanmax(lack)) if np.isfinite(lack).any() else None,
            float(np.nanmax(usual[which])) if np.isfinite(usual[which]).any() else None, rule["out_pct"],
            day.window_of(max(days, 1)), None, panel.currency, (Say("detection-budget-why", args),),
        )  # fmt: skip

    def build(at: int) -> Finding:
        return describe(np.flatnonzero(lacking & (share[at] > 0.05)), day.name(at), at)

    others = (describe(np.flatnonzero(lacking), Say("detection-the-account"), None),) if orphan else ()
    return Outcome(
        "ads_out_of_budget", state, build,
        lambda at: Say("detection-budget-unknown" if state[at] == UNKNOWN else "detection-budget-fine"),
        others, {(None, ""): FIRING if orphan else WELL if judged.any() else UNKNOWN},
    )  # fmt: skip
