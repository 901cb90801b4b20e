"""What a rule gives for a day, and the day's checks as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np

from bot.records.findings import Finding, Standing, Subject
from bot.records.rules import Rule
from bot.records.text import Say

UNKNOWN, WELL, FIRING = 0, 1, 2
_STANDINGS = (Standing.UNKNOWN, Standing.WELL, Standing.FIRING)


@dataclass(frozen=True)
class Outcome:
    """One rule on one day.

    `state` `[n]` holds UNKNOWN, WELL or FIRING per ASIN; `build(i)` makes the finding of a firing ASIN; `look(i)` says
    why an ASIN is silent or could not be looked at. `others` are findings with a subject or about the account;
    `others_state` is how a subject (or the account) stands that has none.
    """

    kind: str
    state: np.ndarray
    build: Callable[[int], Finding] | None = None
    look: Callable[[int], Say] | None = None
    others: tuple[Finding, ...] = ()
    others_state: Mapping[tuple[str | None, str], int] = field(default_factory=dict)
    others_else: int = UNKNOWN

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        if self.build is None:
            return self.others
        return (*(self.build(int(i)) for i in np.flatnonzero(self.state == FIRING)), *self.others)


@dataclass(frozen=True)
class CheckedDay:
    """Implements `bot.records.findings.DayChecked`; `outcomes` holds every enabled rule's."""

    account: str
    marketplace: str
    day: date
    asins: np.ndarray
    outcomes: Mapping[str, Outcome]
    findings: tuple[Finding, ...]
    muted: tuple[tuple[Finding, Say], ...]

    def standing(self, about: Subject) -> Standing:
        """How the subject stands; UNKNOWN where its rule is off, its data is missing, or another finding mutes it."""
        outcome = self.outcomes.get(about.kind)
        if outcome is None or (about.account, about.marketplace) != (self.account, self.marketplace):
            return Standing.UNKNOWN
        if about in self._firing:
            return Standing.FIRING
        if about in self._silenced:
            return Standing.UNKNOWN
        if about.asin is not None and about.subject == "":
            at = int(np.searchsorted(self.asins, about.asin))
            if at < len(self.asins) and self.asins[at] == about.asin:
                return _STANDINGS[int(outcome.state[at])]
            return Standing.UNKNOWN
        return _STANDINGS[outcome.others_state.get((about.asin, about.subject), outcome.others_else)]

    @cached_property
    def _firing(self) -> frozenset[Subject]:
        return frozenset(finding.about for finding in self.findings)

    @cached_property
    def _silenced(self) -> frozenset[Subject]:
        return frozenset(finding.about for finding, _ in self.muted)


@dataclass(frozen=True)
class RuleLook:
    """What one rule said of one ASIN today, for `/asinwatch why`: `standing` and the reason with its numbers."""

    kind: str
    standing: Standing
    reason: Say
    finding: Finding | None = None


@dataclass(frozen=True)
class Settings:
    """A rule's numbers: its own parameters laid over the declared defaults, and its sensitivity."""

    rule: Rule
    defaults: Mapping[str, float]

    def __getitem__(self, name: str) -> float:
        return self.rule.param(name, self.defaults[name])
