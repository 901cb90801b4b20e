"""The interactive elements: buttons, selects, inputs. Limits from Slack's reference of block elements."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bot.playground.blockkit.checker import Checker, Json

_SELECT = ("placeholder", "action_id", "confirm", "focus_on_load")
_MULTI = (*_SELECT, "max_selected_items")
IN_INPUT = {
    "plain_text_input", "email_text_input", "url_text_input", "number_input", "checkboxes", "radio_buttons",
    "datepicker", "timepicker", "datetimepicker", "file_input", "rich_text_input",
    "static_select", "external_select", "users_select", "conversations_select", "channels_select",
    "multi_static_select", "multi_external_select", "multi_users_select", "multi_conversations_select",
    "multi_channels_select",
}  # fmt: skip
IN_ACTIONS = {
    "button", "checkboxes", "radio_buttons", "datepicker", "timepicker", "datetimepicker", "overflow",
    "static_select", "external_select", "users_select", "conversations_select", "channels_select", "workflow_button",
    "multi_static_select", "multi_external_select", "multi_users_select", "multi_conversations_select",
    "multi_channels_select", "rich_text_input",
}  # fmt: skip
IN_SECTION = (IN_ACTIONS | {"image"}) - {"datetimepicker", "rich_text_input"}


def check_element(check: Checker, value: Any, at: str, allowed: set[str]) -> str | None:
    """Checks one element and gives its action_id, which must be unique within its block."""
    item = check.mapping(value, at)
    if item is None:
        return None
    kind = check.kind(item)
    if kind not in allowed:
        check.fault(f"unsupported type: {kind}", f"{at}/type")
        return None
    check.optional_string(item, "action_id", at, 255, 1)
    check.confirm(item, at)
    check.boolean(item, "focus_on_load", at)
    _CHECKS[kind](check, item, at)
    action_id = item.get("action_id")
    return action_id if isinstance(action_id, str) else None


def _button(check: Checker, item: Json, at: str) -> None:
    check.keys(item, at, ("action_id", "url", "value", "style", "confirm", "accessibility_label"), ("text",))
    check.optional_text(item, "text", at, 75, plain=True)
    check.optional_string(item, "value", at, 2000)
    check.optional_string(item, "accessibility_label", at, 75)
    if item.get("url") is not None:
        check.url(item["url"], f"{at}/url")
    if item.get("style") is not None:
        check.choice(item["style"], f"{at}/style", ("primary", "danger"))


def _option(check: Checker, value: Any, at: str, *, mrkdwn: bool = False, url: bool = False) -> None:
    item = check.mapping(value, at)
    if item is None:
        return
    check.keys(item, at, ("description", "url") if url else ("description",), ("text", "value"))
    check.optional_text(item, "text", at, 75, plain=not mrkdwn)
    check.optional_text(item, "description", at, 75, plain=not mrkdwn)
    check.optional_string(item, "value", at, 150)
    if item.get("url") is not None:
        check.url(item["url"], f"{at}/url")


def _options(check: Checker, item: Json, at: str, most: int, least: int = 1, **kind: bool) -> None:
    for i, option in enumerate(check.items(item.get("options"), f"{at}/options", least, most)):
        _option(check, option, f"{at}/options/{i}", **kind)


def _static(check: Checker, item: Json, at: str) -> None:
    multi = item["type"].startswith("multi_")
    initial = "initial_options" if multi else "initial_option"
    check.keys(item, at, (*(_MULTI if multi else _SELECT), "options", "option_groups", initial))
    check.optional_text(item, "placeholder", at, 150, plain=True)
    if (item.get("options") is None) == (item.get("option_groups") is None):
        check.fault("must provide exactly one of options, option_groups", at)
        return
    if item.get("options") is not None:
        _options(check, item, at, 100)
    else:
        for i, group in enumerate(check.items(item["option_groups"], f"{at}/option_groups", 1, 100)):
            here = f"{at}/option_groups/{i}"
            found = check.mapping(group, here)
            if found is not None:
                check.keys(found, here, (), ("label", "options"))
                check.optional_text(found, "label", here, 75, plain=True)
                _options(check, found, here, 100)
    _initial(check, item, at, initial)


def _initial(check: Checker, item: Json, at: str, name: str) -> None:
    """Slack refuses an initial option that is not, field by field, one of the options."""
    if item.get(name) is None:
        return
    groups = item.get("option_groups") or [{"options": item.get("options") or []}]
    lists = [group.get("options") for group in groups if isinstance(group, dict)] if isinstance(groups, list) else []
    offered = [option for listed in lists if isinstance(listed, list) for option in listed]
    chosen = item[name] if isinstance(item[name], list) else [item[name]]
    for option in chosen:
        if option not in offered:
            check.fault("initial option must be one of the options", f"{at}/{name}")


def _external(check: Checker, item: Json, at: str) -> None:
    multi = item["type"].startswith("multi_")
    check.keys(
        item,
        at,
        (*(_MULTI if multi else _SELECT), "min_query_length", "initial_options" if multi else "initial_option"),
    )
    check.optional_text(item, "placeholder", at, 150, plain=True)


def _people(check: Checker, item: Json, at: str) -> None:
    subject = item["type"].removeprefix("multi_").removesuffix("s_select")
    more = ("default_to_current_conversation", "response_url_enabled", "filter")
    if item["type"].startswith("multi_"):
        check.keys(item, at, (*_MULTI, f"initial_{subject}s", *more))
    else:
        check.keys(item, at, (*_SELECT, f"initial_{subject}", *more))
    check.optional_text(item, "placeholder", at, 150, plain=True)


def _overflow(check: Checker, item: Json, at: str) -> None:
    check.keys(item, at, ("action_id", "options", "confirm"))
    _options(check, item, at, 5, url=True)


def _checkboxes(check: Checker, item: Json, at: str) -> None:
    initial = "initial_option" if item["type"] == "radio_buttons" else "initial_options"
    check.keys(item, at, ("action_id", "options", initial, "confirm", "focus_on_load"))
    _options(check, item, at, 10, mrkdwn=True)
    _initial(check, item, at, initial)


def _picker(check: Checker, item: Json, at: str) -> None:
    initial = {"datepicker": "initial_date", "timepicker": "initial_time", "datetimepicker": "initial_date_time"}
    name = initial[item["type"]]
    check.keys(item, at, ("action_id", "placeholder", "confirm", "focus_on_load", "timezone", name))
    check.optional_text(item, "placeholder", at, 150, plain=True)
    patterns = {"initial_date": r"\d{4}-\d\d-\d\d", "initial_time": r"\d\d:\d\d", "initial_date_time": r"\d{10}"}
    if item.get(name) is not None and not re.fullmatch(patterns[name], str(item[name])):
        check.fault("invalid format", f"{at}/{name}")


def _text_input(check: Checker, item: Json, at: str) -> None:
    common = ("action_id", "initial_value", "placeholder", "dispatch_action_config", "focus_on_load")
    more = ("multiline", "min_length", "max_length") if item["type"] == "plain_text_input" else ()
    check.keys(item, at, (*common, *more))
    check.optional_text(item, "placeholder", at, 150, plain=True)
    for name in ("min_length", "max_length"):
        if item.get(name) is not None:
            check.integer(item[name], f"{at}/{name}", 0 if name == "min_length" else 1, 3000)
    if item["type"] != "rich_text_input":
        check.optional_string(item, "initial_value", at, 3000)


def _number(check: Checker, item: Json, at: str) -> None:
    allowed = ("action_id", "initial_value", "min_value", "max_value", "dispatch_action_config", "focus_on_load")
    check.keys(item, at, (*allowed, "placeholder"), ("is_decimal_allowed",))
    check.boolean(item, "is_decimal_allowed", at)
    check.optional_text(item, "placeholder", at, 150, plain=True)
    for name in ("initial_value", "min_value", "max_value"):
        check.optional_string(item, name, at, 100)


def _files(check: Checker, item: Json, at: str) -> None:
    check.keys(item, at, ("action_id", "filetypes", "max_files"))
    if item.get("max_files") is not None:
        check.integer(item["max_files"], f"{at}/max_files", 1, 10)


def check_image(check: Checker, item: Json, at: str) -> None:
    check.keys(item, at, ("image_url", "slack_file"), ("alt_text",))
    check.optional_string(item, "alt_text", at, 2000)
    check_image_source(check, item, at)


def check_image_source(check: Checker, item: Json, at: str) -> None:
    if (item.get("image_url") is None) == (item.get("slack_file") is None):
        check.fault("must provide exactly one of image_url, slack_file", at)
    elif item.get("image_url") is not None:
        check.url(item["image_url"], f"{at}/image_url")


def _workflow(check: Checker, item: Json, at: str) -> None:
    check.keys(item, at, ("action_id", "style", "accessibility_label"), ("text", "workflow"))
    check.optional_text(item, "text", at, 75, plain=True)


_CHECKS: dict[str, Callable[[Checker, Json, str], None]] = {
    "button": _button,
    "workflow_button": _workflow,
    "overflow": _overflow,
    "checkboxes": _checkboxes,
    "radio_buttons": _checkboxes,
    "datepicker": _picker,
    "timepicker": _picker,
    "datetimepicker": _picker,
    "number_input": _number,
    "file_input": _files,
    "image": check_image,
    **dict.fromkeys(("plain_text_input", "email_text_input", "url_text_input", "rich_text_input"), _text_input),
    **dict.fromkeys(("static_select", "multi_static_select"), _static),
    **dict.fromkeys(("external_select", "multi_external_select"), _external),
    **{
        prefix + kind: _people
        for prefix in ("", "multi_")
        for kind in ("users_select", "conversations_select", "channels_select")
    },
}
