"""How findings of a day change the open alerts: the one set of rules that the live check and the backtest share.

Figure kinds open when they fire and resolve when they were WELL on all of the last three days; UNKNOWN neither opens
nor
resolves. Event kinds open once for each event, stay until a person closes them, or for 30 days. A finding of an event
kind names its events in `extra["events"]` (stable texts such as the day or an id).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.records.findings import EVENT_KINDS, DayChecked, Finding, Severity, Standing, Subject
from bot.records.text import Say

WELL_DAYS = 3
EVENT_DAYS = 30
# While one of these is open for an ASIN, its `sales_drop` does not open: a cause that ended yesterday still explains it
SILENCING = ("listing_suppressed", "buy_box_lost", "featured_offer_suppressed")


class Change(StrEnum):
    OPENS = "opens"
    STAYS = "stays"
    WORSENS = "worsens"
    RESOLVES = "resolves"
    CLEARS = "clears"  # a figure that a person had closed while it fired is well again: it may open anew


@dataclass(frozen=True)
class OpenAlert:
    """What the lifecycle needs of an alert that is not resolved. `events` are those it has told already."""

    about: Subject
    severity: Severity
    opened_on: date
    events: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Closed:
    """What is remembered of a subject's earlier, resolved alerts.

    `events`: the events they told (an event never opens twice). `until_well`: set where a person closed a figure alert
    that still fired, with its severity then: it stays quiet until the figure was well, or fires with a higher severity.
    """

    events: frozenset[str] = frozenset()
    until_well: Severity | None = None


@dataclass(frozen=True)
class Transition:
    """One subject's change. `finding` is today's, None where nothing fired today; `events` are newly told ones."""

    change: Change
    about: Subject
    finding: Finding | None
    reason: Say
    events: frozenset[str] = frozenset()


def is_event_kind(kind: str) -> bool:
    return kind in EVENT_KINDS


def events_of(finding: Finding) -> frozenset[str]:
    """The events that a finding of an event kind tells; empty for a figure kind."""
    told = finding.extra.get("events", ())
    return frozenset(str(event) for event in told) if isinstance(told, list | tuple) else frozenset()


def plan(
    alerts: Iterable[OpenAlert],
    days: Sequence[DayChecked],
    closed: Mapping[Subject, Closed] | None = None,
) -> tuple[Transition, ...]:
    """What happens to the alerts of one (account, marketplace) on the last of `days`.

    `days` are the checks of consecutive days, oldest first; the last one is the day itself, the (up to two) before it
    are recomputed from the data and serve only to judge whether a figure was well long enough. With fewer than three
    days nothing resolves by being well. Alerts of other accounts or marketplaces are left out of the answer.
    """
    today = days[-1]
    earlier = closed or {}
    mine = {a.about: a for a in alerts if (a.about.account, a.about.marketplace) == (today.account, today.marketplace)}
    found = {finding.about: finding for finding in today.findings}
    changes = [_of_open(alert, found.get(about), days) for about, alert in mine.items()]
    silenced = {about.asin for about in mine if about.kind in SILENCING}
    changes += [
        change
        for about, finding in found.items()
        if about not in mine
        and not (about.kind == "sales_drop" and about.asin in silenced)
        and (change := _of_new(finding, earlier.get(about, Closed()))) is not None
    ]
    changes += [
        Transition(Change.CLEARS, about, None, Say("detection-life-clears"))
        for about, memory in earlier.items()
        if memory.until_well is not None and about not in mine and about not in found and _well(about, days)
    ]
    return tuple(changes)


def _of_open(alert: OpenAlert, finding: Finding | None, days: Sequence[DayChecked]) -> Transition:
    about, today = alert.about, days[-1].day
    if is_event_kind(about.kind):
        if today - alert.opened_on >= timedelta(days=EVENT_DAYS):
            return Transition(Change.RESOLVES, about, finding, Say("detection-life-expired", {"days": EVENT_DAYS}))
    elif finding is None and _well(about, days):
        return Transition(Change.RESOLVES, about, None, Say("detection-life-well", {"days": WELL_DAYS}))
    if finding is None:
        return Transition(Change.STAYS, about, None, Say("detection-life-stays"))
    fresh = events_of(finding) - alert.events
    if finding.severity.rank > alert.severity.rank:
        return Transition(Change.WORSENS, about, finding, Say("detection-life-worse"), fresh)
    return Transition(Change.STAYS, about, finding, Say("detection-life-stays"), fresh)


def _of_new(finding: Finding, memory: Closed) -> Transition | None:
    about, told = finding.about, events_of(finding)
    if is_event_kind(about.kind):
        fresh = told - memory.events
        if told and not fresh:
            return None
        return Transition(Change.OPENS, about, finding, Say("detection-life-event"), fresh)
    if memory.until_well is not None and finding.severity.rank <= memory.until_well.rank:
        return None
    return Transition(Change.OPENS, about, finding, Say("detection-life-fires"))


def _well(about: Subject, days: Sequence[DayChecked]) -> bool:
    last = days[-WELL_DAYS:]
    return len(last) == WELL_DAYS and all(checked.standing(about) is Standing.WELL for checked in last)
