"""`/asinwatch digest [marketplace] [date]`: the morning digest, now."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.records.text import Say
from bot.reports.digest import digest as read_digest
from bot.reports.digest_message import digest_message
from bot.reports.pictures import digest_picture
from handlers.answers import Answer, Asker, Request

if TYPE_CHECKING:
    from handlers.desk import Desk


def digest(desk: Desk, request: Request, asker: Asker) -> Answer:
    as_of, marketplace = request.text("as_of"), request.text("marketplace")
    with desk.services.engine.connect() as connection:
        found = read_digest(
            connection,
            now=desk.services.clock.now(),
            as_of=date.fromisoformat(as_of) if as_of else None,
            currency=desk.services.settings.currency,
            marketplaces=(marketplace,) if marketplace else (),
            weekly=request.text("weekly") is not None,
        )
    title = Say("chart-digest")
    return Answer(digest_message(found, asker.lang), request, lambda: digest_picture(found, asker.lang), title)
