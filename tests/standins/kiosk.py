"""Data Kiosk's engine: queries are validated and answered by Amazon's own GraphQL schema (an extract in tests/data)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    StringValueNode,
    ValueNode,
    build_schema,
    execute,
    parse,
    validate,
)

from bot.records.dataset import MARKETPLACES
from bot.sources.places import MARKETPLACES_BY_ID
from standins.services import Services

ROOT = "analytics_salesAndTraffic_2024_04_24"
SCHEMA = Path(__file__).parents[1] / "data" / "amazon" / f"{ROOT}.graphql"
LONGEST = 8000  # characters, says the model of createQuery
MOST_ASINS = 30
OLDEST = timedelta(days=2 * 365)


@cache
def schema() -> GraphQLSchema:
    """The schema, with its scalars as strict as their names: ISO days and whole numbers."""
    built = build_schema(SCHEMA.read_text(encoding="utf-8"))
    day, long = built.type_map["Date"], built.type_map["Long"]
    day.serialize, day.parse_value, day.parse_literal = _iso, _day, _day_literal  # type: ignore[attr-defined]
    long.serialize = _whole  # type: ignore[attr-defined]
    return built


def query_faults(query: str, today: date) -> list[str]:
    """What of a query Amazon would refuse: by the schema, and by what its descriptions say besides."""
    if len(query) > LONGEST:
        return [f"a query of {len(query)} characters"]
    try:
        asked = parse(query)
    except GraphQLError as error:
        return [error.message]
    operations = [node for node in asked.definitions if isinstance(node, OperationDefinitionNode)]
    faults = [error.message for error in validate(schema(), asked)]
    if len(operations) != 1:
        faults.append("not one operation")
    if not faults:
        faults = [error.message for error in execute(schema(), asked, _answering(_refuser(today))).errors or ()]
    return faults


def rows(state: Services, seller: str, query: str, at: datetime) -> list[str]:
    """The lines of the answer, each as the schema gives it out. A row that does not fit the schema raises."""
    answer = execute(schema(), parse(query), _answering(lambda wish: list(_rows(state, seller, wish, at))))
    if answer.errors or answer.data is None:
        raise ValueError(f"an answer that is not of the schema: {answer.errors}")
    return [json.dumps(row) for row in answer.data[ROOT]["salesAndTrafficTrends"]]


def _answering(trends: Callable[[dict[str, Any]], list[Any]]) -> dict[str, Any]:
    """The root of a query: its one field, with `trends` given the arguments."""
    return {ROOT: {"salesAndTrafficTrends": lambda info, **wish: trends(wish)}}


def _refuser(today: date) -> Callable[[dict[str, Any]], list[Any]]:
    def refuse(wish: dict[str, Any]) -> list[Any]:
        asins = [len(part["asins"]) for part in wish["filters"]]
        if max(asins, default=0) > MOST_ASINS or min(asins, default=0) < 1:
            raise GraphQLError("more than 30 ASINs in a filter, or none")
        if wish["asinAggregation"] != "CHILD":
            raise GraphQLError("only CHILD is supported")
        if not today - OLDEST <= wish["startDate"] <= wish["endDate"]:
            raise GraphQLError("the days are out of order or more than two years ago")
        return []

    return refuse


def _rows(state: Services, seller: str, wish: dict[str, Any], at: datetime) -> Iterator[dict[str, Any]]:
    day: date = wish["startDate"]
    while day <= wish["endDate"]:
        for part in wish["filters"]:
            marketplace = MARKETPLACES_BY_ID[part["marketplaceId"]]
            known = set(state.world.asins(seller, marketplace))
            for asin in part["asins"]:
                figures = state.world.reported(seller, marketplace, asin, day, at) if asin in known else None
                if figures is not None:
                    amount = {"amount": figures.sales, "currencyCode": MARKETPLACES[marketplace]}
                    yield {
                        "asinAggregation": wish["asinAggregation"],
                        "startDate": day,
                        "endDate": day,
                        "marketplaceId": part["marketplaceId"],
                        "parentAsin": asin,
                        "childAsin": asin,
                        "sales": {
                            "orderedProductSales": amount,
                            "unitsOrdered": figures.units,
                            "totalOrderItems": figures.orders,
                        },
                        "traffic": {
                            "sessions": figures.sessions,
                            "pageViews": figures.page_views,
                            "buyBoxPercentage": figures.buy_box,
                        },
                    }
        day += timedelta(days=1)


def _iso(value: date) -> str:
    return value.isoformat()


def _day(value: Any) -> date:
    return date.fromisoformat(value)


def _day_literal(node: ValueNode, _variables: dict[str, Any] | None = None) -> date:
    if not isinstance(node, StringValueNode):
        raise GraphQLError("a Date is a string")
    return date.fromisoformat(node.value)


def _whole(value: Any) -> int:
    if not isinstance(value, int):
        raise GraphQLError(f"{value!r} is no Long")
    return value
