"""README and docs against the code: every setting, command and key that they name is there, and the other way round."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
import yaml

from bot.cli import main
from bot.records.dataset import BY_NAME
from bot.records.findings import KINDS
from bot.settings import Settings, TeamSettings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONFIG = (ROOT / "docs" / "config.md").read_text(encoding="utf-8")
DOCS = sorted((ROOT / "docs").glob("*.md"))


def test_every_setting_stands_in_the_readme_with_its_name_and_no_other_does() -> None:
    told = set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE))
    known = {str(field.validation_alias) for field in Settings.model_fields.values() if field.validation_alias}
    assert told == known


def test_the_example_of_the_config_file_is_valid_and_names_every_key() -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", CONFIG, re.DOTALL)
    raw = yaml.safe_load(example)
    TeamSettings.model_validate(raw)
    assert set(raw) == set(TeamSettings.model_fields)


def test_every_command_that_the_readme_shows_exists() -> None:
    shown = set(re.findall(r"(?:bin/|[`\s])asinwatch ([a-z]+)", README))
    assert shown <= set(main.commands)
    assert {"import", "check", "diagnose", "digest", "backtest", "doctor", "manifest", "run"} <= shown


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_says_what_it_does(name: str) -> None:
    command = main.commands[name]
    assert command.help
    assert "--help" in command.get_help(click.Context(command, info_name=name, help_option_names=["-h", "--help"]))


@pytest.mark.parametrize("page", [ROOT / "README.md", *DOCS], ids=lambda page: page.name)
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_kind_of_alert_is_documented() -> None:
    text = (ROOT / "docs" / "detection.md").read_text(encoding="utf-8")
    assert [kind for kind in KINDS if f"`{kind}`" not in text] == []


def test_every_dataset_file_is_documented() -> None:
    text = (ROOT / "docs" / "import.md").read_text(encoding="utf-8")
    assert [name for name in BY_NAME if f"`{name}" not in text] == []
