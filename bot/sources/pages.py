"""Answers that come at once, alone or page by page; a restart makes no call again whose answer is remembered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from bot.records.sources import Asked, AskState
from bot.sources.asking import wish_hash
from bot.sources.steps import Steps
from bot.sources.work import Work

Fetch: TypeAlias = Callable[[str | None], Steps[tuple[list[Any], str | None]]]


def _remembered(work: Work, operation: str, wish: Mapping[str, Any], epoch: str) -> Asked:
    key = wish_hash(work.name, operation, {**wish, "marketplace": work.marketplace}, epoch)
    return work.ledger.recall(key) or Asked(
        hash=key,
        account=work.name,
        marketplace=work.marketplace,
        source=work.source,
        operation=operation,
        state=AskState.ASKING,
        asked_at=work.clock.now(),
        detail={"epoch": epoch},
    )


def to_ask(work: Work, operation: str, wish: Mapping[str, Any], epoch: str) -> Asked | None:
    """The request to make, to be ended with `Work.store`; None where its rows are stored already."""
    asked = _remembered(work, operation, wish, epoch)
    return None if asked.state is AskState.STORED else asked


def all_pages(work: Work, operation: str, epoch: str, fetch: Fetch) -> Steps[list[Any]]:
    """The rows of all pages. `fetch(token)` gives one page's rows (plain JSON values) and the next page's token.

    Each page is remembered as it comes, so that a restart goes on with the page that is missing.
    """
    found: list[Any] = []
    token: str | None = None
    number = 0
    while True:
        page = _remembered(work, operation, {"page": number}, epoch)
        if page.state is not AskState.STORED:
            rows, following = yield from fetch(token)
            page = replace(page, state=AskState.STORED, detail={"epoch": epoch, "rows": rows, "next": following})
            work.ledger.remember(page)
        found += list(page.detail["rows"])  # type: ignore[call-overload]
        following = page.detail["next"]  # type: ignore[assignment]
        if following is None:
            return found
        if following == token:
            raise ValueError("the next page's token does not change")
        token, number = str(following), number + 1
