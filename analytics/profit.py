"""Margins: what a unit earns before ads, the ACOS at which ads earn nothing, and unit economics after ads and returns.

Definitions. `price` is what the shopper pays, with VAT or consumption tax where the marketplace quotes prices so (all
but the US and Canada). Amazon's ads reports of sellers count attributed sales at that price, so break-even ACOS is the
margin before ads in percent of the price with VAT (not of the net price):

    margin     = price / (1 + vat/100) - price * referral/100 - fba_fee - inbound_cost - unit_cost * rate
    break-even = 100 * margin / price

The referral fee is a percentage of the price the shopper pays (Amazon's fee schedule: total sales price, tax included
where prices are quoted with it). Fees and inbound cost are in the marketplace's currency and without reclaimable VAT;
`unit_cost` alone has a currency of its own (`cost_currency`, empty = the marketplace's) and is converted by `fx_rates`.
A part that is unknown makes the result unknown and is named; it is never taken as zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.records.dataset import MARKETPLACES

Floats = NDArray[np.float64]

# Prices here are quoted without sales tax, and so are the sales in Amazon's reports: an empty `vat_pct` means none.
WITHOUT_TAX = ("US", "CA")
SMALLEST_PRICE = 0.005  # half a cent
PARTS = ("price", "vat_pct", "referral_fee_pct", "fba_fee", "inbound_cost", "unit_cost")


@dataclass(frozen=True)
class BreakEven:
    """`acos` in percent of the sales with VAT (25.0), negative where a unit loses money even without ads.

    `margin` is money a unit in the marketplace's currency. Both are None where a part is unknown; `missing` names the
    columns of `products.csv` (or `fx_rates: CNY` for a rate) that are lacking.
    """

    acos: float | None
    margin: float | None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Margins:
    """One value an ASIN, NaN where unknown: money a unit, percent of the price; `missing[i]` names what is lacking."""

    price: Floats
    vat: Floats
    referral: Floats
    fulfilment: Floats
    inbound: Floats
    cost: Floats
    margin: Floats
    break_even: Floats
    missing: tuple[tuple[str, ...], ...]


def exchange(rates: Mapping[str, float], source: str, target: str) -> float | None:
    """Units of `target` for one of `source`, None unknown; `rates` are units of one common currency for one of each."""
    if source == target:
        return 1.0
    first, second = rates.get(source), rates.get(target)
    if first is None or second is None or not first > 0 or not second > 0:
        return None
    return first / second


def break_even_acos(
    *,
    marketplace: str,
    price: float | None,
    unit_cost: float | None,
    referral_fee_pct: float | None,
    fba_fee: float | None,
    inbound_cost: float | None,
    vat_pct: float | None,
    currency: str | None = None,
    cost_currency: str | None = None,
    rates: Mapping[str, float] | None = None,
) -> BreakEven:
    """The ACOS (percent) at which a sale through ads earns nothing. `currency` defaults to the marketplace's own."""
    given = {
        "price": price, "unit_cost": unit_cost, "referral_fee_pct": referral_fee_pct, "fba_fee": fba_fee,
        "inbound_cost": inbound_cost, "vat_pct": vat_pct,
    }  # fmt: skip
    products: dict[str, np.ndarray] = {
        name: np.array([np.nan if value is None else value], dtype=np.float64) for name, value in given.items()
    }
    products["currency"] = np.array([currency], dtype=object)
    products["cost_currency"] = np.array([cost_currency], dtype=object)
    result = margins(products, marketplace, rates or {})
    known = not result.missing[0]
    return BreakEven(
        acos=float(result.break_even[0]) if known else None,
        margin=float(result.margin[0]) if known else None,
        missing=result.missing[0],
    )


def break_even_array(
    products: Mapping[str, np.ndarray], marketplace: str, rates: Mapping[str, float], price: Floats | None = None
) -> Floats:
    """Break-even ACOS in percent for each product of `products` (columns as `read_table` gives them), NaN unknown."""
    return margins(products, marketplace, rates, price).break_even


