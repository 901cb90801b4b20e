"""The digest as the contract's `digest --json`."""

from __future__ import annotations

from typing import Any

from bot.records.digest import Digest
from bot.records.figures import FIGURES, Figures

_JSON = ("sales", "units", "orders", "sessions", "cvr", "ad_spend", "ad_sales", "acos", "tacos")
_WHOLE = ("units", "orders", "sessions")


def to_json(found: Digest) -> dict[str, Any]:
    """The contract's `digest --json`; percentages in percent, money to the cent, unknown is None."""
    return {
        "as_of": found.as_of.isoformat() if found.as_of else None,
        "marketplaces": [
            {
                "account": market.account,
                "marketplace": market.marketplace,
                **_figures(market.day),
                "week_ago": {
                    "account": market.account,
                    "marketplace": market.marketplace,
                    **_figures(market.week_ago),
                },
            }
            for market in found.markets
        ],
        "open_alerts": found.open_alerts,
        "movers": [
            {
                "account": move.account,
                "marketplace": move.marketplace,
                "asin": move.asin,
                "change": round(move.change, 2),
                "change_pct": _round(move.change_pct, 4),
            }
            for market in found.markets
            for move in market.movers
        ],
        "stock_risks": [
            {
                "account": risk.account,
                "marketplace": risk.marketplace,
                "asin": risk.asin,
                "days_of_cover": round(risk.days_of_cover, 2),
            }
            for market in found.markets
            for risk in market.stock_risks
        ],
    }


def _figures(of: Figures) -> dict[str, Any]:
    return {
        "as_of": of.last.isoformat(),
        "provisional": of.provisional,
        "currency": of.currency,
        **{name: _number(name, of.values[name]) for name in _JSON},
    }


def _number(name: str, value: float | None) -> float | int | None:
    if value is not None and name in _WHOLE:
        return int(value)
    return _round(value, 2 if FIGURES[name] == "money" else 4)


def _round(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
