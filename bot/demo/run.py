"""`asinwatch demo`: a local Slack, a temporary database with the demo catalogue, and the real bot beside it."""

from __future__ import annotations

import json
import logging
import signal
import subprocess
import sys
import tempfile
import time
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from types import FrameType

import click

from bot import app, digests, pipeline
from bot.clock import local_date
from bot.demo.dataset import make_dataset
from bot.demo.team import demo_settings
from bot.errors import AsinwatchError, UsageError
from bot.ingest.importing import import_paths
from bot.records.dataset import MARKETPLACE_ZONES
from bot.services import Services
from bot.store.imports import ImportLedger

log = logging.getLogger(__name__)


def run_demo(port: int, *, open_browser: bool, lang: str = "en") -> None:
    """Runs until Ctrl-C or SIGTERM, then leaves nothing behind. `lang` is the channels' language; each person's own
    answers are in their own. Raises UsageError where the port is taken."""
    try:
        with _ends_on_sigterm(), tempfile.TemporaryDirectory(prefix="asinwatch-demo-") as folder:
            _run(Path(folder), port, open_browser=open_browser, lang=lang)
    except KeyboardInterrupt:
        click.echo("The demo has ended.", err=True)


def _run(folder: Path, port: int, *, open_browser: bool, lang: str) -> None:
    manifest = folder / "manifest.json"
    manifest.write_text(json.dumps(app.slack_manifest(demo_settings(folder))), "utf-8")
    with _local_slack(port, manifest) as (process, slack):
        settings = demo_settings(folder, slack, lang)
        engine = app.open_database(settings)
        try:
            services = app.build_services(settings, engine)
            click.echo("Making the demo catalogue …", err=True)
            _fill(services, folder)
            with app.running(services, host="127.0.0.1"):
                click.echo(f"Open {slack['url']}/")
                click.echo("Ctrl-C ends the demo and removes its data.", err=True)
                if open_browser:
                    webbrowser.open(f"{slack['url']}/")
                while process.poll() is None:
                    time.sleep(0.25)
            raise AsinwatchError("the local Slack has ended")
        finally:
            engine.dispose()


def _fill(services: Services, folder: Path) -> None:
    """The catalogue up to yesterday, checked, and the morning's digests written."""
    now = services.clock.now()
    last_days = {m: local_date(now, MARKETPLACE_ZONES[m]) - timedelta(days=1) for m in ("US", "DE", "JP")}
    make_dataset(folder / "catalogue", last_days)
    import_paths(ImportLedger(services.engine), services.clock, services.ids, [folder / "catalogue"])
    pipeline.check(services)
    for place in digests.places(services.settings):
        digests.post(services, place, local_date(now, place.timezone))


@contextmanager
def _local_slack(port: int, manifest: Path) -> Iterator[tuple[subprocess.Popen[str], dict[str, str]]]:
    """The local Slack as a process of its own, which ends with this one, whatever ends this one."""
    command = [sys.executable, "-m", "bot.playground", "--port", str(port), "--manifest", str(manifest), "--leashed"]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    )  # fmt: skip
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line:
            process.wait(10)
            raise UsageError(f"port {port} cannot be used for the demo's page; choose another with --port")
        yield process, json.loads(line)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


@contextmanager
def _ends_on_sigterm() -> Iterator[None]:
    """SIGTERM ends the demo as Ctrl-C does, also while the catalogue is being made."""

    def end(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
