"""Sales and traffic by child ASIN and day: the last days from the daily report, older ones from Data Kiosk.

The report sums over its range, so one is made for each day; since April 2026 an app may make one in 15 minutes over
all its sellers. So the report gives only the last days, which are restated (sessions come in within 72 hours); the
back-fill and every day's last settling come from Data Kiosk, 30 ASINs a query.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from bot.records.sources import AskState, TableRows
from bot.sources.asking import Document, document, following
from bot.sources.sp_reports import DataKiosk, Reports, report_wish
from bot.sources.steps import Steps, together
from bot.sources.work import Work

REPORT = "GET_SALES_AND_TRAFFIC_REPORT"
ASINS_A_QUERY = 30
PLAN = "traffic.plan"
SETTLED = "traffic.settled"  # the last day that Data Kiosk has been asked for
EPOCH = "settled"  # a settled day is not restated: its query is asked for once
_COLUMNS = (
    "account", "marketplace", "asin", "date", "sessions", "page_views", "buy_box_pct", "orders", "units", "sales",
)  # fmt: skip


def traffic(work: Work) -> Steps[None]:
    """Pulls the last `work.report_days` days, once a day each, and the days that settled since the last time."""
    days = min(work.report_days, work.account.backfill_days)
    newest = [work.today() - timedelta(days=n) for n in range(1, days + 1)]
    work.plan(len(newest))
    tasks = [_one_day(work, day) for day in newest]
    yield from together(work.clock, [*tasks, _settle(work, min(newest) - timedelta(days=1))])


def _one_day(work: Work, day: date) -> Steps[None]:
    reports = Reports(work.caller("selling_partner"), work.ledger, work.name)
    options = {"dateGranularity": "DAY", "asinGranularity": "CHILD"}
    wish = report_wish(REPORT, work.marketplace_id, day, day, options)
    got = yield from document(work, reports, wish, epoch=work.today().isoformat())
    if got is AskState.LATE:
        work.late.add(day)
    elif isinstance(got, Document):
        rows = [] if not got.content else json.loads(got.content)["salesAndTrafficByAsin"]
        if rows:
            work.store(traffic_tables(work, ((day, row) for row in rows), "salesByAsin", "trafficByAsin"), got.asked)
        else:
            work.not_arrived(got.asked, [day])
    work.finish()


def _settle(work: Work, last: date) -> Steps[None]:
    """Asks Data Kiosk for the days from the last settled one to `last`. The plan is noted, so that a restart on another
    day, or with other products, goes on with the same queries."""
    plan = work.note(PLAN) or _plan(work, last)
    if plan is None:
        return
    start, end, chunks = date.fromisoformat(plan["start"]), date.fromisoformat(plan["end"]), plan["asins"]
    work.plan(len(chunks))
    done = yield from together(work.clock, [_query(work, start, end, asins) for asins in chunks])
    if all(done):
        work.ledger.store(
            (), work.clock.now(), None,
            [(work.name, work.marketplace, SETTLED, plan["end"]), (work.name, work.marketplace, PLAN, None)],
        )  # fmt: skip


def _plan(work: Work, last: date) -> dict[str, Any] | None:
    settled = work.note(SETTLED)
    start = work.first_day() if settled is None else date.fromisoformat(settled) + timedelta(days=1)
    asins = [item.asin for item in work.ledger.items(work.name, work.marketplace)]
    if not asins or start > last:
        return None
    chunks = [asins[i : i + ASINS_A_QUERY] for i in range(0, len(asins), ASINS_A_QUERY)]
    plan = {"start": start.isoformat(), "end": last.isoformat(), "asins": chunks}
    work.write_note(PLAN, plan)
    return plan


def kiosk_query(marketplace_id: str, start: date, end: date, asins: Sequence[str]) -> str:
    """The GraphQL text of `salesAndTrafficTrends` by day and child ASIN."""
    return (
        "query{analytics_salesAndTraffic_2024_04_24{salesAndTrafficTrends(asinAggregation:CHILD dateAggregation:DAY "
        f'startDate:"{start}" endDate:"{end}" filters:[{{marketplaceId:{json.dumps(marketplace_id)} '
        f"asins:{json.dumps(list(asins))}}}]){{startDate endDate marketplaceId parentAsin childAsin "
        "sales{orderedProductSales{amount currencyCode} unitsOrdered totalOrderItems} "
        "traffic{sessions pageViews buyBoxPercentage}}}}"
    )


def _query(work: Work, start: date, end: date, asins: Sequence[str]) -> Steps[bool]:
    """Whether all of the query's rows are stored, now or before, page by page."""
    kiosk = DataKiosk(work.caller("selling_partner"), work.ledger, work.name)
    wish: dict[str, str] = {"query": kiosk_query(work.marketplace_id, start, end, asins)}
    while True:
        got = yield from document(work, kiosk, wish, epoch=EPOCH)
        if isinstance(got, Document):
            lines = [json.loads(line) for line in got.content.splitlines() if line.strip()]
            rows = ((date.fromisoformat(line["startDate"]), line) for line in lines)
            work.store(traffic_tables(work, rows, "sales", "traffic"), got.asked)
        token = None if got is AskState.FAILED else following(work, kiosk, wish, epoch=EPOCH)
        if token is None or token == wish.get("paginationToken"):
            break
        wish["paginationToken"] = token
    work.finish()
    return got is not AskState.FAILED


