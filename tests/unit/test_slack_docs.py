"""docs/slack.md against the code."""

from __future__ import annotations

from pathlib import Path

from bot.store.bi_views import VIEWS
from handlers.commands import COMMANDS
from handlers.commands.subcommands import SUBCOMMANDS
from handlers.thread_words import read_thread_word

PAGE = (Path(__file__).parents[2] / "docs" / "slack.md").read_text(encoding="utf-8")


def test_every_command_and_view_is_documented() -> None:
    table = PAGE[PAGE.index("| subcommand |") : PAGE.index("An unknown word")]
    names = {word for row in table.splitlines() for part in row.split("`")[1::2] for word in part.split()[:1]}
    assert {subcommand.name for subcommand in SUBCOMMANDS} == names - {"[ASIN\\|all]", "ASIN", "/diagnose", "/kpi"}
    assert all(command in PAGE for command in COMMANDS)
    assert all(view in PAGE for view in VIEWS)


def test_every_thread_word_of_the_page_is_understood() -> None:
    table = PAGE[PAGE.index("| English | 中文 |") : PAGE.index('"Resolved that')]
    for row in table.splitlines()[2:]:
        for word in row.split("`")[1::2]:
            typed = word.replace("@name", "<@U1>").replace("@某人", "<@U2>")
            assert read_thread_word(typed, "U3") is not None, word
