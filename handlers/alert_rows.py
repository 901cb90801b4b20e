"""An alert as a row of a list: in App Home, `/asinwatch alerts`, the to-do list and the dossier."""

from __future__ import annotations

from bot.records.alerts import Alert, State
from bot.records.text import Mention, Money, Say, Value

MARKS = {"high": ":red_circle:", "medium": ":large_orange_circle:", "low": ":large_yellow_circle:"}


def alert_row(alert: Alert) -> dict[str, object]:
    """One alert in a list: its mark, words, state, and whether it can be acknowledged."""
    who: Value = Mention(alert.actor) if alert.actor else None
    return {
        "id": alert.id,
        "mark": MARKS[alert.severity.value],
        "title": Say(
            "command-alert-title",
            {
                "kind": Say(f"kind-{alert.about.kind.replace('_', '-')}"),
                "asin": alert.about.asin or alert.about.account,
                "marketplace": alert.about.marketplace,
                "day": alert.opened_on,
            },
        ),
        "headline": alert.headline,
        "loss": Money(alert.loss, alert.currency) if alert.loss is not None and alert.currency else None,
        "state": Say("command-alert-state", {"state": Say(f"state-{alert.state.value}"), "who": who})
        if who is not None and alert.state is not State.OPEN
        else Say(f"state-{alert.state.value}"),
        "open": alert.state is State.OPEN,
        "asin": alert.about.asin,
    }
