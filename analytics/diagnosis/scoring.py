"""Weighs the signals: timing (began with the drop), size (explains the factor that fell), change (how far it went)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.diagnosis.evidence import FINDERS
from analytics.diagnosis.evidence.market import market_part
from analytics.diagnosis.rules import RULES, Rule
from analytics.diagnosis.signal import Signal
from analytics.diagnosis.track import Step, Track
from analytics.diagnosis.view import Loss, View

LEAST = 0.33  # a cause below this score is not named
SECOND = 0.45  # beside the first, one is named from this part of the first's score on
_MARKET = ("seasonal", "market_wide")
_OFFER = ("buy_box_lost", "featured_offer_suppressed")
_BEFORE_THE_OFFER = {"rank_lost": "organic_sessions", "ads_weakened": "ad_sessions"}
_ADS = ("ads_paused", "ads_out_of_budget", "ads_weakened")


@dataclass(frozen=True)
class Weighed:
    """A signal with what speaks for it; `explains` is money of the loss since its day, `loss` the whole of it."""

    signal: Signal
    rule: Rule
    score: float
    timing: float
    size: float
    z: float
    loss: Loss
    explains: float


def weigh_all(view: View) -> tuple[list[Weighed], list[Weighed]]:
    """(causes that hold, strongest first; the ones that were found but do not hold)."""
    weighed = [w for finder in FINDERS for signal in finder(view) if (w := _weigh(view, signal)) is not None]
    good = [w for w in weighed if w.score >= LEAST]
    good = _without_consequences(view, sorted(good, key=lambda w: -w.score))
    if good:
        good = [w for w in good if w.score >= SECOND * good[0].score]
    kept = {id(w) for w in good}
    return good[:5], [w for w in weighed if id(w) not in kept]


def _weigh(view: View, signal: Signal) -> Weighed | None:
    rule = RULES[signal.cause]
    names = ["units", *(n for n, w in rule.explains.items() if w >= 0.6 and n in view.tracks and n != "units")]
    # One day before it too, where any slack is given: reports and calendars differ in where a day ends.
    days = range(max(1, signal.place - min(1, signal.slack)), min(signal.place + signal.slack, view.size - 1) + 1)
    falls = [
        (step.z, place)
        for place in days
        for name in names
        if (step := view.tracks[name].at(place, signal.end, signal.base)) is not None
    ]
    if not falls:
        return None
    place = min(falls)[1]
    loss = view.loss_since(place, signal.end, signal.base)
    if loss is None:
        return None
    steps = [
        (view.tracks[name], s)
        for name in names
        if (s := view.tracks[name].at(place, signal.end, signal.base)) is not None
    ]
    z = min((s.z for _, s in steps), default=0.0)
    if not _holds(view, signal, place, z, loss, steps):
        return Weighed(signal, rule, 0.0, 0.0, 0.0, z, loss, 0.0)
    timing = max((_timing(view, track, s.gain, signal) for track, s in steps if s.z < 0), default=0.0)
    size = sum(_weight(rule, name) * share for name, share in loss.shares.items())
    if signal.cause in _MARKET:
        size = signal.part
    elif signal.hard:
        size = max(size, 0.7)
    else:
        size = min(size, signal.part)
        together, others = market_part(view, place, loss.step)
        size *= 1.0 - 0.8 * together * (others.weight if others else 0.0)
    size = float(np.clip(size, 0.0, 1.0))
    score = signal.strength * (0.25 + 0.75 * timing) * (0.3 + 0.7 * size)
    if size < 0.12:
        score *= size / 0.12
    return Weighed(signal, rule, round(float(score), 3), timing, size, z, loss, max(0.0, size * loss.money))


def _holds(view: View, signal: Signal, place: int, z: float, loss: Loss, steps: Sequence[tuple[Track, Step]]) -> bool:
    """Whether there is a fall since the signal's day that is large and sure enough for evidence of its kind."""
    rule = RULES[signal.cause]
    if signal.cause in _ADS and not _ads_fell(view, place, signal):
        return False
    if signal.hard:
        return loss.relative >= 0.05 and z <= -rule.least_z
    # Its own factor fell beyond doubt and sales fell with it, even where chance in the other factors hides how much.
    sure = -4.0 - 5.0 * max(0.0, 0.8 - signal.strength)
    if signal.strength >= 0.6 and z <= sure and loss.relative > 0.0 and _window_fell(view):
        return _main_factor_fell(rule, steps)
    # Nothing can be said of so few units, nor of traffic that sales did not follow.
    if loss.step.expected < 4 or loss.step.z > -0.8 or loss.relative < 0.07:
        return False
    need = rule.least_z - 0.3 + 1.6 * (1.0 - signal.strength)
    if signal.strength >= 0.8 and loss.relative >= 0.2:
        need -= 0.4  # clear evidence and a large fall on its day: seldom by chance
    # There are many days to choose from, and the last one alone is little.
    need += 0.07 * max(0, place - signal.place) + (0.4 if place == view.size - 1 else 0.0)
    return z <= -need and _main_factor_fell(rule, steps) and (place > view.size - 5 or _window_fell(view))


