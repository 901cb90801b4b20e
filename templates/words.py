"""Turns `Say` (a key with typed arguments) into words: Fluent catalogues in `locales/{en,zh}`, figures by Babel.

Both languages get the same figures: dates are ISO, digits are European, only separators and currency signs follow the
language. An argument that is None reads "unknown". A missing key or argument is an error, not an empty string.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from math import isfinite

from babel.numbers import format_currency, format_decimal
from fluent.runtime import FluentBundle, FluentResource

from bot.records.text import Link, Mention, Money, Number, Percent, Say, Value
from templates.limits import cut

LANGUAGES = ("en", "zh")
_LONGEST = 1000
_ABSURD = 1e15  # Babel cannot round much longer figures; they are shown in powers of ten
_LOCALES = {"en": "en_US", "zh": "zh_CN"}


@cache
def _bundle(lang: str) -> FluentBundle:
    bundle = FluentBundle([_LOCALES[lang].replace("_", "-")], use_isolating=False)
    for entry in sorted((files("templates") / "locales" / lang).iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".ftl"):
            bundle.add_resource(FluentResource(entry.read_text(encoding="utf-8")))
    return bundle


def language(name: str | None, default: str = "en") -> str:
    """The catalogue for a locale name such as `zh-CN`, `zh_TW`, `en-GB`; `default` where there is none."""
    short = (name or "").replace("_", "-").split("-")[0].lower()
    return short if short in LANGUAGES else default


def say(text: Say, lang: str) -> str:
    """`text` in plain words."""
    return _say(text, lang, str)


def mrkdwn(text: Say, lang: str) -> str:
    """`text` for a mrkdwn field: outside text (plain strings) is escaped and cannot form a mention or a link."""
    return _say(text, lang, escape)


_CONTROL = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "*": "∗", "~": "∼", "`": "ˋ", "\n": " ", "\r": " "})
_MEMBER = re.compile(r"^[UW][A-Z0-9]+$")
_GROUP = re.compile(r"^S[A-Z0-9]+$")


def escape(text: str) -> str:
    """Outside text for mrkdwn: control characters as entities, nothing left that makes bold or code."""
    return text.translate(_CONTROL)


def mention(person: str) -> str:
    """The mrkdwn that names `person`; an id that is none of Slack's (an e-mail address) stays plain text."""
    if _MEMBER.match(person):
        return f"<@{person}>"
    return f"<!subteam^{person}>" if _GROUP.match(person) else escape(person)


def _say(text: Say, lang: str, outside: Callable[[str], str]) -> str:
    bundle = _bundle(lang)
    if not bundle.has_message(text.key):
        raise KeyError(f"no words for {text.key!r} in {lang}")
    pattern = bundle.get_message(text.key).value
    if pattern is None:
        raise KeyError(f"{text.key!r} has no words of its own in {lang}")
    values = {name: _value(value, lang, outside) for name, value in _arguments(text.args).items()}
    words, errors = bundle.format_pattern(pattern, values)
    if errors:
        raise ValueError(f"{text.key} in {lang}: {errors[0]}")
    return str(words)


def _arguments(args: Mapping[str, Value]) -> dict[str, Value]:
    return {name.replace("_", "-"): value for name, value in args.items()} | dict(args)


def _value(value: Value, lang: str, outside: Callable[[str], str]) -> str | int:
    if isinstance(value, str):
        return _placeable(outside(value))
    if isinstance(value, Say):
        return _placeable(_say(value, lang, outside))
    if isinstance(value, Mention):
        return mention(value.id) if outside is escape else f"@{value.id}"
    if isinstance(value, Link):
        return f"<{value.url}>" if outside is escape else value.url
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, datetime) and outside is escape:
        # Slack shows it in each reader's own zone.
        return f"<!date^{int(value.timestamp())}^{{date_num}} {{time}}|{shown(value, lang)}>"
    return shown(value, lang)


def _placeable(text: str) -> str:
    """Fluent refuses a longer one, against texts that explode."""
    return text if len(text) <= _LONGEST else cut(text, _LONGEST)


def shown(value: Value, lang: str) -> str:
    """A figure as people read it: `$1,234.50`, `25.0%`, `2026-03-01`; None is "unknown"."""
    locale = _LOCALES[lang]
    match value:
        case Money(amount=float() as figure) | Percent(value=float() as figure) | Number(value=float() as figure) if (
            not isfinite(figure)
        ):
            return shown(None, lang)
        case Money(amount=float() as figure) | Percent(value=float() as figure) | Number(value=float() as figure) if (
            abs(figure) >= _ABSURD
        ):
            return f"{figure:.2e}"
        case float() if not isfinite(value):
            return shown(None, lang)
        case None:
            return say(Say("unknown"), lang)
        case Say():
            return say(value, lang)
        case Money(amount, currency):
            return str(format_currency(amount, currency, locale=locale))
        case Percent(number, signed, digits):
            return f"{_decimal(number, digits, locale, signed)}%"
        case Number(number, digits):
            return _decimal(number, digits, locale)
        case Mention(person):
            return f"@{person}"
        case Link(url):
            return url
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M UTC")
        case date():
            return value.isoformat()
        case bool():
            return say(Say("yes" if value else "no"), lang)
        case int():
            return str(format_decimal(value, locale=locale))
        case float():
            return _decimal(value, 1, locale) if abs(value) < _ABSURD else f"{value:.2e}"
    return value


def _decimal(number: float, digits: int, locale: str, signed: bool = False) -> str:
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    words = str(format_decimal(number, format=pattern, locale=locale))
    return f"+{words}" if signed and number > 0 else words
