"""The buttons under an answer: choose, open, page, share."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.records.text import Say
from handlers.answers import Asker, Request
from handlers.clicks import Click
from handlers.desk import Desk
from handlers.pictures import post_picture
from handlers.replies import OnlyToAsker, answer, forms, notice, taken


def register(app: App, desk: Desk) -> None:
    def replace(ack: Ack, body: dict[str, Any], respond: Respond, client: WebClient) -> None:
        """Another page, or the chosen product, in place of an answer that only the asker sees; else a new answer."""
        ack()
        click = Click.read(body)
        asker, request = desk.asker(click.user, click.channel), Request.read(click.value)
        reply = OnlyToAsker(respond, replace=True) if click.only_for_asker else click.reply(respond, client)
        answer(reply, asker.lang, lambda: desk.answer(request, asker).message)

    def open_new(ack: Ack, body: dict[str, Any], respond: Respond, client: WebClient) -> None:
        ack()
        click = Click.read(body)
        asker, request = desk.asker(click.user, click.channel), Request.read(click.value)
        answer(click.reply(respond, client), asker.lang, lambda: desk.answer(request, asker).message)

    def share(ack: Ack, body: dict[str, Any], respond: Respond, client: WebClient) -> None:
        """The same answer, made anew for the same day, as a message of the channel."""
        ack()
        click = Click.read(body)
        asker = desk.asker(click.user, click.channel)
        channel = click.channel or click.user
        shown = Asker(asker.person, desk.channel_language(channel), channel, shared_by=click.user, public=True)
        made = desk.answer(Request.read(click.value), shown)
        what: dict[str, Any] = {"channel": channel, "text": made.message["text"], "thread_ts": click.thread_ts}
        posted = taken(lambda blocks: client.chat_postMessage(blocks=blocks, **what), *forms(made.message))
        OnlyToAsker(respond, replace=click.only_for_asker).send(notice(asker.lang, Say("common-shared")))
        post_picture(client, made, shown.lang, posted["channel"], posted["ts"])

    def picture(ack: Ack, body: dict[str, Any], respond: Respond, client: WebClient) -> None:
        """The chart in the message's thread, or as a direct message where only the asker sees the message: Slack
        shows no file to one person in a channel."""
        ack()
        click = Click.read(body)
        asker = desk.asker(click.user, click.channel)
        alone = click.only_for_asker or click.channel is None
        lang = asker.lang if alone else desk.channel_language(click.channel or "")
        made = desk.answer(Request.read(click.value), Asker(asker.person, lang, click.channel))
        if alone:
            place, thread = client.conversations_open(users=click.user)["channel"]["id"], None
        else:
            place, thread = click.channel or "", click.thread_ts or click.message_ts
        posted = post_picture(client, made, lang, place, thread)
        if not posted:
            click.reply(respond, client).send(notice(asker.lang, Say("common-no-chart")))
        elif alone:
            click.reply(respond, client).send(notice(asker.lang, Say("common-chart-sent")))

    app.action("answer.picture")(picture)
    app.action("answer.choose")(replace)
    app.action("answer.next")(replace)
    app.action("answer.previous")(replace)
    app.action(re.compile(r"^answer\.open(_[a-z]+)?$"))(open_new)
    app.action("answer.share")(share)
