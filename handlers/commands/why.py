"""`/asinwatch why ASIN`: which rules looked, and why each was silent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from bot.pipeline import current_rules
from bot.records.findings import Standing
from bot.records.text import Say, Value
from bot.reports.explaining import explain_asin
from bot.store.catalogue import Product
from handlers.answers import Answer, Asker, Request, foot
from handlers.products import about_product
from handlers.replies import notice
from templates.render import render

if TYPE_CHECKING:
    from handlers.desk import Desk

_ORDER = (Standing.FIRING, Standing.UNKNOWN, Standing.WELL)
_MARKS = {Standing.FIRING: ":red_circle:", Standing.UNKNOWN: ":grey_question:", Standing.WELL: ":white_check_mark:"}


@about_product
def why(desk: Desk, request: Request, asker: Asker, found: Sequence[Product]) -> Answer:
    """One page a marketplace."""
    as_of = request.text("as_of")
    services = desk.services
    with services.engine.connect() as connection:
        explained = explain_asin(
            connection,
            found[0].asin,
            current_rules(services, connection),
            now=services.clock.now(),
            currency=services.settings.currency,
            account=request.text("account"),
            marketplace=request.text("marketplace"),
            as_of=date.fromisoformat(as_of) if as_of else None,
            sales_events=services.settings.team.events(),
        )
    if not explained:
        return Answer(notice(asker.lang, Say("command-no-data", {"asin": found[0].asin})))
    shown = explained[min(request.page, len(explained) - 1)]
    named: dict[str, Value] = {
        "asin": shown.asin,
        "marketplace": shown.marketplace,
        "account": shown.account,
        "day": shown.day,
    }
    lines = [
        {"mark": _MARKS[look.standing], "kind": Say(f"kind-{look.kind.replace('_', '-')}"), "reason": look.reason}
        for look in sorted(shown.looks, key=lambda look: _ORDER.index(look.standing))
    ]
    view = {
        "headline": Say("command-why-headline", named),
        "looks": lines,
        "foot": foot(request, asker, len(explained)),
    }
    return Answer(render("why", view, asker.lang), request)
