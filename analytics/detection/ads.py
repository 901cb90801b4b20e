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
    silent = day.kept(f"ads silent:{length}:{ending}", lambda: _silent_cells(day, length, ending))
    fill = np.where(silent, 0.0, values)
    return day.gates.masked(fill, "ads_daily", ending)


def _silent_cells(day: Day, length: int, ending: int) -> np.ndarray:
    """bool `[n, length]`: the day's report came (or none was due) without a row for the ASIN."""
    shown = day.panel.shown("ads_daily", length, ending)
    told = np.asarray(shown.any(axis=0)) | _paused_days(day, length, ending)
    ever = np.asarray(day.panel.shown("ads_daily", BACK).any(axis=1))
    return np.asarray(told[None, :] & ever[:, None] & ~shown)


def _paused_days(day: Day, length: int, ending: int = 0) -> np.ndarray:
    """Days on which campaigns were told and none ran: no report is then due. bool `[length]`."""
    codes = day.panel.campaign_window("state", length, ending)
    if not codes.size:
        return np.zeros(length, dtype=bool)
    running = day.panel.text_is("campaigns.state", length, "ENABLED", ending=ending).any(axis=0)
    return np.asarray((codes >= 0).any(axis=0) & ~running)


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
    known, run, first = day.kept("ads run", lambda: (k := np.isfinite(shown), *streak(shown == 0, k)))

    def earlier(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """(share of active days, known days, clicks a day) of the 28 days before the run."""
        past = before(first[rows], BACK, _REFERENCE) & known[rows]
        share, days = share_of(shown[rows] > 0, past)
        mean = np.where(past, np.nan_to_num(clicks[rows]), 0.0).sum(axis=1) / np.maximum(days, 1)
        return share, days, mean if panel.has("ads_daily.clicks") else np.full(len(rows), _UNTOLD)

    count = known[:, -_REFERENCE:].sum(axis=1)
    silent = np.zeros(panel.n, dtype=bool)
    if (rows := np.flatnonzero(run > 0)).size:
        active, count[rows], usual = earlier(rows)
        lasting = (count[rows] >= 5) & (active >= 0.7) & (run[rows] >= days_needed(1 - active, count[rows]))
        # So many clicks do not fail to come by chance.
        silent[rows] = lasting & (usual >= rule["min_clicks"]) & (usual * run[rows] >= _MISSED)
    off, gone = day.kept("ads halted", lambda: _halts(day))
    least = rule["share_pct"] / 100.0
    by_hand = off.share >= least
    if by_hand.any():
        by_hand &= usual_clicks(day) >= rule["min_clicks"]
    # Ads of what cannot be sold stop by themselves, and a budget that is used up has its own alert.
    blameless = day.out_now | day.closed_now | day.kept("broke now", lambda: _broke_now(day))
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
        active, _, usual = (float(figure[0]) for figure in earlier(np.array([at])))
        args: dict[str, Value] = {
            "who": day.name(at), "since": begun, "campaigns": names, "spend": day.money(mean),
            "share": Percent(min(100 * carried, 100.0), digits=0),
            "active": Percent(100 * active, digits=0) if np.isfinite(active) else None,
        }  # fmt: skip
        return Finding(
            day.about("ads_stopped", at), Severity.HIGH if by_hand[at] or usual >= 20 else Severity.MEDIUM,
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


def _halts(day: Day) -> tuple[_Halt, _Halt]:
    """What campaigns that were paused carried, and what those carried that show nothing any more."""
    paused, vanished = _paused(day), _vanished(day)
    return _halted(day, *paused), _halted(day, vanished[0] & ~paused[0], vanished[1])


def _halted(day: Day, stopped: np.ndarray, first: np.ndarray) -> _Halt:
    """Shares by the 28 days before each campaign's stop; 0 for an ASIN whose ads went on elsewhere."""
    panel = day.panel
    share = np.zeros(panel.n)
    since = np.full(panel.n, BACK)
    shape = (panel.n, len(panel.campaigns.ids))
    if not stopped.any():
        return _Halt(share, np.broadcast_to(False, shape), since)
    which = np.zeros(shape, dtype=bool)
    for begun in np.unique(first[stopped]):
        group = stopped & (first == begun)
        carried, _ = _campaign_share(day, BACK - int(begun))
        mine = carried[:, group].sum(axis=1)
        share += mine
        which[:, group] |= carried[:, group] > 0.05
        since = np.where(mine > 0.05, np.minimum(since, begun), since)
    now, old = known_sum(activity(day, "spend", 2)), quantile(activity(day, "spend", 60))
    share[np.isfinite(now) & (old > 0) & (now >= 0.6 * 2 * old)] = 0.0
    return _Halt(share, which, since)


def _paused(day: Day) -> tuple[np.ndarray, np.ndarray]:
    """(campaigns that were enabled and were paused or archived since; since when), `[c]`."""
    codes = day.panel.campaign_window("state", BACK)
    run, first = streak(day.panel.text_is("campaigns.state", BACK, "PAUSED", "ARCHIVED"), codes >= 0)
    paused = run > 0
    if paused.any():
        on = day.panel.text_is("campaigns.state", BACK, "ENABLED")[paused]
        was_on, count = share_of(on, before(first[paused], BACK, _REFERENCE) & (codes[paused] >= 0))
        paused[paused] = (count >= 3) & (was_on >= 0.7)
    return paused, first


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
    ended = run > 0
    if ended.any():
        counts, days = shown[ended], run[ended]
        past = before(first[ended], BACK, _REFERENCE) & known[ended]
        active, count = share_of(counts > 0, past)
        usual = np.where(past, counts, 0.0).sum(axis=1) / np.maximum(count, 1)
        lasting = (count >= 5) & (active >= 0.7) & (days >= days_needed(1 - active, count))
        ended[ended] = lasting & (usual * days >= _MISSED)
    return ended, first


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


def ads_out_of_budget(day: Day) -> Outcome:
    """Campaigns that used to last the day lack budget for a good part of it."""
    rule, panel = day.rule("ads_out_of_budget"), day.panel
    c = len(panel.campaigns.ids)
    out = panel.campaign_window("out_of_budget_pct", BACK)
    told = np.isfinite(out)
    run, first = streak(out >= rule["out_pct"], told)
    usual, lacking = np.full(c, np.nan), np.zeros(c, dtype=bool)
    if (at := np.flatnonzero(run > 0)).size:
        worst = out[at, -1] >= 50.0
        past = before(first[at], BACK, _REFERENCE) & told[at]
        usual[at] = quantile(np.where(past, out[at], np.nan))
        flicker, days = share_of(out[at] >= rule["out_pct"], past)
        lacking[at] = ((run[at] >= rule["days"]) | worst) & (days >= 3) & (usual[at] <= rule["usual_pct"])
        lacking[at] &= run[at] >= days_needed(flicker, days)
    # Where the share is not reported: the whole budget spent two days in a row, after days that left some of it.
    full, budget = np.zeros(c, dtype=np.int64), panel.campaign_window("daily_budget", BACK)
    spend = panel.campaign_window("spend", BACK)
    if (unsaid := np.flatnonzero(~told.any(axis=1))).size:
        with np.errstate(invalid="ignore", divide="ignore"):
            used = 100.0 * spend[unsaid] / np.where(budget[unsaid] > 0, budget[unsaid], np.nan)
        full[unsaid], from_day = streak(used >= 98.0, np.isfinite(used))
        left = before(from_day, BACK, _REFERENCE) & np.isfinite(used)
        before_used = quantile(np.where(left, used, np.nan), 0.9)
        lacking[unsaid] = (full[unsaid] >= max(rule["days"], 2)) & (left.sum(axis=1) >= 5) & (before_used <= 85.0)
    if lacking.any():
        lacking &= ~panel.text_is("campaigns.state", 1, "PAUSED", "ARCHIVED")[:, -1]
    none = (np.broadcast_to(0.0, (panel.n, c)), np.zeros(panel.n))
    share, _ = _campaign_share(day, 0) if lacking.any() else none
    hit = share[:, lacking].sum(axis=1)
    state = np.full(panel.n, UNKNOWN, dtype=np.int8)
    judged = bool((told[:, -1:] | (np.isfinite(spend[:, -1:]) & (budget[:, -1:] > 0))).any())
    if judged:
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
        others, {(None, ""): FIRING if orphan else WELL if judged else UNKNOWN},
    )  # fmt: skip
