"""The one way in which a call of the local Slack's Web API fails: with Slack's own error code."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


class SlackFault(Exception):
    """An answer `{"ok": false, "error": code}`; `messages` go to `response_metadata.messages`, `extra` to the top."""

    def __init__(self, code: str, messages: list[str] | None = None, **extra: Any) -> None:
        super().__init__(code)
        self.code = code
        self.messages = messages or []
        self.extra = extra

    def body(self) -> Json:
        answer: Json = {"ok": False, "error": self.code, **self.extra}
        if self.messages:
            answer["response_metadata"] = {"messages": list(self.messages)}
        return answer


class PersonError(Exception):
    """What a person cannot do in Slack: click a button that is not there, write into an archived channel."""
