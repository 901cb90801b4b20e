from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.records.text import Link, Money, Number, Percent, Say, from_json, to_json
from templates.words import LANGUAGES, escape, mrkdwn, say, shown

values = st.recursive(
    st.none()
    | st.text()
    | st.integers(-(10**9), 10**9)
    | st.dates()
    | st.builds(Money, st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(["USD", "EUR", "JPY"]))
    | st.builds(Percent, st.floats(-1000, 1000), st.booleans(), st.integers(0, 2))
    | st.builds(Number, st.floats(-1000, 1000), st.integers(0, 2)),
    lambda inner: st.builds(Say, st.text(min_size=1), st.dictionaries(st.text(min_size=1), inner, max_size=3)),
    max_leaves=5,
)


@given(values)
def test_a_text_value_survives_its_json_form(value: object) -> None:
    assert from_json(to_json(value)) == value  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_figures_read_the_same_in_both_languages(lang: str) -> None:
    assert shown(Percent(25.04), lang) == "25.0%"
    assert shown(Percent(3, signed=True, digits=0), lang) == "+3%"
    assert shown(Number(1234.5), lang) == "1,234.5"
    assert shown(date(2026, 3, 1), lang) == "2026-03-01"
    assert "1,234.50" in shown(Money(1234.5, "USD"), lang)
    assert "1,234" in shown(Money(1234, "JPY"), lang)
    assert shown(None, lang) in ("unknown", "未知")


@given(st.text())
def test_escaped_outside_text_holds_no_control_character(text: str) -> None:
    assert "<" not in escape(text)
    assert ">" not in escape(text)


def test_an_address_of_ours_is_a_link_in_slack_and_plain_elsewhere() -> None:
    page = Link("https://sellercentral.amazon.de/inventory")
    text = Say("common-labelled", {"label": Say("metric-units"), "value": page})
    assert mrkdwn(text, "en") == "Units: <https://sellercentral.amazon.de/inventory>"
    assert say(text, "en") == "Units: https://sellercentral.amazon.de/inventory"
    assert from_json(to_json(text)) == text
