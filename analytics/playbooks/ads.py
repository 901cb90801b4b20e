"""`ads ASIN`: where the ad money goes and what to change.

Figures of 30 days that end 3 days back, as orders from ads are credited for days after the click.
"""

from __future__ import annotations

import numpy as np

from analytics.ads import Phase, Spent, by, phase
from analytics.playbooks.ads_spend import SHOWN, brand_terms, budgets, match_types, spent_line, terms_of, waste
from analytics.playbooks.facts import Columns, Facts, by_day, known_sum, missing, percent, share
from analytics.profit import BreakEven, break_even_acos
from bot.records.playbook import Benchmarks, Playbook, Section, Standing
from bot.records.text import Percent, Say

DAYS, SETTLING = 30, 3


def ads_playbook(facts: Facts, asin: str, benchmarks: Benchmarks | None = None) -> Playbook:
    """The playbook of one ASIN. `benchmarks` are shown beside the figures and judge nothing."""
    field = benchmarks or Benchmarks()
    rows = facts.rows("ads_daily", asin, DAYS, SETTLING)
    even = break_even_of(facts, asin)
    target = facts.number(asin, "target_acos")
    product = facts.product(asin)
    sections: list[Section] = []
    lacking: list[Say] = []
    if not rows:
        lacking.append(missing("ads_daily"))
        verdict = Say("playbooks-ads-none", {"days": DAYS})
        return _playbook(facts, asin, verdict, (), lacking)
    limit = target if target is not None else even.acos
    terms = facts.rows("search_terms", asin, DAYS, SETTLING)
    if not terms:
        lacking.append(missing("search_terms"))
    if not facts.rows("campaigns"):
        lacking.append(missing("campaigns"))
    if even.missing:
        lacking.append(missing("products", even.missing))
    sections.append(_spread(facts, rows))
    judged = _acos(rows, target, even, field)
    sections.append(judged)
    sections.append(_tacos(facts, asin, rows, field))
    sections.append(_phase(facts, asin, terms))
    sections.append(waste(facts, rows, terms))
    sections.append(terms_of(facts, terms, limit))
    sections.append(budgets(facts, rows, limit))
    sections.append(brand_terms(facts, asin, terms, product.get("brand")))
    bad = [section for section in sections if section.status is Standing.BAD]
    verdict = (
        Say("playbooks-ads-bad", {"n": len(bad), "acos": percent(total_acos(rows)), "first": bad[0].title})
        if bad
        else Say("playbooks-ads-ok", {"acos": percent(total_acos(rows))})
    )
    return _playbook(facts, asin, verdict, tuple(sections), lacking)


def break_even_of(facts: Facts, asin: str) -> BreakEven:
    """The ASIN's break-even ACOS from `products` and the exchange rates.

    Where the file has no price, the average selling price of the last 30 days stands in for it.
    """
    product = facts.product(asin)

    def text(name: str) -> str | None:
        value = product.get(name)
        return value if isinstance(value, str) else None

    price = facts.number(asin, "price")
    return break_even_acos(
        marketplace=facts.marketplace,
        price=price if price is not None else _average_price(facts, asin),
        unit_cost=facts.number(asin, "unit_cost"),
        referral_fee_pct=facts.number(asin, "referral_fee_pct"),
        fba_fee=facts.number(asin, "fba_fee"),
        inbound_cost=facts.number(asin, "inbound_cost"),
        vat_pct=facts.number(asin, "vat_pct"),
        currency=text("currency"),
        cost_currency=text("cost_currency"),
        rates=facts.rates,
    )


def _average_price(facts: Facts, asin: str) -> float | None:
    rows = facts.rows("traffic_daily", asin, DAYS)
    if not rows:
        return None
    known = ~np.isnan(rows["sales"]) & ~np.isnan(rows["units"])
    units = float(rows["units"][known].sum())
    return float(rows["sales"][known].sum()) / units if units > 0 else None


def total_acos(rows: Columns) -> float | None:
    """ACOS of `rows` in percent; None where spend or sales of a row are unknown or nothing was sold."""
    spend, sales = float(rows["spend"].sum()), float(rows["sales"].sum())
    return None if np.isnan(spend) or np.isnan(sales) else share(spend, sales)


def _playbook(facts: Facts, asin: str, verdict: Say, sections: tuple[Section, ...], lacking: list[Say]) -> Playbook:
    title = facts.product(asin).get("title")
    return Playbook(
        "ads", facts.account, facts.marketplace, asin, facts.as_of, verdict, sections, tuple(lacking),
        title if isinstance(title, str) else None,
    )  # fmt: skip


