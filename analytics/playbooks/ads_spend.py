"""Parts of the ads playbook that look at single campaigns and search terms: waste, terms, budgets, the own brand."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analytics.ads import Spent, by, conversion, to_negate, to_promote, without_sales
from analytics.playbooks.facts import Columns, Facts, missing, number, percent, share, unknown
from bot.records.playbook import Section, Standing
from bot.records.text import Say, Value

WASTE_SHARE = 10.0  # percent of spend without a sale from which it is called waste
BRAND_SHARE = 10.0  # percent of spend on the own brand's name from which it is worth asking why
OUT_OF_BUDGET = 5.0  # percent of the day, as the mean of a week
SHOWN = 5


def spent_line(facts: Facts, one: Spent, name: Value) -> Say:
    """One campaign, term or ASIN: its spend, sales and ACOS."""
    return Say(
        "playbooks-spent",
        {
            "name": name,
            "spend": facts.money(one.spend),
            "sales": facts.money(one.sales),
            "acos": percent(one.acos) if one.sales != 0 else Say("figures-no-ad-sales"),
            "clicks": number(one.clicks, 0),
        },
    )


def match_types(terms: Columns) -> np.ndarray:
    """The match type of each row of search terms in capitals, "" where unknown."""
    return np.array([(kind or "").upper() for kind in terms["match_type"]], dtype=object)


def waste(facts: Facts, rows: Columns, terms: Columns) -> Section:
    """Money that brought no order, by search term, or by campaign where terms are not known."""
    source, key = (terms, "search_term") if terms else (rows, "campaign_id")
    names = {} if terms else dict(zip(rows["campaign_id"], rows["campaign_name"], strict=True))
    all_of = by(source, key)
    lost, where = without_sales(all_of)
    part = share(lost, sum(one.spend for one in all_of))
    title = Say("playbooks-ads-waste")
    lines = [
        Say("playbooks-ads-waste-terms" if terms else "playbooks-ads-waste-campaigns",
            {"lost": facts.money(lost), "share": percent(part, 0), "n": len(where)}),
        *(spent_line(facts, one, names.get(one.name) or one.name) for one in where[:SHOWN]),
    ]  # fmt: skip
    if part is None:
        return Section(title, Standing.UNKNOWN, (lines[0],))
    bad = part > WASTE_SHARE
    actions = (Say("playbooks-ads-do-waste"),) if bad else ()
    return Section(title, Standing.BAD if bad else Standing.OK, tuple(lines), actions)


def terms_of(facts: Facts, terms: Columns, limit: float | None) -> Section:
    """Search terms worth an exact campaign, and those to negate. `limit`: the ACOS in percent that is good enough."""
    title = Say("playbooks-ads-terms")
    if not terms:
        return unknown("playbooks-ads-terms", missing("search_terms"))
    found = by(terms, "search_term")
    kinds = match_types(terms)
    exact = frozenset(str(term) for term in terms["search_term"][kinds == "EXACT"])
    rate = conversion(found)
    good, poor = to_promote(found, limit, exact), to_negate(found, rate)
    lines = [Say("playbooks-ads-rate", {"rate": percent(None if rate is None else 100 * rate)})]
    actions = []
    for one in good[:SHOWN]:
        lines.append(spent_line(facts, one, Say("playbooks-quoted", {"text": one.name})))
        actions.append(Say("playbooks-ads-do-promote", {"term": one.name, "orders": round(one.orders or 0)}))
    for one in poor[:SHOWN]:
        lines.append(spent_line(facts, one, Say("playbooks-quoted", {"text": one.name})))
        actions.append(Say("playbooks-ads-do-negate", {"term": one.name, "clicks": round(one.clicks or 0)}))
    status = Standing.UNKNOWN if rate is None else Standing.BAD if poor else Standing.OK
    return Section(title, status, tuple(lines), tuple(actions))


def budgets(facts: Facts, rows: Columns, limit: float | None) -> Section:
    """The ASIN's campaigns that ran out of budget in the last week, and whether more money is worth it."""
    campaigns = facts.rows("campaigns", days=7)
    if not campaigns:
        return unknown("playbooks-ads-budget", missing("campaigns"))
    spent = {one.name: one for one in by(rows, "campaign_id")}
    names = dict(zip(rows["campaign_id"], rows["campaign_name"], strict=True))
    lines, actions, seen = [], [], 0
    for name, out, budget in _out_of_budget(campaigns, set(spent)):
        seen += 1
        if out is None or out < OUT_OF_BUDGET:
            continue
        acos = spent[name].acos
        args: dict[str, Value] = {
            "name": names.get(name) or name,
            "out": percent(out, 0),
            "budget": facts.money(budget),
            "acos": percent(acos),
        }
        lines.append(Say("playbooks-ads-budget-line", args))
        worth = acos is not None and limit is not None and acos <= limit
        actions.append(Say("playbooks-ads-do-raise" if worth else "playbooks-ads-do-not-raise", args))
    if not seen:
        return unknown("playbooks-ads-budget", missing("campaigns", ("out_of_budget_pct",)))
    status = Standing.BAD if lines else Standing.OK
    return Section(
        Say("playbooks-ads-budget"), status, tuple(lines) or (Say("playbooks-ads-budget-ok"),), tuple(actions)
    )


def _out_of_budget(campaigns: Columns, mine: set[str]) -> Iterator[tuple[str, float | None, float | None]]:
    """(campaign, mean share of the day without budget in percent, last known daily budget), only where it is known."""
    for name in sorted(mine):
        here = campaigns["campaign_id"] == name
        out = campaigns["out_of_budget_pct"][here]
        out = out[~np.isnan(out)]
        budget = campaigns["daily_budget"][here]
        budget = budget[~np.isnan(budget)]
        if len(out):
            yield name, float(out.mean()), float(budget[-1]) if len(budget) else None


def brand_terms(facts: Facts, asin: str, terms: Columns, brand: object) -> Section:
    """What is paid for shoppers who searched the own brand, and whether the page leads there without ads."""
    if not terms or not isinstance(brand, str) or not brand.strip():
        reason = missing("products", ("brand",)) if terms else missing("search_terms")
        return unknown("playbooks-ads-brand", reason)
    name = brand.strip().casefold()
    here = np.array([name in (term or "").casefold() for term in terms["search_term"]], dtype=bool)
    spend = np.nan_to_num(terms["spend"])
    part = share(float(spend[here].sum()), float(spend.sum()))
    ranks = facts.rows("keyword_ranks", asin, 14)
    best = None
    if ranks:
        own = np.array([name in (word or "").casefold() for word in ranks["keyword"]], dtype=bool)
        known = ranks["organic_rank"][own & ~np.isnan(ranks["organic_rank"])]
        best = float(known.min()) if len(known) else None
    line = Say(
        "playbooks-ads-brand-line",
        {"brand": brand, "share": percent(part, 0), "spend": facts.money(float(spend[here].sum())),
         "rank": number(best, 0)},
    )  # fmt: skip
    title = Say("playbooks-ads-brand")
    if part is None:
        return Section(title, Standing.UNKNOWN, (line,))
    if part < BRAND_SHARE:
        return Section(title, Standing.OK, (line,))
    if best is None:
        return Section(title, Standing.UNKNOWN, (line, missing("keyword_ranks")))
    if best <= 3:
        return Section(title, Standing.BAD, (line,), (Say("playbooks-ads-do-brand", {"brand": brand}),))
    return Section(title, Standing.OK, (line,))
