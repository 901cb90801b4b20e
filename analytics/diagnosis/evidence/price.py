"""Our price, our promotions, and what competitors ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analytics.diagnosis.case import Columns, Floats, dense, rows_in, take
from analytics.diagnosis.evidence.listing import events
from analytics.diagnosis.signal import Shift, Signal, as_date, line, shift
from analytics.diagnosis.view import View, carried
from analytics.promotions import never_ran
from bot.records.text import Money, Percent, Say

_OVER = re.compile(r"end|expired|stopped|finished|inactive|out_of_budget", re.I)
_LEAST_DISCOUNT = 5.0  # percent; less lifts no sales that one would see
_USUAL = 0.02  # a price within 2 % of the usual one is the usual one


def prices(view: View) -> tuple[Floats, str]:
    """Our price by day and the table it is from: the offers, else sales per unit."""
    told = view.case.daily("offers", "our_price")
    if np.isfinite(told[view.first :]).any() and np.isfinite(told[: view.size - 2]).any():
        return told, "offers"
    paid = np.where(view.units > 0, view.sales / np.maximum(view.units, 1), np.nan)
    return paid, "traffic_daily"


@dataclass(frozen=True)
class _Promotion:
    start: int | None
    end: int  # the first day without it
    kind: str
    discount: float


def _spent(table: Columns, i: int) -> bool:
    """Whether a promotion's budget is used up."""
    if "budget" not in table or "spent" not in table:
        return False
    return bool(table["budget"][i] > 0 and table["spent"][i] >= 0.98 * table["budget"][i])


def _best_fall(view: View) -> int:
    falls = [s for s in view.tracks["units"].steps(view.first) if s.z < -2.0]
    return max(falls, key=lambda s: s.gain).place if falls else view.size


def promoted_days(view: View) -> npt.NDArray[np.bool_]:
    """Days before the two windows under a promotion that was over by then, [T]: no level to measure a fall from."""
    days = np.zeros(view.size, dtype=bool)
    for promotion in _promotions(view):
        if promotion.end <= view.first and not promotion.discount < _LEAST_DISCOUNT:
            days[max(promotion.start or 0, 0) : max(promotion.end, 0)] = True
    return days


def _promotions(view: View) -> list[_Promotion]:
    """Those that ran, as far as they are told."""
    table = view.case.table("promotions")
    rows = []
    for i in range(rows_in(table)):
        ends = as_date(table["ends_on"][i]) if "ends_on" in table else None
        starts = as_date(table["starts_on"][i]) if "starts_on" in table else None
        discount = float(table["discount_pct"][i]) if "discount_pct" in table else float("nan")
        kind = str(table["kind"][i]) if "kind" in table and table["kind"][i] else "coupon"
        state = str(table["state"][i] or "") if "state" in table else ""
        if (starts is not None and starts > view.case.as_of) or never_ran(state):
            continue
        end = view.case.place(ends) + 1 if ends is not None else view.size
        if end >= view.size and (_OVER.search(state) or _spent(table, i)):
            end = _best_fall(view)  # over before its date: nothing tells the day but the fall itself
        rows.append(_Promotion(view.case.place(starts) if starts else None, end, kind, discount))
    return rows


def _ended(view: View) -> list[_Promotion]:
    """Promotions that ended within the windows and were not renewed by one at least as deep."""
    rows = _promotions(view)
    ended = [p for p in rows if view.first - 1 <= p.end < view.size and (p.start is None or p.start < p.end)]
    return [
        p
        for p in ended
        if not any(
            q.end > p.end and (q.start is None or q.start <= p.end + 1) and not q.discount < p.discount - 2
            for q in rows
        )
    ]


def find_promotions(view: View) -> Iterator[Signal]:
    price, source = prices(view)
    ended = [p for p in _ended(view) if not _above_usual(price, p.start, p.end)]
    for promotion in ended:
        discount = promotion.discount if np.isfinite(promotion.discount) else 12.0
        kind = Say(f"diagnosis-promotion-{promotion.kind.replace('_', '-')}")
        last = view.case.day(promotion.end - 1)
        shown = Percent(promotion.discount, digits=0) if np.isfinite(promotion.discount) else None
        evidence = line(view, "promotion-ended", "promotions", promotion.end, kind=kind, ended=last, discount=shown)
        strength = min(0.95, 0.55 + discount / 50)
        yield Signal(
            "promotion_ended", promotion.end, strength, (evidence,), base=_base(view, promotion.start, promotion.end)
        )
    dip = _dip(view, price)
    if dip is not None and not any(abs(p.end - dip.end) <= 2 for p in ended):
        evidence = line(
            view, "deal-price-ended", source, dip.end, low=_money(view, dip.low), usual=_money(view, dip.usual),
            since=view.case.day(dip.end),
        )  # fmt: skip
        strength = min(0.95, 0.5 + 3 * (dip.usual / dip.low - 1.0))
        yield Signal("promotion_ended", dip.end, strength, (evidence,), base=_base(view, dip.start, dip.end))


@dataclass(frozen=True)
class _Dip:
    """A passing low price: from `start` to the day before `end`, after which the price of before is back."""

    start: int
    end: int
    low: float
    usual: float


def _dip(view: View, price: Floats) -> _Dip | None:
    level = carried(price, 5)
    rises = [p for p in range(max(1, view.first - 1), view.size) if level[p] > level[p - 1] * (1 + _USUAL)]
    if not rises:
        return None
    end = rises[-1]
    low, after = float(level[end - 1]), level[end:]
    if not np.isfinite(after).all() or float(np.abs(after / level[end] - 1).max()) > _USUAL:
        return None
    start = end - 1
    while start > 0 and abs(level[start - 1] / low - 1) <= _USUAL:
        start -= 1
    usual = float(level[start - 1]) if start > 0 else float("nan")
    back = np.isfinite(usual) and usual > low * (1 + _USUAL) and level[end] <= usual * (1 + 1.5 * _USUAL)
    return _Dip(start, end, low, float(level[end])) if back and end - start <= 35 else None


