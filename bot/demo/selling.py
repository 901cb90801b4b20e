"""Tables that follow from the funnel: traffic, ads, campaigns, search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import numpy as np

from bot.demo.funnel import AD_SHARE, Days

Row = dict[str, Any]


def _money(value: float, marketplace: str) -> float:
    return round(float(value), 0 if marketplace == "JP" else 2)


def traffic(days: Days, dates: Sequence[date], rng: np.random.Generator) -> Iterator[Row]:
    p, on = days.product, days.is_on()
    share = np.clip(rng.normal(97.5, 1.2, len(dates)), 90, 100)
    if days.is_planted("featured_offer_lost"):
        share[on] = rng.uniform(8, 22, on.sum())
    if days.is_planted("featured_offer_none", "suppressed", "compliance"):
        share[on] = 0.0
    if days.is_planted("stock_out"):
        share[on] = rng.uniform(0, 4, on.sum())
    if days.is_planted("shared_featured_offer"):
        share = np.clip(rng.normal(62, 5, len(dates)), 40, 85)
    for i, day in enumerate(dates):
        units = int(days.units[i])
        unknown = days.is_planted("unknown_day") and i == len(dates) - (days.planted.days if days.planted else 0)
        sessions = None if unknown else int(days.sessions[i])
        yield {
            "date": day, "marketplace": p.marketplace, "asin": p.asin, "sessions": sessions,
            "page_views": None if sessions is None else sessions + int(rng.poisson(sessions * 0.31)),
            "buy_box_pct": round(float(share[i]), 2), "units": units,
            "orders": units - int(rng.binomial(units, 0.04)) if units else 0,
            "sales": _money(units * days.price[i], p.marketplace),
        }  # fmt: skip


class Campaign:
    """One campaign of a listing: a share of its ad traffic."""

    def __init__(self, days: Days, kind: str, share: float) -> None:
        p = days.product
        self.id = f"{p.marketplace}-{p.asin[-7:]}-{kind}"
        self.name = f"{p.marketplace} {p.keywords[0]} {'exact' if kind == 'M' else 'auto'}"
        self.targeting, self.share = ("MANUAL" if kind == "M" else "AUTO"), share


def ads(days: Days, dates: Sequence[date], rng: np.random.Generator) -> tuple[list[Row], list[Row], list[Row]]:
    """Rows of ads_daily, campaigns and search_terms; search terms of a day add up to its ads row (last 60 days)."""
    p = days.product
    daily: list[Row] = []
    states: list[Row] = []
    terms: list[Row] = []
    pair = [Campaign(days, "M", 0.7), Campaign(days, "A", 0.3)]
    usual = np.maximum(1.0, days.product.series * 1.45 / (p.cvr / 100) * AD_SHARE) * days.cpc[0]
    ad_units = rng.binomial(days.units, np.clip(days.ad_sessions / np.maximum(days.sessions, 1), 0, 1))
    for i, day in enumerate(dates):
        clicks = _split(int(days.ad_sessions[i] + rng.binomial(days.ad_sessions[i], 0.06)), pair, rng)
        sold = _split(int(ad_units[i]), pair, rng)
        sold = [min(s, c) for s, c in zip(sold, clicks, strict=True)]
        for campaign, c, s in zip(pair, clicks, sold, strict=True):
            key: Row = {"date": day, "marketplace": p.marketplace, "campaign_id": campaign.id,
                        "campaign_name": campaign.name}  # fmt: skip
            state = _state(days, campaign, i, float(usual * campaign.share), rng)
            states.append({**key, **state})
            if state["state"] == "PAUSED":
                continue
            ctr = 0.0042 * float(rng.uniform(0.92, 1.08))
            row = {
                **key, "asin": p.asin, "ad_type": "SP", "clicks": c,
                "impressions": max(c, int(rng.poisson(c / ctr + 30))),
                "spend": _money(c * days.cpc[i] * float(rng.uniform(0.95, 1.05)), p.marketplace),
                "orders": s, "units": s, "sales": _money(s * days.price[i], p.marketplace),
                "sales_same_sku": _money(int(s * 0.9) * days.price[i], p.marketplace), "attribution_days": 7,
            }  # fmt: skip
            daily.append(row)
            if i >= len(dates) - 60:
                terms += _terms(days, row, campaign, i, rng)
    return daily, states, terms


def _split(total: int, pair: Sequence[Campaign], rng: np.random.Generator) -> list[int]:
    first = int(rng.binomial(total, pair[0].share))
    return [first, total - first]


def _state(days: Days, campaign: Campaign, i: int, usual: float, rng: np.random.Generator) -> Row:
    p, on = days.product, bool(days.is_on()[i])
    out = max(0.0, float(rng.normal(1.0, 1.5)))
    if days.is_planted("out_of_budget") and on:
        out = float(rng.uniform(66, 84))
    if days.is_planted("chronic_out_of_budget"):
        out = float(rng.uniform(32, 44))
    raised = days.is_planted("acos") and on
    return {
        "state": "PAUSED" if days.is_planted("ads_paused") and on else "ENABLED",
        "targeting": campaign.targeting,
        "daily_budget": _money(max(usual * 2.2, 5.0), p.marketplace),
        "out_of_budget_pct": round(out, 1),
        "bid": _money(float(days.cpc[0]) * (2.9 if raised else 1.15), p.marketplace),
        "bidding_strategy": "DYNAMIC_DOWN_ONLY",
        "top_of_search_pct": round(float(np.clip(rng.normal(24, 4), 2, 60)), 1),
    }


def _terms(days: Days, row: Row, campaign: Campaign, i: int, rng: np.random.Generator) -> Iterator[Row]:
    names = (
        list(days.product.keywords) if campaign.targeting == "MANUAL" else [*days.product.keywords[:1], "gift ideas"]
    )
    weights = np.array([0.6, 0.25, 0.15][: len(names)])
    weights /= weights.sum()
    clicks = rng.multinomial(row["clicks"], weights)
    shown = rng.multinomial(row["impressions"], weights)
    sold = rng.multinomial(row["orders"], weights)
    spends = [_money(row["spend"] * c / max(1, row["clicks"]), days.product.marketplace) for c in clicks]
    for name, c, seen, s, spend in zip(names, clicks, shown, sold, spends, strict=True):
        if not seen:
            continue
        yield {
            "date": row["date"], "marketplace": row["marketplace"], "asin": row["asin"],
            "campaign_id": row["campaign_id"], "search_term": name,
            "match_type": "EXACT" if campaign.targeting == "MANUAL" else "AUTO", "impressions": int(seen),
            "clicks": int(min(c, seen)), "spend": spend, "orders": int(s),
            "sales": _money(int(s) * days.price[i], days.product.marketplace),
        }  # fmt: skip


def search(days: Days, dates: Sequence[date], rng: np.random.Generator) -> tuple[list[Row], list[Row], list[Row]]:
    """Rows of keyword_ranks, search_performance (weeks that end on a Saturday) and ranks."""
    p, on = days.product, days.is_on()
    keywords: list[Row] = []
    weekly: list[Row] = []
    organic = np.maximum(days.sessions - days.ad_sessions, 0)
    for n, word in enumerate(p.keywords):
        place = np.clip(np.round(rng.normal(4 + 3 * n, 0.8, len(dates))), 1, None)
        if days.is_planted("rank_lost"):
            place[on] += 24 + 6 * n
        if days.is_planted("suppressed", "compliance"):
            place[on] = np.nan
        for i, day in enumerate(dates):
            keywords.append({
                "date": day, "marketplace": p.marketplace, "asin": p.asin, "keyword": word,
                "organic_rank": None if np.isnan(place[i]) else int(place[i]),
                "sponsored_rank": int(rng.integers(1, 5)) if days.ads[i] > 0.1 else None,
            })  # fmt: skip
            if day.weekday() == 5 and i >= 6:
                week = slice(i - 6, i + 1)
                part = (0.3, 0.15, 0.08)[n]
                clicks = int(organic[week].sum() * part)
                bought = min(clicks, int(days.units[week].sum() * part * 0.6))
                weekly.append({
                    "date": day, "marketplace": p.marketplace, "asin": p.asin, "query": word,
                    "volume": int(days.wanted[week].sum() * part * 55 * float(rng.uniform(0.97, 1.03))) + 60,
                    "impressions": clicks * 30 + 20,
                    "clicks": clicks, "cart_adds": max(bought, int(clicks * 0.22)), "purchases": bought,
                })  # fmt: skip
    recent = np.array([days.units[max(0, i - 13) : i + 1] @ _fading(min(i + 1, 14)) for i in range(len(dates))])
    ranks = 90000 / (recent + 0.4) ** 1.15 * rng.uniform(0.95, 1.05, len(dates))
    places: list[Row] = [
        {"date": day, "marketplace": p.marketplace, "asin": p.asin, "category": p.category, "rank": int(r)}
        for day, r in zip(dates, ranks, strict=True)
    ]
    return keywords, weekly, places


def _fading(length: int) -> np.ndarray:
    weights = 0.8 ** np.arange(length)[::-1]
    return np.asarray(weights / weights.sum())
