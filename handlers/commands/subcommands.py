"""The subcommands of `/asinwatch`, in both languages: what they are called and how their words are read."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.records.text import Say
from handlers.answers import Request
from handlers.parsing import Asked, read_asked
from handlers.products import product_request

Reading = Callable[[str], "Request | Say"]


@dataclass(frozen=True)
class Subcommand:
    """`names` are what people type, ours first; `group` is where help lists it."""

    names: tuple[str, ...]
    read: Reading
    group: str

    @property
    def name(self) -> str:
        return self.names[0]

    @property
    def help(self) -> Say:
        return Say(f"command-help-{self.name}")


def _plain(kind: str) -> Reading:
    return lambda _text: Request(kind)


def _product(kind: str) -> Reading:
    def read(text: str) -> Request | Say:
        asked = read_asked(text)
        if not asked.asin and not (options := _options(text)).query:
            asked = replace(options, asins=())  # `us` or `14` alone limits the answer about all, or the choice
        if asked.too_long is not None:
            return Say("command-too-many-days", {"days": asked.too_long})
        return product_request(kind, asked)

    return read


_MINE = ("mine", "my", "me", "我的", "我")
_ALL = ("all", "全部", "所有")
_PERSON = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")


def _without(text: str, words: tuple[str, ...]) -> tuple[str, bool]:
    """`text` without these words, and whether one of them was there."""
    kept = [word for word in text.split() if word.lower() not in words]
    return " ".join(kept), len(kept) != len(text.split())


def _product_or_all(kind: str) -> Reading:
    read = _product(kind)
    return lambda text: read(_without(text, _ALL)[0])


def _options(text: str) -> Asked:
    """The options of a command that is about no product: `US 14d 2026-03-01`, and the other words."""
    return read_asked(f"B000000000 {text}")


def _alerts(text: str) -> Request:
    rest, mine = _without(text, _MINE)
    asked, options = read_asked(rest), _options(rest)
    return Request("alerts", {"asin": asked.asin, "marketplace": options.marketplace, "mine": 1 if mine else None})


def _digest(text: str) -> Request:
    rest, weekly = _without(text, ("weekly", "week", "每周", "周报"))
    asked = _options(rest)
    as_of = asked.as_of.isoformat() if asked.as_of else None
    return Request("digest", {"marketplace": asked.marketplace, "as_of": as_of, "weekly": 1 if weekly else None})


def _todo(text: str) -> Request:
    _, mine = _without(text, _MINE)
    person = _PERSON.search(text)
    return Request("todo", {"mine": 1 if mine else None, "person": person.group(1) if person else None})


def _handover(text: str) -> Request:
    found = re.search(r"\d{1,3}", text)
    return Request("handover", {"hours": int(found.group(0)) if found else None})


def _backtest(text: str) -> Request | Say:
    asked = _options(text)
    if asked.too_long is not None and asked.too_long > 365:
        return Say("command-too-many-days", {"days": asked.too_long})
    return Request("backtest", {"kind": asked.query or None, "days": asked.days or asked.too_long})


def _export(text: str) -> Request:
    asked, options = read_asked(text), _options(text)
    as_of = options.as_of.isoformat() if options.as_of else None
    return Request(
        "export",
        {
            "asin": asked.asin,
            "marketplace": options.marketplace,
            "days": options.days or options.too_long,
            "as_of": as_of,
        },
    )


_OWNED = {
    "asin": "asin", "product": "asin", "产品": "asin", "brand": "brand", "品牌": "brand", "category": "category",
    "类目": "category", "品类": "category",
}  # fmt: skip
_NOBODY = ("none", "nobody", "无", "没有")


def _owner(text: str) -> Request | Say:
    group, _, rest = text.strip().partition(" ")
    person = _PERSON.search(rest)
    name, cleared = _without(_PERSON.sub(" ", rest), _NOBODY)
    if group.lower() not in _OWNED or not name or (person is None) == (not cleared):
        return Say("command-owner-how")
    return Request(
        "owner",
        {"group": _OWNED[group.lower()], "name": name[:200], "person": person.group(1) if person else None},
    )


_LANGUAGES = {
    "en": "en", "english": "en", "英文": "en", "英语": "en", "zh": "zh", "chinese": "zh", "中文": "zh", "汉语": "zh",
    "slack": "slack", "default": "slack", "默认": "slack",
}  # fmt: skip


def _language(text: str) -> Request | Say:
    rest, channel = _without(text, ("channel", "频道"))
    lang = _LANGUAGES.get(rest.strip().lower())
    return (
        Request("language", {"lang": lang, "channel": 1 if channel else None})
        if lang
        else Say("command-language-which")
    )


SUBCOMMANDS: tuple[Subcommand, ...] = (
    Subcommand(("help", "帮助", "?", "？"), _plain("help"), "start"),
    Subcommand(("alerts", "预警", "告警", "alert"), _alerts, "daily"),
    Subcommand(("todo", "待办"), _todo, "daily"),
    Subcommand(("handover", "交接"), _handover, "daily"),
    Subcommand(("digest", "简报", "日报"), _digest, "daily"),
    Subcommand(("kpi", "指标"), _product_or_all("kpi"), "daily"),
    Subcommand(("diagnose", "诊断"), _product("diagnose"), "why"),
    Subcommand(("why", "为什么"), _product("why"), "why"),
    Subcommand(("stock", "库存"), _product_or_all("stock"), "why"),
    Subcommand(("ads", "广告"), _product_or_all("ads"), "why"),
    Subcommand(("reviews", "评论"), _product("reviews"), "why"),
    Subcommand(("profit", "利润"), _product_or_all("profit"), "why"),
    Subcommand(("listing", "页面", "详情页"), _product("listing"), "why"),
    Subcommand(("launch", "新品"), _product("launch"), "why"),
    Subcommand(("experiment", "实验"), _product("experiment"), "why"),
    Subcommand(("asin", "档案", "product"), _product("asin"), "act"),
    Subcommand(("event", "事件", "log"), _product("event"), "act"),
    Subcommand(("watch", "关注"), _product("watch"), "act"),
    Subcommand(("unwatch", "取消关注"), _product("unwatch"), "act"),
    Subcommand(("sop", "流程"), lambda text: Request("sop", {"cause": text.strip()[:80]}), "act"),
    Subcommand(("export", "导出"), _export, "act"),
    Subcommand(("import", "导入"), _plain("import"), "act"),
    Subcommand(("rules", "规则", "rule"), lambda text: Request("rules", {"kind": text.strip()[:60] or None}), "team"),
    Subcommand(("backtest", "回测"), _backtest, "team"),
    Subcommand(("settings", "设置"), _plain("settings"), "team"),
    Subcommand(("owner", "负责人"), _owner, "team"),
    Subcommand(("changes", "变更"), _plain("changes"), "team"),
    Subcommand(("undo", "撤销"), _plain("undo"), "team"),
    Subcommand(("language", "语言", "lang"), _language, "team"),
    Subcommand(("status", "状态"), _plain("status"), "team"),
)


def find(word: str) -> Subcommand | None:
    wanted = word.casefold()
    return next((sub for sub in SUBCOMMANDS if wanted in sub.names), None)


def nearest(word: str, most: int = 3) -> list[Subcommand]:
    """The subcommands whose names look most like `word`; the first ones where none does."""
    names = {name: sub for sub in SUBCOMMANDS for name in sub.names}
    close = [names[name] for name in difflib.get_close_matches(word.casefold(), list(names), n=most, cutoff=0.4)]
    rest = [sub for sub in SUBCOMMANDS if sub not in close]
    return list(dict.fromkeys([*close, *rest]))[:most]


def read_subcommand(text: str) -> Request | Say:
    """What `/asinwatch TEXT` asks for. Without a word it is help; an unknown word gets the three nearest."""
    words = text.split(maxsplit=1)
    if not words:
        return Request("help")
    found = find(words[0])
    if found is None:
        asked = read_asked(text)
        if asked.asin:  # an ASIN alone: what people most often want of it
            return product_request("diagnose", asked)
        return Request("nearest", {"word": words[0][:60]})
    return found.read(words[1] if len(words) > 1 else "")
