"""`profit all`: which ASINs earn, which lose money, and what was charged, over a whole marketplace."""

from __future__ import annotations

from analytics.playbooks.facts import Facts, missing, number, percent
from analytics.playbooks.profit import SHOWN, Earned, charges, earned
from bot.records.playbook import Playbook, Section, Standing
from bot.records.text import Money, Say


def profit_of_all(facts: Facts) -> Playbook:
    """The playbook of a whole marketplace."""
    products = facts.rows("products")
    asins = sorted({str(asin) for asin in products["asin"]}) if products else []
    found = [one for asin in asins if (one := earned(facts, asin)) is not None]
    known = [one for one in found if one.total is not None]
    total = sum(one.total or 0.0 for one in known)
    losing = sorted((one for one in known if (one.total or 0.0) < 0), key=lambda one: one.total or 0.0)
    best = sorted(known, key=lambda one: -(one.total or 0.0))[:5]
    lacking = sorted({name for one in found for name in one.unit.missing})
    if not known:
        return Playbook("profit", facts.account, facts.marketplace, None, facts.as_of, Say("playbooks-profit-unknown"),
                        (charges(facts, None),), (Say("playbooks-profit-missing", {"fields": ", ".join(lacking)}),)
                        if lacking else (missing("products"),))  # fmt: skip
    sections = (
        Section(Say("playbooks-profit-losing"), Standing.BAD if losing else Standing.OK,
                tuple(_line(facts, one) for one in losing[:SHOWN]) or (Say("common-none"),),
                (Say("playbooks-profit-do-look", {"asin": losing[0].asin}),) if losing else ()),
        Section(Say("playbooks-profit-best"), Standing.OK, tuple(_line(facts, one) for one in best)),
        charges(facts, None),
    )  # fmt: skip
    verdict = Say("playbooks-profit-all", {"total": Money(total, facts.currency), "n": len(known),
                                           "losing": len(losing), "unknown": len(found) - len(known)})  # fmt: skip
    could_not = (Say("playbooks-profit-missing", {"fields": ", ".join(lacking)}),) if len(known) < len(found) else ()
    return Playbook("profit", facts.account, facts.marketplace, None, facts.as_of, verdict, sections, could_not)


def _line(facts: Facts, one: Earned) -> Say:
    return Say("playbooks-profit-line", {"asin": one.asin, "total": facts.money(one.total),
                                         "unit": facts.money(one.unit.profit), "share": percent(one.unit.profit_pct),
                                         "units": number(one.units, 0)})  # fmt: skip
