"""Commands that bring data in and check it: import, check, backtest."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from bot import pipeline
from bot.cli.base import IsoDate, Marketplace, as_json, as_of, language, main, print_json, services, told
from bot.errors import UsageError
from bot.ingest.importing import import_paths
from bot.ingest.mapping import load_mapping
from bot.ingest.report import FileReport
from bot.ingest.report import Progress as Tell
from bot.records.alerts import Alert
from bot.records.text import Say
from bot.reports.backtesting import backtest, summary_lines
from bot.store.imports import ImportLedger
from templates.words import say


@main.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--date", "day", type=IsoDate(), help="The day of a file that does not say it.")
@click.option("--marketplace", type=Marketplace(), help="The marketplace of a file that does not say it.")
@click.option("--account", help="The account of a file that does not say it (default: main).")
@click.option("--mapping", type=click.Path(path_type=Path), help="A YAML file that says which column is which field.")
@as_json
@told
def import_(paths: tuple[Path, ...], day: date | None, marketplace: str | None, account: str | None,
            mapping: Path | None, as_json: bool) -> None:  # fmt: skip
    """Imports dataset folders and files as Amazon gives them, told apart by their content."""
    with services() as wired, _progress() as tell:
        reports = import_paths(
            ImportLedger(wired.engine), wired.clock, wired.ids, paths,
            date=day, marketplace=marketplace, account=account, progress=tell,
            mapping=load_mapping(mapping) if mapping is not None else None,
        )  # fmt: skip
    for report in reports:
        _tell_refusals(report)
        if not as_json:
            click.echo(
                f"{report.file} ({report.format}): {report.read} read, {report.new} new, {report.changed} changed, "
                f"{report.unchanged} unchanged, {report.refused} refused"
            )
            for note in report.notes:
                click.echo(f"  {say(note, 'en')}")
    if as_json:
        print_json([report.to_json() for report in reports])
    if not all(report.clean for report in reports):
        sys.exit(2)


def _tell_refusals(report: FileReport) -> None:
    if report.refusal is not None:
        click.echo(f"{report.file}: {say(report.refusal, 'en')}", err=True)
    for refusal in report.refusals:
        place = f"{refusal.file}: line {refusal.line}"
        column = f", column {refusal.column}" if refusal.column else ""
        click.echo(f"{place}{column}: {say(refusal.reason, 'en')}", err=True)
    untold = report.refused - len(report.refusals)
    if report.refusals and untold > 0:
        click.echo(f"{report.file}: {untold} further rows were refused", err=True)


@contextmanager
def _progress() -> Iterator[Tell | None]:
    """A bar on a terminal, nothing elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn()
    with Progress(*columns, console=console, transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def tell(file: str, done: int, size: int) -> None:
            if file not in tasks:
                tasks[file] = bar.add_task(Path(file).name, total=size)
            bar.update(tasks[file], completed=done)

        yield tell


@main.command()
@as_of
@as_json
@language
@told
def check(as_of: date | None, as_json: bool, lang: str | None) -> None:
    """Runs every check for a day; opens and resolves alerts."""
    with services() as wired:
        done = pipeline.check(wired, as_of)
        alerts = wired.alerts.open_alerts()
        chosen = lang or wired.settings.language
    if as_json:
        print_json(
            {
                "as_of": str(as_of or max(done.days.values())) if as_of or done.days else None,
                "alerts": [_alert(alert, chosen) for alert in alerts],
            }
        )
        return
    if not done.days:
        click.echo(say(Say("cli-no-data"), chosen))
    for alert in alerts:
        click.echo(say(Say("cli-alert", {
            "severity": Say(f"severity-{alert.severity}"), "state": Say(f"state-{alert.state}"),
            "since": alert.opened_on, "headline": alert.headline, "id": alert.id,
        }), chosen))  # fmt: skip
    if done.days:
        click.echo(say(Say("cli-checked", {
            "n": len(alerts), "opened": len(done.applied.opened), "resolved": len(done.applied.resolved),
        }), chosen))  # fmt: skip


def _alert(alert: Alert, lang: str) -> dict[str, object]:
    return {
        "id": alert.id,
        "kind": alert.about.kind,
        "account": alert.about.account,
        "marketplace": alert.about.marketplace,
        "asin": alert.about.asin,
        "severity": str(alert.severity),
        "state": str(alert.state),
        "route": str(alert.route),
        "opened_on": str(alert.opened_on),
        "observed": alert.observed,
        "expected": alert.expected,
        "headline": say(alert.headline, lang),
    }


@main.command("backtest")
@click.option("--from", "first", type=IsoDate(), required=True, help="First day.")
@click.option("--to", "last", type=IsoDate(), required=True, help="Last day.")
@as_json
@language
@told
def backtest_(first: date, last: date, as_json: bool, lang: str | None) -> None:
    """Replays the checks day by day over stored data; changes nothing."""
    if last < first:
        raise UsageError(f"--to {last} lies before --from {first}")
    with services() as wired, wired.engine.connect() as connection:
        rules = pipeline.current_rules(wired, connection)
        found = backtest(
            connection, first, last, rules, wired.settings.currency,
            summaries=not as_json, sales_events=wired.settings.team.events(),
        )  # fmt: skip
        chosen = lang or wired.settings.language
    if as_json:
        alerts = [
            {
                "kind": alert.kind, "account": alert.account, "marketplace": alert.marketplace, "asin": alert.asin,
                "severity": str(alert.severity), "opened_on": str(alert.opened_on),
                "resolved_on": None if alert.resolved_on is None else str(alert.resolved_on),
                "headline": say(alert.headline, chosen),
            }
            for alert in found.alerts
        ]  # fmt: skip
        print_json({"from": str(first), "to": str(last), "alerts": alerts})
        return
    for alert in found.alerts:
        click.echo(say(Say("cli-replayed", {
            "severity": Say(f"severity-{alert.severity}"), "since": alert.opened_on, "until": alert.resolved_on,
            "headline": alert.headline,
        }), chosen))  # fmt: skip
    for line in summary_lines(found, chosen):
        click.echo(line)
