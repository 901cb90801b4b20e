"""The live sources: remembered requests, rate buckets, cursors, how each source stands, topics of reviews."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, Date, Float, Index, Integer, Table, Text

from bot.store.schema.base import UtcDateTime, metadata

# What was asked of Amazon, by the hash of all that was asked for, so that a restart asks for nothing twice.
SOURCE_REQUESTS = Table(
    "source_requests",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("account", Text, nullable=False),
    Column("marketplace", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("operation", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("remote_id", Text),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("not_before", UtcDateTime),
    Column("attempt", Integer, nullable=False),
    Column("detail", JSON, nullable=False),
)
Index(None, SOURCE_REQUESTS.c.account, SOURCE_REQUESTS.c.source, SOURCE_REQUESTS.c.asked_at)

# One token bucket per app, seller and operation. `full_at` (seconds since 1970) is when the bucket is full again.
RATE_BUCKETS = Table(
    "rate_buckets",
    metadata,
    Column("bucket", Text, primary_key=True),
    Column("full_at", Float(53), nullable=False),
    Column("rate", Float(53)),  # as Amazon's last answer said it; empty while the documented one holds
)

# Where a source goes on: cursors and plans of a back-fill.
SOURCE_NOTES = Table(
    "source_notes",
    metadata,
    Column("account", Text, primary_key=True),
    Column("marketplace", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("value", JSON, nullable=False),
)

SOURCE_STATES = Table(
    "source_states",
    metadata,
    Column("account", Text, primary_key=True),
    Column("marketplace", Text, primary_key=True),
    Column("source", Text, primary_key=True),
    Column("succeeded_at", UtcDateTime),
    Column("failed_at", UtcDateTime),
    Column("failure", JSON),  # a text as `bot.records.text.to_json` writes it; empty while the source works
)

# Amazon's own summary of what customers say in reviews, a week at a time (Customer Feedback API).
REVIEW_TOPICS = Table(
    "review_topics",
    metadata,
    Column("account", Text, primary_key=True),
    Column("marketplace", Text, primary_key=True),
    Column("asin", Text, primary_key=True),
    Column("date", Date, primary_key=True),  # the last day that Amazon looked at
    Column("tone", Text, primary_key=True),  # positive, negative
    Column("topic", Text, primary_key=True),
    Column("mentions", Integer),
    Column("share_pct", Float(53)),
    Column("star_impact", Float(53)),
)

# What all searches of a week did for an ASIN (Brand Analytics, search catalogue performance); the date is its last day.
SEARCH_CATALOG = Table(
    "search_catalog",
    metadata,
    Column("account", Text, primary_key=True),
    Column("marketplace", Text, primary_key=True),
    Column("asin", Text, primary_key=True),
    Column("date", Date, primary_key=True),
    Column("impressions", BigInteger),
    Column("clicks", BigInteger),
    Column("cart_adds", BigInteger),
    Column("purchases", BigInteger),
    Column("sales", Float(53)),
)

# Mail that names Amazon as its sender without proof (DKIM missing or failed): kept apart, never a notice.
UNPROVEN_MAIL = Table(
    "unproven_mail",
    metadata,
    Column("account", Text, primary_key=True),
    Column("date", Date, primary_key=True),
    Column("message", Text, primary_key=True),  # a hash of the message's id
    Column("sender_domain", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("reason", Text, nullable=False),  # missing, failed
)
