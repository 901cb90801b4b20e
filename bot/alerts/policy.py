"""Who gets which alert, when, and how loudly: the team's settings with the changes made in Slack laid over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

from holidays import HolidayBase, country_holidays

from bot.records.alerts import Alert
from bot.records.findings import Severity
from bot.settings import Settings

NOBODY = ""  # a person set in Slack who is none, although the config file names one


class Loudness(StrEnum):
    """QUIET: the thread is told only what people must know (worse, reminders). NORMAL: every change, and the channel
    sees what got worse. LOUD: the channel also sees re-openings and reminders."""

    QUIET = "quiet"
    NORMAL = "normal"
    LOUD = "loud"


@dataclass(frozen=True)
class Product:
    """What routes and owners look at. `title` and the others are None where unknown."""

    title: str | None = None
    brand: str | None = None
    category: str | None = None
    parent_asin: str | None = None
    owner: str | None = None


@dataclass(frozen=True)
class RoutePlace:
    """Alerts that match every list that is not empty go to `channel` (an id, a name, or a person)."""

    channel: str
    kinds: tuple[str, ...] = ()
    marketplaces: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    asins: tuple[str, ...] = ()
    min_severity: Severity = Severity.LOW
    language: str | None = None

    def takes(self, alert: Alert, product: Product) -> bool:
        about = alert.about
        return (
            alert.severity.rank >= self.min_severity.rank
            and (not self.kinds or about.kind in self.kinds)
            and (not self.marketplaces or about.marketplace in self.marketplaces)
            and (not self.brands or (product.brand or "") in self.brands)
            and (not self.asins or (about.asin or "") in self.asins)
        )


@dataclass(frozen=True)
class Hours:
    """A span of local time on some days (0 is Monday) that are no public holidays of `country`; one that ends before it
    starts goes over midnight."""

    start: time
    end: time
    days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    country: str | None = None

    def hold(self, local: datetime) -> bool:
        moment, day = local.time(), local.date()
        if self.start <= self.end:
            return self._counts(day) and self.start <= moment < self.end
        began = day if moment >= self.start else day - timedelta(days=1)
        return self._counts(began) and (moment >= self.start or moment < self.end)

    def _counts(self, day: date) -> bool:
        return day.weekday() in self.days and not (self.country and day in _holidays(self.country))


@cache
def _holidays(country: str) -> HolidayBase:
    return country_holidays(country)  # fills in the years that are asked for


@dataclass(frozen=True)
class Policy:
    """`alert_channel` None: alerts are kept, and posted once a channel is configured. People are Slack user ids or
    e-mail addresses. `remind_after`, `owner_after`, `fallback_after` count from the alert's opening."""

    alert_channel: str | None = None
    language: str = "en"
    timezone: str = "UTC"
    routes: tuple[RoutePlace, ...] = ()
    owners: Mapping[str, Mapping[str, str]] = field(
        default_factory=dict
    )  # asin, brand, category, kind → value → person
    default_owner: str | None = None
    fallback: str | None = None
    admins: tuple[str, ...] = ()
    people: Mapping[str, str] = field(default_factory=dict)
    quiet_hours: Hours | None = None
    working_hours: Hours = Hours(time(9), time(18), (0, 1, 2, 3, 4))
    remind_after: timedelta = timedelta(minutes=60)
    owner_after: timedelta = timedelta(minutes=120)
    fallback_after: timedelta = timedelta(minutes=240)
    repeat_after: timedelta = timedelta(hours=24)
    families: bool = False
    charts: bool = False
    loudness: Loudness = Loudness.NORMAL

    def place_of(self, alert: Alert, product: Product) -> tuple[str, str] | None:
        """The channel and the language of an alert's message; None where nothing is configured."""
        for route in self.routes:
            if route.takes(alert, product):
                return route.channel, route.language or self.language
        return None if self.alert_channel is None else (self.alert_channel, self.language)

    def owner_of(self, alert: Alert, product: Product) -> str | None:
        """Who looks after it: by ASIN, the product's own owner, brand, category, kind, then the default."""
        about = alert.about
        for owner in (
            alert.assignee,
            self.owners.get("asin", {}).get(about.asin or ""),
            product.owner,
            self.owners.get("brand", {}).get(product.brand or ""),
            self.owners.get("category", {}).get(product.category or ""),
            self.owners.get("kind", {}).get(about.kind),
            self.default_owner,
        ):
            if owner:
                return self.people.get(owner, owner)
        return None

    def is_quiet(self, now: datetime) -> bool:
        return self.quiet_hours is not None and self.quiet_hours.hold(now.astimezone(ZoneInfo(self.timezone)))

    def quiet_until(self, now: datetime) -> datetime | None:
        """When the present quiet hours end; None outside them."""
        if self.quiet_hours is None or not self.is_quiet(now):
            return None
        local = now.astimezone(ZoneInfo(self.timezone))
        end = local.replace(hour=self.quiet_hours.end.hour, minute=self.quiet_hours.end.minute, second=0, microsecond=0)
        return (end if end > local else end + timedelta(days=1)).astimezone(UTC)

    def is_working(self, now: datetime) -> bool:
        return self.working_hours.hold(now.astimezone(ZoneInfo(self.timezone)))


