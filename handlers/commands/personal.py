"""What belongs to one person: watch list and language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.records.text import Say
from bot.store.catalogue import Product
from bot.store.preferences import set_preference, set_watched
from handlers.answers import Answer, Answering, Asker, Request
from handlers.permissions import Right
from handlers.products import about_product
from handlers.replies import notice

if TYPE_CHECKING:
    from handlers.desk import Desk


def watching(on: bool) -> Answering:
    """Puts a product on one's own watch list, in every marketplace that was not left out, or takes it off."""

    @about_product
    def watch(desk: Desk, _request: Request, asker: Asker, found: Sequence[Product]) -> Answer:
        with desk.services.engine.begin() as connection:
            for product in found:
                set_watched(connection, asker.person.id, product.account, product.marketplace, product.asin, on=on)
        where = ", ".join(dict.fromkeys(product.marketplace for product in found))
        key = "command-watched" if on else "command-unwatched"
        return Answer(notice(asker.lang, Say(key, {"asin": found[0].asin, "where": where})))

    return watch


def language(desk: Desk, request: Request, asker: Asker) -> Answer:
    """One's own language, or the channel's (for admins); `slack` goes back to what Slack says."""
    chosen = request.text("lang")
    value = None if chosen == "slack" else chosen
    if request.text("channel") is not None:
        refused = desk.refusal(asker.person, Right.CHANGE, asker.channel)
        if refused is not None or asker.channel is None:
            return Answer(notice(asker.lang, refused or Say("command-no-channel")))
        with desk.services.engine.begin() as connection:
            set_preference(connection, "channel", asker.channel, "language", value)
        return Answer(notice(desk.channel_language(asker.channel), Say("command-language-channel")))
    with desk.services.engine.begin() as connection:
        set_preference(connection, "user", asker.person.id, "language", value)
    return Answer(notice(value or asker.person.lang, Say("command-language-set")))
