"""Tables and charts. Where sources disagree the smaller limit holds: what passes here passes in every Slack."""

from __future__ import annotations

from math import isfinite
from typing import Any

from bot.playground.blockkit.checker import Checker, Json
from bot.playground.blockkit.rich import check_rich_text

_CELLS = {"raw_text", "raw_number", "rich_text"}


def _cell(check: Checker, value: Any, at: str, *, rich: bool = True) -> None:
    item = check.mapping(value, at)
    if item is None:
        return
    kind = check.kind(item)
    if kind not in _CELLS or (kind == "rich_text" and not rich):
        check.fault(f"unsupported type: {kind}", f"{at}/type")
    elif kind == "rich_text":
        check_rich_text(check, item, at)
    elif kind == "raw_text":
        check.keys(item, at, (), ("text",))
        check.string(item.get("text"), f"{at}/text", 10_000, 1)
    else:
        check.keys(item, at, ("text",), ("value",))


def check_table(check: Checker, block: Json, at: str) -> None:
    check.keys(block, at, ("block_id", "column_settings"), ("rows",))
    for i, row in enumerate(check.items(block.get("rows"), f"{at}/rows", 1, 100)):
        for j, cell in enumerate(check.items(row, f"{at}/rows/{i}", 1, 20)):
            _cell(check, cell, f"{at}/rows/{i}/{j}")
    if block.get("column_settings") is not None:
        for i, setting in enumerate(check.items(block["column_settings"], f"{at}/column_settings", 1, 20)):
            if setting is None:
                continue
            found = check.mapping(setting, f"{at}/column_settings/{i}")
            if found is not None:
                check.keys(found, f"{at}/column_settings/{i}", ("align", "is_wrapped"))
                if found.get("align") is not None:
                    check.choice(found["align"], f"{at}/column_settings/{i}/align", ("left", "center", "right"))


def check_data_table(check: Checker, block: Json, at: str) -> None:
    check.keys(block, at, ("block_id", "page_size", "row_header_column_index"), ("caption", "rows"))
    check.optional_string(block, "caption", at, 300, 1)
    if block.get("page_size") is not None:
        check.integer(block["page_size"], f"{at}/page_size", 1, 100)
    rows = check.items(block.get("rows"), f"{at}/rows", 2, 101)
    widths = set()
    for i, row in enumerate(rows):
        cells = check.items(row, f"{at}/rows/{i}", 1, 20)
        widths.add(len(cells))
        for j, cell in enumerate(cells):
            _cell(check, cell, f"{at}/rows/{i}/{j}", rich=i > 0)
    if len(widths) > 1:
        check.fault("rows must have the same number of cells", f"{at}/rows")
    if sum(_length(cell) for row in rows if isinstance(row, list) for cell in row) > 10_000:
        check.fault("must be less than 10001 characters in all cells", f"{at}/rows")


def _length(cell: Any) -> int:
    """Characters that a reader sees: the texts and numbers inside the cell, however deep."""
    if isinstance(cell, dict):
        return sum(_length(value) if name != "type" else 0 for name, value in cell.items())
    if isinstance(cell, list):
        return sum(_length(value) for value in cell)
    return len(str(cell)) if isinstance(cell, (str, int, float)) else 0


def check_visualization(check: Checker, block: Json, at: str) -> None:
    """A chart. In bars, lines and areas each series has exactly one point for each category, and a name of its own."""
    check.keys(block, at, ("block_id",), ("title", "chart"))
    check.optional_string(block, "title", at, 50, 1)
    chart = check.mapping(block.get("chart"), f"{at}/chart")
    if chart is None:
        return
    at = f"{at}/chart"
    check.choice(chart.get("type"), f"{at}/type", ("pie", "bar", "line", "area"))
    if chart.get("type") == "pie":
        check.keys(chart, at, (), ("segments",))
        _points(check, chart.get("segments"), f"{at}/segments", 6)
        return
    check.keys(chart, at, (), ("series", "axis_config"))
    categories = _categories(check, chart.get("axis_config"), f"{at}/axis_config")
    names = set()
    for i, series in enumerate(check.items(chart.get("series"), f"{at}/series", 1, 6)):
        here = f"{at}/series/{i}"
        found = check.mapping(series, here)
        if found is None:
            continue
        check.keys(found, here, (), ("name", "data"))
        check.string(found.get("name"), f"{here}/name", 20, 1)
        if str(found.get("name")) in names:
            check.fault("series names must be unique", f"{here}/name")
        names.add(str(found.get("name")))
        labels = _points(check, found.get("data"), f"{here}/data", 20)
        if sorted(labels) != sorted(categories):
            check.fault("must have one data point for each category", f"{here}/data")


def _categories(check: Checker, value: Any, at: str) -> list[str]:
    axes = check.mapping(value, at)
    if axes is None:
        return []
    check.keys(axes, at, ("x_label", "y_label"), ("categories",))
    check.optional_string(axes, "x_label", at, 50)
    check.optional_string(axes, "y_label", at, 50)
    names = check.items(axes.get("categories"), f"{at}/categories", 1, 20)
    for i, name in enumerate(names):
        check.string(name, f"{at}/categories/{i}", 20, 1)
    if len(set(map(str, names))) < len(names):
        check.fault("categories must be unique", f"{at}/categories")
    return list(map(str, names))


def _points(check: Checker, value: Any, at: str, most: int) -> list[str]:
    """The labels of segments or data points; each has a label and a number."""
    labels = []
    for i, point in enumerate(check.items(value, at, 1, most)):
        found = check.mapping(point, f"{at}/{i}")
        if found is None:
            continue
        check.keys(found, f"{at}/{i}", (), ("label", "value"))
        check.string(found.get("label"), f"{at}/{i}/label", 20, 1)
        labels.append(str(found.get("label")))
        number = found.get("value")
        if isinstance(number, bool) or not isinstance(number, int | float) or not isfinite(number):
            check.fault("must provide a number", f"{at}/{i}/value")
    return labels
