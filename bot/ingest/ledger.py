"""What an import needs of the store, which it does not import: `bot.store.imports.ImportLedger` is it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from bot.records.imports import ImportRun, RefusedRow, Scope, Written


class FileLedger(Protocol):
    """One file's transaction: it stands when the file is done, or not at all."""

    def write_rows(
        self,
        table: str,
        columns: Sequence[str],
        rows: Iterable[tuple[Any, ...]],
        *,
        adds_only: Collection[Scope] = (),
        keep_known: bool = False,
        only_where_unknown: str | None = None,
    ) -> Written:
        """See `bot.store.facts.write_rows`."""
        ...

    def record(self, run: ImportRun, refused: Sequence[RefusedRow]) -> None:
        """Keeps the run and its refused rows."""
        ...

    def order_salt(self) -> str:
        """The database's own random value, with which order ids are hashed."""
        ...

    def campaign_ids(self, account: str, marketplace: str) -> Mapping[str, str]:
        """Campaign name → id, for the names that only one campaign with an id of Amazon's has."""
        ...

    def campaign_asins(self, account: str, marketplace: str) -> Mapping[str, str]:
        """Campaign id → ASIN, for the campaigns that advertise one only."""
        ...

    def sku_asins(self, account: str, marketplace: str) -> Mapping[str, str]:
        """SKU → ASIN as the product list has it."""
        ...


class Ledger(Protocol):
    def file(self) -> AbstractContextManager[FileLedger]:
        """A transaction for one file; an error leaves nothing of it."""
        ...
