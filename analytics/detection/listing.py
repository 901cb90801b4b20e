"""Listing life: `listing_suppressed` (a figure kind), and the events `listing_changed`, `variation_broken`,
`badge_changed`, `new_seller`."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from analytics.detection.day import Day
from analytics.detection.outcome import FIRING, UNKNOWN, WELL, Outcome
from analytics.detection.robust import days_needed, last_code
from analytics.panel import Panel
from bot.records.findings import Finding, Severity
from bot.records.text import Number, Say, Value

LOOK_BACK = 14
_CLOSED = ("SUPPRESSED", "INACTIVE")
_NOTHING = ("", "NONE", "NO", "0", "FALSE", "-", "N/A", "NULL")
# What `listing_changed` watches, in the order in which changes are told.
_WATCHED = ("title", "category", "browse_node", "main_image_hash", "images", "bullets", "a_plus", "video", "size_tier")


def listing_suppressed(day: Day) -> Outcome:
    """The status became SUPPRESSED or INACTIVE from BUYABLE, or an enforcement is set."""
    rule, panel = day.rule("listing_suppressed"), day.panel
    back = int(rule["look_back_days"])
    status = panel.text_window("listings.status", back)
    enforcement = panel.text_window("listings.enforcement", back)
    closed = panel.text_is("listings.status", back, *_CLOSED)
    now = last_code(status.codes)
    closed_now = status.among(*_CLOSED, codes=now)
    became = closed_now & panel.text_is("listings.status", back, "BUYABLE").any(axis=1)
    set_codes = np.where(panel.text_is("listings.enforcement", back, *_NOTHING), -1, enforcement.codes)
    row = panel.shown("listings", back)
    at = back - 1 - np.argmax(row[:, ::-1], axis=1)
    last = np.where(row.any(axis=1), set_codes[np.arange(panel.n), at], -1)
    enforced = last >= 0
    fresh = _fresh(day, row)
    state = np.where(fresh & ((now >= 0) | enforced), WELL, UNKNOWN).astype(np.int8)
    state[fresh & (became | enforced)] = FIRING
    if day.gates.blocked("listings"):
        state[:] = UNKNOWN

    def build(i: int) -> Finding:
        run = closed[i] if closed_now[i] else set_codes[i] >= 0
        opened = np.flatnonzero(~run & row[i])
        start = int(opened[-1]) + 1 if len(opened) else int(np.argmax(row[i]))
        start += int(np.argmax(row[i, start:])) if row[i, start:].any() else 0
        loss = float(day.demand.level[i] * day.price[i])
        issue = panel.text_window("listings.issue", 1)
        told = issue.values[issue.codes[i, -1]] if issue.codes[i, -1] >= 0 else None
        args: dict[str, Value] = {
            "who": day.name(i), "since": panel.day_window(back)[start].astype(object),
            "status": str(status.values[now[i]]) if now[i] >= 0 else None,
            "enforcement": enforcement.values[last[i]] if enforced[i] else None,
            "issue": told[:200] if told else None,
        }  # fmt: skip
        key = "detection-listing-enforced" if enforced[i] else "detection-listing-closed"
        why = [Say("detection-at-stake", {"loss": day.money(loss)})]
        if told:
            why.insert(0, Say("detection-listing-issue", args))
        return Finding(
            day.about("listing_suppressed", i), Severity.HIGH, Say(key, args), None, None, None,
            (panel.day_window(back)[start].astype(object), day.last),
            loss if np.isfinite(loss) else None, panel.currency, tuple(why),
        )  # fmt: skip

    def look(i: int) -> Say:
        if state[i] == UNKNOWN:
            return Say("detection-listing-unknown")
        return Say("detection-listing-chronic" if closed_now[i] else "detection-listing-fine")

    return Outcome("listing_suppressed", state, build, look)


def _fresh(day: Day, row: np.ndarray) -> np.ndarray:
    """Whether the last row is young enough: of a daily report 3 days, of one that comes now and then 45."""
    age = np.argmax(row[:, ::-1], axis=1)
    often = row[:, -28:].mean(axis=1) >= 0.5
    return np.asarray(row.any(axis=1) & (age <= np.where(often, 2, 44)))


def _known_pairs(codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(previous known code, whether it and the column's own are known and differ) per column of `codes`."""
    known = codes >= 0
    index = np.where(known, np.arange(codes.shape[1])[None, :], -1)
    last = np.maximum.accumulate(index, axis=1)
    previous = np.concatenate([np.full((len(codes), 1), -1), last[:, :-1]], axis=1)
    before = np.where(previous >= 0, np.take_along_axis(codes, np.maximum(previous, 0), axis=1), -1)
    return before, known & (before >= 0) & (before != codes)