def _base(view: View, start: int | None, end: int) -> int | None:
    """From which day on sales ran under the promotion; None (the weeks before) where that is fewer than three days."""
    first = max(start or 0, end - 28)
    return first if end - first >= 3 and view.size > end else None


def _above_usual(price: Floats, start: int | None, end: int) -> bool:
    """Whether the price after the promotion is above the one before it: then it is our increase that counts."""
    level = carried(price)
    after, during = _middle(price[end:]), _middle(level[max(start or 0, 0) : end])
    before = _middle(level[max(0, (start or 0) - 10) : start or 0])
    if after is None or before is None or during is None or start is None or start <= 3:
        return False
    return after > during * (1 + _USUAL) and after > before * (1 + 1.5 * _USUAL)


def _middle(values: Floats) -> float | None:
    known = values[np.isfinite(values)]
    return float(np.median(known)) if len(known) else None


def _rise(view: View, price: Floats, source: str) -> Shift | None:
    least = 0.025 if source == "offers" else 0.05
    return shift(price, view, +1, lambda before: least * before, carry=5, steady=source == "offers")


def find_increase(view: View) -> Iterator[Signal]:
    price, source = prices(view)
    rise = _rise(view, price, source)
    if rise is None:
        return
    dip = _dip(view, price)
    ended = [p for p in _ended(view) if abs(p.end - rise.place) <= 2 and not _above_usual(price, p.start, p.end)]
    if ended or (dip is not None and abs(dip.end - rise.place) <= 2):
        return  # the usual price again after a deal
    evidence = [
        line(
            view,
            "price-up",
            source,
            rise.place,
            before=_money(view, rise.before),
            after=_money(view, rise.after),
            change=Percent(100 * rise.relative, signed=True),
            since=view.case.day(rise.place),
        )
    ]
    for place, kind, note in events(view, ("price_change",)):
        if abs(place - rise.place) <= 1:
            evidence.append(line(view, "event", "events", place, on=view.case.day(place), kind=kind, note=note))
    # A step of a few percent is no cause of a fall that is worth a diagnosis.
    strength = min(0.95, 0.3 + 4.5 * rise.relative, 8.5 * rise.relative) * (1.0 if source == "offers" else 0.8)
    yield Signal("price_increase", rise.place, strength, tuple(evidence), slack=2)


def find_competitor(view: View) -> Iterator[Signal]:
    table = view.case.table("competitors")
    if not rows_in(table):
        return
    best: Signal | None = None
    ours, _ = prices(view)
    ours_now = carried(ours)[-1]
    for rival in sorted(set(table["competitor_asin"].tolist())):
        mine = take(table, table["competitor_asin"] == rival)
        asked = dense(mine, "price", view.case.grid)
        coupon = dense(mine, "coupon_pct", view.case.grid)
        paid = asked * (1.0 - np.where(np.isfinite(coupon), coupon, 0.0) / 100.0)
        fall = shift(paid, view, -1, lambda before: 0.06 * before)
        signal = None
        if fall is not None:
            below = bool(np.isfinite(ours_now) and fall.after < ours_now)
            strength = min(0.9, 0.3 + 2.6 * -fall.relative + (0.05 if below else 0.0))
            evidence = line(
                view, "competitor-price", "competitors", fall.place, rival=rival, before=_money(view, fall.before),
                after=_money(view, fall.after), since=view.case.day(fall.place),
            )  # fmt: skip
            signal = Signal("competitor_move", fall.place, strength, (evidence,), slack=2)
        else:
            stars = shift(dense(mine, "rating", view.case.grid), view, +1, lambda _: 0.25)
            if stars is not None:
                evidence = line(
                    view,
                    "competitor-rating",
                    "competitors",
                    stars.place,
                    rival=rival,
                    before=str(round(stars.before, 2)),
                    after=str(round(stars.after, 2)),
                )
                signal = Signal("competitor_move", stars.place, 0.4, (evidence,), slack=3)
        if signal and (best is None or signal.strength > best.strength):
            best = signal
    newcomer = _newcomer(view)
    if newcomer and (best is None or newcomer.strength > best.strength):
        best = newcomer
    if best:
        yield best


def _newcomer(view: View) -> Signal | None:
    """A competitor that appeared within the windows below our price, while others had been watched for weeks."""
    table = view.case.table("competitors")
    if "price" not in table:
        return None
    places = (table["date"] - view.case.grid[0]).astype(int)
    if places.min() > view.first - 7:
        return None
    ours = carried(prices(view)[0])[-1]
    for rival in sorted(set(table["competitor_asin"].tolist())):
        mine = table["competitor_asin"] == rival
        start = int(places[mine].min())
        price = float(np.nanmedian(table["price"][mine])) if np.isfinite(table["price"][mine]).any() else float("nan")
        if start >= view.first - 2 and np.isfinite(ours) and price < 0.97 * ours:
            evidence = line(
                view,
                "competitor-new",
                "competitors",
                start,
                rival=rival,
                price=_money(view, price),
                since=view.case.day(start),
            )
            return Signal("competitor_move", start, 0.6, (evidence,), slack=2)
    return None


def _money(view: View, amount: float) -> Money:
    return Money(float(amount), view.case.currency or "USD")
