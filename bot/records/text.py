"""Texts that people read, kept as a key with typed arguments until the moment they are shown.

Whoever finds something says `Say("ads-paused", {"since": date(…), "spend": Money(12.5, "USD")})`; the words live in
`templates/locales/{en,zh}/*.ftl`, so that both languages carry the same numbers, and outside text (a plain `str`) can
be escaped where it is shown. An argument that is `None` is shown as "unknown", never as zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeAlias


@dataclass(frozen=True)
class Money:
    """An amount in `currency` (ISO code)."""

    amount: float
    currency: str


@dataclass(frozen=True)
class Percent:
    """A ratio in percent: a quarter is `25.0`. `signed` shows a plus sign before a gain."""

    value: float
    signed: bool = False
    digits: int = 1


@dataclass(frozen=True)
class Number:
    """A plain number shown with `digits` decimals; whole counts may be passed as `int`."""

    value: float
    digits: int = 1


@dataclass(frozen=True)
class Mention:
    """A person by Slack user id, or a group by its id (`S…`): a real mention in mrkdwn, `@U…` in plain words."""

    id: str


@dataclass(frozen=True)
class Link:
    """An address of ours (never outside text): a link in mrkdwn, the address itself in plain words."""

    url: str


Value: TypeAlias = "str | int | float | date | datetime | Money | Percent | Number | Mention | Link | Say | None"


@dataclass(frozen=True)
class Say:
    """A message key and its arguments. Plain strings are outside text; a nested `Say` is a term of ours."""

    key: str
    args: Mapping[str, Value] = field(default_factory=dict)


def to_json(value: Value) -> Any:
    """The JSON form of a value; `from_json` gives back an equal one."""
    match value:
        case Say(key, args):
            return {"$say": key, "args": {name: to_json(arg) for name, arg in args.items()}}
        case Money(amount, currency):
            return {"$money": amount, "currency": currency}
        case Percent(number, signed, digits):
            return {"$percent": number, "signed": signed, "digits": digits}
        case Number(number, digits):
            return {"$number": number, "digits": digits}
        case Mention(person):
            return {"$mention": person}
        case Link(url):
            return {"$link": url}
        case datetime():
            return {"$datetime": value.isoformat()}
        case date():
            return {"$date": value.isoformat()}
    return value


def from_json(raw: Any) -> Any:
    """The value whose JSON form is `raw`."""
    if not isinstance(raw, dict):
        return raw
    if "$say" in raw:
        return Say(raw["$say"], {name: from_json(arg) for name, arg in raw["args"].items()})
    if "$money" in raw:
        return Money(raw["$money"], raw["currency"])
    if "$percent" in raw:
        return Percent(raw["$percent"], raw["signed"], raw["digits"])
    if "$number" in raw:
        return Number(raw["$number"], raw["digits"])
    if "$link" in raw:
        return Link(raw["$link"])
    if "$mention" in raw:
        return Mention(raw["$mention"])
    if "$datetime" in raw:
        return datetime.fromisoformat(raw["$datetime"])
    if "$date" in raw:
        return date.fromisoformat(raw["$date"])
    raise ValueError(f"not the JSON form of a text value: {sorted(raw)}")