def _planned(day: Day, at: int, when: np.datetime64, kinds: Sequence[str]) -> bool:
    """Whether the team's own events name it within three days before or one after (an empty ASIN: the whole
    account).
    """
    rows = day.panel.rows.get("events", {})
    if not rows:
        return False
    near = (rows["date"] >= when - np.timedelta64(3, "D")) & (rows["date"] <= when + np.timedelta64(1, "D"))
    near &= (rows["at"] == at) | (rows["at"] < 0)
    return any(str(kind).lower() in kinds for kind in rows["kind"][near])


def _since(day: Day, at: int, length: int) -> Say | None:
    """What was sold a day in the last `length` days against the usual days of the 28 before, and the money between
    (left out where the price is unknown). None where fewer than 3 days, or fewer than 7 before, are known.
    """
    units, usual = day.units[at], day.usual[at] & np.isfinite(day.units[at])
    after = units[-length:][np.isfinite(units[-length:])]
    before = units[-length - 28 : -length][usual[-length - 28 : -length]]
    if len(after) < 3 or len(before) < 7:
        return None
    fewer = float((before.mean() - after.mean()) * len(after))
    lost = fewer * float(day.price[at])
    args: dict[str, Value] = {
        "days": len(after), "now": Number(float(after.mean()), 1), "before": Number(float(before.mean()), 1),
        "money": day.money(abs(lost)),
    }  # fmt: skip
    if fewer <= 0:
        return Say("detection-event-not-lost", args)
    return Say("detection-event-lost" if np.isfinite(lost) else "detection-event-fewer", args)


def _events(day: Day, kind: str, found: dict[int, list[tuple[int, Say]]], key: str, severity: Severity) -> Outcome:
    """Findings of one event kind: per ASIN the events (day's index among the last LOOK_BACK, what happened)."""
    days = day.panel.day_window(LOOK_BACK)
    state = np.full(day.panel.n, WELL, dtype=np.int8)
    state[list(found)] = FIRING

    def build(at: int) -> Finding:
        events = sorted(found[at], key=lambda e: e[0])
        when = days[events[-1][0]].astype(object)
        args: dict[str, Value] = {"who": day.name(at), "day": when, "what": events[-1][1], "count": len(events)}
        loss = float(day.demand.level[at] * day.price[at])
        why = [Say("detection-event-line", {"day": days[i].astype(object), "what": what}) for i, what in events[-5:]]
        why.append(Say("detection-at-stake", {"loss": day.money(loss)}))
        if (since := _since(day, at, LOOK_BACK - events[0][0])) is not None:
            why.append(since)
        return Finding(
            day.about(kind, at), severity, Say(key, args), None, None, None, (when, when), None, day.panel.currency,
            tuple(why), {"events": sorted({str(days[i]) for i, _ in events})},
        )  # fmt: skip

    return Outcome(kind, state, build, lambda _: Say("detection-event-none", {"days": LOOK_BACK}))


def _ever_changed(panel: Panel, name: str) -> np.ndarray:
    """The ASINs of which two different known values are stored at all: the others need no look, on no day."""
    key = f"changed:{name}"
    if key not in panel.cache:
        if name in panel.texts:
            codes = panel.texts[name].codes
            known, values = codes >= 0, codes.astype(float)
        else:
            values = panel.daily.get(name, np.zeros((0, 0)))
            known = np.isfinite(values)
        highest = np.where(known, values, -np.inf).max(axis=1, initial=-np.inf)
        lowest = np.where(known, values, np.inf).min(axis=1, initial=np.inf)
        panel.cache[key] = np.flatnonzero(highest > lowest)
    found = panel.cache[key]
    assert isinstance(found, np.ndarray)
    return found


