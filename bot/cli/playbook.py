"""The command that runs the playbooks beside the sales one."""

from __future__ import annotations

import sys
from datetime import date

import click

from analytics.playbooks import NAMES
from bot.cli.base import Marketplace, as_json, as_of, language, main, print_json, services, told
from bot.records.playbook import Benchmarks
from bot.records.text import Say
from bot.reports.playbook_text import to_json, to_text
from bot.reports.playbooks import playbooks
from templates.words import say


@main.command()
@click.argument("name", type=click.Choice(NAMES))
@click.argument("asin", metavar="ASIN|all")
@click.option("--marketplace", type=Marketplace(), help="Default: every one that has the ASIN.")
@as_of
@language
@as_json
@told
def playbook(
    name: str, asin: str, marketplace: str | None, as_of: date | None, lang: str | None, as_json: bool
) -> None:
    """Runs one of the playbooks beside the sales one; ads, stock and profit also answer for `all` ASINs."""
    with services() as wired, wired.engine.connect() as connection:
        chosen = lang or wired.settings.language
        found = playbooks(
            connection,
            name,
            None if asin.lower() == "all" else asin.strip().upper(),
            now=wired.clock.now(),
            marketplace=marketplace,
            as_of=as_of,
            benchmarks=Benchmarks(**wired.settings.team.benchmarks.model_dump()),
            currency=wired.settings.currency,
        )
    for one in found:
        if as_json:
            print_json(to_json(one, chosen))
        else:
            click.echo(to_text(one, chosen) + "\n")
    if not found:
        click.echo(say(Say("cli-unknown-asin", {"asin": asin}), chosen), err=True)
        sys.exit(2)
