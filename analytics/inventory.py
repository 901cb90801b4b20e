"""Stock figures: days of cover, reorder point, stock-out date, excess. Arrays in, arrays out; unknown is NaN.

Reorder point = demand over the lead time + safety stock z*sqrt(L*sd_d^2 + d^2*sd_L^2), with d the mean and sd_d the
standard deviation of a day's demand, L the mean and sd_L the standard deviation of the lead time in days (textbook
formula for independent demand and lead time, e.g. Silver, Pyke, Peterson: Inventory Management).
"""

from __future__ import annotations

import numpy as np

EXCESS_DAYS = 90.0


def days_of_cover(stock: np.ndarray, demand: np.ndarray) -> np.ndarray:
    """Days that `stock` units last at `demand` units a day; infinite without demand, NaN where either is unknown."""
    with np.errstate(invalid="ignore", divide="ignore"):
        cover = np.where(demand > 0, stock / demand, np.where(demand == 0, np.inf, np.nan))
    return np.where(np.isfinite(stock), cover, np.nan)


def safety_stock(
    z: float, demand: np.ndarray, sd_demand: np.ndarray, lead: np.ndarray, sd_lead: np.ndarray
) -> np.ndarray:
    """z*sqrt(L*sd_d^2 + d^2*sd_L^2) units; an unknown spread of the lead time counts as none."""
    spread = np.nan_to_num(sd_lead, nan=0.0)
    return np.asarray(z * np.sqrt(lead * sd_demand**2 + demand**2 * spread**2))


def reorder_point(
    z: float, demand: np.ndarray, sd_demand: np.ndarray, lead: np.ndarray, sd_lead: np.ndarray
) -> np.ndarray:
    """Units at which to order: demand over the lead time and the safety stock; NaN where demand or lead time is
    unknown.
    """
    return np.asarray(demand * lead + safety_stock(z, demand, sd_demand, lead, sd_lead))


def excess_units(stock: np.ndarray, demand: np.ndarray, days: float = EXCESS_DAYS) -> np.ndarray:
    """Units above what `days` days of demand take, never negative; NaN where unknown or without demand."""
    return np.asarray(np.where(demand > 0, np.maximum(stock - days * demand, 0.0), np.nan))
