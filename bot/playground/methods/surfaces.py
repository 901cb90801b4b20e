"""views.*: modals, at most three on top of one another, and the Home tab."""

from __future__ import annotations

import copy
from typing import Any

from bot.playground.blockkit import check_view
from bot.playground.errors import Json, SlackFault
from bot.playground.methods.call import Call, Method
from bot.playground.methods.chat import with_block_ids
from bot.playground.people import APP_ID, BOT_ID, TEAM_ID
from bot.playground.workspace import Workspace

MOST_VIEWS = 3
MOST_VIEW_CHARACTERS = 250_000


def checked_view(view: Any, kinds: tuple[str, ...] = ("modal",)) -> Json:
    faults = check_view(view, kinds)
    if faults:
        raise SlackFault("invalid_arguments", faults)
    if len(str(view)) > MOST_VIEW_CHARACTERS:
        raise SlackFault("view_too_large")
    copied: Json = copy.deepcopy(view)
    return copied


def make_view(workspace: Workspace, view: Json, root: str | None = None, previous: str | None = None) -> Json:
    """A view as Slack keeps it: with ids, a hash and empty state."""
    view_id = workspace.new_id("V0")
    made = {
        "id": view_id,
        "team_id": TEAM_ID,
        "callback_id": "",
        "private_metadata": "",
        "external_id": "",
        "close": None,
        "submit": None,
        "clear_on_close": False,
        "notify_on_close": False,
        **view,
        "blocks": with_block_ids(view["blocks"]),
        "state": {"values": {}},
        "hash": f"{workspace.new_ts()}.{view_id[-6:]}",
        "previous_view_id": previous,
        "root_view_id": root or view_id,
        "app_id": APP_ID,
        "app_installed_team_id": TEAM_ID,
        "bot_id": BOT_ID,
    }
    return made


def push_view(workspace: Workspace, user: str, view: Json) -> Json:
    stack = workspace.modals.setdefault(user, [])
    if len(stack) >= MOST_VIEWS:
        raise SlackFault("push_limit_reached")
    external = view.get("external_id")
    if external and any(v["external_id"] == external for s in workspace.modals.values() for v in s):
        raise SlackFault("duplicate_external_id")
    made = make_view(workspace, view, stack[0]["id"] if stack else None, stack[-1]["id"] if stack else None)
    stack.append(made)
    workspace.announce("modal", user=user, view=made["id"])
    return made


def replace_view(workspace: Workspace, user: str, old: Json, view: Json) -> Json:
    stack = workspace.modals[user]
    made = make_view(workspace, view, old["root_view_id"], old["previous_view_id"])
    made["id"] = old["id"]
    if old["root_view_id"] == old["id"]:
        made["root_view_id"] = old["id"]
    stack[stack.index(old)] = made
    workspace.announce("modal", user=user, view=made["id"])
    return made


def open_view(call: Call) -> Json:
    view = checked_view(call.structure("view"))
    user = call.workspace.use_trigger(call.text("trigger_id"))
    call.workspace.modals[user] = []
    return {"view": push_view(call.workspace, user, view)}


def push(call: Call) -> Json:
    view = checked_view(call.structure("view"))
    user = call.workspace.use_trigger(call.text("trigger_id"))
    return {"view": push_view(call.workspace, user, view)}


def update(call: Call) -> Json:
    view = checked_view(call.structure("view"), ("modal", "home"))
    view_id, external = call.text("view_id"), call.text("external_id")
    for user, stack in call.workspace.modals.items():
        for old in stack:
            if old["id"] == view_id or (external and old["external_id"] == external):
                if call.text("hash") and call.text("hash") != old["hash"]:
                    raise SlackFault("hash_conflict")
                return {"view": replace_view(call.workspace, user, old, view)}
    for user, home in call.workspace.homes.items():
        if home["id"] == view_id:
            return {"view": _publish(call, user, view)}
    raise SlackFault("not_found")


def publish(call: Call) -> Json:
    view = checked_view(call.structure("view"), ("home",))
    user = call.text("user_id")
    if user not in call.workspace.users:
        raise SlackFault("invalid_arguments", ["[ERROR] user not found [json-pointer:/user_id]"])
    old = call.workspace.homes.get(user)
    if old is not None and call.text("hash") and call.text("hash") != old["hash"]:
        raise SlackFault("hash_conflict")
    return {"view": _publish(call, user, view)}


def _publish(call: Call, user: str, view: Json) -> Json:
    made = make_view(call.workspace, view)
    old = call.workspace.homes.get(user)
    if old is not None:
        made["id"] = made["root_view_id"] = old["id"]
    call.workspace.homes[user] = made
    call.workspace.announce("home", user=user)
    return made


METHODS = [
    Method("views.open", open_view, None, ("view", "trigger_id"), ("interactivity_pointer",), 100),
    Method("views.push", push, None, ("view", "trigger_id"), ("interactivity_pointer",), 100),
    Method("views.update", update, None, ("view",), ("view_id", "external_id", "hash"), 100),
    Method("views.publish", publish, None, ("view", "user_id"), ("hash",), 100),
]
