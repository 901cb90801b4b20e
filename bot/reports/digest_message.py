"""The morning digest as a Slack message."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from bot.records.alerts import Alert
from bot.records.digest import Digest, Market, Mover, StockRisk, Totals
from bot.records.figures import Figures
from bot.records.text import Money, Number, Percent, Say, Value
from templates.render import render

MOST_MOVERS = 3
MOST_RISKS = 3
MOST_LISTED = 8
MOST_IN_TABLE = 12
FEW = 5  # marketplaces: with more the table has fewer columns, for the room in the message
_LINE = ("sales", "units", "orders", "sessions", "cvr", "acos", "tacos")
_SHORT_LINE = ("sales", "orders", "cvr", "acos")
_IN_POINTS = ("cvr", "acos", "tacos")  # ratios stand beside the earlier ratio, not as a percentage of it
MARKS = {"high": ":red_circle:", "medium": ":large_orange_circle:", "low": ":large_yellow_circle:"}


def digest_message(found: Digest, lang: str) -> dict[str, Any]:
    """`text` and `blocks` for a channel. A quiet day is one line, nothing stored is said."""
    many = len(found.markets) > 4
    tabled = found.markets[:MOST_IN_TABLE] if len(found.markets) > 1 else ()
    view = {
        "headline": _headline(found),
        "quiet": found.quiet,
        "empty": not found.markets,
        "total": _total(found.total, weekly=found.weekly) if found.total else None,
        "table": _table(tabled, found.weekly),
        "markets": [
            _market(market, found.weekly, 1 if many else MOST_MOVERS, tabled=n < len(tabled))
            for n, market in enumerate(found.markets)
        ],
        "open_alerts": Say("digest-open-alerts", {"n": found.open_alerts}),
        "by_kind": [
            Say("digest-kind-count", {"kind": kind_name(kind), "n": count}) for kind, count in found.by_kind.items()
        ],
        "listed": [_listed(alert) for alert in found.listed[:MOST_LISTED]],
        "more": Say("common-more", {"n": len(found.listed) - MOST_LISTED}) if len(found.listed) > MOST_LISTED else None,
        "failures": found.failures,
        "picture": _picture_request(found),
        "lang": lang,
    }
    return render("digest", view, lang)


def _picture_request(found: Digest) -> str | None:
    """What the button "Chart" asks for: the last day that every marketplace has."""
    if not found.markets:
        return None
    day = min(market.as_of for market in found.markets)
    return json.dumps({"k": "digest", "a": {"as_of": day.isoformat()}, "p": 0}, separators=(",", ":"))


def kind_name(kind: str) -> Say:
    return Say(f"kind-{kind.replace('_', '-')}")


def _headline(found: Digest) -> Say:
    if found.as_of is None:
        return Say("digest-nothing")
    return Say("digest-headline-weekly" if found.weekly else "digest-headline", {"day": found.as_of})


def figure_lines(names: Sequence[str], now: Figures, before: Figures) -> list[Say]:
    """The named figures beside the earlier ones, without those that are unknown on both sides."""
    known = [name for name in names if now.values[name] is not None or before.values[name] is not None]
    return [figure_line(name, now, before) for name in known]


def figure_line(name: str, now: Figures, before: Figures) -> Say:
    """One figure beside the earlier one."""
    label = Say(f"metric-{name.replace('_', '-')}")
    if name in _IN_POINTS:
        return Say("digest-ratio", {"label": _short(name), "now": now.shown(name), "before": before.shown(name)})
    return Say("digest-figure", {"label": label, "now": now.shown(name), "change": _change(name, now, before)})


def _short(name: str) -> Say:
    return Say(f"digest-{name}" if name in _IN_POINTS else f"metric-{name}")


def _change(name: str, now: Figures, before: Figures) -> Value:
    after, earlier = now.values[name], before.values[name]
    if after is None or earlier is None:
        return None
    if not earlier > 0:
        return Say("digest-from-zero") if after > 0 else Percent(0.0, signed=True)
    return Percent(100 * (after - earlier) / earlier, signed=True)


def _compared(market: Market, weekly: bool) -> tuple[Figures, Figures]:
    return (market.week, market.week_before) if weekly else (market.day, market.week_ago)


def _table(markets: Sequence[Market], weekly: bool) -> dict[str, Any] | None:
    """The figures of several marketplaces, a row each, without the columns that nobody knows; None for none."""
    rows = [_compared(market, weekly) for market in markets]
    wanted = _LINE if len(markets) <= FEW else _SHORT_LINE
    names = [name for name in wanted if any(f.values[name] is not None for row in rows for f in row)]
    if not names:
        return None
    accounts = {market.account for market in markets}
    return {
        "head": [Say("digest-column-marketplace"), *(_short(name) for name in names)],
        "rows": [
            [
                market.marketplace if len(accounts) == 1 else f"{market.marketplace} · {market.account}",
                *(_cell(name, *_compared(market, weekly)) for name in names),
            ]
            for market in markets
        ],
    }


def _cell(name: str, now: Figures, before: Figures) -> Say | str:
    if now.values[name] is None and before.values[name] is None:
        return "–"
    if name in _IN_POINTS:
        return Say("common-pair", {"before": before.shown(name), "after": now.shown(name)})
    return Say("digest-cell", {"now": now.shown(name), "change": _change(name, now, before)})


def _market(market: Market, weekly: bool, movers: int, *, tabled: bool) -> dict[str, Any]:
    """`tabled`: its figures stand in the table above."""
    now, before = _compared(market, weekly)
    named: dict[str, Value] = {"marketplace": market.marketplace, "account": market.account, "day": market.as_of}
    key = "digest-market-weekly" if weekly else "digest-market"
    if market.account == "main":
        key = f"{key}-main"
    return {
        "title": Say(key, named),
        "line": () if tabled else figure_lines(_LINE, now, before),
        "trend": [day.values["sales"] for day in market.trend],
        "week": Say("digest-week", {"sales": market.week.shown("sales"), "change": _week_change(market)}),
        "weekly": weekly,
        "day": Say(
            "digest-day",
            {
                "day": market.as_of,
                "sales": market.day.shown("sales"),
                "change": _change("sales", market.day, market.week_ago),
            },
        ),
        "movers": [_mover(mover) for mover in market.movers[: 2 * movers]],
        "risks": [_risk(risk) for risk in market.stock_risks[:MOST_RISKS]],
        "more_risks": _more(len(market.stock_risks) - MOST_RISKS),
        "holidays": market.holidays,
        "provisional": now.provisional,
        "remarks": market.remarks,
        "quiet": Say(
            "digest-quiet-market",
            {
                "marketplace": market.marketplace,
                "day": market.as_of,
                "sales": now.shown("sales"),
                "change": _change("sales", now, before),
            },
        ),
    }


def _week_change(market: Market) -> Value:
    return _change("sales", market.week, market.week_before)


def _more(left: int) -> Say | None:
    return Say("common-more", {"n": left}) if left > 0 else None


def _mover(mover: Mover) -> Say:
    pct = Percent(mover.change_pct, signed=True) if mover.change_pct is not None else Say("digest-from-zero")
    return Say(
        "digest-mover-up" if mover.change >= 0 else "digest-mover-down",
        {
            "asin": mover.asin,
            "title": short_title(mover.title),
            "change": Money(mover.change, mover.currency),
            "pct": pct,
        },
    )


def short_title(title: str | None, most: int = 48) -> str:
    """The beginning of a product's title, "–" where it is unknown."""
    if not title:
        return "–"
    return title if len(title) <= most else title[: most - 1] + "…"


def _risk(risk: StockRisk) -> Say:
    named: dict[str, Value] = {
        "asin": risk.asin,
        "title": short_title(risk.title),
        "available": Number(risk.available, 0),
    }
    if risk.available <= 0:
        return Say("digest-risk-out", {**named, "rate": Number(risk.units_a_day, 1)})
    return Say(
        "digest-risk",
        {
            **named,
            "days": Number(risk.days_of_cover, 0),
            "lead": Number(risk.lead_time_days, 0) if risk.lead_time_days is not None else None,
            "out_on": risk.out_on,
        },
    )


def _listed(alert: Alert) -> dict[str, Any]:
    return {"mark": MARKS[alert.severity.value], "headline": alert.headline}


def _total(total: Totals, *, weekly: bool) -> dict[str, Any]:
    now, before = (total.week, total.week_before) if weekly else (total.day, total.week_ago)
    return {
        "title": Say("digest-total", {"currency": total.currency}),
        "line": figure_lines(_LINE, now, before),
        "without": Say("digest-total-without", {"currencies": ", ".join(total.without)}) if total.without else None,
    }
