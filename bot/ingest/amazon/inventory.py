"""FBA stock: inventory (MYI), planning (with age), restock. New units only, SKUs of one ASIN summed.

`reserved` includes what moves between centres; `inbound` is shipped or being received, `inbound_working` not yet
shipped. Europe's pooled stock stands in such files once per country: it is kept in the country that sells most of it,
and stays unknown (not zero) in the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.ingest.formats import Context, Format, Load, Read, Row, column
from bot.ingest.names import marketplace_code
from bot.ingest.places import EU, Places
from bot.ingest.report import FileRefused
from bot.ingest.sums import Sums, added
from bot.records.text import Say

_STOCK = ("available", "reserved", "fc_transfer", "inbound", "inbound_working", "unfulfillable")
_NEW = ("new", "neu", "nuev", "nuov", "nov", "新")
_POOL = 10  # units from which equal stock in several countries is no chance
_AGES = ("age_0_90", "age_91_180", "age_181_270", "age_271_365", "age_366_plus")


def _count(names: str, *, required: bool = False) -> Any:
    return column(Read.COUNT, names, required=required)


_KEYS = {
    "asin": column(Read.ASIN, "asin | ASIN", needed=True),
    "sku": column(Read.TEXT, "sku | Merchant SKU | msku"),
    "condition": column(Read.TEXT, "condition | Zustand | 状态 | コンディション"),
    "date": column(Read.DAY, "snapshot-date"),
    "store": column(Read.TEXT, "store"),
    "country": column(Read.PLACE, "marketplace | Country | Land | 国家/地区 | 国"),
}
_MYI = {
    **_KEYS,
    "available": _count("afn-fulfillable-quantity-local | afn-fulfillable-quantity", required=True),
    "reserved": _count("afn-reserved-quantity"),
    "working": _count("afn-inbound-working-quantity"),
    "shipped": _count("afn-inbound-shipped-quantity"),
    "receiving": _count("afn-inbound-receiving-quantity"),
    "unfulfillable": _count("afn-unsellable-quantity"),
}
_PLANNING = {
    **_KEYS,
    "available": _count("available", required=True),
    "fc_transfer": _count("fc-transfer"),
    "reserved": _count("Total Reserved Quantity"),
    "working": _count("inbound-working"),
    "shipped": _count("inbound-shipped"),
    "receiving": _count("inbound-received"),
    "unfulfillable": _count("unfulfillable-quantity"),
    "sold": _count("units-shipped-t30"),
    "age_0_90": _count("inv-age-0-to-90-days", required=True),
    "age_91_180": _count("inv-age-91-to-180-days"),
    "age_181_270": _count("inv-age-181-to-270-days"),
    "age_271_365": _count("inv-age-271-to-365-days"),
    "older": _count("inv-age-365-plus-days | inv-age-366-plus-days"),
    "age_366_455": _count("inv-age-366-to-455-days"),
    "age_456": _count("inv-age-456-plus-days"),
    "storage_cost": column(Read.MONEY, "estimated-storage-cost-next-month"),
}
_RESTOCK = {
    **_KEYS,
    "available": _count("Available", required=True),
    "fc_transfer": _count("FC transfer"),
    "processing": _count("FC Processing"),
    "ordered": _count("Customer Order"),
    "working": _count("Working"),
    "shipped": _count("Shipped"),
    "receiving": _count("Receiving"),
    "unfulfillable": _count("Unfulfillable"),
    "sold": _count("Units Sold Last 30 Days"),
}


def _is_new(row: Row) -> bool:
    """Used units are another offer: they do not cover the sales of the new one."""
    return (row["condition"] or "New").strip().casefold().startswith(_NEW)


def _unpooled(rows: Iterable[Row], context: Context, place: Places) -> Iterator[tuple[Row, str]]:
    """The rows with their marketplace, each European pool (a SKU with the same stock in several countries) once."""
    by_sku: dict[object, list[tuple[Row, str]]] = {}
    for row in rows:
        if _is_new(row):
            market = marketplace_code(row["store"] or "") or place(row)
            by_sku.setdefault((row["sku"] or row["asin"], row["date"]), []).append((row, market))
    dropped = 0
    for lines in by_sku.values():
        pools: dict[object, list[tuple[Row, str]]] = {}
        for row, market in lines:
            stock = tuple(row[name] for name in ("available", "reserved", "fc_transfer", "shipped", "unfulfillable"))
            pooled = market in EU and sum(s or 0 for s in stock) >= _POOL and len({m for _, m in lines if m in EU}) > 1
            pools.setdefault(stock if pooled else (market, row.line), []).append((row, market))
        for same in pools.values():
            if len({market for _, market in same}) == 1:
                yield from same
                continue
            dropped += len(same) - 1
            yield max(same, key=lambda one: (one[0]["sold"] or 0, -EU.index(one[1])))
    if dropped:
        context.notes.append(Say("ingest-pooled", {"n": dropped}))


def _day(row: Row, context: Context) -> str:
    """A snapshot is of one day. Raises FileRefused where nobody says which."""
    if row["date"] is not None:
        return str(row["date"])
    first, last = context.days()
    if first != last:
        raise FileRefused(Say("ingest-needs-date", {"file": context.name}))
    return last.isoformat()


def _stock(row: Row, fields: frozenset[str]) -> list[int | None]:
    reserved = row["reserved"]
    if "processing" in fields:
        reserved = added(added(row["fc_transfer"], row["processing"]), row["ordered"])
    inbound = added(row["shipped"], row["receiving"])
    return [row["available"], reserved, row["fc_transfer"], inbound, row["working"], row["unfulfillable"]]


def _stock_columns(fields: frozenset[str]) -> list[str]:
    known = {
        "reserved": "reserved" in fields or {"fc_transfer", "processing", "ordered"} <= fields,
        "fc_transfer": "fc_transfer" in fields,
        "inbound": {"shipped", "receiving"} <= fields,
        "inbound_working": "working" in fields,
        "unfulfillable": "unfulfillable" in fields,
    }
    return [name for name in _STOCK if known.get(name, True)]


def _load(table: str, columns: Sequence[str], given: Sequence[str], sums: Sums, context: Context, main: bool) -> Load:
    """Only the columns that the file knows are written; the others keep what is stored."""
    kept = [i for i, name in enumerate(columns) if name in given]
    rows = [(context.account, *key, *(values[i] for i in kept)) for key, values in sums.items()]
    return Load(table, ["account", "marketplace", "asin", "date", *(columns[i] for i in kept)], rows, main=main)


def _inventory(rows: Iterator[Row], context: Context) -> Iterable[Load]:
    sums = Sums()
    for row, market in _unpooled(rows, context, Places(context)):
        sums.add((market, row["asin"], _day(row, context)), _stock(row, context.fields))
    yield _load("inventory_daily", _STOCK, _stock_columns(context.fields), sums, context, True)


def _planning(rows: Iterator[Row], context: Context) -> Iterable[Load]:
    stock, ages = Sums(), Sums()
    for row, market in _unpooled(rows, context, Places(context)):
        key = (market, row["asin"], _day(row, context))
        stock.add(key, _stock(row, context.fields))
        oldest = row["older"] if "older" in context.fields else added(row["age_366_455"], row["age_456"])
        ages.add(key, [*(row[name] for name in _AGES[:4]), oldest, row["storage_cost"]])
    yield _load("inventory_daily", _STOCK, _stock_columns(context.fields), stock, context, True)
    given = {*context.fields}
    if "older" in given or {"age_366_455", "age_456"} <= given:
        given.add("age_366_plus")
    columns = (*_AGES, "storage_cost")
    yield _load("inventory_age", columns, [name for name in columns if name in given], ages, context, False)


INVENTORY = (
    Format("amazon:fba_inventory", _MYI, ("asin", "sku", "available"), _inventory),
    Format("amazon:fba_planning", _PLANNING, ("asin", "sku", "date", "age_91_180"), _planning),
    Format("amazon:fba_restock", _RESTOCK, ("asin", "sku", "available", "processing", "ordered"), _inventory),
)
