"""Scenarios of the simulated shop: one incident or two, decoys, missing tables and columns, faults of the data."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np

from bench.incidents import INCIDENTS, prepare
from bench.shop_rows import columns, emit
from bench.simulate import TARGET, YEAR, Scenario, Shop, expected_units, new_shop, paid, seen_fall, wander, week_shape

# Tables without which a cause can still be seen; the others may be missing in any case.
_NEEDED: dict[str, tuple[str, ...]] = {
    "out_of_stock": ("inventory_daily",),
    "listing_suppressed": ("listings",),
    "offer_inactive": ("listings", "inventory_daily"),
    "compliance_notice": ("notices", "listings"),
    "buy_box_lost": ("offers",),
    "featured_offer_suppressed": ("offers",),
    "price_undercut": ("offers",),
    "price_increase": ("offers",),
    "promotion_ended": ("promotions", "offers"),
    "ads_paused": ("ads_daily", "campaigns"),
    "ads_out_of_budget": ("ads_daily", "campaigns"),
    "ads_weakened": ("ads_daily", "campaigns"),
    "rank_lost": ("keyword_ranks", "search_performance"),
    "bad_reviews": ("reviews",),
    "rating_drop": ("ratings_daily",),
    "listing_changed": ("listings",),
    "variation_broken": ("listings",),
    "sibling_out_of_stock": ("inventory_daily", "listings"),
    "delivery_slow": ("offers", "inventory_daily"),
    "badge_changed": ("listings",),
    "competitor_move": ("competitors",),
    "seasonal": (),
    "market_wide": (),
    "unexplained": (),
}
_OPTIONAL = (
    "ads_daily",
    "campaigns",
    "keyword_ranks",
    "search_performance",
    "inventory_daily",
    "ranks",
    "offers",
    "competitors",
    "listings",
    "promotions",
    "reviews",
    "ratings_daily",
    "notices",
    "events",
)


def decoys(shop: Shop, *, many: bool = False) -> tuple[str, ...]:
    """Conditions that are old, tiny or harmless, laid over any case."""
    random, size, used = shop.random, len(shop.days), []
    likely = 0.5 if many else 0.18
    at = shop.at

    def maybe(name: str) -> bool:
        if shop.chance(likely):
            used.append(name)
            return True
        return False

    if maybe("campaign always out of budget"):
        shop.state["campaigns"][-1]["short"] = np.maximum(
            shop.state["campaigns"][-1]["short"], np.clip(55 + random.normal(0, 8, size), 0, 100).round(1)
        )
    if maybe("old price change"):
        old = at - int(random.integers(25, 50))
        shop.own.price[:old] = np.round(shop.own.price[:old] / 1.15, 2)
    if maybe("long-standing other sellers") and np.isnan(shop.state["offer"]["lowest"][0]):
        lowest = shop.state["offer"]["lowest"]
        lowest[np.isnan(lowest)] = (shop.own.price * shop.u(0.9, 0.97))[np.isnan(lowest)]
        shop.state["offer"]["others"] += 2
    if maybe("old accepted notice"):
        shop.add(
            "notices",
            date=shop.days[at - int(random.integers(25, 60))],
            marketplace=shop.marketplace,
            kind="compliance",
            asin=TARGET,
            severity="medium",
            subject="Document review: accepted",
        )
    if maybe("tiny campaign paused"):
        tiny = {
            "id": "CTINY",
            "part": 0.015,
            "factor": np.ones(size),
            "state": ["ENABLED"] * size,
            "short": np.zeros(size),
        }
        tiny["factor"][at:] = 0.0
        tiny["state"][at:] = ["PAUSED"] * (size - at)
        shop.state["campaigns"].append(tiny)
    if maybe("bullets reworded"):
        when = at + int(random.integers(-6, 1))
        shop.state["listing"]["bullets"][when:] = ["b1|b2|b3|b4 new|b5"] * (size - when)
    if maybe("harmless notice"):
        shop.add(
            "notices",
            date=shop.days[min(size - 1, at + int(random.integers(-3, 2)))],
            marketplace=shop.marketplace,
            kind="fee_change",
            asin=None,
            severity="low",
            subject="Update to fulfilment fees",
        )
    if maybe("one bad review"):
        shop.state["bad"][min(size - 1, at + int(random.integers(-3, 2)))] += 1
    if maybe("old coupon"):
        shop.add(
            "promotions",
            marketplace=shop.marketplace,
            asin=TARGET,
            promotion_id="POLD",
            kind="coupon",
            starts_on=shop.days[at - 60],
            ends_on=shop.days[at - 30],
            discount_pct=5,
            state="ENDED",
        )
    if maybe("rival nudges price"):
        for prices in shop.state["rivals"].values():
            prices["price"][at:] *= 0.985
    if maybe("seventh image added"):
        shop.state["listing"]["images"][:at] = [6] * at
    if maybe("small price step"):
        shop.own.price[at:] = np.round(shop.own.price[at:] * 1.01, 2)
    return tuple(used)


def _last_year(shop: Shop, rows: dict[str, list[dict[str, Any]]]) -> None:
    """Traffic of the same weeks a year ago, with the season's effect where there is one."""
    random, size = shop.random, len(shop.days)
    week = week_shape(random)
    at, fall = shop.state.get("season", (size, 1.0))
    for asin in [TARGET, *shop.peers[:6]]:
        level = (shop.own if asin == TARGET else shop.others[asin]).level * random.uniform(0.6, 1.1)
        cvr = random.uniform(0.05, 0.15)
        noise = wander(random, size, 0.06)
        for i, day in enumerate(shop.days):
            past = day - timedelta(days=YEAR)
            mean = level * week[past.weekday()] * noise[i] * (fall if i >= at else 1.0)
            sessions = int(random.poisson(mean))
            units = int(random.binomial(sessions, cvr))
            rows["traffic_daily"].append(
                {
                    "date": past,
                    "marketplace": shop.marketplace,
                    "asin": asin,
                    "sessions": sessions,
                    "page_views": sessions,
                    "orders": units,
                    "units": units,
                    "sales": round(units * 20.0, 2),
                }
            )


