"""An alert's life from a check to its message in the strict local Slack, and back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from alertworld import ANA, CHANNEL, DAY, Checked, World, action, finding, subject, well_days
from slack_sdk import WebClient
from sqlalchemy import Engine

from bot.playground.server import PlaygroundServer
from bot.records.alerts import ActionKind, State
from bot.records.findings import Severity


@pytest.fixture(scope="module")
def server() -> Iterator[PlaygroundServer]:
    with PlaygroundServer(rate_limits=False) as running:
        yield running


@pytest.fixture
def slack(server: PlaygroundServer) -> PlaygroundServer:
    server.faults.clear()
    for channel in server.workspace.channels.values():
        channel.messages.clear()
    server.workspace.calls.clear()
    return server


@pytest.fixture
def client(slack: PlaygroundServer) -> WebClient:
    return WebClient(token=slack.bot_token, base_url=slack.api_url, timeout=5)


def _buttons(message: dict) -> list[str]:
    return [e["action_id"] for b in message["blocks"] if b["type"] == "actions" for e in b["elements"]]


def _words(message: dict) -> str:
    return str(message["blocks"])


def test_an_alert_is_posted_acknowledged_in_place_and_resolves_when_it_is_well(
    engine: Engine, slack: PlaygroundServer, client: WebClient
) -> None:
    world = World(engine)
    worker = world.worker(client)
    applied = world.service.apply_check(Checked(findings=(finding(),)))
    assert worker.run_once() == 1
    (parent,) = slack.messages(CHANNEL)
    assert "Open since" in _words(parent)
    assert _buttons(parent) == ["alert.ack", "alert.snooze", "alert.resolve", "alert.diagnose"]
    assert {e["value"] for b in parent["blocks"] if b["type"] == "actions" for e in b["elements"]} == {
        applied.opened[0].id
    }

    found = world.service.find_by_thread(CHANNEL, parent["ts"])
    assert found is not None
    assert found.alerts == applied.opened or found.alerts[0].id == applied.opened[0].id
    result = world.service.act(found.alerts[0].id, action(ActionKind.ACK))
    assert result is not None
    assert result.changed
    worker.run_once()
    parent, line = slack.messages(CHANNEL)
    assert f"Acknowledged by <@{ANA}>" in _words(parent)
    assert line["thread_ts"] == parent["ts"]
    assert line["text"] == f"<@{ANA}> took this."

    day = DAY + timedelta(days=5)
    *before, last = well_days(day)
    world.later(days=5)
    assert [a.state for a in world.service.apply_check(last, before).resolved] == [State.RESOLVED]
    worker.run_once()
    parent, _, line = slack.messages(CHANNEL)
    assert "Resolved by itself" in _words(parent)
    assert "Well again for three days" in line["text"]
    assert _buttons(parent) == ["alert.diagnose"]


def test_the_same_check_twice_changes_nothing_and_posts_nothing(
    engine: Engine, slack: PlaygroundServer, client: WebClient
) -> None:
    world = World(engine)
    worker = world.worker(client)
    check = Checked(findings=(finding(), finding(subject(kind="low_stock"), Severity.HIGH)))
    world.service.apply_check(check)
    worker.run_once()
    before = [world.service.open_alerts(), slack.messages(CHANNEL)]
    applied = world.service.apply_check(check)
    assert (applied.opened, applied.worsened, applied.resolved) == ((), (), ())
    assert worker.run_once() == 0
    assert [world.service.open_alerts(), slack.messages(CHANNEL)] == before
    assert len(slack.messages(CHANNEL)) == 1
