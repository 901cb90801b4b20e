"""Search query and catalogue performance: a week at a time, from the third day after its end.

Query performance is asked for as many products a report as fit into Amazon's 200 characters, catalogue performance
(what all searches together did for a product) once for all of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from bot.records.sources import AskState, TableRows
from bot.sources.asking import Document, document
from bot.sources.sp_reports import Reports, report_wish
from bot.sources.steps import Steps, together
from bot.sources.work import Work

QUERIES = "GET_BRAND_ANALYTICS_SEARCH_QUERY_PERFORMANCE_REPORT"
CATALOG = "GET_BRAND_ANALYTICS_SEARCH_CATALOG_PERFORMANCE_REPORT"
LONGEST_LIST = 200  # characters of the ASIN list, spaces included
READY_AFTER = 3  # days after the week's end
MOST_WEEKS = 6
_QUERY_COLUMNS = (
    "account", "marketplace", "asin", "date", "query", "volume", "impressions", "clicks", "cart_adds", "purchases",
)  # fmt: skip
_CATALOG_COLUMNS = (
    "account", "marketplace", "asin", "date", "impressions", "clicks", "cart_adds", "purchases", "sales",
)  # fmt: skip
Read = Callable[[str, str, Sequence[Mapping[str, Any]]], TableRows]


def search_performance(work: Work) -> Steps[None]:
    """The last complete weeks (Sunday to Saturday), each asked for once; one that has not come is asked for again."""
    asins = [item.asin for item in work.ledger.items(work.name, work.marketplace)]
    weeks = last_weeks(work.today() - timedelta(days=READY_AFTER), min(MOST_WEEKS, work.account.backfill_days // 7))
    lists = asin_lists(asins)
    work.plan(len(weeks) * (len(lists) + 1))
    tasks = [_one(work, QUERIES, end, {"asin": chosen}, query_rows) for end in weeks for chosen in lists]
    tasks += [_one(work, CATALOG, end, {}, catalog_rows) for end in weeks]
    yield from together(work.clock, tasks)


def last_weeks(day: date, count: int) -> list[date]:
    """The Saturdays, newest first, of the `count` weeks that had ended by `day`."""
    saturday = day - timedelta(days=(day.weekday() - 5) % 7)
    return [saturday - timedelta(weeks=n) for n in range(count)]


def asin_lists(asins: Sequence[str]) -> list[str]:
    """Lists of ASINs, separated by spaces, of at most 200 characters each."""
    lists: list[str] = []
    for asin in asins:
        if lists and len(lists[-1]) + 1 + len(asin) <= LONGEST_LIST:
            lists[-1] += f" {asin}"
        else:
            lists.append(asin)
    return lists


def _one(work: Work, report_type: str, end: date, options: Mapping[str, str], read: Read) -> Steps[None]:
    reports = Reports(work.caller("selling_partner"), work.ledger, work.name)
    week = {"reportPeriod": "WEEK", **options}
    wish = report_wish(report_type, work.marketplace_id, end - timedelta(days=6), end, week)
    got = yield from document(work, reports, wish, epoch=end.isoformat())
    if got is AskState.LATE:
        work.late.add(end)
    elif isinstance(got, Document):
        rows = [] if not got.content else json.loads(got.content)["dataByAsin"]
        if rows:
            work.store([read(work.name, work.marketplace, rows)], got.asked)
        else:
            work.not_arrived(got.asked, [end])
    work.finish()


def query_rows(account: str, marketplace: str, rows: Sequence[Mapping[str, Any]]) -> TableRows:
    """`search_performance`: the ASIN's own counts beside the query's volume. The date is the week's last day."""
    found = [
        (
            account,
            marketplace,
            row["asin"],
            date.fromisoformat(row["endDate"]),
            row["searchQueryData"]["searchQuery"],
            row["searchQueryData"]["searchQueryVolume"],
            row["impressionData"]["asinImpressionCount"],
            row["clickData"]["asinClickCount"],
            row["cartAddData"]["asinCartAddCount"],
            row["purchaseData"]["asinPurchaseCount"],
        )
        for row in rows
    ]
    return TableRows("search_performance", _QUERY_COLUMNS, found)


def catalog_rows(account: str, marketplace: str, rows: Sequence[Mapping[str, Any]]) -> TableRows:
    """`search_catalog`: what all searches of the week did for an ASIN; `sales` is what they sold."""
    found = [
        (
            account,
            marketplace,
            row["asin"],
            date.fromisoformat(row["endDate"]),
            row["impressionData"]["impressionCount"],
            row["clickData"]["clickCount"],
            row["cartAddData"]["cartAddCount"],
            row["purchaseData"]["purchaseCount"],
            row["purchaseData"]["searchTrafficSales"]["amount"],
        )
        for row in rows
    ]
    return TableRows("search_catalog", _CATALOG_COLUMNS, found)
