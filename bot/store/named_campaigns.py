"""Campaigns of files without Amazon's ids are kept as `name:…`; their rows make way for rows that have the id."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, and_, delete, exists, func, literal

from bot.records.imports import Span
from bot.store.schema.facts import FACTS

NAMED = "name:"
TABLES = ("ads_daily", "campaigns", "search_terms")


def make_way(connection: Connection, table: str, spans: Sequence[Span], *, complete: bool) -> None:
    """Deletes rows of `name:…` campaigns in `spans` that say again what a row with Amazon's id says.

    That is a row of the same day, ASIN (and search term) and campaign name. Where the rows with ids are `complete` (the
    API reports every campaign of a kind), the name need not be the same: the campaign may have been renamed since.
    """
    named = FACTS[table]
    known = named.alias()
    same = [named.c[c] == known.c[c] for c in ("account", "marketplace", "date", "asin", "search_term") if c in named.c]
    if "campaign_name" in named.c and not (complete and table == "ads_daily"):
        same.append(named.c.campaign_name == known.c.campaign_name)
    if "ad_type" in named.c:
        same.append(func.coalesce(named.c.ad_type, "SP") == func.coalesce(known.c.ad_type, "SP"))
    again = exists().where(and_(*same, ~known.c.campaign_id.startswith(NAMED)))
    by_name = named.c.campaign_id.startswith(NAMED)
    if "campaign_name" in named.c:
        by_name = named.c.campaign_id == literal(NAMED) + named.c.campaign_name
    for span in spans:
        here = and_(named.c.account == span.account, named.c.marketplace == span.marketplace)
        days = named.c.date.between(span.first, span.last)
        connection.execute(delete(named).where(here, days, by_name, again))
