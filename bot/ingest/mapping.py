"""A team's own mapping: which column of another tool's file (Jungle Scout, Sif, SellerSprite …) is which field.

```yaml
table: keyword_ranks
columns: {date: Day, asin: ASIN, keyword: Keyword Phrase, organic_rank: Organic Rank}
constants: {marketplace: US}
date_order: dmy      # or mdy, where the file alone does not tell
decimal: ","         # or ".", likewise
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.errors import UsageError
from bot.ingest.cells import reader_of
from bot.ingest.formats import Context, Field, Format, Load, Read, Row
from bot.ingest.report import CellRefused, FileRefused
from bot.records.dataset import BY_NAME, Kind, Table
from bot.records.text import Say

READS: dict[Kind, Read] = {
    Kind.TEXT: Read.TEXT, Kind.ENUM: Read.TEXT, Kind.YES_NO: Read.TEXT, Kind.DATE: Read.DAY, Kind.COUNT: Read.COUNT,
    Kind.NUMBER: Read.NUMBER, Kind.SIZE: Read.NUMBER, Kind.MONEY: Read.MONEY, Kind.PERCENT: Read.PERCENT,
    Kind.MARKETPLACE: Read.PLACE, Kind.ASIN: Read.ASIN,
}  # fmt: skip
_YES = {"yes": "1", "true": "1", "y": "1", "是": "1", "no": "0", "false": "0", "n": "0", "否": "0"}


class _Mapping(BaseModel):
    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)

    table: str
    columns: dict[str, str]
    constants: dict[str, str] = {}
    date_order: Literal["dmy", "mdy"] | None = None
    decimal: Literal[".", ","] | None = None


def load_mapping(path: Path) -> Format:
    """The format that a mapping file describes. Raises UsageError that says what is wrong with it."""
    try:
        return mapping_from(path.read_text(encoding="utf-8"), path.stem)
    except OSError as error:
        raise UsageError(f"the mapping {path} cannot be read: {error.strerror}") from None


def mapping_from(text: str, name: str = "own") -> Format:
    """The format that the text of a mapping describes. Raises UsageError that says what is wrong with it."""
    try:
        given = _Mapping.model_validate(yaml.safe_load(text))
    except (yaml.YAMLError, ValidationError, RecursionError) as error:
        raise UsageError(f"the mapping {name} is not valid: {str(error).splitlines()[0]}") from None
    table = BY_NAME.get(given.table)
    if table is None:
        raise UsageError(f"the mapping {name} names no table of ours: {given.table!r}")
    known = {column.name for column in table.columns}
    unknown = sorted({*given.columns, *given.constants} - known)
    if unknown or not given.columns:
        raise UsageError(f"{table.name} has no column {', '.join(unknown) or '(none was mapped)'}")
    constants = {}
    for column, constant in given.constants.items():
        try:
            constants[column] = reader_of(table.column(column))(constant)
        except CellRefused:
            raise UsageError(f"the mapping {name} has a constant that {column} cannot hold: {constant!r}") from None
    fields = {
        column: Field(READS[table.column(column).kind], (title,), required=True)
        for column, title in given.columns.items()
    }

    def build(rows: Iterator[Row], context: Context) -> Iterable[Load]:
        return _build(rows, context, table, constants)

    return Format(
        f"mapping:{name}", fields, tuple(given.columns), build, date_order=given.date_order, decimal=given.decimal
    )


def _build(rows: Iterator[Row], context: Context, table: Table, constants: Mapping[str, Any]) -> Iterable[Load]:
    defaults = context.defaults
    filled: dict[str, Any] = {"account": context.account, **constants}
    if defaults.marketplace:
        filled.setdefault("marketplace", defaults.marketplace)
    if context.period is not None and context.period[0] == context.period[1]:
        filled.setdefault("date", context.period[0].isoformat())
    given = [c for c in table.columns if c.name in context.fields or c.name in filled]
    names = {c.name for c in given}
    lacking = [name for name in table.required if name not in names]
    if lacking:
        raise FileRefused(Say("ingest-missing-columns", {"n": len(lacking), "columns": ", ".join(lacking)}))
    lines = []
    for row in rows:
        values = []
        try:
            for column in given:
                value = row[column.name] if row[column.name] is not None else filled.get(column.name)
                if value is not None and column.name in context.fields:
                    text = str(value).strip()
                    value = reader_of(column)(_YES.get(text.casefold(), text) if column.kind is Kind.YES_NO else text)
                if value is None and column.required and column.name not in table.may_be_empty:
                    raise CellRefused(Say("ingest-empty"))
                values.append(value)
        except CellRefused as refused:
            context.refuse(row, column.name, refused.reason)
        else:
            lines.append(tuple(values))
    adds = [(None, None, None)] if table.multiset and context.log.count else []
    yield Load(table.name, [c.name for c in given], lines, adds_only=adds)
