"""Catalog Items: ranks by category, and the parts of the product page whose change matters (title, images, family)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from bot.records.sources import TableRows
from bot.sources.pages import to_ask
from bot.sources.steps import Steps
from bot.sources.work import Work

OPERATION = "searchCatalogItems"
PATH = "/catalog/2022-04-01/items"
ASINS_A_CALL = 20
INCLUDED = "summaries,salesRanks,images,relationships,attributes"
_KEY = ("account", "marketplace", "asin")


def catalog(work: Work) -> Steps[None]:
    """Twenty products a call, each call remembered."""
    asins = [item.asin for item in work.ledger.items(work.name, work.marketplace)]
    chunks = [asins[i : i + ASINS_A_CALL] for i in range(0, len(asins), ASINS_A_CALL)]
    work.plan(len(chunks))
    epoch = work.block()
    for chunk in chunks:
        asked = to_ask(work, OPERATION, {"asins": chunk}, epoch)
        if asked is not None:
            params: dict[str, str | int] = {
                "identifiers": ",".join(chunk),
                "identifiersType": "ASIN",
                "marketplaceIds": work.marketplace_id,
                "includedData": INCLUDED,
                "pageSize": ASINS_A_CALL,
            }
            answer = yield from work.caller("selling_partner").call(OPERATION, "GET", PATH, params=params)
            work.store(catalog_tables(work, answer.json()["items"]), asked)
        work.finish()


def catalog_tables(work: Work, items: Sequence[Mapping[str, Any]]) -> list[TableRows]:
    """`ranks`, the page's part of `listings`, and names in `products`."""
    where, day = (work.name, work.marketplace), work.picture_day()
    ranks: dict[tuple[str, str], int] = {}
    pages, names, families = [], [], []
    for item in items:
        asin = item["asin"]
        for title, rank in _ranks(_own(item, "salesRanks", work.marketplace_id)):
            ranks[asin, title] = rank
        summary = _own(item, "summaries", work.marketplace_id)
        parent, theme = _family(_own(item, "relationships", work.marketplace_id))
        images = _own(item, "images", work.marketplace_id).get("images", [])
        category = (summary.get("browseClassification") or {}).get("displayName")
        pages.append(
            (*where, asin, day, summary.get("itemName"), category,
             (summary.get("browseClassification") or {}).get("classificationId"), parent, theme,
             len({image["variant"] for image in images}) if images else None, _main_image(images), _bullets(item))
        )  # fmt: skip
        names.append((*where, asin, summary.get("brand"), category))
        if parent is not None:
            families.append((*where, asin, parent))
    page_columns = (
        *_KEY, "date", "title", "category", "browse_node", "parent_asin", "variation_theme", "images",
        "main_image_hash", "bullets",
    )  # fmt: skip
    rank_rows = [(*where, asin, day, title, float(rank)) for (asin, title), rank in ranks.items()]
    return [
        TableRows("ranks", (*_KEY, "date", "category", "rank"), rank_rows),
        TableRows("listings", page_columns, pages),
        TableRows("products", (*_KEY, "brand", "category"), names),
        TableRows("products", (*_KEY, "parent_asin"), families),
    ]


def _own(item: Mapping[str, Any], part: str, marketplace_id: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = next((x for x in item.get(part, []) if x.get("marketplaceId") == marketplace_id), {})
    return found


def _ranks(part: Mapping[str, Any]) -> list[tuple[str, int]]:
    every = [*part.get("displayGroupRanks", []), *part.get("classificationRanks", [])]
    return [(rank["title"], int(rank["rank"])) for rank in every]


def _family(part: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """The parent of a variation and the theme by which its children differ."""
    for relation in part.get("relationships", []):
        if relation["type"] == "VARIATION" and relation.get("parentAsins"):
            return relation["parentAsins"][0], (relation.get("variationTheme") or {}).get("theme")
    return None, None


def _main_image(images: Sequence[Mapping[str, Any]]) -> str | None:
    """Stands for the main image: Amazon gives each picture an address of its own, in several sizes of one name."""
    links = [image["link"] for image in images if image["variant"] == "MAIN"]
    if not links:
        return None
    name = min(link.rsplit("/", 1)[-1].split(".", 1)[0] for link in links)
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def _bullets(item: Mapping[str, Any]) -> str | None:
    points = (item.get("attributes") or {}).get("bullet_point") or []
    return "\n".join(point["value"] for point in points if point.get("value")) or None
