"""Standard operating procedures: Markdown files by cause, the team's own before those that come with asinwatch."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from bot.records.diagnosis import CAUSES, Diagnosis
from bot.records.text import Say

_HEADING = re.compile(r"^#{1,6}\s*(.+?)\s*#*$", re.MULTILINE)
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_LINK = re.compile(r"\[([^\]]+)\]\((https?://[^)\s]+)\)")
_BULLET = re.compile(r"^(\s*)[-*+]\s+", re.MULTILINE)
_STEP = re.compile(r"^\d+\.\s+.+$", re.MULTILINE)
_MOST = 20_000
_MOST_STEPS = 6


def read_sop(cause: str, lang: str, folder: str | None) -> str | None:
    """The procedure for `cause` as Slack's mrkdwn; None where there is none.

    The team's folder is asked first: `<folder>/<lang>/<cause>.md`, then `<folder>/<cause>.md`. Raises ValueError for a
    cause that is none (so that no other file can be reached).
    """
    if cause not in CAUSES:
        raise ValueError(f"{cause!r} is no cause")
    own = _team_file(cause, lang, folder)
    if own is not None:
        return to_mrkdwn(own)
    shipped = files("templates") / "sop" / lang / f"{cause}.md"
    return to_mrkdwn(shipped.read_text(encoding="utf-8")) if shipped.is_file() else None


def with_team_steps(found: Diagnosis, lang: str, folder: str | None) -> Diagnosis:
    """The diagnosis with the numbered steps of the team's own procedure as what to do, for each cause that has one."""
    causes = []
    for cause in found.causes:
        text = _team_file(cause.cause, lang, folder)
        steps = " ".join(_STEP.findall(text)[:_MOST_STEPS]) if text else ""
        args = {"steps": steps, "page": cause.action.args.get("page")}
        causes.append(replace(cause, action=Say("diagnosis-action-team", args)) if steps else cause)
    return replace(found, causes=tuple(causes))


def _team_file(cause: str, lang: str, folder: str | None) -> str | None:
    if folder is None:
        return None
    for path in (Path(folder) / lang / f"{cause}.md", Path(folder) / f"{cause}.md"):
        if path.is_file():
            return path.read_text(encoding="utf-8", errors="replace")[:_MOST]
    return None


def to_mrkdwn(markdown: str) -> str:
    """Markdown's headings, bold, links and bullets in Slack's notation; nothing in it can mention anybody."""
    text = markdown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _BULLET.sub(r"\1• ", text)
    text = _BOLD.sub(r"*\1*", text)
    text = _HEADING.sub(lambda found: "*" + found.group(1).replace("*", "") + "*", text)
    return _LINK.sub(lambda found: f"<{found.group(2).replace('|', '%7C')}|{found.group(1)}>", text).strip()
