"""Slack's limits, in the one place that knows them: whatever a template wrote is cut to fit, and says so by "…".

Lengths are counted in UTF-16 units, the strictest reading of "characters" (an emoji is two).
Sources: docs.slack.dev/reference/block-kit (blocks, block-elements, composition-objects). The whole of a message is
kept under 12,000 characters of JSON: above about 13,200 Slack refuses it although every block is legal.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

BLOCKS_IN_MESSAGE = 50
BLOCKS_IN_VIEW = 100
MESSAGE_CHARACTERS = 12_000
VIEW_CHARACTERS = 200_000
SECTION_TEXT = 3000
FIELD_TEXT = 2000
FIELDS = 10
HEADER_TEXT = 150
BUTTON_TEXT = 75
OPTION_TEXT = 75
OPTIONS = 100
OVERFLOW_OPTIONS = 5
CHECKBOX_OPTIONS = 10
PLACEHOLDER = 150
CONTEXT_ELEMENTS = 10
ACTIONS = 25
FALLBACK_TEXT = 3000
LABEL_TEXT = 2000
INPUT_TEXT = 3000
VIEW_TITLE = 24
TABLE_ROWS = 100
TABLE_CELLS = 20
TABLE_TEXT = 1000
TABLES = 1
CHARTS = 2
CHART_TITLE = 50
CHART_SERIES = 6
CHART_POINTS = 20
CHART_LABEL = 20

Block = dict[str, Any]
# Control characters, halves of surrogate pairs, and signs that turn the direction of the text around them.
_BROKEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_EMPTY = "–"


def length(text: str) -> int:
    """The length of `text` in UTF-16 units."""
    return len(text) + sum(ord(character) > 0xFFFF for character in text)


def cut(text: str, limit: int) -> str:
    """`text`, or its beginning and "…" where it is longer than `limit`; never cuts through an entity or a mention."""
    text = _BROKEN.sub("\ufffd", text)
    if not text.strip():
        return _EMPTY
    if length(text) <= limit:
        return text
    head, used = [], 0
    for character in text:
        used += 1 + (ord(character) > 0xFFFF)
        if used > limit - 1:
            break
        head.append(character)
    kept = "".join(head)
    for opens, closes in (("<", ">"), ("&", ";")):
        at = kept.rfind(opens)
        if at >= 0 and closes not in kept[at:] and (opens == "<" or len(kept) - at < 6):
            kept = kept[:at]
    return kept + "…"


def paragraphs(text: str, limit: int = SECTION_TEXT - 100) -> list[str]:
    """A long text in parts that each fit into a section, broken at line ends."""
    parts = [""]
    for line in text.split("\n"):
        if parts[-1] and length(parts[-1]) + length(line) + 1 > limit:
            parts.append("")
        parts[-1] += line + "\n"
    return [part.strip("\n") for part in parts if part.strip()]


def size(block: Block) -> int:
    """How many characters `block` takes in the message's JSON."""
    return length(json.dumps(block, ensure_ascii=False, separators=(",", ":"))) + 1


def fit(message: dict[str, Any]) -> dict[str, Any]:
    """`message` with each text, each list and the whole within Slack's limits; empty and null blocks are left out."""
    message["text"] = cut(message.get("text") or "…", FALLBACK_TEXT)
    if "blocks" in message:
        message["blocks"] = _fit_whole(_fit_blocks(message["blocks"]), BLOCKS_IN_MESSAGE, MESSAGE_CHARACTERS)
    return message


def fit_view(view: dict[str, Any]) -> dict[str, Any]:
    """A modal or App Home within Slack's limits."""
    for name in ("title", "submit", "close"):
        if name in view:
            view[name]["text"] = cut(view[name]["text"], VIEW_TITLE)
    view["blocks"] = _fit_whole(_fit_blocks(view["blocks"]), BLOCKS_IN_VIEW, VIEW_CHARACTERS)
    return view


def _fit_blocks(blocks: list[Block | None]) -> list[Block]:
    fitted = [_fit_block(block) for block in blocks if block is not None]
    left = {"table": TABLES, "data_visualization": CHARTS}
    kept = []
    for block in fitted:
        if _is_empty(block) or left.get(block["type"]) == 0:
            continue
        if block["type"] in left:
            left[block["type"]] -= 1
        kept.append(block)
    return kept


def _is_empty(block: Block) -> bool:
    if block["type"] in ("context", "actions"):
        return not block["elements"]
    return block["type"] == "section" and "text" not in block and not block.get("fields")


