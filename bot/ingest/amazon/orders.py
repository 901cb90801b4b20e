"""All orders, and FBA customer returns. No buyer data is kept: addresses are never read, order ids only as hashes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.ingest.days import day_in
from bot.ingest.formats import Context, Format, Load, Read, Row, column
from bot.ingest.names import marketplace_code
from bot.ingest.places import Places
from bot.ingest.privacy import order_hash, without_contacts
from bot.ingest.sums import added
from bot.records.dataset import MARKETPLACE_ZONES
from bot.records.text import Say


def _returns(rows: Iterator[Row], context: Context) -> Iterable[Load]:
    place, key = Places(context), context.ledger.order_salt()
    lines = []
    for row in rows:
        market = place(row)
        order = order_hash(key, row["order_id"]) if row["order_id"] else None
        comment = without_contacts(row["comment"]) if row["comment"] else None
        lines.append(
            (
                context.account, day_in(row["date"], MARKETPLACE_ZONES[market]), market, row["asin"], order,
                row["quantity"], row["reason"], comment,
            )
        )  # fmt: skip
    columns = ["account", "date", "marketplace", "asin", "order_id", "quantity", "reason", "comment"]
    # A row that was refused may have been of any day, so then nothing is replaced.
    yield Load("returns", columns, lines, adds_only=[(None, None, None)] if context.log.count else [])


def _orders(rows: Iterator[Row], context: Context) -> Iterable[Load]:
    """Orders, units and sales by ASIN and day for the days that no business report has told (those know sessions).

    Cancelled lines and orders outside Amazon do not count; a line whose price is not known yet (pending) makes the
    day's sales unknown, not smaller. A file over several days may begin in the middle of one, so its first day only
    fills in what is not known.
    """
    place = Places(context)
    ids: dict[tuple[str, str, str], set[str]] = {}
    sums: dict[tuple[str, str, str], tuple[int | None, float | None]] = {}
    elsewhere = 0
    for row in rows:
        channel = row["channel"]
        market = marketplace_code(channel) if channel else place(row)
        if market is None:
            elsewhere += 1
            continue
        if "cancel" in f"{row['status'] or ''} {row['item_status'] or ''}".casefold():
            continue
        key = (market, row["asin"], day_in(row["date"], MARKETPLACE_ZONES[market]))
        ids.setdefault(key, set()).add(row["order_id"])
        units, sales = sums.get(key, (0, 0.0))
        sums[key] = added(units, row["quantity"]), added(sales, row["sales"])
    if elsewhere:
        context.notes.append(Say("ingest-outside-amazon", {"n": elsewhere}))
    lines = [
        (context.account, *key, len(ids[key]), units, None if sales is None else round(sales, 4))
        for key, (units, sales) in sums.items()
    ]
    columns = ["account", "marketplace", "asin", "date", "orders", "units", "sales"]
    days: dict[str, set[str]] = {}
    for market, _, day in sums:
        days.setdefault(market, set()).add(day)
    firsts = {(market, min(found)) for market, found in days.items() if len(found) > 1}
    begun = [line for line in lines if (line[1], line[3]) in firsts]
    whole = [line for line in lines if (line[1], line[3]) not in firsts]
    yield Load("traffic_daily", columns, whole, only_where_unknown="sessions")
    yield Load("traffic_daily", columns, begun, only_where_unknown="sessions", keep_known=True)


ORDERS = (
    Format(
        "amazon:fba_customer_returns",
        {
            "date": column(Read.MOMENT, "return-date", needed=True),
            "order_id": column(Read.ID, "order-id"),
            "asin": column(Read.ASIN, "asin", needed=True),
            "quantity": column(Read.COUNT, "quantity", required=True, needed=True),
            "reason": column(Read.TEXT, "reason"),
            "disposition": column(Read.TEXT, "detailed-disposition"),
            "comment": column(Read.TEXT, "customer-comments"),
        },
        ("date", "order_id", "asin", "disposition"),
        _returns,
        personal=("order_id", "comment"),
    ),
    Format(
        "amazon:all_orders",
        {
            "order_id": column(Read.ID, "amazon-order-id", needed=True),
            "date": column(Read.MOMENT, "purchase-date", needed=True),
            "status": column(Read.TEXT, "order-status", required=True),
            "item_status": column(Read.TEXT, "item-status"),
            "channel": column(Read.TEXT, "sales-channel"),
            "asin": column(Read.ASIN, "asin", needed=True),
            "quantity": column(Read.COUNT, "quantity | quantity-purchased", required=True, needed=True),
            "currency": column(Read.TEXT, "currency"),
            "sales": column(Read.MONEY, "item-price", required=True),
        },
        ("order_id", "date", "asin", "sales"),
        _orders,
        personal=("order_id",),
    ),
)
