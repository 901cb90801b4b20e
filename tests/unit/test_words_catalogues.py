"""The catalogues: both languages have the same keys with the same placeholders, and every term of ours has a name."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from fluent.syntax import FluentParser, FluentSerializer, ast

from analytics.detection.parameters import PARAMETERS
from bot.records.dataset import BY_NAME
from bot.records.diagnosis import CAUSES
from bot.records.figures import FIGURES
from bot.records.findings import KINDS
from handlers.commands.subcommands import SUBCOMMANDS
from templates.words import LANGUAGES


def _messages(lang: str) -> dict[str, ast.Message]:
    found: dict[str, ast.Message] = {}
    for entry in sorted((files("templates") / "locales" / lang).iterdir(), key=lambda e: e.name):
        resource = FluentParser().parse(entry.read_text(encoding="utf-8"))
        for part in resource.body:
            assert not isinstance(part, ast.Junk), f"{lang}/{entry.name}: {part.content[:80]}"
            if isinstance(part, ast.Message):
                assert part.id.name not in found, f"{part.id.name} is written twice in {lang}"
                found[part.id.name] = part
    return found


def _placeholders(message: ast.Message) -> set[str]:
    found: set[str] = set()

    def walk(node: object) -> None:
        if isinstance(node, ast.VariableReference):
            found.add(node.id.name)
        elif isinstance(node, ast.BaseNode):
            for value in vars(node).values():
                walk(value)
        elif isinstance(node, list):
            for item in node:
                walk(item)

    walk(message.value)
    return found


def test_both_languages_have_the_same_keys_and_placeholders() -> None:
    english, chinese = _messages("en"), _messages("zh")
    assert set(english) == set(chinese)
    differing = {key for key in english if _placeholders(english[key]) != _placeholders(chinese[key])}
    assert differing == set()


def test_no_chinese_words_stand_in_the_english_catalogue() -> None:
    allowed = {"command-help-intro", "home-option-zh"}  # they name what people may type and choose
    found = set()
    for entry in (files("templates") / "locales" / "en").iterdir():
        for part in FluentParser().parse(entry.read_text(encoding="utf-8")).body:
            if isinstance(part, ast.Message) and re.search("[\u4e00-\u9fff]", FluentSerializer().serialize_entry(part)):
                found.add(part.id.name)
    assert found <= allowed


def _chinese_lines() -> list[str]:
    return [
        f"{entry.name}: {line}"
        for entry in sorted((files("templates") / "locales" / "zh").iterdir(), key=lambda e: e.name)
        for line in entry.read_text(encoding="utf-8").splitlines()
    ]


def test_chinese_words_have_chinese_punctuation() -> None:
    narrow = re.compile("[\u4e00-\u9fff}][,;!?(]|[,:;!?)][\u4e00-\u9fff]|[\u4e00-\u9fff]:|[「」]")
    assert [line for line in _chinese_lines() if narrow.search(line)] == []


@pytest.mark.parametrize(
    ("other", "ours"),
    [("告警", "预警"), ("晨报|(?<!单)日报", "简报"), ("徽章|标志", "标识"), ("备货周期|补货周期", "交货期"),
     ("再订货点", "补货点"), ("压制", "抑制"), ("美工", "设计"), ("Listing", "商品详情页"),
     ("(?<!（)黄金购物车", "推荐报价（黄金购物车）")],
)  # fmt: skip
def test_one_thing_has_one_chinese_word(other: str, ours: str) -> None:
    """The glossary's; what people may type is wider."""
    assert [line for line in _chinese_lines() if re.search(other, line)] == [], ours


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_term_of_ours_has_a_name(lang: str) -> None:
    keys = [
        *(f"kind-{kind}" for kind in KINDS),
        *(f"cause-{cause}" for cause in CAUSES),
        *(f"metric-{name}" for name in FIGURES),
        *(f"modal-param-{parameter.name}" for parameter in PARAMETERS),
        *(f"command-help-{subcommand.name}" for subcommand in SUBCOMMANDS),
        *(f"fresh-source-{name}" for name, spec in BY_NAME.items() if {"date", "marketplace"} <= set(spec.required)),
    ]
    known = _messages(lang)
    assert [key for key in keys if key.replace("_", "-") not in known] == []


def test_no_template_holds_words() -> None:
    """Templates hold Block Kit's own words, keys and marks: no sentence, no Chinese."""
    wordy = []
    for entry in (files("templates") / "slack").iterdir():
        text = re.sub(r"\{#.*?#\}", "", entry.read_text(encoding="utf-8"), flags=re.DOTALL)
        if re.search("[\u4e00-\u9fff]", text):
            wordy.append(entry.name)
        outside = re.sub(r"\{[{%].*?[}%]\}", "", text, flags=re.DOTALL)
        if re.search(r'"text": "[^"]*[A-Za-z]{3,}', outside):
            wordy.append(entry.name)
    assert wordy == []
