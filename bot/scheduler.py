"""The clockwork: checks, digests, what time brings to alerts, sources, and the delivery threads.

Among copies on one database only the leader works the jobs; every copy delivers. APScheduler's own job store is not
used: what has been done stands in our tables (`job_runs`, `job_claims`), so that a restart neither loses nor repeats.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger
from sqlalchemy.exc import SQLAlchemyError

from bot import digests, pipeline
from bot.delivery.worker import OutboxWorker
from bot.errors import AsinwatchError, UsageError
from bot.services import Services
from bot.store import jobs
from bot.store.homes import forget_homes
from bot.store.leader import Leadership
from bot.store.outbox import forget_sent
from bot.store.seen import forget_seen
from bot.store.transaction import writing

log = logging.getLogger(__name__)

BEAT_S = 5
NEW_DATA_S = 10
SHOW_S = 20
CATCH_UP = timedelta(hours=6)  # a digest that was missed (the bot was down) still comes so long after its hour
KEPT = timedelta(days=60)
# A job that could not begin in time runs late rather than never (APScheduler's default of 1 s loses jobs).
DEFAULTS = {"misfire_grace_time": 3600, "coalesce": True, "max_instances": 1}
CRON = {"check": "5 * * * *", "sync": "20 * * * *", "clean": "40 3 * * *"}


class Scheduler:
    """A context: the clockwork runs while it lasts."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._leadership = Leadership(services.engine, services.clock, services.ids())
        self._leads = False
        self._checking = threading.Lock()
        self._stop = threading.Event()
        self._leaving = threading.Event()  # wakes a sync that waits for Amazon, so that nobody waits for it
        self._worker = OutboxWorker(
            services.engine, services.client, services.clock, services.ids, services.alerts.policy
        )
        self._threads = [
            threading.Thread(target=self._worker.run, args=(self._stop,), name="delivery", daemon=True),
            threading.Thread(target=self._lead, name="leader", daemon=True),
        ]
        self._clockwork = BackgroundScheduler(
            job_defaults=DEFAULTS, timezone=services.settings.timezone, executors={"default": ThreadPoolExecutor(4)}
        )
        self._add_jobs()

    def __enter__(self) -> Scheduler:
        self._leads = self._leadership.hold()
        for thread in self._threads:
            thread.start()
        self._clockwork.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leaving.set()
        self._clockwork.shutdown(wait=True)
        self._stop.set()
        for thread in self._threads:
            thread.join(15)
        self._leadership.release()

    def state(self) -> str:
        """`ok`, or one sentence for `/readyz` that says what stands still."""
        if not self._clockwork.running:
            return "the scheduler has stopped"
        dead = [thread.name for thread in self._threads if not thread.is_alive()]
        return f"the {dead[0]} thread has ended" if dead else "ok"

    def _lead(self) -> None:
        while not self._stop.wait(BEAT_S if self._leads else 1):
            self._leads = self._leadership.hold()

    def _add_jobs(self) -> None:
        team = self._services.settings.team
        unknown = sorted(
            set(team.schedules) - {*CRON, *(place.name for place in digests.places(self._services.settings))}
        )
        if unknown:
            raise UsageError(f"schedules: there is no job called {unknown[0]!r}; there are {', '.join(CRON)}")
        self._cron("check", lambda: pipeline.check(self._services))
        self._cron("clean", self._clean)
        if team.accounts:
            self._cron("sync", lambda: pipeline.sync_sources(self._services, sleep=self._leaving.wait))
        self._every("new_data", NEW_DATA_S, self._check_new_data)
        self._every("expire", 20, self._expire)
        self._every("show", SHOW_S, self._tell_checked, everywhere=True)
        for place in digests.places(self._services.settings):
            self._add_digest(place)

    def _cron(self, name: str, work: Callable[[], object]) -> None:
        expression = self._services.settings.team.schedules.get(name, CRON[name])
        try:
            trigger = CronTrigger.from_crontab(expression, timezone=self._services.settings.timezone)
        except ValueError as error:
            raise UsageError(f"schedules: {name}: {expression!r} is no cron expression ({error})") from None
        self._clockwork.add_job(self._recorded(name, work), trigger, id=name)

    def _every(self, name: str, seconds: int, work: Callable[[], object], *, everywhere: bool = False) -> None:
        trigger, guarded = IntervalTrigger(seconds=seconds), self._guarded(name, work, everywhere=everywhere)
        self._clockwork.add_job(guarded, trigger, id=name, next_run_time=self._services.clock.now())

    def _add_digest(self, place: digests.DigestPlace) -> None:
        def work() -> None:
            day = digests.due(place, self._services.clock.now())
            if day is None:
                return
            try:
                self._check_new_data()  # first, so that the digest counts the alerts of the data that it shows
            finally:
                digests.post(self._services, place, day)

        trigger = CronTrigger(hour=place.at.hour, minute=place.at.minute, timezone=place.timezone)
        self._clockwork.add_job(self._recorded(place.name, work), trigger, id=place.name)
        self._every(f"{place.name}:missed", 20, lambda: self._post_missed(place, work))

    def _post_missed(self, place: digests.DigestPlace, work: Callable[[], None]) -> None:
        """A digest whose hour passed while no copy led; once a day by its claim."""
        now = self._services.clock.now()
        if digests.due(place, now) is not None and digests.due(place, now - CATCH_UP) != digests.due(place, now):
            work()

    def _check_new_data(self) -> None:
        """Checks as soon as an import or a sync has brought something, also one by another process."""
        with self._checking:
            with self._services.engine.connect() as connection:
                brought, checked = jobs.newest_import(connection), jobs.last_success(connection, "check")
            if brought is not None and (checked is None or brought >= checked):
                self._recorded("check", lambda: pipeline.check(self._services))()

    def _tell_checked(self) -> None:
        """Each copy has its own listeners, also for checks that another copy ran."""
        with self._services.engine.connect() as connection:
            runs = jobs.last_runs(connection)
        ended = [run.finished_at for run in runs if run.job in ("check", "sync") and run.finished_at is not None]
        for tell in self._services.when_checked if ended else ():
            tell(max(ended))

    def _expire(self) -> None:
        self._services.alerts.expire()

    def _clean(self) -> None:
        before = self._services.clock.now() - KEPT
        with writing(self._services.engine) as connection:
            jobs.forget_before(connection, before)
            forget_seen(connection, before)
            forget_sent(connection, before)
            forget_homes(connection, before)

    def _guarded(self, name: str, work: Callable[[], Any], *, everywhere: bool = False) -> Callable[[], None]:
        """`work` on the leader alone (or in every copy); what it raises is told in the log and never ends the
        clockwork."""

        def guarded() -> None:
            if not (self._leads or everywhere):
                return
            try:
                work()
            except (AsinwatchError, SQLAlchemyError, OSError) as error:
                log.error("%s failed: %s", name, error)

        return guarded

    def _recorded(self, name: str, work: Callable[[], Any]) -> Callable[[], None]:
        """The same, with its run in `job_runs`, failed ones included."""
        engine, clock, ids = self._services.engine, self._services.clock, self._services.ids

        def recorded() -> None:
            run = ids()
            with writing(engine) as connection:
                jobs.start(connection, run, name, clock.now())
            outcome = "failed"
            try:
                work()
                outcome = "ok"
            finally:
                fault = sys.exception()
                detail = f"{type(fault).__name__}: {fault}" if fault else None
                with writing(engine) as connection:
                    jobs.finish(connection, run, outcome, detail, clock.now())

        return self._guarded(name, recorded)

    def next_runs(self) -> dict[str, datetime | None]:
        """When each job of this copy runs next."""
        return {job.id: job.next_run_time for job in self._clockwork.get_jobs()}
