"""How the local Slack brings things to the app: Socket Mode, signed HTTP, three seconds, retries, ordered faults."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
import websocket
from slack_bolt import App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier

from bot.playground.delivery import Connection
from bot.playground.errors import PersonError
from bot.playground.server import PlaygroundServer

ALERTS = "C0ALERTS01"
Answer = Callable[[dict[str, Any]], dict[str, Any] | None]


@pytest.fixture
def slack() -> Iterator[PlaygroundServer]:
    with PlaygroundServer(rate_limits=False) as running:
        running.courier.retry_delays = (0.0, 0.1, 0.2)
        running.courier.ack_seconds = 0.6
        yield running


@pytest.fixture
def client(slack: PlaygroundServer) -> WebClient:
    return WebClient(token=slack.bot_token, base_url=slack.api_url)


class Listener:
    """A bare Socket Mode client: keeps the envelopes and acknowledges them as `answer` says (None: not at all)."""

    def __init__(self, slack: PlaygroundServer, answer: Answer) -> None:
        opened = WebClient(token=slack.app_token, base_url=slack.api_url).apps_connections_open(
            app_token=slack.app_token
        )
        self.seen: list[dict[str, Any]] = []
        self.socket = websocket.create_connection(opened["url"], timeout=10, suppress_origin=True)
        self.hello = json.loads(self.socket.recv())
        self._answer = answer
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        while True:
            try:
                text = self.socket.recv()
            except (websocket.WebSocketException, OSError):
                return
            if not text:
                return
            envelope = json.loads(text)
            self.seen.append(envelope)
            if "envelope_id" in envelope and (answer := self._answer(envelope)) is not None:
                self.socket.send(json.dumps({"envelope_id": envelope["envelope_id"], "payload": answer}))

    def close(self) -> None:
        self.socket.close()
        self._thread.join(5)
        self.socket.shutdown()  # close() leaves the socket open where the other side has gone first


@contextmanager
def listening(slack: PlaygroundServer, answer: Answer = lambda envelope: {}) -> Iterator[Listener]:
    before = len(slack.courier.connections)
    listener = Listener(slack, answer)
    slack.wait_for(lambda: len(slack.courier.connections) > before)
    yield listener
    listener.close()


def button(action_id: str, value: str, **more: Any) -> dict[str, Any]:
    text = {"type": "plain_text", "text": "Go"}
    return {"type": "button", "action_id": action_id, "value": value, "text": text, **more}


def test_the_socket_says_hello_and_hands_out_a_command(slack: PlaygroundServer) -> None:
    with listening(slack) as app:
        assert app.hello["type"] == "hello"
        delivery = slack.command("ana", "amazon-alerts", "/diagnose", "B0 & <x>").wait()
    assert delivery.outcome == "acked"
    [envelope] = app.seen
    assert envelope["type"] == "slash_commands"
    payload = envelope["payload"]
    assert (payload["command"], payload["text"], payload["user_id"]) == (
        "/diagnose",
        "B0 &amp; &lt;x&gt;",
        "U0ANA00001",
    )
    assert payload["response_url"].startswith(slack.url)


def test_each_payload_goes_to_one_of_several_connections(slack: PlaygroundServer) -> None:
    with listening(slack) as one, listening(slack) as two:
        for n in range(20):
            slack.command("ana", "general", "/kpi", str(n)).wait()
    told = sorted(int(e["payload"]["text"]) for e in (*one.seen, *two.seen))
    assert told == list(range(20))
    assert one.seen
    assert two.seen


def test_a_command_that_is_not_acknowledged_in_time_fails_before_the_persons_eyes(slack: PlaygroundServer) -> None:
    with listening(slack, lambda envelope: None):
        assert slack.command("ana", "general", "/kpi").wait().outcome == "operation_timeout"
    assert [m["text"] for m in slack.ephemerals("ana")] == ['/kpi failed with the error "operation_timeout"']


def test_without_a_connection_a_command_fails_at_once(slack: PlaygroundServer) -> None:
    assert slack.command("ana", "general", "/kpi").wait().outcome == "dispatch_failed"


def test_what_a_dying_connection_did_not_acknowledge_goes_to_another(slack: PlaygroundServer) -> None:
    slack.courier.ack_seconds = 3.0
    with listening(slack, lambda envelope: None) as dying:
        delivery = slack.command("ana", "general", "/kpi", "now")
        slack.wait_for(lambda: dying.seen)
        with listening(slack) as other:
            dying.socket.close()
            assert delivery.wait().outcome == "acked"
    assert other.seen[0]["envelope_id"] == delivery.id


def test_a_closed_socket_that_still_stands_in_the_list_does_not_stop_the_workspace(slack: PlaygroundServer) -> None:
    async def closed(*_: str) -> None:
        raise ConnectionError("the other side has gone")

    slack.courier.connections.append(Connection(closed, closed))
    command = slack.command("ana", ALERTS, "/kpi", "all").wait(5)
    assert command.outcome == "dispatch_failed"
    assert WebClient(token=slack.bot_token, base_url=slack.api_url, timeout=5).auth_test()["ok"]
    slack.courier.connections.clear()


def test_an_event_that_is_not_acknowledged_is_sent_three_times_more(slack: PlaygroundServer) -> None:
    with listening(slack, lambda envelope: None) as app:
        slack.say("ana", "general", "hello")
        slack.wait_for(lambda: [d for d in slack.courier.deliveries if d.outcome == "given_up"])
    assert [e["retry_attempt"] for e in app.seen] == [0, 1, 2, 3]
    assert app.seen[1]["retry_reason"] == "timeout"
    assert len({e["payload"]["event_id"] for e in app.seen}) == 1


def test_events_that_the_manifest_does_not_name_do_not_come(slack: PlaygroundServer) -> None:
    slack.install({
        "features": {"slash_commands": [{"command": "/kpi", "description": "d", "url": "x"}]},
        "oauth_config": {"scopes": {"bot": ["chat:write"]}},
        "settings": {"event_subscriptions": {"bot_events": ["app_mention"]}},
    })  # fmt: skip
    with listening(slack) as app:
        slack.say("ana", "general", "hello @asinwatch")
        slack.wait_for(lambda: app.seen)
        time.sleep(0.1)
    assert [e["payload"]["event"]["type"] for e in app.seen] == ["app_mention"]
    assert slack.workspace.bot_scopes == {"chat:write"}


def test_the_bot_hears_nothing_of_channels_it_is_not_in(slack: PlaygroundServer) -> None:
    with listening(slack) as app:
        slack.say("ana", "random", "secret")
        slack.say("ana", "general", "open")
        slack.wait_for(lambda: app.seen)
        time.sleep(0.1)
    assert [e["payload"]["event"]["text"] for e in app.seen] == ["open"]


def test_sockets_end_with_a_warning_or_without_one(slack: PlaygroundServer) -> None:
    with listening(slack) as app:
        assert slack.disconnect_sockets("refresh_requested") == 1
        slack.wait_for(lambda: not slack.courier.connections)
    assert [(e["type"], e["reason"]) for e in app.seen] == [("disconnect", "refresh_requested")]
    with listening(slack) as app:
        slack.disconnect_sockets("abort")
        slack.wait_for(lambda: not slack.courier.connections)
    assert app.seen == []


def test_a_trigger_works_once_and_for_three_seconds(slack: PlaygroundServer, client: WebClient) -> None:
    view = {"type": "modal", "title": {"type": "plain_text", "text": "T"}, "blocks": [{"type": "divider"}]}
    with listening(slack) as app:
        slack.command("ana", "general", "/kpi").wait()
        trigger = app.seen[0]["payload"]["trigger_id"]
        slack.workspace.triggers[trigger].issued = slack.workspace.now()
        client.views_open(trigger_id=trigger, view=view)
        with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
            client.views_open(trigger_id=trigger, view=view)
        slack.command("ana", "general", "/kpi").wait()
        late = app.seen[1]["payload"]["trigger_id"]
        slack.workspace.triggers[late].issued -= 3.1
        with pytest.raises(SlackApiError, match="expired_trigger_id"):
            client.views_open(trigger_id=late, view=view)


def test_a_modal_is_checked_filled_in_refused_and_closed(slack: PlaygroundServer, client: WebClient) -> None:
    plain = {"type": "plain_text", "text": "T"}
    entry = {"type": "plain_text_input", "action_id": "why", "max_length": 5}
    pick = {"type": "static_select", "action_id": "pick", "options": [{"text": plain, "value": "a"}]}
    view = {
        "type": "modal", "callback_id": "m", "title": plain, "submit": plain, "private_metadata": "p",
        "blocks": [{"type": "input", "block_id": "b", "label": plain, "element": entry},
                   {"type": "input", "block_id": "c", "label": plain, "element": pick, "optional": True}],
    }  # fmt: skip
    answers: list[dict[str, Any]] = [{"response_action": "errors", "errors": {"b": "not that"}}, {}]

    def answer(envelope: dict[str, Any]) -> dict[str, Any]:
        return answers.pop(0) if envelope["payload"].get("type") == "view_submission" else {}

    with listening(slack, answer) as app:
        slack.command("ana", "general", "/kpi").wait()
        client.views_open(trigger_id=app.seen[0]["payload"]["trigger_id"], view=view)
        with pytest.raises(PersonError, match="required"):
            slack.submit_view("ana", {})
        with pytest.raises(PersonError, match="no more than 5"):
            slack.submit_view("ana", {"why": "too long"})
        slack.submit_view("ana", {"why": "x", "pick": "a"}).wait()
        assert slack.modal("ana")["errors"] == {"b": "not that"}
        slack.submit_view("ana", {"why": "y"}).wait()
        assert slack.modal("ana") is None
    sent = [e["payload"] for e in app.seen if e["payload"].get("type") == "view_submission"]
    values = [p["view"]["state"]["values"] for p in sent]
    assert values[0]["b"]["why"]["value"] == "x"
    assert values[0]["c"]["pick"]["selected_option"]["value"] == "a"
    assert values[1]["c"]["pick"]["selected_option"] is None
    assert sent[0]["view"]["private_metadata"] == "p"


def test_a_fourth_modal_on_top_is_refused(slack: PlaygroundServer, client: WebClient) -> None:
    view = {"type": "modal", "title": {"type": "plain_text", "text": "T"}, "blocks": [{"type": "divider"}]}
    triggers = [slack.workspace.new_trigger("U0ANA00001") for _ in range(4)]
    client.views_open(trigger_id=triggers[0], view=view)
    client.views_push(trigger_id=triggers[1], view=view)
    client.views_push(trigger_id=triggers[2], view=view)
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        client.views_push(trigger_id=triggers[3], view=view)


def test_a_click_carries_the_message_and_a_response_address_that_ends_after_five_uses(
    slack: PlaygroundServer, client: WebClient
) -> None:
    blocks = [{"type": "actions", "elements": [button("alert.ack", "a1")]}]
    ts = client.chat_postMessage(channel=ALERTS, text="alert", blocks=blocks)["ts"]
    with listening(slack) as app:
        assert slack.click("tom", ts, "alert.ack", "a1").wait().outcome == "acked"
        with pytest.raises(PersonError, match="to click"):
            slack.click("tom", ts, "alert.ack", "a2")
    payload = app.seen[-1]["payload"]
    assert payload["message"]["ts"] == ts
    assert payload["actions"][0]["value"] == "a1"
    with httpx.Client(trust_env=False) as http:
        assert http.post(payload["response_url"], json={"text": "new", "replace_original": True}).status_code == 200
        codes = [http.post(payload["response_url"], json={"text": "psst"}).status_code for _ in range(5)]
    assert codes == [200, 200, 200, 200, 404]
    assert slack.messages(ALERTS)[0]["text"] == "new"
    assert len(slack.ephemerals("tom")) == 4


@contextmanager
def web_app(
    secret: str, outcome: Callable[[int], int]
) -> Iterator[tuple[str, list[tuple[dict[str, str], bytes, bool]]]]:
    """An app in HTTP mode; `outcome` gives the status of the n-th request."""
    seen: list[tuple[dict[str, str], bytes, bool]] = []
    verifier = SignatureVerifier(secret)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            seen.append((headers, body, verifier.is_valid_request(body, headers)))
            self.send_response(outcome(len(seen)))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/slack/events", seen
    server.shutdown()
    thread.join()
    server.server_close()


def test_http_mode_signs_its_requests_and_tries_events_again(slack: PlaygroundServer) -> None:
    with web_app(slack.signing_secret, lambda n: 500 if n == 1 else 200) as (url, seen):
        slack.courier.request_url = url
        slack.say("ana", "general", "hello")
        slack.wait_for(lambda: len(seen) == 2)
        assert slack.command("ana", "general", "/kpi", "B0").wait().outcome == "acked"
    assert all(valid for _, _, valid in seen)
    assert "x-slack-retry-num" not in seen[0][0]
    assert seen[1][0]["x-slack-retry-num"] == "1"
    assert json.loads(seen[0][1])["event"]["text"] == "hello"
    assert parse_qs(seen[2][1].decode())["command"] == ["/kpi"]


def test_bolt_works_against_it_in_socket_mode(slack: PlaygroundServer, client: WebClient) -> None:
    slack.courier.ack_seconds = 3.0
    app = App(client=client, signing_secret=slack.signing_secret)
    app.command("/diagnose")(lambda ack, respond, command: (ack(), respond(f"answer to {command['text']}")))
    handler = SocketModeHandler(app, slack.app_token)
    handler.connect()
    slack.wait_for_connection()
    slack.command("ana", "general", "/diagnose", "B0").wait()
    assert slack.wait_for(lambda: slack.ephemerals("ana"))[0]["text"] == "answer to B0"
    handler.close()


@pytest.mark.parametrize(
    ("kind", "posted", "status"),
    [("http_500", 0, 500), ("commit_500", 1, 500), ("ratelimited", 0, 429), ("slow", 1, 200), ("error", 0, 200),
     ("drop_before", 0, None), ("drop_after", 1, None)],
)  # fmt: skip
def test_a_fault_strikes_the_nth_call_and_tells_what_was_done(
    slack: PlaygroundServer, kind: str, posted: int, status: int | None
) -> None:
    with httpx.Client(trust_env=False, headers={"Authorization": f"Bearer {slack.bot_token}"}) as http:
        ordered = {"method": "chat.postMessage", "kind": kind, "nth": 2, "seconds": 0.1, "code": "fatal_error"}
        http.post(f"{slack.url}/control/faults", json=ordered).raise_for_status()
        post = {"channel": ALERTS, "text": "x"}
        assert http.post(slack.api_url + "chat.postMessage", data=post).json()["ok"]
        if status is None:
            with pytest.raises(httpx.TransportError):
                http.post(slack.api_url + "chat.postMessage", data=post)
        else:
            assert http.post(slack.api_url + "chat.postMessage", data=post).status_code == status
        assert len(slack.messages(ALERTS)) == 1 + posted
        assert http.post(slack.api_url + "chat.postMessage", data=post).json()["ok"]
        assert http.get(f"{slack.url}/control/faults").json()[0]["struck"] == 1
        assert http.delete(f"{slack.url}/control/faults").json() == []


def test_a_kill_ends_the_calling_process_after_its_work_was_done(slack: PlaygroundServer) -> None:
    program = (
        "import sys, urllib.request as u; sys.stdin.readline();"
        f"u.urlopen(u.Request('{slack.api_url}chat.postMessage', data=b'channel={ALERTS}&text=last',"
        f" headers={{'Authorization': 'Bearer {slack.bot_token}'}}))"
    )
    process = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE)
    slack.faults.add("chat.postMessage", "kill_after", pid=process.pid)
    assert process.stdin is not None
    process.communicate(b"go\n", timeout=20)
    assert process.returncode == -9
    assert [m["text"] for m in slack.messages(ALERTS)] == ["last"]


def test_other_processes_can_act_and_look_over_the_control_address(slack: PlaygroundServer) -> None:
    with httpx.Client(trust_env=False, base_url=slack.url) as http:
        posted = http.post("/control/person/say", json={"user": "ana", "channel": "general", "text": "hi"}).json()
        state = http.get("/control/state").json()
        general = next(c for c in state["channels"] if c.get("name") == "general")
        assert general["messages"] == [posted["result"]]
        assert http.post("/control/person/fly", json={}).status_code == 404
        assert http.post("/control/person/say", json={"user": "nobody", "channel": "x", "text": "y"}).status_code == 400


def test_a_web_page_elsewhere_cannot_reach_it(slack: PlaygroundServer) -> None:
    with httpx.Client(trust_env=False, base_url=slack.url) as http:
        assert http.get("/control/state", headers={"Origin": "https://evil.example"}).status_code == 403
        assert http.get("/", headers={"Host": "evil.example"}).status_code == 403
        assert http.get("/").status_code == 200


def test_as_a_process_it_tells_its_address_and_ends_with_its_parent() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.playground", "--leashed"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdin is not None
    reach = json.loads(process.stdout.readline())
    with httpx.Client(trust_env=False) as http:
        end = time.monotonic() + 10
        while True:
            try:
                assert http.get(reach["url"] + "/healthz").text == "ok"
                break
            except httpx.ConnectError:
                assert time.monotonic() < end
                time.sleep(0.05)
    process.stdin.close()
    assert process.wait(15) == 0
    process.stdout.close()


def test_the_app_hears_of_its_own_changes_and_of_an_archived_channel(
    slack: PlaygroundServer, client: WebClient
) -> None:
    with listening(slack) as app:
        ts = client.chat_postMessage(channel=ALERTS, text="one")["ts"]
        client.chat_update(channel=ALERTS, ts=ts, text="two")
        client.chat_delete(channel=ALERTS, ts=ts)
        slack.archive(ALERTS)
        slack.wait_for(lambda: len(app.seen) == 4)
    events = {
        e["payload"]["event"].get("subtype") or e["payload"]["event"]["type"]: e["payload"]["event"] for e in app.seen
    }
    assert set(events) == {"message", "message_changed", "message_deleted", "channel_archive"}
    assert events["message_changed"]["previous_message"]["text"] == "one"
    assert events["message_changed"]["message"]["text"] == "two"
    assert events["message_deleted"]["deleted_ts"] == ts


def test_a_later_answer_to_a_command_can_replace_the_earlier_one(slack: PlaygroundServer) -> None:
    with listening(slack) as app:
        slack.command("ana", "general", "/kpi").wait()
    address = app.seen[0]["payload"]["response_url"]
    with httpx.Client(trust_env=False) as http:
        for body in ({"text": "working"}, {"text": "done", "replace_original": True}):
            http.post(address, json=body).raise_for_status()
        assert [m["text"] for m in slack.ephemerals("ana")] == ["done"]
        http.post(address, json={"delete_original": True}).raise_for_status()
        assert slack.ephemerals("ana") == []
        http.post(address, json={"text": "for all", "response_type": "in_channel"}).raise_for_status()
    assert [m["text"] for m in slack.messages("general")] == ["for all"]
