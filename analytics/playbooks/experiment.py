"""`experiment ASIN`: a test or change recorded in `events`, judged against like ASINs over the same days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from analytics.experiments import LEAST_COUNT, LEAST_DAYS, Effect, difference, dispersion
from analytics.playbooks.facts import Facts, Floats, percent
from analytics.playbooks.reviews import event_kind
from bot.records.playbook import Playbook, Section, Standing
from bot.records.text import Say, Value

BEFORE, AFTER = 28, 56
_STARTS = ("experiment_start", "listing_change", "price_change")
_DISTURBS = (*_STARTS, "experiment_end")


@dataclass(frozen=True)
class Trial:
    """What is judged: `start` is the day of the change (it belongs to neither side), `end` the last day of it."""

    kind: str
    note: str | None
    start: date
    end: date
    running: bool


def trial_of(facts: Facts, asin: str) -> Trial | None:
    """The ASIN's last experiment, else its last recorded listing or price change; None where nothing is recorded."""
    rows = facts.rows("events")
    if not rows:
        return None
    mine = [
        (rows["date"][i].astype(object), str(rows["kind"][i]), rows["note"][i])
        for i, name in enumerate(rows["asin"])
        if name == asin
    ]
    starts = [one for one in mine if one[1] == "experiment_start"] or [one for one in mine if one[1] in _STARTS]
    if not starts:
        return None
    start, kind, note = max(starts, key=lambda one: one[0])
    ends = [day for day, what, _ in mine if what == "experiment_end" and day >= start]
    last = min(min(ends, default=facts.as_of), start + timedelta(days=AFTER))
    return Trial(kind, note or None, start, last, not ends)


def experiment_playbook(facts: Facts, asin: str) -> Playbook:
    """The playbook of one ASIN's last experiment: units a day and units per session."""
    trial = trial_of(facts, asin)
    title = facts.product(asin).get("title")

    def answer(verdict: Say, sections: tuple[Section, ...], lacking: tuple[Say, ...] = ()) -> Playbook:
        return Playbook("experiment", facts.account, facts.marketplace, asin, facts.as_of, verdict, sections, lacking,
                        title if isinstance(title, str) else None)  # fmt: skip

    if trial is None:
        return answer(Say("playbooks-experiment-none"), (), (Say("playbooks-experiment-record"),))
    told: dict[str, Value] = {"kind": event_kind(trial.kind), "note": trial.note or "—", "start": trial.start}
    if trial.running:
        line = Say("playbooks-experiment-running", told)
    else:
        line = Say("playbooks-experiment-what-line", {**told, "end": trial.end})
    what = Section(Say("playbooks-experiment-what"), Standing.OK, (line,))
    days = (trial.end - trial.start).days
    controls = like(facts, asin, trial)
    found = {
        "units": effect_on(facts, asin, controls, trial, per_session=False),
        "cvr": effect_on(facts, asin, controls, trial, per_session=True),
    }
    sections = [what]
    for name, effect in found.items():
        sections.append(_section(name, effect, days))
    known = [effect for effect in (found["cvr"], found["units"]) if effect is not None]
    first = next((effect for effect in known if effect.sure), known[0] if known else None)
    return answer(_verdict(first, days, trial.running), tuple(sections))


def _verdict(effect: Effect | None, days: int, running: bool) -> Say:
    if days < 1:
        return Say("playbooks-experiment-not-begun")
    if effect is None:
        return Say("playbooks-experiment-cannot")
    args = {"change": percent(effect.change, signed=True), "low": percent(effect.low, signed=True),
            "high": percent(effect.high, signed=True), "days": days, "least": LEAST_DAYS}  # fmt: skip
    if effect.too_early:
        return Say("playbooks-experiment-too-early" if running else "playbooks-experiment-too-short", args)
    if not effect.sure:
        return Say("playbooks-experiment-open", args)
    return Say("playbooks-experiment-better" if effect.change > 0 else "playbooks-experiment-worse", args)


