"""Which of the supported languages a short text is in."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

LANGUAGES = ("en", "de", "fr", "es", "it", "ja", "zh")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HAN = re.compile(r"[\u3400-\u9fff]")


@cache
def _identifier() -> Any:
    """py3langid, told which languages there are; loaded with the first Latin text."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(["en", "de", "fr", "es", "it"])
    return identifier


def language_of(text: str) -> str:
    """One of `LANGUAGES`: kana is Japanese, other Han is Chinese, Latin text by py3langid."""
    if _KANA.search(text):
        return "ja"
    if _HAN.search(text):
        return "zh"
    return str(_identifier().classify(text)[0])
