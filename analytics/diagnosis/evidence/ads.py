"""Advertising: campaigns paused, out of budget, or weaker though enabled and in budget."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analytics.diagnosis.case import Floats, dense, rows_in, take
from analytics.diagnosis.signal import STATE_DAYS, Shift, Signal, began, line, shift
from analytics.diagnosis.track import Step, make_track
from analytics.diagnosis.view import View
from bot.records.diagnosis import Evidence
from bot.records.text import Money, Number, Percent, Say

_SMALL = 0.06  # a campaign below this part of the clicks cannot have brought a drop


@dataclass(frozen=True)
class _Campaign:
    id: str
    name: str
    weight: float  # part of the ASIN's clicks before the two windows began to end
    clicks: Floats
    impressions: Floats


def _campaigns(view: View) -> list[_Campaign]:
    ads = view.case.table("ads_daily")
    if not rows_in(ads):
        return []
    measure = next((m for m in ("clicks", "spend", "impressions") if m in ads and np.isfinite(ads[m]).any()), None)
    if measure is None:
        return []
    found = []
    for identity in sorted(set(ads["campaign_id"].tolist())):
        mine = take(ads, ads["campaign_id"] == identity)
        series = {m: dense(mine, m, view.case.grid) for m in ("clicks", "impressions", measure)}
        series = {m: np.where(np.isfinite(v), v, np.where(view.ads_arrived, 0.0, np.nan)) for m, v in series.items()}
        name = next((str(n) for n in mine.get("campaign_name", np.array([])).tolist() if n), identity)
        past = float(np.nansum(series[measure][max(0, view.first - 21) : view.size - 1]))
        found.append(_Campaign(identity, name, past, series["clicks"], series["impressions"]))
    total = sum(c.weight for c in found)
    return [_Campaign(c.id, c.name, c.weight / total, c.clicks, c.impressions) for c in found] if total > 0 else []


def find(view: View) -> Iterator[Signal]:
    campaigns = _campaigns(view)
    paused: list[tuple[int, int | None, float, Evidence]] = []
    starved: list[tuple[int, int | None, float, Evidence]] = []
    for campaign in campaigns:
        if campaign.weight < _SMALL:
            continue
        stop = _stopped(view, campaign)
        if stop:
            paused.append((*stop[:2], campaign.weight, stop[2]))
            continue
        short = _out_of_budget(view, campaign)
        if short:
            starved.append((short[0], short[1], campaign.weight * short[2], short[3]))
    taken = set()
    for cause, found in (("ads_paused", paused), ("ads_out_of_budget", starved)):
        if found:
            place, end, _, _ = max(found, key=lambda item: item[2])
            together = [item for item in found if abs(item[0] - place) <= 2]
            part = sum(item[2] for item in together)
            strength = min(1.0, 0.6 + 0.4 * part) if part > 0.25 else 0.25 + 1.4 * part
            evidence = tuple(item[3] for item in sorted(together, key=lambda item: -item[2])[:3])
            yield Signal(cause, place, strength, evidence, end, part=min(1.0, 1.4 * part + 0.1), slack=1)
            taken.add(cause)
    if not taken:
        vanished = _vanished(view)
        yield from [vanished] if vanished else _weakened(view)


def _vanished(view: View) -> Signal | None:
    """No ads row of anybody since a day: a late report, unless about as many sessions went as clicks had come."""
    rows = view.case.daily("ads_daily", "clicks")
    known = np.flatnonzero(np.isfinite(rows))
    if not len(known) or "sessions" not in view.tracks or bool(view.ads_arrived[known[-1] + 1 :].any()):
        return None
    place = int(known[-1]) + 1
    step = view.tracks["sessions"].at(place) if view.first <= place <= view.size - 2 else None
    clicks = float(np.nanmean(rows[max(0, place - 14) : place]))
    if step is None or step.z > -2.5 or step.lost < 0.5 * clicks * (view.size - place):
        return None
    evidence = line(view, "ads-vanished", "ads_daily", place, since=view.case.day(place), clicks=round(clicks))
    return Signal("ads_paused", place, 0.7, (evidence,), slack=0, against=(Say("diagnosis-against-ads-late"),))


def _stopped(view: View, campaign: _Campaign) -> tuple[int, int | None, Evidence] | None:
    """A campaign paused or archived; where its state is not told, one whose impressions ended."""
    mine = _rows_of(view, campaign.id)
    states = _states(view, campaign.id)
    told = [s is not None for s in states]
    if any(told):
        bad = np.array([np.nan if s is None else float(s in ("PAUSED", "ARCHIVED")) for s in states])
        found = began(bad, view, STATE_DAYS)
        if found:
            day = view.case.day(found[0])
            return (
                *found,
                line(
                    view,
                    "campaign-paused",
                    "campaigns",
                    found[0],
                    name=campaign.name,
                    since=day,
                    weight=Percent(100 * campaign.weight, digits=0),
                ),
            )
        if any(told[view.size - view.n :]) and not _rows_end(mine, view):
            return None
    shown = campaign.impressions if np.isfinite(campaign.impressions).any() else campaign.clicks
    past = shown[max(0, view.first - 14) : view.first + 1]
    usual = float(np.nanmedian(past)) if np.isfinite(past).any() else 0.0
    if usual < 3:
        return None
    found = began(np.where(np.isfinite(shown), (shown <= 0.02 * usual).astype(float), np.nan), view)
    if not found or found[1] is not None:
        return None
    evidence = line(
        view,
        "campaign-silent",
        "ads_daily",
        found[0],
        name=campaign.name,
        since=view.case.day(found[0]),
        before=round(float(usual)),
    )
    return (*found, evidence)


def _rows_end(rows: dict, view: View) -> bool:  # type: ignore[type-arg]
    """Whether the campaign's own rows end within the windows: a campaign that is gone tells no state any more."""
    if not rows_in(rows):
        return True
    last = int((rows["date"].max() - view.case.grid[0]).astype(int))
    return last < view.size - 2


