"""`profit ASIN`, `profit all`: unit economics after ads and returns, unusual charges, returns beside the category.

Price is the average selling price of the last 30 days (the product file's where nothing was sold), ads are the spend of
those days over all units, returns the rate by ship cohort. What is unknown makes the profit unknown and is named.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.kpis import RETURN_DELAY, return_rate
from analytics.playbooks.facts import Facts, known_sum, missing, number, percent, unknown
from analytics.profit import UnitEconomics, margins, unit_economics
from bot.records.playbook import Playbook, Section, Standing
from bot.records.text import Say, Value

DAYS = 30
UNUSUAL = 2.0  # times its own usual month from which a charge is called unusual
LEAST_CHARGE = 0.1  # percent of the month's sales below which a charge is too small to tell
MUCH_MORE = 1.5  # times the category's return rate from which an ASIN stands out
SHOWN = 10
_COSTS = ("vat", "referral", "fulfilment", "inbound", "cost", "ads", "returns")


@dataclass(frozen=True)
class Earned:
    """One ASIN's unit economics over the window; `units` and `total` (profit times units) are None where unknown."""

    asin: str
    unit: UnitEconomics
    units: float | None
    total: float | None
    return_rate: float | None


def earned(facts: Facts, asin: str) -> Earned | None:
    """Unit economics of one ASIN over the last 30 days; None where it is not among the products."""
    product = facts.rows("products", asin)
    if not product:
        return None
    units, sales = (_whole(facts, name, asin) for name in ("units", "sales"))
    price = sales / units if units and sales is not None else None
    parts = margins(product, facts.marketplace, facts.rates, None if price is None else np.array([price]))
    rate = returned(facts, asin)
    unit = unit_economics(parts, 0, units=units, ad_spend=_spend(facts, asin), return_rate=rate)
    total = None if unit.profit is None or units is None else unit.profit * units
    return Earned(asin, unit, units, total, rate)


def returned(facts: Facts, asin: str) -> float | None:
    """The ASIN's return rate by ship cohort over 30 days in percent; None where no return of the account is stored."""
    rows = facts.rows("returns")
    if not rows:
        return None
    length = DAYS + len(RETURN_DELAY)
    back = facts.daily("returns", "quantity", asin, length)
    units = facts.daily("traffic_daily", "units", asin, length)
    return return_rate(np.nan_to_num(back), units, DAYS).value


def _whole(facts: Facts, column: str, asin: str) -> float | None:
    """The sum of the window; None where a day is unknown."""
    values = facts.daily("traffic_daily", column, asin, DAYS)
    return None if np.isnan(values).any() else float(values.sum())


def _spend(facts: Facts, asin: str) -> float | None:
    """Ad spend of the window: an ASIN without rows spent nothing where the account's ads reports have come."""
    days = facts.rows("ads_daily", None, DAYS)
    if not days or len(np.unique(days["date"])) < DAYS:
        return None
    mine = facts.rows("ads_daily", asin, DAYS)
    if not mine:
        return 0.0
    spend = float(mine["spend"].sum())
    return None if np.isnan(spend) else spend


def profit_playbook(facts: Facts, asin: str) -> Playbook:
    """The playbook of one ASIN."""
    one = earned(facts, asin)
    title = facts.product(asin).get("title")
    if one is None:
        return Playbook("profit", facts.account, facts.marketplace, asin, facts.as_of, Say("playbooks-profit-unknown"),
                        (), (missing("products"),))  # fmt: skip
    lacking = (Say("playbooks-profit-missing", {"fields": ", ".join(one.unit.missing)}),) if one.unit.missing else ()
    sections = (_unit(facts, one), charges(facts, asin), _returns(facts, asin, one.return_rate))
    return Playbook("profit", facts.account, facts.marketplace, asin, facts.as_of, _verdict(facts, one), sections,
                    lacking, title if isinstance(title, str) else None)  # fmt: skip


def _verdict(facts: Facts, one: Earned) -> Say:
    if one.unit.profit is None:
        return Say("playbooks-profit-unknown")
    key = "playbooks-profit-loses" if one.unit.profit < 0 else "playbooks-profit-earns"
    return Say(key, {"unit": facts.money(one.unit.profit), "share": percent(one.unit.profit_pct),
                     "total": facts.money(one.total)})  # fmt: skip


