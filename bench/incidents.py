"""What each cause does to the simulated shop, and the decoys that change nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np

from bench.simulate import (
    PARENT, TARGET, YEAR, Scenario, Shop, columns, emit, expected_units, new_shop, paid, seen_fall, wander, week_shape,
)  # fmt: skip

Incident = Callable[[Shop], None]


def _prepare(shop: Shop) -> None:
    """States in which nothing is wrong, before an incident changes them."""
    size, random = len(shop.days), shop.random
    count = int(random.integers(1, 5))
    parts = np.sort(random.dirichlet(np.full(count, 2.0)))[::-1]
    state = shop.state
    state["campaigns"] = [
        {
            "id": f"C{i}", "part": float(parts[i]), "factor": np.ones(size), "state": ["ENABLED"] * size, "short": np.round(np.abs(random.normal(0, 2, size)), 1),
            "cost": np.full(size, shop.u(0.4, 1.8)), "bid": np.full(size, shop.u(0.6, 2.0)), "rate": shop.u(0.003, 0.015), "budget": shop.u(30, 300),
        }
        for i in range(count)
    ]  # fmt: skip
    state["listing"] = {
        "status": ["BUYABLE"] * size, "enforcement": [None] * size, "issue": [None] * size, "title": ["Acme kitchen thing, 2 pieces, steel"] * size,
        "category": ["Kitchen"] * size, "browse_node": ["1001"] * size, "parent_asin": [PARENT] * size, "bullets": ["b1|b2|b3|b4|b5"] * size,
        "images": [7] * size, "main_image_hash": ["h1"] * size, "badges": ["amazons_choice" if shop.chance(0.5) else None] * size,
    }  # fmt: skip
    sellers = shop.chance(0.4)
    state["offer"] = {
        "status": ["OURS"] * size,
        "lowest": shop.own.price * shop.u(1.01, 1.15) if sellers else np.full(size, np.nan),
        "others": np.full(size, float(random.integers(1, 5)) if sellers else 0.0),
        "delivery": np.full(size, float(random.integers(1, 4))),
    }
    state["rivals"] = {
        f"B0RIVAL{i:03d}": {
            "price": shop.own.price[0] * shop.u(0.8, 1.3) * np.exp(random.normal(0, 0.004, size)),
            "coupon": np.zeros(size),
        }
        for i in range(int(random.integers(1, 4)))
    }
    state["keyword_ranks"] = {f"word {i}": np.full(size, shop.u(2, 25)) for i in range(int(random.integers(2, 6)))}
    state["seen"], state["searches"] = np.ones(size), np.ones(size)
    state["review_rate"], state["bad"] = shop.u(0.1, 1.2), np.zeros(size)
    state["rating"] = np.full(size, round(shop.u(4.0, 4.8), 1))
    state["rating_count"] = 400 + np.arange(size) * 0.8
    state["silent_rows"] = shop.chance(0.3)


def _from(shop: Shop, array: Any, value: Any) -> None:
    for i in range(shop.at, len(shop.days)):
        array[i] = value


def _times(shop: Shop, array: np.ndarray, factor: float) -> None:
    array[shop.at :] *= factor


def out_of_stock(shop: Shop) -> None:
    own, size = shop.own, len(shop.days)
    own.available[: shop.at] = (
        np.maximum(5, np.linspace(400, 8, shop.at)) if shop.chance(0.6) else own.available[: shop.at]
    )
    own.available[shop.at :] = 0
    own.organic[shop.at :] *= np.maximum(0.15, shop.u(0.3, 0.9) ** np.arange(1, size - shop.at + 1))
    _times(shop, own.ads, shop.u(0, 0.1))
    _times(shop, own.buy_box, shop.u(0, 0.1))
    if shop.chance(0.5):
        _from(shop, shop.state["offer"]["status"], str(shop.random.choice(["NONE", "OTHER"])))
    if shop.chance(0.5):
        for i in range(min(shop.at + int(shop.random.integers(0, 2)), size - 1), size):
            shop.state["listing"]["status"][i] = str(shop.random.choice(["INACTIVE", "DISCOVERABLE"]))


def listing_suppressed(shop: Shop) -> None:
    _times(shop, shop.own.organic, shop.u(0.02, 0.35))
    _times(shop, shop.own.ads, shop.u(0, 0.3))
    _times(shop, shop.own.buy_box, shop.u(0, 1))
    kind = shop.random.integers(3)
    if kind != 1:
        _from(shop, shop.state["listing"]["status"], "SUPPRESSED")
    if kind != 0:
        _from(
            shop,
            shop.state["listing"]["enforcement"],
            str(shop.random.choice(["SEARCH_SUPPRESSED", "LISTING_SUPPRESSED"])),
        )
    _from(shop, shop.state["listing"]["issue"], "main image does not meet requirements")


def offer_inactive(shop: Shop) -> None:
    _from(shop, shop.state["listing"]["status"], "INACTIVE")
    _times(shop, shop.own.conversion, shop.u(0, 0.05))
    _times(shop, shop.own.organic, shop.u(0.2, 0.8))
    _times(shop, shop.own.ads, shop.u(0, 0.2))
    _times(shop, shop.own.buy_box, 0.05)
    if shop.chance(0.5):
        _from(shop, shop.state["offer"]["status"], "NONE")


def compliance_notice(shop: Shop) -> None:
    (offer_inactive if shop.chance(0.5) else listing_suppressed)(shop)
    subject = str(
        shop.random.choice(
            [
                "Policy violation: missing CE certificate",
                "Intellectual property complaint",
                "Product safety: documents required",
                "Listing removed: restricted product",
            ]
        )
    )
    shop.add(
        "notices",
        date=shop.days[shop.at - int(shop.random.integers(0, 3))],
        marketplace=shop.marketplace,
        kind=str(shop.random.choice(["compliance", "policy", "ip_complaint"])),
        asin=TARGET,
        severity=str(shop.random.choice(["high", "high", "medium"])),
        subject=subject,
    )


def buy_box_lost(shop: Shop) -> None:
    offer = shop.state["offer"]
    _from(shop, offer["status"], "OTHER")
    offer["others"][shop.at :] = np.maximum(offer["others"][shop.at :], 1)
    offer["lowest"][shop.at :] = shop.own.price[shop.at :] * shop.u(0.85, 1.0)
    left = shop.u(0.03, 0.4)
    _times(shop, shop.own.buy_box, left)
    _times(shop, shop.own.conversion, left * shop.u(0.9, 1.3))
    _times(shop, shop.own.ads, shop.u(0.1, 0.6))


def featured_offer_suppressed(shop: Shop) -> None:
    _from(shop, shop.state["offer"]["status"], "NONE")
    left = shop.u(0, 0.15)
    _times(shop, shop.own.buy_box, left)
    _times(shop, shop.own.conversion, shop.u(0.2, 0.55))
    _times(shop, shop.own.ads, shop.u(0.05, 0.6))
    if shop.chance(0.4):
        shop.state["offer"]["lowest"][shop.at :] = shop.own.price[shop.at :] * shop.u(0.93, 1.1)


def price_undercut(shop: Shop) -> None:
    offer = shop.state["offer"]
    offer["lowest"][shop.at :] = shop.own.price[shop.at :] * shop.u(0.82, 0.95)
    offer["others"][shop.at :] = np.maximum(offer["others"][shop.at :], 1) + 1
    _times(shop, shop.own.conversion, shop.u(0.45, 0.72))
    _times(shop, shop.own.buy_box, shop.u(0.93, 1.0))


def price_increase(shop: Shop) -> None:
    rise = shop.u(0.08, 0.3)
    shop.own.price[shop.at :] = np.round(shop.own.price[shop.at :] * (1 + rise), 2)
    _times(shop, shop.own.conversion, (1 + rise) ** -shop.u(3.5, 6.0) * 0.9)
    if shop.chance(0.4):
        shop.add(
            "events",
            date=shop.days[shop.at],
            marketplace=shop.marketplace,
            asin=TARGET,
            kind="price_change",
            note="list price",
        )


def promotion_ended(shop: Shop) -> None:
    length = int(shop.random.integers(4, 30))
    start = max(0, shop.at - length)
    shop.state["base"] = start
    lift, cut = shop.u(1.5, 2.6), shop.u(0.1, 0.35)
    shop.own.conversion[start : shop.at] *= lift
    shop.own.organic[start : shop.at] *= shop.u(1.0, 1.25)
    kind = str(shop.random.choice(["coupon", "deal", "prime_exclusive", "sale_price"]))
    if kind in ("deal", "sale_price"):
        shop.own.price[start : shop.at] = np.round(shop.own.price[start : shop.at] * (1 - cut), 2)
    else:
        shop.state.setdefault("discount", np.zeros(len(shop.days)))[start : shop.at] = cut * shop.u(0.3, 0.9)
    if not (kind in ("deal", "sale_price") and shop.chance(0.2) and length < 20):
        shop.add(
            "promotions",
            marketplace=shop.marketplace,
            asin=TARGET,
            promotion_id="P1",
            kind=kind,
            starts_on=shop.days[start],
            ends_on=shop.days[shop.at - 1],
            discount_pct=round(cut * 100),
            state="ENDED",
        )


def _main_campaigns(shop: Shop) -> Iterator[dict[str, Any]]:
    covered = 0.0
    for campaign in shop.state["campaigns"]:
        if covered < 0.75:
            covered += campaign["part"]
            yield campaign


def _ads_matter(shop: Shop) -> None:
    """An ads incident is only one where ads bring a good part of the sessions."""
    if shop.own.ad_part < 0.35:
        more = 0.45 / shop.own.ad_part
        shop.own.organic *= 0.55 / (1 - shop.own.ad_part)
        shop.own.ads *= more


def ads_paused(shop: Shop) -> None:
    _ads_matter(shop)
    for campaign in _main_campaigns(shop):
        _from(shop, campaign["state"], "PAUSED")
        campaign["factor"][shop.at :] = 0.0


def ads_out_of_budget(shop: Shop) -> None:
    _ads_matter(shop)
    for campaign in _main_campaigns(shop):
        short = shop.u(50, 85)
        campaign["short"][shop.at :] = np.clip(
            short + shop.random.normal(0, 4, len(shop.days) - shop.at), 0, 100
        ).round(1)
        campaign["factor"][shop.at :] *= 1 - short / 100


def ads_weakened(shop: Shop) -> None:
    _ads_matter(shop)
    weaker = shop.u(0.15, 0.45)
    for campaign in shop.state["campaigns"]:
        campaign["factor"][shop.at :] *= weaker
        if shop.chance(0.5):
            campaign["cost"][shop.at :] *= shop.u(1.2, 1.7)


def rank_lost(shop: Shop) -> None:
    _times(shop, shop.own.organic, shop.u(0.3, 0.6))
    for places in shop.state["keyword_ranks"].values():
        places[shop.at :] *= shop.u(2.0, 6.0)
    shop.state["seen"][shop.at :] *= shop.u(0.35, 0.65)


def bad_reviews(shop: Shop) -> None:
    early = max(0, shop.at - 2)
    count = int(shop.random.integers(5, 14))
    for _ in range(count):
        shop.state["bad"][int(shop.random.integers(early, min(early + 5, len(shop.days))))] += 1
    _times(shop, shop.own.conversion, shop.u(0.45, 0.7))
    if shop.chance(0.4):
        shop.state["rating"][shop.at :] -= shop.u(0.05, 0.15)


def rating_drop(shop: Shop) -> None:
    shop.state["rating"][shop.at :] -= shop.u(0.3, 0.8)
    _times(shop, shop.own.conversion, shop.u(0.45, 0.7))


def listing_changed(shop: Shop) -> None:
    listing = shop.state["listing"]
    part, new = [
        ("title", "Thing for kitchens"),
        ("main_image_hash", "h2"),
        ("category", "Garden"),
        ("browse_node", "2002"),
        ("images", 3),
    ][int(shop.random.integers(5))]
    _from(shop, listing[part], new)
    _times(
        shop,
        shop.own.conversion if part in ("main_image_hash", "images") or shop.chance(0.5) else shop.own.organic,
        shop.u(0.35, 0.6),
    )
    if shop.chance(0.4):
        shop.add(
            "events",
            date=shop.days[shop.at],
            marketplace=shop.marketplace,
            asin=TARGET,
            kind="listing_change",
            note=part,
        )


def variation_broken(shop: Shop) -> None:
    _from(shop, shop.state["listing"]["parent_asin"], str(shop.random.choice(["B0OTHERPAR", ""])) or None)
    _times(shop, shop.own.organic, shop.u(0.35, 0.65))
    _times(shop, shop.own.conversion, shop.u(0.6, 0.9))
    if shop.chance(0.6):
        shop.state["rating_count"][shop.at :] *= shop.u(0.15, 0.6)
    if shop.chance(0.3):
        _from(shop, shop.state["listing"]["badges"], None)


def sibling_out_of_stock(shop: Shop) -> None:
    sibling = shop.others[shop.siblings[0]]
    sibling.available[shop.at :] = 0
    _times(shop, sibling.organic, 0.2)
    _times(shop, shop.own.organic, shop.u(0.35, 0.65))


def delivery_slow(shop: Shop) -> None:
    size = len(shop.days)
    shop.state["offer"]["delivery"][shop.at :] += shop.random.integers(3, 9)
    if shop.chance(0.5):
        shop.state["transfer"] = np.zeros(size)
        shop.state["transfer"][shop.at :] = shop.random.integers(80, 600)
        shop.own.available[shop.at :] = shop.random.integers(1, 20)
    _times(shop, shop.own.conversion, shop.u(0.4, 0.68))


def badge_changed(shop: Shop) -> None:
    listing = shop.state["listing"]
    listing["badges"][: shop.at] = [
        str(shop.random.choice(["amazons_choice", "amazons_choice|best_seller", "climate_pledge|best_seller"]))
    ] * shop.at
    left = listing["badges"][0].split("|")[0] if "|" in listing["badges"][0] else None
    _from(shop, listing["badges"], left)
    _times(shop, shop.own.organic, shop.u(0.55, 0.8))
    _times(shop, shop.own.conversion, shop.u(0.6, 0.85))


def competitor_move(shop: Shop) -> None:
    rival = shop.state["rivals"]["B0RIVAL000"]
    if shop.chance(0.6):
        rival["price"][shop.at :] *= shop.u(0.65, 0.85)
    else:
        rival["coupon"][shop.at :] = shop.random.integers(15, 40)
    _times(shop, shop.own.conversion, shop.u(0.45, 0.7))


def market_wide(shop: Shop) -> None:
    fall = shop.u(0.5, 0.72)
    for series in [shop.own, *(shop.others[a] for a in [*shop.peers, *shop.siblings])]:
        own = fall * np.exp(shop.random.normal(0, 0.08))
        series.organic[shop.at :] *= own
        series.ads[shop.at :] *= own
    shop.state["searches"][shop.at :] *= fall


def seasonal(shop: Shop) -> None:
    market_wide(shop)
    shop.state["season"] = shop.at, shop.u(0.5, 0.72)


def unexplained(shop: Shop) -> None:
    which = shop.random.integers(3)
    if which != 0:
        _times(shop, shop.own.conversion, shop.u(0.3, 0.5))
    if which != 1:
        _times(shop, shop.own.organic, shop.u(0.3, 0.5))
        _times(shop, shop.own.ads, shop.u(0.4, 0.6))


INCIDENTS: dict[str, Incident] = {
    f.__name__: f
    for f in (
        out_of_stock, listing_suppressed, offer_inactive, compliance_notice, buy_box_lost, featured_offer_suppressed, price_undercut,
        price_increase, promotion_ended, ads_paused, ads_out_of_budget, ads_weakened, rank_lost, bad_reviews, rating_drop, listing_changed,
        variation_broken, sibling_out_of_stock, delivery_slow, badge_changed, competitor_move, seasonal, market_wide, unexplained,
    )
}  # fmt: skip

# Tables without which a cause can still be seen; the others may be missing in any case.
_NEEDED: dict[str, tuple[str, ...]] = {
    "out_of_stock": ("inventory_daily",), "listing_suppressed": ("listings",), "offer_inactive": ("listings", "inventory_daily"),
    "compliance_notice": ("notices", "listings"), "buy_box_lost": ("offers",), "featured_offer_suppressed": ("offers",), "price_undercut": ("offers",),
    "price_increase": ("offers",), "promotion_ended": ("promotions", "offers"), "ads_paused": ("ads_daily", "campaigns"),
    "ads_out_of_budget": ("ads_daily", "campaigns"), "ads_weakened": ("ads_daily", "campaigns"), "rank_lost": ("keyword_ranks", "search_performance"),
    "bad_reviews": ("reviews",), "rating_drop": ("ratings_daily",), "listing_changed": ("listings",), "variation_broken": ("listings",),
    "sibling_out_of_stock": ("inventory_daily", "listings"), "delivery_slow": ("offers", "inventory_daily"), "badge_changed": ("listings",),
    "competitor_move": ("competitors",), "seasonal": (), "market_wide": (), "unexplained": (),
}  # fmt: skip
_OPTIONAL = (
    "ads_daily", "campaigns", "keyword_ranks", "search_performance", "inventory_daily", "ranks", "offers", "competitors",
    "listings", "promotions", "reviews", "ratings_daily", "notices", "events",
)  # fmt: skip


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
    """A scenario of one cause (or two, or `nothing`), with onset 2 to 7 days ago, decoys, missing tables and columns."""
    pick = np.random.default_rng(seed + 7)
    shop = new_shop(seed, onset_ago=int(pick.integers(2, 8)), level=level)
    _prepare(shop)
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
