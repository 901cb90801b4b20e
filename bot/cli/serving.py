"""Commands that serve: run, demo, sync, doctor, manifest, db."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import Progress as Bars
from rich.progress import TaskID

from bot import app, pipeline
from bot.cli.base import language, main, print_json, services, told
from bot.doctor import Mark, examine
from bot.records.text import Say
from bot.settings import load_settings
from bot.sources import Progress
from templates.words import say


def _stop_on_signals() -> threading.Event:
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return stop


@main.command()
@told
def run() -> None:
    """Runs the bot: Slack listeners, scheduler, alert delivery."""
    stop = _stop_on_signals()
    with services() as wired:
        app.run(wired, stop)


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True)
@click.option("--no-browser", is_flag=True, help="Do not open the page in a browser.")
@click.option(
    "--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="The channels' language."
)
@told
def demo(port: int, no_browser: bool, lang: str) -> None:
    """Shows it all on this machine: a demo catalogue and the whole bot beside a local Slack. No account is needed."""
    from bot.demo.run import run_demo  # no other command needs its catalogue

    run_demo(port, open_browser=not no_browser, lang=lang)


@main.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@told
def sync(sources: tuple[str, ...]) -> None:
    """Pulls what is new from the configured Amazon and Keepa accounts, then runs the checks."""
    with services() as wired, _sync_progress() as tell:
        report = pipeline.sync_sources(wired, sources or None, tell)
        lang = wired.settings.language
    for result in report.results:
        click.echo(say(Say("cli-synced", {
            "account": result.account, "marketplace": result.marketplace, "source": result.source,
            "new": result.counts.new, "changed": result.counts.changed, "latest": result.latest,
            "pending": result.pending,
        }), lang))  # fmt: skip
        for text in (*result.remarks, *((result.failure,) if result.failure else ())):
            click.echo(f"{result.account} {result.marketplace} {result.source}: {say(text, lang)}", err=True)
    if report.failures:
        sys.exit(1)


@contextmanager
def _sync_progress() -> Iterator[Callable[[Progress], None] | None]:
    """A bar for each source on a terminal, nothing elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    with Bars(console=console, transient=True) as bars:
        tasks: dict[tuple[str, str, str], TaskID] = {}

        def tell(progress: Progress) -> None:
            key = (progress.account, progress.marketplace, progress.source)
            if key not in tasks:
                tasks[key] = bars.add_task(" ".join(key), total=progress.planned)
            bars.update(tasks[key], completed=progress.done, total=progress.planned)

        yield tell


@main.command()
@told
def manifest() -> None:
    """Prints the Slack app manifest with just the scopes, commands and events that are used."""
    print_json(app.slack_manifest(load_settings()), indent=2)


@main.group()
def db() -> None:
    """Looks after the database."""


@db.command()
@told
def upgrade() -> None:
    """Brings the database to the current schema."""
    app.open_database(load_settings()).dispose()
    click.echo("The database has the current schema.")


@main.command()
@language
@told
def doctor(lang: str | None) -> None:
    """Says what is configured, reachable and missing, and how to mend it."""
    bad = False
    with services() as wired:
        for found in examine(wired, app.slack_scopes()):
            mark = {Mark.FINE: "OK", Mark.HINT: "--", Mark.BAD: "!!"}[found.mark]
            chosen = lang or wired.settings.language
            click.echo(f"{mark} {say(Say('doctor-line', {'what': found.what, 'says': found.says}), chosen)}")
            bad = bad or found.mark is Mark.BAD
    if bad:
        sys.exit(1)
