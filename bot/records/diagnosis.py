"""A diagnosis as `analytics.diagnosis` gives it and `diagnose --json` prints it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.records.text import Say


class Status(StrEnum):
    DIAGNOSED = "diagnosed"
    NO_DROP = "no_drop"
    BLOCKED_BY_DATA = "blocked_by_data"
    INSUFFICIENT_EVIDENCE = "insufficient_evidence"


class StepStatus(StrEnum):
    OK = "ok"
    BAD = "bad"
    UNKNOWN = "unknown"


CAUSES = (
    "out_of_stock", "listing_suppressed", "offer_inactive", "compliance_notice", "buy_box_lost",
    "featured_offer_suppressed", "price_undercut", "price_increase", "promotion_ended", "ads_paused",
    "ads_out_of_budget", "ads_weakened", "rank_lost", "bad_reviews", "rating_drop", "listing_changed",
    "variation_broken", "sibling_out_of_stock", "delivery_slow", "badge_changed", "competitor_move", "seasonal",
    "market_wide", "data_incomplete", "unexplained",
)  # fmt: skip


@dataclass(frozen=True)
class Sales:
    """Money in the marketplace's currency over the last N days (`after`) and the N days before; None is unknown."""

    before: float | None
    after: float | None
    change: float | None
    change_pct: float | None


@dataclass(frozen=True)
class Contribution:
    """What one factor did to sales, in money; all of them add up to `Sales.change` exactly, to the cent.

    `low` and `high` bound the share by the noise of the counts (90 %), None where it cannot be said.
    """

    factor: str
    change: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Evidence:
    """One line of the evidence chain: which table, which days, which figures."""

    text: Say
    table: str
    days: tuple[date, date] | None = None


@dataclass(frozen=True)
class Cause:
    """`score` is 0-1; `explains` is the money that it can account for; `action` says what to do, `owner` who."""

    cause: str
    score: float
    since: date | None
    evidence: tuple[Evidence, ...]
    action: Say
    owner: str = "operations"
    explains: float | None = None
    against: tuple[Say, ...] = ()


@dataclass(frozen=True)
class Step:
    step: str
    status: StepStatus
    finding: Say


@dataclass(frozen=True)
class Diagnosis:
    """One ASIN in one account and marketplace. `metrics` maps orders, sessions, ctr, cvr … to (before, after)."""

    account: str
    marketplace: str
    asin: str
    as_of: date
    days: int
    status: Status
    sales: Sales
    currency: str | None
    metrics: Mapping[str, tuple[float | None, float | None]]
    contributions: tuple[Contribution, ...]
    causes: tuple[Cause, ...]
    steps: tuple[Step, ...]
    could_not_check: tuple[Say, ...] = ()
    remarks: tuple[Say, ...] = ()  # noise of the ASIN, an odd week before, the loss that nothing explains …
    extra: Mapping[str, object] = field(default_factory=dict)
