"""Slack's own chart and table blocks, and the plain form of a message for a Slack that does not take them.

Sources: docs.slack.dev/reference/block-kit/blocks, data-visualization-block (title 50 characters, 1-6 series of 1-20
points, one for each category, names and labels 20 characters, two charts a message) and table-block (100 rows, 20
cells, one table a message). Neither may stand in a modal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import isfinite
from typing import Any

from templates.limits import CHART_LABEL, CHART_POINTS, CHART_SERIES, CHART_TITLE, SECTION_TEXT, Block, cut
from templates.sparkline import sparkline
from templates.words import escape

KINDS = ("data_visualization", "table")


def chart(
    title: str, categories: Sequence[str | date], series: Mapping[str, Sequence[float | None]], kind: str = "line"
) -> Block | None:
    """A chart of `series`, a value for each category (a day is shown as month and day).

    A point cannot be left out, so where any value is unknown, or there are fewer than two points or too many of
    anything, there is no chart (None): the row of bars in text, which has a sign for a gap, stands there instead.
    """
    labels = [f"{one:%m-%d}" if isinstance(one, date) else cut(one, CHART_LABEL) for one in categories]
    names = [cut(name, CHART_LABEL) for name in series]
    if not 2 <= len(labels) <= CHART_POINTS or not 1 <= len(names) <= CHART_SERIES:
        return None
    if len(set(labels)) < len(labels) or len(set(names)) < len(names):
        return None
    lines = []
    for name, values in zip(names, series.values(), strict=True):
        known = [round(value, 2) for value in values if value is not None and isfinite(value)]
        if len(known) < len(labels):
            return None
        points = [{"label": label, "value": value} for label, value in zip(labels, known, strict=True)]
        lines.append({"name": name, "data": points})
    plot = {"type": kind, "series": lines, "axis_config": {"categories": labels}}
    return {"type": "data_visualization", "title": cut(title, CHART_TITLE), "chart": plot}


def table(head: Sequence[str], rows: Iterable[Sequence[str]], align: Sequence[str] = ()) -> Block:
    """A table with `head` as its first row; `align` is left, center or right for each column."""
    cells = [[{"type": "raw_text", "text": text} for text in row] for row in (head, *rows)]
    settings = {"column_settings": [{"align": side} for side in align]} if align else {}
    return {"type": "table", "rows": cells, **settings}


def plainly(blocks: Sequence[Block]) -> list[Block] | None:
    """`blocks` with each chart as a row of bars and each table as lines of text; None where there is neither."""
    if not any(block["type"] in KINDS for block in blocks):
        return None
    return [_plain(block) if block["type"] in KINDS else block for block in blocks]


def _plain(block: Block) -> Block:
    lines = _chart_lines(block) if block["type"] == "data_visualization" else _table_lines(block)
    text = cut("\n".join(lines), SECTION_TEXT)
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def _chart_lines(block: Block) -> list[str]:
    plot: Mapping[str, Any] = block["chart"]
    bars = [(one["name"], sparkline([point["value"] for point in one["data"]])) for one in plot["series"]]
    return [f"*{escape(block['title'])}*", *(f"{escape(name)} {row}" for name, row in bars)]


def _table_lines(block: Block) -> list[str]:
    head, *rows = [" · ".join(escape(cell["text"]) for cell in row) for row in block["rows"]]
    return [f"*{head}*", *rows]
