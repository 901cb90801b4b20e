"""The playbooks: `/asinwatch stock|ads|profit [ASIN]`, `reviews|listing|launch|experiment ASIN`; one shape for all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from analytics.playbooks import OF_ALL
from bot.records.playbook import Benchmarks, Playbook, Section
from bot.records.text import Say, Value
from bot.reports.pictures import cover_picture
from bot.reports.playbooks import playbooks
from bot.store.catalogue import Product
from handlers.answers import Answer, Answering, Asker, Request, foot
from handlers.permissions import Right
from handlers.products import about_product
from handlers.replies import notice
from templates.render import render

if TYPE_CHECKING:
    from handlers.desk import Desk

NAMES = ("stock", "ads", "profit", "reviews", "listing", "launch", "experiment")
MARKS = {"ok": ":white_check_mark:", "bad": ":red_circle:", "unknown": ":grey_question:"}
ON_A_PAGE = 1


def answering(name: str) -> Answering:
    """The function that answers one playbook."""

    def answer(desk: Desk, request: Request, asker: Asker) -> Answer:
        if name == "profit":
            refused = desk.refusal(asker.person, Right.SEE_PROFIT, asker.channel)
            if refused is not None:
                return Answer(notice(asker.lang, refused))
        if request.text("asin") or request.text("query") or name not in OF_ALL:
            return _of_product(desk, request, asker)
        return _answer(desk, request, asker)

    return answer


@about_product
def _of_product(desk: Desk, request: Request, asker: Asker, _found: Sequence[Product]) -> Answer:
    return _answer(desk, request, asker)


def _answer(desk: Desk, request: Request, asker: Asker) -> Answer:
    as_of = request.text("as_of")
    with desk.services.engine.connect() as connection:
        found = playbooks(
            connection,
            request.kind,
            request.text("asin"),
            now=desk.services.clock.now(),
            account=request.text("account"),
            marketplace=request.text("marketplace"),
            as_of=date.fromisoformat(as_of) if as_of else None,
            benchmarks=Benchmarks(**desk.services.settings.team.benchmarks.model_dump()),
            currency=desk.services.settings.currency,
        )
    if not found:
        return Answer(notice(asker.lang, Say("command-kpi-nothing")))
    pages = len(found)
    shown = found[min(request.page, pages - 1)]
    asin = shown.asin if shown.name == "stock" else None
    view = {**playbook_view(shown), "foot": foot(request, asker, pages, picture=asin is not None)}
    message = render("playbook", view, asker.lang)
    if asin is None:
        return Answer(message, request)

    def draw() -> bytes | None:
        with desk.services.engine.connect() as connection:
            return cover_picture(connection, shown.account, shown.marketplace, asin, shown.as_of, asker.lang)

    return Answer(message, request, draw, Say("chart-cover", {"asin": asin, "marketplace": shown.marketplace}))


def playbook_view(found: Playbook) -> dict[str, object]:
    named: dict[str, Value] = {
        "name": Say(f"playbooks-name-{found.name}"),
        "marketplace": found.marketplace,
        "day": found.as_of,
    }
    header = (
        Say("playbooks-header", {**named, "asin": found.asin}) if found.asin else Say("playbooks-header-all", named)
    )
    return {
        "header": header,
        "title": found.title,
        "verdict": found.verdict,
        "sections": [_section(section) for section in found.sections],
        "could_not_check": found.could_not_check,
    }


def _section(section: Section) -> dict[str, object]:
    return {
        "mark": MARKS[section.status.value],
        "title": section.title,
        "lines": section.lines,
        "actions": section.actions,
    }
