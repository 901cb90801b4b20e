"""Every text of a diagnosis has words in both languages with the same figures; every cause has its SOP."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from importlib.resources import files

import pytest

from analytics.diagnosis.rules import RULES, seller_central
from bot.records.dataset import MARKETPLACES
from bot.records.diagnosis import CAUSES
from bot.reports.diagnosing import cited, to_json
from bot.reports.diagnosis_text import to_text
from templates.words import say
from tests.unit import test_diagnosis_causes as causes
from tests.unit.diagnosis_cases import Shop

INCIDENTS = [
    made
    for name, made in vars(causes).items()
    if inspect.isfunction(made) and list(inspect.signature(made).parameters) == ["shop"] and not name.startswith("test")
]


def figures(text: str) -> list[str]:
    return sorted(re.findall(r"\d+(?:[.,]\d+)*", text))


@pytest.mark.parametrize("make", INCIDENTS)
def test_both_languages_tell_the_same_evidence_with_the_same_figures(make: Callable[[Shop], Shop]) -> None:
    found = make(Shop().peers(count=2)).diagnose()
    assert to_json(found, "en").keys() == to_json(found, "zh").keys()
    assert to_text(found, "en") != to_text(found, "zh")
    for cause in found.causes:
        for text in (*map(cited, cause.evidence), cause.action, *cause.against):
            assert figures(say(text, "en")) == figures(say(text, "zh"))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("cause", CAUSES)
def test_every_cause_has_a_rule_and_a_short_numbered_sop(cause: str, lang: str) -> None:
    assert cause in RULES
    text = (files("templates") / "sop" / lang / f"{cause}.md").read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert len(re.findall(r"^\d\. \S", text, re.M)) >= 3
    assert len(text) < 2_500


def test_every_marketplace_has_its_own_seller_central() -> None:
    assert len({seller_central(market, "home") for market in MARKETPLACES}) == len(MARKETPLACES)
