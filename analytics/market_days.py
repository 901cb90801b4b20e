"""Public holidays of a marketplace's country, by the `holidays` package: named beside figures, never evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

import holidays

_COUNTRIES = {"UK": "GB"}  # Amazon's code where it is not the ISO one
_LANGUAGES = {"en": ("en_US", "en"), "zh": ("zh_CN",)}


def holidays_of(marketplace: str, days: Iterable[date]) -> tuple[tuple[date, Mapping[str, str]], ...]:
    """The public holidays among `days`, each with its name in English and Chinese (else in the country's language)."""
    found = []
    for day in sorted(set(days)):
        names = {lang: _calendar(marketplace, lang, day.year).get(day) for lang in _LANGUAGES}
        known = {lang: name for lang, name in names.items() if name}
        if known:
            found.append((day, known))
    return tuple(found)


@cache
def _calendar(marketplace: str, lang: str, year: int) -> Mapping[date, str]:
    country = _COUNTRIES.get(marketplace, marketplace)
    spoken = holidays.list_localized_countries(include_aliases=False).get(country, [])
    language = next((name for name in (*_LANGUAGES[lang], *_LANGUAGES["en"]) if name in spoken), None)
    return dict(holidays.country_holidays(country, years=year, language=language))
