"""Proposes a mapping for an unknown file: which table it fits best, and which of its columns is which field."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.ingest.amazon import FORMATS
from bot.ingest.formats import header_of
from bot.ingest.loading import ZIP
from bot.ingest.names import column_name
from bot.ingest.parts import Part, readable
from bot.ingest.report import FileRefused
from bot.ingest.sheets import Sheet, text_sheets
from bot.ingest.workbooks import workbook_sheets
from bot.records.dataset import TABLES, Table
from bot.records.text import Say

_OTHER_NAMES = {
    "date": "day time recorded timestamp datetime 日期 日付 时间 datum fecha data date-de-début fecha-de-inicio "
    "data-di-inizio",
    "asin": "child-asin product-asin product-id parentasin 商品asin asin码 asin-sponsorisé asin-anunciado "
    "asin-pubblicizzato",
    "campaign_id": "id-de-la-campagne identifiant-de-la-campagne id-de-la-campaña id-campagna",
    "campaign_name": "nom-de-la-campagne nombre-de-la-campaña nombre-de-campaña nome-campagna nome-della-campagna",
    "search_term": "terme-de-recherche término-de-búsqueda termine-di-ricerca",
    "impressions": "impresiones impressioni",
    "clicks": "clics clic",
    "spend": "dépenses coût gasto inversión spesa costo",
    "orders": "commandes pedidos ordini",
    "marketplace": "country market region site 站点 国家 pays país paese",
    "keyword": "keyword-phrase search-term phrase keywords 关键词 关键字 搜索词 キーワード",
    "organic_rank": "organic-position natural-rank organic-ranking 自然排名 自然位 自然順位",
    "sponsored_rank": "sponsored-position ad-rank ad-position 广告排名 广告位 広告順位",
    "volume": "search-volume monthly-searches searches 搜索量 月搜索量 検索数",
    "query": "search-query search-term 搜索词",
    "rank": "bsr sales-rank best-sellers-rank 大类排名 小类排名 排名 ランキング",
    "price": "current-price list-price selling-price 价格 售价 価格",
    "rating": "stars average-rating star-rating 评分 评价 星级 評価",
    "rating_count": "ratings reviews review-count number-of-ratings 评分数 评论数 レビュー数",
    "competitor_asin": "competitor rival-asin 竞品asin",
    "title": "product-name name headline review-title 标题 商品名称 タイトル",
    "body": "review content text review-body review-text 内容 评论内容 本文",
    "review_id": "review-id id 评论id",
    "units": "units-sold sold quantity 销量 販売数 unités unidades unità",
    "sales": "revenue gross-sales turnover 销售额 売上 ventes ventas vendite",
    "sessions": "visits visitors 会话 访客数",
    "page_views": "views pageviews 浏览量",
    "available": "stock on-hand fulfillable 可售 库存 在庫",
    "brand": "brand-name 品牌 ブランド",
    "category": "product-category 类目 カテゴリー",
}


@dataclass(frozen=True)
class Proposal:
    """`text` is the mapping to save and correct; `missing` are required fields without a column, `unsure` fields whose
    column only resembles a known name, `unused` the file's other columns, `known` the format it already has, if any."""

    text: str
    table: str
    columns: dict[str, str]
    missing: tuple[str, ...]
    unsure: tuple[str, ...]
    unused: tuple[str, ...]
    known: str | None = None


def propose_mapping(path: Path) -> Proposal:
    """A mapping for the file. Raises FileRefused where it is empty, cannot be read, or no row of it can be a header."""
    if not path.is_file():
        raise FileRefused(Say("ingest-no-such-file"))
    part = Part(str(path), path.name, path.stat().st_size, lambda: path.open("rb"))
    start = readable(part)
    sheets: list[Sheet] = list(workbook_sheets(part) if start.startswith(ZIP) else text_sheets(part, start))
    best: tuple[tuple[int, int, int], Table, dict[str, str], list[str], list[str]] | None = None
    for sheet in sheets:
        known = header_of(sheet.head, FORMATS)
        if known is not None:
            return Proposal("", "", {}, (), (), (), known[0].name)
        for cells in sheet.head:
            for table in TABLES:
                columns, unsure = _columns(table, cells)
                lacking = [n for n in table.required if n not in columns and n not in ("date", "marketplace")]
                score = (len(columns) - len(lacking) * 2, -len(lacking), -len(unsure))
                if len(columns) > 1 and (best is None or score > best[0]):
                    best = score, table, columns, unsure, [str(c).strip() for c in cells if str(c).strip()]
    if best is None:
        raise FileRefused(Say("ingest-unknown-format"))
    _, table, columns, unsure, header = best
    missing = tuple(name for name in table.required if name not in columns)
    constants = {"marketplace": "US"} if "marketplace" in missing else {}
    content: dict[str, Any] = {"table": table.name, "columns": columns}
    if constants:
        content["constants"] = constants
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    unused = tuple(title for title in header if title not in columns.values())
    return Proposal(text, table.name, columns, missing, tuple(unsure), unused)


def _columns(table: Table, header: Sequence[Any]) -> tuple[dict[str, str], list[str]]:
    """Field → title of its column: by a known name, else by one that is nearly it."""
    titles: dict[str, str] = {}
    for cell in header:
        if isinstance(cell, str) and cell.strip():
            titles.setdefault(_plain(cell), cell.strip())
    found: dict[str, str] = {}
    unsure = []
    for column in table.columns:
        if column.name == "account":
            continue
        for name in _names_of(column.name):
            if name in titles and titles[name] not in found.values():
                found[column.name] = titles[name]
                break
        else:
            left = [plain for plain, title in titles.items() if title not in found.values()]
            close = get_close_matches(_plain(column.name), left, 1, 0.85)
            if close:
                found[column.name] = titles[close[0]]
                unsure.append(column.name)
    return found, unsure


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", column_name(name))


@cache
def _names_of(field: str) -> tuple[str, ...]:
    """The field's own name first, then other tools' names, then those of Amazon's downloads."""
    names = [_plain(field), *(_plain(name) for name in _OTHER_NAMES.get(field, "").split())]
    for known in FORMATS:
        if field in known.fields:
            names += [_plain(name) for name in known.fields[field].names]
    return tuple(dict.fromkeys(names))
