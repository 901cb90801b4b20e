"""Rich text: sections, lists, quotes and preformatted text, and the inline elements in them."""

from __future__ import annotations

from typing import Any

from bot.playground.blockkit.checker import Checker, Json

_INLINE: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "text": (("style",), ("text",)),
    "link": (("style", "text", "unsafe"), ("url",)),
    "emoji": (("unicode", "skin_tone", "style"), ("name",)),
    "user": (("style",), ("user_id",)),
    "usergroup": (("style",), ("usergroup_id",)),
    "channel": (("style",), ("channel_id",)),
    "broadcast": (("style",), ("range",)),
    "color": (("style",), ("value",)),
    "date": (("style", "url", "fallback"), ("timestamp", "format")),
    "team": (("style",), ("team_id",)),
}
_STYLES = ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink")


def check_rich_text(check: Checker, block: Json, at: str) -> None:
    check.keys(block, at, ("block_id",), ("elements",))
    for i, element in enumerate(check.items(block.get("elements"), f"{at}/elements", 1, 1000)):
        _part(check, element, f"{at}/elements/{i}")


def _part(check: Checker, value: Any, at: str) -> None:
    item = check.mapping(value, at)
    if item is None:
        return
    kind = check.kind(item)
    if kind == "rich_text_list":
        check.keys(item, at, ("indent", "border", "offset"), ("style", "elements"))
        check.choice(item.get("style"), f"{at}/style", ("bullet", "ordered"))
        if item.get("indent") is not None:
            check.integer(item["indent"], f"{at}/indent", 0, 8)
        for i, element in enumerate(check.items(item.get("elements"), f"{at}/elements", 1, 1000)):
            _part(check, element, f"{at}/elements/{i}")
    elif kind in ("rich_text_section", "rich_text_quote", "rich_text_preformatted"):
        check.keys(item, at, ("border", "language"), ("elements",))
        for i, element in enumerate(check.items(item.get("elements"), f"{at}/elements", 0, 1000)):
            _inline(check, element, f"{at}/elements/{i}")
    else:
        check.fault(f"unsupported type: {kind}", f"{at}/type")


def _inline(check: Checker, value: Any, at: str) -> None:
    item = check.mapping(value, at)
    if item is None:
        return
    kind = check.kind(item)
    if kind not in _INLINE:
        check.fault(f"unsupported type: {kind}", f"{at}/type")
        return
    allowed, required = _INLINE[kind]
    check.keys(item, at, allowed, required)
    if kind == "text":
        check.string(item.get("text"), f"{at}/text", 40_000, 1)
    if kind == "broadcast":
        check.choice(item.get("range"), f"{at}/range", ("here", "channel", "everyone"))
    style = item.get("style")
    if style is not None:
        found = check.mapping(style, f"{at}/style")
        for name in found or ():
            if name not in _STYLES:
                check.fault(f"invalid additional property: {name}", f"{at}/style")
