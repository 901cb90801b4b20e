"""What a team keeps in Slack: preferences, watch lists, notes on ASINs, and every change with before and after."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Index, Table, Text

from bot.store.schema.base import UtcDateTime, metadata

PREFERENCES = Table(
    "preferences",
    metadata,
    Column("scope", Text, primary_key=True),  # user, channel
    Column("scope_id", Text, primary_key=True),  # a Slack id
    Column("name", Text, primary_key=True),  # language, digest_at …
    Column("value", JSON, nullable=False),
)

WATCHED = Table(
    "watched",
    metadata,
    Column("user_id", Text, primary_key=True),
    Column("account", Text, primary_key=True),
    Column("marketplace", Text, primary_key=True),
    Column("asin", Text, primary_key=True),
)

ASIN_NOTES = Table(
    "asin_notes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("asin", Text, nullable=False),
    Column("kind", Text, nullable=False),  # note, supplier
    Column("text", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
Index(None, ASIN_NOTES.c.asin)

CHANGES = Table(
    "changes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", Text, nullable=False),
    Column("what", Text, nullable=False),  # rule, event, note, preference …
    Column("key", Text, nullable=False),  # which one
    Column("before", JSON),
    Column("after", JSON),
    Column("undoes", Text),  # the change that this one took back
)
Index(None, CHANGES.c.what, CHANGES.c.key)

# Whose App Home is open: shown anew after changes, also after a restart.
HOMES = Table(
    "open_homes",
    metadata,
    Column("user_id", Text, primary_key=True),  # a Slack id
    Column("opened_at", UtcDateTime, nullable=False),
    Column("shown_at", UtcDateTime),  # what it shows was true then
)
