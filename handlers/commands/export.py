"""`/asinwatch export [ASIN] [US] [30d]`: a workbook, sent as a direct message."""

from __future__ import annotations

import logging
from datetime import date
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError

from bot.records.text import Say
from bot.reports.export import period, workbook
from handlers.answers import Answer, Asker, Request
from handlers.commands.backtest import last_day
from handlers.replies import notice
from templates.words import say

if TYPE_CHECKING:
    from handlers.desk import Desk

log = logging.getLogger(__name__)

DAYS = 30


def export(desk: Desk, request: Request, asker: Asker) -> Answer:
    """The file goes to the asker alone; files cannot be shown to one person in a channel."""
    services = desk.services
    as_of = request.text("as_of")
    with services.engine.connect() as connection:
        last = date.fromisoformat(as_of) if as_of else last_day(connection, services.clock.now())
        if last is None:
            return Answer(notice(asker.lang, Say("command-status-no-data")))
        first, last = period(last, request.number("days") or DAYS)
        content = workbook(
            connection,
            first,
            last,
            now=services.clock.now(),
            lang=asker.lang,
            asin=request.text("asin"),
            marketplace=request.text("marketplace"),
        )
    title = say(Say("command-export-title", {"first": first, "last": last}), asker.lang)
    try:
        channel = services.client.conversations_open(users=asker.person.id)["channel"]["id"]
        services.client.files_upload_v2(
            channel=channel, content=content, filename=f"asinwatch-{first}-{last}.xlsx", title=title
        )
    except SlackApiError as error:
        log.warning("a workbook could not be sent: %s", error)
        return Answer(notice(asker.lang, Say("command-export-refused", {"error": str(error.response.get("error"))})))
    return Answer(notice(asker.lang, Say("command-export-sent", {"first": first, "last": last})))
