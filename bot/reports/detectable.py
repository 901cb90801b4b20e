"""How small a fall of an ASIN's sales can be seen at its volume, and how often its ads are clicked, for `/kpi ASIN`.

Only the ASIN and its family are read: what the rest of the account did moves the answer by a few tenths of a percent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection

from analytics.detection import LOOK_BACK_DAYS
from analytics.detection.clicks import click_line
from analytics.detection.day import Day
from analytics.detection.detectability import detectability, visible_line
from analytics.panel import Panel
from bot.records.dataset import BY_NAME
from bot.records.rules import Rule
from bot.records.sales_events import SalesEvent, spans_of
from bot.records.text import Say
from bot.store.figures import family_of
from bot.store.reading import read_table

_DATED = ("traffic_daily", "ads_daily", "inventory_daily", "offers")
_UNDATED = ("products", "promotions")


def visible_falls(
    connection: Connection,
    account: str,
    marketplace: str,
    asin: str,
    day: date,
    currency: str,
    rules: Mapping[str, Rule],
    sales_events: Sequence[SalesEvent],
) -> tuple[Say, ...]:
    """What can be seen in 3 and 7 days, when a fall of half shows, the same for the family (nothing without demand),
    and the click rate of its ads against its own past; by the numbers of `rules`, as a sales drop says it.
    """
    panel = _panel(connection, account, marketplace, asin, day, currency, spans_of(sales_events, marketplace))
    found, lines = detectability(panel, day, asin, rules), []
    if found is not None and found.demand is not None:
        lines.append(visible_line(found))
        if found.family is not None and found.family.demand is not None:
            lines.append(visible_line(found.family, family=True))
    at = panel.index(asin)
    clicks = None if at is None else click_line(Day(panel.upto(day), rules), at)
    return (*lines, clicks) if clicks is not None else tuple(lines)


def _panel(
    connection: Connection, account: str, marketplace: str, asin: str, day: date, currency: str,
    sales_events: tuple[tuple[date, date], ...],
) -> Panel:  # fmt: skip
    first = day - timedelta(days=LOOK_BACK_DAYS)
    family = family_of(connection, account, marketplace, asin)
    tables = {}
    for name in (*_DATED, *_UNDATED):
        dated = name in _DATED
        columns = [column.name for column in BY_NAME[name].columns if column.name not in ("account", "marketplace")]
        tables[name] = read_table(
            connection, name, account=account, marketplace=marketplace, asins=family, columns=columns,
            start=first if dated else None, end=day if dated else None,
        )  # fmt: skip
    return Panel.build(tables, account, marketplace, first, day, currency, sales_events)
