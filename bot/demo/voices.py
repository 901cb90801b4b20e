"""Tables of words: reviews and ratings, returns, notices, and the account's own figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np

from bot.demo.catalogue import Product
from bot.demo.funnel import Days
from bot.demo.offering import price_of

Row = dict[str, Any]

_GOOD = {
    "US": [("Great quality", "Sturdy, looks exactly like the photos, arrived a day early."),
           ("Love it", "We use it every weekend. Would buy again."),
           ("Solid", "Does what it should, packaging could be smaller.")],
    "DE": [("Top Qualität", "Sehr gut verarbeitet, kam schnell an."),
           ("Zufrieden", "Erfüllt seinen Zweck, gerne wieder."),
           ("Gut", "Schönes Material, Anleitung etwas knapp.")],
    "JP": [("とても良い", "作りがしっかりしていて満足です。"), ("おすすめ", "キャンプで毎回使っています。"),
           ("良い商品", "写真どおりでした。梱包も丁寧です。")],
}  # fmt: skip
_LEAKS = [
    (1, "Leaks in my bag", "The lid started to leak after three days and ruined my laptop bag."),
    (1, "Straw lid leaks", "Water everywhere. The seal does not fit the thread."),
    (2, "Lid cracked", "The lid cracked the first time I dropped it from the table, now it leaks."),
    (1, "Do not buy <!channel>", "Leaking from day one & smells of plastic. <https://bad.example|see here>"),
    (2, "Was good before", "Bought the older one last year and loved it, the new lid leaks."),
    (1, "Leaks!!!", "My kid's school books are soaked. Returned."),
    (1, "Broken seal", "Seal came loose, it leaks when lying down."),
]
_OLD_BAD = [
    (2, "刃がすぐ鈍る", "一か月で挽き目が粗くなりました。"),
    (1, "ハンドルが外れた", "使用中にハンドルが外れました。"),
]


def reviews(days: Days, dates: Sequence[date], rng: np.random.Generator) -> tuple[list[Row], list[Row]]:
    """Rows of reviews and ratings_daily: a few good ones over time, and the planted bad ones."""
    p, length = days.product, len(dates)
    found: list[tuple[int, int, str, str]] = []
    for i in range(length):
        if rng.random() < 0.06 and days.units[i] > 0:
            title, body = _GOOD[p.marketplace][int(rng.integers(3))]
            found.append((i, int(rng.choice([5, 5, 5, 4])), title, body))
    if days.is_planted("bad_reviews"):
        found += [(length - 1 - n * 5 // 7, *text) for n, text in enumerate(_LEAKS)]
    if days.is_planted("old_bad_reviews"):
        found += [(length - 45 - n, *text) for n, text in enumerate(_OLD_BAD)]
    found.sort(key=lambda review: review[0])
    rows = [
        {"review_id": f"R{p.marketplace}{p.asin[-6:]}{n:03d}", "date": dates[i], "marketplace": p.marketplace,
         "asin": p.asin, "rating": stars, "title": title, "body": body, "verified": 1}
        for n, (i, stars, title, body) in enumerate(found)
    ]  # fmt: skip
    count, total = 140, p.rating * 140
    ratings = []
    for i, day in enumerate(dates):
        today = [stars for at, stars, _, _ in found if at == i]
        # Most ratings come without words; a burst of bad words stands for three times as many bad stars.
        count += len(today) + (2 * len(today) if today and min(today) <= 2 else 0)
        total += sum(today) + (2 * sum(today) if today and min(today) <= 2 else 0)
        ratings.append({"date": day, "marketplace": p.marketplace, "asin": p.asin,
                        "rating": round(total / count, 1), "rating_count": count})  # fmt: skip
    return rows, ratings


def returns(days: Days, dates: Sequence[date], rng: np.random.Generator) -> Iterator[Row]:
    p = days.product
    for i, day in enumerate(dates[12:], start=12):
        for n in range(int(rng.binomial(days.units[i - 12], 0.035))):
            yield {
                "date": day, "marketplace": p.marketplace, "asin": p.asin, "order_id": f"{i:03d}-{p.asin[-6:]}-{n}",
                "quantity": 1, "reason": str(rng.choice(["NOT_AS_DESCRIBED", "UNWANTED_ITEM", "NO_REASON_GIVEN"])),
                "comment": None,
            }  # fmt: skip


def notices(days: Days, dates: Sequence[date]) -> Iterator[Row]:
    p = days.product
    if days.planted is None:
        return
    first = dates[max(0, len(dates) - days.planted.days)]
    if days.is_planted("compliance"):
        yield {
            "date": first, "marketplace": p.marketplace, "kind": "compliance", "asin": p.asin, "severity": "high",
            "subject": "Angebot entfernt: EU-Konformitätserklärung (CE) fehlt",
            "body": "Ihr Angebot wurde entfernt, bis Sie die CE-Konformitätserklärung und den Prüfbericht hochladen.",
        }  # fmt: skip
    if days.is_planted("old_notice"):
        yield {
            "date": first, "marketplace": p.marketplace, "kind": "listing", "asin": p.asin, "severity": "low",
            "subject": "Reminder: review your product description",
            "body": "No action is needed when the description is up to date.",
        }  # fmt: skip


def events(days: Days, dates: Sequence[date]) -> Iterator[Row]:
    p = days.product
    if days.is_planted("price_increase") and days.planted is not None:
        first = len(dates) - days.planted.days
        yield {
            "date": dates[first], "marketplace": p.marketplace, "asin": p.asin, "kind": "price_change",
            "note": f"{price_of(p.price, p)} to {price_of(days.price[-1], p)}",
        }  # fmt: skip


def account(marketplace: str, dates: Sequence[date]) -> tuple[list[Row], list[Row]]:
    """Rows of account_health (each day) and charges (storage, on the 7th of a month)."""
    unit = 100 if marketplace == "JP" else 1
    health = [
        {"date": day, "marketplace": marketplace, "ipi": 612, "storage_limit": 9000, "storage_used": 4100,
         "storage_type": "standard", "order_defect_rate": 0.3, "late_shipment_rate": 0.0, "status": "NORMAL"}
        for day in dates
    ]  # fmt: skip
    charges = [
        {"date": day, "marketplace": marketplace, "kind": "monthly_storage", "amount": 318.4 * unit, "asin": None}
        for day in dates
        if day.day == 7
    ]
    return health, charges


def documents(p: Product, last: date) -> Iterator[Row]:
    if p.marketplace == "DE":
        yield {"marketplace": "DE", "asin": p.asin, "kind": "CE", "number": f"CE-{p.asin[-6:]}",
               "issued_on": last - timedelta(days=400), "expires_on": last + timedelta(days=700)}  # fmt: skip


def fx_rates(dates: Sequence[date], rng: np.random.Generator) -> Iterator[Row]:
    """US dollars for one of the currency."""
    for currency, rate in (("EUR", 1.0842), ("JPY", 0.00668)):
        walk = rate * np.exp(np.cumsum(rng.normal(0, 0.0015, len(dates))))
        for day, value in zip(dates, walk, strict=True):
            yield {"date": day, "currency": currency, "rate": round(float(value), 6)}
