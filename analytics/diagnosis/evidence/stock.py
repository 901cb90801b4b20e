"""Stock: nothing left to sell, or only units on their way between warehouses."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from analytics.diagnosis.gate import STILL_SELLS
from analytics.diagnosis.signal import Signal, began, line
from analytics.diagnosis.view import View, carried

_NO_STOCK = re.compile(r"out[ _-]?of[ _-]?stock|no stock|stock[ _-]?out|zero inventory|断货|缺货|无库存", re.I)
_SELLS_A_LITTLE, _SELLS_WELL = 0.1, 0.25  # of what was expected: units in transfer do sell, with a later delivery


def find(view: View) -> Iterator[Signal]:
    available = view.case.daily("inventory_daily", "available")
    if np.isfinite(available).any():
        yield from _from_inventory(view, available)
        return
    issues = view.case.texts("listings", "issue")
    statuses = view.case.texts("listings", "status")
    bad = np.array(
        [
            np.nan if s is None and i is None else float(bool(i and _NO_STOCK.search(i)))
            for s, i in zip(statuses, issues, strict=True)
        ]
    )
    found = began(bad, view)
    if found:
        place, end = found
        issue = next(i for i in issues[place:] if i)
        yield Signal(
            "out_of_stock", place, 0.9, (line(view, "stock-issue", "listings", place, issue=issue),), end, hard=True
        )


def _from_inventory(view: View, available: np.ndarray) -> Iterator[Signal]:
    bad = np.where(np.isfinite(available), (available <= 0).astype(float), np.nan)
    found = began(bad, view, carry=3)
    transfer = carried(view.case.daily("inventory_daily", "fc_transfer"), 3)
    if found:
        place, end = found
        stop = end or view.size
        moving = transfer[place:stop]
        moving = moving[np.isfinite(moving)]
        step = view.tracks["units"].at(place)
        a_day = step.expected / max(view.size - place, 1) if step else 0.0
        # On its first day the last units may still have sold from the shelf.
        later = view.units[min(place + 1, stop - 1) : stop]
        sold = float(np.nansum(later))
        usual = a_day * len(later)
        on_its_way = float(np.median(moving)) if len(moving) else 0.0
        # Much on its way and a little sold, or anything on its way and a good part sold: customers wait for it.
        if on_its_way > 0 and sold > (_SELLS_A_LITTLE if on_its_way > 0.5 * a_day else _SELLS_WELL) * usual:
            yield _slow(view, place, end, on_its_way)
            return
        if stop > place + 1 and sold > STILL_SELLS * usual:
            return  # it sells on: from stock that this report does not count
        before = available[:place]
        before = before[np.isfinite(before)]
        evidence = line(
            view,
            "stock-zero",
            "inventory_daily",
            place,
            since=view.case.day(place),
            before=int(before[-1]) if len(before) else None,
        )
        yield Signal("out_of_stock", place, 1.0, (evidence,), end, hard=True)
        return
    total = carried(available, 3) + transfer
    share = np.where(total > 0, transfer / np.maximum(total, 1), np.nan)
    found = began(np.where(np.isfinite(share), (share > 0.5).astype(float), np.nan), view)
    if found and not np.isfinite(view.case.daily("offers", "delivery_days")).any():
        place, end = found
        yield _slow(view, place, end, float(np.nanmedian(transfer[place:])))


def _slow(view: View, place: int, end: int | None, moving: float) -> Signal:
    evidence = line(view, "stock-transfer", "inventory_daily", place, since=view.case.day(place), units=round(moving))
    return Signal("delivery_slow", place, 0.75, (evidence,), end, slack=2)
