"""Which products to offer where a command about one names none: those with most to say now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from bot.alerts.grouping import ranked
from bot.alerts.views import kind_name
from bot.records.alerts import Alert
from bot.records.text import Say
from bot.reports.market_day import day_of
from bot.store.catalogue import Product, products
from bot.store.day_sums import sales_of_asins
from bot.store.panels import accounts_and_marketplaces
from handlers.answers import Answer, Asker, Request
from handlers.replies import notice
from templates.render import render

if TYPE_CHECKING:
    from handlers.desk import Desk

MOST = 8
MOST_KINDS = 3
Place = tuple[str, str, str]  # account, marketplace, ASIN

# The kinds of alert that a question is about; their products come first.
_ABOUT: Mapping[str, tuple[str, ...]] = {
    "diagnose": ("sales_drop",),
    "why": ("sales_drop",),
    "stock": ("low_stock", "excess_stock", "stranded_stock", "inbound_late"),
    "ads": ("acos_spike", "ads_stopped", "ads_out_of_budget"),
    "reviews": ("bad_review", "rating_drop", "return_spike"),
    "listing": ("listing_suppressed", "listing_changed", "variation_broken", "badge_changed", "cvr_low"),
}
_OF_THEIR_OWN = ("diagnose", "kpi")  # there is a slash command of this name


def example(kind: str) -> str:
    """What a person would type with an ASIN."""
    return f"/{kind} B0ABCD1234" if kind in _OF_THEIR_OWN else f"/asinwatch {kind} B0ABCD1234"


def offered(desk: Desk, request: Request, asker: Asker) -> Answer:
    """A choice of products: those with open alerts of the kinds in question, with others, then the largest falls of
    sales from the week before to the last one; only how to ask, where nothing is known."""
    said = Say("command-needs-product", {"example": example(request.kind)})
    alerts = [alert for alert in desk.services.alerts.open_alerts() if alert.about.asin]
    with desk.services.engine.connect() as connection:
        here = products(connection, marketplace=request.text("marketplace"))
        known = {(product.account, product.marketplace, product.asin): product for product in here}
        falling = _falling(desk, connection, known)
    kinds = _ABOUT.get(request.kind, ())
    told = ranked([alert for alert in alerts if alert.about.kind in kinds])
    rest = ranked([alert for alert in alerts if alert.about.kind not in kinds])
    order = [(a.about.account, a.about.marketplace, a.about.asin or "") for a in (*told, *rest)] + falling
    places = [place for place in dict.fromkeys(order) if place in known][:MOST]
    if not places:
        return Answer(notice(asker.lang, said))
    choices = [_choice_of(request, known[place], [*told, *rest]) for place in places]
    return Answer(render("choices", {"said": said, "choices": choices, "more": None}, asker.lang))


def _falling(desk: Desk, connection: Connection, known: Mapping[Place, Product]) -> list[Place]:
    changes: dict[Place, float] = {}
    for account, marketplace in accounts_and_marketplaces(connection):
        day = day_of(connection, account, marketplace, None, desk.services.clock.now())
        if day is None or not any(place[:2] == (account, marketplace) for place in known):
            continue
        ago = day - timedelta(days=7)
        before = sales_of_asins(connection, account, marketplace, ago - timedelta(days=6), ago)
        after = sales_of_asins(connection, account, marketplace, ago + timedelta(days=1), day)
        for asin in before.keys() & after.keys():
            if before[asin] > 0:
                changes[account, marketplace, asin] = (after[asin] - before[asin]) / before[asin]
    return sorted(changes, key=lambda place: (changes[place], place))


def _choice_of(request: Request, product: Product, alerts: Sequence[Alert]) -> dict[str, object]:
    place = (product.account, product.marketplace, product.asin)
    kinds = dict.fromkeys(a.about.kind for a in alerts if (a.about.account, a.about.marketplace, a.about.asin) == place)
    asked = request.with_args(asin=product.asin, marketplace=product.marketplace, account=product.account, query=None)
    return choice(asked, product, [kind_name(kind) for kind in list(kinds)[:MOST_KINDS]])


def choice(request: Request, product: Product, about: Sequence[Say] = ()) -> dict[str, object]:
    """One product to choose, by which `request` is asked; `about` are the kinds of its open alerts."""
    text = Say(
        "command-product-line",
        {
            "asin": product.asin,
            "title": product.title or "–",
            "sku": product.sku or "–",
            "marketplace": product.marketplace,
        },
    )
    return {"text": text, "about": about, "value": request.value()}
