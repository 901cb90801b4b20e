"""The outbox worker: takes a lane, sends its first item, records what became of it, and gives the lane back.

Slack's post is not idempotent, so the attempt is marked before the request and the answer recorded after it. An item
whose attempt has no recorded outcome is looked up in Slack by its id before it is posted again.
"""

from __future__ import annotations

import copy
import logging
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from slack_sdk import WebClient
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_random_exponential

from bot.alerts.policy import Policy
from bot.clock import Clock, Ids
from bot.delivery.directory import Directory
from bot.delivery.faults import MessageGone, NeedsAdmin, OutcomeUnknown, RateLimited, Refused, SlackFault
from bot.delivery.sending import ParentMissing, Sender, Sent
from bot.records.text import Say, Value
from bot.store import messages, outbox
from bot.store.outbox import OutboxItem
from bot.store.transaction import writing
from templates.render import render

log = logging.getLogger(__name__)
CHART_TRIES = 8
TELL_AGAIN = timedelta(days=1)
SWEEPS_AFTER = (timedelta(seconds=30), timedelta(minutes=10))
LONGEST_WAIT = 900.0  # seconds; a lane's pause beyond `LONGEST_PAUSE` would count as past


@dataclass(frozen=True)
class Pace:
    """Seconds. `between` two messages of a channel; `lease` of a lane (longer than any one request may take); `settle`
    before looking for a message whose answer was lost; waits grow from `first` to `longest`, `admin` where people must
    mend something; `poll` between looks into an empty outbox."""

    between: float = 1.0
    lease: float = 60.0
    settle: float = 5.0
    first: float = 1.0
    longest: float = 300.0
    admin: float = 60.0
    admin_longest: float = 900.0
    poll: float = 0.25


class LeaseLost(Exception):
    """Another worker has the lane by now."""


