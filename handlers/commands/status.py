"""`/asinwatch status`: the last and the next run of each job, and how fresh each kind of data is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.records.figures import TableFreshness
from bot.records.text import Say
from bot.reports.kpi import freshness
from bot.store.jobs import last_runs
from handlers.answers import Answer, Asker, Request, foot
from templates.render import render

if TYPE_CHECKING:
    from handlers.desk import Desk


def status(desk: Desk, request: Request, asker: Asker) -> Answer:
    now = desk.services.clock.now()
    with desk.services.engine.connect() as connection:
        runs, tables = last_runs(connection), freshness(connection, now)
    view = {
        "headline": Say("command-status-headline"),
        "jobs": [
            Say(
                f"command-status-job-{run.outcome or 'running'}",
                {"job": run.job, "at": run.finished_at or run.started_at, "detail": run.detail or ""},
            )
            for run in runs
        ],
        "next": [
            Say("command-status-next", {"job": job, "at": at})
            for job, at in sorted(desk.services.next_runs().items())
            if at is not None
        ],
        "fresh": _by_market(tables),
        "foot": foot(request, asker),
    }
    return Answer(render("status", view, asker.lang), request)


def _by_market(tables: list[TableFreshness]) -> list[dict[str, object]]:
    """One line a marketplace: the tables by how far behind they are, the stalest first."""
    lines = []
    for place in sorted({(table.account, table.marketplace) for table in tables}):
        mine = [table for table in tables if (table.account, table.marketplace) == place and table.last_day is not None]
        lines.append(
            {
                "place": Say("command-status-place", {"account": place[0], "marketplace": place[1]}),
                "tables": [
                    Say("command-status-table", {"table": t.table, "day": t.last_day, "behind": t.behind})
                    for t in sorted(mine, key=lambda t: -(t.behind or 0))
                ],
                "stale": any((table.behind or 0) > 2 for table in mine),
            }
        )
    return lines
