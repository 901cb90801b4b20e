"""Keepa: ratings, Featured Offer price and other offers by day, from its histories of changes.

A history lists (time, value) at each change; a value holds until the next one, up to Keepa's last look at the product.
Times are minutes since 2011-01-01 in Keepa's count: (t + 21564000) · 60 s is the Unix time. -1 is "none then".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.records.dataset import MARKETPLACE_ZONES, MARKETPLACES
from bot.records.sources import TableRows
from bot.records.text import Say
from bot.sources.failures import AccessLost, ServiceDown, WrongAnswer
from bot.sources.http import Caller
from bot.sources.lwa import secret
from bot.sources.pages import to_ask
from bot.sources.places import KEEPA_DOMAINS
from bot.sources.steps import Steps, pause
from bot.sources.work import Work

ASINS_A_CALL = 100
TOKENS_A_PRODUCT = 2  # one for the product, one for the ratings
RANK, NEW_OFFERS, RATING, REVIEWS, FEATURED = 3, 11, 16, 17, 18
_MINUTES = 21_564_000
_KEY = ("account", "marketplace", "asin", "date")
THROTTLED_TRIES = 10


def keepa(work: Work) -> Steps[None]:
    """Once a day: the back-fill first, then the last days again."""
    items = work.ledger.items(work.name, work.marketplace)
    chunks = [items[i : i + ASINS_A_CALL] for i in range(0, len(items), ASINS_A_CALL)]
    work.plan(len(chunks))
    today = work.today()
    filled = work.note("keepa.filled") is not None
    days = 7 if filled else work.account.backfill_days
    for chunk in chunks:
        asins = [item.asin for item in chunk]
        asked = to_ask(work, "keepa/product", {"asins": asins}, today.isoformat())
        if asked is not None:
            products = yield from _products(work, asins, days)
            first = today - timedelta(days=days)
            work.store([t for product in products for t in product_tables(work, product, first, today)], asked)
        work.finish()
    if not filled:
        work.write_note("keepa.filled", today.isoformat())


def _products(work: Work, asins: Sequence[str], days: int) -> Steps[list[Mapping[str, Any]]]:
    """Waits for the tokens that Keepa's own bucket must have; its answers say how full it is."""
    if work.account.keepa is None:
        raise AssertionError("only accounts with Keepa have this source")
    key, caller = secret(work.account.keepa.key_env), work.caller("keepa")
    cost = TOKENS_A_PRODUCT * len(asins)
    state = yield from _call(work, caller, "/token", {"key": key})
    for _ in range(THROTTLED_TRIES):
        while state["tokensLeft"] < min(cost, _most(state)):
            missing = min(cost, _most(state)) - state["tokensLeft"]
            seconds = state["refillIn"] / 1000 + 60 * max(0, missing - 1) / max(1, state["refillRate"])
            yield from pause(work.clock, max(1.0, seconds))
            state = yield from _call(work, caller, "/token", {"key": key})
        params: dict[str, str | int] = {
            "key": key,
            "domain": KEEPA_DOMAINS[work.marketplace],
            "asin": ",".join(asins),
            "history": 1,
            "rating": 1,
            "days": days + 1,
        }
        state = yield from _call(work, caller, "/product", params)
        if "products" in state:
            found: list[Mapping[str, Any]] = state["products"] or []
            return found
    raise ServiceDown(Say("sources-down", {"service": "keepa", "operation": "product"}))


def _most(state: Mapping[str, Any]) -> int:
    """The bucket holds an hour's tokens."""
    return max(1, 60 * int(state["refillRate"]))


def _call(work: Work, caller: Caller, path: str, params: Mapping[str, str | int]) -> Steps[Mapping[str, Any]]:
    """The body, also of the answers 400 to 429 that say why; raises where the key is not accepted."""
    answer = yield from caller.call(f"keepa{path}", "GET", path, params=params, taken=(400, 402, 429))
    if answer.status_code == 402:
        raise AccessLost(
            Say("sources-keepa-key", {"variable": work.account.keepa.key_env if work.account.keepa else ""})
        )
    if answer.status_code == 400:
        raise WrongAnswer(Say("sources-refused", {"service": "keepa", "operation": path, "status": 400}))
    body: Mapping[str, Any] = answer.json()
    return body


def product_tables(work: Work, product: Mapping[str, Any], first: date, today: date) -> list[TableRows]:
    """Ratings and offers of the complete days from `first`; ranks only where Amazon's own do not come from its API."""
    histories = product.get("csv") or []
    zone = ZoneInfo(MARKETPLACE_ZONES[work.marketplace])
    looked = instant(product["lastUpdate"])
    cents = 1 if MARKETPLACES[work.marketplace] == "JPY" else 100
    ratings: list[tuple[object, ...]] = []
    offers: list[tuple[object, ...]] = []
    ranks: list[tuple[object, ...]] = []
    for n in range((today - first).days):
        day = first + timedelta(days=n)
        end = datetime.combine(day + timedelta(days=1), time(), zone)
        if end > looked:
            break
        key = (work.name, work.marketplace, product["asin"], day)
        rating, count = value_at(histories, RATING, end), value_at(histories, REVIEWS, end)
        if rating is not None or count is not None:
            ratings.append((*key, None if rating is None else rating / 10, count))
        price, others = value_at(histories, FEATURED, end), value_at(histories, NEW_OFFERS, end)
        if work.account.selling_partner is None and (price is not None or others is not None):
            offers.append((*key, None if price is None else price / cents))
        rank = value_at(histories, RANK, end)
        if work.account.selling_partner is None and rank is not None:
            ranks.append((*key, _category(product), float(rank)))
    return [
        TableRows("ratings_daily", (*_KEY, "rating", "rating_count"), ratings),
        TableRows("offers", (*_KEY, "buy_box_price"), offers),
        TableRows("ranks", (*_KEY, "category", "rank"), ranks),
    ]


def instant(minutes: int) -> datetime:
    """Keepa's time as UTC."""
    return datetime.fromtimestamp((minutes + _MINUTES) * 60, UTC)


def value_at(histories: Sequence[Sequence[int] | None], index: int, at: datetime) -> int | None:
    """The value that held just before `at`, None where there was none or nothing is known.

    The Featured Offer's history has three numbers a change, time, price and shipping: the price is their sum.
    """
    history = histories[index] if index < len(histories) else None
    if not history:
        return None
    width = 3 if index == FEATURED else 2
    place = bisect_right(history[0::width], at.timestamp() / 60 - _MINUTES - 1e-9) - 1
    if place < 0:
        return None
    value = history[place * width + 1]
    if value < 0:
        return None
    return value + max(0, history[place * width + 2]) if width == 3 else value


def _category(product: Mapping[str, Any]) -> str:
    tree = product.get("categoryTree") or []
    return str(tree[0]["name"]) if tree else ""
