"""A back-fill killed at random moments and resumed: no report asked for twice, no row lost or doubled, no rate broken.

The process is really killed (SIGKILL), by the stand-in itself, just before or just after it has taken a request: so the
answers that get lost are those whose loss hurts.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from sources_setup import services
from sqlalchemy import Engine, make_url, select
from standins.server import running
from standins.services import Services
from standins.world import Day

from bot.clock import local_date
from bot.store.engine import open_engine
from bot.store.schema.facts import FACTS

TESTS = Path(__file__).parents[1]
SELLERS = ("a", "b", "c")
ZONE = "America/Los_Angeles"
POLLS = ("getReport ", "getQuery ", "ads/getReport ")


class Killer:
    """Kills the worker when its n-th request comes, before or after the stand-in has taken it."""

    def __init__(self, state: Services, seed: int) -> None:
        self.dice = random.Random(seed)
        self.kills = 0
        self.pid = 0
        self.left = 0
        self.after = False
        state.before = lambda operation: self._count(operation, before=True)
        state.after = lambda operation: self._count(operation, before=False)

    def arm(self, pid: int, *, kill: bool) -> None:
        self.pid = pid
        self.left = self.dice.randint(1, 14) if kill else -1
        self.after = self.dice.random() < 0.6

    def _count(self, operation: str, *, before: bool) -> None:
        if before:
            self.left -= 1
        if self.left == 0 and before != self.after:
            self.left = -1
            self.kills += 1
            os.kill(self.pid, signal.SIGKILL)


def _back_fill(database: str, state: Services, days: int, kills: int) -> Killer:
    """Starts the worker again and again until it has been killed `kills` times, then lets it finish."""
    killer = Killer(state, seed=kills)
    done = False
    while not done or killer.kills < kills:
        process = subprocess.Popen(
            [sys.executable, "-m", "standins.worker", database, state.base, str(days), *SELLERS],
            env={**os.environ, "PYTHONPATH": f"{TESTS.parent}{os.pathsep}{TESTS}"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        killer.arm(process.pid, kill=killer.kills < kills)
        out, errors = process.communicate(timeout=900)
        if process.returncode == 0:
            result = json.loads(out)
            assert result == {"failures": 0, "unfinished": []}
            if done:
                break
            done = True
        else:
            assert process.returncode == -signal.SIGKILL, errors.decode()[-2000:]
    return killer


def _check(engine: Engine, state: Services, days: int, kills: int) -> dict[str, int]:
    """The promises; answers the figures that the docs quote."""
    made = Counter(
        (r["seller"], r.get("marketplace"), json.dumps(r["wish"], sort_keys=True), local_date(r["at"], ZONE))
        for r in (*state.reports.values(), *state.ad_reports.values())
    )
    made.update((q["seller"], "", q["query"], None) for q in state.queries.values())
    assert [wish for wish, count in made.items() if count > 1] == []
    assert state.throttled == {}
    assert state.broken_rules == []
    again = sum(count - 1 for count in state.downloads.values())
    calls = Counter((seller, entry) for seller, entry in state.log if "create" not in entry and "ads/" not in entry)
    repeated = sum(
        count - 1 for (_, entry), count in calls.items()
        if not entry.startswith((*POLLS, "getCompetitiveSummary", "getReports", "getQueries"))
    )  # fmt: skip
    lookups = sum(count for name, count in state.calls.items() if name in ("getReports", "getQueries"))
    assert again + repeated <= kills  # at most the one call whose answer died with the process
    assert lookups <= kills
    _check_rows(engine, state, days)
    return {"reports": sum(made.values()), "downloaded again": again, "calls repeated": repeated, "look-ups": lookups,
            "calls": sum(state.calls.values())}  # fmt: skip


def _check_rows(engine: Engine, state: Services, days: int) -> None:
    today = date(2026, 11, 20)
    traffic, ads = FACTS["traffic_daily"].c, FACTS["ads_daily"].c
    with engine.connect() as connection:
        rows = connection.execute(
            select(traffic.account, traffic.asin, traffic.date, traffic.sessions, traffic.units, traffic.sales)
        ).all()
        spent = connection.execute(
            select(ads.account, ads.asin, ads.date, ads.spend, ads.sales).where(ads.ad_type == "SP")
        ).all()
    for found in (rows, spent):
        keys = {(account, asin, day) for account, asin, day, *_ in found}
        assert len(keys) == len(found)
        expected = {
            (seller, asin, today - timedelta(days=n))
            for (seller, _), asins in state.world.catalog.items()
            for asin in asins
            for n in range(1, days + 1)
        }
        assert keys >= expected
        assert {key for key in keys - expected if key[2] < today} == set()
    settled = today - timedelta(days=6)
    truth: dict[tuple[str, str, date], Day] = {
        key: state.world.true(key[0], "US", key[1], key[2]) for key in {(r[0], r[1], r[2]) for r in rows}
    }
    for account, asin, day, sessions, units, sales in rows:
        if day < settled:
            true = truth[account, asin, day]
            assert (sessions, units, sales) == (true.sessions, true.units, true.sales)
    for account, asin, day, spend, sales in spent:
        if day < settled:
            true = truth[account, asin, day]
            assert (spend, sales) == (true.spend, true.ad_sales)


def _run(database_url: str, asins: int, days: int, kills: int) -> dict[str, int]:
    state = services(asins=asins, sellers=SELLERS)
    url = make_url(database_url).render_as_string(hide_password=False)
    with running(state):
        killer = _back_fill(url, state, days, kills)
    engine = open_engine(database_url)
    try:
        return _check(engine, state, days, killer.kills)
    finally:
        engine.dispose()


def test_a_back_fill_that_is_killed_and_resumed_asks_for_nothing_twice_and_loses_nothing(sqlite_url: str) -> None:
    _run(sqlite_url, asins=25, days=12, kills=4)


@pytest.mark.slow
@pytest.mark.timeout(2400)
def test_a_back_fill_of_90_days_killed_50_times(database_url: str) -> None:
    figures = _run(database_url, asins=200, days=90, kills=50)
    print(f"\n{figures}")  # noqa: T201
