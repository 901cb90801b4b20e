"""Where data is: the (account, marketplace) pairs of a table, found by jumps along the index instead of a scan."""

from __future__ import annotations

from sqlalchemy import Connection, Table, select


def pairs_of(connection: Connection, table: Table) -> list[tuple[str, str]]:
    """Every (account, marketplace) of `table`, sorted; a few look-ups for each pair however many rows there are."""
    columns = table.c
    first = select(columns.account, columns.marketplace).order_by(columns.account, columns.marketplace).limit(1)
    row = connection.execute(first).first()
    pairs: list[tuple[str, str]] = []
    while row is not None:
        account, marketplace = row[0], row[1]
        pairs.append((account, marketplace))
        # Two plain ranges: one condition with OR would be answered by reading on through all rows of this pair.
        row = (
            connection.execute(first.where(columns.account == account, columns.marketplace > marketplace)).first()
            or connection.execute(first.where(columns.account > account)).first()
        )
    return pairs