@dataclass
class _Sum:
    """One child ASIN's day: several parents or SKUs are added up, rates come from the sums."""

    parents: set[str] = field(default_factory=set)
    orders: int = 0
    units: int = 0
    sales: float = 0.0
    sessions: int = 0
    page_views: int = 0
    featured_views: float = 0.0

    def add(self, row: Mapping[str, Any], sales: Mapping[str, Any], traffic: Mapping[str, Any]) -> None:
        self.parents.add(row["parentAsin"])
        self.orders += int(sales["totalOrderItems"])
        self.units += int(sales["unitsOrdered"])
        self.sales += float(sales["orderedProductSales"]["amount"])
        self.sessions += int(traffic["sessions"])
        self.page_views += int(traffic["pageViews"])
        self.featured_views += float(traffic["buyBoxPercentage"]) * int(traffic["pageViews"])


def traffic_tables(
    work: Work, rows: Iterable[tuple[date, Mapping[str, Any]]], sales: str, traffic: str
) -> list[TableRows]:
    """The dataset's rows. Sessions that have not come in yet are unknown, not 0: all of a day's are 0, or an ASIN has
    units without sessions, within 72 hours."""
    sums: dict[tuple[date, str], _Sum] = {}
    for day, row in rows:
        sums.setdefault((day, row.get("childAsin") or row["parentAsin"]), _Sum()).add(row, row[sales], row[traffic])
    seen = {day for (day, _), total in sums.items() if total.sessions > 0}
    young = work.today() - timedelta(days=3)
    facts: list[tuple[object, ...]] = []
    parents: dict[str, str] = {}
    for (day, asin), total in sorted(sums.items()):
        missing = day >= young and (day not in seen or (total.sessions == 0 and total.units > 0))
        share = None if missing or not total.page_views else min(100.0, total.featured_views / total.page_views)
        sessions, views = (None, None) if missing else (total.sessions, total.page_views)
        facts.append(
            (work.name, work.marketplace, asin, day, sessions, views, share, total.orders, total.units,
             round(total.sales, 2))
        )  # fmt: skip
        if len(total.parents) == 1 and (parent := next(iter(total.parents))) != asin:
            parents[asin] = parent
    family = [(work.name, work.marketplace, asin, parent) for asin, parent in parents.items()]
    tables = [TableRows("traffic_daily", _COLUMNS, facts)]
    if family:
        tables.append(TableRows("products", ("account", "marketplace", "asin", "parent_asin"), family))
    return tables
