"""Reads what people type after a command, forgivingly: any case, product links, SKUs, `us`, `14天`."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from bot.records.dataset import MARKETPLACES

MOST_DAYS = 90

_ASIN = re.compile(r"(?<![A-Za-z0-9])(B0[A-Za-z0-9]{8}|\d{9}[\dXx])(?![A-Za-z0-9])", re.IGNORECASE)
_LINK = re.compile(r"https?://(?:[\w-]+\.)*amazon\.([a-z.]{2,6})/\S*", re.IGNORECASE)
_ASIN_IN_PATH = re.compile(r"/(?:dp|gp/product|gp/aw/d|product|asin)/([A-Z0-9]{10})(?![A-Z0-9])", re.IGNORECASE)
_WRAPPED = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
_DAYS = re.compile(r"^(\d{1,4})(?:d|days?|天|日)?$", re.IGNORECASE)
_WEEKS = re.compile(r"^(\d{1,2})(?:w|weeks?|周|週|个?星期)$", re.IGNORECASE)
_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")

# The ending of Amazon's host name, where it is not simply the country code.
_HOSTS = {
    "com": "US", "co.uk": "UK", "co.jp": "JP", "com.mx": "MX", "com.br": "BR", "com.au": "AU", "com.tr": "TR",
    "com.be": "BE", "co.za": "ZA",
}  # fmt: skip
_NAMES: dict[str, tuple[str, ...]] = {
    "US": ("usa", "america", "美国", "美國", "美亚", "美站", "美国站"),
    "CA": ("canada", "加拿大", "加拿大站"),
    "MX": ("mexico", "méxico", "墨西哥"),
    "BR": ("brazil", "brasil", "巴西"),
    "UK": ("gb", "britain", "england", "英国", "英國", "英站", "英国站"),
    "DE": ("germany", "deutschland", "德国", "德國", "德站", "德国站"),
    "FR": ("france", "法国", "法國", "法站", "法国站"),
    "IT": ("italy", "italia", "意大利", "意大利站"),
    "ES": ("spain", "españa", "西班牙", "西班牙站"),
    "NL": ("netherlands", "nederland", "荷兰", "荷蘭"),
    "BE": ("belgium", "比利时"),
    "IE": ("ireland", "爱尔兰"),
    "SE": ("sweden", "sverige", "瑞典"),
    "PL": ("poland", "polska", "波兰"),
    "TR": ("turkey", "türkiye", "土耳其"),
    "AE": ("uae", "阿联酋"),
    "SA": ("沙特",),
    "EG": ("egypt", "埃及"),
    "ZA": ("南非",),
    "IN": ("india", "印度"),
    "JP": ("japan", "日本", "日站", "日本站"),
    "AU": ("australia", "澳大利亚", "澳洲"),
    "SG": ("singapore", "新加坡"),
}
_MARKETPLACE = {
    **{code.lower(): code for code in MARKETPLACES},
    **{f".{code.lower()}": code for code in MARKETPLACES},
    **{f".{host}": code for host, code in _HOSTS.items()},
    **{f"amazon.{code.lower()}": code for code in MARKETPLACES},
    **{f"amazon.{host}": code for host, code in _HOSTS.items()},
    **{name: code for code, names in _NAMES.items() for name in names},
}


@dataclass(frozen=True)
class Asked:
    """What a person asked about. `query` is what is left over: a SKU or a part of a title ("" where there is none).

    `too_long` holds a number of days beyond what is offered, so that the answer can say the limit.
    """

    asins: tuple[str, ...] = ()
    marketplace: str | None = None
    days: int | None = None
    as_of: date | None = None
    query: str = ""
    too_long: int | None = None

    @property
    def asin(self) -> str | None:
        return self.asins[0] if self.asins else None


def plain(text: str) -> str:
    """`text` as a person typed it: Slack's link brackets and entities undone, full-width forms made plain."""
    unwrapped = _WRAPPED.sub(lambda found: found.group(1) if "//" in found.group(1) else found.group(0), text)
    return unicodedata.normalize("NFKC", html.unescape(unwrapped)).strip()


def read_marketplace(word: str) -> str | None:
    """Amazon's country code for `US`, `us`, `.com`, `co.jp`, `amazon.de` or `美国`; None where it is none."""
    key = word.strip().strip(",;，；").lower()
    return _MARKETPLACE.get(key) or _MARKETPLACE.get(f".{key}" if "." in key else key)


def read_days(word: str) -> int | None:
    """Whole days in `14`, `14d`, `14 days`, `14天`, `2w`, `2周`; None where it is none."""
    cleaned = word.strip().strip(",;，；")
    if found := _DAYS.match(cleaned):
        return int(found.group(1))
    if found := _WEEKS.match(cleaned):
        return 7 * int(found.group(1))
    return None


def read_asked(text: str) -> Asked:
    """Reads `ASIN|link|SKU|title part [marketplace] [days] [date]`, the parts after the product in any order."""
    typed = plain(text)
    asins: list[str] = []
    marketplace: str | None = None
    for link in _LINK.finditer(typed):
        if in_path := _ASIN_IN_PATH.search(link.group(0)):
            asins.append(in_path.group(1).upper())
            host = link.group(1).lower()
            marketplace = marketplace or _HOSTS.get(host) or _MARKETPLACE.get(host)
    typed = _LINK.sub(" ", typed)
    asins += [found.group(1).upper() for found in _ASIN.finditer(typed)]
    typed = _join_units(_ASIN.sub(" ", typed))
    return _read_options(typed.split(), tuple(dict.fromkeys(asins)), marketplace)


def _join_units(text: str) -> str:
    """`14 days` and `14 天` as one word."""
    return re.sub(r"(?<!\S)(\d{1,4})\s+(d|days?|天|日|w|weeks?|周|个?星期)(?!\S)", r"\1\2", text, flags=re.IGNORECASE)


def _read_options(words: list[str], asins: tuple[str, ...], marketplace: str | None) -> Asked:
    """Options stand anywhere beside an ASIN, else only at the end, so that a title may hold "us" or a number."""
    days: int | None = None
    as_of: date | None = None
    left: list[str] = []
    at_end = True
    for word in reversed(words):
        last_word_of_all = not asins and len(left) == 0 and word is words[0]
        if (asins or at_end) and not last_word_of_all:
            if _DATE.match(word) and as_of is None:
                try:
                    as_of = date.fromisoformat(word)
                except ValueError:
                    left.insert(0, word)
                continue
            if days is None and (number := read_days(word)) is not None:
                days = number
                continue
            if marketplace is None and (code := read_marketplace(word)) is not None:
                marketplace = code
                continue
        at_end = False
        left.insert(0, word)
    too_long = days if days is not None and not 1 <= days <= MOST_DAYS else None
    return Asked(asins, marketplace, None if too_long is not None else days, as_of, " ".join(left), too_long)
