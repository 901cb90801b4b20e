"""The checks: one day of one (account, marketplace) in, findings out. Stateless in the day, vectorised over ASINs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from analytics.detection.account import (
    account_risk,
    document_due,
    inbound_late,
    notice,
    storage_risk,
    unusual_charge,
)
from analytics.detection.acos import acos_spike
from analytics.detection.ads import ads_out_of_budget, ads_stopped
from analytics.detection.day import Day
from analytics.detection.detectability import Detectability, detectability
from analytics.detection.listing import badge_changed, listing_changed, listing_suppressed, new_seller, variation_broken
from analytics.detection.muting import split
from analytics.detection.offers import buy_box_lost, featured_offer_suppressed, price_undercut
from analytics.detection.outcome import FIRING, CheckedDay, Outcome, RuleLook
from analytics.detection.parameters import numbers_of
from analytics.detection.quality import cvr_low, rank_drop, rating_drop, return_spike
from analytics.detection.reviews import Topics, bad_review
from analytics.detection.sales import sales_drop
from analytics.detection.stale import data_stale
from analytics.detection.stock import excess_stock, low_stock, stranded_stock
from analytics.panel import Panel
from bot.records.findings import KINDS, Standing, Subject
from bot.records.rules import Rule
from bot.records.text import Say

# How many days of the past a check may look at: a panel of these days gives the same alerts as one of years.
LOOK_BACK_DAYS = 200

CHECKS: Mapping[str, Callable[[Day], Outcome]] = {
    "data_stale": data_stale,
    "listing_suppressed": listing_suppressed,
    "low_stock": low_stock,
    "buy_box_lost": buy_box_lost,
    "featured_offer_suppressed": featured_offer_suppressed,
    "sales_drop": sales_drop,
    "acos_spike": acos_spike,
    "ads_stopped": ads_stopped,
    "ads_out_of_budget": ads_out_of_budget,
    "bad_review": bad_review,
    "notice": notice,
    "price_undercut": price_undercut,
    "cvr_low": cvr_low,
    "return_spike": return_spike,
    "rating_drop": rating_drop,
    "rank_drop": rank_drop,
    "excess_stock": excess_stock,
    "stranded_stock": stranded_stock,
    "storage_risk": storage_risk,
    "inbound_late": inbound_late,
    "account_risk": account_risk,
    "new_seller": new_seller,
    "listing_changed": listing_changed,
    "variation_broken": variation_broken,
    "badge_changed": badge_changed,
    "unusual_charge": unusual_charge,
    "document_due": document_due,
}
assert set(CHECKS) == set(KINDS)


def run_checks(
    panel: Panel,
    day: date,
    rules: Mapping[str, Rule],
    *,
    provisional_from: date | None = None,
    topics: Topics | None = None,
) -> CheckedDay:
    """Every enabled rule on `day`, looking at nothing later. Depends on the stored figures alone, not on earlier
    checks.

    `provisional_from`: sessions and ad conversions from that day on may still change and are left out of the rates.
    `topics`: review id -> (topic, whether it is a danger), from whoever reads the texts.
    """
    return run_checks_under(panel, day, [rules], provisional_from=provisional_from, topics=topics)[0]


def run_checks_under(
    panel: Panel,
    day: date,
    rule_sets: Sequence[Mapping[str, Rule]],
    *,
    provisional_from: date | None = None,
    topics: Topics | None = None,
) -> list[CheckedDay]:
    """`run_checks` under several sets of rules, in their order. What none of their numbers changes is worked out once:
    the day's figures, and the outcome of a rule that has the same numbers in two sets.
    """
    view, days, done = panel.upto(day), list[Day](), dict[tuple[object, ...], Outcome]()
    checked = []
    for rules in rule_sets:
        looked = Day(view, rules, provisional_from)
        like = next((d for d in days if d.gate == looked.gate), None)
        if like is not None:
            looked.take_figures(like)
        outcomes = {}
        for kind in CHECKS:
            if kind in rules and rules[kind].enabled:
                key = (kind, looked.gate, *numbers_of(rules[kind]))
                if key not in done:
                    done[key] = _run(kind, looked, topics)
                outcomes[kind] = done[key]
        findings = [finding for outcome in outcomes.values() for finding in outcome.findings]
        speaking, muted = split(looked, findings)
        checked.append(CheckedDay(panel.account, panel.marketplace, day, panel.asins, outcomes, speaking, muted))
        days.append(looked)
    return checked


def _run(kind: str, day: Day, topics: Topics | None) -> Outcome:
    return bad_review(day, topics) if kind == "bad_review" else CHECKS[kind](day)


def explain(
    panel: Panel, day: date, rules: Mapping[str, Rule], asin: str, *, provisional_from: date | None = None
) -> list[RuleLook]:
    """What every rule said of `asin` on `day` and why, for `/asinwatch why`; empty for an unknown ASIN."""
    at = panel.index(asin)
    if at is None:
        return []
    checked = run_checks(panel, day, rules, provisional_from=provisional_from)
    looks = []
    for kind, rule in rules.items():
        mine = [f for f in checked.findings if f.about.kind == kind and f.about.asin == asin]
        silenced = [(f, why) for f, why in checked.muted if f.about.kind == kind and f.about.asin == asin]
        outcome = checked.outcomes.get(kind)
        if not rule.enabled or outcome is None:
            looks.append(RuleLook(kind, Standing.UNKNOWN, Say("detection-rule-off")))
        elif mine:
            looks += [RuleLook(kind, Standing.FIRING, f.headline, f) for f in mine]
        elif silenced:
            looks += [RuleLook(kind, Standing.UNKNOWN, why, f) for f, why in silenced]
        else:
            standing = checked.standing(Subject(panel.account, panel.marketplace, kind, asin))
            reason = outcome.look(at) if outcome.look and outcome.state[at] != FIRING else Say("detection-rule-silent")
            looks.append(RuleLook(kind, standing, reason))
    return looks


__all__ = [
    "CHECKS",
    "LOOK_BACK_DAYS",
    "CheckedDay",
    "Detectability",
    "RuleLook",
    "detectability",
    "explain",
    "run_checks",
    "run_checks_under",
]
