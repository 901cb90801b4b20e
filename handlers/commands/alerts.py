"""`/asinwatch alerts [mine] [ASIN|marketplace]`: what is open, each with its buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.records.alerts import Alert, State
from bot.records.text import Say
from handlers.alert_rows import alert_row
from handlers.answers import Answer, Asker, Request, foot
from handlers.replies import notice
from templates.render import render

if TYPE_CHECKING:
    from handlers.desk import Desk

ON_A_PAGE = 8


def alerts(desk: Desk, request: Request, asker: Asker) -> Answer:
    """Open alerts: severe ones first, then those with most money at stake, then the newest."""
    found = [alert for alert in desk.services.alerts.open_alerts() if _is_meant(alert, request, asker)]
    if not found:
        return Answer(notice(asker.lang, Say("command-alerts-none")), request)
    found.sort(key=lambda a: (a.state is not State.OPEN, -a.severity.rank, -(a.loss or 0.0), -a.opened_on.toordinal()))
    pages = -(-len(found) // ON_A_PAGE)
    page = min(request.page, pages - 1)
    view = {
        "headline": Say("command-alerts-headline", {"n": len(found)}),
        "alerts": [alert_row(alert) for alert in found[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]],
        "buttons": not asker.shared_by,
        "foot": foot(request, asker, pages),
    }
    return Answer(render("alerts_list", view, asker.lang), request)


def _is_meant(alert: Alert, request: Request, asker: Asker) -> bool:
    about = alert.about
    return (
        (request.text("asin") in (None, about.asin))
        and (request.text("marketplace") in (None, about.marketplace))
        and (request.text("mine") is None or asker.person.id in (alert.actor, alert.assignee))
    )
