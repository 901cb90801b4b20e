"""The layout blocks and the three surfaces. Limits from Slack's reference of blocks and views."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.playground.blockkit.checker import Checker, Json
from bot.playground.blockkit.elements import (
    IN_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    check_element,
    check_image,
    check_image_source,
)
from bot.playground.blockkit.rich import check_rich_text
from bot.playground.blockkit.tables import check_data_table, check_table, check_visualization

MODAL = {"actions", "alert", "card", "context", "divider", "header", "image", "input", "rich_text", "section", "video"}
HOME = {
    "actions", "card", "carousel", "container", "context", "data_table", "data_visualization", "divider", "header",
    "image", "input", "rich_text", "section", "table", "video",
}  # fmt: skip
MESSAGE = (HOME | {"context_actions", "markdown", "plan", "task_card"}) - {"alert"}
SURFACES = {"message": (MESSAGE, 50), "modal": (MODAL, 100), "home": (HOME, 100)}


def check_blocks(blocks: Any, surface: str, at: str = "/blocks") -> list[str]:
    """Every fault of the blocks on a surface (message, modal, home), each with its JSON pointer; empty when legal."""
    check = Checker(surface)
    _blocks(check, blocks, at)
    return check.faults


def _blocks(check: Checker, blocks: Any, at: str) -> None:
    allowed, most = SURFACES[check.surface]
    for i, block in enumerate(check.items(blocks, at, 0 if check.surface == "home" else 1, most)):
        check_block(check, block, f"{at}/{i}", allowed)
    if check.counts.get("table", 0) > 1:
        check.fault("only_one_table_allowed", at)
    if check.counts.get("data_visualization", 0) > 2:
        check.fault("no more than 2 data_visualization blocks allowed", at)
    if check.markdown_length > 12_000:
        check.fault("markdown text must be less than 12001 characters in all", at)


def check_block(check: Checker, value: Any, at: str, allowed: set[str]) -> None:
    block = check.mapping(value, at)
    if block is None:
        return
    kind = check.kind(block)
    if kind not in allowed:
        check.fault(f"unsupported type: {kind}", f"{at}/type")
        return
    check.counts[kind] = check.counts.get(kind, 0) + 1
    block_id = block.get("block_id")
    if block_id is not None:
        check.string(block_id, f"{at}/block_id", 255, 1)
        if str(block_id) in check.block_ids:
            check.fault(f"block_id already in use: {block_id}", f"{at}/block_id")
        check.block_ids.add(str(block_id))
    _BLOCKS[kind](check, block, at)


def _section(check: Checker, block: Json, at: str) -> None:
    check.keys(block, at, ("block_id", "text", "fields", "accessory", "expand"))
    if block.get("text") is None and block.get("fields") is None:
        check.fault("must provide one of text, fields", at)
    check.optional_text(block, "text", at, 3000)
    if block.get("fields") is not None:
        for i, field in enumerate(check.items(block["fields"], f"{at}/fields", 1, 10)):
            check.text(field, f"{at}/fields/{i}", 2000)
    if block.get("accessory") is not None:
        check_element(check, block["accessory"], f"{at}/accessory", IN_SECTION)


def _header(check: Checker, block: Json, at: str) -> None:
    check.keys(block, at, ("block_id", "level"), ("text",))
    check.optional_text(block, "text", at, 150, plain=True)
    if block.get("level") is not None:
        check.integer(block["level"], f"{at}/level", 1, 4)


def _elements(check: Checker, block: Json, at: str, most: int, allowed: set[str]) -> None:
    check.keys(block, at, ("block_id",), ("elements",))
    seen: set[str] = set()
    for i, element in enumerate(check.items(block.get("elements"), f"{at}/elements", 1, most)):
        action_id = check_element(check, element, f"{at}/elements/{i}", allowed)
        if action_id is not None and action_id in seen:
            check.fault(f"action_id already in use: {action_id}", f"{at}/elements/{i}/action_id")
        seen.add(action_id or "")


def _actions(check: Checker, block: Json, at: str) -> None:
    _elements(check, block, at, 25, IN_ACTIONS)


def _context(check: Checker, block: Json, at: str) -> None:
    check.keys(block, at, ("block_id",), ("elements",))
    for i, element in enumerate(check.items(block.get("elements"), f"{at}/elements", 1, 10)):
        here = f"{at}/elements/{i}"
        if isinstance(element, dict) and element.get("type") == "image":
            check_image(check, element, here)
        else:
            check.text(element, here, 3000)


def _context_actions(check: Checker, block: Json, at: str) -> None:
    check.keys(block, at, ("block_id",), ("elements",))
    for i, element in enumerate(check.items(block.get("elements"), f"{at}/elements", 1, 5)):
        here = f"{at}/elements/{i}"
        item = check.mapping(element, here)
        if item is None:
            continue
        if item.get("type") == "feedback_buttons":
            check.keys(item, here, ("action_id",), ("positive_button", "negative_button"))
        elif item.get("type") == "icon_button":
            allowed = ("action_id", "value", "confirm", "accessibility_label", "visible_to_user_ids")
            check.keys(item, here, allowed, ("icon", "text"))
            check.optional_text(item, "text", here, 75, plain=True)
        else:
            check.fault(f"unsupported type: {item.get('type')}", f"{here}/type")


def _divider(check: Checker, block: Json, at: str) -> None:
    check.keys(block, at, ("block_id",))


def _image(check: Checker, block: Json, at: str) -> None:
    check.keys(block, at, ("block_id", "image_url", "slack_file", "title"), ("alt_text",))
    check.optional_string(block, "alt_text", at, 2000)
    check.optional_text(block, "title", at, 2000, plain=True)
    check_image_source(check, block, at)


def _input(check: Checker, block: Json, at: str) -> None:
    check.keys(block, at, ("block_id", "hint", "optional", "dispatch_action"), ("label", "element"))
    check.optional_text(block, "label", at, 2000, plain=True)
    check.optional_text(block, "hint", at, 2000, plain=True)
    check.boolean(block, "optional", at)
    check.boolean(block, "dispatch_action", at)
    if block.get("element") is not None:
        check_element(check, block["element"], f"{at}/element", IN_INPUT)


def _markdown(check: Checker, block: Json, at: str) -> None:
    check.keys(block, at, ("block_id",), ("text",))
    check.optional_string(block, "text", at, 12_000, 1)
    if isinstance(block.get("text"), str):
        check.markdown_length += len(block["text"])


def _card(check: Checker, block: Json, at: str) -> None:
    allowed = ("block_id", "hero_image", "icon", "title", "subtitle", "body", "subtext", "actions")
    check.keys(block, at, allowed)
    for name, most in (("title", 150), ("subtitle", 150), ("body", 200), ("subtext", 200)):
        check.optional_text(block, name, at, most)
    if block.get("actions") is not None:
        for i, element in enumerate(check.items(block["actions"], f"{at}/actions", 1, 3)):
            check_element(check, element, f"{at}/actions/{i}", {"button"})


def _carousel(check: Checker, block: Json, at: str) -> None:
    check.keys(block, at, ("block_id",), ("elements",))
    for i, card in enumerate(check.items(block.get("elements"), f"{at}/elements", 1, 10)):
        check_block(check, card, f"{at}/elements/{i}", {"card"})


def _container(check: Checker, block: Json, at: str) -> None:
    check.keys(block, at, ("block_id", "title", "subtitle", "icon", "is_collapsible", "default_collapsed", "width"),
               ("child_blocks",))  # fmt: skip
    check.optional_text(block, "title", at, 150)
    check.optional_text(block, "subtitle", at, 150)
    inside = SURFACES[check.surface][0] - {"container", "carousel"}
    for i, child in enumerate(check.items(block.get("child_blocks"), f"{at}/child_blocks", 1, 10)):
        check_block(check, child, f"{at}/child_blocks/{i}", inside)


def _alert(check: Checker, block: Json, at: str) -> None:
    check.keys(block, at, ("block_id", "level"), ("text",))
    check.optional_text(block, "text", at, 200)


def _video(check: Checker, block: Json, at: str) -> None:
    optional = ("block_id", "author_name", "description", "provider_icon_url", "provider_name", "title_url")
    check.keys(block, at, optional, ("alt_text", "title", "thumbnail_url", "video_url"))
    check.optional_text(block, "title", at, 199, plain=True)
    check.optional_text(block, "description", at, 199, plain=True)
    check.optional_string(block, "author_name", at, 49)


def _plan(check: Checker, block: Json, at: str) -> None:
    check.keys(block, at, ("block_id", "tasks", "plan_id"), ("title",))
    if block.get("tasks") is not None:
        check.items(block["tasks"], f"{at}/tasks", 1, 50)


def _task_card(check: Checker, block: Json, at: str) -> None:
    check.keys(block, at, ("block_id", "details", "output", "sources", "status"), ("task_id", "title"))


_BLOCKS: dict[str, Callable[[Checker, Json, str], None]] = {
    "actions": _actions, "alert": _alert, "card": _card, "carousel": _carousel, "container": _container,
    "context": _context, "context_actions": _context_actions, "data_table": check_data_table,
    "data_visualization": check_visualization, "divider": _divider, "header": _header, "image": _image,
    "input": _input, "markdown": _markdown, "plan": _plan, "rich_text": check_rich_text, "section": _section,
    "table": check_table, "task_card": _task_card, "video": _video,
}  # fmt: skip

_VIEW_KEYS = (
    "title", "submit", "close", "private_metadata", "callback_id", "external_id", "clear_on_close",
    "notify_on_close", "submit_disabled",
)  # fmt: skip


def check_view(view: Any, kinds: tuple[str, ...] = ("modal",)) -> list[str]:
    """Every fault of a view: a modal (title, submit and close of 24 characters) or a Home tab."""
    kind = str(view.get("type")) if isinstance(view, dict) else ""
    if kind not in kinds:
        return [f"[ERROR] must be one of {', '.join(kinds)} [json-pointer:/view/type]"]
    check = Checker(kind)
    check.keys(view, "/view", _VIEW_KEYS, ("title", "blocks") if kind == "modal" else ("blocks",))
    for name in ("title", "submit", "close"):
        check.optional_text(view, name, "/view", 24, plain=True)
    check.optional_string(view, "private_metadata", "/view", 3000)
    check.optional_string(view, "callback_id", "/view", 255)
    check.optional_string(view, "external_id", "/view", 255)
    blocks = view.get("blocks")
    has_input = isinstance(blocks, list) and any(isinstance(b, dict) and b.get("type") == "input" for b in blocks)
    if kind == "modal" and has_input and view.get("submit") is None:
        check.fault("missing required field: submit", "/view")
    if blocks is not None:
        _blocks(check, blocks, "/view/blocks")
    return check.faults
