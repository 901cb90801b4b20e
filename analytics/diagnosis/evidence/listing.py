"""The product page: suppressed or closed, notices about it, changed content, badges lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

import numpy as np

from analytics.diagnosis.case import rows_in
from analytics.diagnosis.signal import STATE_DAYS, Signal, as_date, began, line
from analytics.diagnosis.view import View
from bot.records.diagnosis import Evidence
from bot.records.text import Say, Value

_COMPLIANCE = re.compile(
    r"complian|polic|safety|infring|intellectual|patent|trademark|copyright|restrict|recall|authentic|counterfeit|"
    r"violat|remov|deactivat|hazmat|dangerous|hazard|document|certif|regulat|prohibit|illegal|complaint|suspen|"
    r"inauthentic|condition|used sold|pesticide|medical|gpsr|epr|brand regist|block|下架|合规|侵权|违规|安全|资质|认证",
    re.I,
)
_BENIGN = re.compile(
    r"newsletter|webinar|survey|fee (change|update)|holiday|tips|reminder|payment|disburs|recommend|opportunit|"
    r"\binfo|announce|update to our|feature",
    re.I,
)
_WEIGHT = {"high": 0.6, "medium": 0.45, "low": 0.15}
# How much a change of each part of the page can do.
_PARTS = {
    "main_image_hash": 0.8, "title": 0.75, "category": 0.8, "browse_node": 0.75, "images": 0.55, "bullets": 0.5,
    "a_plus": 0.5, "video": 0.4, "size_tier": 0.2,
}  # fmt: skip
_PASSING_BADGES = re.compile(r"deal|coupon|limited|sale|save|promo", re.I)


def _closed(view: View) -> tuple[np.ndarray, np.ndarray]:
    """(suppressed, closed) by day: 1, 0, NaN where nothing is told."""
    listings, size = view.case.table("listings"), view.size
    suppressed, closed = np.full(size, np.nan), np.full(size, np.nan)
    if not rows_in(listings):
        return suppressed, closed
    places = (listings["date"] - view.case.grid[0]).astype(int)
    count = rows_in(listings)
    statuses = listings.get("status", np.full(count, None))
    enforced = listings.get("enforcement", np.full(count, None))
    issues = listings.get("issue", np.full(count, None))
    nothing_told = not any(s for s in statuses) and not any(e for e in enforced) and not any(i for i in issues)
    if nothing_told:
        return suppressed, closed
    for place, status, enforcement, issue in zip(places, statuses, enforced, issues, strict=True):
        if 0 <= place < size:
            told = bool(issue) and re.search(r"suppress|search[ _]visib|not (visible|searchable)", str(issue), re.I)
            shut = (
                bool(enforcement)
                or status == "SUPPRESSED"
                or bool(told and status != "BUYABLE")
                or bool(told and status is None)
            )
            suppressed[place] = float(shut)
            closed[place] = float(status in ("INACTIVE", "DISCOVERABLE") and not shut)
    return suppressed, closed


def find_closed(view: View) -> Iterator[Signal]:
    suppressed, closed = _closed(view)
    for cause, bad in (("listing_suppressed", suppressed), ("offer_inactive", closed)):
        found = began(bad, view, carry=STATE_DAYS)
        if not found:
            continue
        place, end = found
        status = _first(view.case.texts("listings", "status"), place)
        why = _first(view.case.texts("listings", "enforcement"), place) or _first(
            view.case.texts("listings", "issue"), place
        )
        args: dict[str, Value] = {"since": view.case.day(place), "status": status or "—", "why": why or "—"}
        key = "listing-suppressed" if cause == "listing_suppressed" else "offer-inactive"
        yield Signal(cause, place, 0.97, (line(view, key, "listings", place, **args),), end, slack=1, hard=True)


def _first(values: list[str | None], place: int) -> str | None:
    return next((value for value in values[place:] if value), None)


def find_notices(view: View) -> Iterator[Signal]:
    notices = view.case.table("notices")
    if not rows_in(notices):
        return
    suppressed, closed = _closed(view)
    shut = began(np.fmax(suppressed, closed), view, carry=STATE_DAYS)
    best: Signal | None = None
    texts = {
        name: notices.get(name, np.full(rows_in(notices), None)) for name in ("severity", "subject", "body", "asin")
    }
    earlier: set[tuple[str, str]] = set()
    for i in np.argsort(notices["date"], kind="stable"):
        place = view.case.place(as_date(notices["date"][i]) or view.case.as_of)
        kind, subject, body = str(notices["kind"][i] or ""), str(texts["subject"][i] or ""), str(texts["body"][i] or "")
        again = (kind, subject) in earlier
        earlier.add((kind, subject))
        near = shut is not None and -1 <= shut[0] - place <= 10
        if place < view.first - (10 if near else 4) or again:
            continue
        strength = _WEIGHT.get(str(texts["severity"][i]), 0.3)
        words, severity = f"{kind} {subject} {body}", str(texts["severity"][i])
        grave = bool(_COMPLIANCE.search(words))
        if grave:
            strength += 0.25
        elif _BENIGN.search(words):
            strength *= 0.3
        if not near and (severity == "low" or (severity != "high" and not grave)):
            strength = min(strength, 0.25)  # it closed nothing, and does not say that it would
        if near and (grave or strength >= 0.4):
            strength = max(strength, 0.6) + 0.39
        if not near and np.isfinite(suppressed[view.size - view.n :]).any():
            strength = min(strength, 0.45)  # the page is seen to be open
        own = bool(texts["asin"][i])
        if not own and not near:
            strength *= 0.45
        start = shut[0] if near and shut else place
        evidence = [
            line(
                view,
                "notice",
                "notices",
                place,
                on=view.case.day(place),
                kind=kind,
                subject=subject or kind,
                severity=str(texts["severity"][i] or "—"),
            )
        ]
        if near and shut:
            evidence.append(line(view, "notice-closed", "listings", shut[0], since=view.case.day(shut[0])))
        signal = Signal(
            "compliance_notice", start, min(strength, 1.0), tuple(evidence), shut[1] if near and shut else None,
            slack=1 if near else 4, hard=near and strength >= 0.6,
        )  # fmt: skip
        if best is None or signal.strength > best.strength:
            best = signal
    if best is not None and best.strength >= 0.2:
        yield best


def find_changes(view: View) -> Iterator[Signal]:
    listings = view.case.table("listings")
    by_place: dict[int, list[tuple[float, Evidence]]] = {}
    if rows_in(listings):
        for part, weight in _PARTS.items():
            change = _change(view, part)
            if change is None:
                continue
            place, old, new = change
            weight = _weigh(part, weight, old, new)
            evidence = line(
                view,
                "listing-changed",
                "listings",
                place,
                on=view.case.day(place),
                part=Say(f"diagnosis-part-{part.replace('_', '-')}"),
                old=_short(old),
                new=_short(new),
            )
            by_place.setdefault(place, []).append((weight, evidence))
    for place, kind, note in events(view, ("listing_change", "experiment_start", "experiment_end")):
        near = [p for p in by_place if abs(p - place) <= 1]
        evidence = line(view, "event", "events", place, on=view.case.day(place), kind=kind, note=note)
        by_place.setdefault(near[0] if near else place, []).append((0.3 if near else 0.4, evidence))
    for place, changes in by_place.items():
        strength = 1.0 - float(np.prod([1.0 - weight for weight, _ in changes]))
        yield Signal("listing_changed", place, min(strength, 0.9), tuple(e for _, e in changes), slack=3)


def _change(view: View, part: str) -> tuple[int, str, str] | None:
    """(day, old, new) of a part of the page that changed within the windows and stayed so; None where none did."""
    listings = view.case.table("listings")
    if part not in listings:
        return None
    raw = listings[part]
    places = (listings["date"] - view.case.grid[0]).astype(int).tolist()
    rows = [(p, str(v)) for p, v in zip(places, raw.tolist(), strict=True) if v is not None and v != "" and v == v]
    for i in range(len(rows) - 1, 0, -1):
        place, new = rows[i]
        if place < view.first - 3:
            return None
        old = rows[i - 1][1]
        if old != new:
            steady = sum(1 for p, v in rows[:i] if v == old) >= min(2, i) and all(v == new for _, v in rows[i:])
            return (place, old, new) if steady else None
    return None


def _weigh(part: str, weight: float, old: str, new: str) -> float:
    if part in ("title", "bullets"):
        return weight * min(1.0, 0.4 + 2 * (1 - SequenceMatcher(None, old, new).ratio()))
    if part == "images":
        return weight if float(new) < float(old) else 0.2
    if part in ("video", "a_plus") and old.lower() in ("0", "no", "false", "none"):
        return 0.15
    return weight


def _short(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def events(view: View, kinds: tuple[str, ...]) -> Iterator[tuple[int, str, str]]:
    """(day, kind, note) of what people did to this ASIN within the windows."""
    table = view.case.table("events")
    for i in range(rows_in(table)):
        if table["kind"][i] in kinds and table["asin"][i]:
            place = view.case.place(as_date(table["date"][i]) or view.case.as_of)
            if view.first - 3 <= place < view.size:
                yield place, str(table["kind"][i]), str(table["note"][i] or "—") if "note" in table else "—"


def find_badges(view: View) -> Iterator[Signal]:
    listings = view.case.table("listings")
    if "badges" not in listings or not any(listings["badges"]):
        return
    places = (listings["date"] - view.case.grid[0]).astype(int).tolist()
    size = view.size
    by_day: dict[int, set[str]] = {
        p: {t.strip() for t in re.split(r"[|,;/]", str(v or "")) if t.strip()}
        for p, v in zip(places, listings["badges"].tolist(), strict=True)
    }
    best: Signal | None = None
    for badge in sorted(set().union(*by_day.values())):
        gone = np.full(size, np.nan)
        for place, badges in by_day.items():
            if 0 <= place < size:
                gone[place] = float(badge not in badges)
        found = began(gone, view, carry=STATE_DAYS)
        if not found:
            continue
        place, end = found
        strength = 0.25 if _PASSING_BADGES.search(badge) else 0.8
        evidence = line(view, "badge-lost", "listings", place, badge=badge, since=view.case.day(place))
        if best is None or strength > best.strength:
            best = Signal("badge_changed", place, strength, (evidence,), end, slack=2)
    if best:
        yield best
