"""An alert's life from a check to its message in the strict local Slack, and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from alertworld import ANA, CHANNEL, DAY, TOM, WANG, Checked, World, action, finding, storm, subject, well_days
from delivery_setup import button_names, button_values, client, parents, server, slack
from slack_sdk import WebClient
from sqlalchemy import Engine

from bot.alerts.policy import Hours, Policy, RoutePlace
from bot.playground.server import PlaygroundServer
from bot.records.alerts import ActionKind, State
from bot.records.findings import Severity
from bot.store.schema.facts import FACTS

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
    assert button_names(parent) == ["alert.ack", "alert.snooze", "alert.resolve", "alert.diagnose", "alert.more"]
    assert {e["value"] for b in parent["blocks"] if b["type"] == "actions" for e in b["elements"] if "value" in e} == {
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
    assert button_names(parent) == ["alert.not_useful", "alert.diagnose", "alert.more"]


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


def test_alerts_of_one_asin_in_one_check_share_a_message(
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


def _product(world: World, asin: str, **facts: object) -> None:
    values = {"account": "main", "marketplace": "US", "asin": asin, **facts}
    with world.engine.begin() as connection:
        connection.execute(FACTS["products"].insert().values(values))


def _sales(world: World, asin: str, first: date, sales: list[float]) -> None:
    rows = [
        {"account": "main", "marketplace": "US", "asin": asin, "date": first + timedelta(days=n), "sales": amount}
        for n, amount in enumerate(sales)
    ]
    with world.engine.begin() as connection:
        connection.execute(FACTS["traffic_daily"].insert(), rows)


def test_a_family_shares_a_message_where_the_team_wants_it(
    sqlite_engine: Engine, slack: PlaygroundServer, client: WebClient
) -> None:
    world = World(sqlite_engine, Policy(alert_channel=CHANNEL, families=True))
    for asin in ("B0RED00001", "B0BLUE0001"):
        _product(world, asin, parent_asin="B0PARENT01")
    found = [finding(subject(asin)) for asin in ("B0RED00001", "B0BLUE0001", "B0LONE0001")]
    world.service.apply_check(Checked(findings=tuple(found)))
    world.worker(client).run_once()
    assert sorted(len(button_values([m], "alert.ack")) for m in slack.messages(CHANNEL)) == [1, 2]


def test_routes_take_alerts_to_other_channels_and_to_people_and_owners_are_mentioned(
    sqlite_engine: Engine, slack: PlaygroundServer, client: WebClient
) -> None:
    routes = (
        RoutePlace("customer-service", kinds=("bad_review",), language="zh"),
        RoutePlace("wangmin@fjell-hearth.example", brands=("Fjell",), min_severity=Severity.HIGH),
    )
    owners = {"kind": {"low_stock": "buyer"}}
    world = World(sqlite_engine, Policy(alert_channel=CHANNEL, routes=routes, owners=owners, people={"buyer": WANG}))
    _product(world, "B0FJELL001", brand="Fjell")
    found = (
        finding(subject(kind="bad_review", what="R1")),
        finding(subject("B0FJELL001"), Severity.HIGH),
        finding(subject(kind="low_stock")),
    )
    world.service.apply_check(Checked(findings=found))
    worker = world.worker(client)
    worker.run_once()
    assert "\u5dee\u8bc4" in str(slack.messages("customer-service")[0]["blocks"])
    (direct,) = slack.messages(WANG)
    assert f"Owner: <@{WANG}>" in str(slack.messages(CHANNEL)[0]["blocks"])
    found_again = world.service.find_by_thread(direct["channel"] if "channel" in direct else _dm(slack), direct["ts"])
    assert found_again is not None
    assert found_again.alerts[0].about.asin == "B0FJELL001"


def _dm(slack: PlaygroundServer) -> str:
    return next(c.id for c in slack.workspace.channels.values() if c.is_im and WANG in c.members)


@pytest.mark.parametrize(("after", "words"), [(100.0, "Sales are back: 100%"), (40.0, "Sales are not back yet: 40%")])
def test_after_a_resolve_the_thread_says_what_it_cost_and_whether_sales_came_back(
    sqlite_engine: Engine, slack: PlaygroundServer, client: WebClient, after: float, words: str
) -> None:
    world = World(sqlite_engine)
    worker = world.worker(client)
    alert = world.service.apply_check(Checked(findings=(finding(),))).opened[0]
    world.service.act(alert.id, action(ActionKind.RESOLVE))
    _sales(world, "B0TEST0001", DAY - timedelta(days=28), [100.0] * 28 + [30.0])
    world.service.expire()
    worker.run_once()
    assert "sales were" not in slack.messages(CHANNEL)[-1]["text"]  # the days after are not known yet
    _sales(world, "B0TEST0001", DAY + timedelta(days=1), [after] * 3)
    world.service.expire()
    worker.run_once()
    said = slack.messages(CHANNEL)[-1]["text"]
    assert "sales were $70.00 below what was usual before" in said
    assert words in said
    world.service.expire()
    assert worker.run_once() == 0


def test_an_alert_of_the_night_is_said_again_step_by_step_in_the_morning(
    sqlite_engine: Engine, slack: PlaygroundServer, client: WebClient
) -> None:
    world = World(sqlite_engine, Policy(alert_channel=CHANNEL, default_owner=WANG, fallback=TOM))
    world.clock.at = world.clock.at.replace(hour=20)
    worker = world.worker(client)
    world.service.apply_check(Checked(findings=(finding(severity=Severity.HIGH),)))
    lines = []
    for _ in range(14 * 4):
        world.later(minutes=15)
        world.service.expire()
        worker.run_once()
        lines.append(len(slack.messages(CHANNEL)) - 1)
    assert lines[12 * 4] == 0  # at eight nobody works yet
    assert lines[13 * 4] == 1  # at nine the first step, and no more
    assert "<@" not in slack.messages(CHANNEL)[1]["text"]
    assert f"<@{WANG}>" in slack.messages(CHANNEL)[2]["text"]  # an hour later


def test_loud_threads_show_reminders_in_the_channel_and_quiet_ones_say_only_what_is_needed(
    sqlite_engine: Engine, slack: PlaygroundServer, client: WebClient
) -> None:
    world = World(sqlite_engine)
    worker = world.worker(client)
    alert = world.service.apply_check(Checked(findings=(finding(severity=Severity.HIGH),))).opened[0]
    world.service.set_override("loudness", "quiet", ANA)
    for kind in (ActionKind.ACK, ActionKind.UNACK):
        world.service.act(alert.id, action(kind))
    worker.run_once()
    assert len(slack.messages(CHANNEL)) == 1
    world.service.set_override("loudness", "loud", ANA)
    for kind in (ActionKind.ACK, ActionKind.UNACK):
        world.service.act(alert.id, action(kind))
        worker.run_once()
    shown = [message.get("subtype") for message in slack.messages(CHANNEL)]
    assert shown == [None, None, "thread_broadcast"]  # taken, and open again
    world.later(hours=2)
    world.service.expire()
    worker.run_once()
    assert slack.messages(CHANNEL)[-1].get("subtype") == "thread_broadcast"


def test_todo_handover_and_the_precision_of_rules(sqlite_engine: Engine) -> None:
    world = World(sqlite_engine)
    service = world.service
    opened = service.apply_check(storm(6)).opened
    for alert in opened[:5]:
        service.act(alert.id, action(ActionKind.ACK))
    service.act(opened[0].id, action(ActionKind.ACK, until=world.clock.at + timedelta(hours=3)))
    for alert in opened[:3]:
        service.act(alert.id, action(ActionKind.NOT_USEFUL, TOM, reason="a holiday"))
    service.act(opened[1].id, action(ActionKind.RESOLVE))
    todo = service.todo()
    assert [alert.id for alert in todo.unanswered] == [opened[5].id]
    assert len(todo.taken) == 4
    assert [alert.id for alert in todo.due_today] == [opened[0].id]
    assert service.todo(TOM).taken == ()
    assert len(service.todo(ANA).taken) == 4
    shift = service.handover(world.clock.at - timedelta(hours=8))
    assert (len(shift.opened), len(shift.taken), len(shift.resolved), len(shift.unanswered)) == (6, 4, 1, 1)
    (rule,) = service.precision(world.clock.at - timedelta(days=1))
    assert (rule.kind, rule.opened, rule.judged, rule.not_useful) == ("sales_drop", 6, 5, 3)
    assert rule.precision_pct == pytest.approx(40.0)
    assert rule.proposal is not None
    assert rule.proposal.key == "alerts-rule-to-digest"
