"""The store's side of an import: one transaction for each file, behind `bot.ingest.ledger`'s protocols."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine

from bot.records.imports import ImportRun, RefusedRow, Scope, Written
from bot.store import import_runs, named_campaigns, periods
from bot.store.facts import write_rows
from bot.store.settlements import write_settlements
from bot.store.transaction import repeated

T = TypeVar("T")


class FileTransaction:
    """One file's rows, look-ups and run on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def write_rows(
        self,
        table: str,
        columns: Sequence[str],
        rows: Iterable[tuple[Any, ...]],
        *,
        adds_only: Collection[Scope] = (),
        keep_known: bool = False,
        only_where_unknown: str | None = None,
        has_campaign_ids: bool = False,
    ) -> Written:
        written = write_rows(
            self._connection,
            table,
            columns,
            rows,
            adds_only=adds_only,
            keep_known=keep_known,
            only_where_unknown=only_where_unknown,
        )
        if has_campaign_ids:
            named_campaigns.make_way(self._connection, table, written.spans, complete=False)
        return written

    def write_settlements(self, columns: Sequence[str], rows: Iterable[tuple[Any, ...]], *, adds_only: bool) -> Written:
        return write_settlements(self._connection, columns, rows, adds_only=adds_only)

    def record(self, run: ImportRun, refused: Sequence[RefusedRow]) -> None:
        import_runs.record(self._connection, run, refused)

    def order_salt(self) -> str:
        return periods.salt(self._connection)

    def campaign_ids(self, account: str, marketplace: str) -> dict[str, str]:
        return periods.campaign_ids(self._connection, account, marketplace)

    def ads_days(self, account: str, marketplace: str, ad_type: str) -> frozenset[date]:
        return periods.ads_days(self._connection, account, marketplace, ad_type)

    def campaign_asins(self, account: str, marketplace: str) -> dict[str, str]:
        return periods.campaign_asins(self._connection, account, marketplace)

    def sku_asins(self, account: str, marketplace: str) -> dict[str, str]:
        return periods.sku_asins(self._connection, account, marketplace)


class ImportLedger:
    """Imports into one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def for_file(self, work: Callable[[FileTransaction], T]) -> T:
        """Does `work` in a transaction of its own, again from its start where PostgreSQL gave it up for another's."""
        return repeated(self._engine.begin, lambda connection: work(FileTransaction(connection)))
