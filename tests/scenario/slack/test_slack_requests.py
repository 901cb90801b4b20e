"""What strangers send to the bot's HTTP side."""

from __future__ import annotations

import socket
import time
import urllib.error
import urllib.request
from urllib.parse import urlencode, urlsplit

import pytest
from slack_setup import Bot

from bot.http import MOST_BYTES

UNSIGNED = {"X-Slack-Request-Timestamp": "1750000000", "X-Slack-Signature": f"v0={'0' * 64}"}


def status_of(bot: Bot, body: bytes, headers: dict[str, str]) -> int:
    request = urllib.request.Request(bot.slack.courier.request_url or "", data=body, headers=headers)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=10)
    with refused.value:
        return refused.value.code


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{broken"),
        ("application/json", b"[]"),
        ("application/json", b"null"),
        ("application/json", b"\xff\xfe"),
        ("application/json", b"[" * 200_000),
        ("application/x-www-form-urlencoded", b"payload=broken"),
        ("application/x-www-form-urlencoded", b"payload=[]"),
    ],
)
def test_a_body_that_is_no_request_of_slack_is_refused_without_a_fault(bot: Bot, kind: str, body: bytes) -> None:
    assert status_of(bot, body, {"Content-Type": kind, **UNSIGNED}) == 400


@pytest.mark.parametrize(
    "headers",
    [
        {},
        UNSIGNED,
        {**UNSIGNED, "X-Slack-Request-Timestamp": str(int(time.time()))},
        {**UNSIGNED, "X-Slack-Request-Timestamp": "abc"},
        {**UNSIGNED, "X-Slack-Request-Timestamp": "9" * 5000},
        {**UNSIGNED, "X-Slack-Request-Timestamp": str(int(time.time())), "X-Slack-Signature": "v0=\xe9"},
    ],
)
def test_what_is_not_signed_by_slack_is_refused_and_answers_to_no_address_in_it(
    bot: Bot, headers: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as elsewhere:
        elsewhere.settimeout(0.5)
        address = f"http://127.0.0.1:{elsewhere.getsockname()[1]}/"
        asked = {"command": "/diagnose", "text": "x", "user_id": "U1", "channel_id": "C1", "team_id": "T1"}
        body = urlencode({**asked, "response_url": address}).encode()
        assert status_of(bot, body, {"Content-Type": "application/x-www-form-urlencoded", **headers}) == 401
        with pytest.raises(TimeoutError):
            elsewhere.accept()
    assert "Traceback" not in caplog.text


def _line(bot: Bot, length: int) -> socket.socket:
    """A line on which a request with a body of this length has begun."""
    address = urlsplit(bot.slack.courier.request_url or "")
    line = socket.create_connection((address.hostname or "", address.port or 0), timeout=30)
    headers = {"Host": "bot", "Content-Type": "application/json", "Content-Length": str(length), **UNSIGNED}
    told = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    line.sendall(f"POST {address.path} HTTP/1.1\r\n{told}\r\n".encode())
    return line


def test_a_body_that_is_longer_than_any_of_slacks_is_not_read_to_its_end(bot: Bot) -> None:
    with _line(bot, 10 * MOST_BYTES) as line:
        line.sendall(b" " * (MOST_BYTES + 1))
        assert line.recv(100).startswith(b"HTTP/1.1 413")


def test_a_request_that_breaks_off_is_no_fault(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    broken = [_line(bot, 100) for _ in range(3)]
    for line in broken:
        line.sendall(b"{")
        line.close()
    assert status_of(bot, b"{broken", {"Content-Type": "application/json", **UNSIGNED}) == 400
    assert "Traceback" not in caplog.text
