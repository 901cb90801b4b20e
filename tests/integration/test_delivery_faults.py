"""Delivery through every fault of the strict local Slack: each message once, in order, none lost."""

from __future__ import annotations

import logging
import threading
import time
from datetime import timedelta
from itertools import pairwise

import pytest
from alertworld import ANA, AT_ONCE, CHANNEL, DAY, NOW, TOM, Checked, World, action, finding, storm, subject
from delivery_setup import button_names, button_values, client, parents, server, slack
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse
from sqlalchemy import Engine, select

from bot.alerts.policy import Policy, RoutePlace
from bot.clock import SystemClock, new_id
from bot.delivery import OutboxWorker, enqueue
from bot.delivery.faults import (
    BlocksRefused,
    MessageGone,
    NeedsAdmin,
    OutcomeUnknown,
    RateLimited,
    Refused,
    SlackFault,
    ThreadGone,
    fault_of,
)
from bot.delivery.worker import Pace
from bot.playground.server import PlaygroundServer
from bot.records.alerts import ActionKind
from bot.records.findings import Severity
from bot.store.outbox import add_item, counts, lanes, take
from bot.store.schema.delivery import OUTBOX
from bot.store.transaction import writing

__all__ = ["client", "server", "slack"]


@pytest.fixture
def world(sqlite_engine: Engine) -> World:
    return World(sqlite_engine, Policy(alert_channel=CHANNEL, admins=(ANA,)))


def _open(world: World, asin: str = "B0TEST0001", severity: Severity = Severity.MEDIUM) -> str:
    return world.service.apply_check(Checked(findings=(finding(subject(asin), severity),))).opened[0].id


def _waiting(world: World) -> int:
    with world.engine.connect() as connection:
        return counts(connection).get("pending", 0)


def _drain(world: World, client: WebClient, *, seconds: float = 120.0, rounds: int = 8) -> None:
    worker = world.worker(client)
    for _ in range(rounds):
        worker.run_once()
        world.later(seconds=seconds)


@pytest.mark.parametrize("kind", ["drop_after", "commit_500"])
def test_a_post_whose_answer_is_lost_is_found_again_and_not_repeated(
    world: World, slack: PlaygroundServer, client: WebClient, kind: str
) -> None:
    slack.faults.add("chat.postMessage", kind)
    alert = _open(world)
    _drain(world, client)
    assert len(slack.messages(CHANNEL)) == 1
    assert len(slack.calls("chat.postMessage")) == 1
    found = world.service.find_by_thread(CHANNEL, slack.messages(CHANNEL)[0]["ts"])
    assert found is not None
    assert found.alerts[0].id == alert


def test_a_thread_line_whose_answer_is_lost_is_not_repeated_either(
    world: World, slack: PlaygroundServer, client: WebClient
) -> None:
    alert = _open(world)
    _drain(world, client)
    slack.faults.add("chat.postMessage", "drop_after")
    world.service.act(alert, action(ActionKind.NOTE, reason="carrier called"))
    _drain(world, client)
    assert [m["text"] for m in slack.messages(CHANNEL)][1:] == [f"Note by <@{ANA}>: carrier called"]


def test_what_changed_while_the_answer_was_lost_is_shown_when_the_message_is_found(
    world: World, slack: PlaygroundServer, client: WebClient
) -> None:
    slack.faults.add("chat.postMessage", "drop_after")
    alert = _open(world)
    world.worker(client).run_once()
    world.service.act(alert, action(ActionKind.ACK))
    _drain(world, client)
    parent, _ = slack.messages(CHANNEL)
    assert f"Acknowledged by <@{ANA}>" in str(parent["blocks"])


@pytest.mark.parametrize("kind", ["drop_before", "http_500", "ratelimited", "error"])
def test_a_post_that_was_not_done_is_done_later(
    world: World, slack: PlaygroundServer, client: WebClient, kind: str
) -> None:
    slack.faults.add("chat.postMessage", kind, times=3)
    _open(world)
    _drain(world, client)
    assert len(slack.messages(CHANNEL)) == 1
    assert _waiting(world) == 0


def test_retry_after_is_honoured(world: World, slack: PlaygroundServer, client: WebClient) -> None:
    slack.faults.add("chat.postMessage", "ratelimited", seconds=40)
    _open(world)
    worker = world.worker(client)
    worker.run_once()
    world.later(seconds=39)
    assert worker.run_once() == 0
    world.later(seconds=2)
    assert worker.run_once() == 1
    assert len(slack.messages(CHANNEL)) == 1


