"""Tables about the offer: stock and shipments, prices of others, the listing's state, promotions, events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np

from bot.demo.catalogue import BRAND, Product
from bot.demo.funnel import Days

Row = dict[str, Any]


def price_of(value: float, p: Product) -> float:
    return round(float(value), 0 if p.marketplace == "JP" else 2)


def stock(days: Days, dates: Sequence[date]) -> tuple[list[Row], list[Row], list[Row]]:
    """Rows of inventory_daily, inventory_age and shipments: units sold leave, deliveries arrive."""
    p, length = days.product, len(dates)
    rate = max(float(days.units[: length - 10].mean()), 0.3)
    arrivals = np.zeros(length)
    available = np.zeros(length)
    shipments: list[Row] = []
    if days.is_planted("stock_out", "low_stock"):
        # Nothing came for months: what is there at a day's end is what is sold from then on, plus the rest.
        rest = 0.0 if days.is_planted("stock_out") else round(rate * 5)
        available = rest + np.concatenate([np.cumsum(days.units[::-1])[::-1][1:], [0]])
        eta = dates[-1] + timedelta(days=16)
        shipments.append(_shipment(p, 1, round(rate * 60), dates[-1] - timedelta(days=12), eta, None))
    else:
        level = rate * 58
        for i in range(length):
            if level < rate * 50 and i < length - 3:
                arrivals[i] = round(rate * 18) + 1
                number = len(shipments) + 1
                sent = dates[i] - timedelta(days=20)
                shipments.append(_shipment(p, number, int(arrivals[i]), sent, dates[i], dates[i]))
            level += arrivals[i] - days.units[i]
            available[i] = level
        available = np.maximum(np.round(available), 1)
    on_the_way = sum(s["units"] for s in shipments if s["received_on"] is None)
    daily = [
        {
            "date": day, "marketplace": p.marketplace, "asin": p.asin, "available": int(available[i]),
            "reserved": int(min(available[i], rate * 1.5)), "fc_transfer": int(min(available[i], rate * 0.5)),
            "inbound": int(on_the_way if (dates[-1] - day).days < 12 else 0), "inbound_working": 0,
            "unfulfillable": 0,
        }
        for i, day in enumerate(dates)
    ]  # fmt: skip
    age = [
        {
            "date": day, "marketplace": p.marketplace, "asin": p.asin, "age_0_90": int(available[i]),
            "age_91_180": 0, "age_181_270": 0, "age_271_365": 0, "age_366_plus": 0,
            "storage_cost": price_of(available[i] * p.price * 0.002, p),
        }
        for i, day in enumerate(dates)
        if day.weekday() == 6
    ]  # fmt: skip
    return daily, age, shipments


def _shipment(p: Product, number: int, units: int, sent: date, eta: date, received: date | None) -> Row:
    return {"marketplace": p.marketplace, "asin": p.asin, "shipment_id": f"FBA{p.marketplace}{p.asin[-6:]}{number:02d}",
            "units": units, "shipped_on": sent, "eta": eta, "received_on": received,
            "status": "CLOSED" if received else "IN_TRANSIT"}  # fmt: skip


def offers(days: Days, dates: Sequence[date], rng: np.random.Generator) -> Iterator[Row]:
    p, on = days.product, days.is_on()
    crowded = days.is_planted("featured_offer_lost", "undercut", "shared_featured_offer", "dearer_sellers")
    for i, day in enumerate(dates):
        ours = float(days.price[i])
        others = 3 if crowded else 0
        lowest = ours * (1.12 + 0.02 * float(rng.random())) if crowded else None
        status, box = "OURS", ours
        if days.is_planted("featured_offer_lost") and on[i]:
            status, lowest = "OTHER", p.price * 0.89
            box = lowest
        elif days.is_planted("undercut") and on[i]:
            lowest = p.price * 0.84
        elif days.is_planted("shared_featured_offer") and rng.random() > 0.62:
            status, lowest = "OTHER", ours
            box = ours
        elif days.is_planted("featured_offer_none", "suppressed", "compliance", "stock_out") and on[i]:
            status, box = "NONE", float("nan")
        threshold = p.price * (0.9 if days.is_planted("featured_offer_none") and on[i] else 1.08)
        yield {
            "date": day, "marketplace": p.marketplace, "asin": p.asin, "our_price": price_of(ours, p),
            "buy_box_price": None if np.isnan(box) else price_of(box, p),
            "buy_box_is_ours": int(status == "OURS"), "featured_offer_status": status,
            "lowest_other_price": None if lowest is None else price_of(lowest, p), "other_offers": others,
            "other_sellers": "OutdoorDeals24;PeakTrade" if crowded else None,
            "competitive_price_threshold": price_of(threshold, p), "delivery_days": 2,
        }  # fmt: skip


def competitors(days: Days, dates: Sequence[date], rng: np.random.Generator) -> Iterator[Row]:
    p = days.product
    for n in range(2):
        factor = (1.04, 0.97)[n]
        for day in dates[-60:]:
            yield {
                "date": day, "marketplace": p.marketplace, "asin": p.asin,
                "competitor_asin": f"B0RIV{p.asin[-4:]}{n + 1}", "price": price_of(p.price * factor, p),
                "coupon_pct": 0, "rating": (4.4, 4.2)[n], "rating_count": 800 + 3 * dates.index(day),
                "rank": int(rng.normal(9000 + 4000 * n, 300)),
            }  # fmt: skip


def listing(days: Days, dates: Sequence[date]) -> Iterator[Row]:
    p, on = days.product, days.is_on()
    for i, day in enumerate(dates):
        status, enforcement, issue = "BUYABLE", None, None
        if days.is_planted("suppressed") and on[i]:
            status, enforcement = "SUPPRESSED", "SEARCH_SUPPRESSED"
            issue = "The main image has text on it; images must show the product alone"
        if days.is_planted("compliance") and on[i]:
            status, enforcement = "INACTIVE", "LISTING_SUPPRESSED"
            issue = "EU-Konformitätserklärung (CE) fehlt"
        yield {
            "date": day, "marketplace": p.marketplace, "asin": p.asin, "status": status, "enforcement": enforcement,
            "issue": issue, "title": p.title, "category": p.category, "browse_node": str(16000 + len(p.category)),
            "parent_asin": p.parent, "variation_theme": "Color" if p.parent else None, "bullets": "5", "images": 7,
            "main_image_hash": f"h{p.asin[-6:].lower()}", "video": "1", "a_plus": "1", "size_tier": "STANDARD",
            "badges": None,
        }  # fmt: skip


def promotions(days: Days, dates: Sequence[date]) -> Iterator[Row]:
    p = days.product
    base = {"marketplace": p.marketplace, "asin": p.asin}
    if days.is_planted("coupon_ended"):
        assert days.planted is not None
        ended = dates[-1] - timedelta(days=days.planted.days)
        yield {**base, "promotion_id": f"C-{p.asin[-6:]}", "kind": "coupon", "starts_on": ended - timedelta(days=34),
               "ends_on": ended,
               "discount_pct": 20, "budget": 800, "spent": 790, "state": "ENDED"}  # fmt: skip
    if days.is_planted("deal_day"):
        assert days.planted is not None
        when = dates[len(dates) - days.planted.days]
        yield {**base, "promotion_id": f"D-{p.asin[-6:]}", "kind": "deal", "starts_on": when, "ends_on": when,
               "discount_pct": 25, "budget": None, "spent": None, "state": "ENDED"}  # fmt: skip


def product_row(p: Product, launched: date, target_acos: float) -> Row:
    return {
        "marketplace": p.marketplace, "asin": p.asin, "parent_asin": p.parent, "sku": f"FH-{p.asin[-6:]}",
        "title": p.title, "brand": BRAND, "category": p.category, "price": price_of(p.price, p),
        "currency": p.currency, "unit_cost": price_of(p.price * 0.24, p), "cost_currency": p.currency,
        "inbound_cost": price_of(p.price * 0.03, p), "vat_pct": {"US": 0, "DE": 19, "JP": 10}[p.marketplace],
        "referral_fee_pct": 15, "fba_fee": price_of(p.price * 0.14, p), "lead_time_days": 24, "lead_time_sd_days": 3,
        "target_acos": target_acos, "cvr_benchmark": round(p.cvr * 0.85, 1), "launched_on": launched, "owner": p.owner,
    }  # fmt: skip