def margins(
    products: Mapping[str, np.ndarray], marketplace: str, rates: Mapping[str, float], price: Floats | None = None
) -> Margins:
    """The parts of the margin for each product, all in the marketplace's currency.

    `products` are equally long columns of `products.csv` (an absent column is unknown); `price` replaces the column
    `price`, for example by a window's average selling price. `rates`: units of one common currency for one of each.
    """
    rows = next((len(column) for column in products.values()), 0)
    shown = _column(products, "price", rows) if price is None else np.asarray(price, dtype=np.float64)
    shown = np.where(shown >= SMALLEST_PRICE, shown, np.nan)  # less is a placeholder: nothing can be a share of it
    vat = _column(products, "vat_pct", rows)
    if marketplace in WITHOUT_TAX:
        vat = np.where(np.isnan(vat), 0.0, vat)
    referral = shown * _column(products, "referral_fee_pct", rows) / 100.0
    fulfilment = _column(products, "fba_fee", rows)
    inbound = _column(products, "inbound_cost", rows)
    unit_cost = _column(products, "unit_cost", rows)
    rate, wanted = _cost_rates(products, marketplace, rates, rows)
    tax = shown - shown / (1.0 + vat / 100.0)
    cost = unit_cost * rate
    margin = shown - tax - referral - fulfilment - inbound - cost
    raw = {
        "price": shown, "vat_pct": vat, "referral_fee_pct": _column(products, "referral_fee_pct", rows),
        "fba_fee": fulfilment, "inbound_cost": inbound, "unit_cost": unit_cost,
    }  # fmt: skip
    missing = tuple(
        tuple(name for name in PARTS if np.isnan(raw[name][i])) + ((wanted[i],) if wanted[i] else ())
        for i in range(rows)
    )
    return Margins(shown, tax, referral, fulfilment, inbound, cost, margin, 100.0 * margin / shown, missing)


def _column(products: Mapping[str, np.ndarray], name: str, rows: int) -> Floats:
    column = products.get(name)
    return np.full(rows, np.nan) if column is None else np.asarray(column, dtype=np.float64)


def _cost_rates(
    products: Mapping[str, np.ndarray], marketplace: str, rates: Mapping[str, float], rows: int
) -> tuple[Floats, Sequence[str]]:
    """Marketplace currency for one of the cost's currency; where unknown NaN and the rate that is lacking."""
    nothing = np.full(rows, None, dtype=object)
    own, cost = products.get("currency", nothing), products.get("cost_currency", nothing)
    result, wanted = np.full(rows, np.nan), [""] * rows
    for i in range(rows):
        target = own[i] or MARKETPLACES[marketplace]
        source = cost[i] or target
        rate = exchange(rates, source, target)
        if rate is None:
            wanted[i] = "fx_rates: " + "/".join(name for name in (source, target) if not rates.get(name, 0.0) > 0)
        else:
            result[i] = rate
    return result, wanted


@dataclass(frozen=True)
class UnitEconomics:
    """Money a unit over a window, in the marketplace's currency; None is unknown and `missing` names what is lacking.

    `price` is the average selling price. `ads` is spend over all units. `returns` is what returned units cost, spread
    over all units. `profit` is what is left; `profit_pct` is its percentage of the price.
    """

    price: float | None
    vat: float | None
    referral: float | None
    fulfilment: float | None
    inbound: float | None
    cost: float | None
    before_ads: float | None
    ads: float | None
    returns: float | None
    profit: float | None
    profit_pct: float | None
    missing: tuple[str, ...] = ()


def unit_economics(
    margin: Margins,
    index: int,
    *,
    units: float | None,
    ad_spend: float | None,
    return_rate: float | None,
    resold_pct: float = 0.0,
    refund_fee_pct: float = 20.0,
) -> UnitEconomics:
    """What one unit of product `index` earned in a window. `return_rate` in percent of the units sent.

    A return gives the shopper the price back; Amazon gives the referral fee back less its refund administration fee
    (`refund_fee_pct` of the referral fee); fulfilment is not given back; `resold_pct` of the returned units go back on
    sale and save their cost (0 unless the team knows better).
    """
    parts = {
        name: _known(getattr(margin, name)[index])
        for name in ("price", "vat", "referral", "fulfilment", "inbound", "cost", "margin")
    }
    missing = list(margin.missing[index])
    ads = ad_spend / units if ad_spend is not None and units is not None and units > 0 else None
    if ads is None:
        missing.append("ads_daily: spend" if ad_spend is None else "traffic_daily: units")
    price, vat, referral, cost = parts["price"], parts["vat"], parts["referral"], parts["cost"]
    returns = None
    if return_rate is None:
        missing.append("returns")
    elif price is not None and vat is not None and referral is not None and cost is not None:
        lost = price - vat - referral * (1.0 - refund_fee_pct / 100.0) - cost * resold_pct / 100.0
        returns = return_rate / 100.0 * lost
    before = parts["margin"]
    profit = None if before is None or ads is None or returns is None else before - ads - returns
    return UnitEconomics(
        price=price,
        vat=vat,
        referral=referral,
        fulfilment=parts["fulfilment"],
        inbound=parts["inbound"],
        cost=cost,
        before_ads=before,
        ads=ads,
        returns=returns,
        profit=profit,
        profit_pct=None if profit is None or not price else 100.0 * profit / price,
        missing=tuple(missing),
    )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
