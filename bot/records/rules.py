"""A rule: how one kind of alert behaves for a team. Defaults are quiet; the config file and Slack change them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from bot.records.findings import KINDS


class Route(StrEnum):
    """Where a finding goes: posted as an alert, or only listed in the morning digest."""

    ALERT = "alert"
    DIGEST = "digest"


class Sensitivity(StrEnum):
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


Word = TypeVar("Word", Route, Sensitivity)
# Posted out of the box; every other kind goes to the digest until the team has seen a backtest and turns it on.
POSTED = (
    "sales_drop", "bad_review", "acos_spike", "low_stock", "buy_box_lost", "featured_offer_suppressed",
    "listing_suppressed", "notice", "ads_stopped", "ads_out_of_budget", "data_stale",
)  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """One kind's settings. `params` are the numbers of that rule (named and documented by `analytics.detection`)."""

    kind: str
    enabled: bool = True
    route: Route = Route.DIGEST
    sensitivity: Sensitivity = Sensitivity.NORMAL
    params: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    def param(self, name: str, default: float) -> float:
        return self.params.get(name, default)


def default_rules() -> dict[str, Rule]:
    return {kind: Rule(kind, route=Route.ALERT if kind in POSTED else Route.DIGEST) for kind in KINDS}


def with_changes(rules: Mapping[str, Rule], changes: Mapping[str, Mapping[str, object]]) -> dict[str, Rule]:
    """`rules` with `changes` laid over them ({kind: {"enabled", "route", "sensitivity", or a parameter: value}}).

    Raises ValueError that names the kind, what was to be changed, and what it can be.
    """
    result = dict(rules)
    for kind, change in changes.items():
        rule = result[kind]
        known = {name: value for name, value in change.items() if name in ("enabled", "route", "sensitivity")}
        params = {**rule.params, **{n: _number(kind, n, v) for n, v in change.items() if n not in known}}
        result[kind] = replace(
            rule,
            enabled=bool(known.get("enabled", rule.enabled)),
            route=_one_of(Route, kind, "route", known.get("route", rule.route)),
            sensitivity=_one_of(Sensitivity, kind, "sensitivity", known.get("sensitivity", rule.sensitivity)),
            params=MappingProxyType(params),
        )
    return result


def _one_of(words: type[Word], kind: str, name: str, value: object) -> Word:
    try:
        return words(str(value))
    except ValueError:
        raise ValueError(f"{kind}: {name} can be {', '.join(words)}, not {str(value)!r}") from None


def _number(kind: str, name: str, value: object) -> float:
    try:
        return float(str(value))
    except ValueError:
        raise ValueError(f"{kind}: {name} is a number, not {str(value)!r}") from None
