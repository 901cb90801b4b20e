"""One table for each file of the dataset folder, made from its description in `bot.records.dataset`.

The primary key starts with account, marketplace, asin, date, so that one ASIN's history lies together; a second index
serves the checks, which read all ASINs of a span of days. A third one finds an ASIN's siblings among the listings of
the last weeks, and its rows in tables whose key does not start with it. An empty part of a key is stored as "".
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Date, Float, Index, Integer, SmallInteger, Table, Text
from sqlalchemy.types import TypeEngine

from bot.records.dataset import TABLES, Kind
from bot.records.dataset import Table as Spec
from bot.store.schema.base import UtcDateTime, metadata

_FIRST = ("account", "marketplace", "asin", "date")
_TYPES: dict[Kind, type[TypeEngine[Any]]] = {
    Kind.TEXT: Text,
    Kind.ENUM: Text,
    Kind.MARKETPLACE: Text,
    Kind.ASIN: Text,
    Kind.DATE: Date,
    Kind.COUNT: BigInteger,
    Kind.NUMBER: Float,
    Kind.SIZE: Float,
    Kind.MONEY: Float,
    Kind.PERCENT: Float,
    Kind.YES_NO: SmallInteger,
}


def key_columns(spec: Spec) -> tuple[str, ...]:
    """The primary key in its stored order."""
    return tuple(sorted(spec.key, key=lambda name: _FIRST.index(name) if name in _FIRST else len(_FIRST)))


def _make(spec: Spec) -> Table:
    key = key_columns(spec)
    by_name = {column.name: column for column in spec.columns}
    ordered = [*key, *(name for name in by_name if name not in key)]
    always = {*key, "account", *spec.required}
    columns = [
        Column(
            name,
            Float(53) if _TYPES[by_name[name].kind] is Float else _TYPES[by_name[name].kind](),
            primary_key=name in key,
            nullable=name not in always,
            autoincrement=False,
        )
        for name in ordered
    ]
    if spec.multiset:
        columns.insert(0, Column("row_id", Integer, primary_key=True, autoincrement=True))
    table = Table(spec.name, metadata, *columns, sqlite_with_rowid=spec.multiset)
    if "date" in by_name and "marketplace" in by_name:
        Index(None, table.c.account, table.c.marketplace, table.c.date)
    return table


FACTS: dict[str, Table] = {spec.name: _make(spec) for spec in TABLES}
# A salted hash of the settlement that a charge is from, "" for other charges: two settlements may have equal ones.
FACTS["charges"].append_column(Column("settlement", Text, nullable=False, server_default=""))
for _name, _column in (("listings", "parent_asin"), ("reviews", "asin"), ("returns", "asin")):
    _of = FACTS[_name].c
    Index(None, _of.account, _of.marketplace, _of[_column], _of.date)

# When a day of a source first arrived, as `sync` records it: a backtest sees the day only from then on.
ARRIVALS = Table(
    "arrivals",
    metadata,
    Column("account", Text, primary_key=True),
    Column("marketplace", Text, primary_key=True),
    Column("source", Text, primary_key=True),  # the table's name, e.g. traffic_daily
    Column("date", Date, primary_key=True),
    Column("first_seen_at", UtcDateTime, nullable=False),
    sqlite_with_rowid=False,
)
