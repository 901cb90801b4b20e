"""The figures of the two windows, side by side: sums first, ratios from sums, unknown where a part is unknown."""

from __future__ import annotations

from math import isfinite

import numpy as np

from analytics.diagnosis.case import Floats
from analytics.diagnosis.view import View

Pair = tuple[float | None, float | None]


def metrics(view: View) -> dict[str, Pair]:
    """(before, after) by name; ratios in percent, money in the marketplace's currency."""
    sums = {
        "orders": view.orders, "units": view.units, "sessions": view.sessions,
        "page_views": view.case.daily("traffic_daily", "page_views"), "ad_sessions": view.ad_sessions,
        "impressions": view.impressions, "clicks": view.clicks, "ad_spend": view.spend,
        "ad_sales": view.ads("sales"), "ad_orders": view.ads("orders"),
    }  # fmt: skip
    pairs = {name: tuple(_sum(values[w]) for w in (view.before, view.after)) for name, values in sums.items()}
    pairs["sales"] = tuple(_sum(view.sales[w]) for w in (view.before, view.after))
    shares = {
        "ctr": ("clicks", "impressions", 100.0), "cvr": ("units", "sessions", 100.0),
        "order_cvr": ("orders", "sessions", 100.0), "cpc": ("ad_spend", "clicks", 1.0),
        "acos": ("ad_spend", "ad_sales", 100.0), "tacos": ("ad_spend", "sales", 100.0),
        "units_per_order": ("units", "orders", 1.0), "price": ("sales", "units", 1.0),
    }  # fmt: skip
    for name, (top, bottom, scale) in shares.items():
        pairs[name] = tuple(_ratio(a, b, scale) for a, b in zip(pairs[top], pairs[bottom], strict=True))
    pairs["organic_sessions"] = tuple(
        None if s is None else s - (a or 0.0) for s, a in zip(pairs["sessions"], pairs["ad_sessions"], strict=True)
    )
    pairs["buy_box_pct"] = tuple(_weighted(view, w) for w in (view.before, view.after))
    returned = np.nan_to_num(view.case.daily("returns", "quantity"))
    known = "returns" in view.case.connected
    pairs["returns"] = tuple(float(returned[w].sum()) if known else None for w in (view.before, view.after))
    for name, table, column in (
        ("rating", "ratings_daily", "rating"), ("available", "inventory_daily", "available"),
        ("our_price", "offers", "our_price"), ("delivery_days", "offers", "delivery_days"),
    ):  # fmt: skip
        values = view.case.daily(table, column)
        pairs[name] = tuple(_last(values[w]) for w in (view.before, view.after))
    return {name: (_tidy(pair[0]), _tidy(pair[1])) for name, pair in pairs.items()}


def _sum(values: Floats) -> float | None:
    """The window's sum, None where a day of it is unknown."""
    return float(values.sum()) if len(values) and np.isfinite(values).all() else None


def _ratio(top: float | None, bottom: float | None, scale: float) -> float | None:
    return None if top is None or not bottom else scale * top / bottom


def _last(values: Floats) -> float | None:
    known = values[np.isfinite(values)]
    return float(known[-1]) if len(known) else None


def _weighted(view: View, window: slice) -> float | None:
    """The Featured Offer's share weighted by page views (by days where they are unknown)."""
    share = view.case.daily("traffic_daily", "buy_box_pct")[window]
    views = view.case.daily("traffic_daily", "page_views")[window]
    known = np.isfinite(share)
    if not known.any():
        return None
    weights = np.where(np.isfinite(views), views, 0.0)[known]
    return float(np.average(share[known], weights=weights if weights.sum() > 0 else None))


def _tidy(value: float | None) -> float | None:
    return None if value is None or not isfinite(value) else round(value, 4)
