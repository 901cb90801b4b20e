"""Block Kit's limits, each at its edge: the most that is allowed passes, one more is refused at the right place."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playground.blockkit import check_blocks, check_view

Json = dict[str, Any]


def plain(text: str = "x") -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "x") -> Json:
    return {"type": "mrkdwn", "text": text}


def section(**more: Any) -> Json:
    return {"type": "section", **({"text": mrkdwn()} | more)}


def button(**more: Any) -> Json:
    return {"type": "button", "text": plain(), **more}


def option(text: str = "x", value: str = "v", **more: Any) -> Json:
    return {"text": plain(text), "value": value, **more}


def select(n: int = 1) -> Json:
    return {"type": "static_select", "action_id": "s", "options": [option(value=str(i)) for i in range(n)]}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def row(*texts: str) -> list[Json]:
    return [{"type": "raw_text", "text": text} for text in texts]


def chart(kind: str = "line", *, series: Any = 1, days: int = 2, label: str = "d", **more: Any) -> list[Json]:
    """A chart block; `series`: how many, or themselves; `more` replaces parts of its chart."""
    names = [f"{label}{n}" for n in range(days)]
    lines = (
        [{"name": f"s{n}", "data": [{"label": name, "value": 1.5} for name in names]} for n in range(series)]
        if isinstance(series, int)
        else series
    )
    plot = {"type": kind, "series": lines, "axis_config": {"categories": names}, **more}
    return [{"type": "data_visualization", "title": "t", "chart": plot}]


EDGES: list[tuple[str, Any, Any, str]] = [
    ("blocks", [section()] * 50, [section()] * 51, "/blocks"),
    ("section text", [section(text=mrkdwn("x" * 3000))], [section(text=mrkdwn("x" * 3001))], "/blocks/0/text/text"),
    ("section fields", [section(fields=[mrkdwn()] * 10)], [section(fields=[mrkdwn()] * 11)], "/blocks/0/fields"),
    ("field text", [section(fields=[mrkdwn("x" * 2000)])], [section(fields=[mrkdwn("x" * 2001)])],
     "/blocks/0/fields/0/text"),
    ("header", [{"type": "header", "text": plain("x" * 150)}], [{"type": "header", "text": plain("x" * 151)}],
     "/blocks/0/text/text"),
    ("header kind", [{"type": "header", "text": plain()}], [{"type": "header", "text": mrkdwn()}],
     "/blocks/0/text/type"),
    ("empty text", [section()], [{"type": "section", "text": mrkdwn("")}], "/blocks/0/text/text"),
    ("nothing to say", [section()], [{"type": "section"}], "/blocks/0"),
    ("actions", [actions(*[button(action_id=str(i)) for i in range(25)])],
     [actions(*[button(action_id=str(i)) for i in range(26)])], "/blocks/0/elements"),
    ("button text", [actions(button(text=plain("x" * 75)))], [actions(button(text=plain("x" * 76)))],
     "/blocks/0/elements/0/text/text"),
    ("button value", [actions(button(value="x" * 2000))], [actions(button(value="x" * 2001))],
     "/blocks/0/elements/0/value"),
    ("button style", [actions(button(style="danger"))], [actions(button(style="loud"))], "/blocks/0/elements/0/style"),
    ("button url", [actions(button(url="https://a.example"))], [actions(button(url="javascript:alert(1)"))],
     "/blocks/0/elements/0/url"),
    ("action id", [actions(button(action_id="x" * 255))], [actions(button(action_id="x" * 256))],
     "/blocks/0/elements/0/action_id"),
    ("action ids", [actions(button(action_id="a"), button(action_id="b"))],
     [actions(button(action_id="a"), button(action_id="a"))], "/blocks/0/elements/1/action_id"),
    ("block ids", [section(block_id="a"), section(block_id="b")], [section(block_id="a"), section(block_id="a")],
     "/blocks/1/block_id"),
    ("block id", [section(block_id="x" * 255)], [section(block_id="x" * 256)], "/blocks/0/block_id"),
    ("options", [actions(select(100))], [actions(select(101))], "/blocks/0/elements/0/options"),
    ("option text", [actions({**select(), "options": [option("x" * 75)]})],
     [actions({**select(), "options": [option("x" * 76)]})], "/blocks/0/elements/0/options/0/text/text"),
    ("option value", [actions({**select(), "options": [option(value="x" * 150)]})],
     [actions({**select(), "options": [option(value="x" * 151)]})], "/blocks/0/elements/0/options/0/value"),
    ("initial option", [actions({**select(), "initial_option": option(value="0")})],
     [actions({**select(), "initial_option": option(value="9")})], "/blocks/0/elements/0/initial_option"),
    ("overflow", [actions({"type": "overflow", "options": [option()] * 5})],
     [actions({"type": "overflow", "options": [option()] * 6})], "/blocks/0/elements/0/options"),
    ("confirm title", [actions(button(confirm={"title": plain("x" * 100), "text": mrkdwn(), "confirm": plain(),
                                               "deny": plain()}))],
     [actions(button(confirm={"title": plain("x" * 101), "text": mrkdwn(), "confirm": plain(), "deny": plain()}))],
     "/blocks/0/elements/0/confirm/title/text"),
    ("context", [{"type": "context", "elements": [mrkdwn()] * 10}], [{"type": "context", "elements": [mrkdwn()] * 11}],
     "/blocks/0/elements"),
    ("image", [{"type": "image", "image_url": "https://a.example/x.png", "alt_text": "x" * 2000}],
     [{"type": "image", "image_url": "https://a.example/x.png", "alt_text": "x" * 2001}], "/blocks/0/alt_text"),
    ("image source", [{"type": "image", "slack_file": {"id": "F1"}, "alt_text": "x"}],
     [{"type": "image", "slack_file": {"id": "F1"}, "image_url": "https://a.example", "alt_text": "x"}], "/blocks/0"),
    ("markdown in all", [{"type": "markdown", "text": "x" * 6000}] * 2, [{"type": "markdown", "text": "x" * 6001}] * 2,
     "/blocks"),
    ("table", [{"type": "table", "rows": [row("a")] * 100}], [{"type": "table", "rows": [row("a")] * 101}],
     "/blocks/0/rows"),
    ("cells", [{"type": "table", "rows": [row(*"a" * 20)]}], [{"type": "table", "rows": [row(*"a" * 21)]}],
     "/blocks/0/rows/0"),
    ("one table", [{"type": "table", "rows": [row("a")]}], [{"type": "table", "rows": [row("a")]}] * 2, "/blocks"),
    ("data table", [{"type": "data_table", "caption": "c", "rows": [row("h")] + [row("a")] * 100}],
     [{"type": "data_table", "caption": "c", "rows": [row("h")] + [row("a")] * 101}], "/blocks/0/rows"),
    ("even rows", [{"type": "data_table", "caption": "c", "rows": [row("h"), row("a")]}],
     [{"type": "data_table", "caption": "c", "rows": [row("h"), row("a", "b")]}], "/blocks/0/rows"),
    ("pie", [{"type": "data_visualization", "title": "t",
              "chart": {"type": "pie", "segments": [{"label": "a", "value": 1}] * 6}}],
     [{"type": "data_visualization", "title": "t",
       "chart": {"type": "pie", "segments": [{"label": "a", "value": 1}] * 7}}], "/blocks/0/chart/segments"),
    ("series", chart(series=6), chart(series=7), "/blocks/0/chart/series"),
    ("points", chart(days=20), chart(days=21), "/blocks/0/chart/series/0/data"),
    ("label", chart(label="x" * 19), chart(label="x" * 20), "/blocks/0/chart/series/0/data/0/label"),
    ("a point for each category", chart("bar"), chart("bar", axis_config={"categories": ["d0"]}),
     "/blocks/0/chart/series/0/data"),
    ("series names", chart(), chart(series=[{"name": "s", "data": [{"label": "d0", "value": 1}]}] * 2,
                                    axis_config={"categories": ["d0"]}), "/blocks/0/chart/series/1/name"),
    ("a number", chart(), chart(series=[{"name": "s", "data": [{"label": "d0", "value": None}]}],
                                axis_config={"categories": ["d0"]}), "/blocks/0/chart/series/0/data/0/value"),
    ("chart title", [{**chart()[0], "title": "x" * 50}], [{**chart()[0], "title": "x" * 51}], "/blocks/0/title"),
    ("charts", chart() * 2, chart() * 3, "/blocks"),
    ("axis label", chart(axis_config={"categories": ["d0", "d1"], "y_label": "x" * 50}),
     chart(axis_config={"categories": ["d0", "d1"], "y_label": "x" * 51}), "/blocks/0/chart/axis_config/y_label"),
    ("unknown field", [section()], [section(colour="red")], "/blocks/0"),
    ("input in a message", [section()], [{"type": "alert", "text": mrkdwn()}], "/blocks/0/type"),
    ("indent", [{"type": "rich_text", "elements": [{"type": "rich_text_list", "style": "bullet", "indent": 8,
                 "elements": [{"type": "rich_text_section", "elements": []}]}]}],
     [{"type": "rich_text", "elements": [{"type": "rich_text_list", "style": "bullet", "indent": 9,
       "elements": [{"type": "rich_text_section", "elements": []}]}]}], "/blocks/0/elements/0/indent"),
]  # fmt: skip


@pytest.mark.parametrize(("good", "bad", "place"), [e[1:] for e in EDGES], ids=[e[0] for e in EDGES])
def test_the_most_that_is_allowed_passes_and_one_more_is_refused(good: Any, bad: Any, place: str) -> None:
    assert check_blocks(good, "message") == []
    assert any(fault.endswith(f"[json-pointer:{place}]") for fault in check_blocks(bad, "message")), check_blocks(
        bad, "message"
    )


def modal(**more: Any) -> Json:
    return {"type": "modal", "title": plain(), "blocks": [section()], **more}


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (modal(title=plain("x" * 24)), modal(title=plain("x" * 25))),
        (modal(submit=plain("x" * 24)), modal(submit=plain("x" * 25))),
        (modal(private_metadata="x" * 3000), modal(private_metadata="x" * 3001)),
        (modal(callback_id="x" * 255), modal(callback_id="x" * 256)),
        (modal(blocks=[section()] * 100), modal(blocks=[section()] * 101)),
        (modal(), modal(blocks=[{"type": "markdown", "text": "x"}])),
        (modal(), modal(blocks=[{"type": "table", "rows": [row("a")]}])),
        (modal(), {"type": "home", "blocks": []}),
    ],
)
def test_a_modal_has_its_own_limits(good: Json, bad: Json) -> None:
    assert check_view(good) == []
    assert check_view(bad) != []


def test_a_modal_with_an_input_needs_a_submit_button() -> None:
    entry = {"type": "input", "label": plain(), "element": {"type": "plain_text_input", "action_id": "a"}}
    assert check_view(modal(blocks=[entry], submit=plain())) == []
    assert check_view(modal(blocks=[entry])) == ["[ERROR] missing required field: submit [json-pointer:/view]"]


def test_a_home_tab_takes_tables_and_may_be_empty() -> None:
    assert check_view({"type": "home", "blocks": []}, ("home",)) == []
    assert check_view({"type": "home", "blocks": [{"type": "table", "rows": [row("a")]}]}, ("home",)) == []


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "text", "elements", "blocks", "options", "rows"]), inner, max_size=4)
    ),
    max_leaves=12,
)
_KIND = st.sampled_from(["section", "actions", "context", "input", "table", "rich_text", "image", "container", "card"])


@settings(max_examples=80, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(["text", "elements", "element", "rows", "fields"]), _JSON, max_size=3)
                .flatmap(lambda block: _KIND.map(lambda kind: {**block, "type": kind})), max_size=3))  # fmt: skip
def test_whatever_is_sent_is_judged_and_never_breaks_the_judge(blocks: list[Json]) -> None:
    for surface in ("message", "modal", "home"):
        assert all(fault.startswith("[ERROR]") for fault in check_blocks(blocks, surface))
