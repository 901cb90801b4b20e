"""What a handler or a job needs to do its work, wired once in `bot.app`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from slack_sdk import WebClient
from sqlalchemy import Engine

from bot.alerts.service import AlertService
from bot.clock import Clock, Ids
from bot.settings import Settings


@dataclass(frozen=True)
class Services:
    """`client` is the one Slack client of the process (its address is `SLACK_API_URL`).

    `next_runs` says when each scheduled job runs next; empty where no scheduler runs (a single command).
    `when_checked` is called in every copy, again and again, with the time at which the last scheduled check or sync
    ended; whoever shows figures adds a function of their own.
    """

    settings: Settings
    engine: Engine
    clock: Clock
    ids: Ids
    client: WebClient
    alerts: AlertService
    next_runs: Callable[[], Mapping[str, datetime | None]] = dict
    when_checked: list[Callable[[datetime], None]] = field(default_factory=list)
