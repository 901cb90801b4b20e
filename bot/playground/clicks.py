"""Clicks in messages, modals and the Home tab, and sending or closing a modal."""

from __future__ import annotations

from typing import Any

from bot.playground.delivery import Delivery
from bot.playground.errors import Json, PersonError, SlackFault
from bot.playground.methods.surfaces import checked_view, push_view, replace_view
from bot.playground.people import User
from bot.playground.person import People
from bot.playground.viewstate import Filled, entry, missing, state_values


class ClickingPeople(People):
    """Adds what a person clicks and fills in."""

    def click(self, user: str, message_ts: str, action_id: str, value: Any = None, *,
              block_id: str | None = None, state: Filled | None = None) -> Delivery:  # fmt: skip
        """Clicks a button of a message (`value` tells buttons of one action id apart) or chooses in a select."""
        who = self.workspace.person(user)
        whisper = next(
            (m for m in self.workspace.ephemerals if m["ts"] == message_ts and m["for_user"] == who.id), None
        )
        if whisper is not None:
            channel, message = self.workspace.channels[whisper["channel"]], whisper
        else:
            channel, message = self.find(message_ts, who)
        blocks = [*message.get("blocks", []), *(b for a in message.get("attachments", []) for b in a.get("blocks", []))]
        payload: Json = {
            "type": "block_actions",
            **self._common(who),
            "container": {
                "type": "message",
                "message_ts": message_ts,
                "channel_id": channel.id,
                "is_ephemeral": whisper is not None,
                **({"thread_ts": message["thread_ts"]} if message.get("thread_ts") else {}),
            },
            "channel": {"id": channel.id, "name": channel.name or "directmessage"},
            "message": {k: v for k, v in message.items() if k not in ("for_user", "channel")},
            "state": {"values": state_values(blocks, state or {})},
            "response_url": self.workspace.new_response_url(
                user=who.id, channel=channel.id, message_ts=message_ts, ephemeral=whisper is not None,
                thread_ts=message.get("thread_ts"),
            ),
            "actions": [self._action(blocks, action_id, value, block_id)],
        }  # fmt: skip
        return self._interact(who, payload, channel.id)

    def _action(self, blocks: list[Json], action_id: str, value: Any, block_id: str | None) -> Json:
        block, element = self.element(blocks, action_id, value if isinstance(value, str) else None, block_id)
        action: Json = {
            "action_id": action_id,
            "block_id": block["block_id"],
            "type": element["type"],
            "action_ts": self.workspace.new_ts(),
        }
        if element["type"] in ("button", "workflow_button", "icon_button"):
            action["text"] = element["text"]
            for name in ("value", "style", "url"):
                if element.get(name) is not None:
                    action[name] = element[name]
        else:
            action.update(entry(element, value))
        return action

    # ── views ────────────────────────────────────────────────────────────────────────────────────────────────────
    def modal(self, user: str) -> Json | None:
        """The topmost modal that this person has open."""
        stack = self.workspace.modals.get(self.workspace.person(user).id)
        return stack[-1] if stack else None

    def home(self, user: str) -> Json | None:
        return self.workspace.homes.get(self.workspace.person(user).id)

    def click_view(self, user: str, action_id: str, value: Any = None, *,
                   block_id: str | None = None, state: Filled | None = None,
                   home: bool = False) -> Delivery:  # fmt: skip
        """Clicks in the open modal, or with `home` in the Home tab."""
        who = self.workspace.person(user)
        view = self.home(user) if home else self.modal(user)
        if view is None:
            raise PersonError("there is no view open")
        shown = {**view, "state": {"values": state_values(view["blocks"], state or {})}}
        payload: Json = {
            "type": "block_actions",
            **self._common(who),
            "container": {"type": "view", "view_id": view["id"]},
            "view": shown,
            "actions": [self._action(view["blocks"], action_id, value, block_id)],
        }
        return self._interact(who, payload)

    def submit_view(self, user: str, values: Filled | None = None) -> Delivery:
        """Sends the open modal; PersonError where Slack itself refuses it (a required field is empty)."""
        who = self.workspace.person(user)
        view = self.modal(user)
        if view is None:
            raise PersonError("there is no view open")
        state = state_values(view["blocks"], values or {})
        faults = missing(view["blocks"], state)
        if faults:
            raise PersonError("; ".join(f"{block}: {text}" for block, text in faults.items()))
        view["state"] = {"values": state}
        view.pop("errors", None)
        payload: Json = {"type": "view_submission", **self._common(who), "view": dict(view), "response_urls": []}

        def then(delivery: Delivery) -> None:
            if delivery.outcome != "acked":
                self.workspace.fail_for(who.id, "We had some trouble connecting. Try again?")
            else:
                self._after_submission(who, view, delivery.answer or {})

        return self.courier.deliver(Delivery("interactive", payload), then)

    def _after_submission(self, who: User, view: Json, answer: Json) -> None:
        action = answer.get("response_action")
        stack = self.workspace.modals.get(who.id, [])
        try:
            if action == "errors":
                view["errors"] = dict(answer.get("errors") or {})
                unknown = set(view["errors"]) - {b["block_id"] for b in view["blocks"] if b.get("type") == "input"}
                if unknown or not view["errors"]:
                    raise SlackFault("invalid_arguments", [f"[ERROR] no input block {', '.join(unknown)}"])
            elif action == "update":
                replace_view(self.workspace, who.id, view, checked_view(answer.get("view")))
            elif action == "push":
                push_view(self.workspace, who.id, checked_view(answer.get("view")))
            elif action == "clear":
                stack.clear()
            elif view in stack:
                stack.remove(view)
        except SlackFault as fault:
            self.workspace.fail_for(who.id, f"We had some trouble connecting. Try again? ({fault.code})")
        self.workspace.announce("modal", user=who.id, view=view["id"])

    def close_view(self, user: str, *, clear: bool = False) -> Delivery | None:
        """Closes the topmost modal, or all; the app hears of it where it asked for that."""
        who = self.workspace.person(user)
        stack = self.workspace.modals.get(who.id) or []
        if not stack:
            raise PersonError("there is no view open")
        view = stack[-1]
        if clear or view.get("clear_on_close"):
            stack.clear()
        else:
            stack.pop()
        self.workspace.announce("modal", user=who.id, view=view["id"])
        if not view.get("notify_on_close"):
            return None
        payload = {"type": "view_closed", **self._common(who), "view": view, "is_cleared": not stack and clear}
        return self._interact(who, payload)
