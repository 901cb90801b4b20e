"""What one source of one account in one marketplace has to hand while it runs, and what came of it so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.clock import Clock, local_date
from bot.records.dataset import MARKETPLACE_ZONES
from bot.records.sources import Asked, AskState, Counts, TableRows, TakeFile
from bot.records.text import Say
from bot.settings import AccountSettings
from bot.sources.failures import SourceFailure
from bot.sources.http import Caller
from bot.sources.ledger import Ledger
from bot.sources.places import MARKETPLACE_IDS

EMPTY_AGAIN = timedelta(hours=2)  # Amazon answers with an empty list what it does not have yet
FAILED_AGAIN = timedelta(hours=1)


@dataclass(frozen=True)
class Progress:
    """How far a source is: `done` of `planned` requests."""

    account: str
    marketplace: str
    source: str
    done: int
    planned: int


Tell = Callable[[Progress], None]


@dataclass
class Work:
    """`marketplace` is "" for a source that has none (mail); `report_days` is how many last days may be asked for."""

    account: AccountSettings
    marketplace: str
    source: str
    ledger: Ledger
    clock: Clock
    callers: dict[str, Caller] = field(repr=False, default_factory=dict)
    report_days: int = 3
    tell: Tell | None = None
    take_file: TakeFile | None = None
    counts: Counts = field(default_factory=Counts)
    planned: int = 0
    done: int = 0
    late: set[date] = field(default_factory=set)
    remarks: list[Say] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.account.name

    @property
    def marketplace_id(self) -> str:
        return MARKETPLACE_IDS[self.marketplace]

    @property
    def pending(self) -> int:
        return self.planned - self.done

    def today(self) -> date:
        """The marketplace's own calendar day."""
        return local_date(self.clock.now(), MARKETPLACE_ZONES[self.marketplace])

    def picture_day(self) -> date:
        """The day that a picture of the present belongs to: until noon still the day before, whose closing state it
        is, as with Amazon's own snapshots. So the morning's check of the last complete day sees this morning's state.
        """
        today = self.today()
        hour = self.clock.now().astimezone(ZoneInfo(MARKETPLACE_ZONES[self.marketplace])).hour
        return today if hour >= 12 else today - timedelta(days=1)

    def first_day(self) -> date:
        """The first day of the back-fill."""
        return self.today() - timedelta(days=self.account.backfill_days)

    def block(self, hours: int = 4) -> str:
        """Names the part of the day, for pictures of the present that are taken again every few hours."""
        now = self.clock.now()
        return f"{now:%Y-%m-%d}/{now.hour // hours}"

    def caller(self, service: str) -> Caller:
        """Raises SourceFailure where the account has no such access."""
        if service not in self.callers:
            raise SourceFailure(Say("sources-not-configured", {"service": service}))
        return self.callers[service]

    def note(self, name: str) -> Any:
        return self.ledger.note(self.name, self.marketplace, name)

    def write_note(self, name: str, value: object) -> None:
        self.ledger.write_note(self.name, self.marketplace, name, value)

    def plan(self, requests: int) -> None:
        self.planned += requests
        self._say()

    def finish(self) -> None:
        """One request is through."""
        self.done += 1
        self._say()

    def store(self, rows: Sequence[TableRows], asked: Asked | None = None) -> None:
        """Writes rows together with the request's end."""
        ended = None if asked is None else replace(asked, state=AskState.STORED, not_before=None)
        self.counts.add(self.ledger.store(rows, self.clock.now(), ended))

    def not_arrived(self, asked: Asked, days: Sequence[date]) -> None:
        """An empty answer: the days stay unknown, and are asked for again later."""
        self.late.update(days)
        self._postpone(asked, AskState.LATE, self.clock.now() + EMPTY_AGAIN)

    def gave_up(self, asked: Asked) -> None:
        """The other side could not make the report: asked for again later, each time after a longer while."""
        self._postpone(asked, AskState.FAILED, self.clock.now() + FAILED_AGAIN * asked.attempt)

    def _postpone(self, asked: Asked, state: AskState, not_before: datetime) -> None:
        self.ledger.remember(replace(asked, state=state, not_before=not_before))

    def _say(self) -> None:
        if self.tell is not None:
            self.tell(Progress(self.name, self.marketplace, self.source, self.done, self.planned))
