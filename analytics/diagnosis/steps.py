"""The playbook's steps in their order, each `ok`, `bad` or `unknown`, with the figure and its date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from analytics.diagnosis.case import rows_in
from analytics.diagnosis.figures import Pair, break_even
from analytics.diagnosis.scoring import Weighed
from analytics.diagnosis.view import View, carried
from bot.records.diagnosis import Evidence, Step, StepStatus
from bot.records.text import Money, Number, Percent, Say, Value

# Which causes make which step bad, in the order in which an operator looks.
STEPS: Mapping[str, tuple[str, ...]] = {
    "data": ("data_incomplete",),
    "listing": (
        "listing_suppressed",
        "offer_inactive",
        "compliance_notice",
        "listing_changed",
        "badge_changed",
        "variation_broken",
    ),
    "stock": ("out_of_stock", "sibling_out_of_stock", "delivery_slow"),
    "offer": ("buy_box_lost", "featured_offer_suppressed", "price_undercut"),
    "ad_traffic": ("ads_paused", "ads_out_of_budget", "ads_weakened"),
    "organic_traffic": ("rank_lost",),
    "price": ("price_increase", "promotion_ended", "competitor_move"),
    "reviews": ("bad_reviews", "rating_drop"),
    "market": ("seasonal", "market_wide"),
    "ad_spend": (),
}
_TABLES: Mapping[str, tuple[str, ...]] = {
    "listing": ("listings", "notices"),
    "stock": ("inventory_daily",),
    "offer": ("offers", "traffic_daily"),
    "ad_traffic": ("ads_daily",),
    "organic_traffic": ("traffic_daily",),
    "price": ("offers", "promotions", "competitors"),
    "reviews": ("reviews", "ratings_daily", "returns"),
}


def walk(view: View, figures: Mapping[str, Pair], found: Sequence[Weighed]) -> tuple[Step, ...]:
    """All steps; one is bad where a signal in its part holds or was found with strength."""
    return tuple(_step(view, figures, found, name) for name in STEPS)


def blocked(problems: Sequence[Say]) -> tuple[Step, ...]:
    """The steps of a diagnosis that the data gate stopped."""
    rest = (Step(name, StepStatus.UNKNOWN, Say("diagnosis-step-not-looked")) for name in list(STEPS)[1:])
    return (Step("data", StepStatus.BAD, problems[0]), *rest)


def _step(view: View, figures: Mapping[str, Pair], found: Sequence[Weighed], name: str) -> Step:
    mine = [w for w in found if w.signal.cause in STEPS[name] and (w.score > 0 or w.signal.strength >= 0.5)]
    if mine:
        strongest = max(mine, key=lambda w: (w.score, w.signal.strength))
        evidence: Evidence = strongest.signal.evidence[0]
        return Step(name, StepStatus.BAD, evidence.text)
    status, key, args = _plain(view, figures, name)
    return Step(name, status, Say(f"diagnosis-step-{key}", args))


def _plain(view: View, figures: Mapping[str, Pair], name: str) -> tuple[StepStatus, str, dict[str, Value]]:
    """A step in whose part nothing changed: its figure where known, else that it could not be looked at."""
    ok, unknown = StepStatus.OK, StepStatus.UNKNOWN
    as_of = view.case.as_of
    if name == "data":
        return ok, "data-ok", {"first": view.case.day(view.first), "last": as_of}
    if name == "market":
        count = len(next(iter(view.case.peers.values()), np.empty((0, 0))))
        return (ok, "market-ok", {"n": count}) if count >= 2 else (unknown, "market-unknown", {})
    if name == "ad_spend":
        return _ad_spend(view, figures)
    if not any(_looked_at(view, table) for table in _TABLES[name]):
        return unknown, f"{name.replace('_', '-')}-unknown", {}
    return _figures(view, figures, name)


def _ad_spend(view: View, figures: Mapping[str, Pair]) -> tuple[StepStatus, str, dict[str, Value]]:
    """ACOS and TACOS beside the ACOS at which a sale through ads earns nothing, or what is missing to know that one."""
    acos, tacos = figures["acos"][1], figures["tacos"][1]
    if acos is None and tacos is None:
        return StepStatus.UNKNOWN, "ad-spend-unknown", {}
    args: dict[str, Value] = {"acos": _percent(acos), "tacos": _percent(tacos)}
    even = break_even(view, figures["price"])
    if even.after is None:
        return StepStatus.OK, "ad-spend-no-even", {**args, "fields": ", ".join(even.missing)}
    above = acos is not None and acos > even.after
    key = "ad-spend-above" if above else "ad-spend-ok"
    return StepStatus.BAD if above else StepStatus.OK, key, {**args, "even": Percent(even.after)}


def _figures(view: View, figures: Mapping[str, Pair], name: str) -> tuple[StepStatus, str, dict[str, Value]]:
    ok, unknown, as_of = StepStatus.OK, StepStatus.UNKNOWN, view.case.as_of
    if name == "stock":
        available = figures["available"][1]
        if available is None:
            return unknown, "stock-unknown", {}
        return ok, "stock-ok", {"units": round(available), "day": as_of}
    if name == "listing":
        status = carried_text(view.case.texts("listings", "status"))
        return (ok, "listing-ok", {"status": status, "day": as_of}) if status else (unknown, "listing-unknown", {})
    if name == "offer":
        share = figures["buy_box_pct"]
        told = [v for v in (*share, figures["our_price"][1]) if v is not None]
        return (
            (ok, "offer-ok", {"before": _percent(share[0]), "after": _percent(share[1])})
            if told
            else (unknown, "offer-unknown", {})
        )
    if name == "ad_traffic":
        clicks = figures["clicks"]
        return (
            (ok if clicks[1] is not None else unknown),
            "ad-traffic-ok",
            {"before": _count(clicks[0]), "after": _count(clicks[1])},
        )
    if name == "organic_traffic":
        organic = figures["organic_sessions"]
        known = organic[1] is not None
        return (
            (ok if known else unknown),
            "organic-traffic-ok",
            {"before": _count(organic[0]), "after": _count(organic[1])},
        )
    if name == "price":
        price, cvr = figures["price"], figures["cvr"]
        currency = view.case.currency or "USD"
        args: dict[str, Value] = {
            "before": None if price[0] is None else Money(price[0], currency),
            "after": None if price[1] is None else Money(price[1], currency),
            "old": _percent(cvr[0]),
            "new": _percent(cvr[1]),
        }
        return ok, "price-ok", args
    rating = carried(view.case.daily("ratings_daily", "rating"))[-1]
    count = rows_in(view.case.table("reviews"))
    args = {"rating": Number(float(rating), 2) if np.isfinite(rating) else None, "n": count}
    returns = figures["returns"]
    return ok, "reviews-ok", {**args, "before": _count(returns[0]), "after": _count(returns[1])}


def carried_text(values: Sequence[str | None]) -> str | None:
    return next((value for value in reversed(values) if value), None)


def _percent(value: float | None) -> Percent | None:
    return None if value is None else Percent(value)


def _count(value: float | None) -> int | None:
    return None if value is None else round(value)


# Tables that tell things as they happen: no row of this ASIN, where others have some, means that nothing happened.
_EVENTS = ("notices", "promotions", "reviews", "events", "returns")


def _looked_at(view: View, table: str) -> bool:
    if table == "campaigns":
        return rows_in(view.case.campaigns) > 0
    return view.case.has(table) or (table in _EVENTS and table in view.case.connected)


def could_not_check(view: View, used: Mapping[str, tuple[str, ...]]) -> Iterator[Say]:
    """Causes whose tables have no row for this ASIN, grouped by the table, with how to connect it."""
    missing: dict[str, list[str]] = {}
    for cause, tables in used.items():
        if tables and not any(_looked_at(view, table) for table in tables):
            missing.setdefault(tables[0], []).append(cause)
    for table, causes in missing.items():
        names = [Say(f"cause-{cause.replace('_', '-')}") for cause in causes]
        yield Say("diagnosis-could-not-check", {"table": table, "causes": _listed(names)})


def _listed(names: Sequence[Say]) -> Say:
    """Terms joined into one: pairs nested from the right."""
    joined = names[-1]
    for name in reversed(names[:-1]):
        joined = Say("diagnosis-list", {"first": name, "rest": joined})
    return joined