def test_an_answer_slower_than_our_patience_does_not_double_the_message(
    sqlite_engine: Engine, slack: PlaygroundServer
) -> None:
    world = World(sqlite_engine)
    hasty = WebClient(token=slack.bot_token, base_url=slack.api_url, timeout=1)
    slack.faults.add("chat.postMessage", "slow_before", seconds=2.5)
    _open(world)
    world.worker(hasty).run_once()  # looks before the slow post is there, and posts
    slack.wait_for(lambda: len(slack.messages(CHANNEL)) == 2, 5)
    world.later(seconds=60)
    world.worker(hasty).run_once()  # sweeps
    assert len(slack.messages(CHANNEL)) == 1
    found = world.service.find_by_thread(CHANNEL, slack.messages(CHANNEL)[0]["ts"])
    assert found is not None


def test_a_channel_that_the_bot_is_not_in_is_told_to_the_admins_once_and_delivered_after_the_invitation(
    world: World, slack: PlaygroundServer, client: WebClient
) -> None:
    world.service.set_override("channel", "random", ANA)
    _open(world)
    _drain(world, client, rounds=5)
    (told,) = slack.messages(ANA)
    assert "I cannot post in random: not_in_channel" in told["text"]
    assert "/invite" in told["text"]
    with world.engine.connect() as connection:
        (standing,) = lanes(connection)
    assert (standing.lane, standing.blocked, standing.waiting) == ("random", "not_in_channel", 1)
    slack.workspace.channel_named("random").members.append("U0ASINWAT1")
    world.later(hours=1)
    _drain(world, client, rounds=1)
    slack.workspace.channel_named("random").members.remove("U0ASINWAT1")
    assert len(slack.messages("random")) == 1
    with world.engine.connect() as connection:
        assert lanes(connection) == []


@pytest.mark.parametrize(("channel", "code"), [("nowhere", "channel_not_found"), ("old-ops", "is_archived")])
def test_an_unknown_and_an_archived_channel_are_told_to_the_admins_too(
    world: World, slack: PlaygroundServer, client: WebClient, channel: str, code: str
) -> None:
    world.service.set_override("channel", channel, ANA)
    _open(world)
    _drain(world, client, rounds=3)
    (told,) = slack.messages(ANA)
    assert code in told["text"]
    assert _waiting(world) == 1


def test_one_blocked_channel_holds_up_no_other(world: World, slack: PlaygroundServer, client: WebClient) -> None:
    world.policy = Policy(alert_channel=CHANNEL, routes=(RoutePlace("random", kinds=("low_stock",)),))
    found = [finding(subject(f"B0{n:08d}", kind)) for n in range(4) for kind in ("low_stock", "sales_drop")]
    world.service.apply_check(Checked(findings=tuple(found)))
    world.worker(client).run_once()
    assert len(parents(slack)) == 4
    assert _waiting(world) == 4


def test_a_parent_deleted_by_hand_is_posted_anew_and_the_thread_goes_on_there(
    world: World, slack: PlaygroundServer, client: WebClient
) -> None:
    alert = _open(world)
    _drain(world, client)
    slack.delete_message(ANA, slack.messages(CHANNEL)[0]["ts"])
    world.service.act(alert, action(ActionKind.ACK))
    _drain(world, client)
    parent, line = slack.messages(CHANNEL)
    assert f"Acknowledged by <@{ANA}>" in str(parent["blocks"])
    assert line["thread_ts"] == parent["ts"]


def test_a_line_for_a_message_that_waits_its_turn_waits_with_it(
    world: World, slack: PlaygroundServer, client: WebClient
) -> None:
    world.service.apply_check(storm(40))
    world.service.apply_check(storm(40, ("low_stock",)))
    world.service.apply_check(storm(40, ("notice",)))
    opened = world.service.apply_check(storm(40, ("acos_spike",))).opened  # the minute is full: this one waits
    world.service.act(opened[0].id, action(ActionKind.ACK))
    worker = world.worker(client)
    assert worker.run_once() < 60
    assert len(parents(slack)) <= 3
    world.later(seconds=61)
    worker.run_once()
    assert "took this" in slack.messages(CHANNEL)[-1]["text"]
    assert _waiting(world) == 0


