"""What was lost or doubled: the database beside an undisturbed run, Slack beside the database, people beside both."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Engine, select

from bench.faults_life import CHANNEL, Life, build
from bench.faults_people import Clicker
from bot.alerts.policy import Policy, with_overrides
from bot.alerts.showing import view_of
from bot.playground.server import PlaygroundServer
from bot.store.engine import upgrade
from bot.store.messages import get_message
from bot.store.overrides import overrides
from bot.store.schema.alerts import ALERT_HISTORY, ALERTS
from bot.store.schema.delivery import MESSAGES, OUTBOX, SEEN_EVENTS
from handlers.inbox import delivery_id
from handlers.views.fields import filled
from templates.render import render


@dataclass
class Report:
    """`clicks`, `words` (in threads) and `modals` are those that Slack heard "received" for; the two counts of clicks
    below are of all three. `doubled_for_a_while` are messages that a sweep took away again; `ended_by_itself` are lives
    that an exception ended. Everything below `doubled_for_a_while` must be 0."""

    database: str
    kills: int = 0
    killed_at: dict[str, int] | None = None
    alerts: int = 0
    parents: int = 0
    thread_lines: int = 0
    clicks: int = 0
    words: int = 0
    modals: int = 0
    doubled_for_a_while: int = 0
    ended_by_itself: int = 0
    alerts_lost: int = 0
    alerts_doubled: int = 0
    messages_lost: int = 0
    messages_doubled: int = 0
    clicks_lost: int = 0
    clicks_doubled: int = 0
    contents_differ: int = 0
    seconds: float = 0.0

    @property
    def faults(self) -> int:
        return (
            self.ended_by_itself + self.alerts_lost + self.alerts_doubled + self.messages_lost + self.messages_doubled
            + self.clicks_lost + self.clicks_doubled + self.contents_differ
        )  # fmt: skip


def audit_clicks(engine: Engine, clicker: Clicker, report: Report) -> None:
    """Every button, word and modal that was heard was taken, and no note (each has words of its own) is there twice."""
    heard = clicker.heard()
    report.clicks = sum(delivery.payload["type"] == "block_actions" for delivery in heard)
    report.words = sum(delivery.payload["type"] == "event_callback" for delivery in heard)
    report.modals = sum(delivery.payload["type"] == "view_submission" for delivery in heard)
    with engine.connect() as connection:
        taken = set(connection.execute(select(SEEN_EVENTS.c.event_id)).scalars())
        told = select(ALERT_HISTORY.c.alert_id, ALERT_HISTORY.c.reason).where(
            ALERT_HISTORY.c.detail["what"].as_string() == "note"
        )
        notes = Counter(tuple(row) for row in connection.execute(told))
    report.clicks_lost = len({delivery_id(delivery.payload) for delivery in heard} - taken)
    written = {_note(delivery.payload) for delivery in heard if delivery.payload["type"] == "view_submission"}
    report.clicks_lost += len(written - {reason for _, reason in notes})
    report.clicks_doubled = sum(count - 1 for count in notes.values())


def _note(payload: dict[str, Any]) -> str:
    """What was written into a note's modal."""
    return str(filled(payload["view"])["text"])


def audit_alerts(engine: Engine, life: Life, report: Report) -> None:
    """The alerts must be those of a run that nothing disturbed."""
    with tempfile.TemporaryDirectory() as folder:
        calm = replace(life, database_url=f"sqlite:///{folder}/calm.db")
        desk = build(calm)
        upgrade(desk.services.engine)
        while desk.apply_next(life.seed, life.days):
            pass
        expected = _alerts(desk.services.engine)
        desk.services.engine.dispose()
    found = _alerts(engine)
    report.alerts = sum(expected.values())
    report.alerts_lost = sum((expected - found).values())
    report.alerts_doubled = sum((found - expected).values())


def _alerts(engine: Engine) -> Counter[tuple[Any, ...]]:
    columns = ALERTS.c
    query = select(
        columns.asin, columns.kind, columns.subject, columns.severity, columns.opened_on, columns.resolved_on
    )
    with engine.connect() as connection:
        return Counter(tuple(row) for row in connection.execute(query))


def doubled(slack: PlaygroundServer) -> int:
    """How many messages stand in Slack beyond the first of their outbox item."""
    carried = Counter(
        message["metadata"]["event_payload"]["id"] for message in slack.messages(CHANNEL) if message.get("metadata")
    )
    return sum(count - 1 for count in carried.values())


def audit_slack(engine: Engine, slack: PlaygroundServer, report: Report) -> None:
    """Every message that the database knows must stand in Slack with its content there, and no other."""
    stands = {message["ts"]: message for message in slack.messages(CHANNEL) if message.get("bot_id")}
    with engine.connect() as connection:
        policy = with_overrides(Policy(alert_channel=CHANNEL), overrides(connection))
        shown = connection.execute(select(MESSAGES.c.id, MESSAGES.c.ts)).all()
        replies = connection.execute(select(OUTBOX.c.ts, OUTBOX.c.state).where(OUTBOX.c.kind == "reply")).all()
        report.parents, report.thread_lines = len(shown), len(replies)
        report.messages_lost = sum(row.ts not in stands for row in shown)
        report.messages_lost += sum(row.state != "sent" or row.ts not in stands for row in replies)
        known = {row.ts for row in shown} | {row.ts for row in replies}
        report.messages_doubled += sum(ts not in known for ts in stands)
        for row in shown:
            message = get_message(connection, row.id)
            assert message is not None
            view = view_of(connection, message, policy)
            if view is None or row.ts not in stands:
                continue
            wanted = render(view[0], view[1], message.lang)
            report.contents_differ += _bare(stands[row.ts]) != _bare(wanted)


def _bare(message: dict[str, Any]) -> tuple[str, str]:
    blocks = [{k: v for k, v in block.items() if k != "block_id"} for block in message.get("blocks") or ()]
    return str(message["text"]), json.dumps(blocks, sort_keys=True)
