"""Topics of review texts that were read before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.schema.readings import REVIEW_READINGS

_CHUNK = 500


def known_readings(connection: Connection, hashes: Sequence[str]) -> dict[str, tuple[str, bool]]:
    """Text hash -> (topic, whether it is a danger) of those that were read before."""
    found: dict[str, tuple[str, bool]] = {}
    table = REVIEW_READINGS.c
    for start in range(0, len(hashes), _CHUNK):
        query = select(table.text_hash, table.topic, table.danger).where(
            table.text_hash.in_(hashes[start : start + _CHUNK])
        )
        found.update({key: (topic, danger) for key, topic, danger in connection.execute(query)})
    return found


def keep_readings(connection: Connection, readings: Mapping[str, tuple[str, bool]]) -> None:
    """Remembers readings; one that another copy kept meanwhile stands."""
    rows: Iterable[dict[str, object]] = (
        {"text_hash": key, "topic": topic, "danger": danger} for key, (topic, danger) in readings.items()
    )
    write = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    if readings:
        connection.execute(write(REVIEW_READINGS).on_conflict_do_nothing(), list(rows))
