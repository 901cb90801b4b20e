"""Totals of longer periods (a month's business report), kept for comparison and never mixed with daily figures."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, Float, Table, Text

from bot.store.schema.base import metadata

# `source` is the format that the totals came from; asin or campaign_id is "" where the total is not about one.
PERIOD_TOTALS = Table(
    "period_totals",
    metadata,
    Column("account", Text, primary_key=True),
    Column("marketplace", Text, primary_key=True),
    Column("asin", Text, primary_key=True),
    Column("starts_on", Date, primary_key=True),
    Column("ends_on", Date, primary_key=True),
    Column("source", Text, primary_key=True),
    Column("campaign_id", Text, primary_key=True),
    Column("sessions", BigInteger),
    Column("page_views", BigInteger),
    Column("buy_box_pct", Float(53)),
    Column("orders", BigInteger),
    Column("units", BigInteger),
    Column("sales", Float(53)),
    Column("impressions", BigInteger),
    Column("clicks", BigInteger),
    Column("spend", Float(53)),
    sqlite_with_rowid=False,
)

# Random values made once for each database, so that order ids are kept as hashes nobody can compute from outside.
SALTS = Table(
    "salts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_with_rowid=False,
)
