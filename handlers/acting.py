"""One act on one alert, however it was asked: may this person, do it, tell them what they need to know."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.records.alerts import Action, ActionKind, ActionResult
from bot.records.text import Say
from handlers.answers import Asker
from handlers.desk import Desk
from handlers.inbox import current_delivery
from handlers.permissions import Right
from handlers.replies import Reply, notice
from handlers.thread_words import LONGEST_SNOOZE, ThreadWord

MORNING = time(9)
LATEST_END = LONGEST_SNOOZE + timedelta(days=1)  # whole days end in the morning, whenever they began


def act(desk: Desk, asker: Asker, alert_id: str, action: Action, reply: Reply) -> ActionResult | None:
    """Acts on one alert. The asker hears why it was refused or changed nothing; else the message shows it."""
    if is_refused(desk, asker, reply):
        return None
    result = desk.services.alerts.act(alert_id, action, current_delivery())
    if result is None:
        reply.send(notice(asker.lang, Say("command-no-such-alert")))
    elif not result.changed and result.answer.key != "alerts-answer-seen":
        reply.send(notice(asker.lang, result.answer))
    return result


def act_on_group(
    desk: Desk, asker: Asker, group_id: str, action: Action, reply: Reply, event_id: str | None = None
) -> None:
    """The same for all alerts of a message; Slack's `event_id` makes a second telling of the event harmless."""
    if is_refused(desk, asker, reply):
        return
    result = desk.services.alerts.act_group(group_id, action, event_id or current_delivery())
    if not result.changed and result.answer.key != "alerts-answer-seen":
        reply.send(notice(asker.lang, result.answer))


def is_refused(desk: Desk, asker: Asker, reply: Reply) -> bool:
    refused = desk.refusal(asker.person, Right.ACKNOWLEDGE, asker.channel)
    if refused is not None:
        reply.send(notice(asker.lang, refused))
    return refused is not None


def action_of(word: ThreadWord, asker: Asker, source: str, now: datetime) -> Action:
    """The action that a thread word asks for."""
    until = None
    if word.until_day is not None:
        until = datetime.combine(word.until_day, MORNING, _zone(asker)).astimezone(UTC)
    elif word.kind is ActionKind.SNOOZE and word.lasts is not None:
        until = snooze_end(now, word.lasts, asker)
    return Action(word.kind, asker.person.id, source, reason=word.text, until=until, assignee=word.person)


def snooze_end(now: datetime, lasts: timedelta, asker: Asker) -> datetime:
    """When a snooze ends: whole days end at nine in the morning of the person's own zone, hours end to the minute."""
    if lasts < timedelta(days=1) or lasts % timedelta(days=1):
        return now + lasts
    day = now.astimezone(_zone(asker)).date() + lasts
    return datetime.combine(day, MORNING, _zone(asker)).astimezone(UTC)


def why_not(action: Action, now: datetime) -> Say | None:
    """Why a snooze until a time that is over, or for longer than is allowed, cannot be."""
    if action.until is None or now < action.until <= now + LATEST_END:
        return None
    if action.until <= now:
        return Say("command-snooze-past", {"until": action.until})
    return Say("command-snooze-long", {"days": LONGEST_SNOOZE.days})


def _zone(asker: Asker) -> ZoneInfo:
    return ZoneInfo(asker.person.zone)