def _window_fell(view: View) -> bool:
    """Whether the last window sold less money than the one before: what began five days ago must show there."""
    before, after = float(view.sales[view.before].sum()), float(view.sales[view.after].sum())
    return after < 0.97 * before


def _weight(rule: Rule, factor: str) -> float:
    if factor == "sessions":  # not to be split into ads and organic
        return 0.9 * max(rule.explains.get("ad_sessions", 0.1), rule.explains.get("organic_sessions", 0.1))
    return rule.explains.get(factor, 0.1)


def _main_factor_fell(rule: Rule, steps: Sequence[tuple[Track, Step]]) -> bool:
    """Whether one of the factors that the cause works on fell by itself (where any of their series is known)."""
    main = [s.z for track, s in steps if track.name != "units" and rule.explains.get(track.name, 0.0) >= 0.9]
    return not main or min(main) <= -1.2


def _ads_fell(view: View, place: int, signal: Signal) -> bool:
    """Whether clicks fell with the campaign: a pause that cost no clicks explains no sales."""
    step = view.tracks["ad_sessions"].at(max(place, signal.place), signal.end) if "ad_sessions" in view.tracks else None
    return step is None or (step.ratio < 0.92 and step.z < -1.8)


def _timing(view: View, track: Track, gain: float, signal: Signal) -> float:
    """How much worse a step on the signal's day fits than the best day of a fall (1: as well as the best)."""
    if signal.end is not None:
        return 0.9
    if signal.base is not None:  # a level of its own: it began with the drop where no later day fits much better
        gains = [s.gain for p in range(signal.place, view.size) if (s := track.at(p, None, signal.base)) and s.z < 0]
        return float(np.exp(-max(0.0, max(gains, default=gain) - gain - 0.7) / 2.5))
    best = max((s.gain for s in track.steps(view.first - 1) if s.z < 0), default=gain)
    return float(np.exp(-max(0.0, best - gain - 0.7) / 2.5))


def _without_consequences(view: View, weighed: Sequence[Weighed]) -> list[Weighed]:
    """Leaves out what another cause brought about: a closed offer after a stock-out, a lost badge after a split …

    A place in the search or clicks that were lost, with their sessions, days before the Featured Offer was are no
    consequence of it, and are named beside it.
    """
    present = {w.signal.cause: w for w in weighed}
    kept: list[Weighed] = []
    for w in weighed:
        masters = [present[c] for c in w.rule.yields_to if c in present and not _went_before(view, w, present[c])]
        if any(
            m.signal.strength >= 0.6 and (w.signal.place >= m.signal.place - 3 or w.score <= m.score) for m in masters
        ):
            continue
        if any(k.signal.cause == w.signal.cause for k in kept):
            continue
        kept.append(w)
    return kept


def _went_before(view: View, w: Weighed, master: Weighed) -> bool:
    """Whether what a cause works on fell by itself before the Featured Offer was lost."""
    name = _BEFORE_THE_OFFER.get(w.signal.cause)
    if name is None or name not in view.tracks or master.signal.cause not in _OFFER:
        return False
    if master.signal.place - w.signal.place < 2:
        return False
    step = view.tracks[name].at(w.signal.place, master.signal.place)
    return step is not None and step.ratio < 0.85 and step.z <= -2.5
