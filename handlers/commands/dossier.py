"""`/asinwatch asin B0…`: what is known about a product, so that a new colleague can take over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.records.dataset import MARKETPLACES
from bot.records.text import Mention, Money, Number, Percent, Say, Value
from bot.store.catalogue import Product
from bot.store.dossier import Dossier, Note, read_dossier
from handlers.alert_rows import alert_row
from handlers.answers import Answer, Asker, Request, foot
from handlers.permissions import Right
from handlers.products import about_product
from templates.render import render

if TYPE_CHECKING:
    from handlers.desk import Desk

MOST = 8
SOON = timedelta(days=60)
_PLAIN = ("sku", "parent_asin", "brand", "category", "owner", "launched_on")
_MONEY = ("price",)
_PROFIT = ("unit_cost", "inbound_cost", "fba_fee", "referral_fee_pct", "vat_pct")
_PERCENT = ("target_acos", "cvr_benchmark", "referral_fee_pct", "vat_pct")


@about_product
def dossier(desk: Desk, request: Request, asker: Asker, found: Sequence[Product]) -> Answer:
    """One page a marketplace. Costs are for those who may see profit."""
    place = found[min(request.page, len(found) - 1)]
    with desk.services.engine.connect() as connection:
        known = read_dossier(connection, place.account, place.marketplace, place.asin)
    profit = desk.refusal(asker.person, Right.SEE_PROFIT, asker.channel) is None
    asked = request.with_args(asin=place.asin, query=None)
    today = desk.services.clock.now().date()
    view = {
        "headline": Say("command-asin-headline", {"asin": place.asin, "marketplace": place.marketplace}),
        "title": known.facts.get("title"),
        "facts": _facts(known, profit),
        "alerts": [alert_row(alert) for alert in known.alerts[:MOST]],
        "more_alerts": _more(len(known.alerts)),
        "events": [
            Say("command-asin-event", {"day": day, "kind": kind, "note": note or "–"})
            for day, kind, note in known.events[:MOST]
        ],
        "documents": [_document(*paper, today=today) for paper in known.documents[:MOST]],
        "suppliers": [_note(note) for note in known.notes if note.kind == "supplier"][:MOST],
        "notes": [_note(note) for note in known.notes if note.kind == "note"][:MOST],
        "edit": None if asker.shared_by else f"{place.account} {place.marketplace} {place.asin}",
        "foot": foot(asked, asker, len(found)),
    }
    return Answer(render("dossier", view, asker.lang), asked)


def _more(n: int) -> Say | None:
    return Say("common-more", {"n": n - MOST}) if n > MOST else None


def _facts(known: Dossier, profit: bool) -> list[Say]:
    names = ("price", "target_acos", "cvr_benchmark", "lead_time_days", *_PLAIN, *(_PROFIT if profit else ()))
    lines = []
    for name in names:
        value = known.facts.get(name)
        if value not in (None, ""):
            label = Say(f"fact-{name.replace('_', '-')}")
            lines.append(Say("common-labelled", {"label": label, "value": _value(name, value, known)}))
    return lines


def _value(name: str, value: object, known: Dossier) -> Value:
    if name in _PERCENT:
        return Percent(float(str(value)))
    if name in (*_MONEY, "inbound_cost", "fba_fee"):
        return Money(float(str(value)), known.facts.get("currency") or MARKETPLACES[known.marketplace])
    if name == "unit_cost":
        currency = known.facts.get("cost_currency") or known.facts.get("currency") or MARKETPLACES[known.marketplace]
        return Money(float(str(value)), currency)
    if isinstance(value, float):
        return Number(value, 0)
    return value if isinstance(value, date) else str(value)


def _document(kind: str, number: str, issued: date | None, expires: date | None, *, today: date) -> Say:
    named = {"kind": kind, "number": number or "–", "issued": issued, "expires": expires}
    if expires is None:
        return Say("command-asin-document", named)
    if expires < today:
        return Say("command-asin-document-over", named)
    return Say("command-asin-document-soon" if expires - today <= SOON else "command-asin-document-until", named)


def _note(note: Note) -> Say:
    return Say("command-asin-note", {"text": note.text, "who": Mention(note.actor), "day": note.at.date()})
