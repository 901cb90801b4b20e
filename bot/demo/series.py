"""Real daily orders as the demand of the demo's products."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from importlib import resources

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]
_SUNDAY = 6
_SLOW = 4  # the extract's last series are slow sellers


def read_orders() -> tuple[list[str], Counts]:
    """The extract's series names and an array (series, days), the slow sellers last; day 0 is a Sunday."""
    text = resources.files("bot.demo").joinpath("data/online_retail_orders.csv").read_text("utf-8")
    rows = list(csv.reader(text.splitlines()))
    return rows[0][1:], np.array([[int(cell) for cell in row[1:]] for row in rows[1:]], dtype=np.int64).T


def _with_closed_days(orders: Counts, rng: np.random.Generator) -> Counts:
    """Days on which the shop sold nothing at all get counts like those of the open days before and after."""
    filled = orders.copy()
    is_open = orders.sum(axis=0) > 0
    opened = np.flatnonzero(is_open)
    for day in np.flatnonzero(~is_open):
        beside = np.concatenate([opened[opened < day][-1:], opened[opened > day][:1]])
        filled[:, day] = rng.poisson(orders[:, beside].mean(axis=1))
    return filled


def demand(sizes: Sequence[int], last_days: Sequence[date], length: int, rng: np.random.Generator) -> Iterator[Counts]:
    """Units a day over `length` days, one array for each of `sizes`, up to its own last day.

    A product's demand is the sum of `size` real series, each used once (1: a slow seller as it is). A day falls on the
    weekday that it had in the shop, so that the real weekly rhythm stays.
    """
    names, orders = read_orders()
    later = np.array([name.endswith("/2") for name in names])
    for part in (later, ~later):
        orders[part] = _with_closed_days(orders[part], rng)
    slow = list(range(len(orders) - _SLOW, len(orders)))
    busy = list(rng.permutation(len(orders) - _SLOW))
    for size, last in zip(sizes, last_days, strict=True):
        end = orders.shape[1] - 1
        while (end + _SUNDAY) % 7 != last.weekday():
            end -= 1
        taken = [slow.pop()] if size == 1 else [busy.pop() for _ in range(size)]
        yield orders[taken, end + 1 - length : end + 1].sum(axis=0)


def days_up_to(last_day: date, length: int) -> list[date]:
    return [last_day - timedelta(days=length - 1 - i) for i in range(length)]