def _rows_of(view: View, campaign: str) -> dict:  # type: ignore[type-arg]
    rows = view.case.campaigns
    return dict(take(rows, rows["campaign_id"] == campaign)) if rows_in(rows) else {}


def _states(view: View, campaign: str) -> list[str | None]:
    result: list[str | None] = [None] * view.size
    rows = _rows_of(view, campaign)
    if rows and "state" in rows:
        for place, state in zip(
            (rows["date"] - view.case.grid[0]).astype(int).tolist(), rows["state"].tolist(), strict=True
        ):
            if 0 <= place < view.size and state:
                result[place] = str(state)
    return result


def _out_of_budget(view: View, campaign: _Campaign) -> tuple[int, int | None, float, Evidence] | None:
    """(day, end, how much of the day is lost, evidence) of a campaign that newly runs out of budget."""
    rows = _rows_of(view, campaign.id)
    if not rows:
        return None
    short = dense(rows, "out_of_budget_pct", view.case.grid)
    if np.isfinite(short).any():
        rise = shift(short, view, +1, lambda before: 12.0 if before < 35 else 25.0, carry=3)
        if rise is None:
            rise = _worse(view, campaign, short)
        if rise is None:
            return None
        evidence = line(
            view,
            "out-of-budget",
            "campaigns",
            rise.place,
            name=campaign.name,
            before=Percent(rise.before),
            after=Percent(rise.after),
            since=view.case.day(rise.place),
        )
        return rise.place, None, min(1.0, 0.35 + (rise.after - rise.before) / 60), evidence
    budget = dense(rows, "daily_budget", view.case.grid)
    cut = shift(budget, view, -1, lambda before: 0.25 * before)
    spend = dense(
        take(view.case.table("ads_daily"), view.case.table("ads_daily")["campaign_id"] == campaign.id),
        "spend",
        view.case.grid,
    )
    if cut is None or not np.isfinite(spend[cut.place :]).any() or np.nanmedian(spend[cut.place :]) < 0.85 * cut.after:
        return None
    currency = view.case.currency or "USD"
    evidence = line(
        view,
        "budget-cut",
        "campaigns",
        cut.place,
        name=campaign.name,
        before=Money(cut.before, currency),
        after=Money(cut.after, currency),
        since=view.case.day(cut.place),
    )
    return cut.place, None, min(1.0, -cut.relative + 0.2), evidence


