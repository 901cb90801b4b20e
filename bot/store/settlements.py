"""Charges of settlements: each settlement's rows replace those that are stored of it, and nobody else's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection

from bot.records.imports import Written
from bot.store.facts import lock, spans_of
from bot.store.schema.facts import FACTS
from bot.store.staging import differs, quoted, staged

_PLACE = ("account", "settlement", "marketplace", "date", "kind", "asin")


def write_settlements(
    connection: Connection, columns: Sequence[str], rows: Iterable[tuple[Any, ...]], *, adds_only: bool
) -> Written:
    """Writes charges with the `settlement` that they are from, one row for each day, kind and ASIN of a settlement.

    With `adds_only` (part of the file was refused) a row that is stored of the same settlement, day, kind and ASIN
    stays as it is, and none is deleted.
    """
    target = FACTS["charges"]
    with staged(connection, target, columns, rows, ()) as stage:
        if not stage.read:
            return Written()
        lock(connection, target)

        def alike(names: Sequence[str]) -> str:
            return " AND ".join(f"NOT ({differs(connection, f't.{name}', f's.{name}')})" for name in names)

        known = alike(_PLACE if adds_only else (*_PLACE, "amount"))
        fresh = f'FROM "{stage.name}" s WHERE NOT EXISTS (SELECT 1 FROM charges t WHERE {known})'
        new = int(connection.exec_driver_sql(f"SELECT count(*) {fresh}").scalar_one())
        connection.exec_driver_sql(
            f"INSERT INTO charges ({quoted(stage.columns)}) SELECT {quoted(stage.columns, 's.')} {fresh}"
        )
        if not adds_only:
            of_file = f'SELECT 1 FROM "{stage.name}" s WHERE {alike(("account", "settlement"))}'
            same = f'SELECT 1 FROM "{stage.name}" s WHERE {known}'
            connection.exec_driver_sql(f"DELETE FROM charges AS t WHERE EXISTS ({of_file}) AND NOT EXISTS ({same})")
        return Written(new, 0, stage.read - new, spans_of(connection, stage))
