"""The figures of the two windows, side by side: sums first, ratios from `analytics.kpis`, unknown where a part is."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

import numpy as np

from analytics.diagnosis.case import Floats
from analytics.diagnosis.view import View
from analytics.kpis import Kpis, Sums, featured_views, kpis, total
from analytics.profit import margins

Pair = tuple[float | None, float | None]
_SUMS = (
    "orders", "units", "sessions", "page_views", "impressions", "clicks", "ad_spend", "ad_sales", "ad_orders", "sales"
)  # fmt: skip
_RATIOS = ("ctr", "cvr", "order_cvr", "cpc", "acos", "tacos", "price")


def metrics(view: View) -> dict[str, Pair]:
    """(before, after) by name; ratios in percent, money in the marketplace's currency."""
    windows = view.before, view.after
    sums = tuple(_sums(view, window) for window in windows)
    ratios = tuple(kpis(of) for of in sums)
    pairs: dict[str, Pair] = {name: (getattr(sums[0], name), getattr(sums[1], name)) for name in _SUMS}
    for name in _RATIOS:
        pairs[name] = getattr(ratios[0], name).value, getattr(ratios[1], name).value
    pairs["ad_sessions"] = total(view.ad_sessions[view.before]), total(view.ad_sessions[view.after])
    pairs["units_per_order"] = _over(sums[0].units, sums[0].orders), _over(sums[1].units, sums[1].orders)
    # Without any ads all sessions are organic; where ads run, a window whose clicks are unknown has unknown ones.
    organic = [
        None if seen is None or (ads is None and view.has_ads) else seen - (ads or 0.0)
        for seen, ads in zip(pairs["sessions"], pairs["ad_sessions"], strict=True)
    ]
    pairs["organic_sessions"] = organic[0], organic[1]
    pairs["buy_box_pct"] = _featured(view, view.before, ratios[0]), _featured(view, view.after, ratios[1])
    even = break_even(view, pairs["price"])
    pairs["break_even_acos"] = even.before, even.after
    returned = np.nan_to_num(view.case.daily("returns", "quantity"))
    known = "returns" in view.case.connected
    back = [float(returned[window].sum()) if known else None for window in windows]
    pairs["returns"] = back[0], back[1]
    for name, table, column in (
        ("rating", "ratings_daily", "rating"), ("available", "inventory_daily", "available"),
        ("our_price", "offers", "our_price"), ("delivery_days", "offers", "delivery_days"),
    ):  # fmt: skip
        values = view.case.daily(table, column)
        pairs[name] = _last(values[view.before]), _last(values[view.after])
    return {name: (_tidy(pair[0]), _tidy(pair[1])) for name, pair in pairs.items()}


@dataclass(frozen=True)
class Even:
    """Break-even ACOS (percent of the sales with VAT) of the two windows; None unknown, `missing` names the columns."""

    before: float | None
    after: float | None
    missing: tuple[str, ...]


def break_even(view: View, price: Pair) -> Even:
    """At the product file's price, else at each window's average selling price (`price`); see `analytics.profit`."""
    product = view.case.table("products")
    if not len(product.get("asin", ())):
        return Even(None, None, ("products",))
    told = product.get("price", np.full(1, np.nan))[:1]
    first = {name: values[:1] for name, values in product.items()}
    found = [
        margins(first, view.case.marketplace, view.case.rates, np.where(np.isfinite(told), told, _nan(paid)))
        for paid in price
    ]
    before, after = (None if one.missing[0] else float(one.break_even[0]) for one in found)
    return Even(before, after, found[1].missing[0])


def _sums(view: View, window: slice) -> Sums:
    case = view.case
    pages, share = case.daily("traffic_daily", "page_views")[window], case.daily("traffic_daily", "buy_box_pct")[window]
    daily = {
        "orders": view.orders, "units": view.units, "sessions": view.sessions, "sales": view.sales,
        "page_views": case.daily("traffic_daily", "page_views"), "impressions": view.impressions,
        "clicks": view.clicks, "ad_spend": view.spend, "ad_sales": view.ads("sales"), "ad_orders": view.ads("orders"),
    }  # fmt: skip
    return Sums(
        featured_views=total(featured_views(pages, share)),
        **{name: total(values[window]) for name, values in daily.items()},
    )


def _featured(view: View, window: slice, ratios: Kpis) -> float | None:
    """The Featured Offer's share of the page views; where they are not known on every day, of the known days alike."""
    if ratios.featured_offer.value is not None:
        return ratios.featured_offer.value
    share = view.case.daily("traffic_daily", "buy_box_pct")[window]
    views = view.case.daily("traffic_daily", "page_views")[window]
    known = np.isfinite(share)
    if not known.any():
        return None
    weights = np.where(np.isfinite(views), views, 0.0)[known]
    return float(np.average(share[known], weights=weights if weights.sum() > 0 else None))


def _over(top: float | None, bottom: float | None) -> float | None:
    return None if top is None or bottom is None or bottom <= 0 else top / bottom


def _nan(value: float | None) -> float:
    return float("nan") if value is None else value


def _last(values: Floats) -> float | None:
    known = values[np.isfinite(values)]
    return float(known[-1]) if len(known) else None


def _tidy(value: float | None) -> float | None:
    return None if value is None or not isfinite(value) else round(value, 4)
