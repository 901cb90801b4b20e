"""`/asinwatch event B0…`: one button that opens the modal (a modal needs a click that is at most three seconds old)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.records.text import Say
from bot.store.catalogue import Product
from handlers.answers import Answer, Asker, Request
from handlers.products import about_product
from templates.render import render

if TYPE_CHECKING:
    from handlers.desk import Desk


@about_product
def log_event(_desk: Desk, _request: Request, asker: Asker, found: Sequence[Product]) -> Answer:
    """One button a marketplace."""
    rows = [
        {
            "text": Say("command-event-for", {"asin": p.asin, "marketplace": p.marketplace, "account": p.account}),
            "value": f"{p.account} {p.marketplace} {p.asin}",
        }
        for p in found[:20]
    ]
    return Answer(render("event_buttons", {"said": Say("command-event-log"), "rows": rows}, asker.lang))
