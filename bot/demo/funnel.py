"""One listing's days: how an incident bends sessions, conversion and price, and the figures that come of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.demo.catalogue import Product
from bot.demo.planted import Planted
from bot.demo.series import Counts

Floats = npt.NDArray[np.float64]
AD_SHARE = 0.32  # of sessions
# Listings that live by their ads, and one that lives by being found.
_OTHER_AD_SHARES = {"ads_paused": 0.58, "out_of_budget": 0.58, "rank_lost": 0.15}
ACOS = 0.22  # what a sale through ads costs at normal times, as a share of it


@dataclass
class Days:
    """Arrays over the days of one listing."""

    product: Product
    planted: Planted | None
    organic: Floats  # factors on what the demand would have been
    ads: Floats
    conversion: Floats
    price: Floats
    cpc: Floats
    units: Counts
    sessions: Counts
    ad_sessions: Counts
    weekend: npt.NDArray[np.bool_]
    wanted: Counts  # sessions that the demand alone would have brought: what people search for

    def is_on(self) -> npt.NDArray[np.bool_]:
        """The days on which the planted thing holds."""
        length = len(self.units)
        on = np.zeros(length, dtype=bool)
        if self.planted is not None:
            on[max(0, length - self.planted.days) :] = True
        return on

    def is_planted(self, *names: str) -> bool:
        return self.planted is not None and self.planted.name in names


# name → factors (organic sessions, ad sessions, conversion, price, cost per click) on the days of the incident
_EFFECTS: dict[str, tuple[float, float, float, float, float]] = {
    "stock_out": (0.55, 0.05, 0.0, 1.0, 1.0),
    "suppressed": (0.10, 0.06, 0.55, 1.0, 1.0),
    "featured_offer_lost": (0.95, 0.55, 0.32, 1.0, 1.0),
    "ads_paused": (0.97, 0.0, 1.0, 1.0, 1.0),
    "bad_reviews": (0.95, 0.97, 0.52, 1.0, 1.0),
    "price_increase": (0.94, 0.98, 0.40, 1.24, 1.0),
    "out_of_budget": (0.98, 0.22, 1.0, 1.0, 1.0),
    "compliance": (0.08, 0.04, 0.5, 1.0, 1.0),
    "featured_offer_none": (0.92, 0.5, 0.38, 1.0, 1.0),
    "undercut": (0.97, 1.0, 0.5, 1.0, 1.0),
    "acos": (1.0, 1.0, 0.97, 1.0, 2.7),
    "rank_lost": (0.24, 1.0, 1.0, 1.0, 1.0),
}


def simulate(product: Product, planted: Planted | None, demand: Counts, weekend: npt.NDArray[np.bool_],
             rng: np.random.Generator) -> Days:  # fmt: skip
    """The funnel behind `demand`: sessions to fit it, ads' share of them, and what the planted thing takes away.

    Units are thinned from the real counts (never more than demand), so that a quiet listing sells exactly what the
    real shop's customers ordered.
    """
    length = len(demand)
    rate = product.cvr / 100
    smooth = np.convolve(np.pad(demand.astype(float), 3, mode="edge"), np.full(7, 1 / 7), mode="valid")
    visits = np.maximum(rng.poisson(np.maximum(0.4 * demand + 0.6 * smooth, 0.2) / rate), demand)
    from_ads = rng.binomial(visits, _OTHER_AD_SHARES.get(planted.name if planted else "", AD_SHARE))
    ones = np.ones(length)
    days = Days(product, planted, ones.copy(), ones.copy(), ones.copy(), ones * product.price,
                ones * ACOS * rate * product.price, demand, visits, from_ads, weekend, visits)  # fmt: skip
    demand = _bend(days, demand, rng)
    visits = days.wanted = days.sessions
    if planted is not None and planted.harmless:  # a season or a weekend is in what people look for
        days.wanted = np.asarray(np.round(visits * days.organic), dtype=np.int64)
    organic = rng.binomial(visits - from_ads, np.minimum(days.organic, 1))
    days.ad_sessions = rng.binomial(from_ads, np.minimum(days.ads, 1))
    days.sessions = organic + days.ad_sessions
    kept = days.sessions / np.maximum(visits, 1) * days.conversion
    days.units = np.minimum(rng.binomial(demand, np.clip(kept, 0, 1)), days.sessions)
    digits = 0 if product.marketplace == "JP" else 2
    days.price = np.round(days.price, digits)
    return days


def _bend(days: Days, demand: Counts, rng: np.random.Generator) -> Counts:
    """Sets the factors; oddities that add demand change the demand itself."""
    if days.planted is None:
        return demand
    on, length, name = days.is_on(), len(demand), days.planted.name
    if name in _EFFECTS:
        organic, ads, conversion, price, cpc = _EFFECTS[name]
        days.organic[on], days.ads[on], days.conversion[on] = organic, ads, conversion
        days.price[on] *= price
        days.cpc[on] *= cpc
    elif name == "coupon_ended":
        # Sales are lifted for five weeks and then what they always were.
        days.conversion[:] = 0.55
        days.conversion[length - days.planted.days - 35 : length - days.planted.days] = 1.0
    elif name == "weekend_dips":
        days.organic = np.where(days.weekend, 0.4, 1.0)
        days.ads = days.organic.copy()
    elif name == "season_ends":
        fading = np.linspace(1.0, 0.45, length)
        days.organic, days.ads = fading, fading.copy()
    elif name == "deal_day":
        at = length - days.planted.days
        extra = rng.poisson(2.2 * demand[at] + 10)
        demand = demand.copy()
        demand[at] += extra
        days.sessions[at] += int(extra / days.product.cvr * 100 * 0.6)
        days.price[at] *= 0.75
    elif name == "price_blip":
        days.price[length - days.planted.days] *= 1.08
    elif name == "chronic_out_of_budget":
        days.ads[:] = 0.6
    elif name == "launch_acos":
        days.cpc *= 2.4
    return demand
