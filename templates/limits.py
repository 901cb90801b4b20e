"""Slack's limits, in the one place that knows them: whatever a template wrote is cut to fit, and says so by "…"."""

from __future__ import annotations

from typing import Any

BLOCKS_IN_MESSAGE = 50
SECTION_TEXT = 3000
FIELD_TEXT = 2000
FIELDS = 10
HEADER_TEXT = 150
BUTTON_TEXT = 75
CONTEXT_ELEMENTS = 10
ACTIONS = 25
FALLBACK_TEXT = 3000


def cut(text: str, limit: int) -> str:
    """`text`, or its beginning and "…" where it is longer than `limit` characters; never cuts through an entity."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    ampersand = head.rfind("&")
    if ampersand >= 0 and ";" not in head[ampersand:] and len(head) - ampersand < 6:
        head = head[:ampersand]
    return head + "…"


def fit(message: dict[str, Any]) -> dict[str, Any]:
    """`message` with each text and each list within Slack's limits."""
    message["text"] = cut(message.get("text") or "…", FALLBACK_TEXT)
    if "blocks" in message:
        message["blocks"] = [_fit_block(block) for block in message["blocks"][:BLOCKS_IN_MESSAGE]]
    return message


def _fit_block(block: dict[str, Any]) -> dict[str, Any]:
    kind = block["type"]
    if kind == "header":
        block["text"]["text"] = cut(block["text"]["text"], HEADER_TEXT)
    if kind == "section":
        if "text" in block:
            block["text"]["text"] = cut(block["text"]["text"], SECTION_TEXT)
        if "fields" in block:
            block["fields"] = block["fields"][:FIELDS]
            for field in block["fields"]:
                field["text"] = cut(field["text"], FIELD_TEXT)
    if kind == "context":
        block["elements"] = block["elements"][:CONTEXT_ELEMENTS]
        for element in block["elements"]:
            if "text" in element:
                element["text"] = cut(element["text"], FIELD_TEXT)
    if kind == "actions":
        block["elements"] = block["elements"][:ACTIONS]
        for element in block["elements"]:
            if element["type"] == "button":
                element["text"]["text"] = cut(element["text"]["text"], BUTTON_TEXT)
    return block
