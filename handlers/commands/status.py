"""`/asinwatch status`: the last and the next run of each job, and how fresh each kind of data is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import digests
from bot.records.text import Mention, Say, Value
from bot.reports.kpi import freshness
from bot.store.jobs import last_runs
from handlers.answers import Answer, Asker, Request, foot
from handlers.freshness import reports
from templates.render import render

if TYPE_CHECKING:
    from handlers.desk import Desk

_JOBS = ("check", "sync", "clean")


def status(desk: Desk, request: Request, asker: Asker) -> Answer:
    now = desk.services.clock.now()
    with desk.services.engine.connect() as connection:
        runs, tables = last_runs(connection), freshness(connection, now)
    view = {
        "headline": Say("command-status-headline"),
        "jobs": [
            Say(
                f"command-status-job-{run.outcome or 'running'}",
                {"job": job, "at": run.finished_at or run.started_at, "detail": run.detail or ""},
            )
            for run in runs
            if (job := _job(desk, run.job)) is not None
        ],
        "next": [
            Say("command-status-next", {"job": job, "at": at})
            for name, at in sorted(desk.services.next_runs().items(), key=lambda one: one[0])
            if at is not None and (job := _job(desk, name)) is not None
        ],
        "fresh": reports(tables),
        "foot": foot(request, asker),
    }
    return Answer(render("status", view, asker.lang), request)


def _job(desk: Desk, name: str) -> Value:
    """What a job does, in words; None for the clockwork's own, which tell nobody anything."""
    if name in _JOBS:
        return Say(f"command-job-{name}")
    place = next((place for place in digests.places(desk.services.settings) if place.name == name), None)
    if place is None:
        return None
    person = place.channel.startswith(("U", "W"))
    where: Value = Mention(place.channel) if person else Say("command-channel", {"name": place.channel.lstrip("#")})
    return Say("command-job-digest", {"channel": where})
