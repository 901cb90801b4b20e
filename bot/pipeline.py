"""The order of things, written down once: facts in the store → checks → alerts → outbox. Delivery sends what is there.

`check` is the function to read first.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection

from analytics.detection import LOOK_BACK_DAYS, run_checks
from bot.alerts.checking import Applied
from bot.errors import UsageError
from bot.ingest.importing import import_paths
from bot.records.findings import DayChecked
from bot.records.rules import Rule, with_changes
from bot.records.sources import Counts, SourceFile, SyncReport
from bot.reports.market_day import ended, provisional_from
from bot.reports.topics import BAD_STARS, read_reviews
from bot.services import Services
from bot.sources import Progress, sync
from bot.sources.failures import SourceFailure
from bot.store.imports import ImportLedger
from bot.store.overrides import overrides
from bot.store.panels import accounts_and_marketplaces, last_complete_day, load_panel
from bot.store.readings import keep_readings
from bot.store.sources import SourceLedger
from bot.store.transaction import writing

BEFORE = 2  # a figure must have been well on the two days before as well
REVIEW_DAYS = 16  # event kinds look at 14 days, on the day itself and on the two before
GRACE = 2  # days that every report may lag before the missing days themselves are checked


@dataclass(frozen=True)
class Checked:
    """One run of all checks: each (account, marketplace) with its day, and what became of the alerts."""

    days: Mapping[tuple[str, str], date]
    applied: Applied


def check(services: Services, as_of: date | None = None) -> Checked:
    """Checks every (account, marketplace): load → detect → open, worsen, resolve → outbox, in one transaction.

    With `as_of` the stored days up to it count as settled; without it each marketplace has its own last complete day.
    """
    days: dict[tuple[str, str], date] = {}
    checks: list[tuple[DayChecked, Sequence[DayChecked]]] = []
    fresh: dict[str, tuple[str, bool]] = {}
    with services.engine.connect() as connection:
        rules = current_rules(services, connection)
        for account, marketplace, day in days_to_check(services, connection, as_of):
            first = day - timedelta(days=LOOK_BACK_DAYS)
            known = services.settings.team.events()
            panel = load_panel(connection, account, marketplace, first, day, services.settings.currency, known)
            stars = rules["bad_review"].param("max_stars", BAD_STARS)
            reading = read_reviews(connection, panel, day - timedelta(days=REVIEW_DAYS), day, stars)
            fresh.update(reading.fresh)
            unsettled = None if as_of else provisional_from(marketplace, services.clock.now())
            *before, today = (
                run_checks(panel, day - timedelta(days=back), rules, provisional_from=unsettled, topics=reading.topics)
                for back in range(BEFORE, -1, -1)
            )
            days[account, marketplace] = day
            checks.append((today, before))
    with writing(services.engine) as connection:
        keep_readings(connection, fresh)
    return Checked(days, services.alerts.apply_checks(checks, rules))


def days_to_check(services: Services, connection: Connection, as_of: date | None) -> Iterator[tuple[str, str, date]]:
    """(account, marketplace, day): the day asked for, or the last one with data unless all reports are overdue."""
    now = services.clock.now()
    for account, marketplace in accounts_and_marketplaces(connection):
        if as_of is not None:
            yield account, marketplace, as_of
            continue
        last = last_complete_day(connection, account, marketplace, now)
        if last is not None:
            yield account, marketplace, max(last, ended(marketplace, now) - timedelta(days=GRACE))


def current_rules(services: Services, connection: Connection) -> dict[str, Rule]:
    """Every kind's rule: defaults, the config file, then what people changed in Slack (override `rule:<kind>`)."""
    changes = {
        key.removeprefix("rule:"): value
        for key, value in overrides(connection, "rule:").items()
        if isinstance(value, dict)
    }
    return with_changes(services.settings.team.rule_set(), changes)


def take_file(services: Services, file: SourceFile) -> Counts:
    """Imports a report of Amazon's that is the same file as a download. Raises SourceFailure where it is refused."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / file.name
        path.write_bytes(file.content)
        [report] = import_paths(
            ImportLedger(services.engine), services.clock, services.ids, [path],
            date=file.day, marketplace=file.marketplace, account=file.account,
        )  # fmt: skip
    if report.refusal is not None:
        raise SourceFailure(report.refusal)
    return Counts(report.new, report.changed, report.unchanged)


def sync_sources(
    services: Services,
    names: Sequence[str] | None = None,
    tell: Callable[[Progress], None] | None = None,
    sleep: Callable[[float], object] = time.sleep,
) -> SyncReport:
    """Pulls what is new from the configured accounts, then checks if anything came.

    Raises UsageError where no account is configured or a source is unknown; a source that fails stands in the report.
    """
    accounts = services.settings.team.accounts
    if not accounts:
        raise UsageError("no account is configured; name one under `accounts` in the file that ASINWATCH_CONFIG names")
    report = sync(
        SourceLedger(services.engine), services.clock, accounts, names, tell,
        take_file=partial(take_file, services), sleep=sleep,
    )  # fmt: skip
    if any(result.counts.new or result.counts.changed for result in report.results):
        check(services)
    return report
