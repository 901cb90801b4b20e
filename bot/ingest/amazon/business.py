"""Business reports: sales and traffic by child ASIN (no day inside), and by day for the whole account.

`Sessions - Total` and the other plain columns include business customers; the `- B2B` columns are parts of them.
In Chinese `转化率 - 总计` is the session percentage, the conversion `商品会话百分比`; neither is read: rates come from
sums.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from bot.ingest.formats import Context, Format, Load, Read, Row, column
from bot.ingest.places import Places
from bot.ingest.sums import Shares, Sums
from bot.records.text import Say

_FIGURES = {
    "sessions": column(
        Read.COUNT,
        "Sessions - Total | Sessions | Sitzungen - Summe | Sitzungen | 会话数 - 总计 | 会话次数 - 总计 | "
        "买家访问次数 - 总计 | "
        "セッション数 - 合計 | セッション - 合計 | セッション | Sessions - Totales | Sesiones - Total | "
        "Sessioni - Totale",
        required=True,
    ),
    "page_views": column(
        Read.COUNT,
        "Page Views - Total | Page Views | Seitenaufrufe - Summe | Seitenaufrufe | 页面浏览量 - 总计 | "
        "页面浏览次数 - 总计 | "
        "ページビュー - 合計 | ページビュー | Vistas de página - Total | Visualizzazioni di pagina - Totale",
    ),
    "buy_box_pct": column(
        Read.PERCENT,
        "Featured Offer (Buy Box) Percentage | Featured Offer Percentage | Buy Box Percentage | "
        "推荐报价（推荐报价展示位）百分比 | 推荐报价百分比 | おすすめ出品（おすすめ商品）の獲得率 | "
        "カートボックス獲得率 | "
        "Einkaufswagenfeld-Prozentsatz | Prozentsatz des Einkaufswagenfelds",
    ),
    "units": column(
        Read.COUNT,
        "Units Ordered | Bestellte Einheiten | 已订购商品数量 | 注文された商品点数 | Unidades pedidas | "
        "Unità ordinate | "
        "Unités commandées",
        required=True,
    ),
    "sales": column(
        Read.MONEY,
        "Ordered Product Sales | Durch bestellte Produkte erzielter Umsatz | 已订购商品销售额 | 注文商品の売上額 | "
        "Ventas de productos pedidos | Vendite prodotti ordinati | Ventes de produits commandés",
        required=True,
    ),
    "orders": column(
        Read.COUNT,
        "Total Order Items | Zahl der Bestellposten | 订单商品总数 | 注文品目総数 | Total de artículos del pedido | "
        "Total Articoli dell'ordine | Nombre total de produits commandés",
    ),
    "currency": column(Read.TEXT, "Currency"),
}  # fmt: skip
_CHILD = column(
    Read.ASIN,
    "(Child) ASIN | (Untergeordnete) ASIN | （子）ASIN | ASIN (Child) | (Enfant) ASIN | (Hijo) ASIN",
    needed=True,
)
_PARENT = column(
    Read.ASIN, "(Parent) ASIN | (Übergeordnete) ASIN | （父）ASIN | （親）ASIN | (Parental) ASIN | (Padre) ASIN"
)
_DAY = column(Read.DAY, "Date | Datum | 日期 | 日付 | Fecha | Data", needed=True)
_PERIOD_KEY = ("account", "marketplace", "asin", "source", "campaign_id", "starts_on", "ends_on")


def _by_child(rows: Iterator[Row], context: Context) -> Iterable[Load]:
    first, last = context.days()
    place, account = Places(context), context.account
    figures: list[str] = [
        name for name in ("sessions", "page_views", "orders", "units", "sales") if name in context.fields
    ]
    sums, shares = Sums(), Shares()
    parents: dict[tuple[str, str], set[str | None]] = {}
    for row in rows:
        key = (place(row), row["asin"])
        sums.add(key, [row[name] for name in figures])
        shares.add(key, row["buy_box_pct"], row["page_views"])
        parents.setdefault(key, set()).add(row["parent_asin"])
    columns, values = figures, list(sums.items())
    if "buy_box_pct" in context.fields:
        columns = [*figures, "buy_box_pct"]
        values = [(key, [*found, shares.get(key)]) for key, found in values]
    if first == last:
        daily = [(account, market, asin, first.isoformat(), *found) for (market, asin), found in values]
        yield Load("traffic_daily", ["account", "marketplace", "asin", "date", *columns], daily)
    else:
        context.notes.append(Say("ingest-kept-as-period", {"first": first, "last": last}))
        days = (first.isoformat(), last.isoformat())
        totals = [(account, market, asin, context.format, "", *days, *found) for (market, asin), found in values]
        yield Load("period_totals", [*_PERIOD_KEY, *columns], totals)
    families = [
        (account, market, asin, parent)
        for (market, asin), found in parents.items()
        for parent in found
        if len(found) == 1 and parent not in (None, asin)
    ]
    if families:
        yield Load("products", ["account", "marketplace", "asin", "parent_asin"], families, main=False, keep_known=True)


def _by_date(rows: Iterator[Row], context: Context) -> Iterable[Load]:
    """Totals of the whole account, one day or (where the days lie a week or a month apart) one longer period a row."""
    place, account = Places(context), context.account
    figures = [
        name for name in ("sessions", "page_views", "buy_box_pct", "orders", "units", "sales") if name in context.fields
    ]
    found = [(place(row), date.fromisoformat(row["date"]), [row[name] for name in figures]) for row in rows]
    days = sorted({day for _, day, _ in found})
    step = min((b - a for a, b in pairwise(days)), default=timedelta(1)).days
    totals = [
        (account, market, "", context.format, "", day.isoformat(), _end(day, step).isoformat(), *values)
        for market, day, values in found
    ]
    yield Load("period_totals", [*_PERIOD_KEY, *figures], totals)


def _end(start: date, step: int) -> date:
    if step == 7:
        return start + timedelta(6)
    if step >= 28:
        return (start.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)
    return start


BUSINESS = (
    Format(
        "amazon:business_by_child",
        {"asin": _CHILD, "parent_asin": _PARENT, **_FIGURES},
        ("asin", "units"),
        _by_child,
    ),
    Format(
        "amazon:business_by_date",
        {
            "date": _DAY,
            "asin": _CHILD,
            **_FIGURES,
        },
        ("date", "units", "sales"),
        _by_date,
        without=("asin",),
    ),
)
