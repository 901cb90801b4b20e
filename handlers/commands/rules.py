"""`/asinwatch rules [KIND]`: every rule with its measured precision, and a button that opens its settings."""

from __future__ import annotations

import difflib
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.alerts.overview import RulePrecision
from bot.pipeline import current_rules
from bot.records.findings import KINDS
from bot.records.rules import Rule
from bot.records.text import Percent, Say
from handlers.answers import Answer, Asker, Request, foot
from templates.render import render
from templates.words import LANGUAGES, say

if TYPE_CHECKING:
    from handlers.desk import Desk

ON_A_PAGE = 9
JUDGED_OVER = timedelta(days=90)


def rules(desk: Desk, request: Request, asker: Asker) -> Answer:
    """Posted rules first; the precision counts the alerts of the last 90 days."""
    services = desk.services
    with services.engine.connect() as connection:
        current = current_rules(services, connection)
    counted = {p.kind: p for p in services.alerts.precision(services.clock.now() - JUDGED_OVER)}
    only = named_kind(request.text("kind") or "")
    ordered = sorted(current.values(), key=lambda rule: (rule.route != "alert", not rule.enabled, rule.kind))
    shown = [rule for rule in ordered if only in (None, rule.kind)]
    pages = -(-len(shown) // ON_A_PAGE)
    page = min(request.page, pages - 1)
    view = {
        "headline": Say("command-rules-headline"),
        "rules": [_row(rule, counted.get(rule.kind)) for rule in shown[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]],
        "buttons": not asker.shared_by,
        "foot": foot(request, asker, pages),
    }
    return Answer(render("rules", view, asker.lang), request)


def _row(rule: Rule, counted: RulePrecision | None) -> dict[str, object]:
    standing = Say("command-rule-off") if not rule.enabled else Say(f"command-rule-{rule.route.value}")
    told: Say | None = None
    if counted is not None:
        if counted.precision_pct is None:
            told = Say("command-rule-opened", {"opened": counted.opened})
        else:
            share = Percent(counted.precision_pct, digits=0)
            told = Say(
                "command-rule-precision",
                {"opened": counted.opened, "share": share, "not_useful": counted.not_useful, "judged": counted.judged},
            )
    return {
        "kind": rule.kind,
        "name": kind_name(rule.kind),
        "standing": Say(
            "command-rule-standing", {"standing": standing, "sensitivity": Say(f"sensitivity-{rule.sensitivity.value}")}
        ),
        "told": told,
        "proposal": counted.proposal if counted is not None else None,
    }


def kind_name(kind: str) -> Say:
    return Say(f"kind-{kind.replace('_', '-')}")


def named_kind(words: str) -> str | None:
    """The kind that `words` name: its key, its name in either language, or something close to one of them."""
    wanted = words.casefold().strip().replace("-", "_").replace(" ", "_")
    if not wanted:
        return None
    names = {kind: kind for kind in KINDS}
    for kind in KINDS:
        for lang in LANGUAGES:
            names[say(kind_name(kind), lang).casefold().replace(" ", "_")] = kind
    if wanted in names:
        return names[wanted]
    close = difflib.get_close_matches(wanted, list(names), n=1, cutoff=0.6)
    return names[close[0]] if close else None
