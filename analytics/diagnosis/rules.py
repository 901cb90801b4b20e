"""The causes, declared: what each can explain, from which tables, who acts, and which cause it yields to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_ALL = {"ad_sessions": 1.0, "organic_sessions": 1.0, "conversion": 1.0, "units": 1.0, "price": 0.3}
_CONVERSION = {"conversion": 1.0, "units": 1.0, "organic_sessions": 0.35, "ad_sessions": 0.2}
_ADS = {"ad_sessions": 1.0, "units": 0.8, "organic_sessions": 0.25, "conversion": 0.1}
_ORGANIC = {"organic_sessions": 1.0, "units": 0.9, "conversion": 0.3, "ad_sessions": 0.15}
_VISITS = {"organic_sessions": 1.0, "ad_sessions": 0.5, "conversion": 0.8, "units": 1.0}


@dataclass(frozen=True)
class Rule:
    """One cause.

    `explains` says how much of the loss in each factor it can account for (0-1). `tables` are read for its evidence:
    the first known one is enough. `yields_to` names the causes whose consequence it is: it is dropped beside one.
    `least_z` is the significance of the fall that it needs when its evidence is at full strength.
    """

    cause: str
    owner: str
    tables: tuple[str, ...]
    explains: Mapping[str, float]
    yields_to: tuple[str, ...] = ()
    least_z: float = 2.0
    page: str = "home"  # which Seller Central page helps


_HARD = ("out_of_stock", "compliance_notice", "listing_suppressed", "offer_inactive")
_OFFER = ("buy_box_lost", "featured_offer_suppressed")

_RULES = (
    Rule("out_of_stock", "buyer", ("inventory_daily", "listings"), _ALL, (), 0.5, "inventory"),
    Rule("compliance_notice", "compliance", ("notices", "listings"), _ALL, ("out_of_stock",), 1.0, "health"),
    Rule(
        "listing_suppressed", "operations", ("listings",), _ALL, ("out_of_stock", "compliance_notice"), 0.5, "listings"
    ),
    Rule(
        "offer_inactive",
        "operations",
        ("listings",),
        _ALL,
        ("out_of_stock", "compliance_notice", "listing_suppressed"),
        0.5,
        "listings",
    ),
    Rule("buy_box_lost", "operations", ("offers", "traffic_daily"), _ALL, _HARD, 0.8, "pricing"),
    Rule(
        "featured_offer_suppressed",
        "operations",
        ("offers", "traffic_daily"),
        _ALL,
        (*_HARD, "buy_box_lost"),
        0.8,
        "pricing",
    ),
    Rule("price_undercut", "operations", ("offers",), _CONVERSION, (*_HARD, *_OFFER), 2.0, "pricing"),
    Rule(
        "price_increase",
        "operations",
        ("offers", "traffic_daily"),
        _CONVERSION,
        (*_HARD, "promotion_ended"),
        2.0,
        "pricing",
    ),
    Rule(
        "promotion_ended",
        "operations",
        ("promotions", "offers"),
        {"conversion": 1.0, "organic_sessions": 0.8, "ad_sessions": 0.6, "units": 1.0},
        _HARD,
        1.6,
        "promotions",
    ),
    Rule("ads_paused", "advertising", ("campaigns", "ads_daily"), _ADS, _HARD, 1.2, "ads"),
    Rule("ads_out_of_budget", "advertising", ("campaigns",), _ADS, (*_HARD, "ads_paused"), 1.2, "ads"),
    Rule(
        "ads_weakened",
        "advertising",
        ("ads_daily", "campaigns"),
        _ADS,
        (*_HARD, *_OFFER, "ads_paused", "ads_out_of_budget", "variation_broken"),
        1.8,
        "ads",
    ),
    Rule(
        "rank_lost",
        "operations",
        ("keyword_ranks", "search_performance", "ranks"),
        _ORGANIC,
        (*_HARD, *_OFFER, "variation_broken", "listing_changed"),
        1.8,
        "search",
    ),
    Rule("bad_reviews", "customer_service", ("reviews",), _CONVERSION, _HARD, 1.8, "reviews"),
    Rule(
        "rating_drop", "customer_service", ("ratings_daily",), _CONVERSION, (*_HARD, "variation_broken"), 1.8, "reviews"
    ),
    Rule(
        "listing_changed",
        "design",
        ("listings", "events"),
        {"conversion": 1.0, "organic_sessions": 0.9, "ad_sessions": 0.3, "units": 1.0},
        (*_HARD, "variation_broken"),
        2.2,
        "listings",
    ),
    Rule(
        "variation_broken",
        "operations",
        ("listings", "ratings_daily"),
        {"conversion": 1.0, "organic_sessions": 1.0, "ad_sessions": 0.4, "units": 1.0},
        _HARD,
        1.5,
        "variations",
    ),
    Rule(
        "sibling_out_of_stock",
        "buyer",
        ("inventory_daily", "traffic_daily"),
        _VISITS,
        (*_HARD, "variation_broken"),
        1.8,
        "inventory",
    ),
    Rule("delivery_slow", "operations", ("offers", "inventory_daily"), _CONVERSION, _HARD, 1.8, "inventory"),
    Rule(
        "badge_changed",
        "operations",
        ("listings",),
        {"conversion": 1.0, "organic_sessions": 1.0, "ad_sessions": 0.4, "units": 1.0},
        (*_HARD, *_OFFER, "variation_broken"),
        1.8,
        "listings",
    ),
    Rule("competitor_move", "operations", ("competitors",), _CONVERSION, (*_HARD, *_OFFER), 2.0, "pricing"),
    Rule("seasonal", "operations", ("traffic_daily",), _ALL, (), 2.8, "reports"),
    Rule("market_wide", "operations", ("traffic_daily", "search_performance"), _ALL, ("seasonal",), 2.8, "reports"),
    Rule("data_incomplete", "operations", ("traffic_daily",), {}, (), 0.0, "reports"),
    Rule("unexplained", "operations", (), _ALL, (), 0.0, "reports"),
)

RULES: Mapping[str, Rule] = MappingProxyType({rule.cause: rule for rule in _RULES})

_HOSTS = {
    "US": "sellercentral.amazon.com", "CA": "sellercentral.amazon.ca", "MX": "sellercentral.amazon.com.mx",
    "BR": "sellercentral.amazon.com.br", "JP": "sellercentral.amazon.co.jp", "AU": "sellercentral.amazon.com.au",
    "SG": "sellercentral.amazon.sg", "IN": "sellercentral.amazon.in", "AE": "sellercentral.amazon.ae",
    "SA": "sellercentral.amazon.sa", "EG": "sellercentral.amazon.eg", "TR": "sellercentral.amazon.com.tr",
    "UK": "sellercentral.amazon.co.uk", "DE": "sellercentral.amazon.de", "FR": "sellercentral.amazon.fr",
    "IT": "sellercentral.amazon.it", "ES": "sellercentral.amazon.es", "NL": "sellercentral.amazon.nl",
    "SE": "sellercentral.amazon.se", "PL": "sellercentral.amazon.pl", "BE": "sellercentral.amazon.com.be",
    "ZA": "sellercentral.amazon.co.za", "IE": "sellercentral.amazon.ie",
}  # fmt: skip
_PAGES = {
    "home": "home",
    "inventory": "inventory",
    "health": "performance/dashboard",
    "listings": "inventory?status=inactive",
    "pricing": "pricing/health",
    "promotions": "promotions",
    "ads": "advertising",
    "search": "brand-analytics",
    "reviews": "brand-customer-reviews",
    "variations": "inventory",
    "reports": "business-reports",
}


def seller_central(marketplace: str, page: str) -> str:
    """The address of a Seller Central page in the marketplace's own console."""
    return f"https://{_HOSTS.get(marketplace, _HOSTS['US'])}/{_PAGES[page]}"
