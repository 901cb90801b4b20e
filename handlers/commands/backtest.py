"""`/asinwatch backtest [KIND] [days]`: what the rules would have said over the last days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from analytics.detection.backtest import ReplayedAlert, RuleSummary
from bot.pipeline import current_rules
from bot.records.rules import Rule, Sensitivity
from bot.records.text import Money, Number, Percent, Say, Value
from bot.reports.backtesting import backtest as replayed
from bot.store.panels import accounts_and_marketplaces, last_complete_day
from handlers.answers import Answer, Asker, Request, foot
from handlers.commands.rules import kind_name, named_kind
from handlers.permissions import join
from handlers.replies import notice
from templates.render import render

if TYPE_CHECKING:
    from handlers.desk import Desk

DAYS = 60
LISTED = 10


def backtest(desk: Desk, request: Request, asker: Asker) -> Answer:
    """One rule or all, over `days` up to the last complete day; changes nothing."""
    kind = named_kind(request.text("kind") or "")
    if request.text("kind") and kind is None:
        return Answer(notice(asker.lang, Say("command-unknown-kind", {"word": request.text("kind")})))
    days = request.number("days") or DAYS
    services = desk.services
    with services.engine.connect() as connection:
        last = last_day(connection, services.clock.now())
        if last is None:
            return Answer(notice(asker.lang, Say("command-status-no-data")))
        rules = current_rules(services, connection)
        if kind:  # its noise is asked for before the rule is turned on, too
            rules[kind] = replace(rules[kind], enabled=True)
        found = replayed(
            connection, last - timedelta(days=days - 1), last, rules, services.settings.currency,
            sales_events=services.settings.team.events(), kinds=(kind,) if kind else None,
        )  # fmt: skip
    asked = request.with_args(kind=kind, days=days)
    view = {
        "headline": Say("command-backtest-headline", {"first": found.first, "last": found.last}),
        "table": _table(found.summaries, rules),
        "alerts": [_line(alert) for alert in found.alerts[-LISTED:]],
        "more": Say("common-more", {"n": len(found.alerts) - LISTED}) if len(found.alerts) > LISTED else None,
        "foot": foot(asked, asker),
    }
    return Answer(render("backtest", view, asker.lang), asked)


def last_day(connection: Connection, now: datetime) -> date | None:
    """The latest of the marketplaces' last complete days."""
    days = (last_complete_day(connection, *place, now) for place in accounts_and_marketplaces(connection))
    return max((day for day in days if day is not None), default=None)


def _table(rows: tuple[RuleSummary, ...], rules: Mapping[str, Rule]) -> dict[str, object] | None:
    """A row a rule: how many alerts at each sensitivity; what followed and what was at stake at the rule's own."""
    if not rows:
        return None
    by_kind: dict[str, dict[Sensitivity, RuleSummary]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, {})[row.sensitivity] = row
    head = [
        Say("command-backtest-column-rule"),
        *(Say(f"sensitivity-{one.value}") for one in Sensitivity),
        Say("command-backtest-column-followed"),
        Say("command-backtest-column-stake"),
    ]
    return {
        "head": head,
        "rows": [
            [
                kind_name(kind),
                *(str(some[one].alerts) if one in some else "0" for one in Sensitivity),
                *_followed(some.get(rules[kind].sensitivity)),
            ]
            for kind, some in by_kind.items()
        ],
    }


def _followed(row: RuleSummary | None) -> tuple[Say | str, Say | str]:
    if row is None:
        return "–", "–"
    share: Say | str = "–"
    if row.judged:
        share = Say("command-backtest-share", {"share": Percent(100.0 * row.followed / row.judged, digits=0)})
    caught: list[Value] = [Money(amount, currency) for currency, amount in sorted(row.caught.items())]
    return share, Say("command-backtest-caught", {"caught": join(caught)}) if caught else "–"


def summary_says(rows: tuple[RuleSummary, ...]) -> list[Say]:
    """One line a rule and sensitivity."""
    lines = []
    for row in rows:
        share: Value = Percent(100.0 * row.followed / row.judged, digits=0) if row.judged else None
        caught: list[Value] = [Money(amount, currency) for currency, amount in sorted(row.caught.items())]
        lines.append(
            Say(
                "command-backtest-line",
                {
                    "kind": kind_name(row.kind),
                    "sensitivity": Say(f"sensitivity-{row.sensitivity.value}"),
                    "n": row.alerts,
                    "week": Number(row.per_week),
                    "share": share,
                    "caught": join(caught) if caught else None,
                },
            )
        )
    return lines


def _line(alert: ReplayedAlert) -> Say:
    if alert.resolved_on is None:
        return Say("command-backtest-alert-open", {"since": alert.opened_on, "headline": alert.headline})
    named: dict[str, Value] = {"since": alert.opened_on, "until": alert.resolved_on, "headline": alert.headline}
    return Say("command-backtest-alert", named)
