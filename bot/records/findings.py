"""What a check found: one `Finding` per thing that is wrong, and for everything looked at whether it is well."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from bot.records.text import Say


class Severity(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"

    @property
    def rank(self) -> int:
        return ("low", "medium", "high").index(self.value)


class Standing(StrEnum):
    """How one subject stands today under one rule. UNKNOWN (no data, blocked) neither opens nor resolves anything."""

    FIRING = "firing"
    WELL = "well"
    UNKNOWN = "unknown"


# Resolve by themselves when the figure has been well for three days.
FIGURE_KINDS = (
    "sales_drop", "acos_spike", "low_stock", "buy_box_lost", "featured_offer_suppressed", "price_undercut",
    "listing_suppressed", "ads_stopped", "ads_out_of_budget", "cvr_low", "return_spike", "rating_drop", "rank_drop",
    "excess_stock", "stranded_stock", "storage_risk", "inbound_late", "account_risk", "data_stale",
)  # fmt: skip
# Stay open until a person closes them, or for 30 days.
EVENT_KINDS = (
    "bad_review", "notice", "new_seller", "listing_changed", "variation_broken", "badge_changed", "unusual_charge",
    "document_due",
)  # fmt: skip
KINDS = FIGURE_KINDS + EVENT_KINDS


@dataclass(frozen=True)
class Subject:
    """What an alert is about: one alert is open per subject. `asin` is None where it is about an account."""

    account: str
    marketplace: str
    kind: str
    asin: str | None = None
    subject: str = ""


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong on a day.

    `observed`, `expected` and `bound` are in the rule's own unit (units sold, percent, days …), None where unknown.
    `loss` is the money at stake in `currency` over the window, None where it cannot be said.
    `headline` is one line; `why` lists what a person needs to believe it (window, bound, what was excluded).
    `extra` holds plain JSON values for views and charts (never needed to decide anything).
    """

    about: Subject
    severity: Severity
    headline: Say
    observed: float | None = None
    expected: float | None = None
    bound: float | None = None
    window: tuple[date, date] | None = None
    loss: float | None = None
    currency: str | None = None
    why: tuple[Say, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)


class DayChecked(Protocol):
    """The result of one day's checks of one (account, marketplace), as `analytics.detection` gives it."""

    @property
    def account(self) -> str: ...
    @property
    def marketplace(self) -> str: ...
    @property
    def day(self) -> date: ...
    @property
    def findings(self) -> tuple[Finding, ...]: ...
    @property
    def muted(self) -> tuple[tuple[Finding, Say], ...]: ...  # a finding that another one explains, and why it is silent

    def standing(self, about: Subject) -> Standing: ...
