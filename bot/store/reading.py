"""Reads stored facts as columns (numpy arrays), the shape in which `analytics` takes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from sqlalchemy import Connection, Dialect, Select, bindparam, select
from sqlalchemy.engine.interfaces import Compiled

from bot.records.dataset import BY_NAME, Kind
from bot.store.schema.facts import FACTS

Columns: TypeAlias = dict[str, np.ndarray]
TEXTS = (Kind.TEXT, Kind.ENUM, Kind.MARKETPLACE, Kind.ASIN)
_CHUNK = 500
_AT_ONCE = 2_000


def read_table(
    connection: Connection,
    table: str,
    *,
    account: str | None = None,
    marketplace: str | None = None,
    asins: Sequence[str] | None = None,
    start: date | None = None,
    end: date | None = None,
    columns: Sequence[str] | None = None,
    date_column: str = "date",
    among: Mapping[str, Sequence[object]] | None = None,
) -> Columns:
    """The rows of one table as equally long arrays by column name, ordered by the primary key.

    Dates are `datetime64[D]` (NaT where unknown), numbers `float64` (NaN where unknown), texts `object` (None where
    unknown). `start` and `end` are inclusive days of `date_column`. Only the named `columns` are read, by default all;
    `among` narrows them further: a column's value is one of these.
    """
    spec = BY_NAME[table]
    names = tuple(columns) if columns is not None else tuple(c.name for c in spec.columns)
    values = {"account": account, "marketplace": marketplace, "start": start, "end": end}
    given: dict[str, object] = {name: value for name, value in values.items() if value is not None}
    parts: list[list[np.ndarray]] = []
    lists = {name: tuple(wanted) for name, wanted in (among or {}).items()}
    given |= {f"{name}_{i}": value for name, wanted in lists.items() for i, value in enumerate(wanted)}
    counts = tuple((name, len(wanted)) for name, wanted in lists.items())
    chunks = [()] if asins is None else [tuple(asins[i : i + _CHUNK]) for i in range(0, len(asins), _CHUNK)]
    for chunk in chunks:
        shape = Shape(table, names, tuple(given), None if asins is None else len(chunk), date_column, counts)
        bound = {**given, **{f"asin_{i}": asin for i, asin in enumerate(chunk)}}
        for rows in fetch(connection, bound, shape):
            cells = zip(*rows, strict=True)
            parts.append([_array(cell, spec.column(name).kind) for name, cell in zip(names, cells, strict=True)])
    if not parts:
        return {name: _array((), spec.column(name).kind) for name in names}
    return {name: np.concatenate([part[i] for part in parts]) for i, name in enumerate(names)}


class Shape(NamedTuple):
    """What a query is but for its values: equal shapes are compiled once."""

    table: str
    names: tuple[str, ...]
    given: tuple[str, ...]
    asins: int | None
    date_column: str
    among: tuple[tuple[str, int], ...] = ()


@lru_cache(maxsize=512)
def _query(shape: Shape) -> Select[Any]:
    source = FACTS[shape.table]
    query = select(*(source.c[name] for name in shape.names)).order_by(*source.primary_key.columns)
    for name in shape.given:
        if name in ("account", "marketplace"):
            query = query.where(source.c[name] == bindparam(name, required=False))
    dated = source.c[shape.date_column] if shape.date_column in source.c else None  # noqa: SIM401
    if dated is not None and "start" in shape.given:
        query = query.where(dated >= bindparam("start", required=False))
    if dated is not None and "end" in shape.given:
        query = query.where(dated <= bindparam("end", required=False))
    lists = shape.among if shape.asins is None else (*shape.among, ("asin", shape.asins))
    for name, count in lists:
        query = query.where(source.c[name].in_([bindparam(f"{name}_{i}", required=False) for i in range(count)]))
    return query


@lru_cache(maxsize=512)
def _compiled(shape: Shape, dialect: Dialect) -> Compiled:
    return _query(shape).compile(dialect=dialect, compile_kwargs={"render_postcompile": True})


def fetch(connection: Connection, bound: Mapping[str, object], shape: Shape) -> Iterator[Sequence[tuple[object, ...]]]:
    """Runs the compiled query on the driver itself, some thousand plain rows at a time.

    Neither per-cell type processing nor a row object, nor one transposition of all rows: each alone doubles the time.
    """
    compiled = _compiled(shape, connection.dialect)
    parameters = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in {**compiled.params, **bound}.items()
    }
    if compiled.positional:  # type: ignore[attr-defined]
        sent: object = tuple(parameters[name] for name in compiled.positiontup)  # type: ignore[attr-defined]
    else:
        sent = parameters
    result = connection.exec_driver_sql(compiled.string, sent)  # type: ignore[arg-type]
    while rows := result.cursor.fetchmany(_AT_ONCE):
        yield rows
    result.close()


def _array(values: Sequence[object], kind: Kind) -> np.ndarray:
    if kind in TEXTS:
        result = np.empty(len(values), dtype=object)
        result[:] = values
        return result
    if kind is Kind.DATE:
        return np.array(values, dtype="datetime64[D]")
    return np.array(values, dtype=np.float64)
