"""What a download's format is: its columns by every name they go by, what tells it, and what its rows become."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from functools import cached_property
from typing import Any, TypeAlias

from bot.ingest.dataset import Defaults
from bot.ingest.ledger import FileLedger
from bot.ingest.names import column_name
from bot.ingest.report import FileRefused, RefusalLog
from bot.records.imports import Scope
from bot.records.text import Say


class Read(Enum):
    """How the cells of a column are read; figures and days are decided per column."""

    TEXT = "text"
    ID = "id"
    ASIN = "asin"
    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"  # a time in UTC where the cell names its zone, else a day
    RANGE = "range"
    PLACE = "place"  # a marketplace, by code, country or domain


@dataclass(frozen=True)
class Field:
    """`names` as they stand in files, the best first; `required`: without the column the file is refused;
    `needed`: a row without a value is refused."""

    read: Read
    names: tuple[str, ...]
    required: bool = False
    needed: bool = False

    @cached_property
    def normalised(self) -> tuple[str, ...]:
        return tuple(column_name(name) for name in self.names)


def column(read: Read, names: str, *, required: bool = False, needed: bool = False) -> Field:
    """A field from its names parted by `|`."""
    return Field(read, tuple(name.strip() for name in names.split("|")), required, needed)


@dataclass(frozen=True)
class Row:
    """One good row: the values of the fields that the file has, None where unknown."""

    line: int
    values: Mapping[str, Any]
    text: str

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name)


@dataclass(frozen=True)
class Load:
    """Rows for one table. Only those of `main` loads count in the report; see `write_rows` for the other options."""

    table: str
    columns: Sequence[str]
    rows: Iterable[tuple[Any, ...]]
    main: bool = True
    keep_known: bool = False
    only_where_unknown: str | None = None
    adds_only: Sequence[Scope] = ()
    has_campaign_ids: bool = False


@dataclass
class Context:
    """What a format needs beside its rows. `notes` are told to the person; `refuse` takes a row back after all."""

    ledger: FileLedger
    format: str
    name: str
    now: datetime
    defaults: Defaults
    fields: frozenset[str]
    log: RefusalLog
    currencies: tuple[str, ...] = ()  # what the signs beside the file's amounts may mean
    notes: list[Say] = field(default_factory=list)
    period: tuple[date, date] | None = None  # of the whole file: the day given, or the days in its name
    read: int = 0

    @property
    def account(self) -> str:
        return self.defaults.account or "main"

    def refuse(self, row: Row, column: str | None, reason: Say) -> None:
        self.read -= 1
        self.log.add(row.line, column, reason, row.text)

    def days(self) -> tuple[date, date]:
        """The first and last day of the whole file. Raises FileRefused where nobody said it."""
        if self.period is None:
            raise FileRefused(Say("ingest-needs-date", {"file": self.name}))
        return self.period


Build: TypeAlias = Callable[[Iterator[Row], Context], Iterable[Load]]


@dataclass(frozen=True)
class Format:
    """`signature` are the fields that tell the format, all of them together; `without` must not be there."""

    name: str
    fields: Mapping[str, Field]
    signature: tuple[str, ...]
    build: Build
    without: tuple[str, ...] = ()
    date_order: str | None = None  # "dmy" or "mdy" where the format says it
    decimal: str | None = None
    personal: tuple[str, ...] = ()  # fields that are never shown as they stand; other columns may be personal too

    def columns(self, header: Sequence[Any], names: Sequence[str]) -> dict[str, int] | None:
        """Field → index of its column, or None where the header is not this format's. `names` are its comparable names.

        Raises FileRefused where it is this format's, but a required column is missing or a name comes twice.
        """
        found: dict[str, int] = {}
        for name, spec in self.fields.items():
            for alias in spec.normalised:
                if alias in names:
                    found[name] = names.index(alias)
                    break
        if any(name not in found for name in self.signature) or any(name in found for name in self.without):
            return None
        lacking = [spec.names[0] for name, spec in self.fields.items() if spec.required and name not in found]
        if lacking:
            raise FileRefused(Say("ingest-missing-columns", {"n": len(lacking), "columns": ", ".join(lacking)}))
        twice = sorted({str(header[i]).strip() for i in found.values() if names.count(names[i]) > 1})
        if twice:
            raise FileRefused(Say("ingest-column-twice", {"n": len(twice), "columns": ", ".join(twice)}))
        return found


def header_of(head: Sequence[Sequence[Any]], formats: Sequence[Format]) -> tuple[Format, int, dict[str, int]] | None:
    """The format of a sheet, the line of its header and its columns, looked for in the first rows."""
    for line, cells in enumerate(head, start=1):
        if len(cells) < 2:
            continue
        names = [column_name(cell) for cell in cells]
        for known in formats:
            columns = known.columns(cells, names)
            if columns is not None:
                return known, line, columns
    return None
