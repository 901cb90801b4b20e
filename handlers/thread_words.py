"""The words of an alert's thread: `ack`, `snooze 3d`, `resolve`, `unack` and `收到`, `静音 3天`, `解决`, `取消确认`.

A reply is a request only when it *starts* with such a word and holds nothing but its argument, so that people can talk
in the thread ("resolved that with the forwarder yesterday?") without closing the alert.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.records.alerts import ActionKind
from handlers.parsing import plain

DEFAULT_SNOOZE = timedelta(days=1)
LONGEST_SNOOZE = timedelta(days=90)


@dataclass(frozen=True)
class ThreadWord:
    """A request: a snooze `lasts` or has an `until_day`; `person` is a Slack user id, `text` a reason or note."""

    kind: ActionKind
    lasts: timedelta | None = None
    until_day: date | None = None
    person: str | None = None
    text: str | None = None


_WORDS: tuple[tuple[ActionKind, str], ...] = (
    (ActionKind.UNACK, r"unack|un-ack|unacknowledge|取消确认|取消確認|撤销确认"),
    (ActionKind.ACK, r"ack|acknowledge|acknowledged|got it|on it|收到|确认|確認|知道了|我来处理"),
    (ActionKind.SNOOZE, r"snooze|mute|静音|靜音|暂停提醒|稍后提醒"),
    (ActionKind.RESOLVE, r"resolve|resolved|close|解决|解決|已解决|关闭|已处理"),
    (ActionKind.ASSIGN, r"assign|assign to|分配|分配给|指派|指派给|转给"),
    (ActionKind.NOTE, r"note|备注|備註|记录"),
    (ActionKind.NOT_USEFUL, r"not useful|false alarm|误报|没用"),
)


def _longest_first(words: str) -> str:
    return "|".join(sorted(words.split("|"), key=len, reverse=True))


_PATTERNS = tuple(
    (kind, re.compile(rf"^/?(?:{_longest_first(words)})(?![A-Za-z])\s*(.*)$", re.IGNORECASE | re.DOTALL))
    for kind, words in _WORDS
)
_LENGTH = re.compile(
    r"^(?:for\s+)?(-?\d{1,6})\s*"
    r"(h|hours?|hrs?|小时|小時|个小时|时|d|days?|天|日|w|weeks?|周|週|个?星期|m|min|mins|minutes?|分钟|分鐘)?$",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"^(?:until\s+|till\s+|到\s*|直到\s*)?(\d{4}-\d{2}-\d{2})$", re.IGNORECASE)
_PERSON = re.compile(r"^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>$")
_SELF = ("me", "myself", "我", "我自己")
_MARK = re.compile(r"^(?:[-–—:：,，;；]|because\s|因为|原因[:：]?)\s*", re.IGNORECASE)


def read_thread_word(text: str, speaker: str) -> ThreadWord | None:
    """The request in a reply of `speaker`, or None where it is talk. An unreadable argument makes it talk as well."""
    typed = plain(text).strip().rstrip(".!。！~～ ").strip()
    for kind, pattern in _PATTERNS:
        if found := pattern.match(typed):
            return _with_argument(kind, found.group(1).strip(), speaker)
    return None


def _with_argument(kind: ActionKind, argument: str, speaker: str) -> ThreadWord | None:
    if kind is ActionKind.SNOOZE:
        return _snooze(argument)
    if kind is ActionKind.ASSIGN:
        if argument.lower() in _SELF:
            return ThreadWord(kind, person=speaker)
        found = _PERSON.match(argument)
        return ThreadWord(kind, person=found.group(1)) if found else None
    reason = _MARK.sub("", argument)
    if kind is ActionKind.NOTE:
        return ThreadWord(kind, text=reason) if reason else None
    if not argument:
        return ThreadWord(kind)
    # A reason must be marked as one: "resolve: restocked", "收到，马上看". Anything else, and any question, is talk.
    marked = bool(reason) and reason != argument and not argument.endswith(("?", "？"))
    return ThreadWord(kind, text=reason) if marked else None


def _snooze(argument: str) -> ThreadWord | None:
    if not argument:
        return ThreadWord(ActionKind.SNOOZE, lasts=DEFAULT_SNOOZE)
    if found := _UNTIL.match(argument):
        try:
            return ThreadWord(ActionKind.SNOOZE, until_day=date.fromisoformat(found.group(1)))
        except ValueError:
            return None
    lasts = read_length(argument)
    return ThreadWord(ActionKind.SNOOZE, lasts=lasts) if lasts is not None else None


def read_length(text: str) -> timedelta | None:
    """A length of time: `3d`, `3天`, `2 weeks`, `4h`, a bare number is days; None where unreadable.

    One that is far longer than a snooze may be is cut to twice that, and so is one that lies as far back: no calendar
    reaches to the year that they would name.
    """
    found = _LENGTH.match(text.strip())
    if found is None:
        return None
    number, unit = int(found.group(1)), (found.group(2) or "d").lower()
    if unit[0] in "h" or "时" in unit or "時" in unit:
        lasts = timedelta(hours=number)
    elif unit[0] == "w" or unit[0] in "周週" or "星期" in unit:
        lasts = timedelta(weeks=number)
    elif unit[0] == "m" or "分" in unit:
        lasts = timedelta(minutes=number)
    else:
        lasts = timedelta(days=number)
    return max(-2 * LONGEST_SNOOZE, min(lasts, 2 * LONGEST_SNOOZE))
