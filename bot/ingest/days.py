"""Days as downloads write them; whether `03/04/26` is in March or in April is decided per column, never guessed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.ingest.cells import cell_refused
from bot.ingest.figures import unwrapped
from bot.ingest.names import months
from bot.ingest.report import CellRefused, FileRefused
from bot.records.text import Say

_TIME = (
    r"(?:[T ,]+(?P<time>\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(?P<half>[AP]M)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[A-Z]{2,4})?)?"
)
_YEAR_FIRST = re.compile(r"(?P<y>\d{4})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?" + _TIME, re.ASCII | re.IGNORECASE)
_COMPACT = re.compile(r"(?P<y>20\d{2})(?P<m>\d{2})(?P<d>\d{2})", re.ASCII)
_NUMERIC = re.compile(
    r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d{2})" + _TIME, re.ASCII | re.IGNORECASE
)
_DAY_MONTH = re.compile(
    r"(?P<d>\d{1,2})\.?[ -]*(?:de )?(?P<name>[^\W\d_]+)\.?[ -]*(?:de )?,? ?(?P<y>\d{4}|\d{2})" + _TIME, re.IGNORECASE
)
_MONTH_DAY = re.compile(
    r"(?P<name>\d{1,2}月|[^\W\d_]+)\.?[ -]*(?P<d>\d{1,2})(?:st|nd|rd|th)?,? +(?P<y>\d{4})" + _TIME, re.IGNORECASE
)
_OFFSETS = {"PST": -8, "PDT": -7, "MST": -7, "EST": -5, "EDT": -4, "CET": 1, "CEST": 2, "BST": 1, "JST": 9, "IST": 5.5}
_RANGE = re.compile(r"\s+(?:-|–|—|to|bis|~|至)\s+|\s*[~～]\s*")


@dataclass
class DayColumn:
    """One column of days: first it sees every cell, then it reads them. `latest` is today: data is not from later."""

    name: str
    latest: date
    known: date | None = None  # a day that the caller says is in the file: it decides, too
    zone: str | None = None  # the file's marketplace's, into which a time that names its zone is taken
    proofs: dict[str, tuple[int, str]] = field(default_factory=dict)  # "dmy" or "mdy" → the first cell that proves it
    _seen: set[str] = field(default_factory=set)

    def see(self, line: int, cell: Any) -> None:
        if not isinstance(cell, str) or cell in self._seen:
            return
        if len(self._seen) < 50_000:
            self._seen.add(cell)
        for piece in _RANGE.split(unwrapped(cell)):
            found = _NUMERIC.fullmatch(_clean(piece))
            if found is None or found["sep"] == ".":
                continue
            orders = {"dmy": _made(found, "b", "a"), "mdy": _made(found, "a", "b")}
            possible = [order for order, day in orders.items() if day is not None and day <= self.latest]
            if self.known is not None and self.known in orders.values():
                possible = [order for order in possible if orders[order] == self.known]
            if len(possible) == 1:
                self.proofs.setdefault(possible[0], (line, cell))

    def decide(self) -> None:
        """Raises FileRefused where the column proves both orders."""
        if len(self.proofs) > 1:
            (line, cell), (other_line, other) = self.proofs["dmy"], self.proofs["mdy"]
            raise FileRefused(
                Say(
                    "ingest-two-date-formats",
                    {"column": self.name, "cell": cell, "line": str(line), "other": other, "at": str(other_line)},
                )
            )

    def read(self, cell: Any) -> str | None:
        """The ISO day, None where the cell is empty. Raises CellRefused."""
        moment = self.read_moment(cell)
        return None if moment is None else day_in(moment, self.zone)

    def read_range(self, cell: Any) -> tuple[str, str] | None:
        """Both ends of `Jul 06, 2026 - Jul 29, 2026`; a single day is both."""
        pieces = _RANGE.split(unwrapped(cell)) if isinstance(cell, str) else [cell]
        days = [self.read(piece) for piece in pieces]
        if len(days) > 2:
            raise cell_refused("ingest-not-a-day", str(cell))
        if days[0] is None or days[-1] is None:
            return None
        if days[-1] < days[0]:
            raise cell_refused("ingest-not-a-day", str(cell))
        return days[0], days[-1]

    def read_moment(self, cell: Any) -> date | None:
        """A time in UTC where the cell names its zone, else the day. Raises CellRefused."""
        if cell is None or isinstance(cell, datetime | date):
            return cell.date() if isinstance(cell, datetime) and cell.tzinfo is None else cell
        if isinstance(cell, str):
            text = _clean(unwrapped(cell))
            if text in ("", "-", "--"):
                return None
            for pattern in (_YEAR_FIRST, _COMPACT, _NUMERIC, _DAY_MONTH, _MONTH_DAY):
                found = pattern.fullmatch(text)
                day = self._day(found, text) if found else None
                if found and day:
                    return _with_time(day, found)
        raise cell_refused("ingest-not-a-day", str(cell))

    def _day(self, found: re.Match[str], text: str) -> date | None:
        groups = found.groupdict()
        if "name" in groups:
            month = months().get(groups["name"].casefold().rstrip("."))
            return _date(_year(groups["y"]), month, int(groups["d"])) if month else None
        if "a" not in groups:
            return _date(int(groups["y"]), int(groups["m"]), int(groups["d"]))
        if groups["sep"] == ".":
            return _made(found, "b", "a")
        day_first, month_first = _made(found, "b", "a"), _made(found, "a", "b")
        if day_first == month_first or not self.proofs:
            candidates = {d for d in (day_first, month_first) if d is not None}
            possible = {d for d in candidates if d <= self.latest} or candidates
            if len(possible) > 1:
                raise cell_refused("ingest-ambiguous-day", text)
            return next(iter(possible), None)
        return day_first if "dmy" in self.proofs else month_first


def day_in(moment: date, zone: str | None) -> str:
    """The ISO day of a time in `zone` (without one, in UTC); of a day, the day itself."""
    if isinstance(moment, datetime):
        moment = (moment.astimezone(ZoneInfo(zone)) if zone else moment).date()
    return moment.isoformat()


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _made(found: re.Match[str], month: str, day: str) -> date | None:
    return _date(_year(found["y"]), int(found[month]), int(found[day]))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _with_time(day: date, found: re.Match[str]) -> date:
    """The moment where the cell names its zone (a day is the marketplace's own), else the day as it stands."""
    groups = found.groupdict()
    if not groups.get("time") or not groups.get("zone"):
        return day
    hour, minute = (int(part) for part in groups["time"].split(":")[:2])
    if groups["half"]:
        hour = hour % 12 + (12 if groups["half"].upper() == "PM" else 0)
    zone = groups["zone"].upper()
    if zone in ("Z", "UTC", "GMT"):
        offset = 0.0
    elif zone[0] in "+-":
        digits = zone[1:].replace(":", "")
        offset = (1 if zone[0] == "+" else -1) * (int(digits[:2]) + int(digits[2:]) / 60)
    elif zone in _OFFSETS:
        offset = _OFFSETS[zone]
    else:
        return day
    if hour > 23 or minute > 59 or abs(offset) > 14:
        raise CellRefused(Say("ingest-not-a-day", {"cell": f"{day} {groups['time']}"}))
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC) - timedelta(hours=offset)
