"""From the outbox to Slack: each item once, in its channel's order and pace, through every passing fault."""

from bot.delivery.enqueue import enqueue
from bot.delivery.worker import OutboxWorker

__all__ = ["OutboxWorker", "enqueue"]
