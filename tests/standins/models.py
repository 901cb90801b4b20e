"""Amazon's own Swagger models as judges: of every request that comes in and of every answer that goes out."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator, Draft7Validator

MODELS = Path(__file__).parents[2].parent / "shared" / "amazon" / "models"
NAMES = (
    "reports_2021-06-30", "dataKiosk_2023-11-15", "fbaInventory", "listingsItems_2021-08-01",
    "catalogItems_2022-04-01", "productPricing_2022-05-01", "sales", "customerFeedback_2024-06-01", "sellers",
)  # fmt: skip


def available() -> bool:
    return MODELS.is_dir()


@dataclass(frozen=True)
class Operation:
    model: dict[str, Any]
    spec: dict[str, Any]
    id: str


@cache
def operations() -> list[tuple[str, re.Pattern[str], Operation]]:
    """(method, path pattern, operation) of every model."""
    found = []
    for name in NAMES:
        model = json.loads((MODELS / f"{name}.json").read_text(encoding="utf-8"))
        for path, methods in model["paths"].items():
            pattern = re.compile("^" + re.sub(r"\{[^}]+\}", "[^/]+", path) + "$")
            for method, spec in methods.items():
                if method in ("get", "post", "put", "delete", "patch"):
                    found.append((method.upper(), pattern, Operation(model, spec, spec["operationId"])))
    return found


def operation(method: str, path: str) -> Operation | None:
    return next((op for m, pattern, op in operations() if m == method and pattern.match(path)), None)


@cache
def _validator(model_key: int, pointer: str) -> Draft4Validator:
    model = next(op.model for _, _, op in operations() if id(op.model) == model_key)
    return Draft4Validator({"$ref": pointer, "definitions": model["definitions"]})


def faults_of(found: Operation, schema: dict[str, Any], value: Any) -> list[str]:
    """What is wrong with a value, in words."""
    pointer = schema.get("$ref")
    if pointer is not None:
        validator = _validator(id(found.model), pointer)
    else:
        validator = Draft4Validator({**schema, "definitions": found.model["definitions"]})
    return [f"{found.id}: {'/'.join(map(str, e.path))}: {e.message[:200]}" for e in validator.iter_errors(value)]


def request_faults(found: Operation, query: dict[str, str], body: Any) -> list[str]:
    """What of a request is not as the model has it."""
    parameters = {p["name"]: p for p in (_resolved(found.model, p) for p in found.spec.get("parameters", []))}
    faults = [f"{found.id}: unknown parameter {name}" for name in query if name not in parameters]
    for name, parameter in parameters.items():
        if parameter["in"] == "query":
            if parameter.get("required") and name not in query:
                faults.append(f"{found.id}: parameter {name} is missing")
            if name in query:
                faults += _query_faults(found, parameter, query[name])
        elif parameter["in"] == "body" and body is not None:
            faults += faults_of(found, parameter["schema"], body)
    return faults


def response_faults(found: Operation, status: int, body: Any) -> list[str]:
    """What of an answer is not as the model has it."""
    response = found.spec["responses"].get(str(status))
    if response is None:
        return [f"{found.id}: no answer {status} in the model"]
    schema = _resolved(found.model, response).get("schema")
    return [] if schema is None else faults_of(found, schema, body)


def _resolved(model: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in value:
        return value
    for part in value["$ref"].split("/")[1:]:
        model = model[part]
    return model


def _query_faults(found: Operation, parameter: dict[str, Any], text: str) -> list[str]:
    is_list = parameter.get("type") == "array"
    values = text.split(",") if is_list else [text]
    schema = parameter.get("items", {}) if is_list else parameter
    faults = []
    if is_list and len(values) > parameter.get("maxItems", 10**9):
        faults.append(f"{found.id}: more than {parameter['maxItems']} values in {parameter['name']}")
    for value in values:
        if "enum" in schema and value not in schema["enum"]:
            faults.append(f"{found.id}: {value} is no value of {parameter['name']}")
        if schema.get("type") == "integer" and not schema.get("minimum", -(10**9)) <= int(value) <= schema.get(
            "maximum", 10**9
        ):
            faults.append(f"{found.id}: {value} is out of range in {parameter['name']}")
    return faults


DOCUMENTS = {
    "GET_SALES_AND_TRAFFIC_REPORT": "sellerSalesAndTrafficReport",
    "GET_BRAND_ANALYTICS_SEARCH_QUERY_PERFORMANCE_REPORT": "sellingPartnerSearchQueryPerformanceReport",
    "GET_BRAND_ANALYTICS_SEARCH_CATALOG_PERFORMANCE_REPORT": "sellingPartnerSearchCatalogPerformanceReport",
    "GET_COUPON_PERFORMANCE_REPORT": "sellerCouponReport",
    "GET_PROMOTION_PERFORMANCE_REPORT": "promotionReport",
    "GET_V2_SELLER_PERFORMANCE_REPORT": "accountHealthReport-2020-11-18",
}


@cache
def document_schema(report_type: str) -> dict[str, Any]:
    """Amazon's JSON schema of a report's document."""
    path = MODELS / "schemas" / "reports" / f"{DOCUMENTS[report_type]}.json"
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema


def document_faults(report_type: str, content: bytes) -> list[str]:
    """What of a report's document is not as Amazon's schema of it has it."""
    name = DOCUMENTS.get(report_type)
    if name is None:
        return []
    errors = Draft7Validator(document_schema(report_type)).iter_errors(json.loads(content))
    return [f"{name}: {'/'.join(map(str, e.path))}: {e.message[:200]}" for e in errors]
