"""`asinwatch sync`: pulls what is new from every configured account and source."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import httpx

from bot.clock import Clock
from bot.errors import AsinwatchError, UsageError
from bot.records.sources import SourceResult, SyncReport, TakeFile
from bot.records.text import Say
from bot.settings import AccountSettings
from bot.sources.ads import ads
from bot.sources.ads_campaigns import campaigns
from bot.sources.callers import callers
from bot.sources.keepa import keepa
from bot.sources.ledger import Ledger
from bot.sources.mail import mail
from bot.sources.run import Job, run_jobs
from bot.sources.sp_catalog import catalog
from bot.sources.sp_feedback import feedback
from bot.sources.sp_files import files
from bot.sources.sp_health import health
from bot.sources.sp_inventory import inventory
from bot.sources.sp_listings import listings
from bot.sources.sp_orders import orders
from bot.sources.sp_pricing import pricing
from bot.sources.sp_promotions import promotions
from bot.sources.sp_search import search_performance
from bot.sources.sp_traffic import traffic
from bot.sources.steps import Sleep, Steps
from bot.sources.work import Tell, Work
from templates.words import say

TIMEOUT = httpx.Timeout(30.0, connect=10.0)
PATIENCE = timedelta(minutes=20)
REMEMBERED = timedelta(days=200)  # longer than any request may be asked for again
MOST_REPORT_DAYS = 3
REPORTS_A_DAY = 90  # of 96 sales-and-traffic reports that an app may make over all its sellers


class AlreadyRunning(AsinwatchError):
    """Another process syncs with this database just now: two would ask for the same reports."""


@dataclass(frozen=True)
class Source:
    """`table` is the dataset table that tells how fresh the source is; `stage` 1 finds the products for the others."""

    run: Callable[[Work], Steps[None]]
    service: str
    table: str
    stage: int = 2


SOURCES: dict[str, Source] = {
    "listings": Source(listings, "selling_partner", "listings", stage=1),
    "inventory": Source(inventory, "selling_partner", "inventory_daily", stage=1),
    "traffic": Source(traffic, "selling_partner", "traffic_daily"),
    "orders": Source(orders, "selling_partner", "traffic_daily"),
    "catalog": Source(catalog, "selling_partner", "ranks"),
    "pricing": Source(pricing, "selling_partner", "offers"),
    "health": Source(health, "selling_partner", "account_health"),
    "promotions": Source(promotions, "selling_partner", "promotions"),
    "search_performance": Source(search_performance, "selling_partner", "search_performance"),
    "files": Source(files, "selling_partner", "returns"),
    "feedback": Source(feedback, "selling_partner", "review_topics"),
    "ads": Source(ads, "ads", "ads_daily"),
    "campaigns": Source(campaigns, "ads", "campaigns"),
    "keepa": Source(keepa, "keepa", "ratings_daily"),
    "mail": Source(mail, "mail", "notices"),
}
TABLES: dict[str, str] = {name: source.table for name, source in SOURCES.items()}


def sync(
    ledger: Ledger,
    clock: Clock,
    accounts: Sequence[AccountSettings],
    sources: Sequence[str] | None = None,
    tell: Tell | None = None,
    *,
    take_file: TakeFile | None = None,
    patience: timedelta = PATIENCE,
    sleep: Sleep = time.sleep,
) -> SyncReport:
    """Pulls what is new; `sources` names some of `SOURCES`, None means all that the accounts have.

    Waits at most `patience` for rates and for reports that are being made: what is not there by then is `pending` and
    goes on with the next sync, which asks for nothing twice. A source that fails stops no other. Raises UsageError for
    an unknown source, AlreadyRunning; errors of the database are raised.

    `sleep` may end early, as waiting for an event does: then the sync ends. `take_file` imports the reports that are
    the same files as downloads (returns, planning, settlements); without it the source `files` gives nothing.
    """
    unknown = sorted(set(sources or ()) - set(SOURCES))
    if unknown:
        raise UsageError(f"there is no source called {unknown[0]!r}; the sources are {', '.join(sorted(SOURCES))}")
    with ledger.alone() as alone, httpx.Client(timeout=TIMEOUT, follow_redirects=False) as http:
        if not alone:
            raise AlreadyRunning(say(Say("sources-already-running"), "en"))
        started = clock.now()
        ledger.forget(started - REMEMBERED)
        first = started.hour % max(1, len(accounts))  # each account comes first in turn where they share a rate
        works = list(_works(ledger, clock, [*accounts[first:], *accounts[:first]], sources, http))
        for work in works:
            work.tell, work.take_file = tell, take_file
        results: list[SourceResult] = []
        for stage in (1, 2):
            jobs = [Job(work, SOURCES[work.source].run(work)) for work in works if SOURCES[work.source].stage == stage]
            run_jobs(jobs, clock, sleep, started + patience)
            results += [_settled(job, ledger, clock) for job in jobs]
    return SyncReport(started, clock.now(), tuple(results))


def _works(
    ledger: Ledger,
    clock: Clock,
    accounts: Sequence[AccountSettings],
    wanted: Sequence[str] | None,
    http: httpx.Client,
) -> Iterable[Work]:
    days = report_days(accounts)
    for account in accounts:
        found = callers(account, http, clock, ledger)
        for name, source in SOURCES.items():
            if wanted is not None and name not in wanted:
                continue
            if source.service == "mail":
                places = [""] if account.mail is not None else []
            else:
                places = list(found.get(source.service, ()))
            for marketplace in places:
                mine = {
                    service: by_place[marketplace] for service, by_place in found.items() if marketplace in by_place
                }
                yield Work(account, marketplace, name, ledger, clock, mine, days[account.name])


def report_days(accounts: Sequence[AccountSettings]) -> dict[str, int]:
    """How many last days each account may ask the sales-and-traffic report for: the app's daily limit is shared."""
    shared: dict[str, int] = {}
    for account in accounts:
        if account.selling_partner is not None:
            app = account.selling_partner.client_id_env
            shared[app] = shared.get(app, 0) + len(account.marketplaces)
    return {
        account.name: MOST_REPORT_DAYS
        if account.selling_partner is None
        else max(1, min(MOST_REPORT_DAYS, REPORTS_A_DAY // shared[account.selling_partner.client_id_env]))
        for account in accounts
    }


def _settled(job: Job, ledger: Ledger, clock: Clock) -> SourceResult:
    work = job.work
    if job.failure is not None or not job.open:
        ledger.settle(work.name, work.marketplace, work.source, clock.now(), job.failure)
    return SourceResult(
        account=work.name,
        marketplace=work.marketplace,
        source=work.source,
        counts=work.counts,
        pending=max(work.pending, 1) if job.open else work.pending,
        late=tuple(sorted(work.late)),
        latest=ledger.latest(work.name, work.marketplace, SOURCES[work.source].table),
        failure=job.failure,
        remarks=tuple(work.remarks),
    )
