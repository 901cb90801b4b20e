"""Names as Amazon writes them, made comparable: column headers, marketplaces, currency signs."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from babel import Locale

from bot.records.dataset import MARKETPLACES

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−ｰ－", "-") | dict.fromkeys("‘’´`", "'") | dict.fromkeys("“”„", '"'))
_CURRENCY_SUFFIX = re.compile(r"\s*\((?:[$€£¥₹]|[a-z]{3}|[a-z]{1,2}\$)\)$")
_LONGEST_NAME = 300
_DOMAINS = {
    "amazon.com": "US", "amazon.ca": "CA", "amazon.com.mx": "MX", "amazon.com.br": "BR", "amazon.co.uk": "UK",
    "amazon.de": "DE", "amazon.fr": "FR", "amazon.it": "IT", "amazon.es": "ES", "amazon.nl": "NL",
    "amazon.com.be": "BE", "amazon.ie": "IE", "amazon.se": "SE", "amazon.pl": "PL", "amazon.com.tr": "TR",
    "amazon.ae": "AE", "amazon.sa": "SA", "amazon.eg": "EG", "amazon.co.za": "ZA", "amazon.in": "IN",
    "amazon.co.jp": "JP", "amazon.com.au": "AU", "amazon.sg": "SG",
}  # fmt: skip
# What stands before or after an amount, and the currencies it may mean ("" stands beside the plain number).
SIGNS: dict[str, tuple[str, ...]] = {
    "$": ("USD", "CAD", "MXN", "AUD", "SGD"), "US$": ("USD",), "CA$": ("CAD",), "C$": ("CAD",), "MX$": ("MXN",),
    "A$": ("AUD",), "AU$": ("AUD",), "S$": ("SGD",), "R$": ("BRL",), "€": ("EUR",), "£": ("GBP",), "¥": ("JPY",),
    "円": ("JPY",), "₹": ("INR",), "RS.": ("INR",), "ZŁ": ("PLN",), "KR": ("SEK",), "₺": ("TRY",), "TL": ("TRY",),
    "AED": ("AED",), "SAR": ("SAR",), "EGP": ("EGP",), "R": ("ZAR",),
}  # fmt: skip


def column_name(cell: object) -> str:
    """A header cell after NFKC, in one case, spaces collapsed, dashes folded, a currency in brackets left out."""
    text = str(cell)
    if len(text) > _LONGEST_NAME:
        return ""  # no name of a column
    text = unicodedata.normalize("NFKC", text).translate(_DASHES).replace("\ufeff", "").casefold()
    return _CURRENCY_SUFFIX.sub("", " ".join(text.split()))


def marketplace_code(text: str) -> str | None:
    """The country code for `Amazon.co.jp`, `US`, `GB`, `Germany`, `Deutschland`, `德国` …; None where it is none."""
    name = unicodedata.normalize("NFKC", text).strip().casefold().removeprefix("www.")
    code = name.upper()
    if code == "GB":
        return "UK"
    return code if code in MARKETPLACES else _DOMAINS.get(name) or _countries().get(name)


@cache
def _countries() -> dict[str, str]:
    names = {}
    for language in ("en", "de", "fr", "it", "es", "ja", "zh", "nl", "sv", "pl", "pt"):
        territories = Locale(language).territories
        for code in MARKETPLACES:
            names[territories["GB" if code == "UK" else code].casefold()] = code
    return names


def currencies_of(sign: str) -> tuple[str, ...]:
    """The currencies that a sign or ISO code beside an amount may mean; () where it is none."""
    key = unicodedata.normalize("NFKC", sign).strip().upper()
    if key in SIGNS:
        return SIGNS[key]
    return (key,) if key in set(MARKETPLACES.values()) else ()


@cache
def months() -> dict[str, int]:
    """Month names and abbreviations of the languages that Seller Central speaks, without dots, in one case."""
    found: dict[str, int] = {}
    for language in ("en", "de", "fr", "it", "es", "nl", "sv", "pl", "pt"):
        locale = Locale(language)
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[context][width].items():
                    found[name.casefold().rstrip(".")] = number
    found["sept"] = 9
    found |= {f"{number}月": number for number in range(1, 13)}
    return found
