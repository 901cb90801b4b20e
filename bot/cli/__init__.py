"""The command line: each command reads its settings, calls one function, prints; with --json stdout is JSON alone."""

from bot.cli import asking, data, mapping, playbook, serving
from bot.cli.base import main

__all__ = ["asking", "data", "main", "mapping", "playbook", "serving"]
