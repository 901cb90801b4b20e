"""What strangers send to the bot's HTTP side."""

from __future__ import annotations

import urllib.error
import urllib.request

import pytest
from slack_setup import Bot


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{broken"),
        ("application/json", b"[]"),
        ("application/json", b"null"),
        ("application/json", b"\xff\xfe"),
        ("application/x-www-form-urlencoded", b"payload=broken"),
        ("application/x-www-form-urlencoded", b"payload=[]"),
    ],
)
def test_a_body_that_is_no_request_of_slack_is_refused_without_a_fault(bot: Bot, kind: str, body: bytes) -> None:
    request = urllib.request.Request(bot.slack.courier.request_url, data=body, headers={"Content-Type": kind})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=10)
    with refused.value:
        assert refused.value.code == 400