def _spread(facts: Facts, rows: Columns) -> Section:
    names = dict(zip(rows["campaign_id"], rows["campaign_name"], strict=True))
    campaigns = by(rows, "campaign_id")
    whole = sum(one.spend for one in campaigns)
    lines = [
        Say(
            "playbooks-ads-period",
            {
                "first": facts.day(SETTLING + DAYS - 1),
                "last": facts.day(SETTLING),
                "spend": facts.money(whole),
                "n": len(campaigns),
            },
        )
    ]
    lines += [spent_line(facts, one, names.get(one.name) or one.name) for one in campaigns[:SHOWN]]
    for kind in by(rows, "ad_type"):
        part = share(kind.spend, whole)
        if kind.name and part is not None:
            lines.append(Say("playbooks-ads-type", {"type": kind.name, "share": percent(part, 0)}))
    for key, part in _targeting(facts, campaigns, whole):
        lines.append(Say(key, {"share": percent(part, 0)}))
    return Section(Say("playbooks-ads-spread"), Standing.OK, tuple(lines))


def _targeting(facts: Facts, campaigns: list[Spent], whole: float) -> list[tuple[str, float | None]]:
    """The share of spend in automatic and in manual campaigns, where their targeting is known."""
    rows = facts.rows("campaigns")
    known = {str(name): kind for name, kind in zip(rows["campaign_id"], rows["targeting"], strict=True)} if rows else {}
    found = []
    for kind, key in (("AUTO", "playbooks-ads-auto"), ("MANUAL", "playbooks-ads-manual")):
        spend = sum(one.spend for one in campaigns if known.get(one.name) == kind)
        if spend > 0:
            found.append((key, share(spend, whole)))
    return found


def _acos(rows: Columns, target: float | None, even: BreakEven, field: Benchmarks) -> Section:
    acos = total_acos(rows)
    lines = [
        Say(
            "playbooks-ads-acos-line",
            {"acos": percent(acos), "target": percent(target), "even": percent(even.acos)},
        ),
        Say(
            "playbooks-ads-acos-field",
            {
                "low": Percent(field.best_acos[0], digits=0),
                "high": Percent(field.best_acos[1], digits=0),
                "average": Percent(field.average_acos, digits=0),
            },
        ),
    ]
    title = Say("playbooks-ads-acos")
    if acos is None and float(rows["sales"].sum()) == 0 and float(rows["spend"].sum()) > 0:
        return Section(title, Standing.BAD, tuple(lines), (Say("playbooks-ads-do-no-sales"),))
    if acos is None or (target is None and even.acos is None):
        return Section(title, Standing.UNKNOWN, tuple(lines))
    if even.acos is not None and acos > even.acos:
        return Section(title, Standing.BAD, tuple(lines), (Say("playbooks-ads-do-below-even"),))
    if target is not None and acos > target:
        return Section(title, Standing.BAD, tuple(lines), (Say("playbooks-ads-do-below-target"),))
    return Section(title, Standing.OK, tuple(lines))


def _tacos(facts: Facts, asin: str, rows: Columns, field: Benchmarks) -> Section:
    sales = facts.daily("traffic_daily", "sales", asin, DAYS, SETTLING)
    spend = by_day(rows, "spend", facts.day(SETTLING), DAYS)
    both = ~np.isnan(sales)
    total = known_sum(sales) if both.all() else None
    tacos = share(known_sum(spend), total)
    low, high = field.ad_budget_share
    line = Say(
        "playbooks-ads-tacos-line",
        {
            "tacos": percent(tacos),
            "sales": facts.money(total),
            "low": Percent(low, digits=0),
            "high": Percent(high, digits=0),
        },
    )
    status = Standing.UNKNOWN if tacos is None else Standing.OK
    return Section(Say("playbooks-ads-tacos"), status, (line,))


def _phase(facts: Facts, asin: str, terms: Columns) -> Section:
    launched = facts.product(asin).get("launched_on")
    age = (facts.as_of - launched).days if launched is not None else None  # type: ignore[operator]
    exact = None
    if terms:
        spend = terms["spend"]
        known = ~np.isnan(spend)
        exact = share(float(spend[known & (match_types(terms) == "EXACT")].sum()), float(spend[known].sum()))
    found = phase(age, exact)
    line = Say("playbooks-ads-phase-line", {"age": age, "exact": percent(exact, 0)})
    title = Say("playbooks-ads-phase")
    if found is None:
        return Section(title, Standing.UNKNOWN, (line,))
    actions = {
        Phase.LAUNCH: Say("playbooks-ads-do-launch"),
        Phase.GROWTH: Say("playbooks-ads-do-growth"),
        Phase.MATURE: Say("playbooks-ads-do-mature"),
    }
    return Section(title, Standing.OK, (Say(f"playbooks-ads-phase-{found.value}"), line), (actions[found],))