def test_a_group_deleted_by_hand_comes_back_with_its_whole_list(
    world: World, slack: PlaygroundServer, client: WebClient
) -> None:
    opened = world.service.apply_check(
        Checked(findings=tuple(finding(subject(f"B0{n:08d}")) for n in range(20)))
    ).opened
    _drain(world, client)
    for message in slack.messages(CHANNEL):
        slack.delete_message(ANA, message["ts"])
    world.service.act(opened[0].id, action(ActionKind.ACK))
    _drain(world, client)
    assert len(parents(slack)) == 1
    assert len(button_values(slack.messages(CHANNEL), "alert.ack")) == 19


def test_blocks_that_slack_refuses_are_sent_as_plain_text_and_the_fault_is_logged(
    world: World, slack: PlaygroundServer, client: WebClient, caplog: pytest.LogCaptureFixture
) -> None:
    slack.faults.add("chat.postMessage", "error", code="invalid_blocks")
    with caplog.at_level(logging.ERROR):
        _open(world)
        _drain(world, client)
    (parent,) = slack.messages(CHANNEL)
    assert not parent.get("blocks")
    assert "B0TEST0001" in parent["text"]
    assert "invalid_blocks" in caplog.text


def test_a_slack_that_takes_no_table_gets_its_rows_as_lines_and_keeps_the_buttons(
    world: World, slack: PlaygroundServer, client: WebClient
) -> None:
    slack.faults.add("chat.postMessage", "error", code="invalid_blocks")
    world.service.apply_check(Checked(findings=tuple(finding(subject(f"B0{n:08d}")) for n in range(20))))
    _drain(world, client)
    (parent,) = parents(slack)
    assert [block["type"] for block in parent["blocks"]].count("table") == 0
    assert "1 " in parent["blocks"][2]["text"]["text"]
    assert "B000000000" in "".join(block["text"]["text"] for block in parent["blocks"] if "text" in block)
    assert "alert.ack_all" in button_names(parent)


def test_what_slack_refuses_for_good_is_given_up_loudly_and_the_rest_goes_on(
    world: World, slack: PlaygroundServer, client: WebClient, caplog: pytest.LogCaptureFixture
) -> None:
    slack.faults.add("chat.postMessage", "error", code="as_user_not_supported")
    with caplog.at_level(logging.ERROR):
        _open(world)
        _open(world, "B0TEST0002")
        _drain(world, client)
    assert len(slack.messages(CHANNEL)) == 1
    assert "as_user_not_supported" in caplog.text
    with world.engine.connect() as connection:
        assert counts(connection) == {"sent": 1, "failed": 1}


def test_a_fault_of_our_own_gives_up_one_item_and_not_the_delivery(
    world: World, slack: PlaygroundServer, client: WebClient, caplog: pytest.LogCaptureFixture
) -> None:
    with world.engine.begin() as connection:
        add_item(connection, item_id="broken", lane=CHANNEL, kind="post", now=NOW, payload={"no message": 1})
    _open(world)
    _drain(world, client)
    assert len(slack.messages(CHANNEL)) == 1
    assert "item broken cannot be sent" in caplog.text


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (429, "ratelimited", RateLimited), (200, "rate_limited", RateLimited), (503, "", OutcomeUnknown),
        (200, "fatal_error", OutcomeUnknown), (200, "not_in_channel", NeedsAdmin), (200, "token_revoked", NeedsAdmin),
        (200, "message_not_found", MessageGone), (200, "thread_not_found", ThreadGone),
        (200, "invalid_blocks", BlocksRefused), (200, "no_text", Refused), (200, "some_new_code", Refused),
    ],
)  # fmt: skip
def test_each_error_of_slack_has_its_one_class(status: int, code: str, kind: type[SlackFault]) -> None:
    answer = {"ok": False, "error": code}
    response = SlackResponse(
        client=None, http_verb="POST", api_url="", req_args={}, data=answer, headers={}, status_code=status
    )
    assert type(fault_of(SlackApiError("no", response))) is kind


