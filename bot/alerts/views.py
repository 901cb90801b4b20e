"""Alerts as plain views for the templates: texts stay `Say`, nothing of Slack's formats is here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from bot.alerts.grouping import LISTED_ON_PARENT, ranked
from bot.alerts.policy import Policy, Product
from bot.records.alerts import Alert, State
from bot.records.findings import Severity
from bot.records.text import Mention, Money, Say
from bot.store.messages import Message, Role

WHY_LINES = 5
_SIGNS = {State.ACKNOWLEDGED: "👀", State.SNOOZED: "💤", State.RESOLVED: "✅"}
_OPEN_SIGNS = {Severity.HIGH: "🔴", Severity.MEDIUM: "🟠", Severity.LOW: "🟡"}


def sign(alert: Alert) -> str:
    """The colour of an alert's state, as one character."""
    return _SIGNS.get(alert.state) or _OPEN_SIGNS[alert.severity]


def kind_name(kind: str) -> Say:
    return Say(f"kind-{kind.replace('_', '-')}")


def alert_view(alert: Alert, product: Product, policy: Policy) -> dict[str, Any]:
    """One alert: what, how bad, its state, who, since when, until when, why, what to press."""
    about, owner = alert.about, policy.owner_of(alert, product)
    return {
        "id": alert.id,
        "sign": sign(alert),
        "kind": kind_name(about.kind),
        "account": about.account,
        "marketplace": about.marketplace,
        "asin": about.asin,
        "title": product.title,
        "severity": Say(f"severity-{alert.severity.value}"),
        "state": alert.state.value,
        "standing": _standing(alert),
        "headline": alert.headline,
        "why": alert.why[:WHY_LINES],
        "loss": None if alert.loss is None or alert.currency is None else Money(alert.loss, alert.currency),
        "owner": Mention(owner) if owner else None,
        "reason": alert.reason,
        "opened_on": alert.opened_on,
        "seen_on": alert.seen_on,
        "buttons": _buttons(alert),
        "more": _more(alert),
    }


def _standing(alert: Alert) -> Say:
    """The state in words: who has it, since when, until when."""
    args: dict[str, Any] = {"who": Mention(alert.actor or "asinwatch"), "since": alert.acted_at, "until": alert.until}
    match alert.state:
        case State.ACKNOWLEDGED:
            return Say("alerts-standing-acknowledged-until" if alert.until else "alerts-standing-acknowledged", args)
        case State.SNOOZED:
            return Say("alerts-standing-snoozed", args)
        case State.RESOLVED:
            by_itself = alert.actor in (None, "asinwatch")
            return Say("alerts-standing-resolved-itself" if by_itself else "alerts-standing-resolved", args)
    return Say("alerts-standing-open", {"since": alert.acted_at or alert.opened_at})


def _buttons(alert: Alert) -> list[dict[str, Any]]:
    shown = {
        State.OPEN: ("ack", "snooze", "resolve"),
        State.ACKNOWLEDGED: ("unack", "snooze", "resolve"),
        State.SNOOZED: ("ack", "unack", "resolve"),
        State.RESOLVED: ("not_useful",),
    }[alert.state]
    words = [*shown, "diagnose"] if alert.about.asin else [*shown]
    return [
        {
            "action_id": f"alert.{word}",
            "text": Say(f"alerts-button-{_button_word(word, alert.state)}"),
            "style": "primary" if word == "ack" and alert.state is State.OPEN else None,
            "value": alert.id,
        }
        for word in words
    ]


def _more(alert: Alert) -> list[dict[str, Any]]:
    """What stands in the menu beside the buttons; an option's value is the word and the alert's id."""
    words = ("note", "useful") if alert.state is State.RESOLVED else ("assign", "note", "not_useful")
    return [{"text": Say(f"alerts-button-{word.replace('_', '-')}"), "value": f"{word} {alert.id}"} for word in words]


def _button_word(word: str, state: State) -> str:
    return "wake" if word == "unack" and state is State.SNOOZED else word.replace("_", "-")


def latest(alerts: Sequence[Alert]) -> list[Alert]:
    """Where a thread went on with a recurrence, only the newest alert of each subject."""
    newest: dict[object, Alert] = {}
    for alert in sorted(alerts, key=lambda a: (a.opened_at, a.resolved_at is None, a.id)):
        newest[alert.about] = alert
    return list(newest.values())


def message_view(
    message: Message, alerts: Sequence[Alert], products: Mapping[str, Product], policy: Policy
) -> tuple[str, dict[str, Any]]:
    """The template and the view of a message that shows `alerts` (all of a parent's, or those of one page)."""
    shown = ranked(latest(alerts))
    if message.role is Role.ASIN and all(alert.page_id == message.id for alert in shown):
        return "alert_parent", _parent(message, shown, products, policy)
    if message.role is Role.PAGE:
        # Twelve menus would take the room of the texts.
        views = [{**alert_view(alert, products[alert.id], policy), "more": ()} for alert in shown]
        return "alert_page", {"group_id": message.parent_id, "page": message.page_no, "alerts": views}
    return "alert_group", _group(message, shown, products, policy)


def _header(shown: Sequence[Alert]) -> Say:
    about = shown[0].about
    args: dict[str, Any] = {"kind": kind_name(about.kind), "marketplace": about.marketplace, "n": len(shown)}
    if about.asin is None:
        return Say("alerts-header-account", args | {"account": about.account})
    same = len(shown) > 1 and len({alert.about.kind for alert in shown}) == 1
    return Say("alerts-header-same" if same else "alerts-header-asin", args | {"asin": about.asin})


def _parent(
    message: Message, shown: Sequence[Alert], products: Mapping[str, Product], policy: Policy
) -> dict[str, Any]:
    waiting = [alert for alert in shown if alert.state is State.OPEN]
    return {
        "group_id": message.id,
        "sign": sign(waiting[0] if waiting else shown[0]),
        "header": _header(shown),
        "alerts": [alert_view(alert, products[alert.id], policy) for alert in shown],
        "ack_all": len(waiting) > 1,
    }


def _group(message: Message, shown: Sequence[Alert], products: Mapping[str, Product], policy: Policy) -> dict[str, Any]:
    states = Counter(alert.state for alert in shown)
    kinds = Counter(alert.about.kind for alert in shown)
    waiting = [alert for alert in shown if alert.state is State.OPEN]
    one_kind = len(kinds) == 1
    header: dict[str, Any] = {"n": len(shown), "kind": kind_name(next(iter(kinds)))}
    losses: dict[str, float] = {}
    for alert in shown:
        if alert.loss is not None and alert.currency is not None and alert.state is not State.RESOLVED:
            losses[alert.currency] = losses.get(alert.currency, 0.0) + alert.loss
    return {
        "group_id": message.id,
        "sign": sign(waiting[0] if waiting else shown[0]),
        "header": _header(shown)
        if message.role is Role.ASIN
        else Say("alerts-header-group" if one_kind else "alerts-header-storm", header),
        "kinds": [{"kind": kind_name(kind), "n": n} for kind, n in kinds.most_common()],
        "losses": [Money(amount, currency) for currency, amount in sorted(losses.items())],
        "rows": [alert_view(alert, products[alert.id], policy) for alert in shown[:LISTED_ON_PARENT]],
        "more": max(len(shown) - LISTED_ON_PARENT, 0),
        "counts": Say(
            "alerts-group-counts",
            {
                "open": states[State.OPEN],
                "acknowledged": states[State.ACKNOWLEDGED],
                "snoozed": states[State.SNOOZED],
                "resolved": states[State.RESOLVED],
            },
        ),
        "ack_all": bool(waiting),
    }
