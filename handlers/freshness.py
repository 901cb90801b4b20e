"""How fresh each report is, in words: the daily ones by their last day, the others as they came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.records.figures import TableFreshness
from bot.records.text import Say, Value

# Reports that come every day; notices, reviews or charges come when something happens, others once a week or month.
DAILY = (
    "traffic_daily", "ads_daily", "campaigns", "inventory_daily", "offers", "listings", "ranks", "ratings_daily",
)  # fmt: skip
STALE = 2  # days that a daily report may lie behind before it is marked


@dataclass(frozen=True)
class Day:
    """The reports whose newest day this is."""

    day: Say
    sources: Sequence[Say]


@dataclass(frozen=True)
class Reports:
    """Of one account and marketplace: the `daily` reports, the newest first, and the `others` with their last day."""

    place: Say
    daily: Sequence[Day]
    others: Sequence[Say]
    stale: bool


def reports(tables: Sequence[TableFreshness]) -> list[Reports]:
    """One for each account and marketplace that has any data."""
    found = []
    for account, marketplace in sorted({(table.account, table.marketplace) for table in tables}):
        mine = [t for t in tables if (t.account, t.marketplace) == (account, marketplace) and t.behind is not None]
        daily = [t for t in mine if t.table in DAILY]
        named: dict[str, Value] = {"account": account, "marketplace": marketplace}
        if mine:
            found.append(
                Reports(
                    place=Say("fresh-place-main" if account == "main" else "fresh-place", named),
                    daily=[
                        Day(
                            Say("fresh-day", {"day": day, "behind": behind}),
                            [_source(t) for t in daily if t.last_day == day],
                        )
                        for day, behind in sorted({(t.last_day or date.min, t.behind) for t in daily}, reverse=True)
                    ],
                    others=[
                        Say("fresh-other", {"source": _source(t), "day": t.last_day})
                        for t in sorted(mine, key=lambda t: t.behind or 0)
                        if t.table not in DAILY
                    ],
                    stale=any((t.behind or 0) > STALE for t in daily),
                )
            )
    return found


def _source(table: TableFreshness) -> Say:
    return Say(f"fresh-source-{table.table.replace('_', '-')}")
