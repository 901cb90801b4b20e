"""Customer Feedback: what customers praise and complain of in reviews, by topic, a week at a time.

Amazon's snippets of reviews are not stored: they are customers' words.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.records.sources import TableRows
from bot.sources.pages import to_ask
from bot.sources.steps import Steps
from bot.sources.work import Work

OPERATION = "getItemReviewTopics"
_COLUMNS = ("account", "marketplace", "asin", "date", "tone", "topic", "mentions", "share_pct", "star_impact")


def feedback(work: Work) -> Steps[None]:
    """One call a product and week (Monday to Sunday); 204 says that there are too few reviews."""
    today = work.today()
    epoch = (today - timedelta(days=today.weekday())).isoformat()
    items = work.ledger.items(work.name, work.marketplace)
    work.plan(len(items))
    for item in items:
        asked = to_ask(work, OPERATION, {"asin": item.asin}, epoch)
        if asked is not None:
            path = f"/customerFeedback/2024-06-01/items/{item.asin}/reviews/topics"
            params: dict[str, str | int] = {"marketplaceId": work.marketplace_id, "sortBy": "MENTIONS"}
            answer = yield from work.caller("selling_partner").call(OPERATION, "GET", path, params=params, taken=(404,))
            rows = topic_rows(work.name, work.marketplace, answer.json()) if answer.status_code == 200 else []
            work.store([TableRows("review_topics", _COLUMNS, rows, arrives=False)], asked)
        work.finish()


def topic_rows(account: str, marketplace: str, body: Mapping[str, Any]) -> list[tuple[object, ...]]:
    """Topics with how often they are named (share in percent) and what they do to the rating (stars)."""
    day = datetime.fromisoformat(body["dateRange"]["endDate"]).date()
    return [
        (account, marketplace, body["asin"], day, tone, topic["topic"], topic["asinMetrics"].get("numberOfMentions"),
         topic["asinMetrics"].get("occurrencePercentage"), topic["asinMetrics"].get("starRatingImpact"))
        for tone, part in (("positive", "positiveTopics"), ("negative", "negativeTopics"))
        for topic in body["topics"].get(part) or []
    ]  # fmt: skip
