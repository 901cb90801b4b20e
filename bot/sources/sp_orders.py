"""Orders near live: what the Sales API counts of the last days whose sales-and-traffic report has not come yet."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.records.dataset import MARKETPLACE_ZONES
from bot.records.sources import TableRows
from bot.sources.pages import to_ask
from bot.sources.steps import Steps
from bot.sources.work import Work

OPERATION = "getOrderMetrics"
PATH = "/sales/v1/orderMetrics"
DAYS = 2
_COLUMNS = ("account", "marketplace", "asin", "date", "orders", "units", "sales")


def orders(work: Work) -> Steps[None]:
    """One call a product over the missing days; none where the report has come. The day's traffic stays unknown."""
    today = work.today()
    days = [today - timedelta(days=n) for n in range(DAYS, 0, -1)]
    missing = set(days) - work.ledger.arrived(work.name, work.marketplace, "traffic_daily", days[0])
    if not missing:
        return
    items = work.ledger.items(work.name, work.marketplace)
    work.plan(len(items))
    epoch = work.block()
    for item in items:
        asked = to_ask(work, OPERATION, {"asin": item.asin, "days": sorted(map(str, missing))}, epoch)
        if asked is not None:
            params: dict[str, str | int] = {
                "marketplaceIds": work.marketplace_id,
                "interval": interval(min(missing), max(missing), MARKETPLACE_ZONES[work.marketplace]),
                "granularity": "Day",
                "granularityTimeZone": MARKETPLACE_ZONES[work.marketplace],
                "asin": item.asin,
            }
            answer = yield from work.caller("selling_partner").call(OPERATION, "GET", PATH, params=params)
            rows = []
            for metric in answer.json().get("payload") or []:
                day = date.fromisoformat(metric["interval"][:10])
                if day in missing:
                    counts = (metric["orderItemCount"], metric["unitCount"], float(metric["totalSales"]["amount"]))
                    rows.append((work.name, work.marketplace, item.asin, day, *counts))
            work.store([TableRows("traffic_daily", _COLUMNS, rows, arrives=False)], asked)
        work.finish()


def interval(first: date, last: date, zone: str) -> str:
    """The days from `first` to `last` as Amazon writes an interval: two local times with their offsets."""
    start = datetime.combine(first, time(), ZoneInfo(zone))
    end = datetime.combine(last + timedelta(days=1), time(), ZoneInfo(zone))
    return f"{start.isoformat(timespec='minutes')}--{end.isoformat(timespec='minutes')}"
