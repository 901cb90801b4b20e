"""The digest as plain text for the command line, in either language with the same figures."""

from __future__ import annotations

from collections.abc import Iterator

from analytics.kpis import change_pct
from bot.records.digest import Digest, Market, Mover, StockRisk, Totals
from bot.records.figures import Figures, label
from bot.records.text import Money, Number, Percent, Say
from templates.words import LANGUAGES, say

_SHOWN = ("sales", "units", "orders", "sessions", "cvr", "ad_spend", "acos", "tacos")
_RATIOS = ("cvr", "acos", "tacos")


def to_text(found: Digest, lang: str) -> str:
    """Lines of words: a title, each marketplace with its figures, movers and stock risks, open alerts, failures."""
    assert lang in LANGUAGES
    return "\n".join("  " * depth + say(line, lang) for depth, line in _lines(found, lang))


def _lines(found: Digest, lang: str) -> Iterator[tuple[int, Say]]:
    if found.as_of is None or not found.markets:
        yield 0, Say("figures-digest-nothing")
        return
    if found.quiet and not found.weekly:
        yield 0, Say("figures-digest-quiet", {"day": found.as_of, "sales": _sales(found)})
        return
    yield 0, Say("figures-digest-title-weekly" if found.weekly else "figures-digest-title", {"day": found.as_of})
    if found.total is not None:
        yield from _total(found.total, found.weekly)
    for market in found.markets:
        yield from _market(market, found.weekly, lang)
    yield 0, Say("figures-digest-alerts", {"n": found.open_alerts})
    for kind, n in found.by_kind.items():
        yield 1, Say("figures-digest-kind", {"kind": Say("kind-" + kind.replace("_", "-")), "n": n})
    for alert in found.listed:
        yield 1, alert.headline
    for failure in found.failures:
        yield 0, failure


def _sales(found: Digest) -> Say:
    if found.total is not None and not found.total.without:
        return Say("figures-digest-quiet-market", {"marketplace": "", "sales": found.total.day.shown("sales")})
    parts = [
        Say("figures-digest-quiet-market", {"marketplace": market.marketplace, "sales": market.day.shown("sales")})
        for market in found.markets
    ]
    together = parts[0]
    for part in parts[1:]:
        together = Say("common-and", {"first": together, "second": part})
    return together


def _total(total: Totals, weekly: bool) -> Iterator[tuple[int, Say]]:
    yield 0, Say("figures-digest-total", {"currency": total.currency})
    if total.without:
        yield 1, Say("figures-digest-without", {"currencies": ", ".join(total.without)})
    yield from _compare(*((total.week, total.week_before) if weekly else (total.day, total.week_ago)))


def _market(market: Market, weekly: bool, lang: str) -> Iterator[tuple[int, Say]]:
    names = {"marketplace": market.marketplace, "account": market.account}
    if weekly:
        yield 0, Say("figures-digest-market-weekly", {**names, "last": market.as_of})
        yield from _compare(market.week, market.week_before)
    else:
        yield 0, Say("figures-digest-market", {**names, "first": market.as_of, "before": market.week_ago.last})
        yield from _compare(market.day, market.week_ago)
    if market.day.provisional:
        yield 1, Say("figures-digest-provisional")
    for remark in market.remarks:
        yield 1, remark
    for day, holiday in market.holidays:
        yield 1, Say("figures-digest-holiday", {"day": day, "name": holiday.get(lang) or next(iter(holiday.values()))})
    if market.movers:
        yield 1, Say("figures-digest-movers")
        for move in market.movers:
            yield 2, mover_line(move)
    if market.stock_risks:
        yield 1, Say("figures-digest-stock")
        for risk in market.stock_risks:
            yield 2, stock_line(risk)


def mover_line(move: Mover) -> Say:
    """One mover in words."""
    return Say(
        "figures-digest-mover",
        {
            "asin": move.asin,
            "change": Money(move.change, move.currency),
            "pct": None if move.change_pct is None else Percent(move.change_pct, signed=True),
            "before": Money(move.before, move.currency),
            "after": Money(move.after, move.currency),
        },
    )


def stock_line(risk: StockRisk) -> Say:
    """One stock risk in words."""
    pace = Number(risk.units_a_day)
    if risk.available <= 0:
        return Say("figures-digest-stock-out", {"asin": risk.asin, "units": pace})
    return Say(
        "figures-digest-stock-line",
        {
            "asin": risk.asin,
            "days": Number(risk.days_of_cover),
            "available": Number(risk.available, 0),
            "units": pace,
        },
    )


def _compare(after: Figures, before: Figures) -> Iterator[tuple[int, Say]]:
    for name in _SHOWN:
        args = {"label": label(name), "after": after.shown(name), "before": before.shown(name)}
        change = None if name in _RATIOS else change_pct(before.values[name], after.values[name])
        if change is None:
            yield 1, Say("figures-digest-line", args)
        else:
            yield 1, Say("figures-digest-line-change", {**args, "change": Percent(change, signed=True)})