class OutboxWorker:
    """Sends what the outbox holds. Several may run, in threads and in copies of the program, on one database."""

    def __init__(
        self,
        engine: Engine,
        client: WebClient,
        clock: Clock,
        ids: Ids,
        policy: Callable[[], Policy],
        *,
        pace: Pace | None = None,
        threads: int = 4,
        random_share: Callable[[], float] = random.random,
    ) -> None:
        self._engine, self._clock, self._ids, self._policy = engine, clock, ids, policy
        # slack_sdk repeats a request whose connection broke, which would post a message twice.
        self._client = copy.copy(client)
        self._client.retry_handlers = []
        self._pace = pace or Pace()
        self._threads, self._random = threads, random_share
        self._directory = Directory(self._client, engine)

    def run(self, stop: threading.Event) -> None:
        """Sends until `stop` is set; a database that is away is waited for."""
        workers = [
            threading.Thread(target=self._loop, args=(stop,), name=f"delivery-{number}", daemon=True)
            for number in range(self._threads)
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

    def _loop(self, stop: threading.Event) -> None:
        failures = 0
        while not stop.is_set():
            try:
                busy = self.run_once() > 0
                failures = 0
            except SQLAlchemyError as error:
                failures += 1
                log.error("delivery waits for the database: %s", type(error).__name__, exc_info=failures == 1)
                stop.wait(min(2.0**failures, 30.0) * (0.5 + self._random() / 2))
                continue
            if not busy:
                stop.wait(self._pace.poll)

    def run_once(self) -> int:
        """Handles every item that may be sent now, one a lane at a time; gives their number."""
        count = 0
        while self._one():
            count += 1
        return count

    def _one(self) -> bool:
        token = self._ids()
        with self._engine.connect() as connection:
            if not outbox.anything_due(connection, self._clock.now()):
                return False
        with writing(self._engine) as connection:
            item = outbox.take(connection, self._clock.now(), token, timedelta(seconds=self._pace.lease))
        if item is None:
            return False
        self._handle(item, token)
        return True

    def _handle(self, item: OutboxItem, token: str) -> None:
        sender = Sender(
            self._client, self._engine, self._directory, self._policy(), self._clock.now(), self._guard(item, token)
        )
        try:
            sent = sender.send(item)
        except LeaseLost:
            log.warning("lane %s was taken over while item %s was being sent", item.lane, item.id)
        except ParentMissing as missing:
            self._record(item, token, partial(self._put_parent_first, item=item, missing=missing), pause=0.0)
        except SlackFault as fault:
            self._failed(item, token, fault)
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            # A fault of ours, or an answer of a shape that Slack's has not: one item must not stop the others.
            log.exception("item %s cannot be sent", item.id)
            self._failed(item, token, Refused(type(error).__name__))
        else:
            pause = self._pace.between if sent.called else 0.0
            if not self._record(item, token, partial(self._set_sent, item=item, sent=sent), pause=pause):
                self._heal(item, sent)

    def _guard(self, item: OutboxItem, token: str) -> Callable[[], None]:
        """Renews the lease when much of it is gone, so that no request starts on a lane that others may take."""
        renewed = time.monotonic()

        def guard() -> None:
            nonlocal renewed
            if time.monotonic() - renewed > self._pace.lease / 4:
                until = self._clock.now() + timedelta(seconds=self._pace.lease)
                with writing(self._engine) as connection:
                    if not outbox.renew(connection, item.lane, token, until):
                        raise LeaseLost(item.lane)
                renewed = time.monotonic()

        return guard

    def _record(
        self,
        item: OutboxItem,
        token: str,
        write: Callable[[Connection], None],
        *,
        pause: float,
        blocked: str | None = None,
    ) -> bool:
        """Writes what became of the item and gives the lane back, if it is still ours. Waits a while for a database
        that is away: an answer of Slack that is not recorded has to be looked up later."""
        patient = Retrying(
            retry=retry_if_exception_type(DBAPIError),
            wait=wait_random_exponential(multiplier=0.2, max=5),
            stop=stop_after_delay(self._pace.lease / 2),
            reraise=True,
        )
        for attempt in patient:
            with attempt, writing(self._engine) as connection:
                if not outbox.holds(connection, item.lane, token, lock=True):
                    return False
                now = self._clock.now()
                write(connection)
                outbox.free_lane(connection, item.lane, token, now + timedelta(seconds=pause), blocked, now)
        return True

    def _set_sent(self, connection: Connection, item: OutboxItem, sent: Sent) -> None:
        now = self._clock.now()
        outbox.set_sent(connection, item, sent.channel_id, sent.ts, now)
        if item.kind == "show" and item.message_id and sent.channel_id and sent.ts and sent.shown_hash:
            messages.set_shown(
                connection,
                item.message_id,
                channel_id=sent.channel_id,
                ts=sent.ts,
                shown_hash=sent.shown_hash,
                at=now,
                outbox_id=item.id if sent.posted else None,
                plain=sent.plain,
            )
        if sent.doubtful and sent.channel_id:
            self._sweep_later(connection, item, sent.channel_id)

    def _sweep_later(self, connection: Connection, item: OutboxItem, channel_id: str) -> None:
        """An attempt that was given up for lost may still be carried out by Slack: look again in a while."""
        now = self._clock.now()
        payload = {
            "item_id": item.id,
            "channel_id": channel_id,
            "thread_ts": self._thread_of(connection, item),
            "since": (item.first_attempt_at or now).isoformat(),
        }
        for after in SWEEPS_AFTER:
            outbox.add_item(
                connection,
                item_id=self._ids(),
                lane=item.lane,
                kind="sweep",
                now=now,
                payload=payload,
                due_at=now + after,
            )

    @staticmethod
    def _thread_of(connection: Connection, item: OutboxItem) -> str | None:
        message = messages.get_message(connection, item.message_id) if item.message_id else None
        if message is None:
            return item.payload.get("thread_ts")
        parent = messages.get_message(connection, message.parent_id) if message.parent_id else None
        if parent is not None:
            return parent.ts
        return message.ts if item.kind == "reply" else None

    def _heal(self, item: OutboxItem, sent: Sent) -> None:
        """The lane was taken over while Slack answered (this process stood still): whatever both did is put right."""
        log.warning("item %s was sent, but its lane had been taken over", item.id)
        with writing(self._engine) as connection:
            if sent.posted and sent.channel_id:
                self._sweep_later(connection, item, sent.channel_id)
            elif item.message_id:
                messages.forget_shown(connection, item.message_id)
                outbox.add_show(connection, item.message_id, item.lane, self._ids, self._clock.now())

    def _put_parent_first(self, connection: Connection, item: OutboxItem, missing: ParentMissing) -> None:
        if missing.gone:
            self._forget(connection, missing.parent_id, item.lane)
        outbox.add_show(connection, missing.parent_id, item.lane, self._ids, self._clock.now())
        outbox.move_behind(connection, item, missing.parent_id, self._clock.now())

    def _forget(self, connection: Connection, message_id: str, lane: str) -> None:
        """Somebody deleted the message: it, and its thread's pages, are to be posted anew."""
        messages.set_gone(connection, message_id)
        for page in messages.pages_of(connection, message_id):
            messages.set_gone(connection, page.id)
            outbox.add_show(connection, page.id, lane, self._ids, self._clock.now())

    def _chart_failed(self, item: OutboxItem, token: str, fault: SlackFault) -> None:
        """A chart waits on its own, while its lane goes on; it is dropped where Slack takes no files, or in the end."""
        lost = isinstance(fault, OutcomeUnknown)

        def later(connection: Connection) -> None:
            seconds = fault.retry_after if isinstance(fault, RateLimited) else max(self._wait(item), self._pace.settle)
            due = self._clock.now() + timedelta(seconds=min(seconds, LONGEST_WAIT))
            outbox.set_again(connection, item, fault.code, outcome_unknown=lost or item.attempted_at is not None)
            outbox.put_off(connection, item, due)

        def drop(connection: Connection) -> None:
            outbox.set_failed(connection, item, fault.code, self._clock.now())

        again = (lost or isinstance(fault, RateLimited)) and item.tries < CHART_TRIES
        if not again:
            log.warning("chart %s is left out: Slack says %s", item.id, fault.code)
        self._record(item, token, later if again else drop, pause=self._pace.between)

    def _failed(self, item: OutboxItem, token: str, fault: SlackFault) -> None:
        if item.kind == "file":
            self._chart_failed(item, token, fault)
            return
        unknown = isinstance(fault, OutcomeUnknown) or item.attempted_at is not None

        def again(connection: Connection) -> None:
            outbox.set_again(connection, item, fault.code, outcome_unknown=unknown)

        def anew(connection: Connection) -> None:
            self._forget(connection, item.message_id or "", item.lane)
            outbox.set_again(connection, item, fault.code, outcome_unknown=False)

        def give_up(connection: Connection) -> None:
            outbox.set_failed(connection, item, fault.code, self._clock.now())
            if item.kind == "show" and item.message_id:
                messages.set_fault(connection, item.message_id, fault.code)

        def ask_admins(connection: Connection) -> None:
            again(connection)
            assert isinstance(fault, NeedsAdmin)
            self._tell_admins(connection, item, fault)

        match fault:
            case RateLimited():
                self._record(item, token, again, pause=min(fault.retry_after, LONGEST_WAIT))
            case OutcomeUnknown():
                log.warning(
                    "item %s: the answer was lost (%s); it is looked up before a second try", item.id, fault.code
                )
                self._record(item, token, again, pause=max(self._wait(item), self._pace.settle))
            case NeedsAdmin():
                pause = min(self._pace.admin * 2 ** min(item.tries, 10), self._pace.admin_longest)
                self._record(item, token, ask_admins, pause=pause, blocked=fault.code)
            case MessageGone() if item.kind == "show":
                log.warning("message %s is gone from Slack: a new one is posted", item.message_id)
                self._record(item, token, anew, pause=0.0)
            case _:
                log.error("item %s is given up: Slack says %s", item.id, fault.code)
                self._record(item, token, give_up, pause=self._pace.between)

    def _wait(self, item: OutboxItem) -> float:
        """Exponential, with a random part so that copies do not come back together."""
        return float(min(self._pace.first * 2 ** min(item.tries, 16), self._pace.longest) * (0.5 + self._random() / 2))

    def _tell_admins(self, connection: Connection, item: OutboxItem, fault: NeedsAdmin) -> None:
        policy, now = self._policy(), self._clock.now()
        told = outbox.told_at(connection, item.lane)
        if item.lane in policy.admins or (told is not None and now - told < TELL_AGAIN):
            return
        waiting = next((lane.waiting for lane in outbox.lanes(connection) if lane.lane == item.lane), 1)
        log.error("cannot post in %s: %s; %d waiting", item.lane, fault.code, waiting)
        args: dict[str, Value] = {
            "channel": item.lane, "error": fault.code, "waiting": waiting, "remedy": fault.remedy,
        }  # fmt: skip
        message = render("alert_thread", {"lines": [Say("alerts-admin-blocked", args)]}, policy.language)
        for admin in policy.admins:
            outbox.add_item(
                connection,
                item_id=self._ids(),
                lane=admin,
                kind="post",
                now=now,
                payload={"message": message, "thread_ts": None},
            )
        outbox.set_told(connection, item.lane, now)
