"""Slack's Block Kit rules as a validator: every limit that Slack refuses a message, modal or Home tab for."""

from bot.playground.blockkit.layout import check_blocks, check_view

__all__ = ["check_blocks", "check_view"]
