"""Reports that are the same files as downloads go through the importer: returns, and settlements as charges."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sources_setup import START, account, secrets, services
from sqlalchemy import Engine, select
from standins.server import running
from standins.services import Services

from bot.clock import new_id
from bot.ingest.importing import import_paths
from bot.records.sources import Counts, SourceFile
from bot.sources import sync
from bot.store.imports import ImportLedger
from bot.store.schema.facts import FACTS
from bot.store.sources import SourceLedger

TODAY = date(2026, 11, 20)
SETTLEMENT = "\n".join(
    "\t".join(line)
    for line in (
        ["settlement-id", "settlement-start-date", "settlement-end-date", "deposit-date", "total-amount", "currency",
         "transaction-type", "order-id", "merchant-order-id", "adjustment-id", "shipment-id", "marketplace-name",
         "amount-type", "amount-description", "amount", "fulfillment-id", "posted-date", "posted-date-time",
         "order-item-code", "merchant-order-item-id", "merchant-adjustment-item-id", "sku", "quantity-purchased",
         "promotion-id"],
        ["1", "2026-11-01T00:00:00+00:00", "2026-11-15T00:00:00+00:00", "", "-3.50", "USD", *[""] * 18],
        ["1", "", "", "", "", "", "Other", "", "", "", "", "Amazon.com", "other-transaction", "Storage Fee", "-3.50",
         "", "2026-11-10", "2026-11-10T20:00:00+00:00", "", "", "", "", "", ""],
    )
)  # fmt: skip


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    secrets(monkeypatch)
    found = services()
    with running(found):
        yield found
    assert found.broken_rules == []


def _sync(engine: Engine, state: Services, folder: Path) -> Counts:
    def take(file: SourceFile) -> Counts:
        path = folder / file.name
        path.write_bytes(file.content)
        [report] = import_paths(
            ImportLedger(engine),
            state.clock,
            new_id,
            [path],
            date=file.day,
            marketplace=file.marketplace,
            account=file.account,
        )
        assert report.refusal is None
        return Counts(report.new, report.changed, report.unchanged)

    [result] = sync(
        SourceLedger(engine), state.clock, [account(state.base)], ["files"], take_file=take,
        patience=timedelta(hours=5), sleep=state.clock.sleep,
    ).results  # fmt: skip
    assert result.failure is None
    assert result.pending == 0
    return result.counts


def test_returns_and_settlements_come_once_and_without_buyers(engine: Engine, state: Services, tmp_path: Path) -> None:
    state.documents["settlement-1"] = SETTLEMENT.encode()
    state.settlements = {"main": ["settlement-1"]}
    first = _sync(engine, state, tmp_path)
    assert first.new == 10 * 3 + 1
    returns, charges = FACTS["returns"].c, FACTS["charges"].c
    with engine.connect() as connection:
        rows = connection.execute(select(returns.date, returns.order_id, returns.reason, returns.comment)).all()
        amounts = connection.execute(select(charges.date, charges.amount)).all()
    assert {row.date for row in rows} == {TODAY - timedelta(days=n) for n in range(1, 11)}
    assert {row.reason for row in rows} == {"NOT_COMPATIBLE"}
    assert not any("114-0000000" in row.order_id or "jane" in (row.comment or "") for row in rows)
    assert amounts == [(date(2026, 11, 10), -3.5)]

    calls = dict(state.calls)
    again = _sync(engine, state, tmp_path)
    assert (again.new, again.changed) == (0, 0)
    assert state.calls == calls

    state.clock.move_to(START + timedelta(days=1))
    later = _sync(engine, state, tmp_path)
    assert (later.new, later.changed) == (3, 0)  # one more day of returns; the settlement is known
