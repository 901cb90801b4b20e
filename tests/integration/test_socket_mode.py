"""The Socket Mode connection comes when Slack comes, returns when Slack returns, and leaves a line that went silent."""

from __future__ import annotations

import gc
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from bot.errors import AsinwatchError
from bot.playground.server import PlaygroundServer
from bot.socket_mode import NOISY, REPEAT_SECONDS, SlackSocket

# websocket-client leaves the socket of a session that two threads close at once to the garbage collector: here, and not
# in the midst of another test.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
TOKENS = {"bot_token": "xoxb-local-1", "app_token": "xapp-local-1"}


@pytest.fixture(autouse=True)
def _nothing_is_left() -> Iterator[None]:
    yield
    end = time.monotonic() + 30
    while any(t.name.endswith("(_run)") or t.name.startswith("slack-socket") for t in threading.enumerate()):
        assert time.monotonic() < end, threading.enumerate()
        time.sleep(0.05)
    gc.collect()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _app(port: int) -> App:
    client = WebClient(token=TOKENS["bot_token"], base_url=f"http://127.0.0.1:{port}/api/", timeout=5)
    app = App(
        client=client, signing_secret="none", request_verification_enabled=False, token_verification_enabled=False
    )
    app.command("/kpi")(lambda ack: ack())
    return app


def _is_answered(slack: PlaygroundServer) -> bool:
    """Whether a command comes to be answered; on a busy machine the first may be told in vain."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        slack.wait_for_connection(60)
        if slack.command("ana", "general", "/kpi", "all").wait(30).outcome == "acked":
            return True
    return False


def _open(port: int, **more: float) -> SlackSocket:
    return SlackSocket(_app(port), TOKENS["app_token"], longest_wait=0.2, **more)


def test_the_connection_comes_when_slack_does_and_again_after_slack_was_away(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    port, begun = _free_port(), time.monotonic()
    with _open(port, ping_every=1.0) as opened:
        assert "not connected" in opened.state()
        with PlaygroundServer(port, **TOKENS) as slack:
            assert _is_answered(slack)
            assert opened.state() == "ok"
        time.sleep(2.0)  # Slack is away: its connection is closed, its address refuses
        assert "not connected" in opened.state()
        with PlaygroundServer(port, **TOKENS) as slack:
            assert _is_answered(slack)
    said = Counter(f"{record.name} {record.msg}"[:80] for record in caplog.records if record.name in NOISY)
    assert said.total() > 0
    assert max(said.values()) <= 1 + (time.monotonic() - begun) / REPEAT_SECONDS  # however often it was tried


def test_the_first_connection_is_not_replaced_by_another_before_it_has_begun() -> None:
    with PlaygroundServer(**TOKENS) as slack, _open(slack.port):
        slack.wait_for_connection(60)
        time.sleep(1.0)  # two rounds of slack_sdk's session runner
        assert len(slack.calls("apps.connections.open")) == 1
        assert slack.command("ana", "general", "/kpi", "all").wait(30).outcome == "acked"


@pytest.mark.parametrize("fault", ["http_500", "ratelimited", "drop_before"])
def test_a_slack_that_stumbles_over_the_first_request_is_asked_again(fault: str) -> None:
    with PlaygroundServer(**TOKENS) as slack:
        slack.faults.add("apps.connections.open", fault, times=2, seconds=0.2)
        with _open(slack.port):
            assert _is_answered(slack)


def test_a_refused_token_ends_the_program_with_a_sentence() -> None:
    with PlaygroundServer() as slack, pytest.raises(AsinwatchError, match="refuses the app token"), _open(slack.port):
        pass


def test_closing_does_not_wait_for_the_next_ping() -> None:
    with PlaygroundServer(**TOKENS) as slack:
        with _open(slack.port):
            slack.wait_for_connection(30)
            begun = time.monotonic()
        assert time.monotonic() - begun < 5.0


@contextmanager
def _line_to(port: int) -> Iterator[tuple[int, threading.Event]]:
    """A line to `port` that carries nothing more, without closing, once the event is set; lines after that do."""
    cut = threading.Event()
    with ExitStack() as stack, socket.create_server(("127.0.0.1", 0)) as listening:

        def carry(source: socket.socket, to: socket.socket, mine: threading.Event) -> None:
            with suppress(OSError):
                while part := source.recv(65536):
                    if not mine.is_set():
                        to.sendall(part)

        def serve() -> None:
            with suppress(OSError):  # the server is shut
                while True:
                    near, far = listening.accept()[0], socket.create_connection(("127.0.0.1", port))
                    mine = threading.Event() if cut.is_set() else cut
                    for source, to in ((near, far), (far, near)):
                        stack.callback(source.close)
                        threading.Thread(target=carry, args=(source, to, mine), daemon=True).start()

        server = threading.Thread(target=serve, daemon=True)
        server.start()
        yield listening.getsockname()[1], cut
        listening.shutdown(socket.SHUT_RDWR)
        server.join(5)


def test_a_line_that_was_cut_without_a_goodbye_is_left_for_another() -> None:
    with PlaygroundServer(**TOKENS) as slack, _line_to(slack.port) as (port, cut):
        slack.people.socket_address = f"ws://127.0.0.1:{port}/socket"
        with _open(slack.port, ping_every=0.3):
            assert _is_answered(slack)
            silent = list(slack.courier.connections)
            cut.set()
            slack.wait_for(lambda: [c for c in slack.courier.connections if c not in silent], 60)
            slack.courier.connections[:] = [c for c in slack.courier.connections if c not in silent]
            assert _is_answered(slack)
