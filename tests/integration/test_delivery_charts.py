"""The chart of an alert about sales: once, in its message's thread, and never in the way of anything else."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from alertworld import CHANNEL, Checked, World, finding, storm, subject
from delivery_setup import client, parents, server, slack
from slack_sdk import WebClient
from sqlalchemy import Engine

from bot.alerts.policy import Policy
from bot.delivery import sending
from bot.playground.server import PlaygroundServer
from bot.store.outbox import counts

__all__ = ["client", "server", "slack"]


@pytest.fixture
def world(sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(sending, "drawn", lambda *_: (b"\x89PNG picture", "Units a day"))
    return World(sqlite_engine, Policy(alert_channel=CHANNEL, charts=True))


def _open(world: World, *asins: str, kind: str = "sales_drop") -> None:
    world.service.apply_check(Checked(findings=tuple(finding(subject(asin, kind)) for asin in asins)))


def _drain(world: World, client: WebClient, rounds: int = 6) -> None:
    worker = world.worker(client)
    for _ in range(rounds):
        worker.run_once()
        world.later(seconds=120)


def _charts(slack: PlaygroundServer) -> list[dict[str, Any]]:
    return [message for message in slack.messages(CHANNEL) if message.get("files")]


def test_the_chart_of_a_sales_drop_comes_into_the_thread_of_its_message(
    world: World, slack: PlaygroundServer, client: WebClient
) -> None:
    _open(world, "B0TEST0001")
    _drain(world, client)
    [parent], [chart] = parents(slack), _charts(slack)
    assert chart["thread_ts"] == parent["ts"]
    assert chart["files"][0]["title"].startswith("Units a day")


def test_other_alerts_groups_and_storms_have_no_chart(world: World, slack: PlaygroundServer, client: WebClient) -> None:
    _open(world, "B0TEST0001", kind="low_stock")
    world.service.apply_check(storm(8))
    _drain(world, client)
    assert len(parents(slack)) == 2
    assert _charts(slack) == []


@pytest.mark.parametrize("kind", ["drop_after", "commit_500"])
def test_a_chart_whose_answer_is_lost_is_found_by_its_title_and_not_repeated(
    world: World, slack: PlaygroundServer, client: WebClient, kind: str
) -> None:
    slack.faults.add("files.completeUploadExternal", kind)
    _open(world, "B0TEST0001")
    _drain(world, client)
    assert len(_charts(slack)) == 1
    assert len(slack.calls("files.completeUploadExternal")) == 1


@pytest.mark.parametrize("kind", ["drop_before", "http_500", "ratelimited"])
def test_a_chart_that_did_not_arrive_is_sent_again_while_the_next_message_goes_on(
    world: World, slack: PlaygroundServer, client: WebClient, kind: str
) -> None:
    slack.faults.add("files.getUploadURLExternal", kind, seconds=100.0)
    _open(world, "B0TEST0001", "B0TEST0002")
    world.worker(client).run_once()
    assert len(parents(slack)) == 2
    _drain(world, client)
    assert len(_charts(slack)) == 2


@pytest.mark.parametrize("code", ["missing_scope", "unknown_method"])
def test_a_chart_that_slack_does_not_take_is_left_out_with_one_line_in_the_log(
    world: World, slack: PlaygroundServer, client: WebClient, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    slack.faults.add("files.getUploadURLExternal", "error", code=code, times=0)
    _open(world, "B0TEST0001")
    with caplog.at_level(logging.WARNING, "bot"):
        _drain(world, client)
    assert len(parents(slack)) == 1
    assert [record.message for record in caplog.records if record.name.startswith("bot")] == [
        f"chart {_failed_item(world)} is left out: Slack says {code}"
    ]


def _failed_item(world: World) -> str:
    with world.engine.connect() as connection:
        assert counts(connection) == {"sent": 1, "failed": 1}
        return str(connection.exec_driver_sql("select id from outbox where state = 'failed'").scalar())


def test_a_chart_that_never_arrives_is_given_up(world: World, slack: PlaygroundServer, client: WebClient) -> None:
    slack.faults.add("files.getUploadURLExternal", "http_500", times=0)
    _open(world, "B0TEST0001")
    _drain(world, client, rounds=15)
    _failed_item(world)
