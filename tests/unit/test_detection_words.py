"""Every text of the checks exists in both languages and carries its figures; every parameter is in the docs."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

import analytics.detection as detection
from analytics.detection import explain
from analytics.detection.counts import LEAST_NOISE, Baseline
from analytics.detection.detectability import visible
from analytics.detection.drops import thresholds
from analytics.detection.parameters import BY_KIND, PARAMETERS, problem
from analytics.detection.parameters import settings as settings_of
from bot.records.findings import KINDS
from bot.records.rules import Rule, Sensitivity, default_rules
from bot.records.text import Say
from templates.words import LANGUAGES, say
from tests.unit.detection_catalogue import Catalogue, quiet, texts

ROOT = Path(__file__).parents[2]


def _keys(lang: str) -> set[str]:
    words = (ROOT / "templates" / "locales" / lang / "detection.ftl").read_text(encoding="utf-8")
    return set(re.findall(r"^(detection-[a-z0-9-]+) =", words, re.MULTILINE))


def test_every_key_that_the_checks_use_has_words_and_every_word_is_used() -> None:
    package = Path(detection.__file__).parent
    code = "\n".join(path.read_text(encoding="utf-8") for path in package.glob("*.py"))
    used = set(re.findall(r'"(detection-[a-z0-9-]+)"', code))
    stems = set(re.findall(r'f"(detection-[a-z0-9-]+-)\{', code)) | {"detection-sales-headline", "detection-stock-out"}
    known = _keys("en")
    assert used <= known
    assert {key for key in known - used if not key.startswith(tuple(stems))} == set()


def _eventful() -> Catalogue:
    catalogue = quiet()
    catalogue.cut_sales(0.1, 4, at=0)
    for column in ("available", "reserved"):
        catalogue.grid(f"inventory_daily.{column}")[1, -4:] = 0
    catalogue.grid("listings.status")[2, -1] = "SUPPRESSED"
    catalogue.grid("listings.title")[3, -1] = "<!channel> *other*"
    catalogue.grid("offers.featured_offer_status")[4, -1] = "OTHER"
    catalogue.grid("campaigns.out_of_budget_pct")[5, -2:] = 70
    catalogue.grid("ads_daily.spend")[6, -5:] *= 4
    catalogue.tables["reviews"] = {
        "review_id": texts("R1"), "date": catalogue.days[[-1]], "asin": texts(str(catalogue.asins[7])),
        "rating": np.array([1.0]), "title": texts("broke"), "body": texts("it broke"),
    }  # fmt: skip
    return catalogue


@pytest.mark.parametrize("lang", LANGUAGES)
def test_findings_and_reasons_read_in_both_languages(lang: str) -> None:
    catalogue = _eventful()
    checked = catalogue.check()
    assert len({f.about.kind for f in checked.findings}) >= 8
    for finding in checked.findings:
        assert say(finding.headline, lang)
        assert finding.about.asin is None or finding.about.asin in say(finding.headline, lang)
        assert all(say(why, lang) for why in finding.why)
    day = catalogue.days[-1].astype(object)
    for asin in catalogue.asins[:8]:
        looks = explain(catalogue.panel(), day, default_rules(), str(asin))
        assert {look.kind for look in looks} == set(KINDS)
        assert all(say(look.reason, lang) for look in looks)


def test_titles_stay_outside_text() -> None:
    catalogue = _eventful()
    catalogue.tables["products"]["title"][0] = "<!here> {evil}"
    [finding] = catalogue.found("sales_drop")
    who = finding.headline.args["who"]
    assert isinstance(who, Say)
    assert who.args["title"] == "<!here> {evil}"


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda p: f"{p.kind}.{p.name}")
def test_a_default_lies_within_its_own_bounds(parameter: object) -> None:
    p = next(x for x in PARAMETERS if x is parameter)
    assert problem(p.kind, p.name, p.default) is None
    assert problem(p.kind, p.name, p.high + 1) is not None


def test_an_unknown_parameter_is_refused_with_the_names_there_are() -> None:
    assert "min_drop_pct" in str(problem("sales_drop", "min_dorp_pct", 5))


def test_sensitivity_moves_the_defaults_and_leaves_what_a_team_set() -> None:
    low, high = (settings_of(Rule("sales_drop", sensitivity=s)) for s in (Sensitivity.LOW, Sensitivity.HIGH))
    assert low["chance"] < BY_KIND["sales_drop"]["chance"].default < high["chance"]
    assert low["min_drop_pct"] > high["min_drop_pct"]
    set_by_team = Rule("sales_drop", sensitivity=Sensitivity.HIGH, params={"min_drop_pct": 50.0})
    assert settings_of(set_by_team)["min_drop_pct"] == 50.0


def test_every_kind_and_parameter_stands_in_the_docs() -> None:
    docs = (ROOT / "docs" / "detection.md").read_text(encoding="utf-8")
    assert [kind for kind in KINDS if f"`{kind}`" not in docs] == []
    rows = [f"| `{p.kind}` | `{p.name}` | {p.default:g} | {p.unit} |" for p in PARAMETERS]
    assert [row for row in rows if row not in docs] == []


def test_the_table_of_what_can_be_seen_is_what_the_code_gives() -> None:
    text = (ROOT / "docs" / "detection.md").read_text(encoding="utf-8")
    limits = thresholds(settings_of(default_rules()["sales_drop"]))
    rows = re.findall(
        r"^\| (\d+) \| (.+) \| (.+) \| (.+) \|$", text.partition("a fall of half shows after")[2], re.MULTILINE
    )
    assert len(rows) == 6
    for level, three, seven, half in rows:
        quiet_past = Baseline(np.array([float(level)]), np.ones((1, 7)), np.array([LEAST_NOISE]), np.array([28]))
        found = visible(quiet_past, 0, np.inf, limits)
        assert [three, seven] == ["none" if f is None else f"{f:.0f} %" for f in (found.in_3_days, found.in_7_days)]
        weeks = found.weeks_for_half
        assert half == ("not within 26 weeks" if weeks is None else f"{weeks} week{'s' if weeks > 1 else ''}")
