"""Keepa: asks for products with their histories, at the pace that its token bucket allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from bot.records.sources import TableRows
from bot.records.text import Say
from bot.sources.failures import AccessLost, ServiceDown, SourceFailure, WrongAnswer
from bot.sources.http import Caller
from bot.sources.keepa_rows import by_day, own_tables, owners_of, rival_tables
from bot.sources.lwa import secret
from bot.sources.pages import to_ask
from bot.sources.places import KEEPA_DOMAINS
from bot.sources.steps import Steps, pause
from bot.sources.work import Work

ASINS_A_CALL = 100
TOKENS_A_PRODUCT = 2  # one for the product, one for the ratings
LAST_DAYS = 7
SINCE = "keepa.since"  # ASIN → the day on which its back-fill was stored
THROTTLED_TRIES = 10


def keepa(work: Work) -> Steps[None]:
    """Once a day, own products and the configured competitors: the back-fill of those that are new, of the others the
    last days again."""
    if work.account.keepa is None:
        raise SourceFailure(Say("sources-not-configured", {"service": "keepa"}))
    own = {item.asin for item in work.ledger.items(work.name, work.marketplace)}
    owners = owners_of(work.account.keepa.competitors.get(work.marketplace, {}))
    today, since = work.today(), dict(work.note(SINCE) or {})
    # What is new stays so for the day, so that every sync of the day asks for the same products together.
    new: list[str] = []
    old: list[str] = []
    for asin in sorted(own | set(owners)):
        (new if since.get(asin, today.isoformat()) == today.isoformat() else old).append(asin)
    jobs = [(chunk, work.account.backfill_days) for chunk in _chunks(new)]
    jobs += [(chunk, LAST_DAYS) for chunk in _chunks(old)]
    work.plan(len(jobs))
    for chunk, days in jobs:
        asked = to_ask(work, "keepa/product", {"asins": chunk}, today.isoformat())
        if asked is not None:
            products = yield from _products(work, chunk, days)
            tables: list[TableRows] = []
            for product in products:
                asin = product["asin"]
                found = by_day(work, product, today - timedelta(days=days), today)
                tables += rival_tables(work, asin, owners.get(asin, ()), found)
                if asin in own:
                    tables += own_tables(work, product, found)
            work.store(tables, asked)
        if not since.keys() >= set(chunk):
            since |= dict.fromkeys(chunk, today.isoformat())
            work.write_note(SINCE, since)
        work.finish()


def _chunks(asins: Sequence[str]) -> list[list[str]]:
    return [list(asins[i : i + ASINS_A_CALL]) for i in range(0, len(asins), ASINS_A_CALL)]


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
