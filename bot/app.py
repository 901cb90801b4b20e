"""The one place that wires: settings → engine, Slack client, services, bolt app, scheduler, delivery, HTTP."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

import handlers
from analytics.detection.parameters import problem
from bot.alerts.policy import policy_from
from bot.alerts.service import AlertService
from bot.clock import Clock, Ids, SystemClock, new_id
from bot.errors import UsageError
from bot.http import HttpServer, build_http
from bot.metrics import registry
from bot.scheduler import Scheduler
from bot.services import Services
from bot.settings import Settings
from bot.socket_mode import SlackSocket
from bot.store.engine import open_engine, upgrade
from handlers import manifest
from handlers.inbox import LeftOvers

log = logging.getLogger(__name__)


def open_database(settings: Settings) -> Engine:
    """The engine of the configured database, its schema current."""
    engine = open_engine(settings.database_url.get_secret_value())
    upgrade(engine)
    return engine


def build_services(settings: Settings, engine: Engine, clock: Clock | None = None, ids: Ids = new_id) -> Services:
    """Everything a command, a handler or a job needs. Opens no connection to Slack.

    Raises UsageError for a number of a rule, in the config file, that is none of its numbers or beyond its bounds.
    """
    for rule in settings.team.rule_set().values():
        if fault := next(filter(None, (problem(rule.kind, *number) for number in rule.params.items())), None):
            raise UsageError(f"{settings.config}: rules: {fault}")
    clock = clock or SystemClock()
    token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else None
    client = WebClient(token=token, base_url=settings.slack_api_url, timeout=30)
    alerts = AlertService(engine, clock, ids, policy_from(settings))
    return Services(settings, engine, clock, ids, client, alerts)


def build_app(services: Services) -> App:
    """The bolt app with every listener registered; it answers with the injected client alone."""
    secret = services.settings.slack_signing_secret
    app = App(
        name="asinwatch",
        client=services.client,
        signing_secret=secret.get_secret_value() if secret else "not used in Socket Mode",
        request_verification_enabled=secret is not None,
        token_verification_enabled=False,
        logger=logging.getLogger("slack_bolt"),
        # Slow answers hold a thread; with bolt's own five, the sixth request could not be acknowledged in time.
        listener_executor=ThreadPoolExecutor(32, thread_name_prefix="slack"),
    )
    handlers.register(app, services)
    return app


@contextmanager
def running(services: Services, *, host: str = "0.0.0.0") -> Iterator[HttpServer | None]:
    """The whole bot, from the listeners to delivery, for as long as the context lasts.

    Socket Mode when `SLACK_APP_TOKEN` is set, else HTTP on `PORT`; in Socket Mode the health addresses are served only
    where `PORT` is set. Raises UsageError where a token is missing.
    """
    settings = services.settings
    if settings.slack_bot_token is None:
        raise UsageError("SLACK_BOT_TOKEN is not set; `asinwatch doctor` says how to get one")
    token = settings.slack_app_token
    if token is None and settings.slack_signing_secret is None:
        raise UsageError("set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP mode)")
    scheduler = Scheduler(services)
    app = build_app(replace(services, next_runs=scheduler.next_runs))
    socket = SlackSocket(app, token.get_secret_value()) if token is not None else None
    with ExitStack() as stack:
        stack.enter_context(LeftOvers(app, services))
        server = None
        if token is None or "port" in settings.model_fields_set:
            http = build_http(
                app if token is None else None, lambda: _ready(services, scheduler, socket), registry(services)
            )
            server = stack.enter_context(HttpServer(http, host, settings.port))
        if socket is not None:
            stack.enter_context(socket)
        stack.enter_context(scheduler)
        yield server


def run(services: Services, stop: threading.Event) -> None:
    """Runs the bot until `stop` is set."""
    with running(services):
        log.info("asinwatch is running")
        stop.wait()
    log.info("asinwatch has stopped")


def _ready(services: Services, scheduler: Scheduler, socket: SlackSocket | None) -> Mapping[str, str]:
    found = {"database": "ok", "scheduler": scheduler.state()}
    if socket is not None:
        found["slack"] = socket.state()
    try:
        with services.engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        found["database"] = f"not reachable ({type(error).__name__})"
    return found


def slack_manifest(settings: Settings) -> dict[str, Any]:
    """The Slack app manifest for this configuration."""
    return manifest.manifest(settings)


def slack_scopes() -> frozenset[str]:
    """The bot scopes that the manifest asks for."""
    return frozenset(manifest.scopes())
