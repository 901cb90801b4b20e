"""Answers in a conversation: a message in the thread, and its chart below it."""

from __future__ import annotations

from slack_sdk import WebClient

from handlers.answers import Answer, Asker, Request
from handlers.desk import Desk
from handlers.pictures import post_picture
from handlers.replies import InConversation, Message, answer


def answer_in_thread(
    desk: Desk, client: WebClient, request: Request, asker: Asker, channel: str, thread_ts: str | None
) -> None:
    """Answers `request` in the thread (or the DM itself where `thread_ts` is None), with the chart below."""
    reply = InConversation(client, channel, thread_ts)
    made: list[Answer] = []

    def build() -> Message:
        made.append(desk.answer(request, asker))
        return made[0].message

    answer(reply, asker.lang, build)
    below = thread_ts or reply.ts
    if below is not None:
        post_picture(client, made[0], asker.lang, channel, below)
