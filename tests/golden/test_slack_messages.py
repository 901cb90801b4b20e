"""Every message and view of ours, in both languages and every edge, as it was last looked at.

`ASINWATCH_GOLDEN=write` writes the files anew; look at the difference before committing them.
"""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from slack_cases import MESSAGES, VIEWS

from bot.playground.blockkit import check_blocks, check_view
from templates.limits import MESSAGE_CHARACTERS, size
from templates.words import LANGUAGES

FOLDER = Path(__file__).parent / "slack"
ALL = {**MESSAGES, **VIEWS}


@cache
def _made(name: str, lang: str) -> dict[str, Any]:
    return ALL[name](lang)


def _text(made: dict[str, Any]) -> str:
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ALL)
def test_the_message_is_as_it_was_looked_at(name: str, lang: str) -> None:
    made, path = _text(_made(name, lang)), FOLDER / f"{name}.{lang}.json"
    if os.environ.get("ASINWATCH_GOLDEN") == "write":
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", MESSAGES)
def test_the_message_is_within_every_limit_of_slack(name: str, lang: str) -> None:
    made = _made(name, lang)
    assert check_blocks(made["blocks"], "message") == []
    assert sum(map(size, made["blocks"])) <= MESSAGE_CHARACTERS
    assert len(made["text"]) <= 3000


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", VIEWS)
def test_the_view_is_within_every_limit_of_slack(name: str, lang: str) -> None:
    made = _made(name, lang)
    assert check_view(made, ("home",) if made["type"] == "home" else ("modal",)) == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in ALL if "hostile" in name])
def test_hostile_text_mentions_nobody_and_links_nowhere(name: str, lang: str) -> None:
    shown = json.dumps(_made(name, lang), ensure_ascii=False)
    assert "<!channel>" not in re.sub(r'"plain_text", "text": "[^"]*(?:\\.[^"]*)*"', "", shown)
    assert "49" not in shown


@pytest.mark.parametrize("name", [name for name in ALL if "too-" not in name and "hostile" not in name])
def test_both_languages_show_the_same_figures(name: str) -> None:
    """Where nothing had to be cut."""
    english, chinese = (re.findall(r"\d[\d.,]*\d|\d", _words(_made(name, lang))) for lang in LANGUAGES)
    assert sorted(english) == sorted(chinese)


def _words(part: Any) -> str:
    """The texts of all blocks, without ids and values."""
    if isinstance(part, dict):
        return " ".join(
            value if name in ("text", "alt_text") and isinstance(value, str) else _words(value)
            for name, value in part.items()
            if name != "text" or not isinstance(value, str) or "blocks" not in part
        )
    if isinstance(part, list):
        return " ".join(map(_words, part))
    return ""


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in FOLDER.glob("*.json")} == {
        f"{name}.{lang}.json" for name in ALL for lang in LANGUAGES
    }
