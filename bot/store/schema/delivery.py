"""Slack messages that show alerts, the outbox that carries them, its lanes, and what several copies share."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Boolean, Column, Index, Integer, Table, Text, text

from bot.store.schema.base import UtcDateTime, metadata

# A message whose content is always rendered from the database: a parent in a channel, or a page in a parent's thread.
MESSAGES = Table(
    "messages",
    metadata,
    Column("id", Text, primary_key=True),
    Column("role", Text, nullable=False),  # asin, group, storm, page
    Column("parent_id", Text),  # a page's parent
    Column("page_no", Integer, nullable=False, default=0),
    Column("channel", Text, nullable=False),  # as configured: an id, a name, or a person
    Column("lang", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("channel_id", Text),  # as Slack answered
    Column("ts", Text),
    Column("posted_at", UtcDateTime),
    Column("outbox_id", Text),  # the outbox item that posted it, which its metadata carries
    Column("shown_hash", Text),  # of the content that Slack has
    Column("plain", Boolean, nullable=False, default=False),  # Slack refused the blocks: shown as plain text
    Column("fault", Text),  # why it cannot be posted at all
)
Index(None, MESSAGES.c.channel_id, MESSAGES.c.ts)
Index(None, MESSAGES.c.parent_id)
Index(None, MESSAGES.c.channel, MESSAGES.c.created_at)

OUTBOX = Table(
    "outbox",
    metadata,
    # The order within a channel. BigInteger counts up by itself on PostgreSQL, and Integer does on SQLite.
    Column("position", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),  # what the message's metadata carries
    Column("lane", Text, nullable=False),  # the channel (or person) whose order and pace count
    Column("kind", Text, nullable=False),  # show, reply, post, file
    # A change of a message in place that overtakes posts, whose order in the channel it does not touch.
    Column("in_place", Boolean, nullable=False, default=False),
    Column("message_id", Text),  # what `show` renders, or whose thread `reply` goes to
    Column("payload", JSON, nullable=False),
    Column("key", Text, unique=True),  # at most one item ever has it (a day's digest)
    Column("state", Text, nullable=False),  # pending, sent, failed
    Column("created_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("attempted_at", UtcDateTime),  # an attempt began whose outcome is not recorded
    Column("first_attempt_at", UtcDateTime),
    Column("channel_id", Text),
    Column("ts", Text),
    Column("sent_at", UtcDateTime),
    Column("error", Text),
)
Index(
    "ix_outbox_pending",
    OUTBOX.c.lane,
    OUTBOX.c.position,
    sqlite_where=text("state = 'pending'"),
    postgresql_where=text("state = 'pending'"),
)
Index(None, OUTBOX.c.message_id)
Index(None, OUTBOX.c.ts)

# One row a channel: who may post there now, and when the next post is allowed.
LANES = Table(
    "outbox_lanes",
    metadata,
    Column("lane", Text, primary_key=True),
    Column("lease", Text),  # the token of the worker that holds it
    Column("leased_until", UtcDateTime),
    Column("next_at", UtcDateTime),
    Column("blocked", Text),  # Slack's error code that people must mend
    Column("blocked_since", UtcDateTime),
    Column("told_at", UtcDateTime),  # when the admins were told
)

# Events of Slack that some copy has taken.
SEEN_EVENTS = Table(
    "seen_events",
    metadata,
    Column("event_id", Text, primary_key=True),
    Column("seen_at", UtcDateTime, nullable=False),
)
Index(None, SEEN_EVENTS.c.seen_at)

LEADERS = Table(
    "leaders",
    metadata,
    Column("name", Text, primary_key=True),
    Column("holder", Text, nullable=False),
    Column("backend", Integer),  # PostgreSQL's process id of the holder's session
    Column("beat_at", UtcDateTime, nullable=False),
)

# Slack user ids by e-mail address, as users.lookupByEmail gave them ("" where Slack knows nobody).
PEOPLE = Table(
    "slack_people",
    metadata,
    Column("email", Text, primary_key=True),
    Column("user_id", Text, nullable=False),
    Column("looked_up_at", UtcDateTime, nullable=False),
)

# Payloads of Slack that change something, from before they are acknowledged until they are done.
INBOX = Table(
    "inbox",
    metadata,
    Column("id", Text, primary_key=True),
    Column("body", JSON, nullable=False),
    Column("kept_at", UtcDateTime, nullable=False),
    Column("tries", Integer, nullable=False, default=0),
)
Index(None, INBOX.c.kept_at)