def _worse(view: View, campaign: _Campaign, short: Floats) -> Shift | None:
    """A campaign that always ran out of budget and does so much earlier since a day on which its clicks fell too."""
    rise = shift(short, view, +1, lambda before: 12.0 if before >= 35 else 100.0, carry=3, noise=2.5)
    if rise is None or rise.place > view.size - 3:
        return None
    fall = make_track("clicks", campaign.clicks, view.weekdays, view.n).at(rise.place)
    return rise if fall is not None and fall.ratio < 0.8 and fall.z < -3.0 else None


def _weakened(view: View) -> Iterator[Signal]:
    if "ad_sessions" not in view.tracks:
        return
    seen = view.impressions if np.isfinite(view.impressions).any() else view.clicks
    track = make_track("impressions", seen, view.weekdays, view.n)
    clicks = view.tracks["ad_sessions"]
    falls = [s for s in clicks.steps(view.first) if s.z <= (-3.2 if s.expected >= 40 else -4.0) and s.ratio <= 0.82]
    if not falls:
        return
    best = max(falls, key=lambda s: s.gain)
    by_seen = [s for s in track.steps(view.first) if s.ratio <= 0.82]
    dated = max(by_seen, key=lambda s: s.gain) if by_seen else best
    place = dated.place if abs(dated.place - best.place) <= 2 else best.place
    evidence = list(_why_weaker(view, place))
    organic = view.tracks["organic_sessions"].at(place) if "organic_sessions" in view.tracks else None
    strength = min(0.9, 0.55 + 0.6 * (1 - best.ratio)) if evidence else 0.4
    against = organic is not None and organic.ratio < 0.9 and organic.ratio < best.ratio + 0.15
    told = {e.text.key for e in evidence} - {"diagnosis-evidence-impressions-down"}
    if against and not told:
        return  # all traffic fell, not the ads' alone
    if against:
        strength *= 0.45
    evidence.insert(0, _clicks_line(view, best))
    yield Signal("ads_weakened", place, strength, tuple(evidence), slack=1)


def _clicks_line(view: View, step: Step) -> Evidence:
    return line(
        view,
        "ad-clicks",
        "ads_daily",
        step.place,
        expected=round(step.expected),
        actual=round(step.actual),
        since=view.case.day(step.place),
    )


def _why_weaker(view: View, place: int) -> Iterator[Evidence]:
    def both(values: Floats) -> tuple[float, float]:
        old, new = values[max(0, place - 14) : place], values[place:]
        return (
            (float(np.nanmean(old)), float(np.nanmean(new)))
            if np.isfinite(old).any() and np.isfinite(new).any()
            else (np.nan, np.nan)
        )

    old, new = both(view.impressions)
    if new < 0.85 * old:
        yield line(view, "impressions-down", "ads_daily", place, before=round(old), after=round(new))
    currency = view.case.currency or "USD"
    (old_spend, new_spend), (old_clicks, new_clicks) = both(view.spend), both(view.clicks)
    if old_clicks > 0 and new_clicks > 0 and new_spend / new_clicks > 1.12 * old_spend / old_clicks:
        cost = Money(old_spend / old_clicks, currency), Money(new_spend / new_clicks, currency)
        yield line(view, "cpc-up", "ads_daily", place, before=cost[0], after=cost[1])
    rows = view.case.campaigns
    for column, key in (("bid", "bid-down"), ("top_of_search_pct", "top-of-search-down")):
        if rows_in(rows) and column in rows:
            fall = shift(dense(rows, column, view.case.grid), view, -1, lambda before: 0.12 * before)
            if fall and abs(fall.place - place) <= 3:
                yield line(
                    view, key, "campaigns", fall.place, before=Number(fall.before, 2), after=Number(fall.after, 2)
                )
