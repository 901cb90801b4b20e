"""One life of the bot under test: listeners, outbox worker and scripted checks, until it is killed.

Runs in processes forked from a server that has imported everything, so that a life costs a tenth of a second.
"""

from __future__ import annotations

import logging
import os
import random
import signal
import sys
import threading
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from slack_sdk import WebClient
from sqlalchemy import Engine, event
from sqlalchemy.exc import SQLAlchemyError

import bot.delivery.sending
import handlers.inbox
from bot.alerts.policy import policy_from
from bot.alerts.service import AlertService
from bot.app import build_app
from bot.clock import new_id
from bot.delivery.worker import OutboxWorker, Pace
from bot.records.findings import DayChecked, Finding, Severity, Standing, Subject
from bot.records.text import Money, Say
from bot.services import Services
from bot.settings import Settings
from bot.socket_mode import SlackSocket
from bot.store.engine import open_engine
from bot.store.overrides import overrides
from handlers.inbox import LeftOvers

CHANNEL = "C0ALERTS01"
FIRST_DAY = date(2026, 1, 1)
PROGRESS = "bench:day"
BACKLOG = 8


@dataclass(frozen=True)
class Life:
    """What one life is given. `kill`: ("statement" | "commit" | "returned", n) kills itself there; None leaves it to
    the parent. `days`: how many days of the script there are. `clock_offset`: seconds that this copy's clock is off."""

    database_url: str
    api_url: str
    bot_token: str
    app_token: str
    seed: int
    days: int
    kill: tuple[str, int] | None = None
    lease: float = 0.3
    threads: int = 1
    clock_offset: float = 0.0
    hurry: bool = False  # goes through the script without pauses
    log_file: str | None = None
    max_pages: int | None = None  # SQLite: the disk is full from this many pages on
    sabotage: str = ""  # a control that must show faults: "blind" does not look before it posts, "deaf" keeps no clicks


@dataclass(frozen=True)
class Checked:
    """A day of the script."""

    day: date
    findings: tuple[Finding, ...]
    firing: frozenset[Subject]
    account: str = "main"
    marketplace: str = "US"
    muted: tuple[tuple[Finding, Say], ...] = ()

    def standing(self, about: Subject) -> Standing:
        return Standing.FIRING if about in self.firing else Standing.WELL


@dataclass
class OffsetClock:
    """The system's clock, set forward or back, and (for the alerts) a day ahead for each day of the script, so that a
    year of checks in a minute is no storm."""

    offset: float = 0.0
    day: int = 0

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.offset, days=self.day)


def script(seed: int, number: int) -> Checked:
    """Day `number` of the script: ASINs and kinds that fire in spells, some of them worse on later days."""
    found = []
    for index in range(10):
        for kind in ("sales_drop", "low_stock", "bad_review"):
            spell = random.Random(f"{seed} {index} {kind} {(number + index) // 6}")
            if spell.random() > 0.35:
                continue
            day_in_spell = (number + index) % 6
            if day_in_spell < spell.randint(1, 3) and (kind != "bad_review" or day_in_spell == 0):
                severity = Severity.HIGH if day_in_spell == 2 else Severity.MEDIUM
                what = f"R{number}" if kind == "bad_review" else ""
                found.append(_finding(Subject("main", "US", kind, f"B0FAULT{index:03d}", what), severity, number))
    return Checked(FIRST_DAY + timedelta(days=number), tuple(found), frozenset(f.about for f in found))


def _finding(about: Subject, severity: Severity, number: int) -> Finding:
    headline = Say("alerts-product", {"asin": about.asin or "", "marketplace": about.marketplace})
    why = (Say("alerts-at-stake", {"loss": Money(100.0 + number, "USD")}),)
    return Finding(about, severity, headline, observed=1.0, expected=5.0, loss=100.0 + number, currency="USD", why=why)


@dataclass(frozen=True)
class Desk:
    """The services of one life and the two clocks: the script's, by which alerts live, and the real one."""

    services: Services
    clock: OffsetClock

    def apply_next(self, seed: int, days: int) -> bool:
        """Applies the next day of the script; False where it is done. The day counts as done only afterwards, so that
        a death in between applies it again."""
        with self.services.engine.connect() as connection:
            number = int(str(overrides(connection, PROGRESS).get(PROGRESS, 0)))
        self.clock.day = number
        if number >= days:
            return False
        before: list[DayChecked] = [script(seed, n) for n in range(max(number - 2, 0), number)]
        self.services.alerts.apply_check(script(seed, number), before)
        self.services.alerts.set_override(PROGRESS, number + 1, "bench")
        return True


def build(life: Life) -> Desk:
    settings = Settings(_env_file=None).model_copy(update={"alert_channel": CHANNEL})  # type: ignore[call-arg]
    engine = open_engine(life.database_url)
    client = WebClient(token=life.bot_token, base_url=life.api_url, timeout=5)
    clock = OffsetClock(life.clock_offset)
    alerts = AlertService(engine, clock, new_id, policy_from(settings))
    return Desk(Services(settings, engine, OffsetClock(life.clock_offset), new_id, client, alerts), clock)


def live(life: Life) -> None:
    """Lives until killed."""
    if life.log_file is not None:
        logging.basicConfig(filename=life.log_file, level=logging.WARNING, force=True)
        sys.stderr = Path(life.log_file).open("a")  # noqa: SIM115 (lives as long as the process)
    desk = build(life)
    services = desk.services
    handlers.inbox.LEFT_OVER, handlers.inbox.TRIES = timedelta(seconds=0.5), 10_000
    if life.sabotage == "blind":
        bot.delivery.sending.find_posted = lambda *_: []
    if life.sabotage == "deaf":
        handlers.inbox.keep_delivery = lambda *_: True
    if life.max_pages is not None:
        pages = life.max_pages
        event.listen(services.engine, "connect", lambda dbapi, _: dbapi.execute(f"PRAGMA max_page_count={pages}"))
    if life.kill is not None:
        arm(services.engine, *life.kill)
    pace = Pace(between=0.0, lease=life.lease, settle=0.05, first=0.02, longest=0.5, admin=1.0, poll=0.01)
    worker = OutboxWorker(
        services.engine, services.client, services.clock, new_id, services.alerts.policy, pace=pace,
        threads=life.threads,
    )  # fmt: skip
    app = build_app(services)
    threading.Thread(target=worker.run, args=(threading.Event(),), daemon=True).start()
    with LeftOvers(app, services, every=0.2), SlackSocket(app, life.app_token):
        _work(life, desk)


def _work(life: Life, desk: Desk) -> None:
    """A day of the script now and then; not while much waits to be posted, so that people see what they can click."""
    while True:
        try:
            if life.hurry or _waiting(desk.services.engine) < BACKLOG:
                desk.apply_next(life.seed, life.days)
            desk.services.alerts.expire()
        except SQLAlchemyError as error:
            logging.warning("the check waits for the database: %s", error)
            time.sleep(0.2)
        time.sleep(0.02 if life.hurry else 0.4)


def _waiting(engine: Engine) -> int:
    with engine.connect() as connection:
        query = "select count(*) from outbox where state = 'pending' and kind <> 'sweep'"
        return int(connection.exec_driver_sql(query).scalar_one())


def arm(engine: Engine, where: str, number: int) -> None:
    """Has this process kill itself at the n-th statement, before the n-th commit, or after the n-th transaction."""
    left = number

    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    names = {"statement": "before_cursor_execute", "commit": "commit"}
    if where == "returned":
        event.listen(engine.pool, "checkin", count)
    else:
        event.listen(engine, names[where], count)
