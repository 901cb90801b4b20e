"""What a person filled in, in the form in which Slack hands it to the app (`state.values`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.playground.errors import Json, PersonError

Filled = Mapping[str, Any]  # action id (or "block id.action id") → what the person entered


def elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every (block, interactive element) of the blocks."""
    for block in blocks:
        if block.get("type") == "input":
            yield block, block["element"]
        elif block.get("type") == "section" and isinstance(block.get("accessory"), dict):
            yield block, block["accessory"]
        elif block.get("type") in ("actions", "context_actions"):
            for element in block["elements"]:
                yield block, element
        elif block.get("type") == "card":
            for element in block.get("actions") or ():
                yield block, element
        elif block.get("type") == "carousel":
            yield from elements(block["elements"])
        elif block.get("type") == "container":
            yield from elements(block["child_blocks"])


def options(element: Json) -> list[Json]:
    groups = element.get("option_groups") or [{"options": element.get("options") or []}]
    return [option for group in groups for option in group["options"]]


def _option(element: Json, entered: Any) -> Json:
    if isinstance(entered, dict):
        return entered
    for option in options(element):
        if entered in (option.get("value"), option["text"]["text"]):
            return option
    raise PersonError(f"{entered!r} is not among the options of {element.get('action_id')}")


def entry(element: Json, entered: Any) -> Json:
    """One element's state, `entered` being a value, an option's value or a list of them; None: left as it was,
    "": emptied."""
    kind = element["type"]
    answer: Json = {"type": kind}
    if kind.startswith("multi_") or kind == "checkboxes":
        name = _plural(kind)
        if entered is None:
            entered = element.get(f"initial_{name.removeprefix('selected_')}") or []
        items = list(entered) if isinstance(entered, (list, tuple)) else [entered]
        answer[name] = [_option(element, e) for e in items] if name == "selected_options" else items
    elif kind in ("static_select", "external_select", "radio_buttons", "overflow"):
        chosen = element.get("initial_option") if entered is None else entered
        answer["selected_option"] = None if chosen in (None, "") else _option(element, chosen)
    elif kind.endswith("_select"):
        subject = kind.removesuffix("s_select")
        answer[f"selected_{subject}"] = element.get(f"initial_{subject}") if entered is None else entered or None
    elif kind in ("datepicker", "timepicker", "datetimepicker"):
        name = {"datepicker": "date", "timepicker": "time", "datetimepicker": "date_time"}[kind]
        answer[f"selected_{name}"] = element.get(f"initial_{name}") if entered is None else entered or None
    elif kind == "file_input":
        answer["files"] = entered or []
    elif kind == "rich_text_input":
        answer["rich_text_value"] = entered or element.get("initial_value")
    else:
        value = element.get("initial_value") if entered is None else entered
        answer["value"] = None if value in (None, "") else str(value)
    return answer


def _plural(kind: str) -> str:
    if kind == "checkboxes" or kind in ("multi_static_select", "multi_external_select"):
        return "selected_options"
    return f"selected_{kind.removeprefix('multi_').removesuffix('_select')}"


def is_empty(state: Json) -> bool:
    return all(value in (None, [], "") for name, value in state.items() if name != "type")


def state_values(blocks: list[Json], filled: Filled) -> Json:
    """`state.values` of all elements that keep state. PersonError for an entry that fits no element."""
    values: Json = {}
    used = set()
    for block, element in elements(blocks):
        if element["type"] in ("button", "overflow", "image", "workflow_button", "feedback_buttons", "icon_button"):
            continue
        action_id = element.get("action_id", "")
        keys = [k for k in (f"{block['block_id']}.{action_id}", action_id, block["block_id"]) if k in filled]
        used.update(keys)
        values.setdefault(block["block_id"], {})[action_id] = entry(element, filled[keys[0]] if keys else None)
    unknown = set(filled) - used
    if unknown:
        raise PersonError(f"the view has no input {', '.join(sorted(unknown))}")
    return values


def missing(blocks: list[Json], values: Json) -> dict[str, str]:
    """Slack's own complaints before a view is sent: required inputs that are empty, texts too short or too long."""
    faults = {}
    for block in blocks:
        if block.get("type") != "input":
            continue
        element = block["element"]
        state = values[block["block_id"]][element.get("action_id", "")]
        if is_empty(state):
            if not block.get("optional"):
                faults[block["block_id"]] = "Please complete this required field."
            continue
        text = state.get("value")
        if element["type"] == "plain_text_input" and len(text) > element.get("max_length", 3000):
            faults[block["block_id"]] = f"Please enter no more than {element.get('max_length', 3000)} characters."
        elif element["type"] == "plain_text_input" and len(text) < element.get("min_length", 0):
            faults[block["block_id"]] = f"Please enter at least {element['min_length']} characters."
        elif element["type"] == "number_input" and not _number_fits(element, text):
            faults[block["block_id"]] = "Please enter a valid number."
    return faults


def _number_fits(element: Json, text: str) -> bool:
    try:
        number = float(text)
    except ValueError:
        return False
    if not element.get("is_decimal_allowed") and number != int(number):
        return False
    low, high = element.get("min_value"), element.get("max_value")
    return (low is None or number >= float(low)) and (high is None or number <= float(high))
