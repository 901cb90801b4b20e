"""Writes facts: rows replaced by key or, where a table has no key, day by day as a multiset."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from sqlalchemy import Connection, Table

from bot.records.imports import Scope, Span, Written
from bot.store.schema import metadata
from bot.store.staging import Row, Stage, differs, drop, is_sqlite, quoted, staged

_DAY = ("account", "marketplace", "date")
_MANY = 10_000


def write_rows(
    connection: Connection,
    table: str,
    columns: Sequence[str],
    rows: Iterable[Row],
    *,
    adds_only: Collection[Scope] = (),
    keep_known: bool = False,
    only_where_unknown: str | None = None,
) -> Written:
    """Writes `rows` (tuples in the order of `columns`) into `table` inside the caller's transaction.

    A row with a stored key replaces the named columns and leaves the others as they are; None is unknown (in a key:
    the value ""). Where the table has no key (`returns`, `charges`), the rows of each (account, marketplace, day)
    replace the stored ones of that day as a multiset, except in the days of `adds_only`, where rows are only added
    until the store has each as often as `rows` has it. `adds_only` is read after the last row. Rows are consumed in
    chunks. Text holds no NUL character; numbers are finite.

    `keep_known` fills in only what the store does not know yet; `only_where_unknown` names a column: a stored row that
    knows it is left as it is (a better source has written it). Both are for tables with a key.
    """
    target = metadata.tables[table]
    key = () if "row_id" in target.c else tuple(c.name for c in target.primary_key.columns)
    with staged(connection, target, columns, rows, key) as stage:
        if not stage.read:
            return Written()
        lock(connection, target)
        if key:
            counts = _replace_by_key(connection, target, stage, key, keep_known, only_where_unknown)
        else:
            counts = _replace_by_day(connection, target, stage, adds_only)
        if counts.new > _MANY and not is_sqlite(connection):
            # Without fresh statistics the next import's comparison walks the wrong index, ten times as slow.
            connection.exec_driver_sql(f'ANALYZE "{target.name}"')
        return counts


def lock(connection: Connection, target: Table) -> None:
    """Takes the right to write before anything is read, so that no one else's rows come in between.

    SQLite refuses to turn a reading transaction into a writing one after another connection wrote, whatever the busy
    timeout; a statement that deletes nothing is already a writing one.
    """
    if is_sqlite(connection):
        connection.exec_driver_sql(f'DELETE FROM main."{target.name}" WHERE 0')
    else:
        connection.exec_driver_sql(f'LOCK TABLE "{target.name}" IN SHARE ROW EXCLUSIVE MODE')


def _replace_by_key(
    connection: Connection,
    target: Table,
    stage: Stage,
    key: Sequence[str],
    keep_known: bool,
    only_where_unknown: str | None,
) -> Written:
    values = [c for c in stage.columns if c not in key]
    allowed = f't."{only_where_unknown}" IS NULL' if only_where_unknown else "true"

    def changes(source: str) -> str:
        """Whether a stored row `t` is changed by the row `source` with its key."""
        if keep_known:
            each = [f'(t."{c}" IS NULL AND {source}."{c}" IS NOT NULL)' for c in values]
        else:
            each = [differs(connection, f't."{c}"', f'{source}."{c}"') for c in values]
        return f"{allowed} AND ({' OR '.join(each) or 'false'})"

    same = " AND ".join(f't."{k}" = s."{k}"' for k in key)
    absent = f't."{key[0]}" IS NULL'
    row = connection.exec_driver_sql(
        f"SELECT sum(CASE WHEN {absent} THEN 1 ELSE 0 END), "
        f"sum(CASE WHEN NOT ({absent}) AND {changes('s')} THEN 1 ELSE 0 END) "
        f'FROM "{stage.name}" s LEFT JOIN "{target.name}" t ON {same}'
    ).one()
    new, changed = int(row[0]), int(row[1])
    if new or changed:
        value = 'coalesce(t."{0}", excluded."{0}")' if keep_known else 'excluded."{0}"'
        update = ", ".join(f'"{c}" = {value.format(c)}' for c in values)
        connection.exec_driver_sql(
            f'INSERT INTO "{target.name}" AS t ({quoted(stage.columns)}) '
            f'SELECT {quoted(stage.columns)} FROM "{stage.name}" WHERE true ON CONFLICT ({quoted(key)}) '
            + (f"DO UPDATE SET {update} WHERE {changes('excluded')}" if values else "DO NOTHING")
        )
    return Written(new, changed, stage.read - new - changed, spans_of(connection, stage))


def _replace_by_day(connection: Connection, target: Table, stage: Stage, adds_only: Collection[Scope]) -> Written:
    columns = quoted(stage.columns)
    for name in ("stage_days", "stage_more", "stage_less"):
        drop(connection, name)
    connection.exec_driver_sql(
        f'CREATE TEMP TABLE stage_days AS SELECT DISTINCT {quoted(_DAY)}, 0 AS adds FROM "{stage.name}"'
    )
    for scope in set(adds_only):
        _mark(connection, scope)
    # Equal rows are told apart by a running number, so that EXCEPT, which compares unknowns as equal, works on bags.
    number = f"row_number() OVER (PARTITION BY {columns}) AS copy_number"
    given = f'SELECT {columns}, {number} FROM "{stage.name}"'
    stored = f'SELECT {columns}, {number} FROM "{target.name}" AS t WHERE EXISTS ({_days("stage_days")})'
    connection.exec_driver_sql(f"CREATE TEMP TABLE stage_more AS {given} EXCEPT {stored}")
    connection.exec_driver_sql(
        f"CREATE TEMP TABLE stage_less AS SELECT DISTINCT {quoted(_DAY)} FROM ({stored} EXCEPT {given}) AS gone"
    )
    new = int(connection.exec_driver_sql("SELECT count(*) FROM stage_more").scalar_one())
    # A day on which the file no longer has a stored row is written anew; any other day only gets what it lacks.
    connection.exec_driver_sql(f"DELETE FROM stage_less AS t WHERE EXISTS ({_days('stage_days')} AND d.adds = 1)")
    anew = _days("stage_less")
    insert = f'INSERT INTO "{target.name}" ({columns}) SELECT {columns} FROM'
    connection.exec_driver_sql(f'DELETE FROM "{target.name}" AS t WHERE EXISTS ({anew})')
    connection.exec_driver_sql(f'{insert} "{stage.name}" AS t WHERE EXISTS ({anew})')
    connection.exec_driver_sql(f"{insert} stage_more AS t WHERE NOT EXISTS ({anew})")
    return Written(new, 0, stage.read - new, spans_of(connection, stage))


def _days(days: str) -> str:
    """Finds the row of `days` for the day of a row `t`."""
    same = " AND ".join(f't."{name}" = d."{name}"' for name in _DAY)
    return f"SELECT 1 FROM {days} AS d WHERE {same}"


def _mark(connection: Connection, scope: Scope) -> None:
    given = [(name, value) for name, value in zip(_DAY, scope, strict=True) if value is not None]
    mark = "?" if is_sqlite(connection) else "%s"
    where = "".join(f' AND "{name}" = {mark}' for name, _ in given)
    values = tuple(v.isoformat() if isinstance(v, date) else v for _, v in given)
    connection.exec_driver_sql(f"UPDATE stage_days SET adds = 1 WHERE true{where}", values)


def spans_of(connection: Connection, stage: Stage) -> tuple[Span, ...]:
    """The accounts, marketplaces and days of staged rows."""
    place = "marketplace" if "marketplace" in stage.columns else "NULL"
    day = 'min("date"), max("date")' if "date" in stage.columns else "NULL, NULL"
    rows = connection.exec_driver_sql(
        f'SELECT account, {place}, {day} FROM "{stage.name}" GROUP BY account'
        + (", marketplace ORDER BY account, marketplace" if place != "NULL" else " ORDER BY account")
    ).fetchall()
    return tuple(Span(account, place, _day(first), _day(last)) for account, place, first, last in rows)


def _day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
