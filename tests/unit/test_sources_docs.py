"""docs/sources.md against the code."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from bot.settings.team import TeamSettings
from bot.sources import SOURCES
from bot.sources.notices import KINDS
from bot.store.schema import metadata

PAGE = (Path(__file__).parents[2] / "docs" / "sources.md").read_text(encoding="utf-8")


def test_every_source_stands_in_the_table_and_no_other_does() -> None:
    assert set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)) == set(SOURCES)


def test_every_table_that_it_names_exists() -> None:
    rows = re.findall(r"^\| `\w+` \|[^|]*\|([^|]*)\|", PAGE, re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} <= set(metadata.tables)


def test_the_example_account_is_valid() -> None:
    example = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert example is not None
    team = TeamSettings.model_validate(yaml.safe_load(example[1]))
    assert team.accounts[0].mail is not None


def test_it_lists_as_many_kinds_of_notice_as_there_are() -> None:
    listed = re.search(r"Known kinds: (.*?)\(", PAGE, re.DOTALL)
    assert listed is not None
    assert len(listed[1].split(",")) == len(KINDS)
