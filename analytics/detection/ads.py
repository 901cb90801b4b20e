"""Ads: `ads_stopped`, `ads_out_of_budget`, `acos_spike`.

On a day whose ad report came, an ASIN or campaign without a row had no activity: Amazon's reports list only what had.
"""

from __future__ import annotations

import numpy as np

from analytics.detection.counts import chance_of_so_few
from analytics.detection.day import Day
from analytics.detection.outcome import FIRING, UNKNOWN, WELL, Outcome
from analytics.detection.robust import before, days_needed, known_sum, quantile, share_of, spread, streak
from analytics.money import last_rates
from analytics.profit import break_even_array
from bot.records.findings import Finding, Severity
from bot.records.text import Percent, Say, Value

BACK = 75
_REFERENCE = 28
_COST_COLUMNS = (
    "price", "currency", "unit_cost", "cost_currency", "inbound_cost", "vat_pct", "referral_fee_pct", "fba_fee",
)  # fmt: skip
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
            campaign = np.searchsorted(panel.campaigns.ids.astype(str), rows["campaign_id"].astype(str))
            keep = old & (rows["at"] >= 0)
            np.add.at(total, (rows["at"][keep], campaign[keep]), np.nan_to_num(weight[keep]))
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
    paused, share, since = _paused_share(day)
    by_hand = paused >= rule["share_pct"] / 100.0
    if by_hand.any():
        by_hand &= usual_clicks(day) >= rule["min_clicks"]
    # Ads of what cannot be sold stop by themselves, and a budget that is used up has its own alert.
    blameless = day.out_now | day.closed_now | _broke_now(day)
    state = np.where(known[:, -1] & (count >= 5), WELL, UNKNOWN).astype(np.int8)
    state[(silent & known[:, -1] & ~blameless) | by_hand] = FIRING
    if day.gates.blocked("ads_daily"):
        state[~by_hand] = UNKNOWN

    def build(at: int) -> Finding:
        spend = activity(day, "spend", 35)[at]
        mean = float(np.nanmean(spend[:28])) if np.isfinite(spend[:28]).any() else np.nan
        if by_hand[at]:
            names = ", ".join(str(c) for c in panel.campaigns.ids[share[at]])[:120]
            start = int(since[at])
            key = "detection-ads-paused"
        else:
            names, start, key = None, int(first[at]), "detection-ads-silent"
        begun = panel.day_window(BACK)[min(start, BACK - 1)].astype(object)
        args: dict[str, Value] = {
            "who": day.name(at), "since": begun, "campaigns": names, "spend": day.money(mean),
            "share": Percent(100 * float(paused[at]), digits=0), "active": Percent(100 * float(active[at]), digits=0)
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


def _paused_share(day: Day) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(share of the ASIN's ad spend that campaigns carried which were paused since; which ones `[n, c]`; since
    when).
    """
    panel = day.panel
    n, none = panel.n, np.full(panel.n, BACK)
    codes = panel.campaign_window("state", BACK)
    state = panel.campaigns.state
    if not codes.size or not (codes >= 0).any():
        return np.zeros(n), np.zeros((n, len(panel.campaigns.ids)), dtype=bool), none
    off = state.among("PAUSED", "ARCHIVED", codes=codes)
    on = state.among("ENABLED", codes=codes)
    run, first = streak(off & (codes >= 0), codes >= 0)
    was_on, count = share_of(on, before(first, BACK, _REFERENCE) & (codes >= 0))
    stopped = (run > 0) & (count >= 3) & (was_on >= 0.7)
    if not stopped.any():
        return np.zeros(n), np.zeros((n, len(panel.campaigns.ids)), dtype=bool), none
    paused = np.zeros(n)
    which = np.zeros((n, len(panel.campaigns.ids)), dtype=bool)
    since = none.copy()
    for begun in np.unique(first[stopped]):
        group = stopped & (first == begun)
        share, _ = _campaign_share(day, BACK - int(begun))
        mine = share[:, group].sum(axis=1)
        paused += mine
        which[:, group] |= share[:, group] > 0.05
        since = np.where(mine > 0.05, np.minimum(since, begun), since)
    # Others may have taken over: then the ads of the ASIN did not stop.
    now, old = known_sum(activity(day, "spend", 2)), quantile(activity(day, "spend", 60))
    carried_on = np.isfinite(now) & (old > 0) & (now >= 0.6 * 2 * old)
    return np.where(carried_on, 0.0, paused), which, since


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


def acos_spike(day: Day) -> Outcome:
    """ACOS of 3 or 7 days far above the ASIN's own 28 days and above its target or break-even."""
    rule, panel = day.rule("acos_spike"), day.panel
    late = 0 if day.provisional_from is None else max(0, (day.last - day.provisional_from).days + 1)
    spend, sales, orders, clicks = (activity(day, c, 45, late) for c in ("spend", "sales", "orders", "clicks"))
    both = np.isfinite(spend) & np.isfinite(sales)
    base = both.copy()
    base[:, -10:] = False
    base &= np.cumsum(base[:, ::-1], axis=1)[:, ::-1] <= _REFERENCE
    spent, sold = np.where(base, spend, 0).sum(axis=1), np.where(base, sales, 0).sum(axis=1)
    bought = np.where(base, np.nan_to_num(orders), 0).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        usual = np.where(sold > 0, 100.0 * spent / sold, np.nan)
    state = np.where((both[:, -7:].sum(axis=1) >= 5) & (base.sum(axis=1) >= 14), WELL, UNKNOWN).astype(np.int8)
    chosen = np.zeros(panel.n, dtype=int)
    figures: dict[int, tuple[np.ndarray, ...]] = {}
    for length in (7, 3):
        w = both[:, -length:]
        s, r = (np.where(w, x[:, -length:], 0).sum(axis=1) for x in (spend, sales))
        o, k = (np.where(w, np.nan_to_num(x[:, -length:]), 0).sum(axis=1) for x in (orders, clicks))
        with np.errstate(invalid="ignore", divide="ignore"):
            now = np.where(r > 0, 100.0 * s / r, np.inf)
            due = np.where(spent > 0, s * bought / spent, np.nan)  # orders that the past would have got for the spend
            ratio = now / usual
            extra = s - np.where(np.isfinite(usual), r * usual / 100.0, 0.0)
        enough = k >= rule["min_clicks"] if panel.has("ads_daily.clicks") else s > 0
        dear = extra >= day.floor(rule["money_floor"]) * length / 7.0
        steep = ratio >= 1 + rule["min_rise_pct"] / 100.0
        rows = np.flatnonzero((state == WELL) & steep & enough & dear & w[:, -1])
        if len(rows):
            odds = chance_of_so_few(o[rows], due[rows], 1.5 * due[rows] + due[rows] ** 2 / np.maximum(bought[rows], 1))
            noise = _noise(spend[rows], sales[rows], base[rows])
            spread_now = np.sqrt(noise**2 * 3.0 / length + 1.5 / np.maximum(due[rows], 0.5))
            wide = (np.log(ratio[rows]) > 4.0 * spread_now) & (o[rows] >= 3)
            chosen[rows[((odds < rule["chance"]) & (bought[rows] >= 5)) | wide]] = length
        figures[length] = (now, s, r, extra, k, o)
    limit, limit_is = _limit(day) if (chosen > 0).any() else (np.full(panel.n, np.nan), ["even"] * panel.n)
    now_chosen = np.where(chosen == 3, figures[3][0], figures[7][0])
    with np.errstate(invalid="ignore"):
        chosen[now_chosen <= limit] = 0  # dearer than it used to be, but still within the target
    state[chosen > 0] = FIRING
    if day.gates.blocked("ads_daily") and late == 0:
        state[:] = UNKNOWN

    def numbers(at: int, length: int) -> dict[str, Value]:
        now, s, r, extra, k, o = (float(x[at]) for x in figures[length])
        return {
            "who": day.name(at), "acos": Percent(now) if np.isfinite(now) else None,
            "usual": Percent(float(usual[at])) if np.isfinite(usual[at]) else None, "days": length,
            "limit": Percent(float(limit[at])) if np.isfinite(limit[at]) else None, "spend": day.money(s),
            "sales": day.money(r), "extra": day.money(extra), "clicks": round(k), "orders": round(o),
        }  # fmt: skip

    def build(at: int) -> Finding:
        length = int(chosen[at])
        now, _, r, extra, k, o = (float(x[at]) for x in figures[length])
        args = numbers(at, length)
        key = "detection-acos-no-sales" if r <= 0 else "detection-acos"
        why = [Say("detection-acos-why", args), _split(day, at, length, base, spend, sales, orders, clicks)]
        if np.isfinite(limit[at]):
            why.append(Say(f"detection-acos-limit-{limit_is[at]}", args))
        return Finding(
            day.about("acos_spike", at), Severity.HIGH if now >= 2 * usual[at] else Severity.MEDIUM, Say(key, args),
            now if np.isfinite(now) else None, float(usual[at]), float(usual[at] * (1 + rule["min_rise_pct"] / 100)),
            day.window_of(length, late), extra, panel.currency, tuple(why), {"clicks": k, "orders": o},
        )  # fmt: skip

    def look(at: int) -> Say:
        if state[at] == UNKNOWN:
            return Say("detection-acos-unknown")
        return Say("detection-acos-fine", numbers(at, 7))

    return Outcome("acos_spike", state, build, look)


def _limit(day: Day) -> tuple[np.ndarray, list[str]]:
    """(the ACOS above which ads cost too much: the product's target, else break-even, NaN unknown; which of the
    two).
    """
    panel = day.panel
    target = panel.product("target_acos")
    columns = {name: panel.product(name) for name in _COST_COLUMNS}
    even = np.maximum(break_even_array(columns, panel.marketplace, last_rates(panel.fx, day.last), day.price), 0.0)
    return np.where(np.isfinite(target), target, even), ["target" if np.isfinite(t) else "even" for t in target]


def _noise(spend: np.ndarray, sales: np.ndarray, base: np.ndarray) -> np.ndarray:
    """Spread of 3-day ACOS on a log scale over the baseline: MAD of blocks, at least 5 %."""
    s, r = np.where(base, spend, 0.0), np.where(base, sales, 0.0)
    blocks = s.shape[1] // 3
    s3 = s[:, : blocks * 3].reshape(len(s), blocks, 3).sum(axis=2)
    r3 = r[:, : blocks * 3].reshape(len(r), blocks, 3).sum(axis=2)
    with np.errstate(invalid="ignore", divide="ignore"):
        logs = np.where((s3 > 0) & (r3 > 0), np.log(s3 / r3), np.nan)
    return np.asarray(np.maximum(np.nan_to_num(spread(logs, quantile(logs)), nan=0.5), 0.05))


def _split(
    day: Day, at: int, length: int, base: np.ndarray, spend: np.ndarray, sales: np.ndarray, orders: np.ndarray,
    clicks: np.ndarray,
) -> Say:  # fmt: skip
    """The change split over CPC, conversion and basket: ACOS = CPC / (orders per click x sales per order)."""

    def parts(keep: np.ndarray) -> tuple[float, float, float]:
        s, r, o, k = (float(np.nansum(x[at][keep])) for x in (spend, sales, orders, clicks))
        return (s / k if k else np.nan, o / k if k else np.nan, r / o if o else np.nan)

    now = np.zeros(base.shape[1], dtype=bool)
    now[-length:] = True
    (cpc0, cvr0, basket0), (cpc1, cvr1, basket1) = parts(base[at]), parts(now)

    def change(a: float, b: float) -> Percent | None:
        return Percent(100.0 * (b / a - 1.0), signed=True, digits=0) if a > 0 and np.isfinite(b) else None

    return Say(
        "detection-acos-split",
        {"cpc": change(cpc0, cpc1), "conversion": change(cvr0, cvr1), "basket": change(basket0, basket1)},
    )
