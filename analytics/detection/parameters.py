"""Every rule's numbers with default, unit and meaning: read by the docs, the config's validation and the settings
modal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.detection.outcome import Settings
from bot.records.findings import KINDS
from bot.records.rules import Rule, Sensitivity


@dataclass(frozen=True)
class Parameter:
    """One number of a rule. `low` and `high` bound what may be set; `meaning` is an English sentence for the docs."""

    kind: str
    name: str
    default: float
    unit: str
    low: float
    high: float
    meaning: str


def _of(kind: str, *rows: tuple[str, float, str, float, float, str]) -> tuple[Parameter, ...]:
    return tuple(Parameter(kind, *row) for row in rows)


PARAMETERS: tuple[Parameter, ...] = (
    *_of(
        "sales_drop",
        ("min_drop_pct", 30.0, "percent", 5, 95, "smallest fall in 7 days that is worth an alert"),
        ("min_drop_3_days_pct", 60.0, "percent", 5, 99, "smallest fall in 3 days that is worth an alert at once"),
        ("money_floor", 50.0, "USD a window", 0, 1e6, "money lost in the window below which no alert comes"),
        ("account_share_pct", 0.0, "percent", 0, 100, "the loss must be this share of the account's sales, too"),
        ("chance", 8e-4, "probability", 1e-9, 0.1, "chance of such a fall of 7 days, at most (3 days: twice)"),
    ),
    *_of(
        "acos_spike",
        ("min_rise_pct", 40.0, "percent", 5, 1000, "smallest rise of ACOS against the ASIN's own past"),
        ("min_cpc_rise_pct", 40.0, "percent", 5, 1000, "smallest rise of the price of a click against its own past"),
        ("min_spend_rise_pct", 100.0, "percent", 5, 1000, "smallest rise of the spend that sales did not follow"),
        ("min_clicks", 20.0, "clicks", 1, 1e6, "clicks in the window below which nothing is judged"),
        ("money_floor", 50.0, "USD a week", 0, 1e6, "spend above what the past would have cost, at least"),
        ("chance", 1e-3, "probability", 1e-9, 0.1, "how improbable so few ad orders by chance alone must be"),
    ),
    *_of(
        "low_stock",
        ("cover_days", 7.0, "days", 0, 365, "days of cover on hand below which an alert comes whatever the lead time"),
        ("service_z", 1.65, "standard deviations", 0, 4, "safety stock: 1.65 is a 95 % service level"),
        ("lead_time_sd_days", 0.0, "days", 0, 90, "spread of the lead time where the product file does not say"),
        ("min_units", 3.0, "units in 28 days", 0, 1e6, "demand below which no stock alert comes"),
    ),
    *_of(
        "buy_box_lost",
        ("min_share_before_pct", 70.0, "percent", 1, 100, "share of the days or views we held before, at least"),
        ("share_now_pct", 50.0, "percent", 1, 100, "share of page views with our offer below which it counts as lost"),
        ("min_views", 20.0, "page views", 1, 1e6, "page views below which a day's share is not judged"),
    ),
    *_of(
        "featured_offer_suppressed",
        ("min_share_before_pct", 70.0, "percent", 1, 100, "share of the days on which somebody held it before"),
    ),
    *_of(
        "price_undercut",
        ("gap_pct", 3.0, "percent", 0, 90, "how much cheaper another offer must be"),
    ),
    *_of("listing_suppressed", ("look_back_days", 60.0, "days", 7, 90, "how long ago it may have been buyable")),
    *_of(
        "ads_stopped",
        ("share_pct", 50.0, "percent", 5, 100, "share of the ASIN's ad spend that the stopped campaigns had"),
        ("min_clicks", 2.0, "clicks a day", 0, 1e6, "usual clicks below which a stop is not told"),
    ),
    *_of(
        "ads_out_of_budget",
        ("out_pct", 25.0, "percent of the day", 1, 100, "share of the day without budget that counts as out of budget"),
        ("usual_pct", 10.0, "percent of the day", 0, 100, "a campaign that usually lacks more than this is not news"),
        ("days", 2.0, "days", 1, 7, "days in a row (one day is enough at half the day or more)"),
    ),
    *_of(
        "cvr_low",
        ("min_drop_pct", 25.0, "percent", 5, 95, "smallest fall against the ASIN's own past"),
        ("benchmark_gap_pct", 40.0, "percent", 5, 95, "smallest distance below the category's benchmark"),
        ("min_sessions", 200.0, "sessions", 10, 1e6, "sessions in the window below which nothing is judged"),
        ("chance", 1e-4, "probability", 1e-9, 0.1, "how improbable so few units by chance alone must be"),
    ),
    *_of(
        "return_spike",
        ("min_returns", 5.0, "units", 1, 1e6, "returned units in 14 days below which nothing is judged"),
        ("min_ratio", 2.0, "times", 1, 100, "how many times the usual return rate"),
        ("chance", 1e-3, "probability", 1e-9, 0.1, "how improbable so many returns by chance alone must be"),
    ),
    *_of("rating_drop", ("min_drop", 0.2, "stars", 0.05, 4, "smallest fall of the rating against 4 weeks before")),
    *_of(
        "rank_drop",
        ("min_ratio", 2.0, "times", 1.1, 100, "how many times worse the sales rank must be"),
        ("min_z", 4.0, "standard deviations", 1, 20, "how far outside of its usual movement (on logarithms)"),
    ),
    *_of(
        "excess_stock",
        ("cover_days", 90.0, "days", 30, 730, "days of cover above which units are in excess"),
        ("money_floor", 500.0, "USD", 0, 1e7, "value of the units in excess below which no alert comes"),
        ("min_units", 10.0, "units in 56 days", 1, 1e6, "demand below which no cover is computed"),
    ),
    *_of("stranded_stock", ("min_units", 1.0, "units", 1, 1e6, "units that cannot be sold, at least")),
    *_of(
        "storage_risk",
        ("ipi_limit", 400.0, "points", 0, 1000, "Amazon limits storage below this IPI"),
        ("ipi_warn", 450.0, "points", 0, 1000, "an IPI below this is warned of"),
        ("use_pct", 90.0, "percent", 1, 200, "storage use that is warned of"),
    ),
    *_of("inbound_late", ("grace_days", 3.0, "days", 0, 60, "days after the announced arrival until it is late")),
    *_of(
        "account_risk",
        ("order_defect_pct", 1.0, "percent", 0, 100, "Amazon's limit for the order defect rate"),
        ("late_shipment_pct", 4.0, "percent", 0, 100, "Amazon's limit for the late shipment rate"),
    ),
    *_of(
        "data_stale",
        ("partial_pct", 10.0, "percent", 1, 100, "share of the usual ASINs that must be missing"),
    ),
    *_of(
        "bad_review",
        ("max_stars", 2.0, "stars", 1, 4, "a review with at most this many stars is a bad one"),
        ("burst", 3.0, "reviews", 2, 100, "bad reviews in 7 days that may be a burst"),
        ("chance", 1e-3, "probability", 1e-9, 0.1, "how improbable a burst by chance alone must be"),
    ),
    *_of("new_seller", ("churn", 3.0, "sellers", 1, 100, "as many new sellers in 4 weeks are no news any more")),
    *_of(
        "unusual_charge",
        ("min_ratio", 3.0, "times", 1.1, 100, "how many times the usual amount of its kind"),
        ("money_floor", 50.0, "USD", 0, 1e6, "amount above the usual one below which no alert comes"),
    ),
    *_of("document_due", ("notice_days", 30.0, "days", 1, 365, "how long before its expiry a document is called due")),
)  # fmt: skip

BY_KIND: Mapping[str, Mapping[str, Parameter]] = {
    kind: {p.name: p for p in PARAMETERS if p.kind == kind} for kind in KINDS
}
_DEFAULTS = {kind: {name: p.default for name, p in named.items()} for kind, named in BY_KIND.items()}

# What a team's sensitivity does: the chance that is accepted, and the smallest change worth an alert, are multiplied.
CHANCE_FACTOR = {Sensitivity.LOW: 0.1, Sensitivity.NORMAL: 1.0, Sensitivity.HIGH: 5.0}
SIZE_FACTOR = {Sensitivity.LOW: 1.3, Sensitivity.NORMAL: 1.0, Sensitivity.HIGH: 0.75}


def settings(rule: Rule) -> Settings:
    """The rule's numbers, sensitivity applied to those that were left at their defaults."""
    chance, size = CHANCE_FACTOR[rule.sensitivity], SIZE_FACTOR[rule.sensitivity]
    laid = {
        name: value * (chance if name == "chance" else size if name.startswith(("min_", "money", "gap")) else 1.0)
        for name, value in _DEFAULTS[rule.kind].items()
    }
    return Settings(rule, laid)


def numbers_of(rule: Rule) -> tuple[float, ...]:
    """All numbers that the rule judges by, in the order of their declaration: equal ones give equal outcomes."""
    laid = settings(rule)
    return tuple(laid[name] for name in _DEFAULTS[rule.kind])


def problem(kind: str, name: str, value: float) -> str | None:
    """Why a configured value is refused, None where it is fine."""
    known = BY_KIND.get(kind, {}).get(name)
    if known is None:
        names = ", ".join(sorted(BY_KIND.get(kind, {}))) or "none"
        return f"{kind} has no parameter {name}; it has: {names}"
    if not known.low <= value <= known.high:
        return f"{kind}.{name} must lie between {known.low:g} and {known.high:g} ({known.unit})"
    return None
