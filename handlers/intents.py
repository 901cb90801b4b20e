"""What people ask in words, in mentions and DMs: a small grammar in both languages, most specific first.

"why did B0… drop?", "B0… 为什么销量下滑", "库存还能卖几天 B0…", "what is open in DE".
What it does not understand gets the three nearest commands.
"""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.answers import Request
from handlers.commands.subcommands import find, read_subcommand
from handlers.parsing import Asked, plain, read_asked, read_days, read_marketplace
from handlers.products import product_request

# Each intent's English and Chinese signs.
_INTENTS: tuple[tuple[str, str, str], ...] = (
    ("help", r"\bhelp\b|what can you do|how do i", "帮助|怎么用|能做什么|你会什么"),
    ("status", r"\bstatus\b|how fresh|is the data|fresh(ness)?\b", "数据.*(新|更新|到了吗)|状态"),
    (
        "stock",
        r"\bstock\b|inventory|\bcover\b|run(ning)? out|sell out|restock",
        "库存|断货|可售|还能卖|补货|备货",
    ),
    ("ads", r"\bads?\b|acos|campaign|advertis", "广告|投放"),
    ("reviews", r"\breviews?\b|\bratings?\b|\bstars?\b", "评论|差评|评分|评价"),
    ("profit", r"\bprofit|margin|break.?even", "利润|毛利|盈亏"),
    ("alerts", r"\balerts?\b|what('s| is) (open|wrong)|\bissues?\b", "预警|告警|有什么问题|待处理"),
    (
        "diagnose",
        r"\bwhy\b|drop(ped)?\b|\bfell\b|fall(en|ing)?\b|\bdown\b|declin|diagnos",
        "为什么|为何|怎么.*(跌|降|掉|少)|下滑|下降|下跌|诊断|原因",
    ),
    ("digest", r"\bdigest\b|summary|overview|\btoday\b|yesterday", "简报|日报|总览|概况|昨天|今天"),
    (
        "kpi",
        r"\bkpis?\b|sales|units|orders|sessions|\bcvr\b|conversion|how (is|are|much|many)",
        "销量|销售额|订单|转化率|指标|卖得",
    ),
)
_COMPILED = tuple((name, re.compile(f"{english}|{chinese}", re.IGNORECASE)) for name, english, chinese in _INTENTS)
_IN_PLACE = re.compile(r"\b(?:in|on|for|at)\s+(?:the\s+)?(amazon\.[a-z.]+|[a-z.]{2,12})\b", re.IGNORECASE)
_DAYS_IN_TEXT = re.compile(
    r"(?:last|past|最近|过去|近)\s*(\d{1,3}\s*(?:days?|d|weeks?|w|天|日|周|个?星期)?)|(\d{1,3}\s*(?:days?|weeks?|天|周))",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?<![A-Za-z])(US|CA|MX|BR|UK|GB|DE|FR|IT|ES|NL|IE|SE|PL|TR|AE|SA|EG|ZA|JP|AU|SG)(?![A-Za-z])")
_CHINESE_PLACE = re.compile(
    "(美国|加拿大|墨西哥|巴西|英国|德国|法国|意大利|西班牙|荷兰|比利时|"
    "爱尔兰|瑞典|波兰|土耳其|日本|澳大利亚|澳洲|新加坡|印度|美亚)"
)


def read_intent(text: str) -> Request:
    """The request in a sentence. A sentence that is a subcommand with its arguments counts as that subcommand;
    "why …" asks for the diagnosis, as people mean it."""
    typed = plain(text).strip(" ?？!！。.,，")
    words = typed.split(maxsplit=1)
    asked = _asked_in(typed)
    named = find(words[0]) if words else None
    if named is not None and named.name != "why" and len(typed.split()) <= 5:
        read = read_subcommand(typed)
        if isinstance(read, Request):
            return read
    for name, pattern in _COMPILED:
        if pattern.search(typed):
            return _request(name, asked, typed)
    if asked.asin:
        return product_request("diagnose", asked)
    return Request("nearest", {"word": typed[:60]})


def _request(name: str, asked: Asked, typed: str) -> Request:
    if find(name) is None:
        return Request("nearest", {"word": typed[:60]})
    if name == "alerts":
        return Request("alerts", {"asin": asked.asin, "marketplace": asked.marketplace})
    if name in ("help", "status", "digest"):
        return Request(name, {"marketplace": asked.marketplace} if name == "digest" else {})
    return product_request(name, asked)


def _asked_in(typed: str) -> Asked:
    """ASIN, marketplace and days out of a sentence; its other words are no product."""
    asked = replace(read_asked(typed), query="", marketplace=None, days=None, too_long=None)
    linked = read_asked(" ".join(re.findall(r"https?://\S+", typed))).marketplace
    return replace(asked, marketplace=linked or _place_in(typed), days=_days_in(typed))


def _place_in(typed: str) -> str | None:
    if found := _CHINESE_PLACE.search(typed):
        return read_marketplace(found.group(1))
    if found := _CODE.search(typed):
        return read_marketplace(found.group(1))
    for found in _IN_PLACE.finditer(typed):
        if (code := read_marketplace(found.group(1))) is not None:
            return code
    return None


def _days_in(typed: str) -> int | None:
    found = _DAYS_IN_TEXT.search(typed)
    if found is None:
        return None
    days = read_days(re.sub(r"\s+", "", found.group(1) or found.group(2)))
    return days if days is not None and 1 <= days <= 90 else None
