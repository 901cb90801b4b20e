"""The message shortcut "Diagnose the ASIN in this message"."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App, Respond

from bot.records.text import Say
from handlers.desk import Desk
from handlers.parsing import read_asked
from handlers.products import product_request
from handlers.replies import OnlyToAsker, answer, notice

MESSAGE_SHORTCUT = "diagnose_message"


def register(app: App, desk: Desk) -> None:
    @app.message_shortcut(MESSAGE_SHORTCUT)
    def diagnose_message(ack: Ack, body: dict[str, Any], respond: Respond) -> None:
        """The first ASIN or product link in the message, in its blocks too; the answer is only for who asked."""
        ack()
        asker = desk.asker(body["user"]["id"], (body.get("channel") or {}).get("id"))
        message = body.get("message") or {}
        asked = read_asked(f"{message.get('text') or ''} {_texts_of(message.get('blocks') or [])}")
        reply = OnlyToAsker(respond)
        if not asked.asin:
            reply.send(notice(asker.lang, Say("command-shortcut-no-asin")))
            return
        request = product_request("diagnose", asked, query=None, days=None, as_of=None)
        answer(reply, asker.lang, lambda: desk.answer(request, asker).message)


def _texts_of(blocks: list[dict[str, Any]]) -> str:
    """All strings of the blocks: an ASIN may stand in any of them."""
    found: list[str] = []

    def walk(part: Any) -> None:
        if isinstance(part, dict):
            for value in part.values():
                walk(value)
        elif isinstance(part, list):
            for value in part:
                walk(value)
        elif isinstance(part, str):
            found.append(part)

    walk(blocks)
    return " ".join(found)
