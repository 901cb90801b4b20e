"""The finders: each looks at one part of the case and yields the signals that changed there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from analytics.diagnosis.evidence import ads, family, listing, market, offer, price, reviews, search, stock
from analytics.diagnosis.signal import Signal
from analytics.diagnosis.view import View

FINDERS: tuple[Callable[[View], Iterator[Signal]], ...] = (
    stock.find,
    listing.find_closed,
    listing.find_notices,
    listing.find_changes,
    listing.find_badges,
    offer.find_holder,
    offer.find_undercut,
    offer.find_delivery,
    price.find_promotions,
    price.find_increase,
    ads.find,
    search.find,
    reviews.find_bad_reviews,
    reviews.find_rating,
    family.find_split,
    family.find_sibling,
    price.find_competitor,
    market.find,
)
