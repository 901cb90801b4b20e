"""Which alerts share a message. Pure.

Alerts of one ASIN (or one family) in one check are one message; more than five ASINs of one kind are one message with a
ranked table and the rest in its thread; a storm leaves at most three new messages a channel in a minute.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from analytics.money import ROUGH_PER_USD
from bot.records.alerts import Alert
from bot.store.messages import Role

GROUP_OVER = 5  # ASINs of one kind
STORM_ALERTS = 30  # new alerts of one channel within a minute
STORM_MESSAGES = 15  # or new messages
STORM_LIMIT = 3  # new messages of one channel within a minute, in a storm
LISTED_ON_PARENT = 10  # rows of the ranked table
LISTED_ON_PAGE = 12  # alerts with their own buttons on one page of the thread


@dataclass(frozen=True)
class Placed:
    """One message to be: its alerts, worst first."""

    role: Role
    alerts: tuple[Alert, ...]


def ranked(alerts: Sequence[Alert]) -> tuple[Alert, ...]:
    """Worst first: severity, then money at stake (roughly in US dollars; unknown last), then a fixed order."""
    return tuple(
        sorted(
            alerts,
            key=lambda a: (
                -a.severity.rank,
                a.loss is None,
                -stake(a),
                a.about.kind,
                a.about.marketplace,
                a.about.asin or "",
                a.about.subject,
                a.id,
            ),
        )
    )


def stake(alert: Alert) -> float:
    """The money at stake in rough US dollars, to rank by; 0 where it is unknown."""
    return (alert.loss or 0.0) / ROUGH_PER_USD.get(alert.currency or "USD", 1.0)


def group(alerts: Sequence[Alert], families: dict[str, str], *, recent: int = 0) -> list[Placed]:
    """The new messages of one channel. `families` maps an alert's id to its parent ASIN where families share a message;
    `recent` counts the channel's new messages of the last minute."""
    by_kind: dict[str, list[Alert]] = defaultdict(list)
    for alert in alerts:
        by_kind[alert.about.kind].append(alert)
    messages, single = [], []
    for kind in sorted(by_kind):
        members = by_kind[kind]
        asins = Counter((a.about.account, a.about.marketplace, a.about.asin) for a in members)
        if len(asins) > GROUP_OVER:
            messages.append(Placed(Role.GROUP, ranked(members)))
        else:
            single += members
    by_asin: dict[tuple[str, ...], list[Alert]] = defaultdict(list)
    for alert in single:
        about = alert.about
        by_asin[about.account, about.marketplace, families.get(alert.id) or about.asin or ""].append(alert)
    messages += [Placed(Role.ASIN, ranked(members)) for members in by_asin.values()]
    if is_storm(len(alerts), len(messages), recent):
        return _calmed(messages, STORM_LIMIT - recent)
    return sorted(messages, key=lambda m: (-m.alerts[0].severity.rank, -sum(map(stake, m.alerts))))


def is_storm(alerts: int, messages: int, recent: int) -> bool:
    many = alerts > STORM_ALERTS or messages + recent > STORM_MESSAGES
    return many and messages + recent > STORM_LIMIT


def _calmed(messages: list[Placed], room: int) -> list[Placed]:
    """The largest groups stay, all the rest is one list. Without room it is one list that has to wait."""
    largest = sorted(messages, key=lambda m: -len(m.alerts))
    kept = [m for m in largest[: max(room - 1, 0)] if m.role is Role.GROUP]
    rest = [alert for message in messages if message not in kept for alert in message.alerts]
    return [*kept, Placed(Role.STORM, ranked(rest))]


def pages(alerts: Sequence[Alert]) -> list[tuple[Alert, ...]]:
    """A group's alerts in the parts that its thread lists."""
    return [tuple(alerts[first : first + LISTED_ON_PAGE]) for first in range(0, len(alerts), LISTED_ON_PAGE)]
