"""`/asinwatch changes`, `undo`, `import`: what people changed, and what files brought."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.records.imports import ImportRun
from bot.records.text import Mention, Say, Value
from bot.store.changes import Change, is_undone, recent_changes
from bot.store.import_runs import latest
from handlers.answers import Answer, Asker, Request, foot
from handlers.changing import PERSONAL, described, undo, undo_refused
from handlers.replies import notice
from templates.render import render

if TYPE_CHECKING:
    from handlers.desk import Desk

SHOWN = 10


def changes(desk: Desk, request: Request, asker: Asker) -> Answer:
    """The latest changes, each with who and a button that takes it back."""
    with desk.services.engine.connect() as connection:
        private = () if asker.shared_by or asker.public else (asker.person.id,)
        recent = recent_changes(connection, 10 * SHOWN)
        found = [one for one in recent if one.what not in PERSONAL or one.actor in private][:SHOWN]
        undone = {change.id: is_undone(connection, change.id) for change in found}
    view = {
        "headline": Say("command-changes-headline"),
        "changes": [
            {"text": _line(change), "id": None if change.undoes or undone[change.id] else change.id} for change in found
        ],
        "buttons": not asker.shared_by,
        "foot": foot(request, asker),
    }
    return Answer(render("changes", view, asker.lang), request)


def _line(change: Change) -> Say:
    named: dict[str, Value] = {"what": described(change), "who": Mention(change.actor), "at": change.at}
    if change.undoes:
        return Say("command-change-undone", named)
    if change.what in ("rule", "setting"):
        return Say("command-change-values", {**named, "before": _values(change.before), "after": _values(change.after)})
    return Say("command-change-line", named)


def _values(value: object) -> str:
    """The changed settings as `name=value`, or the one value; "–" where none was."""
    if not isinstance(value, dict) or not value:
        return str(value) if value else "–"
    return ", ".join(f"{name}={shown}" for name, shown in value.items())


def undo_last(desk: Desk, _request: Request, asker: Asker) -> Answer:
    """Takes back one's own latest change."""
    with desk.services.engine.connect() as connection:
        mine = recent_changes(connection, SHOWN, asker.person.id)
        last = next((c for c in mine if not c.undoes and not is_undone(connection, c.id)), None)
    refused = undo_refused(desk, asker, last)
    if refused is not None:
        return Answer(notice(asker.lang, refused))
    if last is None:
        return Answer(notice(asker.lang, Say("command-undo-nothing")))
    return Answer(notice(asker.lang, undo(desk, asker.person.id, last.id)))


def imports(desk: Desk, request: Request, asker: Asker) -> Answer:
    """How to bring data in, and the latest imports."""
    with desk.services.engine.connect() as connection:
        runs = latest(connection, SHOWN)
    view = {
        "headline": Say("command-import-headline"),
        "runs": [_run(run) for run in runs],
        "foot": foot(request, asker),
    }
    return Answer(render("imports", view, asker.lang), request)


def _run(run: ImportRun) -> Say:
    named: dict[str, Value] = {
        "file": Path(run.file).name, "format": run.format, "at": run.started_at, "read": run.read, "new": run.new,
        "changed": run.changed, "unchanged": run.unchanged, "refused": run.refused,
    }  # fmt: skip
    return Say("command-import-line", named)
