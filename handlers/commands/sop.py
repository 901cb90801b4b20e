"""`/asinwatch sop CAUSE`: who does what, from the team's own folder, else from what comes with asinwatch."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from bot.records.diagnosis import CAUSES
from bot.records.text import Say
from bot.reports.sops import read_sop
from handlers.answers import Answer, Asker, Request, foot
from handlers.replies import notice
from templates.render import render
from templates.words import LANGUAGES, say

if TYPE_CHECKING:
    from handlers.desk import Desk


def sop(desk: Desk, request: Request, asker: Asker) -> Answer:
    wanted = request.text("cause") or ""
    cause = named_cause(wanted)
    if cause is None:
        known = [Say("command-sop-line", {"cause": name, "name": cause_name(name)}) for name in CAUSES]
        asking = Say("command-sop-which", {"word": wanted}) if wanted else Say("command-sop-causes")
        return Answer(notice(asker.lang, asking, *known))
    text = read_sop(cause, asker.lang, desk.services.settings.team.sop_folder)
    if text is None:
        return Answer(notice(asker.lang, Say("command-sop-none", {"cause": cause_name(cause)})))
    asked = request.with_args(cause=cause)
    view = {"title": Say("command-sop-title", {"cause": cause_name(cause)}), "body": text, "foot": foot(asked, asker)}
    return Answer(render("sop", view, asker.lang), asked)


def cause_name(cause: str) -> Say:
    return Say(f"cause-{cause.replace('_', '-')}")


def named_cause(words: str) -> str | None:
    """The cause that `words` name: its key, its name in either language, or something close to one of them."""
    wanted = words.casefold().strip().replace("-", "_").replace(" ", "_")
    names = {cause: cause for cause in CAUSES}
    for cause in CAUSES:
        for lang in LANGUAGES:
            names[say(cause_name(cause), lang).casefold().replace(" ", "_")] = cause
    if wanted in names:
        return names[wanted]
    close = difflib.get_close_matches(wanted, list(names), n=1, cutoff=0.6)
    return names[close[0]] if close else None
