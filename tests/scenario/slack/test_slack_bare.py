"""A Slack that knows few methods (a stand-in, missing scopes): alerts can still be acted on and questions answered."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_bolt.request import BoltRequest
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier
from slack_setup import DAY, NOW, SOLD_OUT
from sqlalchemy import Engine

from bot.alerts.policy import policy_from
from bot.alerts.service import AlertService
from bot.app import build_app
from bot.clock import CountedIds, FixedClock
from bot.delivery.worker import OutboxWorker, Pace
from bot.ingest.importing import import_paths
from bot.pipeline import check
from bot.records.alerts import State
from bot.services import Services
from bot.settings import Settings
from bot.store.imports import ImportLedger

SECRET = "shh"
KNOWN = ("chat.postMessage", "chat.update", "chat.postEphemeral")


class _Bare(BaseHTTPRequestHandler):
    """Answers three methods and `auth.test`; everything else is an unknown method."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        method = self.path.rpartition("/")[2]
        heard: list[tuple[str, str]] = self.server.heard  # type: ignore[attr-defined]
        heard.append((method, body))
        if method == "auth.test":
            answer: dict[str, Any] = {"ok": True, "user_id": "UBOT", "bot_id": "B1", "team_id": "T1"}
        elif method in KNOWN:
            answer = {"ok": True, "ts": f"{len(heard)}.0001", "channel": "C1", "message": {}}
        elif method == "respond":
            answer = {"ok": True}
        else:
            answer = {"ok": False, "error": "unknown_method"}
        raw = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_args: Any) -> None:
        """Quiet."""


@pytest.fixture
def bare() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Bare)
    server.heard = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join(5)


def test_commands_words_reactions_and_clicks_work_beside_a_bare_slack(
    bare: ThreadingHTTPServer, sqlite_engine: Engine, catalogue: Path
) -> None:
    address = f"http://127.0.0.1:{bare.server_address[1]}"
    settings = Settings(_env_file=None, ASINWATCH_ALERT_CHANNEL="C1", SLACK_SIGNING_SECRET=SECRET)
    clock, ids = FixedClock(NOW), CountedIds()
    import_paths(ImportLedger(sqlite_engine), clock, ids, [catalogue])
    client = WebClient(token="xoxb-1", base_url=f"{address}/api/")
    alerts = AlertService(sqlite_engine, clock, ids, policy_from(settings))
    app = build_app(Services(settings, sqlite_engine, clock, ids, client, alerts))
    check(Services(settings, sqlite_engine, clock, ids, client, alerts), DAY)
    OutboxWorker(sqlite_engine, client, clock, ids, alerts.policy, pace=Pace(between=0.0)).run_once()
    (alert,) = alerts.open_alerts(asin=SOLD_OUT)

    def send(body: str, kind: str) -> None:
        stamp = str(int(time.time()))
        signature = SignatureVerifier(SECRET).generate_signature(timestamp=stamp, body=body)
        headers = {"Content-Type": [kind], "X-Slack-Request-Timestamp": [stamp], "X-Slack-Signature": [str(signature)]}
        assert app.dispatch(BoltRequest(body=body, headers=headers)).status == 200

    def event(event: dict[str, Any]) -> None:
        known = {"type": "event_callback", "team_id": "T1", "event_id": f"Ev{event['event_ts']}"}
        send(json.dumps({**known, "event": event}), "application/json")

    def wait_for(state: State) -> None:
        _until(lambda: alerts.open_alerts(asin=SOLD_OUT)[0].state is state)

    ts = next(f"{n}.0001" for n, (method, _) in enumerate(bare.heard, 1) if method == "chat.postMessage")  # type: ignore[attr-defined]
    said = {"type": "message", "channel": "C1", "user": "U1", "thread_ts": ts}
    event({**said, "text": "ack", "ts": "900.1", "event_ts": "900.1"})
    wait_for(State.ACKNOWLEDGED)
    event({**said, "text": "unack", "ts": "900.2", "event_ts": "900.2"})
    wait_for(State.OPEN)
    item = {"type": "message", "channel": "C1", "ts": ts}
    event({"type": "reaction_added", "user": "U1", "reaction": "eyes", "item": item, "event_ts": "900.3"})
    wait_for(State.ACKNOWLEDGED)
    click = {
        "type": "block_actions",
        "user": {"id": "U1"},
        "team": {"id": "T1"},
        "channel": {"id": "C1"},
        "message": {"ts": ts},
        "container": {"type": "message", "message_ts": ts, "channel_id": "C1"},
        "response_url": f"{address}/respond",
        "actions": [{"action_id": "alert.snooze", "block_id": "b", "type": "button", "value": alert.id}],
    }
    send(urlencode({"payload": json.dumps(click)}), "application/x-www-form-urlencoded")
    wait_for(State.SNOOZED)
    command = {
        "command": "/diagnose",
        "text": SOLD_OUT,
        "user_id": "U1",
        "channel_id": "C1",
        "team_id": "T1",
        "response_url": f"{address}/respond",
    }
    send(urlencode(command), "application/x-www-form-urlencoded")
    _until(lambda: any("Out of stock" in body for method, body in bare.heard if method == "respond"))  # type: ignore[attr-defined]
    send(urlencode(command | {"command": "/asinwatch", "text": "export"}), "application/x-www-form-urlencoded")
    _until(lambda: any("did not take the workbook" in body for method, body in bare.heard if method == "respond"))  # type: ignore[attr-defined]
    app.listener_runner.listener_executor.shutdown(wait=True)


def _until(so: Any, seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not so():
        assert time.monotonic() < end, "not so in time"
        time.sleep(0.02)