def test_the_order_in_a_channel_and_the_pace_of_one_message_a_second_are_kept(
    sqlite_engine: Engine, slack: PlaygroundServer, client: WebClient
) -> None:
    pace = 0.2
    with sqlite_engine.begin() as connection:
        for number in range(6):
            for channel in (CHANNEL, "C0DIGEST01"):
                enqueue(connection, channel=channel, message={"text": f"{number}"}, ids=new_id, now=SystemClock().now())
    worker = OutboxWorker(
        sqlite_engine, client, SystemClock(), new_id, Policy, pace=Pace(between=pace, poll=0.01), threads=3
    )
    stop, start = threading.Event(), time.monotonic()
    thread = threading.Thread(target=worker.run, args=(stop,))
    thread.start()
    slack.wait_for(lambda: len(slack.messages(CHANNEL)) == len(slack.messages("C0DIGEST01")) == 6, 20)
    took = time.monotonic() - start
    stop.set()
    thread.join(10)
    for channel in (CHANNEL, "C0DIGEST01"):
        messages = slack.messages(channel)
        assert [m["text"] for m in messages] == [str(number) for number in range(6)]
        times = [float(m["ts"]) for m in messages]
        assert min(b - a for a, b in pairwise(times)) > pace * 0.8
    assert took < 2 * 6 * pace + 2.0  # the channels do not wait for one another


def test_an_acknowledgement_shows_at_once_while_many_messages_wait_to_be_posted(
    world: World, slack: PlaygroundServer, client: WebClient
) -> None:
    worker = world.worker(client, Pace(between=1.0, settle=0.0))
    opened = world.service.apply_check(Checked(findings=tuple(finding(subject(f"B0{n:08d}")) for n in range(5)))).opened
    assert worker.run_once() == 1
    (parent,) = slack.messages(CHANNEL)
    (value,) = button_values([parent], "alert.ack")
    assert value in {alert.id for alert in opened}
    world.service.act(value, action(ActionKind.ACK))
    world.later(seconds=1)
    assert worker.run_once() == 1
    (parent,) = slack.messages(CHANNEL)
    assert f"Acknowledged by <@{ANA}>" in str(parent["blocks"])


def test_the_new_figures_of_standing_alerts_hold_up_no_new_alert(
    world: World, slack: PlaygroundServer, client: WebClient
) -> None:
    standing = [subject(f"B0{number:08d}") for number in range(4)]
    world.service.apply_check(Checked(findings=tuple(finding(about) for about in standing)))
    _drain(world, client)
    world.later(days=1)
    found = (*(finding(about, loss=999.0) for about in standing), finding(subject("B0NEWALERT")))
    world.service.apply_check(Checked(DAY + timedelta(days=1), found))
    worker = world.worker(client, Pace(between=1.0, settle=0.0))
    assert worker.run_once() == 1
    assert "B0NEWALERT" in str(slack.messages(CHANNEL)[-1])
    assert slack.calls("chat.update") == []
    _drain(world, client)
    assert sum("999" in str(message) for message in parents(slack)) == 4


def test_a_message_with_a_key_comes_once_and_a_message_to_a_person_comes_as_a_direct_message(
    engine: Engine, slack: PlaygroundServer, client: WebClient
) -> None:
    world = World(engine)
    for _ in range(2):
        with engine.begin() as connection:
            enqueue(
                connection, channel=f"{slack.users[TOM].email}", message={"text": "Good morning"}, ids=world.ids,
                now=NOW, key="digest 2026-03-10",
            )  # fmt: skip
    _drain(world, client, rounds=2)
    assert [m["text"] for m in slack.messages(TOM)] == ["Good morning"]


def test_changes_that_pile_up_are_one_update_and_an_unchanged_message_is_not_sent_again(
    world: World, slack: PlaygroundServer, client: WebClient
) -> None:
    alert = _open(world)
    _drain(world, client)
    for kind in (ActionKind.ACK, ActionKind.UNACK, ActionKind.ACK, ActionKind.UNACK):
        world.service.act(alert, action(kind))
    world.service.act(alert, action(ActionKind.ACK))
    _drain(world, client)
    assert len(slack.calls("chat.update")) == 1
    world.service.act(alert, action(ActionKind.NOTE, reason="nothing that the parent shows"))
    _drain(world, client)
    assert len(slack.calls("chat.update")) == 1


def test_a_lane_left_by_a_dead_worker_is_taken_over_when_its_lease_ends_also_after_the_clock_was_set_back(
    world: World, slack: PlaygroundServer, client: WebClient
) -> None:
    _open(world)
    with writing(world.engine) as connection:
        assert take(connection, world.clock.now(), "dead", timedelta(seconds=AT_ONCE.lease)) is not None
    assert world.worker(client).run_once() == 0
    world.later(hours=-1)
    world.later(seconds=1)
    assert world.worker(client).run_once() == 1
    assert len(slack.messages(CHANNEL)) == 1
    with world.engine.connect() as connection:
        assert connection.execute(select(OUTBOX.c.state).where(OUTBOX.c.kind == "show")).scalars().all() == ["sent"]
