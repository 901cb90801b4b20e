"""Writes what happened, in one transaction: alert, history, the messages to show anew, the lines for threads."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from bot.alerts.machine import Event, Happening, Outcome
from bot.alerts.policy import Loudness, Policy
from bot.clock import Ids
from bot.records.alerts import Alert, State
from bot.records.text import Say, to_json
from bot.store import alerts as store
from bot.store import outbox
from bot.store.messages import get_message

LINES_IN_REPLY = 12


@dataclass(frozen=True)
class Line:
    """One line for a thread. `loud` also shows it in the channel; `needed` is said even where threads are quiet."""

    text: Say
    loud: bool = False
    needed: bool = False


@dataclass
class Recorder:
    """Collects the changes of one transaction; `finish` writes what Slack is to be told of them."""

    connection: Connection
    now: datetime
    ids: Ids
    policy: Policy
    _shown: dict[str, bool] = field(default_factory=dict)  # the message, and whether soon
    _lines: dict[str, list[Line]] = field(default_factory=lambda: defaultdict(list))

    def opened(self, alert: Alert) -> None:
        self._history(alert, None, "opened", "asinwatch", "check", None)

    def changed(self, before: Alert, event: Event, outcome: Outcome, *, quietly: bool = False, why: str = "") -> None:
        """Saves the outcome of `event`; `quietly` where one line for many alerts is said instead."""
        store.save_alert(self.connection, outcome.alert)
        if event.what in (Happening.NOT_USEFUL, Happening.USEFUL):
            useful = event.what is Happening.USEFUL
            store.set_feedback(self.connection, before.id, event.actor, self.now, useful, event.reason)
        if event.what is not Happening.SEEN:
            reason = event.reason or why or None
            self._history(outcome.alert, before.state, event.what.value, event.actor, event.source, reason)
        self.show(outcome.alert, soon=event.source != "check")
        if outcome.line is not None and not quietly:
            reopened = before.state is not State.OPEN and outcome.alert.state is State.OPEN
            loud = outcome.loud or (reopened and self.policy.loudness is Loudness.LOUD)
            self.say(outcome.alert, Line(outcome.line, loud=loud, needed=loud))

    def show(self, alert: Alert, *, soon: bool = False) -> None:
        """The messages that show this alert have to be rendered anew. What people did is shown `soon`; the new figures
        of a check must not hold up its new alerts."""
        for message_id in (alert.message_id, alert.page_id):
            if message_id is not None:
                self._shown[message_id] = soon or self._shown.get(message_id, False)

    def say(self, alert: Alert, line: Line) -> None:
        if alert.message_id is not None:
            self._lines[alert.message_id].append(line)

    def finish(self) -> None:
        for message_id, lines in self._lines.items():
            self._reply(message_id, lines)
        for message_id, soon in self._shown.items():
            message = get_message(self.connection, message_id)
            if message is not None:
                outbox.add_show(self.connection, message.id, message.channel, self.ids, self.now, soon=soon)
        self._shown.clear()
        self._lines.clear()

    def _reply(self, message_id: str, lines: list[Line]) -> None:
        message = get_message(self.connection, message_id)
        quiet = self.policy.loudness is Loudness.QUIET
        said = [line for line in lines if line.needed or not quiet]
        if message is None or not said:
            return
        loud = any(line.loud for line in said)
        texts = [line.text for line in said[:LINES_IN_REPLY]]
        if len(said) > LINES_IN_REPLY:
            texts.append(Say("alerts-line-more", {"n": len(said) - LINES_IN_REPLY}))
        outbox.add_item(
            self.connection,
            item_id=self.ids(),
            lane=message.channel,
            kind="reply",
            now=self.now,
            message_id=message_id,
            payload={"lines": [to_json(text) for text in texts], "broadcast": loud},
            due_at=self.policy.quiet_until(self.now) if loud else None,
        )

    def _history(
        self, alert: Alert, before: State | None, what: str, actor: str, source: str, reason: str | None
    ) -> None:
        entry = store.HistoryEntry(alert.id, self.now, before, alert.state, actor, source, what, reason)
        store.add_history(self.connection, [entry])
