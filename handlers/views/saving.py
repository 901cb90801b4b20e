"""What the modals share: who may open one, who sent one, and what was saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, Respond
from slack_sdk import WebClient

from bot.records.text import Say
from bot.store.changes import Change
from handlers.answers import Asker
from handlers.changing import listed
from handlers.clicks import Click
from handlers.desk import Desk
from handlers.permissions import Right
from handlers.replies import EphemeralIn, Reply, notice
from handlers.views.fields import filled
from templates.render import render


@dataclass(frozen=True)
class Sent:
    """A modal that was sent: by whom, what stands in it, and where its answer goes."""

    asker: Asker
    fields: dict[str, Any]
    reply: Reply

    def tell(self, said: Say) -> None:
        self.reply.send(notice(self.asker.lang, said))

    def tell_saved(self, said: Say, done: list[Change] | None) -> None:
        """What was changed, each with a button that takes it back; nothing where it was done and told before."""
        if done:
            view = {"said": said, "change_id": done[-1].id, "more": listed(done[:-1])}
            self.reply.send(render("saved", view, self.asker.lang))
        elif done is not None:
            self.tell(Say("modal-nothing-changed"))


def sent(desk: Desk, body: dict[str, Any], channel: str | None, client: WebClient) -> Sent:
    """`channel` is where the modal was opened; without one the answer is a direct message."""
    asker = desk.asker(body["user"]["id"], channel or None)
    reply = EphemeralIn(client, channel or asker.person.id, asker.person.id)
    return Sent(asker, filled(body["view"]), reply)


def opening(desk: Desk, right: Right, view_of: Callable[[Click, Asker], dict[str, Any]]) -> Callable[..., None]:
    """The handler of a button that opens a modal, for those who may do what it is for; the others are told."""

    def handle(ack: Ack, body: dict[str, Any], respond: Respond, client: WebClient) -> None:
        ack()
        click = Click.read(body)
        asker = desk.asker(click.user, click.channel)
        if _may(desk, asker, right, click.reply(respond, client)):
            client.views_open(trigger_id=click.trigger_id, view=view_of(click, asker))

    return handle


def may_save(desk: Desk, one: Sent, right: Right) -> bool:
    """Whether the sender may do what the modal asks for; they are told where they may not."""
    return _may(desk, one.asker, right, one.reply)


def _may(desk: Desk, asker: Asker, right: Right, reply: Reply) -> bool:
    refused = desk.refusal(asker.person, right, asker.channel)
    if refused is not None:
        reply.send(notice(asker.lang, refused))
    return refused is None