def policy_from(settings: Settings) -> Policy:
    """The policy that the environment and the team's file set."""
    team = settings.team
    quiet, working, escalation = team.alerts.quiet_hours, team.alerts.working_hours, team.alerts.escalation
    return Policy(
        alert_channel=settings.alert_channel,
        language=settings.language,
        timezone=settings.timezone,
        routes=tuple(
            RoutePlace(r.channel, r.kinds, r.marketplaces, r.brands, r.asins, Severity(r.min_severity), r.language)
            for r in team.routes
        ),
        owners={name: dict(getattr(team.owners, name)) for name in ("asin", "brand", "category", "kind")},
        default_owner=team.owners.default,
        fallback=team.owners.fallback,
        admins=team.permissions.admins,
        people=dict(team.people),
        quiet_hours=Hours(quiet.start, quiet.end) if quiet else None,
        working_hours=Hours(working.start, working.end, working.days, working.holidays),
        remind_after=timedelta(minutes=escalation.remind_after),
        owner_after=timedelta(minutes=escalation.owner_after),
        fallback_after=timedelta(minutes=escalation.fallback_after),
        repeat_after=timedelta(hours=team.alerts.repeat_after_hours),
        families=team.alerts.group_families,
        charts=team.alerts.charts,
        loudness=Loudness(team.alerts.thread_loudness),
    )


def _hours(span: str) -> Hours | None:
    """`22:00-07:00`; "off" is none."""
    if span == "off":
        return None
    start, end = span.split("-")
    return Hours(time.fromisoformat(start), time.fromisoformat(end))


def with_overrides(policy: Policy, overrides: Mapping[str, object]) -> Policy:
    """`policy` with what people changed in Slack. Keys: `channel`, `loudness`, `families`,
    `quiet_hours` (`22:00-07:00` or `off`), `route:<kind>` (a channel),
    `owner:<asin|brand|category|kind>:<value>` (a person), `owner:default`, `owner:fallback` (`NOBODY` is none).
    Others are not ours."""
    for key, value in sorted(overrides.items()):
        match key.split(":", 2):
            case ["channel"]:
                policy = replace(policy, alert_channel=str(value))
            case ["loudness"]:
                policy = replace(policy, loudness=Loudness(str(value)))
            case ["quiet_hours"]:
                policy = replace(policy, quiet_hours=_hours(str(value)))
            case ["families"]:
                policy = replace(policy, families=bool(value))
            case ["route", kind]:
                policy = replace(policy, routes=(RoutePlace(str(value), kinds=(kind,)), *policy.routes))
            case ["owner", "default"]:
                policy = replace(policy, default_owner=str(value) or None)
            case ["owner", "fallback"]:
                policy = replace(policy, fallback=str(value) or None)
            case ["owner", group, name]:
                owners = {**policy.owners, group: {**policy.owners.get(group, {}), name: str(value)}}
                policy = replace(policy, owners=owners)
    return policy
