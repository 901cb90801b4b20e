"""`stock all`: what runs out, what to order now, what lies too long, over a whole marketplace."""

from __future__ import annotations

import numpy as np

from analytics.inventory import EXCESS_DAYS
from analytics.playbooks.facts import Facts, missing, number, unknown
from analytics.playbooks.stock import Supply, ipi, ipi_drivers, supply_of
from bot.records.playbook import Benchmarks, Playbook, Section, Standing
from bot.records.text import Say

SHOWN = 10


def stock_of_all(facts: Facts, benchmarks: Benchmarks | None = None) -> Playbook:
    """The playbook of a whole marketplace."""
    limits = benchmarks or Benchmarks()
    recent = facts.rows("inventory_daily", None, 3)
    asins = sorted({str(asin) for asin in recent["asin"]}) if recent else []
    supplies = {asin: supply_of(facts, asin) for asin in asins}
    selling = {asin: one for asin, one in supplies.items() if one.demand}
    short, out = _short(facts, selling)
    sections = (short, _orders(facts, selling), _outages(facts, asins, limits.stockout_days_90),
                _excess(facts, selling), ipi(facts, ipi_drivers(facts)))  # fmt: skip
    verdict = (
        Say("playbooks-stock-all", {"out": out, "short": len(short.lines), "n": len(asins)})
        if asins
        else Say("playbooks-stock-unknown")
    )
    lacking = () if asins else (missing("inventory_daily"),)
    return Playbook("stock", facts.account, facts.marketplace, None, facts.as_of, verdict, sections, lacking)


def _short(facts: Facts, supplies: dict[str, Supply]) -> tuple[Section, int]:
    if not supplies:
        return unknown("playbooks-stock-cover", missing("inventory_daily")), 0
    risky = [
        (one.cover, asin, one)
        for asin, one in supplies.items()
        if one.cover is not None and one.cover < (14.0 if one.lead is None else one.lead)
    ]
    risky.sort(key=lambda found: (found[0], found[1]))
    lines = []
    for cover, asin, one in risky:
        ends = one.out_on(facts.as_of)
        lines.append(
            Say("playbooks-stock-short-line", {"asin": asin, "days": number(cover), "day": ends[0] if ends else None,
                                               "units": number(one.available, 0), "way": number(one.on_the_way, 0)})
        )  # fmt: skip
    status = Standing.BAD if risky else Standing.OK
    section = Section(Say("playbooks-stock-cover"), status, tuple(lines[: 2 * SHOWN]))
    return section, sum(cover == 0 for cover, _, _ in risky)


def _orders(facts: Facts, supplies: dict[str, Supply]) -> Section:
    title = Say("playbooks-stock-order")
    found = [(order, asin) for asin, one in supplies.items() if (order := one.order(facts.as_of)) is not None]
    if not found:
        return unknown("playbooks-stock-order", missing("products", ("lead_time_days",)))
    found.sort(key=lambda one: (one[0][0], -one[0][1], one[1]))
    soon = [one for one in found if (one[0][0] - facts.as_of).days <= 14]
    actions = tuple(
        Say("playbooks-stock-do-order-of", {"asin": asin, "day": when, "units": units})
        for (when, units), asin in soon[:SHOWN]
    )
    bad = any(when <= facts.as_of for (when, _), _ in soon)
    line = Say("playbooks-stock-orders-due", {"n": len(soon), "known": len(found)})
    return Section(title, Standing.BAD if bad else Standing.OK, (line,), actions)


def _outages(facts: Facts, asins: list[str], most: int) -> Section:
    days = {asin: int((facts.daily("inventory_daily", "available", asin, 90) <= 0).sum()) for asin in asins}
    failed = sorted(((n, asin) for asin, n in days.items() if n > most), reverse=True)
    lines = tuple(Say("playbooks-stock-outages-of", {"asin": asin, "out": n}) for n, asin in failed[:SHOWN])
    if not asins:
        return unknown("playbooks-stock-outages", missing("inventory_daily"))
    head = Say("playbooks-stock-outages-all", {"n": len(failed), "most": most})
    return Section(Say("playbooks-stock-outages"), Standing.BAD if failed else Standing.OK, (head, *lines))


def _excess(facts: Facts, supplies: dict[str, Supply]) -> Section:
    if not supplies:
        return unknown("playbooks-stock-excess", missing("inventory_daily"))
    found = []
    for asin, one in supplies.items():
        if one.available is None or not one.demand:
            continue
        units = one.available + (one.later or 0.0) - EXCESS_DAYS * one.demand
        if units >= 1:
            cost = facts.number(asin, "unit_cost")
            found.append((units, asin, cost))
    found.sort(key=lambda one: (-one[0] * (one[2] or 1.0), one[1]))
    lines = tuple(
        Say("playbooks-stock-excess-of", {"asin": asin, "excess": number(float(np.floor(units)), 0)})
        for units, asin, _ in found[:SHOWN]
    )
    head = Say("playbooks-stock-excess-all", {"n": len(found), "limit": number(EXCESS_DAYS, 0)})
    status = Standing.BAD if found else Standing.OK
    return Section(Say("playbooks-stock-excess"), status, (head, *lines),
                   (Say("playbooks-stock-do-excess"),) if found else ())  # fmt: skip
