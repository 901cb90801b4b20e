"""Slack's Socket Mode connection: opened as soon as Slack answers, and anew whenever it is lost or has gone silent.

slack_sdk opens a connection that closes again, every ten seconds at most. What it lacks is here: a first connection
that waits for Slack, and a look at the answers to its pings, without which a line that was cut without a goodbye (a
laptop that slept, a router that forgot it) is noticed only when the kernel gives up, after a quarter of an hour.
"""

from __future__ import annotations

import logging
import random
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType

import websocket
from slack_bolt import App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from websocket import WebSocketApp

from bot.delivery.faults import OutcomeUnknown, RateLimited, SlackFault, asking
from bot.errors import AsinwatchError

log = logging.getLogger(__name__)
PING_EVERY = 10.0
SILENT_AFTER = 3  # pings without an answer
HANDSHAKE_SECONDS = 20.0
LONGEST_WAIT = 60.0
CLOSING_SECONDS = 2.0
REPEAT_SECONDS = 60.0
MOST_SAID = 200
NOISY = ("slack_socket", "websocket", "slack_sdk.web.base_client")  # each try says half a dozen lines
FIRST_ANSWER_SECONDS = 5.0  # so long a refused token may take to end the program


class _OnceAMinute(logging.Filter):
    """What a logger says over and over while Slack is away comes through once a minute."""

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        about, now = f"{record.name} {record.msg}"[:80], time.monotonic()
        if record.levelno < logging.INFO or now - self._said.get(about, now - REPEAT_SECONDS) >= REPEAT_SECONDS:
            self._said = {**self._said, about: now} if len(self._said) < MOST_SAID else {about: now}
            return True
        return False


_once_a_minute = _OnceAMinute()


class SlackSocket:
    """A context. Entering raises AsinwatchError where Slack refuses the app token; for a Slack that is away or slow it
    does not wait: the connection comes when Slack does. Times in seconds."""

    def __init__(
        self, app: App, app_token: str, *, ping_every: float = PING_EVERY, longest_wait: float = LONGEST_WAIT
    ) -> None:
        websocket.setdefaulttimeout(HANDSHAKE_SECONDS)  # of a handshake or a write; none of waiting for what comes
        for name in NOISY:
            logging.getLogger(name).addFilter(_once_a_minute)
        self._handler = SocketModeHandler(
            app, app_token, logging.getLogger(NOISY[0]), trace_enabled=False, ping_interval=ping_every
        )
        # slack_sdk begins its look at the session in the midst of the first connect: it takes a session that has not
        # begun for a closed one and replaces it, and where both come at once no line is left for ten seconds.
        client = self._handler.client
        client.current_app_monitor_started = True
        client.default_auto_reconnect_enabled = client.auto_reconnect_enabled = False
        self._ping_every, self._longest_wait = ping_every, longest_wait
        self._stop, self._tried = threading.Event(), threading.Event()
        self._refused: str | None = None
        self._thread = threading.Thread(target=self._keep, name="slack-socket", daemon=True)

    def __enter__(self) -> SlackSocket:
        self._handler.client.current_app_monitor.start()
        self._thread.start()
        self._tried.wait(FIRST_ANSWER_SECONDS)
        if self._refused is not None:
            self._close()
            raise AsinwatchError(
                f"Slack refuses the app token ({self._refused}); `asinwatch doctor` says how to mend it"
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def state(self) -> str:
        """`ok`, or one sentence for `/readyz`."""
        return "ok" if self._handler.client.is_connected() else "not connected to Slack; it is tried again"

    def _close(self) -> None:
        """What is being handled is finished before the program ends; nobody waits for the socket's next ping."""
        self._stop.set()
        client = self._handler.client
        client.closed, client.auto_reconnect_enabled = True, False
        client.current_session_runner.event.set()  # a session that ends is not begun again
        _hang_up(client.current_session)
        closing = threading.Thread(target=self._handler.close, name="slack-socket-closing", daemon=True)
        closing.start()
        closing.join(CLOSING_SECONDS)

    def _keep(self) -> None:
        tries = 0
        while not self._connected_by(self._handler.connect):
            self._tried.set()
            if self._stop.wait(min(2.0**tries, self._longest_wait) * random.uniform(0.5, 1.0)):
                return
            tries = min(tries + 1, 16)
        self._tried.set()
        if tries:
            log.info("Slack has answered")
        self._begin_reconnecting()
        self._watch()

    def _begin_reconnecting(self) -> None:
        """From the first session's beginning on (or when it does not begin in time), slack_sdk opens what closes."""
        client, end = self._handler.client, time.monotonic() + HANDSHAKE_SECONDS
        while not client.is_connected() and time.monotonic() < end:
            if self._stop.wait(0.05):
                return
        client.default_auto_reconnect_enabled = client.auto_reconnect_enabled = True

    def _connected_by(self, connect: Callable[..., None], **arguments: bool) -> bool:
        """Whether Slack gave the address of a connection; from then on slack_sdk opens it by itself."""
        try:
            asking(connect, **arguments)
        except (OutcomeUnknown, RateLimited) as fault:
            log.warning("Slack cannot be reached (%s); it is tried again until it answers", fault.code)
        except SlackFault as fault:
            self._refused = fault.code
            log.error("Slack refuses the app token (%s)", fault.code)
        else:
            return True
        return False

    def _watch(self) -> None:
        """Opens another connection where pings stay unanswered, or a handshake hangs."""
        session, pong, heard_at = None, 0.0, time.monotonic()
        while not self._stop.wait(self._ping_every / 2):
            now = self._handler.client.current_session
            if now is None or now.sock is None or now is not session or now.last_pong_tm != pong:
                session, pong, heard_at = now, now.last_pong_tm if now else 0.0, time.monotonic()
            elif time.monotonic() - heard_at > SILENT_AFTER * self._ping_every:
                log.warning("Slack's connection has gone silent; another one is opened")
                _hang_up(session)
                self._connected_by(self._handler.client.connect_to_new_endpoint, force=True)
                session = None


def _hang_up(session: WebSocketApp | None) -> None:
    """Ends a session at once: websocket-client by itself looks up only every ten seconds."""
    line = session.sock.sock if session is not None and session.sock is not None else None
    if line is not None:
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)