def listing_changed(day: Day) -> Outcome:
    """Title, category, images, bullets, A+ or size tier changed and no event of the team says so."""
    found: dict[int, list[tuple[int, Say]]] = {}
    reach = LOOK_BACK + 28
    days = day.panel.day_window(reach)
    for column in _WATCHED:
        name = f"listings.{column}"
        moving = _ever_changed(day.panel, name)
        if not len(moving):
            continue
        coded = day.panel.text_window(name, reach) if name in day.panel.texts else None
        if coded is not None:
            codes = coded.codes[moving]
        else:
            values = day.panel.window(name, reach)[moving]
            codes = np.where(np.isfinite(values), values, -1).astype(np.int64)
        previous, changed = _known_pairs(codes)
        for row, index in np.argwhere(changed[:, -LOOK_BACK:]):
            at, j = int(moving[row]), int(index) + reach - LOOK_BACK
            if _planned(day, at, days[j], ("listing_change", "listing", "experiment_start", "experiment_end")):
                continue
            old, new = int(previous[row, j]), int(codes[row, j])
            args: dict[str, Value] = {
                "field": Say(f"detection-field-{column.replace('_', '-')}"),
                "old": (coded.values[old] if coded else str(old))[:120],
                "new": (coded.values[new] if coded else str(new))[:120],
            }
            found.setdefault(at, []).append((int(index), Say("detection-changed", args)))
    return _events(day, "listing_changed", found, "detection-listing-changed", Severity.MEDIUM)


def variation_broken(day: Day) -> Outcome:
    """A child lost its parent, or got another, while others of its family (or the report) still name theirs."""
    panel, found = day.panel, dict[int, list[tuple[int, Say]]]()
    reach = LOOK_BACK + 28
    if not panel.has("listings.parent_asin"):
        return _events(day, "variation_broken", found, "detection-variation", Severity.HIGH)
    parents = panel.text_window("listings.parent_asin", reach)
    row = panel.shown("listings", reach)
    days = panel.day_window(reach)
    previous, changed = _known_pairs(parents.codes)
    # The column is known for others that day, the ASIN has a row, and its own parent is gone. Where one family alone
    # ever had a parent, nobody else can show that the column is there.
    named = np.asarray((parents.codes >= 0).any(axis=0)) | (len(np.unique(parents.codes[parents.codes >= 0])) == 1)
    lost = row & (parents.codes < 0) & (previous >= 0) & named[None, :]
    just = lost & ~np.concatenate([np.zeros((panel.n, 1), dtype=bool), lost[:, :-1]], axis=1)
    for at, index in np.argwhere((changed | just)[:, -LOOK_BACK:]):
        j = int(index) + reach - LOOK_BACK
        if _planned(day, int(at), days[j], ("listing_change", "listing", "variation_change", "variation")):
            continue
        new = int(parents.codes[at, j])
        if new >= 0 and (parents.codes[at, :j] == new).any():
            continue  # back to a parent that it had: mended
        args: dict[str, Value] = {
            "old": parents.values[previous[at, j]], "new": parents.values[new] if new >= 0 else None,
        }  # fmt: skip
        what = Say("detection-parent-changed" if new >= 0 else "detection-parent-lost", args)
        found.setdefault(int(at), []).append((int(index), what))
    return _events(day, "variation_broken", found, "detection-variation", Severity.HIGH)


def _badges(text: str) -> frozenset[str]:
    return frozenset(part.strip().lower() for part in re.split(r"[,;|/]", text) if part.strip())


