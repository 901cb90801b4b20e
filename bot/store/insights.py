"""What Amazon alone knows of an ASIN, as columns: topics of its reviews, and what all searches did for it by week."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from sqlalchemy import Connection, Date, Text, select

from bot.store.reading import Columns
from bot.store.schema.sources import REVIEW_TOPICS, SEARCH_CATALOG

_TABLES = {table.name: table for table in (REVIEW_TOPICS, SEARCH_CATALOG)}
DAYS = 60


def read_insights(
    connection: Connection, table: str, account: str, marketplace: str, asin: str, day: date
) -> dict[str, Columns]:
    """`{table: columns}` of the `DAYS` days up to `day`, oldest first; the columns are like those of `read_table`."""
    source = _TABLES[table]
    here = {"account": account, "marketplace": marketplace, "asin": asin}
    query = (
        select(source)
        .filter_by(**here)
        .where(source.c.date <= day, source.c.date > day - timedelta(days=DAYS))
        .order_by(source.c.date, *source.primary_key.columns)
    )
    rows = connection.execute(query).fetchall()
    found: Columns = {}
    for i, column in enumerate(source.columns):
        kind = (
            object
            if isinstance(column.type, Text)
            else "datetime64[D]"
            if isinstance(column.type, Date)
            else np.float64
        )
        found[column.name] = np.array([row[i] for row in rows], dtype=kind)
    return {table: found}
