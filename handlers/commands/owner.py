"""`/asinwatch owner asin|brand|category NAME @person`: who looks after the alerts of a product, a brand or a category.

The owner of a kind is in that kind's rule, the default and the fallback are in the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.records.text import Mention, Say
from bot.store.products import spelled
from handlers.answers import Answer, Asker, Request
from handlers.changing import changed
from handlers.permissions import Right
from handlers.replies import notice
from templates.render import render

if TYPE_CHECKING:
    from handlers.desk import Desk


def owner(desk: Desk, request: Request, asker: Asker) -> Answer:
    """Without a person what was set in Slack is taken back, and the config file counts again."""
    refused = desk.refusal(asker.person, Right.CHANGE, asker.channel)
    if refused is not None:
        return Answer(notice(asker.lang, refused))
    group, asked, person = request.text("group") or "", request.text("name") or "", request.text("person")
    with desk.services.engine.connect() as connection:
        name = spelled(connection, group, asked)
    if name is None:
        return Answer(notice(asker.lang, Say("command-owner-unknown", {"name": asked})))
    done = changed(desk, asker.person.id, "setting", f"owner:{group}:{name}", person)
    if person is None:
        said = Say("command-owner-free", {"name": name})
    else:
        said = Say("command-owner-set", {"name": name, "who": Mention(person)})
    if done is None:
        return Answer(notice(asker.lang, said))
    return Answer(render("saved", {"said": said, "change_id": done.id}, asker.lang))
