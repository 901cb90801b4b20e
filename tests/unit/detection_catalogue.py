"""A quiet catalogue as `read_table` would give it, for tests to plant one thing in. Seeded; sells every day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from analytics.detection import CheckedDay, run_checks
from analytics.panel import Panel
from bot.records.findings import Finding
from bot.records.rules import default_rules

LAST = date(2026, 6, 14)  # a fortnight without public holidays before it
WEEK = np.array([1.0, 1.0, 0.95, 1.0, 1.1, 1.2, 1.15]) / (7.4 / 7)


def texts(*values: str | None) -> np.ndarray:
    result = np.empty(len(values), dtype=object)
    result[:] = values
    return result


@dataclass
class Catalogue:
    """`tables[table][column]` are flat, ASIN by ASIN; `grid` shows one as `[n, days]` (a view: assign into it)."""

    tables: dict[str, dict[str, np.ndarray]]
    asins: np.ndarray
    days: np.ndarray
    marketplace: str = "US"

    @property
    def star(self) -> str:
        """The ASIN that incidents are planted in; it sells about 20 a day."""
        return str(self.asins[0])

    def grid(self, name: str) -> np.ndarray:
        table, _, column = name.partition(".")
        return self.tables[table][column].reshape(len(self.asins), len(self.days))

    def without(self, *names: str) -> Catalogue:
        for name in names:
            table, _, column = name.partition(".")
            if column:
                del self.tables[table][column]
            else:
                del self.tables[table]
        return self

    def keep(self, table: str, rows: np.ndarray) -> None:
        self.tables[table] = {name: values[rows] for name, values in self.tables[table].items()}

    def cut_sales(self, share: float, days: int, at: int = 0) -> None:
        """The ASIN's (or with a slice all ASINs') last `days` days are cut down to `share`."""
        for column in ("units", "orders", "sales"):
            part = self.grid(f"traffic_daily.{column}")
            part[at, -days:] = np.floor(part[at, -days:] * share)

    def panel(self) -> Panel:
        first = self.days[0].astype(object)
        return Panel.build(self.tables, "main", self.marketplace, first, self.days[-1].astype(object))

    def check(self, back: int = 0) -> CheckedDay:
        return run_checks(self.panel(), self.days[-1].astype(object) - timedelta(days=back), default_rules())

    def found(self, kind: str, asin: str | None = "") -> list[Finding]:
        """Findings of a kind, of the star unless another ASIN (or None, the account) is named."""
        wanted = self.star if asin == "" else asin
        return [f for f in self.check().findings if f.about.kind == kind and f.about.asin == wanted]


def quiet(n: int = 12, length: int = 120, seed: int = 1, last: date = LAST) -> Catalogue:
    rng = np.random.default_rng(seed)
    days = np.arange(np.datetime64(last) - (length - 1), np.datetime64(last) + 1)
    asins = texts(*(f"B0QUIET{i:03d}" for i in range(n)))
    level = np.concatenate([[20.0], rng.uniform(3, 25, n - 1)])
    price = np.round(rng.uniform(15, 45, n), 2)
    mean = level[:, None] * WEEK[(days.astype(int) + 3) % 7][None, :]
    units = rng.poisson(mean).astype(float)
    sessions = np.maximum(rng.poisson(mean * 9), units).astype(float)
    clicks = rng.poisson(mean * 2).astype(float)
    ad_orders = rng.binomial(clicks.astype(int), 0.11).astype(float)
    rows = n * length
    who, when = np.repeat(asins, length), np.tile(days, n)
    campaign = np.repeat(texts(*(f"C{i:03d}" for i in range(n))), length)

    def flat(values: np.ndarray | float) -> np.ndarray:
        return np.array(np.broadcast_to(np.asarray(values, dtype=float), (n, length))).reshape(-1)

    def word(value: str | None) -> np.ndarray:
        return np.array([value] * rows, dtype=object)

    by_asin = price[:, None]
    tables: dict[str, dict[str, np.ndarray]] = {
        "products": {
            "asin": asins, "title": texts(*(f"Thing {i}" for i in range(n))), "price": price, "unit_cost": price * 0.25,
            "referral_fee_pct": np.full(n, 15.0), "fba_fee": np.full(n, 4.0), "inbound_cost": np.full(n, 0.5),
            "lead_time_days": np.full(n, 30.0), "category": texts(*(["home"] * n)),
        },
        "traffic_daily": {
            "asin": who, "date": when, "sessions": flat(sessions), "page_views": flat(np.round(sessions * 1.3)),
            "buy_box_pct": flat(np.clip(rng.normal(96, 1.5, (n, length)), 85, 100)), "orders": flat(units),
            "units": flat(units), "sales": flat(units * by_asin),
        },
        "ads_daily": {
            "asin": who, "date": when, "campaign_id": campaign, "impressions": flat(clicks * 150 + 40),
            "clicks": flat(clicks), "spend": flat(clicks * 0.8), "orders": flat(ad_orders), "units": flat(ad_orders),
            "sales": flat(ad_orders * by_asin),
        },
        "campaigns": {
            "date": when, "campaign_id": campaign, "state": word("ENABLED"), "daily_budget": flat(level[:, None] * 4),
            "out_of_budget_pct": flat(rng.choice([0.0, 0.0, 0.0, 4.0], (n, length))),
        },
        "inventory_daily": {
            "asin": who, "date": when, "available": flat(np.round(level[:, None] * 60)), "reserved": flat(5.0),
            "inbound": flat(np.round(level[:, None] * 20)),
        },
        "offers": {
            "asin": who, "date": when, "our_price": flat(by_asin), "buy_box_price": flat(by_asin),
            "buy_box_is_ours": flat(1.0), "featured_offer_status": word("OURS"), "other_offers": flat(0.0),
        },
        "listings": {
            "asin": who, "date": when, "status": word("BUYABLE"),
            "title": np.repeat(texts(*(f"Thing {i}" for i in range(n))), length), "images": flat(7.0),
        },
        "ratings_daily": {"asin": who, "date": when, "rating": flat(4.5), "rating_count": flat(300.0)},
        "ranks": {
            "asin": who, "date": when, "category": word("Home"),
            "rank": flat(np.exp(9 - 0.8 * np.log(mean) + rng.normal(0, 0.08, (n, length)))),
        },
    }  # fmt: skip
    return Catalogue(tables, asins, days)
