"""The content of an outbox item, made at the moment it is sent: a parent always says what the database says now."""

from __future__ import annotations

import hashlib
import json
import logging
from datetime import datetime
from typing import Any

from jinja2 import TemplateError
from sqlalchemy import Connection

from bot.alerts.policy import Policy
from bot.alerts.showing import view_of
from bot.delivery.directory import Directory
from bot.records.text import from_json
from bot.store.messages import Message
from bot.store.outbox import OutboxItem
from templates.limits import FALLBACK_TEXT, cut
from templates.own_blocks import plainly
from templates.render import render

log = logging.getLogger(__name__)
Content = dict[str, Any]
PLAIN_NOTE = "(shown as plain text)"


def shown_content(
    connection: Connection, message: Message, policy: Policy, directory: Directory, now: datetime
) -> Content | None:
    """`text` and `blocks` of a parent or page; None where it has nothing to show. A template that fails is logged, and
    what can be said without it is said."""
    found = view_of(connection, message, policy)
    if found is None:
        return None
    template, view = found
    try:
        return render(template, directory.named(view, now), message.lang)
    except (TemplateError, KeyError, ValueError, TypeError):
        log.exception("message %s cannot be rendered by %s", message.id, template)
        return {"text": f"asinwatch: message {message.id} cannot be shown; see the log"}


def reply_content(item: OutboxItem, message: Message, directory: Directory, now: datetime) -> Content:
    lines = [from_json(line) for line in item.payload["lines"]]
    try:
        return render("alert_thread", directory.named({"lines": lines}, now), message.lang)
    except (TemplateError, KeyError, ValueError, TypeError):
        log.exception("reply %s cannot be rendered", item.id)
        return {"text": f"asinwatch: reply {item.id} cannot be shown; see the log"}


def digest_of(content: Content) -> str:
    """The same for equal content."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:32]


def plain_form(content: Content) -> Content:
    """The words of a message without its blocks, for when Slack refuses them."""
    blocks = content.get("blocks", ())
    words = [line for block in plainly(blocks) or blocks for line in _words(block) if line]
    text = "\n".join(words) or str(content.get("text", ""))
    return {"text": cut(f"{text}\n{PLAIN_NOTE}", FALLBACK_TEXT), "blocks": []}


def _words(block: dict[str, Any]) -> list[str]:
    if block["type"] in ("header", "section"):
        parts = [block.get("text"), *block.get("fields", ())]
        return [str(part["text"]) for part in parts if part]
    if block["type"] == "context":
        return [str(part["text"]) for part in block["elements"] if "text" in part]
    return []
