"""`/diagnose ASIN [marketplace] [days]`: why sales fell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from bot.records.diagnosis import Diagnosis, Status
from bot.records.figures import FIGURES, typed
from bot.records.text import Money, Number, Percent, Say, Value
from bot.reports.diagnosing import diagnose_asin
from bot.reports.pictures import diagnosis_picture
from bot.reports.sops import with_team_steps
from bot.store.catalogue import Product
from handlers.answers import Answer, Asker, Request, foot
from handlers.products import about_product
from templates.render import render

if TYPE_CHECKING:
    from handlers.desk import Desk

DAYS = 7
MOST_UNCHECKED = 3
_STEP_MARKS = {"ok": ":white_check_mark:", "bad": ":red_circle:", "unknown": ":grey_question:"}
_STATUS_MARKS = {
    Status.DIAGNOSED: ":mag:",
    Status.NO_DROP: ":white_check_mark:",
    Status.BLOCKED_BY_DATA: ":hourglass_flowing_sand:",
    Status.INSUFFICIENT_EVIDENCE: ":grey_question:",
}
_SHOWN_FIGURES = ("sales", "units", "orders", "sessions", "cvr", "ctr", "ad_spend", "acos")


@about_product
def diagnose(desk: Desk, request: Request, asker: Asker, found: Sequence[Product]) -> Answer:
    """One marketplace in full: the asked one, else the one that lost most; the others in a line each."""
    days = request.number("days") or DAYS
    as_of = request.text("as_of")
    with desk.services.engine.connect() as connection:
        diagnoses = diagnose_asin(
            connection,
            found[0].asin,
            marketplace=request.text("marketplace"),
            account=request.text("account"),
            as_of=date.fromisoformat(as_of) if as_of else None,
            days=days,
            now=desk.services.clock.now(),
            currency=desk.services.settings.currency,
        )
    if not diagnoses:
        return Answer(
            render("notice", {"said": Say("command-no-data", {"asin": found[0].asin}), "lines": ()}, asker.lang)
        )
    first, *others = sorted(diagnoses, key=_loss)
    asked = request.with_args(
        asin=first.asin,
        marketplace=first.marketplace,
        account=first.account,
        days=days,
        as_of=first.as_of.isoformat(),
        query=None,
    )
    titles = {(product.account, product.marketplace): product.title for product in found}
    view = {
        **diagnosis_view(
            with_team_steps(first, asker.lang, desk.services.settings.team.sop_folder),
            titles.get((first.account, first.marketplace)),
        ),
        "others": [_other(asked, other) for other in others],
        "foot": foot(asked, asker, picture=True),
    }

    def draw() -> bytes | None:
        with desk.services.engine.connect() as connection:
            return diagnosis_picture(connection, first, asker.lang)

    title = Say("chart-diagnosis", {"asin": first.asin, "marketplace": first.marketplace})
    return Answer(render("diagnosis", view, asker.lang), asked, draw, title)


def _loss(diagnosis: Diagnosis) -> tuple[int, float]:
    """Diagnosed falls first, the largest first (in percent: currencies differ)."""
    order = (Status.DIAGNOSED, Status.INSUFFICIENT_EVIDENCE, Status.BLOCKED_BY_DATA, Status.NO_DROP)
    change = diagnosis.sales.change_pct
    return order.index(diagnosis.status), change if change is not None else 0.0


def _other(asked: Request, other: Diagnosis) -> dict[str, object]:
    text = Say(
        "command-diagnosis-other",
        {
            "marketplace": other.marketplace,
            "account": other.account,
            "status": status_name(other),
            "change": change(other),
        },
    )
    request = asked.with_args(marketplace=other.marketplace, account=other.account, as_of=other.as_of.isoformat())
    return {"mark": _STATUS_MARKS[other.status], "text": text, "value": request.value()}


def status_name(diagnosis: Diagnosis) -> Say:
    return Say(f"common-status-{diagnosis.status.value.replace('_', '-')}")


def change(diagnosis: Diagnosis) -> Value:
    """The change of sales in percent, None where unknown."""
    pct = diagnosis.sales.change_pct
    return Percent(pct, signed=True) if pct is not None else None


def money(amount: float | None, currency: str | None) -> Value:
    if amount is None:
        return None
    return Money(amount, currency) if currency else Number(amount, 2)


def figure(name: str, value: float | None, currency: str | None) -> Value:
    if value is None:
        return None
    if name in FIGURES and (currency or FIGURES[name] != "money"):
        return typed(name, value, currency or "")
    return Number(value, 1)


def diagnosis_view(found: Diagnosis, title: str | None) -> dict[str, object]:
    """What the template `diagnosis` shows."""
    sales = found.sales
    return {
        "d": found,
        "mark": _STATUS_MARKS[found.status],
        "marks": _STEP_MARKS,
        "title": title,
        "status": status_name(found),
        "sales": {
            "before": money(sales.before, found.currency),
            "after": money(sales.after, found.currency),
            "change": money(sales.change, found.currency),
            "pct": change(found),
        },
        "causes": [
            {
                "name": Say(f"cause-{cause.cause.replace('_', '-')}"),
                "score": Percent(100 * cause.score, digits=0),
                "since": cause.since,
                "explains": money(cause.explains, found.currency) if cause.explains is not None else None,
                "evidence": [line.text for line in cause.evidence],
                "against": cause.against,
                "action": cause.action,
                "key": cause.cause,
            }
            for cause in found.causes
        ],
        "bridge": [
            {"name": Say(f"factor-{part.factor.replace('_', '-')}"), "change": money(part.change, found.currency)}
            for part in found.contributions
            if found.status is not Status.NO_DROP and abs(part.change) >= 0.005
        ],
        "unchecked": found.could_not_check[:MOST_UNCHECKED],
        "more_unchecked": Say("common-more", {"n": len(found.could_not_check) - MOST_UNCHECKED})
        if len(found.could_not_check) > MOST_UNCHECKED
        else None,
        "figures": [
            {
                "name": Say(f"metric-{name.replace('_', '-')}"),
                "before": figure(name, found.metrics[name][0], found.currency),
                "after": figure(name, found.metrics[name][1], found.currency),
            }
            for name in _SHOWN_FIGURES
            if any(value is not None for value in found.metrics.get(name, ()))
        ],
    }
