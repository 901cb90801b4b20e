"""Settlement reports (V2 flat file): fees, refunds and other amounts by day, kind and ASIN → charges.

What customers paid for items (`ItemPrice` of orders) is left out: it is in the sales already. Amounts keep Amazon's
sign: what Amazon takes is negative. Two settlements may share a day, and have equal charges on it: each row is kept
with a salted hash of its settlement's id, and a settlement replaces only itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bot.ingest.formats import Context, Format, Load, Read, Row, column
from bot.ingest.names import marketplace_code
from bot.ingest.places import Places
from bot.ingest.privacy import order_hash
from bot.ingest.sums import Sums
from bot.records.text import Say


def _charges(rows: Iterator[Row], context: Context) -> Iterable[Load]:
    lines: list[tuple[Row, str | None]] = []
    currency: str | None = None
    for row in rows:
        currency = row["currency"] or currency  # only the settlement's first line has it
        if row["amount"] is None and row["kind"] is None:
            continue  # the settlement's total
        if row["amount"] is None or row["date"] is None or row["kind"] is None:
            context.refuse(row, "amount", Say("ingest-empty"))
            continue
        if row["settlement"] is None:
            context.refuse(row, "settlement", Say("ingest-empty"))
            continue
        if row["type"] == "ItemPrice" and row["transaction"] == "Order":
            continue
        lines.append((row, marketplace_code(row["marketplace"] or "")))
    markets = {market for _, market in lines if market is not None}
    of_account = next(iter(markets)) if len(markets) == 1 else None
    place, sums = Places(context), Sums()
    asins: dict[str, Mapping[str, str]] = {}
    salt = context.ledger.order_salt() if lines else ""
    for row, named in lines:
        market = named or of_account or place(Row(row.line, {"currency": currency}, row.text))
        if market not in asins:
            asins[market] = context.ledger.sku_asins(context.account, market)
        kind = f"{row['type']} / {row['kind']}" if row["type"] else row["kind"]
        settlement = order_hash(salt, str(row["settlement"]))
        sums.add((settlement, row["date"], market, kind, asins[market].get(row["sku"] or "")), [row["amount"]])
    charges = [
        (context.account, settlement, day, market, kind, asin, amount)
        for (settlement, day, market, kind, asin), (amount,) in sums.items()
    ]
    columns = ["account", "settlement", "date", "marketplace", "kind", "asin", "amount"]
    yield Load("charges", columns, charges, adds_only=[(None, None, None)] if context.log.count else [])


SETTLEMENT = (
    Format(
        "amazon:settlement_v2",
        {
            "settlement": column(Read.ID, "settlement-id"),
            "currency": column(Read.TEXT, "currency"),
            "transaction": column(Read.TEXT, "transaction-type"),
            "marketplace": column(Read.TEXT, "marketplace-name"),
            "type": column(Read.TEXT, "amount-type"),
            "kind": column(Read.TEXT, "amount-description"),
            "amount": column(Read.MONEY, "amount", required=True),
            "date": column(Read.DAY, "posted-date", required=True),
            "sku": column(Read.TEXT, "sku"),
        },
        ("settlement", "type", "kind"),
        _charges,
        personal=("settlement",),
    ),
)
