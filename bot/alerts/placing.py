"""Gives alerts their messages: which channel, which parent, which page of its thread."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.alerts.grouping import STORM_LIMIT, Placed, group, pages
from bot.alerts.recording import Recorder
from bot.alerts.showing import products_of
from bot.records.alerts import Alert
from bot.store import alerts as store
from bot.store import outbox
from bot.store.messages import Message, Role, add_message, pages_of, parents_since
from bot.store.preferences import channel_language
from bot.store.transaction import one_at_a_time

MINUTE = timedelta(seconds=60)
CHARTED = frozenset(("sales_drop",))
ON_PARENT = 6  # so many alerts of one ASIN have their buttons on the parent itself


def place_waiting(recorder: Recorder) -> None:
    """Makes messages for every alert that has none, unless the hours are quiet or no channel is configured."""
    if recorder.policy.is_quiet(recorder.now):
        return
    one_at_a_time(recorder.connection, "place alerts")
    waiting = store.unplaced_alerts(recorder.connection)
    products = products_of(recorder.connection, waiting)
    channels: dict[tuple[str, str], list[Alert]] = defaultdict(list)
    for alert in waiting:
        place = recorder.policy.place_of(alert, products[alert.id])
        if place is not None:
            channels[place].append(alert)
    chosen = {channel: channel_language(recorder.connection, channel) for channel, _ in channels}
    for (channel, lang), alerts in channels.items():
        families = {}
        if recorder.policy.families:
            families = {a.id: parent for a in alerts if (parent := products[a.id].parent_asin)}
        _place_in(recorder, channel, chosen[channel] or lang, alerts, families)


def _place_in(recorder: Recorder, channel: str, lang: str, alerts: list[Alert], families: dict[str, str]) -> None:
    recent = parents_since(recorder.connection, channel, recorder.now - MINUTE)
    storm = next((message for message in recent if message.role is Role.STORM), None)
    for placed in group(alerts, families, recent=len(recent)):
        if placed.role is Role.STORM and storm is not None:
            _list(recorder, storm, placed.alerts, first_page=len(pages_of(recorder.connection, storm.id)) + 1)
            outbox.add_show(recorder.connection, storm.id, channel, recorder.ids, recorder.now)
            continue
        # A storm that finds the minute full waits until it is over.
        full = placed.role is Role.STORM and len(recent) >= STORM_LIMIT
        due = max(message.created_at for message in recent) + MINUTE if full else recorder.now
        _post(recorder, Message(recorder.ids(), placed.role, channel, lang, due), placed)


def _post(recorder: Recorder, message: Message, placed: Placed) -> None:
    add_message(recorder.connection, message)
    _show(recorder, message, message.created_at)
    if placed.role is Role.ASIN and len(placed.alerts) <= ON_PARENT:
        store.place(recorder.connection, [a.id for a in placed.alerts], message.id, message.id)
        _add_chart(recorder, message, placed.alerts)
    else:
        _list(recorder, message, placed.alerts, first_page=1)


def _add_chart(recorder: Recorder, message: Message, alerts: Sequence[Alert]) -> None:
    """One chart in the thread, after the parent in its lane, where a look beats reading."""
    about = next(((a.about, a.opened_on) for a in alerts if a.about.kind in CHARTED and a.about.asin), None)
    if about is None or not recorder.policy.charts:
        return
    subject, day = about
    payload = {
        "chart": "diagnosis", "account": subject.account, "marketplace": subject.marketplace, "asin": subject.asin,
        "day": day.isoformat(), "at": recorder.now.isoformat(),
    }  # fmt: skip
    outbox.add_item(
        recorder.connection, item_id=recorder.ids(), lane=message.channel, kind="file", now=recorder.now,
        message_id=message.id, payload=payload, due_at=message.created_at,
    )  # fmt: skip


def _list(recorder: Recorder, parent: Message, alerts: Sequence[Alert], first_page: int) -> None:
    """Lists the alerts on new pages in the parent's thread, each with its own buttons."""
    for number, part in enumerate(pages(alerts), start=first_page):
        page = replace(
            parent, id=recorder.ids(), role=Role.PAGE, parent_id=parent.id, page_no=number,
            channel_id=None, ts=None, posted_at=None, outbox_id=None, shown_hash=None, plain=False, fault=None,
        )  # fmt: skip
        add_message(recorder.connection, page)
        store.place(recorder.connection, [a.id for a in part], parent.id, page.id)
        _show(recorder, page, parent.created_at)


def _show(recorder: Recorder, message: Message, due: datetime) -> None:
    outbox.add_show(recorder.connection, message.id, message.channel, recorder.ids, recorder.now, due_at=due)
