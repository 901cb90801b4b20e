"""The chart that follows a message into its thread, drawn at the moment it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from bot.records.text import Say
from bot.reports.diagnosing import diagnose_asin
from bot.reports.digest import digest
from bot.reports.pictures import diagnosis_picture, digest_picture
from templates.words import say


def drawn(connection: Connection, wanted: Mapping[str, Any], lang: str) -> tuple[bytes, str] | None:
    """The PNG and its title; None where there is nothing to draw. `wanted` is an outbox item's payload: what an alert
    (`chart`: `diagnosis`) or a digest (`sales`) was about; the digest is gathered for the moment it was written."""
    if wanted["chart"] == "sales":
        found = digest(
            connection,
            now=datetime.fromisoformat(wanted["at"]),
            owners=wanted["owners"],
            brands=wanted["brands"],
            marketplaces=wanted["marketplaces"],
        )
        content, title = digest_picture(found, lang), Say("chart-digest")
    else:
        place = {"account": wanted["account"], "marketplace": wanted["marketplace"]}
        day = date.fromisoformat(wanted["day"])
        diagnoses = diagnose_asin(
            connection, wanted["asin"], **place, as_of=day, now=datetime.fromisoformat(wanted["at"])
        )
        content = diagnosis_picture(connection, diagnoses[0], lang) if diagnoses else None
        title = Say("chart-diagnosis", {"asin": wanted["asin"], "marketplace": wanted["marketplace"]})
    return None if content is None else (content, say(title, lang))
