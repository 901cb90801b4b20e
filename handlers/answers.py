"""What can be asked, as data: a `Request` fits into a button, so that answers are paged and shared by asking again.

An ephemeral message cannot be read back from Slack; "Share to channel" therefore repeats the request for the same day.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from bot.records.text import Mention, Say
from handlers.people import Person

if TYPE_CHECKING:
    from handlers.desk import Desk

Argument = str | int | None


@dataclass(frozen=True)
class Request:
    """One question: its `kind` names the answer, `args` are what a person said, `page` counts from 0."""

    kind: str
    args: Mapping[str, Argument] = field(default_factory=dict)
    page: int = 0

    def value(self) -> str:
        """The request as a button's value."""
        known = {name: value for name, value in self.args.items() if value is not None}
        return json.dumps({"k": self.kind, "a": known, "p": self.page}, ensure_ascii=False, separators=(",", ":"))

    @staticmethod
    def read(value: str) -> Request:
        raw = json.loads(value)
        return Request(raw["k"], raw["a"], raw["p"])

    def with_args(self, **args: Argument) -> Request:
        return replace(self, args={**self.args, **args})

    def text(self, name: str) -> str | None:
        value = self.args.get(name)
        return None if value is None else str(value)

    def number(self, name: str) -> int | None:
        value = self.args.get(name)
        return None if value is None else int(value)


@dataclass(frozen=True)
class Asker:
    """Who asks, where, and in which language they are answered. `shared_by` is set on an answer for a channel."""

    person: Person
    lang: str
    channel: str | None = None
    shared_by: str | None = None
    public: bool = False


@dataclass(frozen=True)
class Answer:
    """A rendered message. `request` is what "Share" repeats (the day filled in); `picture` draws its chart
    (None where there is nothing to draw)."""

    message: Mapping[str, Any]
    request: Request | None = None
    picture: Callable[[], bytes | None] | None = None
    picture_title: Say | None = None


Answering = Callable[["Desk", Request, Asker], Answer]


def foot(request: Request | None, asker: Asker, pages: int = 1, *, picture: bool = False) -> dict[str, Any]:
    """What stands under an answer: share, chart and page buttons, who shared it, which page it is."""
    if request is None:
        return {"share": None, "previous": None, "next": None, "page": None, "by": None, "picture": None}
    page = min(request.page, pages - 1)
    return {
        "share": None if asker.public or asker.shared_by else request.value(),
        "picture": request.value() if picture and not (asker.public or asker.shared_by) else None,
        "previous": replace(request, page=page - 1).value() if page > 0 else None,
        "next": replace(request, page=page + 1).value() if page < pages - 1 else None,
        "page": Say("common-page", {"page": page + 1, "pages": pages}) if pages > 1 else None,
        "by": Say("common-shared-by", {"who": Mention(asker.shared_by)}) if asker.shared_by else None,
    }
