"""Standard operating procedures: Markdown files by cause, the team's own before those that come with asinwatch."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

from bot.records.diagnosis import CAUSES

_HEADING = re.compile(r"^#{1,6}\s*(.+?)\s*#*$", re.MULTILINE)
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_LINK = re.compile(r"\[([^\]]+)\]\((https?://[^)\s]+)\)")
_BULLET = re.compile(r"^(\s*)[-*+]\s+", re.MULTILINE)
_MOST = 20_000


def read_sop(cause: str, lang: str, folder: str | None) -> str | None:
    """The procedure for `cause` as Slack's mrkdwn; None where there is none.

    The team's folder is asked first: `<folder>/<lang>/<cause>.md`, then `<folder>/<cause>.md`. Raises ValueError for a
    cause that is none (so that no other file can be reached).
    """
    if cause not in CAUSES:
        raise ValueError(f"{cause!r} is no cause")
    own = [Path(folder) / lang / f"{cause}.md", Path(folder) / f"{cause}.md"] if folder else []
    for path in own:
        if path.is_file():
            return to_mrkdwn(path.read_text(encoding="utf-8", errors="replace")[:_MOST])
    shipped = files("templates") / "sop" / lang / f"{cause}.md"
    return to_mrkdwn(shipped.read_text(encoding="utf-8")) if shipped.is_file() else None


def to_mrkdwn(markdown: str) -> str:
    """Markdown's headings, bold, links and bullets in Slack's notation; nothing in it can mention anybody."""
    text = markdown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _BULLET.sub(r"\1• ", text)
    text = _BOLD.sub(r"*\1*", text)
    text = _HEADING.sub(lambda found: "*" + found.group(1).replace("*", "") + "*", text)
    return _LINK.sub(lambda found: f"<{found.group(2).replace('|', '%7C')}|{found.group(1)}>", text).strip()
