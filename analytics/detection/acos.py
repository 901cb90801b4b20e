"""`acos_spike`: ads that became dearer than their own past, and dearer than the target or the break-even.

Three costs are looked at: ACOS itself, the price of a click, and the spend. Where the ACOS alone is too noisy to judge
(few orders), the other two may tell; the headline names the one that did.
"""

from __future__ import annotations

import numpy as np

from analytics.detection.ad_costs import LENGTHS, AdCosts, Dearer, Window, ad_costs, dearer_clicks, dearer_spend
from analytics.detection.clicks import click_line, click_rate
from analytics.detection.counts import chance_of_so_few
from analytics.detection.day import Day
from analytics.detection.outcome import FIRING, UNKNOWN, WELL, Outcome, Settings
from analytics.detection.robust import quantile, spread
from analytics.money import last_rates
from analytics.profit import break_even_array
from bot.records.findings import Finding, Severity
from bot.records.text import Percent, Say, Value

ACOS, CPC, SPEND = "acos", "cpc", "spend"
_HEADLINE = {CPC: "detection-cpc-headline", SPEND: "detection-spend-headline"}
_BESIDE = {CPC: "detection-acos-cpc", SPEND: "detection-acos-spend"}
_COST_COLUMNS = (
    "price", "currency", "unit_cost", "cost_currency", "inbound_cost", "vat_pct", "referral_fee_pct", "fba_fee",
)  # fmt: skip


def acos_spike(day: Day) -> Outcome:
    """ACOS, the click price or the spend of 3 or 7 days far above the ASIN's own 28 days, and ACOS above its target or
    break-even.
    """
    rule, panel, costs = day.rule("acos_spike"), day.panel, ad_costs(day)
    state = np.where(costs.known, WELL, UNKNOWN).astype(np.int8)
    chosen = {name: np.zeros(panel.n, dtype=int) for name in (ACOS, CPC, SPEND)}  # the firing window's days
    dearer: dict[tuple[str, int], Dearer] = {}
    for length in LENGTHS:
        for name, test in ((ACOS, _dearer_acos), (CPC, dearer_clicks), (SPEND, dearer_spend)):
            found = dearer[name, length] = test(day, costs, length, rule)
            chosen[name][found.fires] = length
    some = np.logical_or.reduce([days > 0 for days in chosen.values()])
    limit, limit_is = _limit(day) if some.any() else (np.full(panel.n, np.nan), ["even"] * panel.n)
    for days in chosen.values():
        now = np.where(days == 3, costs.windows[3].acos, costs.windows[7].acos)
        with np.errstate(invalid="ignore"):
            days[now <= limit] = 0  # dearer than it used to be, but still within the target
        state[days > 0] = FIRING
    if day.gates.blocked("ads_daily") and costs.late == 0:
        state[:] = UNKNOWN

    def build(at: int) -> Finding:
        name = next(name for name in (ACOS, CPC, SPEND) if chosen[name][at] > 0)
        length = int(chosen[name][at])
        window, found = costs.windows[length], dearer[name, length]
        args = _numbers(day, costs, window, at)
        args |= {
            "limit": Percent(float(limit[at])) if np.isfinite(limit[at]) else None,
            "extra": day.money(float(found.extra[at])),
        }
        why = [Say("detection-acos-why", args), _split(costs, at, length)]
        why += [
            Say(_BESIDE[other], _costs_said(day, dearer[other, days], at, days))
            for other in (CPC, SPEND)
            if other != name and (days := int(chosen[other][at])) > 0
        ]
        if (line := click_line(day, at, fallen=True)) is not None:
            why.append(line)
        if np.isfinite(limit[at]):
            why.append(Say(f"detection-acos-limit-{limit_is[at]}", args))
        if name == ACOS:
            key = "detection-acos-no-sales" if window.sales[at] <= 0 else "detection-acos"
            rise = 1 + rule["min_rise_pct"] / 100
        else:
            key = _HEADLINE[name]
            args |= _costs_said(day, found, at, length)
            rise = 1 + rule[f"min_{name}_rise_pct"] / 100
        now, usual = float(found.now[at]), float(found.usual[at])
        return Finding(
            day.about("acos_spike", at), Severity.HIGH if now >= 2 * usual and name == ACOS else Severity.MEDIUM,
            Say(key, args), now if np.isfinite(now) else None, usual, usual * rise,
            day.window_of(length, costs.late), float(found.extra[at]), panel.currency, tuple(why),
            {"clicks": float(window.clicks[at]), "orders": float(window.orders[at]), "cost": name},
        )  # fmt: skip

    def look(at: int) -> Say:
        if state[at] == UNKNOWN:
            return Say("detection-acos-unknown")
        return Say("detection-acos-fine", _numbers(day, costs, costs.windows[7], at))

    return Outcome("acos_spike", state, build, look)


