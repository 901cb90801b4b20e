"""The team's YAML file (`ASINWATCH_CONFIG`): rules, routes, owners, people, calendar, accounts, digests, benchmarks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time

from holidays import list_supported_countries
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from bot.records.dataset import MARKETPLACES
from bot.records.findings import KINDS
from bot.records.rules import Rule, default_rules, with_changes
from bot.records.sales_events import SalesEvent
from bot.settings.accounts import AccountSettings


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OwnerSettings(_Strict):
    """Who looks after what. A person is a Slack user id (`U…`) or an e-mail address. The first match counts: asin,
    brand, category, kind, then `default`; `fallback` is asked when nobody answers."""

    asin: dict[str, str] = {}
    brand: dict[str, str] = {}
    category: dict[str, str] = {}
    kind: dict[str, str] = {}
    default: str | None = None
    fallback: str | None = None


class RouteSettings(_Strict):
    """One route: alerts that match all the given lists go to `channel` (an id, a name, or a person for a DM)."""

    channel: str
    kinds: tuple[str, ...] = ()
    marketplaces: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    asins: tuple[str, ...] = ()
    min_severity: str = Field(default="low", pattern="^(low|medium|high)$")
    language: str | None = Field(default=None, pattern="^(en|zh)$")


class WorkingHours(_Strict):
    """When people can be asked again; days are 0 (Monday) to 6. `holidays` is a country code (`CN`, `DE`, `US`, …)
    whose public holidays are days off."""

    start: time = time(9)
    end: time = time(18)
    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    holidays: str | None = None

    @field_validator("holidays")
    @classmethod
    def _known(cls, value: str | None) -> str | None:
        if value is not None and value not in list_supported_countries():
            raise ValueError(f"there is no holiday calendar for {value!r}; use a country code such as CN, DE or US")
        return value


class QuietHours(_Strict):
    start: time
    end: time


class EscalationSettings(_Strict):
    """Minutes after which an un-acknowledged high alert is said again, to its owner, to the fallback."""

    remind_after: int = Field(default=60, ge=1)
    owner_after: int = Field(default=120, ge=1)
    fallback_after: int = Field(default=240, ge=1)


class AlertSettings(_Strict):
    """How loud alerts are."""

    repeat_after_hours: int = Field(default=24, ge=1)
    quiet_hours: QuietHours | None = None
    working_hours: WorkingHours = WorkingHours()
    escalation: EscalationSettings = EscalationSettings()
    group_families: bool = False
    charts: bool = True  # one in the thread of alerts about sales, and of the digest
    thread_loudness: str = Field(default="normal", pattern="^(quiet|normal|loud)$")


class PermissionSettings(_Strict):
    """Who may do what: Slack user ids or user group ids (`S…`). An empty list of `channels` means any channel.

    Everybody may look; acknowledging is for all members unless `acknowledge` is set; changes are for `admins`.
    """

    admins: tuple[str, ...] = ()
    acknowledge: tuple[str, ...] = ()
    import_files: tuple[str, ...] = ()
    see_profit: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()


class DigestSettings(_Strict):
    """One morning digest more: its own channel, time, zone, language, and a filter by owner, brand or marketplace."""

    channel: str
    at: time | None = None
    timezone: str | None = None
    language: str | None = Field(default=None, pattern="^(en|zh)$")
    owners: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    marketplaces: tuple[str, ...] = ()
    weekly: bool = True


class SalesEventSettings(_Strict):
    """A sales event that the built-in calendar does not know, e.g. a Prime Day once Amazon has announced it."""

    name: str
    first: date = Field(alias="from")
    last: date = Field(alias="to")
    marketplaces: tuple[str, ...] = ()  # empty: all

    @field_validator("marketplaces")
    @classmethod
    def _known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        unknown = sorted(set(value) - set(MARKETPLACES))
        if unknown:
            raise ValueError(f"there is no marketplace called {unknown[0]!r}")
        return value

    @model_validator(mode="after")
    def _in_order(self) -> SalesEventSettings:
        if self.last < self.first:
            raise ValueError(f"to {self.last} lies before from {self.first}")
        return self


class BenchmarkSettings(_Strict):
    """What good looks like in the field, in percent, and what a launch plans; never taken as evidence."""

    best_acos: tuple[float, float] = (22.0, 28.0)
    average_acos: float = 35.0
    ad_budget_share: tuple[float, float] = (15.0, 25.0)
    stockout_days_90: int = 7
    launch_ratings: tuple[float, float, float] = (5.0, 15.0, 30.0)  # planned after 30, 60, 90 days
    launch_tacos: tuple[float, float, float] = (40.0, 30.0, 20.0)


class TeamSettings(_Strict):
    """The whole file. `rules` maps a kind to changes (`enabled`, `route`, `sensitivity`, parameters)."""

    rules: dict[str, dict[str, bool | float | str]] = {}
    schedules: dict[str, str] = {}  # a job's name → a cron expression
    routes: tuple[RouteSettings, ...] = ()
    owners: OwnerSettings = OwnerSettings()
    alerts: AlertSettings = AlertSettings()
    permissions: PermissionSettings = PermissionSettings()
    digests: tuple[DigestSettings, ...] = ()
    benchmarks: BenchmarkSettings = BenchmarkSettings()
    sales_events: tuple[SalesEventSettings, ...] = ()
    accounts: tuple[AccountSettings, ...] = ()
    people: dict[str, str] = {}  # a short name → a Slack user id or e-mail address
    sop_folder: str | None = None
    mappings_folder: str | None = None  # YAML mappings of other tools' exports

    @field_validator("rules")
    @classmethod
    def _known(cls, value: dict[str, dict[str, bool | float | str]]) -> dict[str, dict[str, bool | float | str]]:
        unknown = sorted(set(value) - set(KINDS))
        if unknown:
            raise ValueError(f"there is no kind of alert called {unknown[0]!r}")
        with_changes(default_rules(), value)
        return value

    def events(self) -> tuple[SalesEvent, ...]:
        """The sales events that the team knows beyond the built-in calendar."""
        return tuple(SalesEvent(e.name, e.first, e.last, e.marketplaces) for e in self.sales_events)

    def rule_set(self) -> Mapping[str, Rule]:
        """Every kind's rule: the defaults with this file's changes."""
        return with_changes(default_rules(), self.rules)
