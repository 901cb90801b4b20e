"""A small world for tests of alerts: findings, checked days, and a service with a clock that is moved by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from slack_sdk import WebClient
from sqlalchemy import Engine

from bot.alerts.policy import Policy
from bot.alerts.service import AlertService
from bot.clock import CountedIds, FixedClock
from bot.delivery.worker import OutboxWorker, Pace
from bot.records.alerts import Action, ActionKind
from bot.records.findings import DayChecked, Finding, Severity, Standing, Subject
from bot.records.text import Money, Say

DAY = date(2026, 3, 10)
NOW = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
CHANNEL = "C0ALERTS01"
ANA, WANG, TOM = "U0ANA00001", "U0WANGMIN1", "U0TOM00001"
AT_ONCE = Pace(between=0.0, lease=60.0, settle=0.0, first=0.0, admin=60.0, poll=0.01)


def subject(asin: str | None = "B0TEST0001", kind: str = "sales_drop", what: str = "", market: str = "US") -> Subject:
    return Subject("main", market, kind, asin, what)


def finding(about: Subject | None = None, severity: Severity = Severity.MEDIUM, loss: float | None = 120.0) -> Finding:
    """A finding whose words are of the alerts' own catalogue, so that tests need no other part's words."""
    about = about or subject()
    headline = Say("alerts-product", {"asin": about.asin or "–", "marketplace": about.marketplace})
    return Finding(
        about,
        severity,
        headline,
        observed=3.0,
        expected=10.0,
        loss=loss,
        currency="USD",
        why=(Say("alerts-at-stake", {"loss": Money(loss, "USD") if loss is not None else None}),),
    )


@dataclass(frozen=True)
class Checked:
    """A day's checks, written by hand. What is neither found nor named in `unknown` is well."""

    day: date = DAY
    findings: tuple[Finding, ...] = ()
    unknown: frozenset[Subject] = frozenset()
    account: str = "main"
    marketplace: str = "US"
    muted: tuple[tuple[Finding, Say], ...] = ()

    def standing(self, about: Subject) -> Standing:
        if about in self.unknown:
            return Standing.UNKNOWN
        return Standing.FIRING if any(f.about == about for f in self.findings) else Standing.WELL


def well_days(day: date, marketplace: str = "US") -> list[DayChecked]:
    """Three days on which everything was well, the last one `day`."""
    return [Checked(day - timedelta(days=ago), marketplace=marketplace) for ago in (2, 1, 0)]


def storm(count: int, kinds: Sequence[str] = ("sales_drop",), severity: Severity = Severity.MEDIUM) -> Checked:
    """`count` ASINs that fire at once, their kinds in turn."""
    found = [
        finding(subject(f"B0{number:08d}", kinds[number % len(kinds)]), severity, float(number))
        for number in range(count)
    ]
    return Checked(findings=tuple(found))


def action(kind: ActionKind, actor: str = ANA, **more: object) -> Action:
    return Action(kind, actor, "button", **more)  # type: ignore[arg-type]


@dataclass
class World:
    """`engine` with a service on it; `deliver` sends what the outbox holds to the given local Slack."""

    engine: Engine
    policy: Policy = field(default_factory=lambda: Policy(alert_channel=CHANNEL))
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOW))
    ids: CountedIds = field(default_factory=CountedIds)

    @property
    def service(self) -> AlertService:
        return AlertService(self.engine, self.clock, self.ids, self.policy)

    def worker(self, client: WebClient, pace: Pace = AT_ONCE) -> OutboxWorker:
        return OutboxWorker(
            self.engine, client, self.clock, self.ids, self.service.policy, pace=pace, threads=1,
            random_share=lambda: 1.0,
        )  # fmt: skip

    def later(self, **span: float) -> None:
        self.clock.at += timedelta(**span)
