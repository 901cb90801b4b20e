"""A diagnosis in plain text, for the terminal; the same figures as the Slack message."""

from __future__ import annotations

from bot.records.diagnosis import Cause, Diagnosis, Step, StepStatus
from bot.records.text import Money, Percent, Say
from bot.reports.diagnosing import cited
from templates.words import say

_MARKS = {StepStatus.OK: "+", StepStatus.BAD: "!", StepStatus.UNKNOWN: "?"}


def to_text(diagnosis: Diagnosis, lang: str) -> str:
    """All of it, one fact a line, in `lang` (`en`, `zh`)."""
    lines = [f"{diagnosis.asin} · {diagnosis.marketplace} · {diagnosis.account} · {diagnosis.as_of.isoformat()}"]
    lines.append(say(Say(f"common-status-{diagnosis.status.value.replace('_', '-')}"), lang))
    lines += [say(text, lang) for text in (*_sales(diagnosis), *_bridge(diagnosis))]
    for number, cause in enumerate(diagnosis.causes, 1):
        lines += _cause(diagnosis, number, cause, lang)
    lines += [_step(step, lang) for step in diagnosis.steps]
    lines += [f"· {say(text, lang)}" for text in (*diagnosis.remarks, *diagnosis.could_not_check)]
    return "\n".join(lines)


def _money(diagnosis: Diagnosis, amount: float | None) -> Money | None:
    return None if amount is None else Money(amount, diagnosis.currency or "USD")


def _sales(diagnosis: Diagnosis) -> list[Say]:
    sales = diagnosis.sales
    if sales.change is None:
        return []
    change = None if sales.change_pct is None else Percent(sales.change_pct, signed=True)
    before, after = _money(diagnosis, sales.before), _money(diagnosis, sales.after)
    return [Say("diagnosis-text-sales", {"before": before, "after": after, "change": change, "days": diagnosis.days})]


def _bridge(diagnosis: Diagnosis) -> list[Say]:
    return [
        Say(
            "diagnosis-text-share" if part.low is None else "diagnosis-text-share-bounded",
            {
                "factor": Say(f"factor-{part.factor.replace('_', '-')}"),
                "change": _money(diagnosis, part.change),
                "low": _money(diagnosis, part.low),
                "high": _money(diagnosis, part.high),
            },
        )
        for part in diagnosis.contributions
    ]


def _cause(diagnosis: Diagnosis, number: int, cause: Cause, lang: str) -> list[str]:
    head = Say(
        "diagnosis-text-cause",
        {
            "n": number,
            "cause": Say(f"cause-{cause.cause.replace('_', '-')}"),
            "score": Percent(100 * cause.score, digits=0),
            "since": cause.since,
            "money": _money(diagnosis, cause.explains),
        },
    )
    lines = [say(head, lang), *(f"   - {say(cited(e), lang)}" for e in cause.evidence)]
    lines += [f"   - {say(text, lang)}" for text in cause.against]
    return [*lines, f"   > {say(cause.action, lang)}"]


def _step(step: Step, lang: str) -> str:
    name = say(Say(f"diagnosis-stepname-{step.step.replace('_', '-')}"), lang)
    return f"[{_MARKS[step.status]}] {name}: {say(step.finding, lang)}"
