"""Accounts that point at the stand-ins, and a world of figures for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from standins import models
from standins.clock import MovingClock
from standins.services import Services
from standins.world import World

from bot.records.sources import SyncReport, TableRows
from bot.settings import AccountSettings
from bot.sources import sync
from bot.store.sources import SourceLedger

START = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)  # a Friday, 08:30 in Seattle


def services(asins: int = 3, sellers: Sequence[str] = ("main",), marketplace: str = "US", **more: object) -> Services:
    catalog = {
        (seller, marketplace): [f"B0{number:02d}{i:06d}" for i in range(asins)] for number, seller in enumerate(sellers)
    }
    refresh = {f"Atzr|{seller}": seller for seller in sellers}
    world = World(catalog)
    return Services(world, MovingClock(START), refresh, judged=models.available(), **more)  # type: ignore[arg-type]


def account(base: str, name: str = "main", *, days: int = 10, ads: bool = True, **more: object) -> AccountSettings:
    keys = {"client_id_env": "T_CLIENT_ID", "client_secret_env": "T_SECRET", "refresh_token_env": f"T_REFRESH_{name}"}
    where = {"endpoint": base, "lwa_endpoint": base}
    return AccountSettings.model_validate(
        {
            "name": name,
            "marketplaces": ["US"],
            "backfill_days": days,
            "selling_partner": {**keys, **where, "seller_id": f"A{name.upper()}"},
            "ads": {**keys, **where, "profiles": {"US": f"{name}-US"}} if ads else None,
            **more,
        }
    )


def secrets(monkeypatch: pytest.MonkeyPatch, names: Sequence[str] = ("main",)) -> None:
    monkeypatch.setenv("T_CLIENT_ID", "amzn1.application-oa2-client.test")
    monkeypatch.setenv("T_SECRET", "a-secret-of-the-app")
    for name in names:
        monkeypatch.setenv(f"T_REFRESH_{name}", f"Atzr|{name}")


def know_products(engine: Engine, state: Services) -> None:
    """Writes the products down, as the listings source does before the others."""
    rows = [
        (seller, marketplace, asin) for (seller, marketplace), asins in state.world.catalog.items() for asin in asins
    ]
    products = TableRows("products", ("account", "marketplace", "asin"), rows, arrives=False)
    SourceLedger(engine).store([products], state.clock.now())


def run(
    engine: Engine, state: Services, accounts: Sequence[AccountSettings], *sources: str, hours: float = 6
) -> SyncReport:
    return sync(
        SourceLedger(engine),
        state.clock,
        accounts,
        sources or None,
        patience=timedelta(hours=hours),
        sleep=state.clock.sleep,
    )
