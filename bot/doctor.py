"""`asinwatch doctor`: what is configured, reachable and missing, and how to mend it. Shows no secret."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from slack_sdk.errors import SlackApiError, SlackClientError
from sqlalchemy import Engine

from bot.digests import places
from bot.records.text import Say
from bot.reports.kpi import freshness
from bot.services import Services
from bot.sources import TABLES, check_access
from bot.store import jobs, outbox
from bot.store.sources import SourceLedger

LATE_DAYS = 3
SILENT = timedelta(hours=3)


class Mark(StrEnum):
    FINE = "ok"
    HINT = "hint"  # not set up; the bot works without it
    BAD = "bad"


@dataclass(frozen=True)
class Diagnostic:
    """One thing looked at; `says` tells how to mend what is not fine."""

    mark: Mark
    what: Say
    says: Say


def examine(services: Services, scopes: frozenset[str]) -> Iterator[Diagnostic]:
    """Looks at one thing after the other; `scopes` are those that the manifest asks for."""
    yield _database(services.engine)
    yield _config(services)
    yield from _slack(services, scopes)
    yield from _data(services)
    yield from _sources(services)
    yield from _work(services)


def _fine(what: str, says: str, **args: str | int) -> Diagnostic:
    return Diagnostic(Mark.FINE, Say(f"doctor-{what}"), Say(f"doctor-{says}", args))


def _hint(what: str, says: str, **args: str | int) -> Diagnostic:
    return Diagnostic(Mark.HINT, Say(f"doctor-{what}"), Say(f"doctor-{says}", args))


def _bad(what: str, says: str, **args: str | int) -> Diagnostic:
    return Diagnostic(Mark.BAD, Say(f"doctor-{what}"), Say(f"doctor-{says}", args))


def _database(engine: Engine) -> Diagnostic:
    return _fine("database", "database-fine", kind=engine.dialect.name)


def _config(services: Services) -> Diagnostic:
    settings = services.settings
    if settings.config is None:
        return _hint("config", "config-none")
    return _fine("config", "config-fine", file=str(settings.config), n=len(settings.team.rules))


def _slack(services: Services, scopes: frozenset[str]) -> Iterator[Diagnostic]:
    settings = services.settings
    if settings.slack_bot_token is None:
        yield _hint("slack", "slack-none")
        return
    try:
        answer = services.client.auth_test()
    except SlackApiError as error:
        yield _bad("slack", "slack-refused", error=str(error.response["error"]))
        return
    except (SlackClientError, OSError) as error:
        yield _bad("slack", "slack-away", error=type(error).__name__)
        return
    yield _fine("slack", "slack-fine", team=str(answer.get("team", "")), user=str(answer.get("user", "")))
    granted = {name.strip() for name in str(answer.headers.get("x-oauth-scopes", "")).split(",")} - {""}
    missing = sorted(scopes - granted) if granted else []
    if missing:
        yield _bad("scopes", "scopes-missing", scopes=", ".join(missing))
    elif granted:
        yield _fine("scopes", "scopes-fine", n=len(scopes))
    yield _mode(services)
    yield from _channels(services)


def _mode(services: Services) -> Diagnostic:
    settings = services.settings
    if settings.slack_app_token is not None:
        try:
            services.client.apps_connections_open(app_token=settings.slack_app_token.get_secret_value())
        except SlackApiError as error:
            return _bad("mode", "mode-refused", error=str(error.response["error"]))
        except (SlackClientError, OSError) as error:
            return _bad("mode", "slack-away", error=type(error).__name__)
        return _fine("mode", "mode-socket")
    if settings.slack_signing_secret is not None:
        return _fine("mode", "mode-http", port=str(settings.port))
    return _bad("mode", "mode-none")


def _channels(services: Services) -> Iterator[Diagnostic]:
    settings = services.settings
    wanted = [("alert-channel", settings.alert_channel)]
    wanted += [("digest-channel", place.channel) for place in places(settings)] or [("digest-channel", None)]
    try:
        known = [
            channel
            for page in services.client.conversations_list(types="public_channel,private_channel", limit=200)
            for channel in page["channels"]
        ]
    except (SlackClientError, OSError) as error:
        yield _bad("alert-channel", "slack-away", error=type(error).__name__)
        return
    for what, name in wanted:
        if name is None:
            yield _hint(what, f"{what}-none")
            continue
        found = [c for c in known if name in (c["id"], c.get("name"), f"#{c.get('name')}")]
        if not found:
            yield _bad(what, "channel-unknown", channel=name)
        elif not found[0].get("is_member"):
            yield _bad(what, "channel-outside", channel=name)
        else:
            yield _fine(what, "channel-fine", channel=name)


def _data(services: Services) -> Iterator[Diagnostic]:
    with services.engine.connect() as connection:
        tables = freshness(connection, services.clock.now())
    if not any(table.last_day for table in tables):
        yield _hint("data", "data-none")
    for account, marketplace in sorted({(table.account, table.marketplace) for table in tables}):
        mine = [table for table in tables if (table.account, table.marketplace) == (account, marketplace)]
        late = [t for t in mine if t.table == "traffic_daily" and t.behind is not None and t.behind > LATE_DAYS]
        place = f"{account} {marketplace}"
        if late:
            yield Diagnostic(
                Mark.BAD, Say("doctor-data"),
                Say("doctor-data-late", {"place": place, "last": late[0].last_day, "n": late[0].behind}),
            )  # fmt: skip
        else:
            newest = max((table.last_day for table in mine if table.last_day), default=None)
            yield Diagnostic(Mark.FINE, Say("doctor-data"), Say("doctor-data-fine", {"place": place, "last": newest}))


def _sources(services: Services) -> Iterator[Diagnostic]:
    if not services.settings.team.accounts:
        yield _hint("sources", "sources-none")
        return
    ledger = SourceLedger(services.engine)
    for access in check_access(ledger, services.clock, services.settings.team.accounts):
        said = Say("doctor-source-failed", {"place": f"{access.account} {access.service}", "why": access.finding})
        yield Diagnostic(Mark.FINE if access.ok else Mark.BAD, Say("doctor-sources"), said)
    for state in ledger.freshness(TABLES):
        place = f"{state.account} {state.marketplace} {state.source}"
        if state.failure is not None:
            yield Diagnostic(
                Mark.BAD, Say("doctor-sources"), Say("doctor-source-failed", {"place": place, "why": state.failure})
            )
        else:
            yield Diagnostic(
                Mark.FINE, Say("doctor-sources"), Say("doctor-source-fine", {"place": place, "last": state.latest})
            )


def _work(services: Services) -> Iterator[Diagnostic]:
    now = services.clock.now()
    with services.engine.connect() as connection:
        runs, lanes = jobs.last_runs(connection), outbox.lanes(connection)
    checked = [run for run in runs if run.job == "check"]
    if not checked:
        yield _hint("checks", "checks-none")
    elif checked[0].outcome == "failed":
        yield _bad("checks", "checks-failed", detail=checked[0].detail or "")
    elif now - checked[0].started_at > SILENT:
        yield Diagnostic(Mark.BAD, Say("doctor-checks"), Say("doctor-checks-silent", {"at": checked[0].started_at}))
    else:
        yield Diagnostic(Mark.FINE, Say("doctor-checks"), Say("doctor-checks-fine", {"at": checked[0].started_at}))
    for lane in lanes:
        if lane.blocked is not None:
            yield _bad("delivery", "delivery-blocked", channel=lane.lane, error=lane.blocked, n=lane.waiting)
