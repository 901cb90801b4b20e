"""Rows on their way into a table: a temporary table of this connection, filled in bulk and dropped after use.

Staging first and comparing in SQL keeps memory bounded, counts exactly what is new, and holds the database's write
lock only for the short step that applies the rows, not while a file is still being read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from typing import Any

from sqlalchemy import Connection, Date, Table, Text

Row = tuple[Any, ...]
_CHUNK = 10_000


def quoted(names: Iterable[str], prefix: str = "") -> str:
    """`"a", "b"` or, with a prefix, `s."a", s."b"`."""
    return ", ".join(f'{prefix}"{name}"' for name in names)


@dataclass(frozen=True)
class Stage:
    """A filled temporary table: its name, its columns, and how many rows were put in."""

    name: str
    columns: tuple[str, ...]
    read: int


def is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def differs(connection: Connection, left: str, right: str) -> str:
    """A null-safe `<>`."""
    return f"{left} IS NOT {right}" if is_sqlite(connection) else f"{left} IS DISTINCT FROM {right}"


@contextmanager
def staged(
    connection: Connection, target: Table, columns: Sequence[str], rows: Iterable[Row], key: Sequence[str]
) -> Iterator[Stage]:
    """Puts `rows` (tuples in the order of `columns`) into a temporary table shaped like `target`.

    With a `key`, only the last row of each key stays. Key columns that are not given, or None, become "" (`account`:
    "main"): an empty part of a key is a value. Dates may be `date` objects or ISO strings.
    """
    name = f"stage_{target.name}"
    missing = tuple(k for k in (key or ("account",)) if k not in columns)
    all_columns = (*columns, *missing)
    _create(connection, name, target, all_columns, key)
    dates = [i for i, column in enumerate(columns) if isinstance(target.c[column].type, Date)]
    fill = _fill_sqlite if is_sqlite(connection) else _fill_postgres
    texts = [k for k in (key or ("account",)) if isinstance(target.c[k].type, Text)]
    read = fill(connection, name, columns, missing, key, texts, _chunks(rows, dates))
    yield Stage(name, all_columns, read)
    drop(connection, name)  # not after an error: a statement in a lost transaction would hide why it was lost


def drop(connection: Connection, name: str) -> None:
    schema = "temp" if is_sqlite(connection) else "pg_temp"
    connection.exec_driver_sql(f'DROP TABLE IF EXISTS {schema}."{name}"')


def _create(connection: Connection, name: str, target: Table, columns: Sequence[str], key: Sequence[str]) -> None:
    drop(connection, name)  # a pooled connection may still have one from a failed import
    if is_sqlite(connection):
        kinds = ", ".join(f'"{c}" {target.c[c].type.compile(connection.dialect)}' for c in columns)
        end = f", PRIMARY KEY ({quoted(key)})) WITHOUT ROWID" if key else ")"
        connection.exec_driver_sql(f'CREATE TEMP TABLE "{name}" ({kinds}{end}')
        return
    connection.exec_driver_sql(
        f'CREATE TEMP TABLE "{name}" ON COMMIT DROP AS SELECT {quoted(columns)} FROM "{target.name}" WITH NO DATA'
    )
    if key:
        connection.exec_driver_sql(f'ALTER TABLE "{name}" ADD COLUMN stage_line bigserial')


def _chunks(rows: Iterable[Row], dates: Sequence[int]) -> Iterator[list[Row]]:
    """Lists of rows whose dates are ISO strings."""
    remaining = iter(rows)
    while chunk := list(islice(remaining, _CHUNK)):
        if any(isinstance(row[i], date) for row in chunk for i in dates):
            chunk = [
                tuple(v.isoformat() if i in dates and isinstance(v, date) else v for i, v in enumerate(row))
                for row in chunk
            ]
        yield chunk


def _default(column: str) -> str:
    return "main" if column == "account" else ""


def _fill_sqlite(
    connection: Connection,
    name: str,
    columns: Sequence[str],
    missing: Sequence[str],
    key: Sequence[str],
    texts: Sequence[str],
    chunks: Iterable[list[Row]],
) -> int:
    values = [f"coalesce(?, '{_default(c)}')" if c in texts else "?" for c in columns]
    values += [f"'{_default(c)}'" for c in missing]
    insert = f'INSERT OR REPLACE INTO temp."{name}" ({quoted((*columns, *missing))}) VALUES ({", ".join(values)})'
    read = 0
    for chunk in chunks:
        connection.exec_driver_sql(insert, chunk)
        read += len(chunk)
    return read


def _fill_postgres(
    connection: Connection,
    name: str,
    columns: Sequence[str],
    missing: Sequence[str],
    key: Sequence[str],
    texts: Sequence[str],
    chunks: Iterable[list[Row]],
) -> int:
    read = 0
    defaults = tuple(_default(c) for c in missing)
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f'COPY "{name}" ({quoted((*columns, *missing))}) FROM STDIN') as copy:
        for row in chain.from_iterable(chunks):
            copy.write_row(row + defaults)
            read += 1
    for column in texts:
        connection.exec_driver_sql(f'UPDATE "{name}" SET "{column}" = \'{_default(column)}\' WHERE "{column}" IS NULL')
    if key:
        same = " AND ".join(f's."{k}" = d."{k}"' for k in key)
        connection.exec_driver_sql(
            f'DELETE FROM "{name}" s USING (SELECT {quoted(key)}, max(stage_line) AS last FROM "{name}" '
            f"GROUP BY {quoted(key)} HAVING count(*) > 1) d WHERE {same} AND s.stage_line < d.last"
        )
    connection.exec_driver_sql(f'ANALYZE "{name}"')
    return read
