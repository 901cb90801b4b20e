"""An alert's life from a check to its message in the strict local Slack, and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest
from alertworld import ANA, CHANNEL, DAY, TOM, WANG, Checked, World, action, finding, storm, subject, well_days
from delivery_setup import button_names, button_values, client, parents, server, slack
from slack_sdk import WebClient
from sqlalchemy import Engine

from bot.alerts.policy import Hours, Policy
from bot.playground.server import PlaygroundServer
from bot.records.alerts import ActionKind, State
from bot.records.findings import Severity

__all__ = ["client", "server", "slack"]


def _words(message: dict[str, object]) -> str:
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
    assert button_names(parent) == ["alert.ack", "alert.snooze", "alert.resolve", "alert.diagnose"]
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
    assert button_names(parent) == ["alert.diagnose"]


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


FIVE_KINDS = ("sales_drop", "low_stock", "acos_spike", "buy_box_lost", "notice")


@pytest.mark.parametrize("kinds", [("sales_drop",), FIVE_KINDS])
def test_a_storm_of_500_is_three_messages_at_most_and_each_alert_can_be_taken_alone_or_all_together(
    sqlite_engine: Engine, slack: PlaygroundServer, client: WebClient, kinds: tuple[str, ...]
) -> None:
    world = World(sqlite_engine)
    worker = world.worker(client)
    opened = world.service.apply_check(storm(500, kinds)).opened
    assert len(opened) == 500
    worker.run_once()
    posted, everything = parents(slack), slack.messages(CHANNEL)
    assert len(posted) <= 3
    listed = button_values(everything, "alert.ack")
    assert len(listed) == 500
    assert set(listed) == {alert.id for alert in opened}
    assert not [call for call in slack.calls() if call["outcome"] != "ok"]

    alone = world.service.act(listed[7], action(ActionKind.ACK))
    assert alone is not None
    assert alone.changed
    worker.run_once()
    assert set(button_values(slack.messages(CHANNEL), "alert.ack")) == set(listed) - {listed[7]}
    groups = button_values(parents(slack), "alert.ack_all")
    assert len(groups) == len(posted)
    results = [world.service.act_group(group, action(ActionKind.ACK, TOM)) for group in groups]
    assert sum(result.changed for result in results) == 499
    worker.run_once()
    assert button_values(slack.messages(CHANNEL), "alert.ack") == []
    assert {alert.state for alert in world.service.open_alerts()} == {State.ACKNOWLEDGED}
    lines = [m["text"] for m in slack.messages(CHANNEL) if m["text"].startswith(f"<@{TOM}> took all")]
    assert len(lines) == len(groups)
    assert worker.run_once() == 0


def test_a_storm_over_marketplaces_one_after_the_other_makes_three_messages_a_minute_at_most(
    sqlite_engine: Engine, slack: PlaygroundServer, client: WebClient
) -> None:
    world = World(sqlite_engine)
    worker = world.worker(client)
    for market in ("US", "DE", "JP", "UK", "FR"):
        found = tuple(replace(f, about=replace(f.about, marketplace=market)) for f in storm(100).findings)
        world.service.apply_check(Checked(findings=found, marketplace=market))
        world.later(seconds=5)
    worker.run_once()
    assert len(parents(slack)) <= 3
    world.later(seconds=60)
    worker.run_once()
    assert len(parents(slack)) <= 6
    assert len(button_values(slack.messages(CHANNEL), "alert.ack")) == 500


def test_alerts_of_one_asin_share_a_message_and_a_family_does_where_the_team_wants_it(
    engine: Engine, slack: PlaygroundServer, client: WebClient
) -> None:
    world = World(engine)
    found = [finding(subject(kind=kind)) for kind in ("sales_drop", "low_stock")]
    found += [finding(subject(kind="bad_review", what=f"R{n}")) for n in range(3)]
    world.service.apply_check(Checked(findings=tuple(found)))
    world.worker(client).run_once()
    (parent,) = slack.messages(CHANNEL)
    assert len(button_values([parent], "alert.ack")) == 5
    assert len(button_values([parent], "alert.ack_all")) == 1


def test_a_recurrence_within_seven_days_goes_on_in_the_same_thread_and_is_loud_only_when_worse(
    engine: Engine, slack: PlaygroundServer, client: WebClient
) -> None:
    world = World(engine)
    worker = world.worker(client)
    day = DAY
    for severity, loud in ((Severity.MEDIUM, False), (Severity.HIGH, True)):
        world.service.apply_check(Checked(day, findings=(finding(severity=Severity.MEDIUM),)))
        *before, last = well_days(day + timedelta(days=4))
        world.service.apply_check(last, before)
        world.later(days=5)
        day += timedelta(days=5)
        world.service.apply_check(Checked(day, findings=(finding(severity=severity),)))
        worker.run_once()
        assert len(parents(slack)) == 1
        back = slack.messages(CHANNEL)[-1]
        assert "It is back" in back["text"]
        assert (back.get("subtype") == "thread_broadcast") == loud
        *before, last = well_days(day + timedelta(days=4))
        world.service.apply_check(last, before)
        world.later(days=5)
        day += timedelta(days=5)
    world.later(days=10)
    world.service.apply_check(Checked(day + timedelta(days=10), findings=(finding(),)))
    worker.run_once()
    assert len(parents(slack)) == 2


def test_without_a_channel_alerts_are_kept_and_posted_once_one_is_configured(
    engine: Engine, slack: PlaygroundServer, client: WebClient
) -> None:
    world = World(engine, Policy())
    world.service.apply_check(Checked(findings=(finding(),)))
    assert world.worker(client).run_once() == 0
    assert len(world.service.open_alerts()) == 1
    world.service.set_override("channel", "amazon-alerts", ANA)
    world.service.expire()
    world.worker(client).run_once()
    assert len(parents(slack)) == 1
    world.service.expire()
    assert world.worker(client).run_once() == 0


def test_quiet_hours_hold_new_messages_until_they_end(
    engine: Engine, slack: PlaygroundServer, client: WebClient
) -> None:
    world = World(engine, Policy(alert_channel=CHANNEL, quiet_hours=Hours(time(8), time(10))))
    world.service.apply_check(Checked(findings=(finding(),)))
    world.service.expire()
    assert world.worker(client).run_once() == 0
    world.later(hours=1)
    world.service.expire()
    world.worker(client).run_once()
    assert len(parents(slack)) == 1


def test_a_high_alert_that_nobody_takes_is_said_again_then_to_its_owner_then_to_the_fallback(
    engine: Engine, slack: PlaygroundServer, client: WebClient
) -> None:
    policy = Policy(alert_channel=CHANNEL, default_owner="wangmin@fjell-hearth.example", fallback=TOM)
    world = World(engine, policy)
    worker = world.worker(client)
    world.service.apply_check(Checked(findings=(finding(severity=Severity.HIGH), finding(subject("B0QUIET001")))))
    said: list[str] = []
    for _ in range(30):
        world.later(minutes=30)
        world.service.expire()
        worker.run_once()
        said = [m["text"] for m in slack.messages(CHANNEL) if "thread_ts" in m and m["thread_ts"] != m["ts"]]
    assert len(said) == 3
    assert said[0].startswith("Nobody has taken this yet")
    assert said[1].startswith(f"<@{WANG}>, nobody has taken this yet")
    assert said[2].startswith(f"<@{TOM}>, please find somebody")


def test_a_snooze_that_ends_says_so_and_an_acknowledgement_until_ends_too(
    engine: Engine, slack: PlaygroundServer, client: WebClient
) -> None:
    world = World(engine)
    worker = world.worker(client)
    alert = world.service.apply_check(Checked(findings=(finding(),))).opened[0]
    for kind, words in ((ActionKind.SNOOZE, "The snooze has ended"), (ActionKind.ACK, "The acknowledgement’s time")):
        world.service.act(alert.id, action(kind, until=world.clock.at + timedelta(hours=3)))
        world.later(hours=4)
        assert world.service.expire() == 1
        worker.run_once()
        assert slack.messages(CHANNEL)[-1]["text"].startswith(words)
        current = world.service.get(alert.id)
        assert current is not None
        assert current.state is State.OPEN
