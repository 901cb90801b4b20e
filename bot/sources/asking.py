"""Reports that take their time: asked for once, remembered, waited for, fetched; a restart goes on where it was.

The request is written down before it goes out (ASKING) and again with its id after (ASKED). After a crash between the
two, the other side is asked whether it took the request, before it is made again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import Any, Protocol

from bot.records.sources import Asked, AskState
from bot.records.text import Say
from bot.sources.failures import AnswerLost, ServiceDown, SourceFailure
from bot.sources.steps import Steps, pause
from bot.sources.work import Work

FIRST_POLL = 15.0
LONGEST_POLL = 180.0
LOST_TRIES = 4


class Made(StrEnum):
    """READY has a document; EMPTY was made but holds nothing; FAILED will never come."""

    READY = "ready"
    EMPTY = "empty"
    FAILED = "failed"
    IN_WORK = "in_work"


@dataclass(frozen=True)
class Status:
    made: Made
    document: str = ""  # where the document is: an id or an address
    following: str | None = None  # the token to ask for what did not fit into the document


class Maker(Protocol):
    """A service that makes reports."""

    operation: str

    def create(self, wish: Mapping[str, Any], sending: Callable[[], None]) -> Steps[str]:
        """Asks for a report; answers its id. `sending` is called when all waiting is over, just before it goes out.

        Raises AnswerLost where it is not known whether the request was taken.
        """

    def find(self, wish: Mapping[str, Any], asked: Asked) -> Steps[str | None]:
        """The id of a report that was asked for with this wish but whose id was lost."""

    def status(self, remote_id: str) -> Steps[Status]: ...

    def fetch(self, document: str) -> Steps[bytes]: ...


def wish_hash(account: str, operation: str, wish: Mapping[str, Any], epoch: str) -> str:
    """Stands for all that is asked for; `epoch` tells apart the same wish of another day (restated figures)."""
    text = json.dumps([account, operation, wish, epoch], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Document:
    """What came, and the request that `Work.store` ends together with the rows."""

    asked: Asked
    content: bytes


def document(work: Work, maker: Maker, wish: Mapping[str, Any], epoch: str) -> Steps[Document | AskState]:
    """The report that was wished for; or STORED where its rows are stored, LATE or FAILED where it is not yet time to
    ask again.

    Whoever gets a document ends it with `Work.store` or `Work.not_arrived`. Raises SourceFailure.
    """
    asked = _recalled(work, maker, wish, epoch)
    if asked.state is AskState.STORED:
        return asked.state
    if asked.not_before is not None and work.clock.now() < asked.not_before:
        return asked.state
    if asked.remote_id is None or asked.state is not AskState.ASKED:
        asked = yield from _ask(work, maker, wish, asked)
    seconds = FIRST_POLL
    while True:
        status = yield from maker.status(asked.remote_id or "")
        if status.made is not Made.IN_WORK:
            break
        yield from pause(work.clock, seconds)
        seconds = min(LONGEST_POLL, seconds * 1.5)
    if status.made is Made.FAILED:
        work.gave_up(asked)
        raise SourceFailure(Say("sources-report-failed", {"report": str(wish.get("name", maker.operation))}))
    if status.following is not None:
        asked = replace(asked, detail={**asked.detail, "following": status.following})
    content = b"" if status.made is Made.EMPTY else (yield from maker.fetch(status.document))
    return Document(asked, content)


def following(work: Work, maker: Maker, wish: Mapping[str, Any], epoch: str) -> str | None:
    """The token to ask for what did not fit into the document of a request whose rows are stored."""
    token = _recalled(work, maker, wish, epoch).detail.get("following")
    return None if token is None else str(token)


def _recalled(work: Work, maker: Maker, wish: Mapping[str, Any], epoch: str) -> Asked:
    key = wish_hash(work.name, maker.operation, wish, epoch)
    return work.ledger.recall(key) or Asked(
        hash=key,
        account=work.name,
        marketplace=work.marketplace,
        source=work.source,
        operation=maker.operation,
        state=AskState.ASKING,
        asked_at=work.clock.now(),
        attempt=0,
        detail={"wish": dict(wish), "epoch": epoch},
    )


def _ask(work: Work, maker: Maker, wish: Mapping[str, Any], asked: Asked) -> Steps[Asked]:
    """Asks for the report, after having looked whether it was taken where an earlier answer got lost."""
    lost = asked.state is AskState.ASKING and asked.attempt > 0
    for _ in range(LOST_TRIES):
        remote_id = None
        if lost:
            remote_id = yield from maker.find(wish, asked)
        else:
            asked = replace(asked, attempt=asked.attempt + 1, asked_at=work.clock.now())
        if remote_id is None:
            asked = replace(asked, state=AskState.ASKING, remote_id=None, not_before=None)
            try:
                remote_id = yield from maker.create(wish, partial(work.ledger.remember, asked))
            except AnswerLost:
                lost = True
                yield from pause(work.clock, FIRST_POLL)
                continue
        asked = replace(asked, state=AskState.ASKED, remote_id=remote_id)
        work.ledger.remember(asked)
        return asked
    raise ServiceDown(Say("sources-down", {"service": work.source, "operation": maker.operation}))