def badge_changed(day: Day) -> Outcome:
    """A badge was lost (or the warning "frequently returned" won) that had been there, or missing, steadily."""
    panel, found = day.panel, dict[int, list[tuple[int, Say]]]()
    reach = LOOK_BACK + 14
    badges = panel.text_window("listings.badges", reach)
    row = panel.shown("listings", reach)
    sets = [_badges(value) for value in badges.values]
    named = np.asarray((badges.codes >= 0).any(axis=0)) | ((badges.codes >= 0).any(axis=1).sum() == 1)
    moving = np.flatnonzero((badges.codes >= 0).any(axis=1))
    for at in moving:
        codes = badges.codes[at]
        if (codes == codes[0]).all():
            continue
        held = [sets[c] if c >= 0 else frozenset() for c in codes]
        seen = [bool(row[at, j] and (codes[j] >= 0 or named[j])) for j in range(reach)]
        for j in range(reach - LOOK_BACK, reach):
            past = [held[k] for k in range(max(0, j - 14), j) if seen[k]]
            if not seen[j] or len(past) < 3:
                continue
            lost = {b for b in past[-1] if sum(b in p for p in past) >= 0.9 * len(past)} - held[j]
            won = {b for b in held[j] if "returned" in b and not any(b in p for p in past)}
            if lost or won:
                key = "detection-badge-lost" if lost else "detection-badge-won"
                found.setdefault(int(at), []).append(
                    (j - (reach - LOOK_BACK), Say(key, {"badge": ", ".join(sorted(lost or won))}))
                )
    return _events(day, "badge_changed", found, "detection-badge", Severity.LOW)


def new_seller(day: Day) -> Outcome:
    """Somebody else began to sell on our listing: a name never seen in 28 days, or the first other offer."""
    panel, found = day.panel, dict[int, list[tuple[int, Say]]]()
    churn = day.rule("new_seller")["churn"]
    reach = LOOK_BACK + 28
    sellers = panel.text_window("offers.other_sellers", reach)
    offers = panel.window("offers.other_offers", reach)
    row = panel.shown("offers", reach)
    sets = [_sellers(value) for value in sellers.values]
    told = np.asarray((sellers.codes >= 0).any(axis=0))
    candidates = (sellers.codes[:, -LOOK_BACK:] >= 0).any(axis=1) | (np.nan_to_num(offers[:, -LOOK_BACK:]) > 0).any(
        axis=1
    )
    for at in np.flatnonzero(candidates):
        names = [sets[c] if c >= 0 else frozenset() for c in sellers.codes[at]]
        known = [bool(row[at, j] and (sellers.codes[at, j] >= 0 or told[j] or np.isfinite(offers[at, j])))
                 for j in range(reach)]  # fmt: skip
        fresh: list[tuple[int, frozenset[str]]] = []
        for j in range(3, reach):
            past = [k for k in range(max(0, j - 28), j) if known[k]]
            if not known[j] or len(past) < 3:
                continue
            new = names[j] - frozenset().union(*(names[k] for k in past))
            counted = bool(offers[at, j] > 0) and all(offers[at, k] == 0 for k in past if np.isfinite(offers[at, k]))
            counted &= any(np.isfinite(offers[at, k]) for k in past)
            if new or (counted and not names[j]):
                fresh.append((j, new))
        recent = [(j, new) for j, new in fresh if j >= reach - LOOK_BACK]
        if not recent or len(fresh) > churn or _flickers(offers[at]):
            continue
        for j, new in recent:
            what = (
                Say("detection-seller-named", {"names": ", ".join(sorted(new))[:120]})
                if new
                else Say("detection-seller-counted", {"offers": round(float(offers[at, j]))})
            )
            found.setdefault(int(at), []).append((j - (reach - LOOK_BACK), what))
    return _events(day, "new_seller", found, "detection-new-seller", Severity.MEDIUM)


def _sellers(text: str) -> frozenset[str]:
    parts = re.split(r"[,;|]", text)
    return frozenset(p.strip() for p in parts if p.strip() and not p.strip().isdigit())


def _flickers(offers: np.ndarray) -> bool:
    """Whether other offers come and go all the time (so that another one is no news)."""
    past = offers[:-LOOK_BACK]
    known = past[np.isfinite(past)]
    if len(known) < 5:
        return False
    return bool(days_needed(np.array([(known > 0).mean()]), np.array([len(known)]))[0] > 3)