def _fit_whole(blocks: list[Block], most: int, characters: int) -> list[Block]:
    """Leaves out blocks of the body, never the buttons and the small print at the foot, and marks the gap by "…"."""
    if len(blocks) <= most and sum(map(size, blocks)) <= characters:
        return blocks
    foot: list[Block] = []
    while len(blocks) > 1 and len(foot) < 4 and blocks[-1]["type"] in ("actions", "context"):
        foot.insert(0, blocks.pop())
    gap: Block = {"type": "context", "elements": [{"type": "mrkdwn", "text": "…"}]}
    room = characters - sum(map(size, foot)) - size(gap)
    kept: list[Block] = []
    for block in blocks:
        if block["type"] == "table":
            _shorten(block, room)
        room -= size(block)
        if room < 0 or len(kept) + len(foot) + 1 >= most:
            break
        kept.append(block)
    return [*kept, gap, *foot]


def _shorten(table: Block, room: int) -> None:
    """Takes rows off the end of a table that is longer than `room`, and marks the gap by a row of "…"."""
    if size(table) <= room:
        return
    rows = table["rows"]
    rows.append([{"type": "raw_text", "text": "…"} for _ in rows[0]])
    while len(rows) > 2 and size(table) > room:
        del rows[-2]


def _cut_text(holder: Any, limit: int) -> None:
    """Cuts a text object in place; in mrkdwn bare links and names in outside text stay plain (`verbatim`)."""
    holder["text"] = cut(holder["text"], limit)
    if holder["type"] == "mrkdwn":
        holder["verbatim"] = True


def _fit_header(block: Block) -> None:
    _cut_text(block["text"], HEADER_TEXT)


def _fit_section(block: Block) -> None:
    if "text" in block:
        _cut_text(block["text"], SECTION_TEXT)
    if "fields" in block:
        block["fields"] = block["fields"][:FIELDS]
        for field in block["fields"]:
            _cut_text(field, FIELD_TEXT)
    if "accessory" in block:
        _fit_element(block["accessory"])


def _fit_context(block: Block) -> None:
    block["elements"] = block["elements"][:CONTEXT_ELEMENTS]
    for element in block["elements"]:
        _fit_image(element) if element["type"] == "image" else _cut_text(element, FIELD_TEXT)


def _fit_actions(block: Block) -> None:
    block["elements"] = [element for element in block["elements"] if element is not None][:ACTIONS]
    for element in block["elements"]:
        _fit_element(element)


def _fit_input(block: Block) -> None:
    _cut_text(block["label"], LABEL_TEXT)
    if "hint" in block:
        _cut_text(block["hint"], LABEL_TEXT)
    _fit_element(block["element"])


def _fit_image(block: Block) -> None:
    block["alt_text"] = cut(block["alt_text"], FIELD_TEXT)
    if "title" in block:
        _cut_text(block["title"], FIELD_TEXT)


def _fit_table(block: Block) -> None:
    block["rows"] = [row[:TABLE_CELLS] for row in block["rows"][:TABLE_ROWS]]
    for row in block["rows"]:
        for cell in row:
            if cell["type"] == "raw_text":
                cell["text"] = cut(cell["text"], TABLE_TEXT)


_FITTING: dict[str, Callable[[Block], None]] = {
    "header": _fit_header,
    "section": _fit_section,
    "context": _fit_context,
    "actions": _fit_actions,
    "input": _fit_input,
    "image": _fit_image,
    "table": _fit_table,
}


def _fit_block(block: Block) -> Block:
    if fitting := _FITTING.get(block["type"]):
        fitting(block)
    return block


def _fit_element(element: Block) -> None:
    kind = element["type"]
    if kind == "button":
        _cut_text(element["text"], BUTTON_TEXT)
    if "placeholder" in element:
        _cut_text(element["placeholder"], PLACEHOLDER)
    if isinstance(element.get("initial_value"), str):
        element["initial_value"] = element["initial_value"][: element.get("max_length", INPUT_TEXT)]
    if "options" in element:
        most = {"overflow": OVERFLOW_OPTIONS, "checkboxes": CHECKBOX_OPTIONS, "radio_buttons": CHECKBOX_OPTIONS}
        element["options"] = element["options"][: most.get(kind, OPTIONS)]
        for option in element["options"]:
            _cut_text(option["text"], OPTION_TEXT)
            if "description" in option:
                _cut_text(option["description"], OPTION_TEXT)
    for name in ("initial_option",):
        if name in element:
            _cut_text(element[name]["text"], OPTION_TEXT)
