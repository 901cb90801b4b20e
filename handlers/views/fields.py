"""What was filled into a modal: Slack's state by block and action, flattened."""

from __future__ import annotations

from typing import Any


def filled(view: dict[str, Any]) -> dict[str, Any]:
    """Block id → what stands in its field: text, a date, what was chosen; None where it is empty."""
    return {
        block: _value(next(iter(actions.values())))
        for block, actions in (view.get("state") or {}).get("values", {}).items()
        if actions
    }


def _value(field: dict[str, Any]) -> Any:
    for name in ("selected_date", "selected_time", "selected_user", "selected_users", "selected_conversation", "value"):
        if field.get(name) is not None:
            return field[name]
    if field.get("selected_option") is not None:
        return field["selected_option"]["value"]
    if field.get("selected_options") is not None:
        return [option["value"] for option in field["selected_options"]]
    return None
