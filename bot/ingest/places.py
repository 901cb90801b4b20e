"""Which marketplace and which day a download's rows belong to."""

from __future__ import annotations

import re
from datetime import date

from bot.ingest.formats import Context, Row
from bot.ingest.report import FileRefused
from bot.records.dataset import MARKETPLACES
from bot.records.text import Say

_ISO_DAY = re.compile(r"(?<!\d)(20\d{2})([-_.]?)(\d{2})\2(\d{2})(?!\d)")
EU = ("DE", "FR", "IT", "ES", "NL", "BE", "IE", "SE", "PL")


def days_in_name(name: str) -> tuple[date, date] | None:
    """The day (or the first and last day) that a file's name says in ISO order, as `2026-03-01` or `20260301`.

    Amazon's own names such as `BusinessReport-3-02-26.csv` carry the day of the download, not that of the data.
    """
    found = []
    for year, _, month, day in _ISO_DAY.findall(name):
        try:
            found.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    if len(found) == 1:
        return found[0], found[0]
    return (found[0], found[1]) if len(found) == 2 and found[0] <= found[1] else None


def marketplace_of_file(context: Context) -> str:
    """The marketplace given, or the only one that sells in the file's currency. Raises FileRefused."""
    possible = [code for code, currency in MARKETPLACES.items() if currency in context.currencies]
    given = context.defaults.marketplace
    if given is not None:
        if context.currencies and given not in possible:
            named = {"marketplace": given, "currency": " / ".join(context.currencies)}
            raise FileRefused(Say("ingest-other-currency", named))
        return given
    if len(possible) == 1:
        return possible[0]
    raise FileRefused(Say("ingest-needs-marketplace"))


# Currencies that one marketplace alone sells in.
_ONLY = {
    currency: code
    for code, currency in MARKETPLACES.items()
    if sum(other == currency for other in MARKETPLACES.values()) == 1
}


class Places:
    """The marketplace of each row: the one it names, else that of the file."""

    def __init__(self, context: Context, field: str = "country") -> None:
        self._context = context
        self._field = field
        self._of_file: str | None = None

    def __call__(self, row: Row) -> str:
        named = row[self._field]
        if named is not None:
            return str(named)
        currency = row["currency"]
        if self._of_file is None and self._context.defaults.marketplace is None and currency:
            only = _ONLY.get(currency.upper())
            if only is not None:
                return only
        if self._of_file is None:
            self._of_file = marketplace_of_file(self._context)
        if currency and currency.upper() != MARKETPLACES[self._of_file]:
            named_both = {"marketplace": self._of_file, "currency": currency[:8]}
            raise FileRefused(Say("ingest-other-currency", named_both))
        return self._of_file
