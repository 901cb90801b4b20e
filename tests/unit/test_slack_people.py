"""Who counts as a member where Slack cannot say."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from slack_sdk import WebClient

from bot.clock import FixedClock
from bot.playground.server import PlaygroundServer
from handlers.people import People

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(("error", "member"), [("missing_scope", True), ("user_not_found", False)])
def test_a_look_up_that_fails_refuses_nobody_whom_slack_may_know(error: str, member: bool) -> None:
    with PlaygroundServer() as slack:
        people = People(WebClient(token=slack.bot_token, base_url=slack.api_url), FixedClock(NOW), "en")
        if error == "missing_scope":
            slack.workspace.bot_scopes = set()
        person = people.person(slack.workspace.person("ana").id if member else "U0NOBODY01")
        assert person.member is member
        assert not person.workspace_admin
