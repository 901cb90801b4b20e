"""Trials beside the plain kills: two copies of which one dies and one stands still, a database that restarts, a full
disk, a clock that is set back."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from bench.faults import audit, databases, end, finish, start, stop_database
from bench.faults_audit import Report
from bench.faults_life import Life
from bench.faults_people import Clicker
from bot.playground.server import PlaygroundServer
from bot.store.engine import open_engine


def _trial(kind: str, name: str, seed: int, days: int, disturb: Callable[[Life, PlaygroundServer, Clicker], int]
           ) -> Report:  # fmt: skip
    begun, report = time.monotonic(), Report(f"{kind}: {name}")
    with databases(kind) as url, PlaygroundServer(rate_limits=False) as slack:
        clicker = Clicker(slack, seed)
        life = Life(url, slack.api_url, slack.bot_token, slack.app_token, seed, days)
        report.ended_by_itself += disturb(life, slack, clicker)
        report.ended_by_itself += finish(life, clicker)
        audit(slack, clicker, life, report)
    report.seconds = round(time.monotonic() - begun, 1)
    return report


def _clicking(clicker: Clicker, seconds: float, dice: random.Random) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(0.05)
        if dice.random() < 0.3:
            clicker.click()


def two_copies(kind: str, seed: int, rounds: int, days: int = 30) -> Report:
    """Two copies work at once; one is stopped for longer than a lease while the other is killed, then it goes on."""
    dice = random.Random(seed)

    def disturb(life: Life, slack: PlaygroundServer, clicker: Clicker) -> int:
        copy, fallen = replace(life, lease=1.5, threads=2), 0
        for _ in range(rounds):
            paused, killed = start(copy), start(copy)
            _clicking(clicker, dice.uniform(0.4, 1.2), dice)
            os.kill(paused.pid, signal.SIGSTOP)
            _clicking(clicker, dice.uniform(0.1, 0.6), dice)
            fallen += end(killed)
            heir = start(copy)
            _clicking(clicker, 2.5, dice)  # longer than the lease: the heir takes over what the paused one held
            os.kill(paused.pid, signal.SIGCONT)
            _clicking(clicker, dice.uniform(0.2, 0.8), dice)
            fallen += end(paused) + end(heir)
        return fallen

    return _trial(kind, "two copies, one killed, one paused", seed, days, disturb)


def database_restarted(seed: int, restarts: int, days: int = 60) -> Report:
    """PostgreSQL ends at once (as by kill −9 of its server) and comes back while the bot works on."""
    dice = random.Random(seed)

    def disturb(life: Life, slack: PlaygroundServer, clicker: Clicker) -> int:
        process = start(life)
        for _ in range(restarts):
            _clicking(clicker, dice.uniform(0.5, 1.5), dice)
            with stop_database(life.database_url):
                time.sleep(dice.uniform(0.1, 0.8))
        _clicking(clicker, 1.0, dice)
        return int(end(process))

    return _trial("postgresql", "database restarted", seed, days, disturb)


def disk_full(seed: int, log_file: str, days: int = 60) -> Report:
    """SQLite cannot grow any more while the bot works; later there is room again."""
    dice = random.Random(seed)

    def disturb(life: Life, slack: PlaygroundServer, clicker: Clicker) -> int:
        engine = open_engine(life.database_url)
        with engine.connect() as connection:
            pages = int(connection.exec_driver_sql("PRAGMA page_count").scalar() or 0)
        process = start(replace(life, max_pages=pages + 12, log_file=log_file))
        _clicking(clicker, 5.0, dice)
        fallen = end(process)
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        engine.dispose()
        return int(fallen)

    return _trial("sqlite", "disk full", seed, days, disturb)


def clock_set_back(kind: str, seed: int, kills: int, days: int = 40) -> Report:
    """Copies whose clock is an hour ahead are killed; the clock is set back an hour, and everything goes on at once."""
    dice = random.Random(seed)

    def disturb(life: Life, slack: PlaygroundServer, clicker: Clicker) -> int:
        fallen = 0
        for _ in range(kills):
            process = start(replace(life, clock_offset=3600.0))
            with suppress(TimeoutError):
                slack.wait_for_connection(20.0)
            _clicking(clicker, dice.uniform(0.3, 1.2), dice)
            fallen += end(process)
        return fallen

    return _trial(kind, "clock set back an hour", seed, days, disturb)


def killed_after_clicks(kind: str, seed: int, kills: int, days: int = 12) -> Report:
    """Alerts stand in Slack already; people click, and the copy is killed as soon as Slack has heard "received"."""
    dice = random.Random(seed)

    def disturb(life: Life, slack: PlaygroundServer, clicker: Clicker) -> int:
        fallen = finish(life, clicker)
        for _ in range(kills):
            process = start(life)
            with suppress(TimeoutError):
                slack.wait_for_connection(20.0)
                for _ in range(dice.randint(1, 3)):
                    clicker.click()
                if clicker.deliveries:
                    clicker.deliveries[-1].wait(10.0)
            time.sleep(dice.uniform(0.0, 0.05))
            fallen += end(process)
        return fallen

    return _trial(kind, "killed after clicks", seed, days, disturb)
