"""What went wrong, told: one sentence with a reference to the asker, the whole to the log."""

from __future__ import annotations

import logging
from typing import Any

from slack_bolt import App, BoltContext, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.errors import AsinwatchError
from bot.records.text import Say
from handlers.desk import Desk
from handlers.inbox import LEFT
from handlers.replies import Unanswered, notice

log = logging.getLogger(__name__)


def register(app: App, desk: Desk) -> None:
    @app.error
    def tell(error: Exception, body: dict[str, Any], client: WebClient, respond: Respond, context: BoltContext) -> None:
        cause = error.__cause__ if isinstance(error, Unanswered) and error.__cause__ is not None else error
        reference = desk.services.ids()
        log.error("reference %s: %s", reference, type(cause).__name__, exc_info=cause)
        if context.get(LEFT, 0) > 1:  # it was told when the payload was tried before
            return
        if isinstance(cause, AsinwatchError):
            said = Say("command-error-known", {"what": str(cause), "reference": reference})
        else:
            said = Say("command-error", {"reference": reference})
        user, channel = _who(body)
        lang = error.lang if isinstance(error, Unanswered) else desk.services.settings.language
        message = notice(lang, said)
        try:
            if isinstance(error, Unanswered):
                error.reply.send(message)
            elif body.get("response_url"):
                respond(
                    text=message["text"], blocks=message["blocks"], response_type="ephemeral", replace_original=False
                )
            elif user and channel:
                client.chat_postEphemeral(channel=channel, user=user, text=message["text"], blocks=message["blocks"])
            elif user:
                client.chat_postMessage(channel=user, text=message["text"], blocks=message["blocks"])
        except SlackApiError as failure:
            log.error("reference %s could not be told: %s", reference, failure.response.get("error"))


def _who(body: dict[str, Any]) -> tuple[str | None, str | None]:
    """The user and the channel of any of Slack's payloads, as far as they are known."""
    event = body.get("event") or {}
    user = body.get("user_id") or event.get("user") or (body.get("user") or {}).get("id")
    places = (body.get("channel_id"), event.get("channel"), (event.get("item") or {}).get("channel"))
    channel = next(filter(None, places), None) or (body.get("channel") or {}).get("id")
    return user, channel if isinstance(channel, str) else None
