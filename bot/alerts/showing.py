"""What a message says now: the view of its alerts as the database has them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from bot.alerts.policy import Policy, Product
from bot.alerts.views import message_view
from bot.records.alerts import Alert
from bot.store.alerts import alerts_of_messages
from bot.store.messages import Message
from bot.store.products import product_facts


def products_of(connection: Connection, alerts: list[Alert]) -> dict[str, Product]:
    """What is known of each alert's product, by alert id."""
    keys = {a.id: (a.about.account, a.about.marketplace, a.about.asin or "") for a in alerts}
    facts = product_facts(connection, [key for key in keys.values() if key[2]])
    return {alert: Product(**facts[key]) if key in facts else Product() for alert, key in keys.items()}


def view_of(connection: Connection, message: Message, policy: Policy) -> tuple[str, dict[str, Any]] | None:
    """The template and view of a parent or a page; None where no alert is left on it."""
    alerts = alerts_of_messages(connection, [message.id])
    if not alerts:
        return None
    return message_view(message, alerts, products_of(connection, alerts), policy)
