"""Puts an answer's chart into the thread of its message."""

from __future__ import annotations

import logging

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from handlers.answers import Answer
from templates.words import say

log = logging.getLogger(__name__)


def post_picture(client: WebClient, made: Answer, lang: str, channel: str, thread_ts: str | None) -> bool:
    """Uploads the chart, where there is one. A message without it is complete: a refusal is only logged."""
    if made.picture is None or made.picture_title is None:
        return False
    content, title = made.picture(), say(made.picture_title, lang)
    if content is None:
        return False
    try:
        client.files_upload_v2(
            channel=channel, thread_ts=thread_ts, content=content, filename="chart.png", title=title, alt_txt=title
        )
    except (SlackClientError, OSError) as error:
        log.warning("a chart could not be uploaded: %s", error)
        return False
    return True
