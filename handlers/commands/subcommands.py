"""The subcommands of `/asinwatch`, in both languages: what they are called and how their words are read."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass

from bot.records.text import Say
from handlers.answers import Request
from handlers.parsing import read_asked
from handlers.products import product_request

Reading = Callable[[str], "Request | Say"]


@dataclass(frozen=True)
class Subcommand:
    """`names` are what people type, ours first; `group` is where help lists it."""

    names: tuple[str, ...]
    read: Reading
    group: str

    @property
    def name(self) -> str:
        return self.names[0]

    @property
    def help(self) -> Say:
        return Say(f"command-help-{self.name}")


def _plain(kind: str) -> Reading:
    return lambda _text: Request(kind)


def _product(kind: str, *, needed: bool = True) -> Reading:
    def read(text: str) -> Request | Say:
        asked = read_asked(text)
        if asked.too_long is not None:
            return Say("command-too-many-days", {"days": asked.too_long})
        if needed and not asked.asin and not asked.query:
            return Say("command-needs-product", {"example": Say(f"command-example-{kind}")})
        return product_request(kind, asked)

    return read


_MINE = ("mine", "my", "我的")


def _alerts(text: str) -> Request:
    words = text.split()
    mine = any(word.lower() in _MINE for word in words)
    asked = read_asked(" ".join(word for word in words if word.lower() not in _MINE))
    marketplace = asked.marketplace or _only_marketplace(asked.query)
    return Request("alerts", {"asin": asked.asin, "marketplace": marketplace, "mine": 1 if mine else None})


def _only_marketplace(query: str) -> str | None:
    return read_asked(f"B000000000 {query}").marketplace if query else None


def _digest(text: str) -> Request:
    asked = read_asked(f"B000000000 {text}")
    weekly = any(word in asked.query.lower().split() for word in ("weekly", "week", "每周", "周报"))
    return Request(
        "digest",
        {
            "marketplace": asked.marketplace,
            "as_of": asked.as_of.isoformat() if asked.as_of else None,
            "weekly": 1 if weekly else None,
        },
    )


SUBCOMMANDS: tuple[Subcommand, ...] = (
    Subcommand(("help", "帮助", "?", "？"), _plain("help"), "start"),
    Subcommand(("alerts", "预警", "告警", "alert"), _alerts, "daily"),
    Subcommand(("digest", "简报", "日报"), _digest, "daily"),
    Subcommand(("kpi", "指标"), _product("kpi", needed=False), "daily"),
    Subcommand(("diagnose", "诊断"), _product("diagnose"), "why"),
    Subcommand(("status", "状态"), _plain("status"), "team"),
)


def find(word: str) -> Subcommand | None:
    wanted = word.casefold()
    return next((sub for sub in SUBCOMMANDS if wanted in sub.names), None)


def nearest(word: str, most: int = 3) -> list[Subcommand]:
    """The subcommands whose names look most like `word`; the first ones where none does."""
    names = {name: sub for sub in SUBCOMMANDS for name in sub.names}
    close = [names[name] for name in difflib.get_close_matches(word.casefold(), list(names), n=most, cutoff=0.4)]
    rest = [sub for sub in SUBCOMMANDS if sub not in close]
    return list(dict.fromkeys([*close, *rest]))[:most]


def read_subcommand(text: str) -> Request | Say:
    """What `/asinwatch TEXT` asks for. Without a word it is help; an unknown word gets the three nearest."""
    words = text.split(maxsplit=1)
    if not words:
        return Request("help")
    found = find(words[0])
    if found is None:
        asked = read_asked(text)
        if asked.asin:  # an ASIN alone: what people most often want of it
            return product_request("diagnose", asked)
        return Request("nearest", {"word": words[0][:60]})
    return found.read(words[1] if len(words) > 1 else "")
