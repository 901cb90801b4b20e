"""The Featured Offer (buy box): who holds it, who is cheaper, how late we deliver."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analytics.diagnosis.case import Floats
from analytics.diagnosis.signal import Shift, Signal, began, line, shift
from analytics.diagnosis.view import View, carried
from bot.records.text import Money, Number, Percent

_OURS, _OTHER, _NONE = 0.0, 1.0, 2.0


def holder(view: View) -> np.ndarray:
    """Who holds the Featured Offer by day: 0 we, 1 another seller, 2 nobody, NaN unknown.

    From `featured_offer_status`; where that is not told, from `buy_box_is_ours`, with an empty `buy_box_price` (where
    prices are told on other days) or no other offer meaning nobody.
    """
    case, size = view.case, view.size
    states = case.texts("offers", "featured_offer_status")
    ours = case.daily("offers", "buy_box_is_ours")
    price = case.daily("offers", "buy_box_price")
    our_price = case.daily("offers", "our_price")
    others = case.daily("offers", "other_offers")
    prices_told = bool(np.isfinite(price).any())
    result = np.full(size, np.nan)
    for i in range(size):
        state = states[i]
        if state in ("OURS", "OTHER", "NONE"):
            result[i] = {"OURS": _OURS, "OTHER": _OTHER, "NONE": _NONE}[state]
        elif state == "UNKNOWN":
            continue
        elif ours[i] == 1:
            result[i] = _OURS
        elif ours[i] == 0:
            nobody = (prices_told and not np.isfinite(price[i])) or (not prices_told and others[i] == 0)
            result[i] = _NONE if nobody else _OTHER
        elif prices_told and np.isfinite(our_price[i]):
            result[i] = _OURS if np.isfinite(price[i]) else _NONE
            if np.isfinite(price[i]) and price[i] < our_price[i] * 0.995:
                result[i] = _OTHER  # somebody is featured at a price that is not ours
    return result


def find_holder(view: View) -> Iterator[Signal]:
    held = holder(view)
    share = view.case.daily("traffic_daily", "buy_box_pct")
    fall = shift(share, view, -1, lambda before: max(12.0, 0.15 * before))
    known = np.isfinite(held)
    lost = began(np.where(known, (held == _OTHER).astype(float), np.nan), view, 14)
    nobody = began(np.where(known, (held == _NONE).astype(float), np.nan), view, 14)
    if lost and nobody:  # whichever held for longer
        longer = (held[nobody[0] :] == _NONE).sum() >= (held[lost[0] :] == _OTHER).sum()
        lost, nobody = (None, nobody) if longer else (lost, None)
    if lost:
        place, end = lost
        kept = carried(share)[place:]
        strength = 0.95
        if np.isfinite(kept).any() and float(np.nanmedian(kept)) > 85 and fall is None:
            strength = 0.35  # customers still saw our offer featured
        evidence = [
            line(view, "featured-other", "offers", place, since=view.case.day(place), price=_featured(view, place))
        ]
        yield Signal("buy_box_lost", place, strength, (*evidence, *_share_line(view, fall)), end, hard=strength > 0.9)
    elif nobody:
        place, end = nobody
        evidence = [line(view, "featured-none", "offers", place, since=view.case.day(place))]
        threshold = carried(view.case.daily("offers", "competitive_price_threshold"))[-1]
        ours = carried(view.case.daily("offers", "our_price"))[-1]
        if np.isfinite(threshold) and np.isfinite(ours) and ours > threshold:
            evidence.append(
                line(
                    view,
                    "featured-threshold",
                    "offers",
                    place,
                    ours=_money(view, ours),
                    threshold=_money(view, threshold),
                )
            )
        yield Signal("featured_offer_suppressed", place, 0.95, (*evidence, *_share_line(view, fall)), end, hard=True)
    elif fall is not None:
        others = carried(view.case.daily("offers", "other_offers"))[fall.place :]
        told = others[np.isfinite(others)]
        still_ours = held[fall.place :]
        still_ours = still_ours[np.isfinite(still_ours)]
        alone = len(told) > 0 and float(np.median(told)) == 0
        cause = "featured_offer_suppressed" if alone else "buy_box_lost"
        strength = min(1.0, 0.45 + -fall.change / 100.0)
        if len(still_ours) and float((still_ours == _OURS).mean()) > 0.6 and fall.after > 60:
            strength *= 0.6
        yield Signal(cause, fall.place, strength, _share_line(view, fall), hard=strength >= 0.85)


def _share_line(view: View, fall: Shift | None) -> tuple:  # type: ignore[type-arg]
    if fall is None:
        return ()
    before, after = Percent(fall.before), Percent(fall.after)
    return (line(view, "featured-share", "traffic_daily", fall.place, before=before, after=after),)


def _featured(view: View, place: int) -> Money | None:
    price = carried(view.case.daily("offers", "buy_box_price"))[place:]
    price = price[np.isfinite(price)]
    return _money(view, float(np.median(price))) if len(price) else None


def _money(view: View, amount: float) -> Money:
    return Money(float(amount), view.case.currency or "USD")


def find_undercut(view: View) -> Iterator[Signal]:
    ours = carried(view.case.daily("offers", "our_price"), 3)
    ours = np.where(ours > 0, ours, np.nan)
    others = view.case.daily("offers", "lowest_other_price")
    if not np.isfinite(others).any() or not np.isfinite(ours).any():
        return
    gap = np.where(np.isfinite(others), 1.0 - others / ours, np.where(np.isfinite(ours), 0.0, np.nan))
    found = began(np.where(np.isfinite(gap), (gap >= 0.01).astype(float), np.nan), view)
    deeper = shift(gap, view, +1, lambda _: 0.025)
    if found is None and deeper is None:
        yield from _joined(view, gap)
        return
    place, end = found if found else (deeper.place, None)  # type: ignore[union-attr]
    after = gap[place : end or view.size]
    if not (after > 0).any():
        return  # the dearer ones left: nobody is cheaper
    cheaper = float(np.nanmedian(after[after > 0]))
    before = gap[max(0, place - 14) : place]
    new = cheaper - max(0.0, float(np.nanmedian(before)) if np.isfinite(before).any() else 0.0)
    low = others[place:]
    evidence = line(
        view, "undercut", "offers", place, since=view.case.day(place), other=_money(view, float(np.nanmedian(low))),
        ours=_money(view, float(np.nanmedian(ours[place:]))), gap=Percent(100 * cheaper),
    )  # fmt: skip
    # A gap that our own rise opened is not theirs.
    ours_before = ours[max(0, place - 14) : place]
    if np.isfinite(ours_before).any() and float(np.nanmedian(ours[place:])) > 1.02 * float(np.nanmedian(ours_before)):
        new *= 0.3
    if new >= 0.008:
        yield Signal("price_undercut", place, min(0.9, 0.45 + 4 * new), (evidence,), end, slack=2)


def _joined(view: View, gap: Floats) -> Iterator[Signal]:
    """More sellers where others were cheaper all the time: the lowest price need not move for buyers to go to them."""
    more = shift(view.case.daily("offers", "other_offers"), view, +1, lambda before: max(2.0, 0.5 * before))
    if more is None:
        return
    now = gap[more.place :]
    cheaper = float(np.nanmedian(now)) if np.isfinite(now).any() else 0.0
    if cheaper >= 0.03:
        evidence = line(
            view, "undercut-more", "offers", more.place, since=view.case.day(more.place), before=round(more.before),
            after=round(more.after), gap=Percent(100 * cheaper),
        )  # fmt: skip
        yield Signal("price_undercut", more.place, min(0.65, 0.4 + 2 * cheaper), (evidence,), slack=2)


def find_delivery(view: View) -> Iterator[Signal]:
    days = view.case.daily("offers", "delivery_days")
    slower = shift(days, view, +1, lambda before: max(1.5, 0.5 * before))
    if slower:
        evidence = [
            line(view, "delivery", "offers", slower.place, since=view.case.day(slower.place),
                 before=Number(slower.before), after=Number(slower.after))
        ]  # fmt: skip
        transfer = carried(view.case.daily("inventory_daily", "fc_transfer"), 3)[slower.place :]
        if np.isfinite(transfer).any() and np.nanmedian(transfer) > 0:
            units = round(float(np.nanmedian(transfer)))
            evidence.append(
                line(
                    view,
                    "stock-transfer",
                    "inventory_daily",
                    slower.place,
                    since=view.case.day(slower.place),
                    units=units,
                )
            )
        strength = min(0.95, 0.5 + 0.1 * slower.change)
        yield Signal("delivery_slow", slower.place, strength, tuple(evidence), slack=2)
