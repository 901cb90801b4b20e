"""What belongs to one person: watch list and language."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.records.text import Say
from bot.store.catalogue import Product
from bot.store.changes import Change
from bot.store.preferences import set_preference
from bot.store.transaction import writing
from handlers.answers import Answer, Answering, Asker, Request
from handlers.changing import changed, listed
from handlers.permissions import Right
from handlers.products import about_product
from handlers.replies import notice
from templates.render import render

if TYPE_CHECKING:
    from handlers.desk import Desk


def watching(on: bool) -> Answering:
    """Puts a product on one's own watch list, in every marketplace that was not left out, or takes it off."""

    @about_product
    def watch(desk: Desk, _request: Request, asker: Asker, found: Sequence[Product]) -> Answer:
        refused = desk.outsider(asker.person)
        if refused is not None:
            return Answer(notice(asker.lang, refused))
        done = []
        for product in found:
            about = {"account": product.account, "marketplace": product.marketplace, "asin": product.asin}
            key = json.dumps({"user_id": asker.person.id, **about})
            done.append(changed(desk, asker.person.id, "watch", key, True if on else None))
        where = ", ".join(dict.fromkeys(product.marketplace for product in found))
        said = Say("command-watched" if on else "command-unwatched", {"asin": found[0].asin, "where": where})
        return _answer(asker.lang, said, done)

    return watch


def language(desk: Desk, request: Request, asker: Asker) -> Answer:
    """One's own language, or the channel's (for admins); `slack` goes back to what Slack says."""
    refused = desk.outsider(asker.person)
    if refused is not None:
        return Answer(notice(asker.lang, refused))
    chosen = request.text("lang")
    value = None if chosen == "slack" else chosen
    if request.text("channel") is not None:
        refused = desk.refusal(asker.person, Right.CHANGE, asker.channel)
        if refused is not None or asker.channel is None:
            return Answer(notice(asker.lang, refused or Say("command-no-channel")))
        name = desk.people.channel_name(asker.channel)  # Slack is asked before anything is written: it may be slow
        done = changed(desk, asker.person.id, "channel-language", asker.channel, value)
        with writing(desk.services.engine) as connection:  # alerts and digests know the channel by its name
            set_preference(connection, "channel", asker.channel, "name", name)
        return _answer(desk.channel_language(asker.channel), Say("command-language-channel"), [done])
    done = changed(desk, asker.person.id, "language", asker.person.id, value)
    return _answer(value or asker.person.lang, Say("command-language-set"), [done])


def _answer(lang: str, said: Say, done: Sequence[Change | None]) -> Answer:
    """The sentence, with a button that takes back what was changed (nothing, where it was so already)."""
    made = [one for one in done if one is not None]
    if not made:
        return Answer(notice(lang, said))
    return Answer(render("saved", {"said": said, "change_id": made[0].id, "more": listed(made[1:])}, lang))
