"""Help, and the three nearest commands for what was not understood."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from bot.records.text import Say
from handlers.answers import Answer, Asker, Request
from handlers.commands.subcommands import SUBCOMMANDS, nearest
from handlers.replies import notice
from templates.render import render

if TYPE_CHECKING:
    from handlers.desk import Desk


def show_help(_desk: Desk, _request: Request, asker: Asker) -> Answer:
    ordered = sorted(SUBCOMMANDS, key=lambda sub: _GROUPS.index(sub.group))
    view = {
        "groups": [
            {"title": Say(f"command-group-{group}"), "lines": [sub.help for sub in subs]}
            for group, subs in groupby(ordered, key=lambda sub: sub.group)
        ]
    }
    return Answer(render("help", view, asker.lang))


_GROUPS = ("start", "daily", "why", "act", "team")


def show_nearest(_desk: Desk, request: Request, asker: Asker) -> Answer:
    word = request.text("word") or ""
    said = Say("command-not-understood", {"word": word})
    return Answer(notice(asker.lang, said, *(sub.help for sub in nearest(word))))
