"""The local Slack's Web API answers as Slack does, also to wrong calls."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground.errors import PersonError
from bot.playground.methods import METHODS
from bot.playground.page import STATIC
from bot.playground.server import PlaygroundServer

ALERTS, ARCHIVED, STRANGE = "C0ALERTS01", "C0OLDOPS01", "C0RANDOM01"


@pytest.fixture
def slack() -> Iterator[PlaygroundServer]:
    with PlaygroundServer(rate_limits=False) as running:
        yield running


@pytest.fixture
def client(slack: PlaygroundServer) -> WebClient:
    return WebClient(token=slack.bot_token, base_url=slack.api_url)


def refused(client: WebClient, method: str, **arguments: Any) -> dict[str, Any]:
    with pytest.raises(SlackApiError) as caught:
        client.api_call(method, json=arguments)
    answer: dict[str, Any] = caught.value.response.data
    return answer


def call(slack: PlaygroundServer, method: str, bearer: str | None, **arguments: Any) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
    with httpx.Client(trust_env=False) as http:
        answer: dict[str, Any] = http.post(slack.api_url + method, data=arguments, headers=headers).json()
    return answer


def test_the_bot_learns_who_it_is(client: WebClient) -> None:
    who = client.auth_test()
    assert who["user_id"] == "U0ASINWAT1"
    assert client.bots_info(bot=who["bot_id"])["bot"]["user_id"] == who["user_id"]


@pytest.mark.parametrize(
    ("token", "error"), [(None, "not_authed"), ("xoxb-wrong", "invalid_auth"), ("app", "not_allowed_token_type")]
)
def test_a_call_without_the_right_token_is_refused(slack: PlaygroundServer, token: str | None, error: str) -> None:
    sent = slack.app_token if token == "app" else token
    answer = call(slack, "chat.postMessage", sent, channel=ALERTS, text="x")
    assert answer == {"ok": False, "error": error}


def test_a_token_in_the_body_counts_too(slack: PlaygroundServer) -> None:
    answer = call(slack, "chat.postMessage", None, channel=ALERTS, text="x", token=slack.bot_token)
    assert answer["ok"]


def test_a_missing_scope_says_what_is_needed_and_what_there_is(slack: PlaygroundServer, client: WebClient) -> None:
    slack.workspace.bot_scopes = {"chat:write"}
    answer = refused(client, "users.info", user="U0ANA00001")
    assert (answer["error"], answer["needed"], answer["provided"]) == ("missing_scope", "users:read", "chat:write")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "nowhere", "text": "x"}, "channel_not_found"),
        ({"channel": STRANGE, "text": "x"}, "not_in_channel"),
        ({"channel": ARCHIVED, "text": "x"}, "is_archived"),
        ({"channel": ALERTS}, "no_text"),
        ({"channel": ALERTS, "text": "x" * 40_001}, "msg_too_long"),
        ({"channel": ALERTS, "text": "x", "thread_ts": "1.000000"}, "thread_not_found"),
        ({"channel": ALERTS, "text": "x", "blocks": "not json"}, "invalid_blocks_format"),
        ({"channel": ALERTS, "text": "x", "blocks": [{"type": "banner"}]}, "invalid_blocks"),
        ({"channel": ALERTS, "text": "x", "metadata": {"event_type": "x"}}, "invalid_metadata_format"),
        ({"channel": ALERTS, "text": "x", "colour": "red"}, "invalid_arguments"),
        ({"text": "x"}, "invalid_arguments"),
    ],
)
def test_a_wrong_post_is_refused_with_slacks_code(client: WebClient, arguments: dict[str, Any], error: str) -> None:
    assert refused(client, "chat.postMessage", **arguments)["error"] == error


def test_blocks_that_are_each_legal_are_too_long_together(client: WebClient) -> None:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2600}}
    assert client.chat_postMessage(channel=ALERTS, text="x", blocks=[section] * 4)["ok"]
    answer = refused(client, "chat.postMessage", channel=ALERTS, text="x", blocks=[section] * 6)
    assert answer["error"] == "msg_blocks_too_long"


def test_an_update_keeps_the_time_stamp_and_marks_the_edit(slack: PlaygroundServer, client: WebClient) -> None:
    ts = client.chat_postMessage(channel=ALERTS, text="before")["ts"]
    assert client.chat_update(channel=ALERTS, ts=ts, text="after")["ts"] == ts
    [message] = slack.messages(ALERTS)
    assert message["text"] == "after"
    assert message["edited"]["user"] == "U0ASINWAT1"


def test_only_ones_own_messages_can_be_changed(slack: PlaygroundServer, client: WebClient) -> None:
    ts = slack.say("ana", ALERTS, "mine")["ts"]
    assert refused(client, "chat.update", channel=ALERTS, ts=ts, text="x")["error"] == "cant_update_message"
    assert refused(client, "chat.delete", channel=ALERTS, ts=ts)["error"] == "cant_delete_message"
    assert refused(client, "chat.update", channel=ALERTS, ts="1.0", text="x")["error"] == "message_not_found"


def test_a_reply_to_a_reply_lands_in_the_same_thread_and_is_counted(slack: PlaygroundServer, client: WebClient) -> None:
    parent = client.chat_postMessage(channel=ALERTS, text="parent")["ts"]
    reply = slack.say("tom", ALERTS, "first", parent)["ts"]
    client.chat_postMessage(channel=ALERTS, text="second", thread_ts=reply)
    replies = client.conversations_replies(channel=ALERTS, ts=parent)["messages"]
    assert [m["text"] for m in replies] == ["parent", "first", "second"]
    assert replies[0]["reply_count"] == 2
    history = client.conversations_history(channel=ALERTS)["messages"]
    assert [m["text"] for m in history] == ["parent"]
    client.chat_delete(channel=ALERTS, ts=parent)


def test_metadata_comes_back_only_when_it_is_asked_for(client: WebClient) -> None:
    metadata = {"event_type": "alert", "event_payload": {"id": "a1"}}
    client.chat_postMessage(channel=ALERTS, text="x", metadata=metadata)
    asked = client.conversations_history(channel=ALERTS, include_all_metadata=True)["messages"][0]
    assert asked["metadata"] == metadata
    assert "metadata" not in client.conversations_history(channel=ALERTS)["messages"][0]


def test_pages_follow_one_another_by_cursor_and_lose_nothing(client: WebClient) -> None:
    for n in range(7):
        client.chat_postMessage(channel=ALERTS, text=str(n))
    seen, cursor = [], ""
    while True:
        page = client.conversations_history(channel=ALERTS, limit=3, cursor=cursor)
        seen += [m["text"] for m in page["messages"]]
        cursor = page["response_metadata"]["next_cursor"]
        assert page["has_more"] == bool(cursor)
        if not cursor:
            break
    assert seen == ["6", "5", "4", "3", "2", "1", "0"]
    assert refused(client, "conversations.history", channel=ALERTS, cursor="abc")["error"] == "invalid_cursor"


def test_history_between_two_moments(client: WebClient) -> None:
    stamps = [client.chat_postMessage(channel=ALERTS, text=str(n))["ts"] for n in range(4)]
    between = client.conversations_history(channel=ALERTS, oldest=stamps[1], latest=stamps[2], inclusive=True)
    assert [m["text"] for m in between["messages"]] == ["2", "1"]
    after = client.conversations_history(channel=ALERTS, oldest=stamps[2])
    assert [m["text"] for m in after["messages"]] == ["3"]


def test_the_list_of_channels_hides_private_ones_of_others_and_knows_membership(
    slack: PlaygroundServer, client: WebClient
) -> None:
    slack.workspace.channels["G0FINANCE1"].members.remove("U0ASINWAT1")
    names = {c["name"]: c for c in client.conversations_list(types="public_channel,private_channel")["channels"]}
    assert "finance" not in names
    assert names["random"]["is_member"] is False
    assert "old-ops" not in {c["name"] for c in client.conversations_list(exclude_archived=True)["channels"]}
    client.conversations_join(channel=STRANGE)
    assert client.conversations_info(channel=STRANGE)["channel"]["is_member"]


def test_a_direct_message_is_opened_by_user_id(slack: PlaygroundServer, client: WebClient) -> None:
    channel = client.conversations_open(users="U0WANGMIN1")["channel"]["id"]
    assert client.chat_postMessage(channel="U0WANGMIN1", text="你好")["channel"] == channel
    assert refused(client, "conversations.open", users="U404")["error"] == "user_not_found"
    assert [m["text"] for m in slack.messages("U0WANGMIN1")] == ["你好"]


def test_people_have_a_language_and_guests_are_marked(client: WebClient) -> None:
    assert client.users_info(user="U0WANGMIN1", include_locale=True)["user"]["locale"] == "zh-CN"
    assert client.users_info(user="U0GUEST001")["user"]["is_restricted"]
    assert client.users_lookupByEmail(email="tom@fjell-hearth.example")["user"]["name"] == "tom"
    assert refused(client, "users.lookupByEmail", email="x@y.example")["error"] == "users_not_found"
    assert client.usergroups_users_list(usergroup="S0OPSTEAM1")["users"] == ["U0ANA00001", "U0WANGMIN1"]


def test_an_ephemeral_message_is_seen_by_one_person_and_is_in_no_history(
    slack: PlaygroundServer, client: WebClient
) -> None:
    client.chat_postEphemeral(channel=ALERTS, user="U0ANA00001", text="psst")
    assert [m["text"] for m in slack.ephemerals("ana")] == ["psst"]
    assert slack.ephemerals("tom") == []
    assert client.conversations_history(channel=ALERTS)["messages"] == []
    answer = refused(client, "chat.postEphemeral", channel="G0FINANCE1", user="U0TOM00001", text="x")
    assert answer["error"] == "user_not_in_channel"


def test_a_reaction_counts_once_a_person(slack: PlaygroundServer, client: WebClient) -> None:
    ts = client.chat_postMessage(channel=ALERTS, text="x")["ts"]
    client.reactions_add(channel=ALERTS, timestamp=ts, name="eyes")
    assert refused(client, "reactions.add", channel=ALERTS, timestamp=ts, name="eyes")["error"] == "already_reacted"
    slack.react("ana", ts, "eyes")
    reactions = client.reactions_get(channel=ALERTS, timestamp=ts)["message"]["reactions"]
    assert reactions == [{"name": "eyes", "users": ["U0ASINWAT1", "U0ANA00001"], "count": 2}]
    client.reactions_remove(channel=ALERTS, timestamp=ts, name="eyes")
    assert refused(client, "reactions.remove", channel=ALERTS, timestamp=ts, name="eyes")["error"] == "no_reaction"


def test_a_file_goes_up_in_three_steps_and_comes_down_with_the_token(
    slack: PlaygroundServer, client: WebClient
) -> None:
    client.files_upload_v2(channel=ALERTS, content="a,b\n1,2\n", filename="kpi.csv", initial_comment="figures")
    [message] = slack.messages(ALERTS)
    file = client.files_info(file=message["files"][0]["id"])["file"]
    with httpx.Client(trust_env=False) as http:
        mine = http.get(file["url_private_download"], headers={"Authorization": f"Bearer {slack.bot_token}"})
        assert mine.text == "a,b\n1,2\n"
        assert "Sign in" in http.get(file["url_private_download"]).text


def test_an_upload_of_another_length_than_announced_is_refused(slack: PlaygroundServer, client: WebClient) -> None:
    offer = client.files_getUploadURLExternal(filename="x.csv", length=5)
    with httpx.Client(trust_env=False) as http:
        assert http.post(offer["upload_url"], content=b"1234").status_code == 400
    answer = refused(client, "files.completeUploadExternal", files=json.dumps([{"id": offer["file_id"]}]))
    assert answer["error"] == "file_not_found"


def test_posts_above_one_a_second_a_channel_wait_and_other_channels_do_not(slack: PlaygroundServer) -> None:
    slack.api.limits.enabled = True
    answers = []
    with httpx.Client(trust_env=False, headers={"Authorization": f"Bearer {slack.bot_token}"}) as http:
        for _ in range(7):
            answers.append(
                http.post(slack.api_url + "chat.postMessage", data={"channel": "#amazon-alerts", "text": "x"})
            )
        other = http.post(slack.api_url + "chat.postMessage", data={"channel": "C0GENERAL1", "text": "x"})
    limited = [a for a in answers if a.status_code == 429]
    assert len(slack.messages(ALERTS)) == 7 - len(limited)
    assert limited
    assert all(int(a.headers["Retry-After"]) >= 1 and a.json()["error"] == "ratelimited" for a in limited)
    assert other.json()["ok"]


def test_what_a_person_types_is_escaped_and_names_become_mentions(slack: PlaygroundServer) -> None:
    message = slack.say("ana", "general", "<b> & @wangmin in #amazon-alerts see https://example.org/a?b=1. a@b.example")
    assert message["text"] == (
        "&lt;b&gt; &amp; <@U0WANGMIN1> in <#C0ALERTS01|amazon-alerts> see <https://example.org/a?b=1>. a@b.example"
    )


def test_a_person_cannot_write_where_they_are_not(slack: PlaygroundServer) -> None:
    with pytest.raises(PersonError, match="not in"):
        slack.say("tom", "finance", "x")
    with pytest.raises(PersonError, match="archived"):
        slack.say("tom", "old-ops", "x")


def test_an_unknown_method_is_told(slack: PlaygroundServer) -> None:
    assert call(slack, "chat.shout", slack.bot_token)["error"] == "unknown_method"


def test_the_page_makes_no_markup_of_text_and_loads_nothing_from_elsewhere(slack: PlaygroundServer) -> None:
    forbidden = (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "DOMParser",
        "eval(",
        "http://",
        "@import",
    )
    for file in STATIC.iterdir():
        text = file.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert [word for word in forbidden if word in text] == [], file.name
    with httpx.Client(trust_env=False, base_url=slack.url) as http:
        policy = http.get("/").headers["Content-Security-Policy"]
        assert http.get("/static/..%2fserver.py").status_code == 404
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy


def test_the_documentation_names_every_method() -> None:
    text = (Path(__file__).parents[2] / "docs/playground.md").read_text("utf-8")
    told = set()
    for group in re.findall(r"`([a-z]+(?:\.[a-zA-Z]+)+(?:\|[a-zA-Z.]+)*)`", text):
        first, *others = group.split("|")
        family = first.rpartition(".")[0] if others else ""
        told |= {first, *(f"{family}.{other}" for other in others)}
    assert set(METHODS) <= told, set(METHODS) - told


def test_what_a_person_sees_on_the_page(slack: PlaygroundServer, client: WebClient) -> None:
    client.chat_postMessage(channel=ALERTS, text="alert")
    client.chat_postEphemeral(channel=ALERTS, user="U0ANA00001", text="psst")
    with httpx.Client(trust_env=False, base_url=slack.url) as http:
        rooms = {c["name"]: c for c in http.get("/page/state", params={"user": "ana"}).json()["channels"]}
        assert rooms["amazon-alerts"]["unread"] == 1
        assert "old-ops" not in rooms
        seen = http.get("/page/messages", params={"user": "ana", "channel": ALERTS}).json()["messages"]
        assert [m["text"] for m in seen] == ["alert", "psst"]
        others = http.get("/page/messages", params={"user": "tom", "channel": ALERTS}).json()["messages"]
        assert [m["text"] for m in others] == ["alert"]
        assert http.get("/page/messages", params={"user": "tom", "channel": "finance"}).status_code == 404
        http.post("/page/do/mark_read", json={"user": "ana", "channel": ALERTS}).raise_for_status()
        rooms = {c["name"]: c for c in http.get("/page/state", params={"user": "ana"}).json()["channels"]}
        assert rooms["amazon-alerts"]["unread"] == 0
        assert http.post("/page/do/archive", json={"channel": ALERTS}).status_code == 404


def test_the_stream_tells_a_person_what_changed_and_not_what_others_alone_see(
    slack: PlaygroundServer, client: WebClient
) -> None:
    with (
        httpx.Client(trust_env=False, base_url=slack.url, timeout=10) as http,
        http.stream("GET", "/page/stream", params={"user": "U0ANA00001"}) as stream,
    ):
        lines = stream.iter_lines()
        assert next(lines) == ": hello"
        client.chat_postEphemeral(channel=ALERTS, user="U0TOM00001", text="not for ana")
        client.chat_postMessage(channel=ALERTS, text="for all")
        told = next(json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: "))
    assert (told["kind"], told["channel"]) == ("message", ALERTS)
