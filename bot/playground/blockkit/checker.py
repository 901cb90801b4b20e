"""Collects faults with the JSON pointer of their place, in Slack's own wording."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Json = dict[str, Any]


class Checker:
    """Faults of one payload. `surface` is message, modal or home."""

    def __init__(self, surface: str) -> None:
        self.surface = surface
        self.faults: list[str] = []
        self.block_ids: set[str] = set()
        self.markdown_length = 0
        self.counts: dict[str, int] = {}

    def fault(self, message: str, at: str) -> None:
        self.faults.append(f"[ERROR] {message} [json-pointer:{at or '/'}]")

    def keys(self, item: Json, at: str, allowed: Iterable[str], required: Iterable[str] = ()) -> bool:
        """Refuses unknown and missing fields; False where a required one is missing."""
        known = {"type", *allowed, *required}
        for name in item:
            if name not in known:
                self.fault(f"invalid additional property: {name}", at)
        missing = [name for name in required if item.get(name) is None]
        for name in missing:
            self.fault(f"missing required field: {name}", at)
        return not missing

    def string(self, value: Any, at: str, most: int, least: int = 0) -> None:
        if not isinstance(value, str):
            self.fault("must provide a string", at)
        elif len(value) > most:
            self.fault(f"must be less than {most + 1} characters", at)
        elif len(value) < least:
            self.fault(f"must be more than {least - 1} characters", at)

    def optional_string(self, item: Json, name: str, at: str, most: int, least: int = 0) -> None:
        if item.get(name) is not None:
            self.string(item[name], f"{at}/{name}", most, least)

    def integer(self, value: Any, at: str, least: int, most: int) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            self.fault("must be an integer", at)
        elif not least <= value <= most:
            self.fault(f"must be between {least} and {most}", at)

    def boolean(self, item: Json, name: str, at: str) -> None:
        if item.get(name) is not None and not isinstance(item[name], bool):
            self.fault("must provide a boolean", f"{at}/{name}")

    def choice(self, value: Any, at: str, choices: Iterable[Any]) -> None:
        listed = list(choices)
        if value not in listed:
            self.fault(f"must be one of {', '.join(str(c) for c in listed)}", at)

    def items(self, value: Any, at: str, least: int, most: int) -> list[Any]:
        if not isinstance(value, list):
            self.fault("must provide an array", at)
            return []
        if len(value) > most:
            self.fault(f"no more than {most} items allowed", at)
        elif len(value) < least:
            self.fault(f"must have at least {least} item{'s' if least > 1 else ''}", at)
        return value

    def mapping(self, value: Any, at: str) -> Json | None:
        if isinstance(value, dict):
            return value
        self.fault("must provide an object", at)
        return None

    def text(self, value: Any, at: str, most: int, *, plain: bool = False, least: int = 1) -> None:
        """A text object, 1 to `most` characters; `plain` allows plain_text alone."""
        item = self.mapping(value, at)
        if item is None:
            return
        kind = self.kind(item)
        if plain and kind != "plain_text":
            self.fault("must provide a plain_text object", f"{at}/type")
            return
        if kind not in ("plain_text", "mrkdwn"):
            self.fault("must be one of plain_text, mrkdwn", f"{at}/type")
            return
        self.keys(item, at, ("text", "emoji") if kind == "plain_text" else ("text", "verbatim"))
        self.boolean(item, "emoji", at)
        self.boolean(item, "verbatim", at)
        self.string(item.get("text"), f"{at}/text", most, least)

    def optional_text(self, item: Json, name: str, at: str, most: int, *, plain: bool = False) -> None:
        if item.get(name) is not None:
            self.text(item[name], f"{at}/{name}", most, plain=plain)

    def kind(self, item: Json) -> str:
        """The item's type, "" where it has none that is a string."""
        found = item.get("type")
        return found if isinstance(found, str) else ""

    def url(self, value: Any, at: str, most: int = 3000) -> None:
        self.string(value, at, most, 1)
        if isinstance(value, str) and not value.startswith(("http://", "https://", "mailto:", "slack://")):
            self.fault("must be a valid URL", at)

    def confirm(self, item: Json, at: str) -> None:
        dialog = item.get("confirm")
        if dialog is None:
            return
        at = f"{at}/confirm"
        found = self.mapping(dialog, at)
        if found is None:
            return
        self.keys(found, at, ("style",), ("title", "text", "confirm", "deny"))
        self.optional_text(found, "title", at, 100, plain=True)
        self.optional_text(found, "text", at, 300)
        self.optional_text(found, "confirm", at, 30, plain=True)
        self.optional_text(found, "deny", at, 30, plain=True)
        if found.get("style") is not None:
            self.choice(found["style"], f"{at}/style", ("primary", "danger"))
