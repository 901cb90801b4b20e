"""What is kept about one ASIN for whoever takes it over: facts, notes, suppliers, events, documents, alerts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from bot.records.alerts import Alert, State
from bot.store.alerts import open_alerts
from bot.store.facts import write_rows
from bot.store.schema.facts import FACTS
from bot.store.schema.team import ASIN_NOTES


@dataclass(frozen=True)
class Note:
    """`kind` is `note` or `supplier`; `actor` is a Slack user id."""

    id: str
    asin: str
    kind: str
    text: str
    actor: str
    at: datetime


@dataclass(frozen=True)
class Dossier:
    """`facts` is the product's row (column → value, None unknown); `events` are (day, kind, note), newest first;
    `documents` are (kind, number, issued on, expires on)."""

    account: str
    marketplace: str
    asin: str
    facts: Mapping[str, Any]
    alerts: tuple[Alert, ...]
    events: tuple[tuple[date, str, str], ...]
    documents: tuple[tuple[str, str, date | None, date | None], ...]
    notes: tuple[Note, ...]


def read_dossier(connection: Connection, account: str, marketplace: str, asin: str) -> Dossier:
    here = {"account": account, "marketplace": marketplace, "asin": asin}
    product = connection.execute(select(FACTS["products"]).filter_by(**here)).first()
    events, documents = FACTS["events"].c, FACTS["documents"].c
    told = connection.execute(
        select(events.date, events.kind, events.note).filter_by(**here).order_by(events.date.desc()).limit(30)
    )
    papers = connection.execute(
        select(documents.kind, documents.number, documents.issued_on, documents.expires_on)
        .filter_by(**here)
        .order_by(documents.expires_on, documents.kind)
    )
    alerts = open_alerts(connection, account=account, marketplace=marketplace, asin=asin, states=tuple(State))
    return Dossier(
        account,
        marketplace,
        asin,
        dict(product._mapping) if product is not None else {},
        tuple(reversed(alerts)),
        tuple((row[0], row[1], row[2] or "") for row in told),
        tuple((row[0], row[1] or "", row[2], row[3]) for row in papers),
        tuple(notes_of(connection, asin)),
    )


def notes_of(connection: Connection, asin: str) -> list[Note]:
    """Newest first."""
    query = select(ASIN_NOTES).where(ASIN_NOTES.c.asin == asin).order_by(ASIN_NOTES.c.at.desc())
    return [Note(**row._mapping) for row in connection.execute(query)]


def add_note(connection: Connection, note: Note) -> None:
    connection.execute(insert(ASIN_NOTES).values(**note.__dict__))


def delete_note(connection: Connection, note_id: str) -> None:
    connection.execute(delete(ASIN_NOTES).where(ASIN_NOTES.c.id == note_id))


def fact_row(connection: Connection, table: str, key: Mapping[str, Any]) -> dict[str, Any] | None:
    """One stored row by its key, None where there is none."""
    row = connection.execute(select(FACTS[table]).filter_by(**key)).first()
    return dict(row._mapping) if row is not None else None


def put_fact(connection: Connection, table: str, row: Mapping[str, Any]) -> None:
    """Writes the named columns of one row; others stay as they are."""
    write_rows(connection, table, list(row), [tuple(row.values())])


def delete_fact(connection: Connection, table: str, key: Mapping[str, Any]) -> None:
    connection.execute(delete(FACTS[table]).filter_by(**key))
