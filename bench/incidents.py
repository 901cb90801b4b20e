"""What each cause does to the simulated shop, and the decoys that change nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bench.simulate import (
    PARENT,
    TARGET,
    Shop,
)  # fmt: skip

Incident = Callable[[Shop], None]


def prepare(shop: Shop) -> None:
    """States in which nothing is wrong, before an incident changes them."""
    size, random = len(shop.days), shop.random
    count = int(random.integers(1, 5))
    parts = np.sort(random.dirichlet(np.full(count, 2.0)))[::-1]
    state = shop.state
    state["campaigns"] = [
        {
            "id": f"C{i}",
            "part": float(parts[i]),
            "factor": np.ones(size),
            "state": ["ENABLED"] * size,
            "short": np.round(np.abs(random.normal(0, 2, size)), 1),
            "cost": np.full(size, shop.u(0.4, 1.8)),
            "bid": np.full(size, shop.u(0.6, 2.0)),
            "rate": shop.u(0.003, 0.015),
            "budget": shop.u(30, 300),
        }
        for i in range(count)
    ]
    state["listing"] = {
        "status": ["BUYABLE"] * size,
        "enforcement": [None] * size,
        "issue": [None] * size,
        "title": ["Acme kitchen thing, 2 pieces, steel"] * size,
        "category": ["Kitchen"] * size,
        "browse_node": ["1001"] * size,
        "parent_asin": [PARENT] * size,
        "bullets": ["b1|b2|b3|b4|b5"] * size,
        "images": [7] * size,
        "main_image_hash": ["h1"] * size,
        "badges": ["amazons_choice" if shop.chance(0.5) else None] * size,
    }
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
        out_of_stock,
        listing_suppressed,
        offer_inactive,
        compliance_notice,
        buy_box_lost,
        featured_offer_suppressed,
        price_undercut,
        price_increase,
        promotion_ended,
        ads_paused,
        ads_out_of_budget,
        ads_weakened,
        rank_lost,
        bad_reviews,
        rating_drop,
        listing_changed,
        variation_broken,
        sibling_out_of_stock,
        delivery_slow,
        badge_changed,
        competitor_move,
        seasonal,
        market_wide,
        unexplained,
    )
}
