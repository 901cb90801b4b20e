"""The bot's listeners beside the local Slack: from what a person types or clicks to what Slack received."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry
from slack_sdk import WebClient
from slack_setup import NOW, Bot, write_catalogue
from sqlalchemy import Engine

from bot.alerts.policy import policy_from
from bot.alerts.service import AlertService
from bot.app import build_app
from bot.clock import CountedIds, FixedClock
from bot.http import HttpServer, build_http
from bot.ingest.importing import import_paths
from bot.playground.server import PlaygroundServer
from bot.services import Services
from bot.settings import Settings, TeamSettings
from bot.store.imports import ImportLedger


@pytest.fixture
def team() -> TeamSettings:
    """The team's settings; tests override this fixture to change them."""
    return TeamSettings()


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_catalogue(tmp_path_factory.mktemp("catalogue"))


@pytest.fixture
def bot(sqlite_engine: Engine, catalogue: Path, team: TeamSettings) -> Iterator[Bot]:
    """The bot in HTTP mode beside a local Slack of this test's own, with the small catalogue imported."""
    with PlaygroundServer(rate_limits=False) as slack:
        slack.courier.ack_seconds = 30.0  # Slack's own three are for a machine that does nothing else
        settings = Settings(
            _env_file=None, ASINWATCH_ALERT_CHANNEL="amazon-alerts", SLACK_SIGNING_SECRET=slack.signing_secret
        ).model_copy(update={"team": team})
        clock, ids = FixedClock(NOW), CountedIds()
        import_paths(ImportLedger(sqlite_engine), clock, ids, [catalogue])
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        alerts = AlertService(sqlite_engine, clock, ids, policy_from(settings))
        services = Services(settings, sqlite_engine, clock, ids, client, alerts)
        app = build_app(services)
        http = build_http(app, dict, CollectorRegistry())
        with HttpServer(http, "127.0.0.1", 0) as server:
            slack.courier.request_url = f"http://127.0.0.1:{server.port}/slack/events"
            yield Bot(slack, services, app)
            app.listener_runner.listener_executor.shutdown(wait=True)
