"""Where an answer goes, and the "working…" that stands there when it takes longer than a second."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from slack_bolt import Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse
from slack_sdk.webhook import WebhookResponse

from bot.delivery.faults import BlocksRefused, fault_of
from bot.records.text import Say
from templates.own_blocks import plainly
from templates.render import render

log = logging.getLogger(__name__)
PATIENCE_SECONDS = 1.0
Message = Mapping[str, Any]


def notice(lang: str, text: Say, *lines: Say) -> Message:
    """One sentence, and lines below it."""
    return render("notice", {"said": text, "lines": lines}, lang)


def forms(message: Message) -> list[Any]:
    """The blocks of a message, then those of its plainer forms, for a Slack that refuses the first."""
    blocks = message.get("blocks")
    simple = plainly(blocks) if blocks else None
    return [blocks, *([simple] if simple else []), *([[]] if blocks else [])]


def taken(call: Callable[[Any], SlackResponse], first: Any, *plainer: Any) -> SlackResponse:
    """Slack's answer to `call` with the first form that it takes; raises what is no matter of the form."""
    form = first
    for following in plainer:
        try:
            return call(form)
        except SlackApiError as error:
            fault = fault_of(error)
            if not isinstance(fault, BlocksRefused) and fault.code != "invalid_arguments":  # so views.publish says it
                raise
        form = following
    return call(form)


class Reply(Protocol):
    """A place for one answer: what is sent last stands there."""

    public: bool

    def send(self, message: Message) -> None: ...


class OnlyToAsker:
    """The answer to a slash command or a click: only the asker sees it."""

    public = False

    def __init__(self, respond: Respond, *, replace: bool = False) -> None:
        self._respond, self._replace = respond, replace

    def send(self, message: Message) -> None:
        """Slack refuses without an exception here; what it refuses is sent as plain words, and the log says why."""
        for blocks in forms(message):
            answer = self._post(message["text"], blocks)
            if answer.status_code == 200 and '"ok":false' not in answer.body.replace(" ", ""):
                break
            log.error("Slack refused an answer (%s %s): %s", answer.status_code, answer.body, blocks)
        self._replace = True  # what comes next takes the place of what was sent

    def _post(self, text: str, blocks: Any) -> WebhookResponse:
        return self._respond(text=text, blocks=blocks, response_type="ephemeral", replace_original=self._replace)


class InConversation:
    """The answer to a mention or a DM: a message in its thread, replaced in place."""

    public = True

    def __init__(self, client: WebClient, channel: str, thread_ts: str | None) -> None:
        self._client, self._channel, self._thread_ts = client, channel, thread_ts
        self.ts: str | None = None

    def send(self, message: Message) -> None:
        what: dict[str, Any] = {"channel": self._channel, "text": message["text"]}
        if self.ts is None:
            posted = taken(lambda blocks: self._client.chat_postMessage(
                thread_ts=self._thread_ts, blocks=blocks, **what), *forms(message))  # fmt: skip
            self.ts = posted["ts"]
        else:
            ts = self.ts
            taken(lambda blocks: self._client.chat_update(ts=ts, blocks=blocks, **what), *forms(message))


class EphemeralIn:
    """A word to one person in a channel, where there is no response address (reactions, thread words)."""

    public = False

    def __init__(self, client: WebClient, channel: str, user: str, thread_ts: str | None = None) -> None:
        self._client, self._channel, self._user, self._thread_ts = client, channel, user, thread_ts

    def send(self, message: Message) -> None:
        what: dict[str, Any] = {"channel": self._channel, "text": message["text"], "thread_ts": self._thread_ts}
        if self._channel.startswith("D") or self._channel == self._user:
            taken(lambda blocks: self._client.chat_postMessage(blocks=blocks, **what), *forms(message))
        else:
            taken(
                lambda blocks: self._client.chat_postEphemeral(user=self._user, blocks=blocks, **what), *forms(message)
            )


class Unanswered(Exception):
    """An answer could not be made (its cause says why); `reply` is where the asker looks for it."""

    def __init__(self, reply: Reply, lang: str) -> None:
        super().__init__("the answer could not be made")
        self.reply, self.lang = reply, lang


def answer(reply: Reply, lang: str, build: Callable[[], Message]) -> None:
    """Sends what `build` makes; meanwhile, after a second, "working…" at the same place.

    Raises Unanswered where `build` fails, so that the error's sentence can stand at that place too.
    """
    lock, done = threading.Lock(), threading.Event()

    def say_working() -> None:
        with lock:
            if not done.is_set():
                reply.send(notice(lang, Say("common-working")))

    timer = threading.Timer(PATIENCE_SECONDS, say_working)
    timer.daemon = True
    timer.start()
    try:
        message = build()
    except Exception as error:
        raise Unanswered(reply, lang) from error
    finally:
        timer.cancel()
        with lock:
            done.set()
    reply.send(message)
