"""A cause silences its symptom: only `sales_drop` is ever muted, and the one who mutes it is named."""

from __future__ import annotations

from collections.abc import Iterable

from analytics.detection.day import Day
from analytics.detection.drops import WINDOW
from bot.records.findings import Finding, Severity
from bot.records.text import Say

_CAUSES = ("listing_suppressed", "buy_box_lost", "featured_offer_suppressed")
# Every kind that may silence `sales_drop`: whoever looks at that rule alone needs these beside it.
MUTING_KINDS = frozenset({*_CAUSES, "low_stock", "notice", "account_risk"})


def split(day: Day, findings: Iterable[Finding]) -> tuple[tuple[Finding, ...], tuple[tuple[Finding, Say], ...]]:
    """(findings that speak, (a `sales_drop` that another finding explains, by what))."""
    found = tuple(findings)
    causes: dict[str | None, Say] = {}
    for finding in found:
        kind, asin = finding.about.kind, finding.about.asin
        if kind in _CAUSES or (kind == "low_stock" and finding.extra.get("out")):
            causes.setdefault(
                asin, Say("detection-muted-by", {"kind": Say(f"detection-kind-{kind.replace('_', '-')}")})
            )
    account = _account_wide(found)
    speaking, muted = [], []
    for finding in found:
        if finding.about.kind != "sales_drop" or finding.about.asin is None:
            speaking.append(finding)
            continue
        reason = causes.get(finding.about.asin) or account or _was_out(day, finding.about.asin)
        if reason is None:
            speaking.append(finding)
        else:
            muted.append((finding, reason))
    return tuple(speaking), tuple(muted)


def _account_wide(found: tuple[Finding, ...]) -> Say | None:
    for finding in found:
        about = finding.about
        if about.asin is None and about.kind == "sales_drop" and about.subject == "":
            return Say("detection-muted-by-account")
        if about.asin is None and about.kind in ("notice", "account_risk") and finding.severity is Severity.HIGH:
            kind = Say(f"detection-kind-{about.kind.replace('_', '-')}")
            return Say("detection-muted-by", {"kind": kind})
    return None


def _was_out(day: Day, asin: str) -> Say | None:
    at = day.panel.index(asin)
    if at is None:
        return None
    days = int(day.sold_out[at, -WINDOW:].sum())
    return Say("detection-muted-was-out", {"days": days}) if days else None
