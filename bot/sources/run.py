"""Runs the jobs of a sync in one thread, always the one whose time comes first; one that fails stops no other."""

from __future__ import annotations

import heapq
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.records.text import Say
from bot.sources.failures import SourceFailure
from bot.sources.steps import Sleep, Steps
from bot.sources.work import Work

WOKEN_EARLY = timedelta(seconds=1)
logger = logging.getLogger(__name__)


@dataclass
class Job:
    """A source at work; `failure` is set when it failed, `open` while it waits."""

    work: Work
    steps: Steps[None]
    failure: Say | None = None
    open: bool = True


def run_jobs(jobs: Sequence[Job], clock: Clock, sleep: Sleep, until: datetime) -> None:
    """Runs all jobs to their end, or until the next one would wait past `until`: then the rest goes on next time.

    A `sleep` that ends early (an event that is set) ends the run in the same way.
    """
    waiting = [(clock.now(), number, job) for number, job in enumerate(jobs)]
    heapq.heapify(waiting)
    try:
        while waiting:
            at, number, job = heapq.heappop(waiting)
            now = clock.now()
            if at > now:
                if at > until:
                    return
                sleep((at - now).total_seconds())
                if at - clock.now() > WOKEN_EARLY:
                    return
            again = _step(job)
            if again is not None:
                heapq.heappush(waiting, (again, number, job))
    finally:
        for job in jobs:
            job.steps.close()


def _step(job: Job) -> datetime | None:
    try:
        return next(job.steps)
    except StopIteration:
        job.open = False
    except SourceFailure as failure:
        job.open = False
        job.failure = failure.finding
    except (LookupError, TypeError, ValueError, AttributeError):
        # An answer without a documented field, or of another shape, ends up here wherever it is read.
        job.open = False
        job.failure = unreadable(f"{job.work.source} {job.work.name} {job.work.marketplace}")
    return None


def unreadable(where: str) -> Say:
    """The failure for an answer that is not as documented; the log has the place in the code, no values."""
    logger.exception("unreadable answer: %s", where)
    return Say("sources-unreadable", {"source": where.split(" ")[0]})
