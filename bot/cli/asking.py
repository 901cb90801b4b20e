"""Commands that answer: diagnose and digest."""

from __future__ import annotations

import sys
from datetime import date

import click

from bot.cli.base import Marketplace, as_json, as_of, language, main, print_json, services, told
from bot.errors import UsageError
from bot.records.text import Say
from bot.reports.diagnosing import diagnose_asin, to_json
from bot.reports.diagnosis_text import to_text
from bot.reports.digest import digest as make_digest
from bot.reports.digest import to_json as digest_json
from bot.reports.digest import to_text as digest_text
from bot.reports.sops import with_team_steps
from templates.words import say


@main.command()
@click.argument("asins", nargs=-1, required=True, metavar="ASIN...")
@click.option("--marketplace", type=Marketplace(), help="Default: every one that has the ASIN.")
@as_of
@click.option("--days", type=click.IntRange(1, 90), default=7, show_default=True, help="Length of each window.")
@language
@as_json
@told
def diagnose(
    asins: tuple[str, ...], marketplace: str | None, as_of: date | None, days: int, lang: str | None, as_json: bool
) -> None:
    """Says why sales fell: causes, evidence and money, for one ASIN or several."""
    unknown = []
    with services() as wired, wired.engine.connect() as connection:
        chosen = lang or wired.settings.language
        for asin in asins:
            found = diagnose_asin(
                connection, asin.strip().upper(), marketplace=marketplace, as_of=as_of, days=days,
                now=wired.clock.now(), currency=wired.settings.currency,
            )  # fmt: skip
            if not found:
                unknown.append(asin)
            for plain in found:
                diagnosis = with_team_steps(plain, chosen, wired.settings.team.sop_folder)
                if as_json:
                    print_json(to_json(diagnosis, chosen))
                else:
                    click.echo(to_text(diagnosis, chosen) + "\n")
    for asin in unknown:
        click.echo(say(Say("cli-unknown-asin", {"asin": asin}), chosen), err=True)
    if unknown:
        sys.exit(2)


@main.command()
@as_of
@language
@as_json
@told
def digest(as_of: date | None, lang: str | None, as_json: bool) -> None:
    """Prints the morning KPI digest."""
    with services() as wired, wired.engine.connect() as connection:
        found = make_digest(connection, now=wired.clock.now(), as_of=as_of, currency=wired.settings.currency)
        chosen = lang or wired.settings.language
    if as_json:
        print_json(digest_json(found))
        return
    if not found.markets:
        raise UsageError(say(Say("cli-no-data"), chosen))
    click.echo(digest_text(found, chosen))
