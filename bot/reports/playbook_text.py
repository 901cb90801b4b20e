"""A playbook as plain text and as JSON, in either language with the same figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.records.playbook import Playbook, Standing
from bot.records.text import Say, Value
from templates.words import say

_SIGNS = {Standing.OK: "✓", Standing.BAD: "✗", Standing.UNKNOWN: "?"}


def to_text(found: Playbook, lang: str) -> str:
    """One playbook as lines of plain words."""
    return "\n".join(f"{lead}{say(line, lang)}" for lead, line in _lines(found))


def _lines(found: Playbook) -> Iterator[tuple[str, Say]]:
    args: dict[str, Value] = {
        "name": Say(f"playbooks-name-{found.name}"),
        "marketplace": found.marketplace,
        "day": found.as_of,
    }
    if found.asin is None:
        yield "", Say("playbooks-header-all", args)
    else:
        yield "", Say("playbooks-header", {**args, "asin": found.asin})
    yield "", found.verdict
    for section in found.sections:
        yield f"{_SIGNS[section.status]} ", section.title
        for line in section.lines:
            yield "    ", line
        for action in section.actions:
            yield "    → ", action
    if found.could_not_check:
        yield "? ", Say("playbooks-could-not-check")
        for line in found.could_not_check:
            yield "    ", line


def to_json(found: Playbook, lang: str) -> dict[str, Any]:
    """One playbook as `asinwatch playbook --json` prints it; `status` is ok, bad or unknown, the rest are texts."""
    return {
        "playbook": found.name,
        "account": found.account,
        "marketplace": found.marketplace,
        "asin": found.asin,
        "as_of": found.as_of.isoformat(),
        "verdict": say(found.verdict, lang),
        "sections": [
            {
                "title": say(section.title, lang),
                "status": section.status.value,
                "lines": [say(line, lang) for line in section.lines],
                "actions": [say(action, lang) for action in section.actions],
            }
            for section in found.sections
        ],
        "could_not_check": [say(line, lang) for line in found.could_not_check],
    }
