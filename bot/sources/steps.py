"""Work that waits: a job is a generator that yields the time at which it wants to go on.

One thread runs all jobs of a sync, always the one whose time comes first. So the waiting of one (a rate, a report being
made) is the working time of the others, no database transaction is open while anything waits, and under a clock that
stands still in tests everything is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from datetime import datetime, timedelta
from typing import TypeAlias, TypeVar

from bot.clock import Clock
from bot.sources.failures import SourceFailure

T = TypeVar("T")
Steps: TypeAlias = Generator[datetime, None, T]
Sleep: TypeAlias = Callable[[float], object]


def pause(clock: Clock, seconds: float) -> Steps[None]:
    """Waits; a little more than asked for, so that rounding never makes it less."""
    yield clock.now() + timedelta(seconds=seconds, milliseconds=1)


def together(clock: Clock, tasks: Sequence[Steps[T]]) -> Steps[list[T]]:
    """Runs tasks side by side and answers what they answered; a failure is raised when all others are through."""
    waiting: list[tuple[datetime, int, Steps[T]]] = [(clock.now(), i, task) for i, task in enumerate(tasks)]
    answers: dict[int, T] = {}
    failures: list[SourceFailure] = []
    try:
        while waiting:
            waiting.sort(key=lambda entry: entry[:2])
            at, place, task = waiting.pop(0)
            if at > clock.now():
                yield at
            try:
                waiting.append((next(task), place, task))
            except StopIteration as done:
                answers[place] = done.value
            except SourceFailure as failure:
                failures.append(failure)
    finally:
        for _, _, task in waiting:
            task.close()
    if failures:
        raise failures[0]
    return [answers[place] for place in sorted(answers)]
