"""The life of alerts as everybody else uses it: checks, people's actions, time. Each call is one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine

from bot.alerts import overview, timing
from bot.alerts.checking import Applied, apply_day
from bot.alerts.machine import Event, step
from bot.alerts.placing import place_waiting
from bot.alerts.policy import Policy, with_overrides
from bot.alerts.recording import Line, Recorder
from bot.clock import Clock, Ids
from bot.records.alerts import Action, ActionKind, ActionResult, Alert, State
from bot.records.findings import DayChecked
from bot.records.rules import Route, Rule
from bot.records.text import Mention, Say, Value
from bot.store import alerts as store
from bot.store.messages import Role, get_message, message_at, message_of_line
from bot.store.overrides import overrides, set_override
from bot.store.seen import first_time
from bot.store.transaction import one_at_a_time, writing


@dataclass(frozen=True)
class Thread:
    """A message of ours in Slack and the alerts that it shows. `group_id` is what `alert.ack_all` carries."""

    group_id: str
    alerts: tuple[Alert, ...]


@dataclass(frozen=True)
class GroupResult:
    """What an action on all alerts of a message did; `answer` is for who asked."""

    results: tuple[ActionResult, ...]
    answer: Say

    @property
    def changed(self) -> int:
        return sum(result.changed for result in self.results)


class AlertService:
    """Alerts, their threads and their outbox items. Nothing here talks to Slack: delivery sends what this writes."""

    def __init__(self, engine: Engine, clock: Clock, ids: Ids, policy: Policy) -> None:
        self._engine, self._clock, self._ids, self._policy = engine, clock, ids, policy

    def policy(self) -> Policy:
        """The policy with what people changed in Slack."""
        with self._engine.connect() as connection:
            return self._current(connection)

    def _current(self, connection: Connection) -> Policy:
        return with_overrides(self._policy, overrides(connection))

    def _recorder(self, connection: Connection) -> Recorder:
        return Recorder(connection, self._clock.now(), self._ids, self._current(connection))

    def set_override(self, key: str, value: object, by: str) -> None:
        """Changes a setting from Slack (keys: see `with_overrides`); None takes the change back."""
        with writing(self._engine) as connection:
            set_override(connection, key, value, by, self._clock.now())

    def apply_check(
        self, checked: DayChecked, before: Sequence[DayChecked] = (), rules: Mapping[str, Rule] | None = None
    ) -> Applied:
        """Opens, worsens and resolves the alerts of one (account, marketplace) and gives new ones their messages.

        `before` are the checks of the (up to) two days before, oldest first. The same check twice changes nothing.
        """
        return self.apply_checks([(checked, before)], rules)

    def apply_checks(
        self,
        checks: Sequence[tuple[DayChecked, Sequence[DayChecked]]],
        rules: Mapping[str, Rule] | None = None,
    ) -> Applied:
        """Several (account, marketplace) in one transaction, so that a storm over marketplaces is grouped as one."""
        routes: Mapping[str, Route] = {kind: rule.route for kind, rule in (rules or {}).items()}
        applied = Applied()
        with writing(self._engine) as connection:
            one_at_a_time(connection, "apply checks")
            recorder = self._recorder(connection)
            for checked, before in checks:
                applied += apply_day(recorder, checked, before, routes)
            place_waiting(recorder)
            recorder.finish()
        return applied

    def act(self, alert_id: str, action: Action, event_id: str | None = None) -> ActionResult | None:
        """Does what a person asks; None where there is no such alert. `event_id` (Slack's) makes a retry harmless:
        the second time changes nothing."""
        with writing(self._engine) as connection:
            recorder = self._recorder(connection)
            alert = store.get_alert(connection, alert_id, lock=True)
            if alert is None:
                return None
            if event_id is not None and not first_time(connection, event_id, recorder.now):
                return ActionResult(alert, False, Say("alerts-answer-seen"))
            result = self._do(recorder, alert, action, quietly=False)
            recorder.finish()
            return result

    def act_group(self, group_id: str, action: Action, event_id: str | None = None) -> GroupResult:
        """The same for every alert of a message (a parent's id or a page's); the thread gets one line for all.

        An acknowledgement takes only alerts that are open: it does not wake what others snoozed.
        """
        with writing(self._engine) as connection:
            one_at_a_time(connection, "apply checks")
            recorder = self._recorder(connection)
            message = get_message(connection, group_id)
            if message is None:
                return GroupResult((), Say("alerts-refuse-unknown"))
            if event_id is not None and not first_time(connection, event_id, recorder.now):
                return GroupResult((), Say("alerts-answer-seen"))
            alerts = store.alerts_of_messages(connection, [group_id], lock=True)
            meant = [a for a in alerts if a.state is State.OPEN or action.kind is not ActionKind.ACK]
            meant = [a for a in meant if a.state is not State.RESOLVED] if len(alerts) > 1 else alerts
            quietly = len(meant) > 1 and action.kind.value in ("ack", "unack", "snooze", "resolve")
            results = tuple(self._do(recorder, alert, action, quietly=quietly) for alert in meant)
            changed = [result for result in results if result.changed]
            if quietly and changed:
                args: dict[str, Value] = {"who": Mention(action.actor), "n": len(changed), "until": action.until}
                recorder.say(changed[0].alert, Line(Say(f"alerts-line-group-{action.kind.value}", args)))
            recorder.finish()
        if len(results) == 1:
            return GroupResult(results, results[0].answer)
        refused = [result for result in results if not result.changed]
        if refused and not changed:
            return GroupResult(results, refused[0].answer)
        return GroupResult(results, Say("alerts-answer-group", {"n": len(changed)}))

    def _do(self, recorder: Recorder, alert: Alert, action: Action, *, quietly: bool) -> ActionResult:
        event = Event.of(action, recorder.now)
        outcome = step(alert, event)
        if outcome.changed:
            recorder.changed(alert, event, outcome, quietly=quietly)
        return ActionResult(outcome.alert, outcome.changed, outcome.answer)

    def expire(self) -> int:
        """What time brings: snoozes and acknowledgements that end, reminders, follow-ups, alerts that waited for a
        channel or for the end of quiet hours. Gives the number of alerts that something happened to."""
        with writing(self._engine) as connection:
            one_at_a_time(connection, "apply checks")
            recorder = self._recorder(connection)
            count = timing.pass_time(recorder)
            place_waiting(recorder)
            recorder.finish()
        return count

    def get(self, alert_id: str) -> Alert | None:
        with self._engine.connect() as connection:
            return store.get_alert(connection, alert_id)

    def open_alerts(
        self,
        *,
        account: str | None = None,
        marketplace: str | None = None,
        asin: str | None = None,
        kind: str | None = None,
    ) -> list[Alert]:
        """Every alert that is not resolved, by opening time."""
        with self._engine.connect() as connection:
            return store.open_alerts(connection, account=account, marketplace=marketplace, asin=asin, kind=kind)

    def history(self, alert_id: str) -> list[store.HistoryEntry]:
        with self._engine.connect() as connection:
            return store.history(connection, alert_id)

    def find_by_thread(self, channel_id: str, ts: str) -> Thread | None:
        """Whose parent, page or thread line stands at `ts`; None where it is no message of ours. `group_id` is the
        page's own for a page, else the parent's: a word or reaction there means what is seen there."""
        with self._engine.connect() as connection:
            message = message_at(connection, channel_id, ts) or message_of_line(connection, channel_id, ts)
            if message is None:
                return None
            alerts = store.alerts_of_messages(connection, [message.id])
            if message.role is Role.PAGE:
                alerts = [alert for alert in alerts if alert.page_id == message.id]
            return Thread(message.id, tuple(alerts))

    def todo(self, person: str | None = None, now: datetime | None = None) -> overview.Todo:
        """What waits: un-acknowledged, taken by `person` (or anybody), and what ends today."""
        with self._engine.connect() as connection:
            return overview.todo(connection, self._current(connection), person, now or self._clock.now())

    def handover(self, since: datetime) -> overview.Handover:
        """What happened since, and what is left, for the next shift."""
        with self._engine.connect() as connection:
            return overview.handover(connection, since, self._clock.now())

    def precision(self, since: datetime) -> list[overview.RulePrecision]:
        """What people made of each rule's alerts opened since."""
        with self._engine.connect() as connection:
            return overview.precision(connection, since)
