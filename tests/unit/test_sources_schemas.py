"""What we ask Amazon and how we read it, against Amazon's own schemas of queries and documents."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLNamedType, GraphQLObjectType, build_schema
from hypothesis import given
from hypothesis import strategies as st
from standins import kiosk, models

from bot.sources.places import MARKETPLACES_BY_ID
from bot.sources.sp_health import health_of
from bot.sources.sp_promotions import coupon_rows, deal_rows
from bot.sources.sp_search import catalog_rows, query_rows
from bot.sources.sp_traffic import ASINS_A_QUERY, kiosk_query, traffic_tables

TODAY = date(2026, 11, 20)
ASINS = [f"B0{i:08d}" for i in range(ASINS_A_QUERY)]
US = "ATVPDKIKX0DER"
with_amazons_models = pytest.mark.skipif(not models.available(), reason="Amazon's models are not beside the project")


@given(
    marketplace=st.sampled_from(sorted(MARKETPLACES_BY_ID)),
    start=st.dates(TODAY - timedelta(days=730), TODAY),
    days=st.integers(0, 200),
    asins=st.lists(st.sampled_from(ASINS), min_size=1, max_size=ASINS_A_QUERY, unique=True),
)
def test_every_query_of_data_kiosk_is_one_of_amazons_schema(
    marketplace: str, start: date, days: int, asins: list[str]
) -> None:
    query = kiosk_query(marketplace, start, start + timedelta(days=days), asins)
    assert kiosk.query_faults(query, TODAY) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("salesAndTrafficTrends", "salesAndTraffic"),
        ("pageViews", "views"),
        ("sales{", "{"),
        ("DAY", "HOUR"),
        ("CHILD", "PARENT"),
        ('"2026-11-01"', '"1 November 2026"'),
        ('"2026-11-01"', '"2024-11-01"'),
        ('"2026-11-01"', "20261101"),
        ('endDate:"2026-11-19" ', ""),
        ('"B000000001"', ", ".join(f'"{asin}"' for asin in ["B000000099", *ASINS])),
        ("{amount currencyCode}", ""),
    ],
)
def test_a_query_that_is_not_of_the_schema_is_refused(right: str, wrong: str) -> None:
    query = kiosk_query(US, date(2026, 11, 1), date(2026, 11, 19), ["B000000001"])
    assert right in query
    assert kiosk.query_faults(query.replace(right, wrong), TODAY) != []


def test_an_identifier_cannot_leave_its_place_in_a_query() -> None:
    query = kiosk_query(US, date(2026, 11, 1), date(2026, 11, 19), ['B0"]}]){startDate}} #'])
    assert kiosk.query_faults(query, TODAY) == []


@with_amazons_models
def test_the_extract_says_of_each_of_its_types_what_amazons_schema_says() -> None:
    whole = build_schema((models.MODELS / "schemas" / "data-kiosk" / kiosk.SCHEMA.name).read_text(encoding="utf-8"))
    extract = build_schema(kiosk.SCHEMA.read_text(encoding="utf-8"))
    for name, kind in extract.type_map.items():
        given = _described(whole.type_map[name])
        said = _described(kind)
        assert said.items() <= given.items(), name
        assert said or not given, name
        assert len(said) == len(given) or name.startswith("Analytics_"), name


def _described(kind: GraphQLNamedType) -> dict[str, str]:
    """Fields with their arguments and types, or the values of a choice."""
    if isinstance(kind, GraphQLEnumType):
        return dict.fromkeys(kind.values, "")
    fields = kind.fields if isinstance(kind, GraphQLObjectType | GraphQLInputObjectType) else {}
    return {
        name: f"{sorted((key, str(value.type)) for key, value in getattr(field, 'args', {}).items())} {field.type}"
        for name, field in fields.items()
    }


def _least(schema: dict[str, Any], root: dict[str, Any]) -> Any:
    """The poorest value that a JSON schema allows: what it does not require is not there."""
    if "$ref" in schema:
        return _least(root["definitions"][schema["$ref"].rsplit("/", 1)[1]], root)
    match schema.get("type", "string"):
        case "object":
            return {name: _least(schema["properties"].get(name, {}), root) for name in schema.get("required", ())}
        case "array":
            return [_least(schema["items"], root)]
        case "integer" | "number":
            return schema.get("minimum", 0)
    if "pattern" in schema:
        return "USD"  # the one pattern of these schemas is a currency's
    dated = {"date": "2026-11-14", "date-time": "2026-11-10T08:00:00Z"}
    return schema["enum"][0] if "enum" in schema else dated.get(schema.get("format", ""), "x")


def _traffic(report: dict[str, Any]) -> Any:
    work = SimpleNamespace(name="main", marketplace="US", today=lambda: TODAY)
    rows = ((TODAY, row) for row in report["salesAndTrafficByAsin"])
    return traffic_tables(work, rows, "salesByAsin", "trafficByAsin")[0].rows  # type: ignore[arg-type]


READERS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "GET_SALES_AND_TRAFFIC_REPORT": _traffic,
    "GET_BRAND_ANALYTICS_SEARCH_QUERY_PERFORMANCE_REPORT": lambda r: query_rows("main", "US", r["dataByAsin"]).rows,
    "GET_BRAND_ANALYTICS_SEARCH_CATALOG_PERFORMANCE_REPORT": lambda r: catalog_rows("main", "US", r["dataByAsin"]).rows,
    "GET_COUPON_PERFORMANCE_REPORT": lambda r: coupon_rows(r, "main", "US", r["coupons"][0]["marketplaceId"]),
    "GET_PROMOTION_PERFORMANCE_REPORT": lambda r: deal_rows(r, "main", "US", r["promotions"][0]["marketplaceId"]),
    "GET_V2_SELLER_PERFORMANCE_REPORT": lambda r: health_of(r, r["accountStatuses"][0]["marketplaceId"]),
}


@with_amazons_models
@pytest.mark.parametrize("report_type", sorted(READERS))
def test_a_document_with_no_more_than_its_schema_requires_is_read(report_type: str) -> None:
    assert set(READERS) == set(models.DOCUMENTS)
    schema = models.document_schema(report_type)
    document = _least(schema, schema)
    assert models.document_faults(report_type, json.dumps(document).encode()) == []
    assert READERS[report_type](document)


@with_amazons_models
@pytest.mark.parametrize("report_type", sorted(READERS))
def test_amazons_own_example_of_each_document_is_read(report_type: str) -> None:
    for document in models.document_schema(report_type)["examples"]:
        assert READERS[report_type](document)


@with_amazons_models
def test_a_document_that_is_not_of_its_schema_is_found_out() -> None:
    schema = models.document_schema("GET_V2_SELLER_PERFORMANCE_REPORT")
    document = _least(schema, schema)
    del document["performanceMetrics"][0]["lateShipmentRate"]
    assert models.document_faults("GET_V2_SELLER_PERFORMANCE_REPORT", json.dumps(document).encode()) != []
