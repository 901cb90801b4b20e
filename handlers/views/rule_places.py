"""Where the alerts of one kind go and who looks after them: the overrides that a rule's modal writes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.store.overrides import overrides
from handlers.desk import Desk


def chosen_places(desk: Desk, kind: str) -> dict[str, str | None]:
    """The `place` and the `owner` set in Slack, as its pickers take them: None where none is set or it is no id."""
    return {field: value if _is_id(value) else None for field, (_, value) in _stored(desk, kind).items()}


def changed_places(desk: Desk, kind: str, fields: Mapping[str, Any]) -> dict[str, str | None]:
    """Override key → new value where the modal asks for another one; None takes it back, so that the config file
    counts again. What the picker could not show stays when its field is left empty."""
    changes: dict[str, str | None] = {}
    for field, (key, value) in _stored(desk, kind).items():
        asked = fields.get(field) or None
        if asked != value and not (asked is None and not _is_id(value)):
            changes[key] = asked
    return changes


def _stored(desk: Desk, kind: str) -> dict[str, tuple[str, str | None]]:
    keys = {"place": f"route:{kind}", "owner": f"owner:kind:{kind}"}
    with desk.services.engine.connect() as connection:
        found = overrides(connection)
    return {field: (key, str(found[key]) if found.get(key) else None) for field, key in keys.items()}


def _is_id(value: str | None) -> bool:
    return value is not None and value[:1] in "CGDUW" and value.isalnum() and value.isupper()