def _dearer_acos(day: Day, costs: AdCosts, length: int, rule: Settings) -> Dearer:
    """Improbably few orders for the spend, or an ACOS far outside of its own ups and downs; steep and dear enough."""
    window, usual = costs.windows[length], costs.acos
    s, o = window.spend, window.orders
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = window.acos / usual
        steep = ratio >= 1 + rule["min_rise_pct"] / 100.0
    extra = s - np.where(np.isfinite(usual), window.sales * usual / 100.0, 0.0)
    enough = window.clicks >= rule["min_clicks"] if day.panel.has("ads_daily.clicks") else s > 0
    dear = extra >= day.floor(rule["money_floor"]) * length / 7.0
    fires = np.zeros(len(usual), dtype=bool)
    rows = np.flatnonzero(window.judged & steep & enough & dear)
    if len(rows):
        # due: orders that the past would have got for the spend
        bought, spent = costs.bought[rows], costs.ordered[rows]
        due = np.where(spent > 0, window.ordered[rows] * bought / np.where(spent > 0, spent, 1.0), np.nan)
        odds = chance_of_so_few(o[rows], due, 1.5 * due + due**2 / np.maximum(bought, 1))
        noise = _noise(costs.spend[rows], costs.sales[rows], costs.base[rows])
        spread_now = np.sqrt(noise**2 * 3.0 / length + 1.5 / np.maximum(due, 0.5))
        wide = (np.log(ratio[rows]) > 4.0 * spread_now) & (o[rows] >= 3)
        fires[rows] = ((odds < rule["chance"]) & (bought >= 5)) | wide
    return Dearer(fires, window.acos, usual, extra)


def _numbers(day: Day, costs: AdCosts, window: Window, at: int) -> dict[str, Value]:
    now, usual = float(window.acos[at]), float(costs.acos[at])
    rate, span = click_rate(day), slice(-window.length, None)
    return {
        "who": day.name(at), "acos": Percent(now) if np.isfinite(now) else None,
        "usual": Percent(usual) if np.isfinite(usual) else None, "days": window.length,
        "spend": day.money(float(window.spend[at])), "sales": day.money(float(window.sales[at])),
        "clicks": _count(window.clicks[at], costs.clicks[at, span]),
        "orders": _count(window.orders[at], costs.orders[at, span]),
        "cpc": day.money(float(window.cpc[at])), "cpc_usual": day.money(float(costs.cpc[at])),
        "ctr": rate.shown(at), "ctr_usual": rate.shown_usual(at),
    }  # fmt: skip


def _costs_said(day: Day, found: Dearer, at: int, days: int) -> dict[str, Value]:
    now, usual = float(found.now[at]), float(found.usual[at])
    return {
        "now": day.money(now), "was": day.money(usual), "days": days, "more": day.money(float(found.extra[at])),
        "rise": Percent(100.0 * (now / usual - 1.0), signed=True, digits=0),
    }  # fmt: skip


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


def _split(costs: AdCosts, at: int, length: int) -> Say:
    """The change split over CPC, conversion and basket: ACOS = CPC / (orders per click x sales per order)."""

    def parts(keep: np.ndarray) -> tuple[float, float, float]:
        s, r, o, k = (x[at][keep] for x in (costs.spend, costs.sales, costs.orders, costs.clicks))
        return _over(s, k), _over(o, k), _over(r, o)

    now = np.zeros(costs.base.shape[1], dtype=bool)
    now[-length:] = True
    (cpc0, cvr0, basket0), (cpc1, cvr1, basket1) = parts(costs.base[at]), parts(now)

    def change(a: float, b: float) -> Percent | None:
        return Percent(100.0 * (b / a - 1.0), signed=True, digits=0) if a > 0 and np.isfinite(b) else None

    return Say(
        "detection-acos-split",
        {"cpc": change(cpc0, cpc1), "conversion": change(cvr0, cvr1), "basket": change(basket0, basket1)},
    )


def _over(top: np.ndarray, bottom: np.ndarray) -> float:
    """The ratio of the sums over the days that both are known of; NaN without any."""
    known = np.isfinite(top) & np.isfinite(bottom)
    whole = float(bottom[known].sum())
    return float(top[known].sum()) / whole if whole else float("nan")


def _count(sum_: float, daily: np.ndarray) -> int | None:
    """The window's sum for a text; unknown where it is of no day at all."""
    return round(float(sum_)) if np.isfinite(daily).any() else None