def _unit(facts: Facts, one: Earned) -> Section:
    unit = one.unit
    lines = [Say("playbooks-profit-price", {"amount": facts.money(unit.price), "units": number(one.units, 0)})]
    for name in _COSTS:
        amount: float | None = getattr(unit, name)
        part = None if amount is None or not unit.price else 100.0 * amount / unit.price
        lines.append(Say(f"playbooks-profit-{name}", {"amount": facts.money(amount), "share": percent(part)}))
    lines.append(Say("playbooks-profit-left", {"amount": facts.money(unit.profit), "share": percent(unit.profit_pct)}))
    if unit.profit is None:
        return Section(Say("playbooks-profit-unit"), Standing.UNKNOWN, tuple(lines))
    bad = unit.profit < 0
    key = "playbooks-profit-do-price" if (unit.before_ads or 0.0) <= 0 else "playbooks-profit-do-ads"
    actions = (Say(key),) if bad else ()
    return Section(Say("playbooks-profit-unit"), Standing.BAD if bad else Standing.OK, tuple(lines), actions)


def charges(facts: Facts, asin: str | None) -> Section:
    """Charges of the last 30 days by kind beside a usual month of the 90 days before."""
    if not facts.rows("charges", None, 4 * DAYS):
        return unknown("playbooks-profit-charges", missing("charges"))
    rows = facts.rows("charges", asin, 4 * DAYS)
    if not rows:
        return Section(Say("playbooks-profit-charges"), Standing.OK, (Say("playbooks-profit-no-charge"),))
    recent = rows["date"] > np.datetime64(facts.day(DAYS), "D")
    before = (facts.day(DAYS) - rows["date"].min().astype(object)).days + 1  # days of charges before these 30
    months = min(before, 3 * DAYS) / DAYS
    lines, odd = [], []
    traffic = facts.rows("traffic_daily", asin, DAYS)
    sales = (known_sum(traffic["sales"]) if traffic else None) or 0.0
    for kind in sorted({str(kind) for kind in rows["kind"]}):
        here = rows["kind"] == kind
        now = float(np.nansum(rows["amount"][here & recent]))
        usual = float(np.nansum(rows["amount"][here & ~recent])) / months if months >= 1 else None
        args: dict[str, Value] = {"kind": kind, "now": facts.money(now), "usual": facts.money(usual)}
        lines.append((abs(now), Say("playbooks-profit-charge", args)))
        if usual is not None and abs(now) > max(UNUSUAL * abs(usual), LEAST_CHARGE / 100.0 * sales):
            odd.append(Say("playbooks-profit-do-charge", args))
    lines.sort(key=lambda one: -one[0])
    status = Standing.BAD if odd else Standing.OK if months >= 1 else Standing.UNKNOWN
    return Section(
        Say("playbooks-profit-charges"), status, tuple(line for _, line in lines[:SHOWN]), tuple(odd[:SHOWN])
    )


def _returns(facts: Facts, asin: str, rate: float | None) -> Section:
    title = Say("playbooks-profit-returns-title")
    category = facts.product(asin).get("category")
    others = []
    if isinstance(category, str):
        products = facts.rows("products")
        for other in products["asin"][products["category"] == category]:
            if other != asin and (one := returned(facts, str(other))) is not None:
                others.append(one)
    usual = float(np.median(others)) if len(others) >= 3 else None
    line = Say("playbooks-profit-rate", {"rate": percent(rate), "usual": percent(usual), "n": len(others)})
    if rate is None:
        return Section(title, Standing.UNKNOWN, (line, missing("returns")))
    if usual is None:
        return Section(title, Standing.UNKNOWN, (line,))
    bad = rate > MUCH_MORE * usual and rate - usual > 1.0
    reasons = _reasons(facts, asin)
    actions = (Say("playbooks-profit-do-returns"),) if bad else ()
    return Section(title, Standing.BAD if bad else Standing.OK, (line, *reasons), actions)


def _reasons(facts: Facts, asin: str) -> tuple[Say, ...]:
    rows = facts.rows("returns", asin, DAYS)
    if not rows:
        return ()
    found: dict[str, float] = {}
    for reason, quantity in zip(rows["reason"], rows["quantity"], strict=True):
        if reason and not np.isnan(quantity):
            found[str(reason)] = found.get(str(reason), 0.0) + float(quantity)
    top = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:3]
    return tuple(Say("playbooks-profit-reason", {"reason": reason, "n": round(count)}) for reason, count in top)
