"""The one shape of every playbook's result: a verdict, and sections with their figures and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.records.text import Say


@dataclass(frozen=True)
class Benchmarks:
    """What good looks like in the field, in percent of sales: shown beside figures, never taken as evidence.

    `stockout_days_90` and the plan of a launch (ratings and TACOS after 30, 60 and 90 days) are goals of the team.
    """

    best_acos: tuple[float, float] = (22.0, 28.0)
    average_acos: float = 35.0
    ad_budget_share: tuple[float, float] = (15.0, 25.0)
    stockout_days_90: int = 7
    launch_ratings: tuple[float, float, float] = (5.0, 15.0, 30.0)
    launch_tacos: tuple[float, float, float] = (40.0, 30.0, 20.0)


class Standing(StrEnum):
    OK = "ok"
    BAD = "bad"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Section:
    """One thing looked at. `lines` carry the figures with their dates, `actions` what to do about it."""

    title: Say
    status: Standing
    lines: tuple[Say, ...] = ()
    actions: tuple[Say, ...] = ()


@dataclass(frozen=True)
class Playbook:
    """One playbook's answer for one ASIN, or for a whole marketplace (`asin` None).

    `name` is ads, stock, reviews, profit, listing, launch or experiment; `could_not_check` names missing data.
    """

    name: str
    account: str
    marketplace: str
    asin: str | None
    as_of: date
    verdict: Say
    sections: tuple[Section, ...]
    could_not_check: tuple[Say, ...] = ()
    title: str | None = None  # the product's own title: outside text
