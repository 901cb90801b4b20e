"""Campaign settings from an ads download: state, budget, targeting, bidding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from bot.ingest.formats import Context, Load, Row

_STATES = {
    "ENABLED": "ENABLED", "ENABLE": "ENABLED", "ACTIVE": "ENABLED", "RUNNING": "ENABLED", "DELIVERING": "ENABLED",
    "CAMPAIGN_STATUS_ENABLED": "ENABLED", "AKTIVIERT": "ENABLED", "AKTIV": "ENABLED", "已启用": "ENABLED",
    "有効": "ENABLED", "CAMPAIGN_OUT_OF_BUDGET": "ENABLED", "OUT OF BUDGET": "ENABLED",
    "PAUSED": "PAUSED", "CAMPAIGN_PAUSED": "PAUSED", "ANGEHALTEN": "PAUSED", "PAUSIERT": "PAUSED", "已暂停": "PAUSED",
    "一時停止": "PAUSED", "一時停止中": "PAUSED",
    "ARCHIVED": "ARCHIVED", "CAMPAIGN_ARCHIVED": "ARCHIVED", "ENDED": "ARCHIVED", "ARCHIVIERT": "ARCHIVED",
    "已归档": "ARCHIVED", "アーカイブ済み": "ARCHIVED",
}  # fmt: skip
_TARGETING = {
    "AUTO": "AUTO", "AUTOMATIC": "AUTO", "AUTOMATIC TARGETING": "AUTO", "AUTOMATISCH": "AUTO", "自动": "AUTO",
    "自动投放": "AUTO", "オート": "AUTO", "MANUAL": "MANUAL", "MANUAL TARGETING": "MANUAL", "MANUELL": "MANUAL",
    "手动": "MANUAL", "手动投放": "MANUAL", "マニュアル": "MANUAL",
}  # fmt: skip
_SETTINGS = ("state", "daily_budget", "targeting", "bidding_strategy", "top_of_search_pct")


def build_campaigns(
    rows: Iterator[Row],
    context: Context,
    place: Callable[[Row], str],
    campaign_id: Callable[[Row, str], str],
    day: Callable[[Row], str],
) -> Iterable[Load]:
    """One row a campaign and day; a state or targeting in unknown words is unknown."""
    settings = [name for name in _SETTINGS if name in context.fields]
    found: dict[tuple[str, str, str], tuple[object, ...]] = {}
    for row in rows:
        market = place(row)
        values = tuple(_setting(name, row[name]) for name in settings)
        found[market, day(row), campaign_id(row, market)] = (row["campaign_name"], *values)
    columns = ["account", "marketplace", "date", "campaign_id", "campaign_name", *settings]
    yield Load("campaigns", columns, [(context.account, *key, *values) for key, values in found.items()])


def _setting(name: str, value: object) -> object:
    if isinstance(value, str):
        if name == "state":
            return _STATES.get(value.strip().upper())
        if name == "targeting":
            return _TARGETING.get(value.strip().upper())
    return value
