"""Figures of advertising: what each campaign and search term spent and brought, what to promote, what to negate.

All money is in the marketplace's currency and all sales are Amazon's attributed ones. Thresholds are counts with a
reason: a search term is negated only when its clicks, at the ASIN's own conversion from ads, should have brought three
orders and brought none (a chance of 5 % by Poisson).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

Columns = Mapping[str, np.ndarray]

EXPECTED_ORDERS = 3.0  # exp(-3) is 5 %
FEW_ORDERS = 2  # orders from which a term is worth a campaign of its own
LAUNCH_DAYS, MATURE_DAYS = 90, 365
EXACT_SHARE = 50.0  # percent of spend in exact match from which a product's ads count as grown


class Phase(StrEnum):
    """Where a product's ads stand, and which campaigns serve it there."""

    LAUNCH = "launch"  # automatic campaigns harvest search terms
    GROWTH = "growth"  # exact manual campaigns on what converts
    MATURE = "mature"  # brand and display beside them


@dataclass(frozen=True)
class Spent:
    """What one campaign, term or ASIN cost and brought; None is unknown. `acos` in percent, None without sales."""

    name: str
    impressions: float | None
    clicks: float | None
    spend: float
    orders: float | None
    sales: float | None

    @property
    def acos(self) -> float | None:
        return None if self.sales is None or not self.sales > 0 else 100.0 * self.spend / self.sales


def by(rows: Columns, key: str) -> list[Spent]:
    """Rows summed by the text column `key`, the largest spend first. A figure unknown in one row is unknown in its sum;
    rows without a spend are left out."""
    if not rows:
        return []
    keep = ~np.isnan(rows["spend"])
    names = np.array(["" if name is None else str(name) for name in rows[key][keep]], dtype=object)
    found, codes = np.unique(names.astype(str), return_inverse=True)
    sums = {
        name: np.bincount(codes, weights=rows[name][keep], minlength=len(found))
        for name in ("impressions", "clicks", "spend", "orders", "sales")
        if name in rows
    }
    order = np.argsort(-sums["spend"], kind="stable")
    return [
        Spent(
            str(found[i]),
            _known(sums, "impressions", i),
            _known(sums, "clicks", i),
            float(sums["spend"][i]),
            _known(sums, "orders", i),
            _known(sums, "sales", i),
        )
        for i in order
    ]


def conversion(spent: Sequence[Spent]) -> float | None:
    """Ad orders per click over all of `spent` (0.1 is one in ten); None where unknown or nothing was clicked."""
    clicks = [one.clicks for one in spent]
    orders = [one.orders for one in spent]
    if None in clicks or None in orders or not sum(clicks) > 0:  # type: ignore[arg-type]
        return None
    return sum(orders) / sum(clicks)  # type: ignore[arg-type]


def to_negate(terms: Sequence[Spent], rate: float | None) -> list[Spent]:
    """Terms without an order whose clicks should have brought three at `rate` orders a click; none if it is unknown."""
    if rate is None or not rate > 0:
        return []
    enough = EXPECTED_ORDERS / rate
    return [one for one in terms if one.orders == 0 and one.clicks is not None and one.clicks >= enough]


def to_promote(terms: Sequence[Spent], limit: float | None, exact: frozenset[str]) -> list[Spent]:
    """Terms with two orders or more and an ACOS at or under `limit` (percent) that have no exact match yet."""
    return [
        one
        for one in terms
        if one.name not in exact
        and (one.orders or 0) >= FEW_ORDERS
        and one.acos is not None
        and (limit is None or one.acos <= limit)
    ]


def without_sales(spent: Sequence[Spent]) -> tuple[float, list[Spent]]:
    """Money spent where no order came, and where: only what is known to have brought none counts."""
    empty = [one for one in spent if one.orders == 0 and one.spend > 0]
    return sum(one.spend for one in empty), empty


def phase(age_days: int | None, exact_share: float | None) -> Phase | None:
    """The phase from the product's age and the share of its ad spend in exact match (percent).

    A product younger than 90 days is in its launch; one older than a year whose exact campaigns carry half of the spend
    is mature; everything between grows. None where the age is unknown and the share does not settle it.
    """
    if age_days is not None and age_days < LAUNCH_DAYS:
        return Phase.LAUNCH
    if age_days is None or exact_share is None:
        return None if age_days is None or age_days >= MATURE_DAYS else Phase.GROWTH
    return Phase.MATURE if age_days >= MATURE_DAYS and exact_share >= EXACT_SHARE else Phase.GROWTH


def _known(sums: Mapping[str, np.ndarray], name: str, at: int) -> float | None:
    if name not in sums or np.isnan(sums[name][at]):
        return None
    return float(sums[name][at])
