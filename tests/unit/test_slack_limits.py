"""Whatever people, titles and figures hold, every message stays within Slack's limits (judged by the local Slack)."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.append(str(Path(__file__).parents[1] / "golden"))
import slack_cases as cases

from bot.playground.blockkit import check_blocks, check_view
from bot.records.digest import Digest
from templates.limits import MESSAGE_CHARACTERS, cut, fit, length, paragraphs, size
from templates.sparkline import sparkline
from templates.words import escape, mrkdwn

NASTY = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="<>&*_~`!@#|:\"'\\{}%\n\r\t\x00\u202e\ud800😀王", max_size=60),
    st.sampled_from(
        ["", " ", "<!channel>", "<@U1>", "<http://x|y>", "&amp;" * 900, "x" * 4000, "王" * 4000, "😀" * 3000]
    ),
)
FIGURE = st.one_of(st.none(), st.floats(), st.floats(-1e15, 1e15), st.just(0.0))


def assert_fits(message: dict) -> None:
    assert check_blocks(message["blocks"], "message") == []
    assert sum(map(size, message["blocks"])) <= MESSAGE_CHARACTERS
    assert 1 <= len(message["text"]) <= 3000


@given(NASTY, FIGURE, st.sampled_from(["en", "zh"]), st.integers(0, 12))
@settings(max_examples=15, deadline=None)
def test_a_diagnosis_fits(text: str, money: float | None, lang: str, causes: int) -> None:
    made = replace(cases.diagnosis(text, causes=causes), sales=replace(cases.diagnosis().sales, before=money))
    assert_fits(cases.diagnosed(made, text, others=causes)(lang))


@given(NASTY, FIGURE, st.sampled_from(["en", "zh"]), st.integers(0, 30), st.booleans())
@settings(max_examples=15, deadline=None)
def test_a_digest_fits(text: str, scale: float | None, lang: str, many: int, weekly: bool) -> None:
    markets = tuple(cases.market(scale=scale, title=text, many=many % 7) for _ in range(many))
    listed = tuple(cases.alert(n, text) for n in range(many))
    assert_fits(cases.digest(Digest(cases.DAY, markets, many, {"notice": many}, listed, weekly=weekly))(lang))


@given(NASTY, FIGURE, st.sampled_from(["en", "zh"]))
@settings(max_examples=15, deadline=None)
def test_key_figures_lists_and_playbooks_fit(text: str, scale: float | None, lang: str) -> None:
    assert_fits(cases.kpi([cases.compared(text, text, scale)])(lang))
    assert_fits(cases.alerts(8, text)(lang))
    assert_fits(cases.playbook(text, sections=9, lines=9)(lang))
    assert_fits(cases.dossier(text, 8)(lang))
    assert_fits(cases.noticed(text, text=text)(lang))


@given(NASTY, FIGURE, st.sampled_from(["en", "zh"]), st.integers(0, 10))
@settings(max_examples=10, deadline=None)
def test_the_home_view_fits(text: str, scale: float | None, lang: str, rows: int) -> None:
    assert check_view(cases.home(rows, rows, text, scale)(lang), ("home",)) == []


@given(NASTY, st.integers(10, 3000))
def test_a_cut_text_fits_and_breaks_no_entity(text: str, limit: int) -> None:
    made = cut(escape(text), limit)
    assert 1 <= length(made) <= limit
    assert "<" not in made
    for part in made.split("&")[1:]:
        assert part.startswith(("amp;", "lt;", "gt;"))


@given(NASTY)
def test_outside_text_forms_no_mention_and_no_markup(text: str) -> None:
    made = mrkdwn(cases.words(text), "en")
    assert not set(made) & set("<>*~`\n")


@given(st.lists(FIGURE, max_size=40))
def test_a_sparkline_has_a_sign_for_each_value_and_a_gap_for_the_unknown(values: list[float | None]) -> None:
    made = sparkline(values)
    known = [value is not None and abs(value) != float("inf") and value == value for value in values]
    assert made == "" if not any(known) else [sign != "·" for sign in made] == known


@given(st.text(max_size=9000))
@settings(max_examples=15, deadline=None)
def test_a_long_text_is_parted_without_losing_a_line(text: str) -> None:
    parts = paragraphs(text, 500)
    kept = [line for part in parts for line in part.split("\n") if line.strip()]
    assert kept == [line for line in text.split("\n") if line.strip()]


def test_the_foot_of_a_message_that_is_too_long_is_kept() -> None:
    body = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2900}} for _ in range(60)]
    foot = {
        "type": "actions",
        "elements": [{"type": "button", "text": {"type": "plain_text", "text": "b"}, "action_id": "a"}],
    }
    made = fit({"text": "t", "blocks": [*body, foot]})
    assert made["blocks"][-1]["type"] == "actions"
    assert made["blocks"][-2]["elements"][0]["text"] == "…"
    assert_fits(made)
