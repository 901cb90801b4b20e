"""`ads all`: the marketplace's ads in one view, and the ASINs and campaigns where most money is at stake."""

from __future__ import annotations

import numpy as np

from analytics.ads import Spent, by, without_sales
from analytics.playbooks.ads import DAYS, SETTLING, break_even_of, total_acos
from analytics.playbooks.ads_spend import OUT_OF_BUDGET, SHOWN, WASTE_SHARE, spent_line
from analytics.playbooks.facts import Columns, Facts, missing, percent, share, unknown
from bot.records.playbook import Benchmarks, Playbook, Section, Standing
from bot.records.text import Percent, Say

WORTH_IT = 1.0  # percent of the spend above target from which it is worth acting


def ads_of_all(facts: Facts, benchmarks: Benchmarks | None = None) -> Playbook:
    """The playbook of a whole marketplace."""
    field = benchmarks or Benchmarks()
    rows = facts.rows("ads_daily", None, DAYS, SETTLING)
    if not rows:
        verdict, sections = Say("playbooks-ads-none", {"days": DAYS}), ()
        return Playbook("ads", facts.account, facts.marketplace, None, facts.as_of, verdict, sections,
                        (missing("ads_daily"),))  # fmt: skip
    over, extra = _over(facts, rows)
    found = (_totals(facts, rows, field), over, _waste(facts, rows), _budgets(facts, rows))
    acos = percent(total_acos(rows))
    bad = [section for section in found if section.status is Standing.BAD]
    if over.status is Standing.BAD:
        verdict = Say("playbooks-ads-all-bad", {"acos": acos, "extra": facts.money(extra)})
    elif bad:
        verdict = Say("playbooks-ads-bad", {"n": len(bad), "acos": acos, "first": bad[0].title})
    else:
        verdict = Say("playbooks-ads-ok", {"acos": acos})
    return Playbook("ads", facts.account, facts.marketplace, None, facts.as_of, verdict, found)


def _totals(facts: Facts, rows: Columns, field: Benchmarks) -> Section:
    spend = float(np.nansum(rows["spend"]))
    traffic = facts.rows("traffic_daily", None, DAYS, SETTLING)
    days = len(np.unique(traffic["date"])) if traffic else 0
    sales = float(traffic["sales"].sum()) if days == DAYS else None
    tacos = None if sales is None or np.isnan(sales) else share(spend, sales)
    lines = (
        Say(
            "playbooks-ads-period",
            {
                "first": facts.day(SETTLING + DAYS - 1),
                "last": facts.day(SETTLING),
                "spend": facts.money(spend),
                "n": len(np.unique(rows["campaign_id"].astype(str))),
            },
        ),
        Say(
            "playbooks-ads-acos-field",
            {
                "low": Percent(field.best_acos[0], digits=0),
                "high": Percent(field.best_acos[1], digits=0),
                "average": Percent(field.average_acos, digits=0),
            },
        ),
        Say(
            "playbooks-ads-tacos-line",
            {
                "tacos": percent(tacos),
                "sales": facts.money(sales),
                "low": Percent(field.ad_budget_share[0], digits=0),
                "high": Percent(field.ad_budget_share[1], digits=0),
            },
        ),
    )
    return Section(Say("playbooks-ads-tacos"), Standing.UNKNOWN if tacos is None else Standing.OK, lines)


def _over(facts: Facts, rows: Columns) -> tuple[Section, float]:
    """ASINs above their target (else their break-even), by the money spent above it."""
    judged: list[tuple[float, Spent, float]] = []
    seen = 0
    for one in by(rows, "asin"):
        target = facts.number(one.name, "target_acos")
        limit = target if target is not None else break_even_of(facts, one.name).acos
        if limit is None or one.sales is None:
            continue
        seen += 1
        extra = one.spend - limit / 100.0 * one.sales
        if extra > 0:
            judged.append((extra, one, limit))
    judged.sort(key=lambda found: -found[0])
    title = Say("playbooks-ads-over")
    if not seen:
        return unknown("playbooks-ads-over", missing("products", ("target_acos",))), 0.0
    lines = [
        Say(
            "playbooks-ads-over-line",
            {"asin": one.name, "acos": percent(one.acos) if one.sales else Say("figures-no-ad-sales"),
             "limit": percent(limit), "extra": facts.money(extra)},
        )
        for extra, one, limit in judged[: 2 * SHOWN]
    ]  # fmt: skip
    actions = [Say("playbooks-ads-do-look", {"asin": judged[0][1].name})] if judged else []
    total = sum(extra for extra, _, _ in judged)
    bad = total >= WORTH_IT / 100.0 * float(np.nansum(rows["spend"]))
    status = Standing.BAD if bad else Standing.OK
    return Section(title, status, tuple(lines), tuple(actions) if bad else ()), total


def _waste(facts: Facts, rows: Columns) -> Section:
    campaigns = by(rows, "campaign_id")
    names = dict(zip(rows["campaign_id"], rows["campaign_name"], strict=True))
    lost, where = without_sales(campaigns)
    part = share(lost, sum(one.spend for one in campaigns))
    line = Say("playbooks-ads-waste-campaigns", {"lost": facts.money(lost), "share": percent(part, 0), "n": len(where)})
    lines = (line, *(spent_line(facts, one, names.get(one.name) or one.name) for one in where[:SHOWN]))
    bad = part is not None and part > WASTE_SHARE
    status = Standing.UNKNOWN if part is None else Standing.BAD if bad else Standing.OK
    return Section(Say("playbooks-ads-waste"), status, lines, (Say("playbooks-ads-do-waste"),) if bad else ())


def _budgets(facts: Facts, rows: Columns) -> Section:
    campaigns = facts.rows("campaigns", days=7)
    known = campaigns and not np.isnan(campaigns["out_of_budget_pct"]).all()
    if not known:
        return unknown("playbooks-ads-budget", missing("campaigns", ("out_of_budget_pct",)))
    names = dict(zip(rows["campaign_id"], rows["campaign_name"], strict=True))
    out = {}
    for name in np.unique(campaigns["campaign_id"].astype(str)):
        values = campaigns["out_of_budget_pct"][campaigns["campaign_id"] == name]
        values = values[~np.isnan(values)]
        if len(values) and values.mean() >= OUT_OF_BUDGET:
            out[str(name)] = float(values.mean())
    spent = {one.name: one for one in by(rows, "campaign_id")}
    lines = tuple(
        Say(
            "playbooks-ads-out-line",
            {"name": names.get(name) or name, "out": percent(part, 0),
             "acos": percent(spent[name].acos) if name in spent else None},
        )
        for name, part in sorted(out.items(), key=lambda item: -item[1])[:SHOWN]
    )  # fmt: skip
    status = Standing.BAD if out else Standing.OK
    return Section(Say("playbooks-ads-budget"), status, lines or (Say("playbooks-ads-budget-ok"),))
