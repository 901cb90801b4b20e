"""Money between currencies, for floors that are meant in US dollars."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np

# Units of a currency for one US dollar, rounded: only for floors such as "50 USD or its equivalent" where `fx_rates`
# does not know the currency. Never used for a figure that people read.
ROUGH_PER_USD: dict[str, float] = {
    "USD": 1.0, "CAD": 1.35, "MXN": 18.0, "BRL": 5.0, "GBP": 0.8, "EUR": 0.9, "SEK": 10.0, "PLN": 4.0, "TRY": 30.0,
    "AED": 3.67, "SAR": 3.75, "EGP": 40.0, "ZAR": 18.0, "INR": 83.0, "JPY": 150.0, "AUD": 1.5, "SGD": 1.35,
}  # fmt: skip


def usd_rate(currency: str, fx: Mapping[str, np.ndarray], day: date) -> float:
    """Units of `currency` for one US dollar on `day`: the last known `fx_rates` of both, else a rough constant."""
    if currency == "USD":
        return 1.0
    mine, dollar = last_rate(currency, fx, day), last_rate("USD", fx, day)
    if mine and dollar:
        return dollar / mine
    return ROUGH_PER_USD.get(currency, 1.0)


def last_rate(currency: str, fx: Mapping[str, np.ndarray], day: date) -> float | None:
    """The last known rate of `currency` up to `day` (units of the total's currency for one of it), None if unknown."""
    if not fx or not len(fx["date"]):
        return None
    known = (fx["currency"] == currency) & (fx["date"] <= np.datetime64(day, "D")) & (fx["rate"] > 0)
    if not known.any():
        return None
    at = np.flatnonzero(known)
    return float(fx["rate"][at[np.argmax(fx["date"][at])]])


def last_rates(fx: Mapping[str, np.ndarray], day: date) -> dict[str, float]:
    """The last known rate of every currency of `fx_rates` up to `day`."""
    if not fx or not len(fx["date"]):
        return {}
    found = {str(c): last_rate(str(c), fx, day) for c in set(fx["currency"])}
    return {currency: rate for currency, rate in found.items() if rate is not None}
