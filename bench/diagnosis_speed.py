"""How long one diagnosis takes on a database of six million daily rows: `python -m bench.diagnosis_speed [--rows N]`.

The database is made by SQL in a temporary folder: 2,000 ASINs in two marketplaces with traffic, ads, campaigns, stock,
offers, listings and ranks over the days that the wanted number of rows needs; beside them keyword ranks, competitors,
ratings, reviews, returns and search performance of the last 100 days, which are not counted. Prints p50 and p99 of
loading and judging together, in milliseconds, and writes `bench/out/diagnosis_speed.json`.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
from sqlalchemy import Connection, text

from bot.reports.diagnosing import diagnose_asin
from bot.store.engine import open_engine, upgrade

OUT = Path(__file__).parent / "out" / "diagnosis_speed.json"
LAST = date(2026, 3, 29)
ASINS = 2_000
_RANDOM = "(abs(random()) % 1000) / 1000.0"
_FILL = {
    "traffic_daily": (
        "sessions, page_views, buy_box_pct, orders, units, sales",
        f"CAST(100 + 60 * {_RANDOM} AS INT), 180, 97, 12, CAST(10 + 6 * {_RANDOM} AS INT), 200 + 50 * {_RANDOM}",
    ),
    "ads_daily": (
        "campaign_id, campaign_name, ad_type, impressions, clicks, spend, orders, units, sales",
        f"'C' || asin, 'main', 'SP', CAST(4000 + 900 * {_RANDOM} AS INT), CAST(40 + 9 * {_RANDOM} AS INT), "
        "20, 4, 4, 80",
    ),
    "inventory_daily": ("available, reserved, fc_transfer", f"CAST(300 * {_RANDOM} + 50 AS INT), 5, 2"),
    "offers": (
        "our_price, buy_box_price, buy_box_is_ours, featured_offer_status, lowest_other_price, other_offers, "
        "delivery_days",
        "20, 20, 1, 'OURS', 21, 2, 2",
    ),
    "listings": ("status, title, main_image_hash, parent_asin, badges", "'BUYABLE', 'A thing', 'h', 'P' || asin, NULL"),
    "ranks": ("category, rank", f"'Toys', 1000 + 300 * {_RANDOM}"),
}
# Tables with several rows a day, or few: name → (columns, values, rows for each ASIN and day), of the last days alone.
_BESIDE = {
    "keyword_ranks": ("keyword, organic_rank", f"'word ' || k, 1 + 30 * {_RANDOM}", 5),
    "competitors": ("competitor_asin, price, coupon_pct, rating", "'B0RIVAL00' || k, 19 + k, NULL, 4.4", 3),
    "ratings_daily": ("rating, rating_count", "4.5, 200", 1),
    "reviews": ("review_id, rating", "'R' || asin || date, 1 + abs(random()) % 5", 0.2),
    "returns": ("order_id, quantity, reason", "'O' || k, 1, 'DEFECTIVE'", 0.3),
    "search_performance": ("query, volume, impressions, clicks", "'query ' || k, 4000, 300, 20", 1),
}
_BESIDE_DAYS = 100


def fill(connection: Connection, days: int) -> int:
    """Rows of every table for all ASINs and days; gives how many there are."""
    connection.execute(text("CREATE TEMP TABLE d (date TEXT)"))
    connection.execute(text("CREATE TEMP TABLE a (marketplace TEXT, asin TEXT, n INT)"))
    wanted = [{"date": (LAST - timedelta(days=i)).isoformat()} for i in range(days)]
    connection.execute(text("INSERT INTO d VALUES (:date)"), wanted)
    asins = [{"m": "US" if n % 2 else "DE", "a": f"B0SPEED{n:03d}", "n": n} for n in range(ASINS)]
    connection.execute(text("INSERT INTO a VALUES (:m, :a, :n)"), asins)
    total = 0
    products = (
        "INSERT INTO products (account, marketplace, asin, parent_asin, category, price, currency) "
        "SELECT 'main', marketplace, asin, 'P' || asin, 'C' || (n % 40), 20, 'USD' FROM a"
    )
    connection.execute(text(products))
    for table, (names, values) in _FILL.items():
        query = (
            f"INSERT INTO {table} (account, marketplace, asin, date, {names}) "
            f"SELECT 'main', marketplace, asin, date, {values} FROM a CROSS JOIN d"
        )
        total += connection.execute(text(query)).rowcount
    connection.execute(text("CREATE TEMP TABLE ks (k INT)"))
    connection.execute(text("INSERT INTO ks VALUES (:k)"), [{"k": k} for k in range(1, 6)])
    for table, (names, values, each) in _BESIDE.items():
        some = f"{_RANDOM} < {each}" if each < 1 else "1"
        query = (
            f"INSERT INTO {table} (account, marketplace, asin, date, {names}) "
            f"SELECT 'main', marketplace, asin, date, {values} FROM a CROSS JOIN d CROSS JOIN ks "
            f"WHERE k <= {max(1, each)} AND date > '{LAST - timedelta(days=_BESIDE_DAYS)}' AND {some}"
        )
        connection.execute(text(query))
    campaigns = (
        "INSERT INTO campaigns (account, marketplace, date, campaign_id, state, daily_budget, out_of_budget_pct, bid) "
        "SELECT 'main', marketplace, date, 'C' || asin, 'ENABLED', 50, 2, 1 FROM d CROSS JOIN a"
    )
    return total + connection.execute(text(campaigns)).rowcount


def _spread(name: str, took: list[float]) -> dict[str, float]:
    """p50 and p99 in milliseconds; `cpu` is our own time, `wall` counts what else the machine did."""
    return {f"{name}_p{p}_ms": round(float(np.percentile(took, p)), 1) for p in (50, 99)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=6_000_000)
    parser.add_argument("--times", type=int, default=300)
    chosen = parser.parse_args()
    days = -(-chosen.rows // (ASINS * (len(_FILL) + 1)))
    now = datetime.combine(LAST + timedelta(days=2), datetime.min.time(), UTC)
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/speed.db")
        upgrade(engine)
        with engine.begin() as connection:
            rows = fill(connection, days)
        took: list[float] = []
        own: list[float] = []
        with engine.connect() as connection:
            for n in np.random.default_rng(1).integers(0, ASINS, chosen.times):
                started, worked = time.perf_counter(), time.process_time()
                found = diagnose_asin(connection, f"B0SPEED{n:03d}", as_of=LAST, now=now)
                took.append(1000 * (time.perf_counter() - started))
                own.append(1000 * (time.process_time() - worked))
                assert len(found) == 1
        engine.dispose()
    figures = {"rows": rows, "days": days, **_spread("wall", took[5:]), **_spread("cpu", own[5:])}
    print(json.dumps(figures))
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
