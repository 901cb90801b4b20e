"""Campaigns as they stand today: state, budget, and since when a campaign is without budget.

Amazon's budget usage says how much of today's budget is spent, not since when it is used up. What the syncs of the day
saw is kept: a campaign counts as out of budget from the first sync that found its budget spent to the day's end, or to
the sync that found it with budget again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from bot.records.dataset import CAMPAIGN_STATES, MARKETPLACE_ZONES, TARGETING
from bot.records.sources import TableRows
from bot.sources.pages import all_pages, to_ask
from bot.sources.steps import Steps
from bot.sources.work import Work

PAGE = 100
OUT_OF_BUDGET = "ads.out_of_budget"  # {"day", "at", "spent": [campaign id], "seconds": {campaign id: seconds}}
_LISTS = {
    "SP": ("/sp/campaigns/list", "application/vnd.spCampaign.v3+json"),
    "SB": ("/sb/v4/campaigns/list", "application/vnd.sbcampaignresource.v4+json"),
}
_USAGE = ("/sp/campaigns/budget/usage", "application/vnd.spcampaignbudgetusage.v1+json")
_COLUMNS = (
    "account", "marketplace", "date", "campaign_id", "campaign_name", "state", "targeting", "daily_budget",
    "out_of_budget_pct", "bidding_strategy",
)  # fmt: skip


def campaigns(work: Work) -> Steps[None]:
    """Every few hours; the last picture of a day stays as the day's."""
    work.plan(1)
    epoch = work.block(2)
    asked = to_ask(work, "ads/list/all", {}, epoch)
    if asked is not None:
        found: list[dict[str, Any]] = []
        for kind in _LISTS:
            found += yield from all_pages(work, f"ads/list/{kind}", epoch, partial(_page, work, kind))
        found += yield from all_pages(work, "ads/list/SD", epoch, partial(_display, work))
        spent = yield from _usage(work, [c["id"] for c in found if c["kind"] == "SP" and c["state"] == "ENABLED"])
        shares = _shares(work, spent)
        day = work.today()
        rows = [
            (work.name, work.marketplace, day, c["id"], c["name"], c["state"], c["targeting"], c["budget"],
             shares.get(c["id"]), c["strategy"])
            for c in found
        ]  # fmt: skip
        work.store([TableRows("campaigns", _COLUMNS, rows)], asked)
    work.finish()


def _page(work: Work, kind: str, token: str | None) -> Steps[tuple[list[Any], str | None]]:
    path, media = _LISTS[kind]
    body = {"maxResults": PAGE, **({"nextToken": token} if token else {})}
    headers = {"Content-Type": media, "Accept": media}
    answer = yield from work.caller("ads").call("ads/list", "POST", path, json=body, headers=headers)
    content = answer.json()
    return [campaign_of(kind, campaign) for campaign in content["campaigns"]], content.get("nextToken")


def _display(work: Work, token: str | None) -> Steps[tuple[list[Any], str | None]]:
    """Sponsored Display counts pages by their start."""
    start = int(token or 0)
    params: dict[str, str | int] = {"startIndex": start, "count": PAGE}
    answer = yield from work.caller("ads").call("ads/list", "GET", "/sd/campaigns", params=params)
    rows = [campaign_of("SD", campaign) for campaign in answer.json()]
    return rows, str(start + PAGE) if len(rows) == PAGE else None


def campaign_of(kind: str, campaign: Mapping[str, Any]) -> dict[str, Any]:
    """One campaign in plain values. Budgets by lifetime are no daily budget and stay unknown."""
    state = str(campaign["state"]).upper()
    budget = campaign.get("budget")
    daily: object = None
    if isinstance(budget, Mapping):  # SP
        daily = budget.get("budget") if str(budget.get("budgetType", "DAILY")).upper() == "DAILY" else None
    elif str(campaign.get("budgetType", "DAILY")).upper() == "DAILY":
        daily = budget
    targeting = str(campaign.get("targetingType", "")).upper()
    bidding = campaign.get("dynamicBidding") or {}
    return {
        "kind": kind,
        "id": str(campaign["campaignId"]),
        "name": campaign.get("name"),
        "state": state if state in CAMPAIGN_STATES else None,
        "targeting": targeting if targeting in TARGETING else None,
        "budget": None if daily is None else float(daily),  # type: ignore[arg-type]
        "strategy": bidding.get("strategy"),
    }


def _usage(work: Work, ids: Sequence[str]) -> Steps[dict[str, bool]]:
    """Campaign → whether today's budget is spent. A figure from before today's midnight says nothing of today."""
    path, media = _USAGE
    midnight = datetime.combine(work.today(), time(), ZoneInfo(MARKETPLACE_ZONES[work.marketplace]))
    found: dict[str, bool] = {}
    for first in range(0, len(ids), PAGE):
        body = {"campaignIds": list(ids[first : first + PAGE])}
        headers = {"Content-Type": media, "Accept": media}
        answer = yield from work.caller("ads").call("ads/budgetUsage", "POST", path, json=body, headers=headers)
        for usage in answer.json().get("success", []):
            at = usage.get("usageUpdatedTimestamp")
            if at is not None and datetime.fromisoformat(at) > midnight:
                found[str(usage["campaignId"])] = float(usage["budgetUsagePercent"]) >= 100
    return found


def _shares(work: Work, spent: Mapping[str, bool]) -> dict[str, float]:
    """Campaign → percent of today without budget, a budget that is spent now staying so until the day ends.

    Campaigns of which Amazon says nothing are not in it.
    """
    now, day = work.clock.now(), work.today()
    midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(MARKETPLACE_ZONES[work.marketplace]))
    noted = work.note(OUT_OF_BUDGET) or {}
    if noted.get("day") != day.isoformat():
        noted = {"at": now.isoformat(), "spent": [], "seconds": {}}
    passed = (now - datetime.fromisoformat(noted["at"])).total_seconds()
    seconds = dict(noted["seconds"])
    for campaign in noted["spent"]:
        seconds[campaign] = seconds.get(campaign, 0.0) + passed
    out = sorted(campaign for campaign, is_out in spent.items() if is_out)
    work.write_note(OUT_OF_BUDGET, {"day": day.isoformat(), "at": now.isoformat(), "spent": out, "seconds": seconds})
    left = (midnight - now).total_seconds()
    return {
        campaign: round((seconds.get(campaign, 0.0) + (left if is_out else 0.0)) / 864.0, 1)
        for campaign, is_out in spent.items()
    }
