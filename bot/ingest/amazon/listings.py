"""Active or all listings: the product list, and (where a day is given) the state of each listing on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.ingest.formats import Context, Format, Load, Read, Row, column
from bot.ingest.places import Places
from bot.records.text import Say

_STATUS = {"active": "BUYABLE", "inactive": "INACTIVE", "incomplete": "INACTIVE", "blocked": "SUPPRESSED"}
_RANK = ("BUYABLE", "SUPPRESSED", "INACTIVE")  # of several SKUs of one ASIN the best counts


def _listings(rows: Iterator[Row], context: Context) -> Iterable[Load]:
    place, account = Places(context), context.account
    best: dict[tuple[str, str], tuple[int, str, Row, str | None]] = {}
    for row in rows:
        asin = row["asin"] or row["product_id"]
        if asin is None or len(asin) != 10:
            context.refuse(row, "asin1", Say("ingest-empty"))
            continue
        status = _STATUS.get((row["status"] or "active").strip().casefold())
        rank = _RANK.index(status) if status else len(_RANK)
        found = (rank, row["sku"], row, status)
        key = (place(row), asin)
        best[key] = min(best.get(key, found), found, key=lambda one: one[:2])
    known = [name for name in ("title", "price") if name in context.fields]
    products = [
        (account, market, asin, sku, *(row[name] for name in known))
        for (market, asin), (_, sku, row, _) in best.items()
    ]
    yield Load("products", ["account", "marketplace", "asin", "sku", *known], products)
    if context.period is not None and context.period[0] == context.period[1] and "status" in context.fields:
        day = context.period[0].isoformat()
        states = [(account, market, asin, day, status) for (market, asin), (_, _, _, status) in best.items() if status]
        yield Load("listings", ["account", "marketplace", "asin", "date", "status"], states, main=False)


LISTINGS = (
    Format(
        "amazon:listings",
        {
            "asin": column(Read.ASIN, "asin1"),
            "product_id": column(Read.ASIN, "product-id"),
            "sku": column(Read.TEXT, "seller-sku | Händler-SKU | 出品者SKU | 卖家 SKU", needed=True),
            "title": column(Read.TEXT, "item-name | Artikelbezeichnung | 商品名 | 商品名称"),
            "price": column(Read.MONEY, "price | Preis | 価格 | 价格"),
            "quantity": column(Read.COUNT, "quantity"),
            "listing": column(Read.TEXT, "listing-id | Angebotsnummer | 出品ID | 商品编码"),
            "opened": column(Read.TEXT, "open-date | Einstelldatum | 出品日 | 开售日期"),
            "status": column(Read.TEXT, "status | Status | ステータス | 状态"),
        },
        ("sku", "title", "listing", "opened"),
        _listings,
    ),
)
