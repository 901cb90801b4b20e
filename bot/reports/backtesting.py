"""`asinwatch backtest` and `/asinwatch backtest RULE`: the live checks replayed over stored data."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from analytics.detection import LOOK_BACK_DAYS
from analytics.detection.backtest import ReplayedAlert, RuleSummary, at_sensitivity, replays, summary
from analytics.detection.muting import MUTING_KINDS
from analytics.detection.reviews import LOOK_BACK
from bot.records.rules import Rule, Sensitivity
from bot.records.sales_events import SalesEvent
from bot.records.text import Money, Number, Percent, Say, Value
from bot.reports.topics import BAD_STARS, read_reviews
from bot.store.panels import accounts_and_marketplaces, load_panel
from templates.words import say


@dataclass(frozen=True)
class Backtest:
    """The alerts at the rules' own sensitivity, by opening day; `summaries` per rule at all three sensitivities."""

    first: date
    last: date
    alerts: tuple[ReplayedAlert, ...]
    summaries: tuple[RuleSummary, ...]


def backtest(
    connection: Connection,
    first: date,
    last: date,
    rules: Mapping[str, Rule],
    currency: str,
    *,
    summaries: bool = True,
    sales_events: Sequence[SalesEvent] = (),
    kinds: Collection[str] | None = None,
) -> Backtest:
    """Replays `rules` over `first` to `last` in every account and marketplace. Only reads.

    `currency` is the one that `fx_rates` are in units of. Without `summaries` no other sensitivity is replayed.
    With `kinds` the answer is about these alone; what silences them is replayed all the same.
    """
    if kinds is not None:
        beside = MUTING_KINDS if "sales_drop" in kinds else frozenset()
        rules = {kind: rule for kind, rule in rules.items() if kind in kinds or kind in beside or kind == "data_stale"}
    alerts: list[ReplayedAlert] = []
    rows: list[RuleSummary] = []
    for account, marketplace in accounts_and_marketplaces(connection):
        start = first - timedelta(days=LOOK_BACK_DAYS)
        panel = load_panel(connection, account, marketplace, start, last, currency, sales_events)
        judging = rules.get("bad_review")  # a preview replays one rule alone
        stars = BAD_STARS if judging is None else judging.param("max_stars", BAD_STARS)
        topics = read_reviews(connection, panel, first - timedelta(days=LOOK_BACK), last, stars).topics
        levels = list(Sensitivity) if summaries else []
        sets = [rules, *(at_sensitivity(rules, level) for level in levels)]
        own, *replayed = (
            [alert for alert in found if kinds is None or alert.kind in kinds]
            for found in replays(panel, first, last, sets, topics=topics)
        )
        alerts += own
        for level, found in zip(levels, replayed, strict=True):
            rows += summary(panel, found, first, last, level)
    alerts.sort(key=lambda alert: (alert.opened_on, alert.account, alert.marketplace, alert.kind, alert.asin or ""))
    return Backtest(first, last, tuple(alerts), tuple(_added(rows)))


def _added(rows: list[RuleSummary]) -> list[RuleSummary]:
    """One row per rule and sensitivity over all accounts and marketplaces."""
    order = list(Sensitivity)
    found: dict[tuple[str, Sensitivity], RuleSummary] = {}
    for row in rows:
        key = (row.kind, row.sensitivity)
        if key not in found:
            found[key] = row
            continue
        was = found[key]
        caught = {c: was.caught.get(c, 0.0) + row.caught.get(c, 0.0) for c in {*was.caught, *row.caught}}
        found[key] = RuleSummary(
            row.kind, row.sensitivity, was.alerts + row.alerts, was.per_week + row.per_week,
            was.followed + row.followed, was.judged + row.judged, caught,
        )  # fmt: skip
    return sorted(found.values(), key=lambda row: (row.kind, order.index(row.sensitivity)))


def summary_lines(found: Backtest, lang: str) -> list[str]:
    """The table of the rules, a line each."""
    lines = [say(Say("backtest-title", {"first": found.first, "last": found.last, "n": len(found.alerts)}), lang)]
    for row in found.summaries:
        share = Percent(100.0 * row.followed / row.judged, digits=0) if row.judged else None
        caught = [Money(amount, currency) for currency, amount in sorted(row.caught.items())]
        args: dict[str, Value] = {
            "kind": Say(f"kind-{row.kind.replace('_', '-')}"), "sensitivity": Say(f"sensitivity-{row.sensitivity}"),
            "n": row.alerts, "week": Number(row.per_week), "followed": share,
        }  # fmt: skip
        lines.append(say(Say("backtest-line", args), lang))
        lines += [say(Say("backtest-caught", {"amount": amount}), lang) for amount in caught]
    return lines
