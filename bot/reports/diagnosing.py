"""`/diagnose` and `asinwatch diagnose`: one diagnosis for each account and marketplace that has the ASIN."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from analytics.diagnosis import diagnose
from bot.clock import local_date
from bot.records.dataset import MARKETPLACE_ZONES
from bot.records.diagnosis import Cause, Diagnosis, Evidence
from bot.records.text import Say
from bot.store.cases import load_case
from bot.store.relatives import last_day_of_traffic, places_of
from templates.words import say

_LATE = 2  # days that a traffic report may be behind before a diagnosis says that it is late


def diagnose_asin(
    connection: Connection,
    asin: str,
    *,
    marketplace: str | None = None,
    account: str | None = None,
    as_of: date | None = None,
    days: int = 7,
    now: datetime,
    currency: str = "USD",
) -> list[Diagnosis]:
    """Diagnoses of the ASIN, one per account and marketplace that has it (sorted); empty for an unknown ASIN.

    Without `as_of` each marketplace's own last complete day counts. `days` is the length of each of the two windows.
    `currency` is the one that `fx_rates` are in units of (`ASINWATCH_CURRENCY`), for a cost in a currency of its own.
    """
    found = []
    for its_account, its_marketplace in places_of(connection, asin):
        if (marketplace or its_marketplace, account or its_account) != (its_marketplace, its_account):
            continue
        day = as_of or _last_day(connection, its_account, its_marketplace, now)
        case = load_case(connection, its_account, its_marketplace, asin, day, days, currency)
        found.append(diagnose(case, days=days))
    return found


def _last_day(connection: Connection, account: str, marketplace: str, now: datetime) -> date:
    """The last ended day with traffic; where the report is late, yesterday, and the data gate then says so."""
    yesterday = local_date(now, MARKETPLACE_ZONES.get(marketplace, "UTC")) - timedelta(days=1)
    last = last_day_of_traffic(connection, account, marketplace, yesterday)
    return last if last is not None and (yesterday - last).days <= _LATE else yesterday


def to_json(diagnosis: Diagnosis, lang: str) -> dict[str, object]:
    """The object that `diagnose --json` prints, as the contract has it; texts in `lang` (`en`, `zh`)."""
    sales = diagnosis.sales
    return {
        "account": diagnosis.account,
        "marketplace": diagnosis.marketplace,
        "asin": diagnosis.asin,
        "as_of": diagnosis.as_of.isoformat(),
        "days": diagnosis.days,
        "status": diagnosis.status.value,
        "sales": {"before": sales.before, "after": sales.after, "change": sales.change, "change_pct": sales.change_pct},
        "currency": diagnosis.currency,
        "metrics": {name: {"before": old, "after": new} for name, (old, new) in diagnosis.metrics.items()},
        "contributions": [
            {"factor": c.factor, "change": c.change, "low": c.low, "high": c.high} for c in diagnosis.contributions
        ],
        "causes": [_cause(cause, lang) for cause in diagnosis.causes],
        "steps": [{"step": s.step, "status": s.status.value, "finding": say(s.finding, lang)} for s in diagnosis.steps],
        "could_not_check": [say(text, lang) for text in diagnosis.could_not_check],
        "remarks": [say(text, lang) for text in diagnosis.remarks],
    }


def _cause(cause: Cause, lang: str) -> dict[str, object]:
    return {
        "cause": cause.cause,
        "score": cause.score,
        "since": cause.since.isoformat() if cause.since else None,
        "evidence": [say(cited(e), lang) for e in cause.evidence],
        "against": [say(text, lang) for text in cause.against],
        "explains": cause.explains,
        "owner": cause.owner,
        "action": say(cause.action, lang),
    }


def cited(evidence: Evidence) -> Say:
    """A line of evidence with the table and the days that it is from."""
    if evidence.days is None:
        return Say("diagnosis-cite-undated", {"text": evidence.text, "table": evidence.table})
    first, last = evidence.days
    return Say("diagnosis-cite", {"text": evidence.text, "table": evidence.table, "first": first, "last": last})
