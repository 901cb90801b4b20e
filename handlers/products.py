"""From what a person called a product to the ASIN, with a choice offered where several fit or none is named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import TYPE_CHECKING

from bot.records.text import Say
from bot.store.catalogue import Product, nearest_asins, products, search
from handlers.answers import Answer, Answering, Asker, Request, foot
from handlers.offering import choice, offered
from handlers.parsing import Asked
from handlers.replies import notice
from templates.render import render

if TYPE_CHECKING:
    from handlers.desk import Desk

MOST_CHOICES = 10
ProductAnswering = Callable[["Desk", Request, Asker, Sequence[Product]], Answer]


def product_request(kind: str, asked: Asked, **more: str | int | None) -> Request:
    """A request about the product in `asked`."""
    args: dict[str, str | int | None] = {
        "asin": asked.asin,
        "query": None if asked.asin else asked.query[:200] or None,
        "marketplace": asked.marketplace,
        "days": asked.days,
        "as_of": asked.as_of.isoformat() if asked.as_of else None,
    }
    return Request(kind, {**args, **more})


def about_product(answering: ProductAnswering) -> Answering:
    """Finds the product first; where it is unknown or several are meant, the answer is that."""

    @wraps(answering)
    def answered(desk: Desk, request: Request, asker: Asker) -> Answer:
        wanted = {"marketplace": request.text("marketplace"), "account": request.text("account")}
        asin = request.text("asin")
        if asin is None and not request.text("query"):
            return offered(desk, request, asker)
        with desk.services.engine.connect() as connection:
            if asin is not None:
                found = products(connection, asin=asin, **wanted)
                if not found:
                    return Answer(_unknown(desk, request, asker, products(connection)))
                return answering(desk, request, asker, found)
            found = search(products(connection, **wanted), request.text("query") or "")
        asins = list(dict.fromkeys(product.asin for product in found))
        if not found:
            return Answer(notice(asker.lang, Say("command-no-product", {"query": request.text("query")})))
        if len(asins) == 1:
            return answering(desk, request.with_args(asin=asins[0], query=None), asker, found)
        return _choices(request, asker, found, asins)

    return answered


def _unknown(desk: Desk, request: Request, asker: Asker, known: Sequence[Product]) -> dict[str, object]:
    asin = request.text("asin") or ""
    elsewhere = sorted({product.marketplace for product in known if product.asin == asin})
    if elsewhere:
        text = Say(
            "command-asin-elsewhere",
            {"asin": asin, "marketplace": request.text("marketplace"), "where": ", ".join(elsewhere)},
        )
        return dict(notice(asker.lang, text))
    near = nearest_asins(known, asin)
    said = Say("command-unknown-asin", {"asin": asin})
    choices = [choice(request.with_args(asin=name), next(p for p in known if p.asin == name)) for name in near]
    if not choices:
        return dict(notice(asker.lang, said))
    return render("choices", {"said": said, "choices": choices, "more": None, "foot": foot(None, asker)}, asker.lang)


def _choices(request: Request, asker: Asker, found: Sequence[Product], asins: Sequence[str]) -> Answer:
    first = {product.asin: product for product in reversed(found)}
    shown = [choice(request.with_args(asin=asin, query=None), first[asin]) for asin in asins[:MOST_CHOICES]]
    more = len(asins) - len(shown)
    view = {
        "said": Say("command-which-product", {"query": request.text("query"), "n": len(asins)}),
        "choices": shown,
        "more": Say("common-more", {"n": more}) if more else None,
    }
    return Answer(render("choices", view, asker.lang))
