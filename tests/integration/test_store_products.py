"""Look-ups in the catalogue that need no figures."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, insert

from bot.store.products import spelled
from bot.store.schema.facts import FACTS


@pytest.mark.parametrize(
    ("typed", "found"), [("FJELL", "FJELL"), ("Fjell", "Fjell"), ("fjell", "FJELL"), ("fjel", None)]
)
def test_a_brand_that_is_written_in_two_ways_is_the_one_that_was_typed(
    sqlite_engine: Engine, typed: str, found: str | None
) -> None:
    with sqlite_engine.begin() as connection:
        for number, brand in enumerate(("Fjell", "FJELL", None)):
            row = {"account": "main", "marketplace": "US", "asin": f"B00000000{number}", "brand": brand}
            connection.execute(insert(FACTS["products"]).values(row))
        assert spelled(connection, "brand", typed) == found
