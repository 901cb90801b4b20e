"""What review texts were read as: kept by a hash of the text, so that each is read once."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Table, Text

from bot.store.schema.base import metadata

REVIEW_READINGS = Table(
    "review_readings",
    metadata,
    Column("text_hash", Text, primary_key=True),
    Column("topic", Text, nullable=False),
    Column("danger", Boolean, nullable=False),
    sqlite_with_rowid=False,
)
