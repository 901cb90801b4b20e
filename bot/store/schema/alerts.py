"""Alerts, their history, what people thought of them, and the settings that people changed in Slack."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Date, Float, ForeignKey, Index, Integer, Table, Text, text

from bot.store.schema.base import UtcDateTime, metadata

ALERTS = Table(
    "alerts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("account", Text, nullable=False),
    Column("marketplace", Text, nullable=False),
    Column("asin", Text),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("route", Text, nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("seen_on", Date, nullable=False),
    Column("headline", JSON, nullable=False),
    Column("why", JSON, nullable=False),
    Column("observed", Float(53)),
    Column("expected", Float(53)),
    Column("bound", Float(53)),
    Column("window_start", Date),
    Column("window_end", Date),
    Column("loss", Float(53)),
    Column("currency", Text),
    Column("actor", Text),
    Column("assignee", Text),
    Column("reason", Text),
    Column("until", UtcDateTime),
    Column("acted_at", UtcDateTime),  # when the present state began
    Column("resolved_on", Date),
    Column("resolved_at", UtcDateTime),
    Column("message_id", Text),  # the parent whose thread is this alert's log
    Column("page_id", Text),  # the message that lists it: the parent itself, or a page in the parent's thread
    Column("reminders", Integer, nullable=False, default=0),  # how often people were asked again
    Column("reminded_at", UtcDateTime),
    Column("followed_up_at", UtcDateTime),  # when the thread was told what the incident cost
    Column("events", JSON, nullable=False),
    Column("until_well", Text),
    Column("extra", JSON, nullable=False),
)
# One open alert per subject: the database itself refuses a second one. (asin is compared as '' where it is unknown.)
Index(
    "uq_alerts_open_subject",
    ALERTS.c.account,
    ALERTS.c.marketplace,
    text("coalesce(asin, '')"),
    ALERTS.c.kind,
    ALERTS.c.subject,
    unique=True,
    sqlite_where=text("state <> 'resolved'"),
    postgresql_where=text("state <> 'resolved'"),
)
Index(None, ALERTS.c.message_id)
Index(None, ALERTS.c.state)

ALERT_HISTORY = Table(
    "alert_history",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("alert_id", Text, ForeignKey("alerts.id", ondelete="CASCADE"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("from_state", Text),
    Column("to_state", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("reason", Text),
    Column("detail", JSON),
)
Index(None, ALERT_HISTORY.c.alert_id)

ALERT_FEEDBACK = Table(
    "alert_feedback",
    metadata,
    Column("alert_id", Text, ForeignKey("alerts.id", ondelete="CASCADE"), primary_key=True),
    Column("actor", Text, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("useful", Boolean, nullable=False),
    Column("reason", Text),
)

# What people changed in Slack, laid over the config file (routes, owners, loudness, rules).
OVERRIDES = Table(
    "overrides",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", JSON, nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)
