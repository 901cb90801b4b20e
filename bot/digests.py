"""The morning digests: where they go, when, and how each comes exactly once a local day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.delivery.enqueue import enqueue
from bot.reports.digest import digest
from bot.reports.digest_message import digest_message
from bot.services import Services
from bot.settings import Settings
from bot.store.jobs import claim
from bot.store.outbox import add_item
from bot.store.panels import accounts_and_marketplaces
from bot.store.preferences import channel_language
from bot.store.transaction import writing

MONDAY = 0


@dataclass(frozen=True)
class DigestPlace:
    """One digest: its channel, its own local time and language, and what it is limited to. `name` is its claim's."""

    name: str
    channel: str
    at: time
    timezone: str
    language: str
    owners: Sequence[str] = ()
    brands: Sequence[str] = ()
    marketplaces: Sequence[str] = ()
    weekly: bool = True


def places(settings: Settings) -> list[DigestPlace]:
    """The digest of `ASINWATCH_DIGEST_CHANNEL`, then those of the config file."""
    found = []
    if settings.digest_channel:
        found.append(
            DigestPlace("digest", settings.digest_channel, settings.digest_at, settings.timezone, settings.language)
        )
    for number, more in enumerate(settings.team.digests, start=1):
        found.append(
            DigestPlace(
                f"digest-{number}", more.channel, more.at or settings.digest_at, more.timezone or settings.timezone,
                more.language or settings.language, more.owners, more.brands, more.marketplaces, more.weekly,
            )
        )  # fmt: skip
    return found


def due(place: DigestPlace, now: datetime) -> date | None:
    """The local day whose digest is due by `now` (its hour has come), None before it."""
    local = now.astimezone(ZoneInfo(place.timezone))
    return local.date() if local.time() >= place.at else None


def post(services: Services, place: DigestPlace, day: date) -> bool:
    """Writes the digest of a local day into the outbox, in the language chosen in Slack for its channel, else in the
    place's; False where it was done already or nothing is stored.

    Claim and message stand or fall together, so that it comes exactly once, through restarts and both clock changes.
    """
    now = services.clock.now()
    with writing(services.engine) as connection:
        # Without any data the day is not used up: the digest comes once something has been imported.
        if not accounts_and_marketplaces(connection) or not claim(connection, place.name, day, now):
            return False
        found = digest(
            connection,
            now=now,
            currency=services.settings.currency,
            owners=place.owners,
            brands=place.brands,
            marketplaces=place.marketplaces,
            weekly=place.weekly and day.weekday() == MONDAY,
        )
        lang = channel_language(connection, place.channel) or place.language
        post_id = services.ids()
        enqueue(
            connection,
            channel=place.channel,
            message=digest_message(found, lang),
            ids=lambda: post_id,
            now=now,
            key=f"{place.name}:{day}",
        )
        if services.settings.team.alerts.charts and found.markets and not found.quiet:
            _add_chart(connection, services, place, lang, post_id, now)
    return True


def _add_chart(
    connection: Connection, services: Services, place: DigestPlace, lang: str, post_id: str, now: datetime
) -> None:
    """The sales of 14 days, into the digest's thread, after it in the channel's lane."""
    payload = {
        "chart": "sales", "after": post_id, "lang": lang, "at": now.isoformat(), "owners": list(place.owners),
        "brands": list(place.brands), "marketplaces": list(place.marketplaces),
    }  # fmt: skip
    add_item(connection, item_id=services.ids(), lane=place.channel, kind="file", now=now, payload=payload)