def make(
    cause: str, seed: int, *, second: str | None = None, level: float | None = None, many_decoys: bool = False
) -> Scenario:
    """A scenario of one cause (or two, or `nothing`), begun 2 to 7 days ago, with decoys and missing tables."""
    pick = np.random.default_rng(seed + 7)
    shop = new_shop(seed, onset_ago=int(pick.integers(2, 8)), level=level)
    prepare(shop)
    for name in (cause, second):
        if name and name in INCIDENTS:
            INCIDENTS[name](shop)
    used = decoys(shop, many=many_decoys)
    emit(shop)
    year = "season" in shop.state or pick.random() < 0.4
    if year:
        _last_year(shop, shop.rows)
    needed = {t for name in (cause, second) if name for t in _NEEDED.get(name, ())}
    for table in _OPTIONAL:
        if table not in needed and pick.random() < 0.15:
            shop.rows.pop(table, None)
    tables = columns(shop.rows)
    _drop_columns(tables, cause, pick)
    visible = seen_fall(expected_units(shop), shop.at, max(shop.at - 14, shop.state.get("base", 0)), paid(shop))
    wrong = cause in INCIDENTS
    status = "no_drop" if not wrong else "insufficient_evidence" if cause == "unexplained" else "diagnosed"
    causes = tuple(c for c in (cause, second) if c and c in INCIDENTS)
    return Scenario(
        cause if not second else f"{cause}+{second}",
        seed,
        "main",
        shop.marketplace,
        TARGET,
        shop.days[-1],
        status,
        causes,
        shop.days[shop.at],
        tables,
        used,
        visible,
    )


def _drop_columns(tables: dict[str, dict[str, np.ndarray]], cause: str, pick: np.random.Generator) -> None:
    """Unknown columns: one way of telling a thing is enough."""

    def blank(table: str, *names: str) -> None:
        for name in names:
            if table in tables:
                array = tables[table][name]
                tables[table][name] = np.full(len(array), None if array.dtype == object else np.nan)

    if pick.random() < 0.25:
        blank("offers", "featured_offer_status")
    elif pick.random() < 0.25:
        blank("offers", "buy_box_is_ours", "buy_box_price")
    if pick.random() < 0.15:
        blank("traffic_daily", "buy_box_pct")
    if pick.random() < 0.1:
        blank("traffic_daily", "page_views")
    if pick.random() < 0.1:
        blank("traffic_daily", "orders")
    if pick.random() < 0.15 and cause != "delivery_slow":
        blank("inventory_daily", "fc_transfer", "reserved")
    if pick.random() < 0.1:
        blank("campaigns", "bid")
    if pick.random() < 0.1:
        blank("products", "category")


FAULTS = (
    "last_rows_missing",
    "whole_report_missing",
    "empty_report",
    "sessions_zero",
    "orders_missing",
    "middle_missing",
    "partial_day",
)


def make_fault(fault: str, seed: int) -> Scenario:
    """A shop in which nothing (or once in three a stock-out) happens, but the traffic report is late or partial."""
    pick = np.random.default_rng(seed + 11)
    scenario = make("nothing", seed) if pick.random() < 0.67 else make("price_increase", seed)
    traffic = scenario.tables["traffic_daily"]
    last = np.datetime64(scenario.as_of, "D")
    days = int(pick.integers(1, 4))
    recent = traffic["date"] > last - np.timedelta64(days, "D")
    own = traffic["asin"] == scenario.asin
    if fault == "last_rows_missing":
        keep = ~(recent & own)
    elif fault == "whole_report_missing":
        keep = ~recent
    elif fault == "middle_missing":
        keep = ~(own & (traffic["date"] == last - np.timedelta64(int(pick.integers(2, 9)), "D")))
    else:
        keep = np.ones(len(own), dtype=bool)
    if fault == "empty_report":
        for name in ("sessions", "page_views", "orders", "units", "sales"):
            traffic[name] = np.where(recent, 0.0, traffic[name])
    if fault == "sessions_zero":
        hit = recent & (own | (pick.random() < 0.5))
        traffic["sessions"] = np.where(hit, 0.0, traffic["sessions"])
        traffic["units"] = np.where(hit & own, np.maximum(traffic["units"], 1), traffic["units"])
        traffic["sales"] = np.where(hit & own & (traffic["sales"] == 0), 20.0, traffic["sales"])
    if fault == "orders_missing":
        for name in ("orders", "units", "sales"):
            traffic[name] = np.where(recent & own, np.nan, traffic[name])
    if fault == "partial_day":
        today = traffic["date"] == last
        for name in ("sessions", "page_views", "orders", "units", "sales"):
            traffic[name] = np.where(today, np.floor(traffic[name] * 0.05), traffic[name])
    scenario.tables["traffic_daily"] = {name: values[keep] for name, values in traffic.items()}
    scenario.name, scenario.status, scenario.causes = f"fault:{fault}", "blocked_by_data", ("data_incomplete",)
    return scenario
