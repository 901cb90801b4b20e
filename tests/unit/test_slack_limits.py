"""Whatever people, titles and figures hold, every message stays within Slack's limits (judged by the local Slack)."""

from __future__ import annotations

import sys
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from math import isfinite
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.append(str(Path(__file__).parents[1] / "golden"))
import slack_cases as cases

from bot.playground.blockkit import check_blocks, check_view
from bot.records.digest import Digest
from templates import own_blocks
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


def section(text: str) -> dict:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


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


@given(
    NASTY,
    st.lists(NASTY, max_size=25),
    st.lists(st.tuples(NASTY, st.lists(FIGURE, min_size=25, max_size=25)), max_size=8),
    st.sampled_from(["line", "bar", "area"]),
)
def test_a_chart_is_legal_or_absent_and_never_stands_for_an_unknown_day(
    title: str, labels: list[str], series: list[tuple[str, list[float | None]]], kind: str
) -> None:
    lines = {name: values[: len(labels)] for name, values in series}
    made = own_blocks.chart(title, labels, lines, kind)
    if made is None:
        return
    assert check_blocks([made], "message") == []
    assert all(value is not None and isfinite(value) for values in lines.values() for value in values)
    assert [len(one["data"]) for one in made["chart"]["series"]] == [len(labels)] * len(lines)


def test_known_days_make_a_chart_and_one_unknown_day_makes_none() -> None:
    days = [cases.DAY - timedelta(days=n) for n in range(13, -1, -1)]
    made = own_blocks.chart("Sales", days, {"US": [10.004] * 14, "DE": [0.0] * 14})
    assert made is not None
    assert made["chart"]["axis_config"]["categories"][-1] == "03-19"
    assert made["chart"]["series"][0]["data"][0] == {"label": "03-06", "value": 10.0}
    assert own_blocks.chart("Sales", days, {"US": [10.0] * 13 + [None]}) is None
    assert own_blocks.chart("Sales", days[:1], {"US": [10.0]}) is None


@given(st.lists(st.lists(NASTY, min_size=3, max_size=3), max_size=120), st.integers(0, 3), st.integers(0, 4))
@settings(max_examples=20, deadline=None)
def test_tables_and_charts_fit_and_so_do_their_plain_forms(rows: list[list[str]], tables: int, charts: int) -> None:
    some = own_blocks.chart("t", ["a", "b"], {"s": [1.0, 2.0]})
    blocks = [own_blocks.table(["x", "y", "z"], rows, ["left", "right"]) for _ in range(tables)]
    blocks += [deepcopy(some) for _ in range(charts)]
    made = fit({"text": "t", "blocks": [*blocks, section("end")]})
    assert_fits(made)
    plain = own_blocks.plainly(made["blocks"])
    assert (plain is None) == (not tables and not charts)
    if plain is not None:
        assert check_blocks(plain, "message") == []
        assert {block["type"] for block in plain} <= {"section", "context"}


def test_a_table_that_is_too_long_loses_rows_at_its_end_and_says_so() -> None:
    made = fit({"text": "t", "blocks": [own_blocks.table(["x"], [["y" * 900]] * 90), section("end")]})
    assert_fits(made)
    assert made["blocks"][0]["type"] == "table"
    assert made["blocks"][0]["rows"][-1] == [{"type": "raw_text", "text": "…"}]
    assert len(made["blocks"][0]["rows"]) > 10


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