def _section(name: str, effect: Effect | None, days: int) -> Section:
    title = Say(f"metric-{name}")
    if effect is None:
        return Section(title, Standing.UNKNOWN, (Say("playbooks-experiment-no-controls"),))
    line = Say(
        "playbooks-experiment-line",
        {"change": percent(effect.change, signed=True), "low": percent(effect.low, signed=True),
         "high": percent(effect.high, signed=True), "controls": effect.controls, "days": days},
    )  # fmt: skip
    if effect.too_early:
        early = Say("playbooks-experiment-early-why", {"least": LEAST_DAYS, "count": round(LEAST_COUNT)})
        return Section(title, Standing.UNKNOWN, (line, early))
    if not effect.sure:
        return Section(title, Standing.UNKNOWN, (line,), (Say("playbooks-experiment-do-wait"),))
    good = effect.change > 0
    action = Say("playbooks-experiment-do-keep" if good else "playbooks-experiment-do-undo")
    return Section(title, Standing.OK if good else Standing.BAD, (line,), (action,))


def like(facts: Facts, asin: str, trial: Trial) -> list[str]:
    """ASINs of the same category (else all others) that nobody changed on these days."""
    products, traffic = facts.rows("products"), facts.rows("traffic_daily")
    others = {str(name) for name in (products or traffic).get("asin", ())} - {asin}
    category = facts.product(asin).get("category")
    if category:
        same = {str(name) for name in products["asin"][products["category"] == category]} - {asin}
        others = same if len(same) >= 3 else others
    family = facts.product(asin).get("parent_asin")
    events = facts.rows("events")
    first, last = (np.datetime64(day, "D") for day in (trial.start - timedelta(days=BEFORE), trial.end))
    disturbed = {
        str(name)
        for name, kind, day in zip(*(events[key] for key in ("asin", "kind", "date")), strict=True)
        if kind in _DISTURBS and first <= day <= last
    }
    siblings = {other for other in others if family and facts.product(other).get("parent_asin") == family}
    return sorted(others - disturbed - siblings)


def effect_on(facts: Facts, asin: str, controls: list[str], trial: Trial, *, per_session: bool) -> Effect | None:
    """Difference-in-differences of units a day, or of units per session, over days with stock of the ASIN."""
    back = (facts.as_of - trial.end).days
    after_days = (trial.end - trial.start).days
    if after_days < 1:
        return None
    length = BEFORE + 1 + after_days

    def series(name: str, column: str, of: str) -> Floats:
        return facts.daily(name, column, of, length, back)

    units, sessions = series("traffic_daily", "units", asin), series("traffic_daily", "sessions", asin)
    usable = ~np.isnan(units) & ~(series("inventory_daily", "available", asin) <= 0)
    if per_session:
        usable &= ~np.isnan(sessions)
    at = np.arange(length)
    sides = (usable & (at < BEFORE), usable & (at > BEFORE))
    if not sides[0].any() or not sides[1].any():
        return None
    rows, exposures = [], []
    for other in controls:
        sold, came = series("traffic_daily", "units", other), series("traffic_daily", "sessions", other)
        out = series("inventory_daily", "available", other) <= 0
        known = ~np.isnan(sold[usable]) & ~out[usable] & (~np.isnan(came[usable]) if per_session else True)
        if known.all():
            rows.append(sold)
            exposures.append(came if per_session else np.ones(length))
    if not rows:
        return None
    counts, exposure = np.array(rows), np.array(exposures)
    own = sessions if per_session else np.ones(length)
    phi = dispersion(np.vstack([units[None, :], counts])[:, sides[0]])
    before, after = sides
    return difference(
        (float(units[before].sum()), float(units[after].sum())),
        (float(own[before].sum()), float(own[after].sum())),
        (counts[:, before].sum(axis=1), counts[:, after].sum(axis=1)),
        (exposure[:, before].sum(axis=1), exposure[:, after].sum(axis=1)),
        phi=phi,
        days=int(after.sum()),
    )
