"""`acos_spike`: ads that became dearer than their own past, and dearer than the target or the break-even."""

from __future__ import annotations

import numpy as np

from analytics.detection.ads import activity
from analytics.detection.counts import chance_of_so_few
from analytics.detection.day import Day
from analytics.detection.outcome import FIRING, UNKNOWN, WELL, Outcome
from analytics.detection.robust import quantile, spread
from analytics.money import last_rates
from analytics.profit import break_even_array
from bot.records.findings import Finding, Severity
from bot.records.text import Percent, Say, Value

_REFERENCE = 28
_COST_COLUMNS = (
    "price", "currency", "unit_cost", "cost_currency", "inbound_cost", "vat_pct", "referral_fee_pct", "fba_fee",
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
