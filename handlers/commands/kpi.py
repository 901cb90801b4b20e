"""`/kpi [ASIN] [marketplace] [days]`: key figures of the last days beside the days before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from bot.pipeline import current_rules
from bot.records.figures import Compared
from bot.records.text import Percent, Say, Value
from bot.reports.kpi import kpi as read_kpi
from bot.store.catalogue import Product
from handlers.answers import Answer, Asker, Request, foot
from handlers.products import about_product
from handlers.replies import notice
from templates.render import render

if TYPE_CHECKING:
    from handlers.desk import Desk

DAYS = 7
ON_A_PAGE = 4
_NAMES = ("sales", "units", "orders", "sessions", "cvr", "price", "featured_offer", "ad_spend", "acos", "tacos")
_IN_POINTS = ("cvr", "featured_offer", "acos", "tacos")


def kpi(desk: Desk, request: Request, asker: Asker) -> Answer:
    """All marketplaces, or one product where one is named."""
    if request.text("asin") or request.text("query"):
        return _of_product(desk, request, asker)
    return _answer(desk, request, asker)


@about_product
def _of_product(desk: Desk, request: Request, asker: Asker, _found: Sequence[Product]) -> Answer:
    return _answer(desk, request, asker)


def _answer(desk: Desk, request: Request, asker: Asker) -> Answer:
    as_of = request.text("as_of")
    days = request.number("days") or DAYS
    with desk.services.engine.connect() as connection:
        compared = read_kpi(
            connection,
            now=desk.services.clock.now(),
            asin=request.text("asin"),
            marketplace=request.text("marketplace"),
            days=days,
            as_of=date.fromisoformat(as_of) if as_of else None,
            currency=desk.services.settings.currency,
            rules=current_rules(desk.services, connection),
            sales_events=desk.services.settings.team.events(),
        )
    if not compared:
        return Answer(notice(asker.lang, Say("command-kpi-nothing")))
    pages = -(-len(compared) // ON_A_PAGE)
    page = min(request.page, pages - 1)
    asked = request.with_args(days=days, as_of=as_of or (compared[0].as_of.isoformat() if len(compared) == 1 else None))
    view = {
        "headline": Say("command-kpi-headline", {"days": days}),
        "parts": [compared_view(part) for part in compared[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]],
        "foot": foot(asked, asker, pages),
    }
    return Answer(render("kpi", view, asker.lang), asked)


def compared_view(part: Compared) -> dict[str, object]:
    named = {
        "asin": part.asin,
        "marketplace": part.marketplace,
        "account": part.account,
        "first": part.after.first,
        "last": part.after.last,
    }
    return {
        "title": Say("command-kpi-product" if part.asin else "command-kpi-market", named),
        "product": part.title,
        "figures": [
            *(_figure(part, name) for name in _NAMES if _is_known(part, name)),
            *(
                {"name": row.label, "text": Say("command-kpi-ratio", {"now": row.after, "before": row.before})}
                for row in part.more
            ),
        ],
        "trend": [day.values["sales"] for day in part.days],
        "chart": _chart(part),
        "provisional": part.after.provisional,
        "remarks": part.remarks,
    }


def _chart(part: Compared) -> dict[str, object]:
    """Sales on each day of the window, and on the day that stands as far into the window before."""
    length = len(part.days) // 2
    before, after = part.days[:length], part.days[length:]
    return {
        "title": Say("command-kpi-chart", {"currency": part.currency}),
        "days": [day.last for day in after],
        "series": {
            f"{some[0].first:%m-%d} – {some[-1].last:%m-%d}": [day.values["sales"] for day in some]
            for some in (after, before)
            if some
        },
    }


def _is_known(part: Compared, name: str) -> bool:
    return part.after.values[name] is not None or part.before.values[name] is not None


def _figure(part: Compared, name: str) -> dict[str, Say]:
    before = part.before.shown(name)
    if name in _IN_POINTS:
        text = Say("command-kpi-ratio", {"now": part.after.shown(name), "before": before})
    else:
        pct = part.change_pct(name)
        change: Value = Percent(pct, signed=True) if pct is not None else None
        text = Say("command-kpi-figure", {"now": part.after.shown(name), "before": before, "change": change})
    return {"name": Say(f"metric-{name.replace('_', '-')}"), "text": text}
