"""What an import needs of the store, which it does not import: `bot.store.imports.ImportLedger` is it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol, TypeVar

from bot.records.imports import ImportRun, RefusedRow, Scope, Written

T = TypeVar("T")


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
        has_campaign_ids: bool = False,
    ) -> Written:
        """See `bot.store.facts.write_rows`; with `has_campaign_ids`, rows of the same campaigns that were known by name
        alone make way."""
        ...

    def write_settlements(self, columns: Sequence[str], rows: Iterable[tuple[Any, ...]], *, adds_only: bool) -> Written:
        """See `bot.store.settlements.write_settlements`."""
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

    def ads_days(self, account: str, marketplace: str, ad_type: str) -> Collection[date]:
        """The days of which the Ads API has reported ads of this type, every campaign with its id."""
        ...

    def campaign_asins(self, account: str, marketplace: str) -> Mapping[str, str]:
        """Campaign id → ASIN, for the campaigns that advertise one only."""
        ...

    def sku_asins(self, account: str, marketplace: str) -> Mapping[str, str]:
        """SKU → ASIN as the product list has it."""
        ...


class Ledger(Protocol):
    def for_file(self, work: Callable[[FileLedger], T]) -> T:
        """Does `work` in a transaction for one file; an error leaves nothing of it. `work` may be called again, from
        the start, where the database had to give the transaction up."""
        ...
