"""The Excel workbook of a period: daily metrics, alerts, diagnoses. Text cells are never formulas."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from sqlalchemy import Connection

from bot.records.alerts import Alert, State
from bot.records.diagnosis import Diagnosis
from bot.records.text import Say
from bot.reports.diagnosing import diagnose_asin
from bot.store.alerts import open_alerts
from bot.store.figures import read_daily
from bot.store.panels import accounts_and_marketplaces
from templates.words import say

MOST_DIAGNOSES = 50
MOST_ROWS = 1_000_000  # a sheet of Excel has 1,048,576
_TRAFFIC = ("sessions", "page_views", "buy_box_pct", "orders", "units", "sales")
_ADS = ("impressions", "clicks", "spend", "orders", "units", "sales")


def workbook(
    connection: Connection,
    first: date,
    last: date,
    *,
    now: datetime,
    lang: str,
    asin: str | None = None,
    marketplace: str | None = None,
) -> bytes:
    """An .xlsx of the days `first` to `last`: sheets metrics, alerts (those open in the period), diagnoses (of the
    ASINs with a sales alert in it, at most 50). Unknown figures are empty cells."""
    book = Workbook(write_only=True)
    alerts = [a for a in _alerts(connection, asin, marketplace) if _touches(a, first, last)]
    _sheet(book, "metrics", _metric_head(), _metrics(connection, first, last, asin, marketplace))
    _sheet(book, "alerts", _ALERT_HEAD, (_alert_row(alert, lang) for alert in alerts))
    asins = [asin] if asin else list(dict.fromkeys(a.about.asin for a in alerts if a.about.kind == "sales_drop"))
    found = (
        diagnosis
        for name in asins[:MOST_DIAGNOSES]
        if name is not None
        for diagnosis in diagnose_asin(connection, name, marketplace=marketplace, as_of=last, now=now)
    )
    _sheet(book, "diagnoses", _DIAGNOSIS_HEAD, (row for diagnosis in found for row in _diagnosis_rows(diagnosis, lang)))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _sheet(book: Workbook, name: str, head: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for place, title in enumerate(head, 1):
        sheet.column_dimensions[get_column_letter(place)].width = max(12, len(title) + 2)
    bold = []
    for title in head:
        cell = WriteOnlyCell(sheet, title)
        cell.font = Font(bold=True)
        bold.append(cell)
    sheet.append(bold)
    for count, row in enumerate(rows, 2):
        if count > MOST_ROWS:
            break
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: Any, value: Any) -> Any:
    """Text stays text, also where it starts like a formula."""
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:32_000])
    cell.data_type = "s"
    return cell


def _metric_head() -> list[str]:
    return ["date", "account", "marketplace", "asin", *_TRAFFIC, *(f"ad_{name}" for name in _ADS)]


def _metrics(
    connection: Connection, first: date, last: date, asin: str | None, marketplace: str | None
) -> Iterator[list[Any]]:
    for account, market in accounts_and_marketplaces(connection):
        if (marketplace or market) != market:
            continue
        traffic, ads = read_daily(connection, account, market, first, last)
        rows: dict[tuple[Any, str], dict[str, float]] = {}
        for columns, names, prefix in ((traffic, _TRAFFIC, ""), (ads, _ADS, "ad_")):
            for place, key in enumerate(zip(columns["date"].tolist(), columns["asin"], strict=True)):
                if asin not in (None, key[1]):
                    continue
                row = rows.setdefault(key, {})
                for name in names:
                    value = float(columns[name][place])
                    if value == value:  # known; several campaigns of one day add up
                        row[prefix + name] = row.get(prefix + name, 0.0) + value if prefix else value
        names_of_all = (*_TRAFFIC, *(f"ad_{name}" for name in _ADS))
        for (day, its_asin), row in sorted(rows.items()):
            yield [day, account, market, its_asin, *(row.get(name) for name in names_of_all)]


_ALERT_HEAD = (
    "id", "kind", "account", "marketplace", "asin", "severity", "state", "opened_on", "seen_on", "resolved_on",
    "observed", "expected", "loss", "currency", "who", "reason", "headline",
)  # fmt: skip


def _alerts(connection: Connection, asin: str | None, marketplace: str | None) -> list[Alert]:
    return open_alerts(connection, asin=asin, marketplace=marketplace, states=tuple(State))


def _touches(alert: Alert, first: date, last: date) -> bool:
    return alert.opened_on <= last and (alert.resolved_on is None or alert.resolved_on >= first)


def _alert_row(alert: Alert, lang: str) -> list[Any]:
    about = alert.about
    return [
        alert.id, about.kind, about.account, about.marketplace, about.asin, alert.severity.value, alert.state.value,
        alert.opened_on, alert.seen_on, alert.resolved_on, alert.observed, alert.expected, alert.loss, alert.currency,
        alert.actor, alert.reason, say(alert.headline, lang),
    ]  # fmt: skip


_DIAGNOSIS_HEAD = (
    "account", "marketplace", "asin", "as_of", "days", "status", "sales_before", "sales_after", "change", "currency",
    "cause", "score", "since", "evidence", "action",
)  # fmt: skip


def _diagnosis_rows(found: Diagnosis, lang: str) -> Iterator[list[Any]]:
    """One row a cause, or one row without a cause."""
    sales = found.sales
    head: list[Any] = [
        found.account, found.marketplace, found.asin, found.as_of, found.days, found.status.value, sales.before,
        sales.after, sales.change, found.currency,
    ]  # fmt: skip
    if not found.causes:
        yield [*head, None, None, None, None, None]
    for cause in found.causes:
        name = say(Say(f"cause-{cause.cause.replace('_', '-')}"), lang)
        evidence = "\n".join(say(line.text, lang) for line in cause.evidence)
        yield [*head, name, round(cause.score, 3), cause.since, evidence, say(cause.action, lang)]


def period(last: date, days: int) -> tuple[date, date]:
    """The `days` days that end with `last`."""
    return last - timedelta(days=days - 1), last
