"""Dearer ads planted in the simulated shop: what `acos_spike` finds by the ACOS alone, and with click price and spend.

Also how often the click rate (CTR) is called fallen: where its impressions were raised, and where nothing was done.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import numpy as np

from analytics.detection import run_checks
from analytics.detection.backtest import replay
from analytics.detection.clicks import click_rate
from analytics.detection.day import Day
from analytics.panel import Panel
from bench.detection_shop import LAST, Tables, shop
from bot.records.rules import Rule, default_rules

_N, _LENGTH, _WINDOW, _QUIET_DAYS = 200, 150, 7, 90
_ALL = {"acos_spike": default_rules()["acos_spike"]}
_ACOS_ONLY = {
    "acos_spike": replace(
        _ALL["acos_spike"], params={"min_cpc_rise_pct": 1000.0, "min_spend_rise_pct": 1000.0}
    )
}  # fmt: skip
_RULES: dict[str, dict[str, Rule]] = {"ACOS alone": _ACOS_ONLY, "ACOS, click price, spend": _ALL}


def _times(*columns: str, by: float) -> Callable[[Tables, np.ndarray], None]:
    def change(tables: Tables, cells: np.ndarray) -> None:
        for column in columns:
            tables["ads_daily"][column][cells] = np.floor(100.0 * tables["ads_daily"][column][cells] * by) / 100.0

    return change


PLANTED: dict[str, Callable[[Tables, np.ndarray], None]] = {
    "clicks 50 % dearer": _times("spend", by=1.5),
    "clicks twice as dear": _times("spend", by=2.0),
    "half the orders per click": _times("orders", "units", "sales", by=0.5),
    "spend tripled, no more sales": _times("impressions", "clicks", "spend", by=3.0),
}


def run(seed: int) -> dict[str, dict[str, float]]:
    """Per planted change and way of judging: the share of ASINs found within 3 and 7 days; false episodes."""
    tables, first = shop(_N, _LENGTH, seed)
    result: dict[str, dict[str, float]] = {}
    quiet = Panel.build(tables, "main", "US", first, LAST)
    start = LAST - timedelta(days=_QUIET_DAYS - 1)
    for way, rules in _RULES.items():
        told = replay(quiet, start, LAST, rules)
        result[f"nothing planted, {way}"] = {"episodes_per_1000": 1000.0 * len(told) / (_N * _QUIET_DAYS)}
    last_week = tables["ads_daily"]["date"] > np.datetime64(LAST - timedelta(days=_WINDOW), "D")
    orders = tables["ads_daily"]["orders"].reshape(_N, _LENGTH).mean(axis=1)
    for name, plant in PLANTED.items():
        changed = {**tables, "ads_daily": {c: values.copy() for c, values in tables["ads_daily"].items()}}
        plant(changed, last_week)
        panel = Panel.build(changed, "main", "US", first, LAST)
        for way, rules in _RULES.items():
            result[f"{name}, {way}"] = _found(panel, rules, orders)
    result["click rate"] = _click_rates(tables, quiet, last_week)
    return result


def _found(panel: Panel, rules: dict[str, Rule], orders: np.ndarray) -> dict[str, float]:
    hits = np.zeros((_WINDOW, _N), dtype=bool)
    for offset in range(_WINDOW):
        for finding in run_checks(panel, LAST - timedelta(days=_WINDOW - 1 - offset), rules).findings:
            hits[offset, panel.index(finding.about.asin or "")] = True
    in_3, in_7 = hits[:3].any(axis=0), hits.any(axis=0)
    few = orders < 2.0
    return {
        "in_3": float(in_3.mean()),
        "in_7": float(in_7.mean()),
        "in_7_below_2_orders_a_day": float(in_7[few].mean()),
    }


def _click_rates(tables: Tables, quiet: Panel, last_week: np.ndarray) -> dict[str, float]:
    """The share of ASINs whose click rate is called fallen: of nothing, and of impressions that rose by half."""
    days = [LAST - timedelta(days=7 * k) for k in range(12)]
    false = np.mean([[click_rate(Day(quiet.upto(day), _ALL)).fell(at) for at in range(_N)] for day in days])
    changed = {**tables, "ads_daily": {c: values.copy() for c, values in tables["ads_daily"].items()}}
    clicks = changed["ads_daily"]["clicks"]
    rng = np.random.default_rng(3)
    clicks[last_week] = rng.binomial(clicks[last_week].astype(int), 2.0 / 3.0)
    rate = click_rate(Day(Panel.build(changed, "main", "US", quiet.days[0].astype(object), LAST), _ALL))
    return {"false": float(false), "a third lost": float(np.mean([rate.fell(at) for at in range(_N)]))}
