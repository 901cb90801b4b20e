"""Changes made in Slack: recorded with who, before and after; taken back while nothing came later."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from bot.alerts.views import kind_name
from bot.records.text import Say
from bot.store.changes import Change, get_change, is_undone, last_on, record_change
from bot.store.dossier import Note, add_note, delete_fact, delete_note, fact_row, put_fact
from bot.store.overrides import overrides, set_override
from bot.store.preferences import preference, set_preference, set_watched, watched
from bot.store.seen import first_time
from bot.store.transaction import writing
from handlers.inbox import current_delivery
from handlers.permissions import Right

if TYPE_CHECKING:
    from handlers.answers import Asker
    from handlers.desk import Desk

Reading = Callable[[Connection, str], Any]
Writing = Callable[[Connection, str, Any, str, datetime], None]
PERSONAL = ("language", "watch")  # changes that nobody else sees or takes back
OF_ADMINS = ("rule", "setting", "channel-language")
_DATES = ("date", "issued_on", "expires_on", "launched_on")


def changed(desk: Desk, actor: str, what: str, key: str, after: Any) -> Change | None:
    """Makes `after` the value of (`what`, `key`) where it is not so already; None takes it away."""
    with writing(desk.services.engine) as connection:
        read, _ = _KINDS[what]
        return None if read(connection, key) == after else _apply(desk, connection, actor, what, key, after)


def change_all(desk: Desk, actor: str, wanted: Iterable[tuple[str, str, Any]]) -> list[Change] | None:
    """Makes `after` the value of each (`what`, `key`, `after`), all or none; None takes it away. What stood before is
    kept beside it. None where the payload that is being handled was done before (by a copy that died right after)."""
    delivery = current_delivery()
    with writing(desk.services.engine) as connection:
        if delivery is not None and not first_time(connection, delivery, desk.services.clock.now()):
            return None
        return [_apply(desk, connection, actor, what, key, after) for what, key, after in wanted]


def undo_refused(desk: Desk, asker: Asker, found: Change | None) -> Say | None:
    """Why `asker` may not take a change back, None where they may: rules and settings are for admins, personal choices
    for their person, everything else for those who may act on alerts."""
    if found is not None and found.what in PERSONAL:
        return desk.outsider(asker.person) if found.actor == asker.person.id else Say("command-undo-unknown")
    right = Right.CHANGE if found is not None and found.what in OF_ADMINS else Right.ACKNOWLEDGE
    return desk.refusal(asker.person, right, asker.channel)


def undo(desk: Desk, actor: str, change_id: str) -> Say:
    """Takes a change back, unless that was done or the same thing was changed again since."""
    with writing(desk.services.engine) as connection:
        found = get_change(connection, change_id)
        if found is None:
            return Say("command-undo-unknown")
        if is_undone(connection, change_id):
            return Say("command-undo-done")
        last = last_on(connection, found.what, found.key)
        if last is None or last.id != found.id:
            return Say("command-undo-later")
        _apply(desk, connection, actor, found.what, found.key, found.before, undoes=found.id)
        return Say("command-undone", {"what": described(found)})


def described(found: Change) -> Say:
    """What was changed, in words."""
    if found.what == "setting" and found.key.startswith(("route:", "owner:kind:")):
        group, _, kind = found.key.rpartition(":")
        return Say(f"modal-change-{group.partition(':')[0]}", {"kind": kind_name(kind)})
    return Say(f"command-change-{found.what}", {"key": _readable(found)})


def listed(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Rows for a message that offers to take each of them back."""
    return [{"text": described(one), "id": one.id} for one in changes]


def _readable(found: Change) -> str:
    if found.what in ("event", "document", "product"):
        return " · ".join(str(part) for part in json.loads(found.key).values())
    if found.what == "watch":
        about = json.loads(found.key)
        return f"{about['asin']} · {about['marketplace']}"
    return found.key if found.what != "note" else str((found.after or found.before or {}).get("asin", ""))


def _apply(
    desk: Desk, connection: Connection, actor: str, what: str, key: str, after: Any, undoes: str | None = None
) -> Change:
    now = desk.services.clock.now()
    read, write = _KINDS[what]
    before = read(connection, key)
    write(connection, key, after, actor, now)
    done = Change(desk.services.ids(), now, actor, what, key, before, after, undoes)
    record_change(connection, done)
    return done


def _read_override(prefix: str) -> Reading:
    return lambda connection, key: overrides(connection, prefix + key).get(prefix + key)


def _write_override(prefix: str) -> Writing:
    def write(connection: Connection, key: str, value: Any, actor: str, now: datetime) -> None:
        set_override(connection, prefix + key, value, actor, now)

    return write


def _read_fact(table: str) -> Reading:
    def read(connection: Connection, key: str) -> Any:
        row = fact_row(connection, table, _typed(json.loads(key)))
        return None if row is None else {n: v.isoformat() if isinstance(v, date) else v for n, v in row.items()}

    return read


def _write_fact(table: str) -> Writing:
    def write(connection: Connection, key: str, value: Any, _actor: str, _now: datetime) -> None:
        if value is None:
            delete_fact(connection, table, _typed(json.loads(key)))
        else:
            put_fact(connection, table, _typed({**value, **json.loads(key)}))

    return write


def _typed(row: Mapping[str, Any]) -> dict[str, Any]:
    """Dates as dates: a change is kept as JSON."""
    return {n: date.fromisoformat(v) if n in _DATES and isinstance(v, str) else v for n, v in row.items()}


def _write_note(connection: Connection, key: str, value: Any, _actor: str, _now: datetime) -> None:
    delete_note(connection, key)
    if value is not None:
        add_note(connection, Note(**{**value, "at": datetime.fromisoformat(value["at"])}))


def _read_language(scope: str) -> Reading:
    return lambda connection, key: preference(connection, scope, key, "language")


def _write_language(scope: str) -> Writing:
    def write(connection: Connection, key: str, value: Any, _actor: str, _now: datetime) -> None:
        set_preference(connection, scope, key, "language", value)

    return write


def _read_watch(connection: Connection, key: str) -> Any:
    """True where it is watched, else None."""
    wanted = json.loads(key)
    listed = (wanted["account"], wanted["marketplace"], wanted["asin"]) in watched(connection, wanted["user_id"])
    return True if listed else None


def _write_watch(connection: Connection, key: str, value: Any, _actor: str, _now: datetime) -> None:
    set_watched(connection, **json.loads(key), on=value is not None)


_KINDS: Mapping[str, tuple[Reading, Writing]] = {
    "rule": (_read_override("rule:"), _write_override("rule:")),
    "setting": (_read_override(""), _write_override("")),
    "event": (_read_fact("events"), _write_fact("events")),
    "document": (_read_fact("documents"), _write_fact("documents")),
    "product": (_read_fact("products"), _write_fact("products")),
    "language": (_read_language("user"), _write_language("user")),
    "channel-language": (_read_language("channel"), _write_language("channel")),
    "watch": (_read_watch, _write_watch),
    "note": (lambda _connection, _key: None, _write_note),
}
